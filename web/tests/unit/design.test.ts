// A programme being designed: what document it becomes, what it lacks, and which groups a roster shows.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  emptyDraft,
  freeCode,
  measures,
  missingTexts,
  toDocument,
  withInstrument,
  withoutItem,
} from '../../src/staff/design/draft.ts';
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
    study: { design: 'comparison' as const, by: 'site', begins: { a: '2026-03-01' }, outcomes: ['talk'] },
  };
  const site = { code: 'site', label: { en: 'Site' }, weight: 1, values: [{ code: 'a' }, { code: 'b' }] };
  assert.deepEqual((toDocument({ ...studied, attributes: [site] }) as { study: object }).study, {
    design: 'comparison',
    by: 'site',
    rollout: [{ group: 'a', date: '2026-03-01' }, { group: 'b' }],
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
