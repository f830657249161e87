// A programme being designed: what document it becomes, what it lacks, and which groups a roster shows.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  answerable,
  emptyDraft,
  freeCode,
  measures,
  missingTexts,
  scorable,
  toDocument,
  withInstrument,
  withoutItem,
} from '../../src/staff/design/draft.ts';
import { become, KINDS } from '../../src/staff/design/kinds.ts';
import { fromDocument } from '../../src/staff/design/load.ts';
import { fromRoster, halfWidth, outlook } from '../../src/staff/design/groups.ts';
import { agree, yesNo } from '../../src/staff/design/presets.ts';

const item = (code: string, text: Record<string, string>) => ({
  code,
  kind: 'choice' as const,
  text,
  required: false,
  options: agree(),
});
const draft = () => ({
  ...emptyDraft(),
  title: { en: 'Training', de: 'Schulung' },
  languages: ['en', 'de'],
  items: [item('talk', { en: 'I could talk.', de: 'Ich könnte reden.' })],
});

test('what is written becomes the document, in the declared languages and without what is empty', () => {
  const document = toDocument(draft()) as { waves: { questionnaire: { items: { options: { label: object }[] }[] } }[] };
  assert.deepEqual(document.waves[0]?.questionnaire.items[0]?.options[0]?.label, {
    en: 'Disagree',
    de: 'Stimme nicht zu',
  });
  const { waves, ...rest } = document;
  assert.deepEqual(rest, { title: { en: 'Training', de: 'Schulung' }, languages: ['en', 'de'] });
  assert.equal(waves.length, 2);
  const studied = {
    ...draft(),
    study: {
      design: 'comparison' as const,
      by: 'site',
      begins: { a: '2026-03-01', c: '2026-03-01' },
      arms: { a: 'in person', b: 'never read' },
      out: ['c'],
      outcomes: ['talk'],
    },
  };
  const site = {
    code: 'site',
    label: { en: 'Site' },
    weight: 1,
    values: [{ code: 'a' }, { code: 'b' }, { code: 'c' }],
  };
  assert.deepEqual((toDocument({ ...studied, attributes: [site] }) as { study: object }).study, {
    design: 'comparison',
    by: 'site',
    rollout: [{ group: 'a', date: '2026-03-01', arm: 'in person' }, { group: 'b' }],
    outcomes: ['talk'],
  });
});

test('texts that a language lacks are named by their place, and what may be left out is not', () => {
  const found = missingTexts({ ...draft(), introduction: { en: 'Hello' } });
  assert.deepEqual(
    found.map(({ place, language }) => `${place}: ${language}`),
    ['the introduction: de', 'the title of wave 1: de', 'the title of wave 2: de'],
  );
  assert.deepEqual(missingTexts({ ...draft(), waves: [] }), []);
});

test('an instrument is added once, and an item goes with what rests on it', () => {
  const scale = { code: 'two', label: { en: 'Two' }, score: 'sum' as const, items: [{ item: 'b', reverse: false }] };
  const second = { ...item('c', { en: 'C' }), show_if: [{ item: 'b', any_of: ['agree'] }] };
  const instrument = { items: [item('b', { en: 'B' }), second], scales: [scale] };
  const once = withInstrument(draft(), instrument);
  assert.deepEqual(withInstrument(once, instrument), once);
  assert.deepEqual(
    measures(once).map(({ code }) => code),
    ['talk', 'b', 'c', 'two'],
  );
  const named = { ...once, study: { ...once.study, outcomes: ['two', 'talk', 'b'] } };
  const without = withoutItem(named, 'b');
  assert.deepEqual(
    measures(without).map(({ code }) => code),
    ['talk', 'c'],
  );
  assert.deepEqual(without.items[1]?.show_if, []);
  assert.deepEqual(without.study.outcomes, ['talk']);
  assert.equal(freeCode('q', ['q1', 'q2']), 'q3');
  assert.equal(yesNo()[1]?.label.fr, 'Oui');
});

test('a roster shows its groups, one within another, and counts them; people stay out', () => {
  const rows = Array.from({ length: 40 }, (_, at) => {
    const team = `team ${at % 8}`;
    return `p${at}@example.org,Person ${at},${team},${at % 8 < 4 ? 'Care' : 'Office'},${at % 3 === 0 ? 'night' : 'day'},"Main St, ${at}"`;
  });
  const found = fromRoster(`contact,name,Team,Department,Shift,Address\n${rows.join('\n')}\n`, 'en');
  assert.equal(found?.people, 40);
  assert.deepEqual(
    found?.attributes.map(({ code, levels }) => [code, levels?.map((level) => level.code)]),
    [
      ['shift', []],
      ['team', ['department']],
    ],
  );
  assert.equal(found?.attributes[1]?.values[0]?.within, 'Care');
  assert.deepEqual([found?.counts.team?.['team 0'], found?.counts.department?.Care], [5, 20]);
  assert.ok(!JSON.stringify(found).includes('example.org') && !JSON.stringify(found).includes('Main St'));
  assert.equal(fromRoster('contact\na@example.org\n', 'en'), null);
  assert.equal(fromRoster('', 'en'), null);
});

test('what may be seen of a group depends on how many answer', () => {
  assert.deepEqual(
    [4, 5, 9, 10].map((people) => outlook(people, 5)),
    ['never', 'uncertain', 'uncertain', 'likely'],
  );
  assert.ok(Math.abs(halfWidth(100) - 9.8) < 1e-9);
});

/** A programme with everything that the page can hold, as the server writes it. */
const WHOLE = {
  title: { en: 'Training', pl: 'Szkolenie' },
  languages: ['en', 'pl'],
  help: [{ name: { en: 'EAP' }, contact: { en: '5555' }, url: 'https://intranet.example.org' }],
  study: {
    design: 'stepped_wedge' as const,
    by: 'department',
    rollout: [
      { group: 'x', date: '2026-03-01', arm: 'in person' },
      { group: 'y', date: '2026-05-01' },
    ],
    outcomes: ['talk', 'burden'],
  },
  waves: ['2026-02-01', '2026-04-01'].map((date, at) => ({
    title: { en: `Wave ${at + 1}` },
    date,
    k: 7,
    panel: true,
    exchange_per_mille: 80,
    attributes: [
      {
        code: 'team',
        label: { en: 'Team' },
        why: { en: 'To compare.' },
        weight: 2,
        values: [
          { code: 'a', within: 'x' },
          { code: 'b', label: { en: 'B' }, within: 'y' },
          { code: 'c', within: 'z' },
        ],
        levels: [
          {
            code: 'department',
            label: { en: 'Department' },
            keeps_percent: 70,
            values: [{ code: 'x' }, { code: 'y' }, { code: 'z' }],
          },
        ],
      },
    ],
    questionnaire: {
      introduction: { en: 'Hello' },
      items: [
        {
          code: 'talk',
          kind: 'choice',
          text: { en: 'T' },
          hint: { en: 'H' },
          required: true,
          options: agree(),
          random_order: true,
        },
        {
          code: 'signs',
          kind: 'multiple',
          text: { en: 'M' },
          required: false,
          options: [
            { code: 'a', label: { en: 'A' } },
            { code: 'none', label: { en: 'None' }, exclusive: true },
          ],
          show_if: [{ item: 'talk', any_of: ['agree'] }],
        },
        {
          code: 'm',
          kind: 'matrix',
          text: { en: 'X' },
          required: false,
          options: yesNo(),
          rows: [
            { code: 'm_1', text: { en: 'R' } },
            { code: 'm_2', text: { en: 'S' } },
          ],
          random_block: 'z',
        },
        {
          code: 'pain',
          kind: 'number',
          text: { en: 'P' },
          required: false,
          range: { from: 0, to: 3, from_label: { en: 'none' }, to_label: { en: 'worst' }, sensitive: true },
          unit: { en: 'points' },
        },
        {
          code: 'days',
          kind: 'bands',
          text: { en: 'D' },
          required: false,
          options: [
            { code: 'few', label: { en: 'Few' } },
            { code: 'many', label: { en: 'Many' }, from: 5 },
          ],
          unit: { en: 'days' },
        },
        { code: 'words', kind: 'comment', text: { en: 'W' }, required: false },
        { code: 'read', kind: 'information', text: { en: 'I' }, required: false },
      ],
      scales: [
        {
          code: 'burden',
          label: { en: 'Burden' },
          score: 'sum',
          minimum_answered: 1,
          items: [
            { item: 'talk', reverse: true },
            { item: 'pain', reverse: false },
          ],
          cut_offs: [{ code: 'high', label: { en: 'High' }, at_least: 3.5 }],
        },
      ],
    },
  })),
};

test('a document becomes a draft and the same document again, with nothing lost', () => {
  const whole = WHOLE as unknown as Parameters<typeof fromDocument>[0];
  const { draft: loaded, differs } = fromDocument(whole);
  assert.deepEqual(differs, []);
  const written = { ...WHOLE, waves: WHOLE.waves.map(labelled) };
  assert.deepEqual(toDocument(loaded), written);
  const plain = fromDocument({ title: 'Plain', waves: [{ title: 'Only', k: 5, questionnaire: { items: [] } }] });
  assert.deepEqual([plain.draft.title, plain.draft.waves], [{ en: 'Plain' }, [{ title: { en: 'Only' }, date: '' }]]);
  const [one, other] = whole.waves ?? [];
  assert.ok(one && other);
  const uneven = { ...whole, waves: [one, { ...other, k: 9, questionnaire: { items: [] } }] };
  assert.deepEqual(fromDocument(uneven).differs, ['k', 'questionnaire']);
});

/** Presets have words in languages that the programme does not declare: they are left out. */
function labelled(wave: (typeof WHOLE.waves)[number]) {
  const only = <T extends { label: Record<string, string> }>(one: T): T => ({ ...one, label: { en: one.label.en } });
  const items = wave.questionnaire.items.map((one) =>
    'options' in one ? { ...one, options: one.options?.map(only) } : one,
  );
  return { ...wave, questionnaire: { ...wave.questionnaire, items } };
}

test('a question can be answered in every way, and keeps only what belongs to it', () => {
  const start = { ...item('q', { en: 'Q' }), required: true, random_order: true };
  for (const from of KINDS)
    for (const to of KINDS) {
      const changed = become(become(start, from), to);
      assert.equal(changed.kind, to);
      assert.deepEqual(
        [changed.options !== undefined, changed.rows !== undefined, changed.range !== undefined],
        [['choice', 'multiple', 'matrix', 'bands'].includes(to), to === 'matrix', to === 'number'],
        `${from} to ${to}`,
      );
      if (to !== 'bands') assert.ok(changed.options?.every((option) => option.from === undefined) ?? true);
    }
});

test('what can be scored, and by what a question can depend on another', () => {
  const { draft: loaded } = fromDocument(WHOLE as unknown as Parameters<typeof fromDocument>[0]);
  assert.deepEqual(
    scorable(loaded).map(({ code }) => code),
    ['talk', 'pain'],
  );
  const all = answerable(loaded.items);
  assert.deepEqual(
    all.map(({ code }) => code),
    ['talk', 'signs', 'm_1', 'm_2', 'pain', 'days'],
  );
  assert.deepEqual(
    all.find(({ code }) => code === 'pain')?.answers.map(({ code }) => code),
    ['0', '1', '2', '3'],
  );
});
