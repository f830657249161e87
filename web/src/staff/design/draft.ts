// A programme while it is being designed, as a value, and the document that it becomes. The server judges the document; here is only what
// the page itself can know: what lacks a text, and which groups are small. It does no I/O.

import type { Attribute, ChoiceOption, Item, Questionnaire, Scale, Text } from '../../shared/api.ts';

export interface DraftWave {
  title: Text;
  /** As 2026-02-01; empty if it has none. */
  date: string;
}

/** Which of the groups are trained when. */
export interface DraftStudy {
  design: '' | 'pre_post' | 'comparison' | 'stepped_wedge';
  /** The attribute whose groups are trained at different times. */
  by: string;
  /** By group: the day that its training begins; empty for the comparison. */
  begins: Record<string, string>;
  /** Codes of the measures that are named beforehand. */
  outcomes: string[];
}

export interface Draft {
  title: Text;
  languages: string[];
  introduction: Text;
  items: Item[];
  scales: Scale[];
  attributes: Attribute[];
  k: number;
  panel: boolean;
  waves: DraftWave[];
  study: DraftStudy;
}

export const emptyDraft = (): Draft => ({
  title: {},
  languages: ['en'],
  introduction: {},
  items: [],
  scales: [],
  attributes: [],
  k: 5,
  panel: false,
  waves: [
    { title: { en: 'Before the training' }, date: '' },
    { title: { en: 'After the training' }, date: '' },
  ],
  study: { design: '', by: '', begins: {}, outcomes: [] },
});

/** The texts in the declared languages; none if there is no word in them. */
function written(text: Text | undefined, languages: readonly string[]): Text | undefined {
  const kept = languages.flatMap((tag) => (text?.[tag]?.trim() ? [[tag, text[tag].trim()]] : []));
  return kept.length === 0 ? undefined : Object.fromEntries(kept);
}

const withText = <T extends object>(name: string, text: Text | undefined, rest: T): T =>
  text === undefined ? rest : { ...rest, [name]: text };

/** The document to send, in the server's own form. What was not written is left out, so that the server can name it. */
export function toDocument(draft: Draft): object {
  const say = (text: Text | undefined): Text | undefined => written(text, draft.languages);
  const option = (one: ChoiceOption) => ({ ...one, label: say(one.label) });
  const item = (one: Item) => ({
    ...withText('hint', say(one.hint), { ...one, hint: undefined }),
    text: say(one.text),
    ...(one.options ? { options: one.options.map(option) } : {}),
    ...(one.rows ? { rows: one.rows.map((row) => ({ ...row, text: say(row.text) })) } : {}),
  });
  const values = (all: Attribute['values']) =>
    all.map((value) => withText('label', say(value.label), { ...value, label: undefined }));
  const attribute = (one: Attribute) => ({
    ...withText('why', say(one.why), { ...one, why: undefined }),
    label: say(one.label),
    values: values(one.values),
    ...(one.levels?.length
      ? { levels: one.levels.map((level) => ({ ...level, label: say(level.label), values: values(level.values) })) }
      : { levels: undefined }),
  });
  const questionnaire = withText('introduction', say(draft.introduction), {
    items: draft.items.map(item),
    ...(draft.scales.length > 0
      ? { scales: draft.scales.map((scale) => ({ ...scale, label: say(scale.label) })) }
      : {}),
  });
  const wave = ({ title, date }: DraftWave) => ({
    title: say(title),
    ...(date === '' ? {} : { date }),
    k: draft.k,
    ...(draft.panel ? { panel: true } : {}),
    attributes: draft.attributes.map(attribute),
    questionnaire,
  });
  const { design, by, begins, outcomes } = draft.study;
  const groups = valuesOf(draft, by);
  const study =
    design === ''
      ? undefined
      : {
          design,
          ...(design === 'pre_post'
            ? {}
            : { by, rollout: groups.map((group) => ({ group, ...(begins[group] ? { date: begins[group] } : {}) })) }),
          ...(outcomes.length > 0 ? { outcomes } : {}),
        };
  // JSON leaves out what is undefined.
  const document = { title: say(draft.title), languages: draft.languages, study, waves: draft.waves.map(wave) };
  return JSON.parse(JSON.stringify(document)) as object;
}

/** The codes of an attribute's values, or of a coarser level's. */
export function valuesOf({ attributes }: Draft, code: string): string[] {
  const lists = attributes.flatMap((one) => [one, ...(one.levels ?? [])]);
  return lists.find((list) => list.code === code)?.values.map((value) => value.code) ?? [];
}

/** What can be measured: items, rows of matrices, scales. */
export function measures({ items, scales }: Draft): { code: string; text: Text }[] {
  const asked = items.filter(({ kind }) => kind !== 'information' && kind !== 'comment');
  return [
    ...asked.flatMap((item) => (item.kind === 'matrix' ? (item.rows ?? []) : [item])),
    ...scales.map(({ code, label }) => ({ code, text: label })),
  ].map(({ code, text }) => ({ code, text }));
}

/** A text that a language lacks: where it is, and what it says in the first that it has. */
export interface Missing {
  place: string;
  text: string;
  language: string;
}

export function missingTexts(draft: Draft): Missing[] {
  const all: [string, Text | undefined, boolean][] = [
    ['the title', draft.title, true],
    ['the introduction', draft.introduction, false],
    ...draft.waves.map(({ title }, at): [string, Text, boolean] => [`the title of wave ${at + 1}`, title, true]),
    ...draft.items.flatMap((item, at): [string, Text | undefined, boolean][] => [
      [`question ${at + 1}`, item.text, true],
      [`the hint of question ${at + 1}`, item.hint, false],
      ...(item.options ?? []).map((one): [string, Text, boolean] => [
        `an answer of question ${at + 1}`,
        one.label,
        true,
      ]),
      ...(item.rows ?? []).map((row): [string, Text, boolean] => [`a row of question ${at + 1}`, row.text, true]),
    ]),
    ...draft.attributes.flatMap((one): [string, Text | undefined, boolean][] => [
      [`the name of the groups ${one.code}`, one.label, true],
      ...one.values.map((value): [string, Text | undefined, boolean] => [
        `the group ${value.code}`,
        value.label,
        false,
      ]),
    ]),
  ];
  return all.flatMap(([place, text, needed]) => {
    const has = draft.languages.filter((tag) => text?.[tag]?.trim());
    // What may be left out altogether is missing only where some languages have it.
    if (has.length === 0 && !needed) return [];
    const first = has[0] === undefined ? '' : (text?.[has[0]] ?? '');
    return draft.languages.filter((tag) => !has.includes(tag)).map((language) => ({ place, text: first, language }));
  });
}

/** A code that nothing here has yet. */
export function freeCode(begin: string, taken: readonly string[]): string {
  for (let at = 1; ; at += 1) if (!taken.includes(`${begin}${at}`)) return `${begin}${at}`;
}

/** Adds a questionnaire of the library: what has the same code as something there is not added twice. */
export function withInstrument(draft: Draft, { items, scales = [] }: Questionnaire): Draft {
  const known = new Set([...draft.items, ...draft.scales].map(({ code }) => code));
  return {
    ...draft,
    items: [...draft.items, ...items.filter(({ code }) => !known.has(code))],
    scales: [...draft.scales, ...scales.filter(({ code }) => !known.has(code))],
  };
}

/** Without an item, and without the scales that cannot be scored then. */
export function withoutItem(draft: Draft, code: string): Draft {
  const gone = draft.items.find((item) => item.code === code);
  const codes = new Set([code, ...(gone?.rows ?? []).map((row) => row.code)]);
  const scales = draft.scales.filter((scale) => !scale.items.some(({ item }) => codes.has(item)));
  const left = new Set([...draft.items.map((item) => item.code), ...scales.map((scale) => scale.code)]);
  return {
    ...draft,
    items: draft.items
      .filter((item) => item.code !== code)
      .map((item) => ({
        ...item,
        ...(item.show_if ? { show_if: item.show_if.filter((one) => one.item !== code) } : {}),
      })),
    scales,
    study: { ...draft.study, outcomes: draft.study.outcomes.filter((one) => left.has(one) && !codes.has(one)) },
  };
}
