// A programme while it is being designed, as a value, and the document that it becomes. The server judges the document; here is only what
// the page itself can know: what lacks a text, and which groups are small. It does no I/O.

import type { Attribute, ChoiceOption, Help, Item, Questionnaire, Scale, Text } from '../../shared/api.ts';

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
  /** By group: the kind of training, where there are several. */
  arms: Record<string, string>;
  /** Groups that take no part in any comparison. */
  out: string[];
  /** Codes of the measures that are named beforehand. */
  outcomes: string[];
}

export interface Draft {
  /** The programme that is being changed; empty for a new one. */
  programme: string;
  title: Text;
  languages: string[];
  /** Where people find help, beside the crisis lines. */
  help: Help[];
  introduction: Text;
  items: Item[];
  scales: Scale[];
  attributes: Attribute[];
  k: number;
  panel: boolean;
  /** How many in a thousand sensitive answers are exchanged; null for what is usual. */
  exchange: number | null;
  waves: DraftWave[];
  study: DraftStudy;
}

export const emptyDraft = (): Draft => ({
  programme: '',
  title: {},
  languages: ['en'],
  help: [],
  introduction: {},
  items: [],
  scales: [],
  attributes: [],
  k: 5,
  panel: false,
  exchange: null,
  waves: [
    { title: { en: 'Before the training' }, date: '' },
    { title: { en: 'After the training' }, date: '' },
  ],
  study: { design: '', by: '', begins: {}, arms: {}, out: [], outcomes: [] },
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
    unit: say(one.unit),
    show_if: one.show_if?.length ? one.show_if : undefined,
    ...(one.range
      ? { range: { ...one.range, from_label: say(one.range.from_label), to_label: say(one.range.to_label) } }
      : {}),
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
      ? {
          scales: draft.scales.map((scale) => ({
            ...scale,
            label: say(scale.label),
            cut_offs: scale.cut_offs?.length
              ? scale.cut_offs.map((cut) => ({ ...cut, label: say(cut.label) }))
              : undefined,
          })),
        }
      : {}),
  });
  const wave = ({ title, date }: DraftWave) => ({
    title: say(title),
    ...(date === '' ? {} : { date }),
    k: draft.k,
    ...(draft.panel ? { panel: true } : {}),
    ...(draft.exchange === null ? {} : { exchange_per_mille: draft.exchange }),
    attributes: draft.attributes.map(attribute),
    questionnaire,
  });
  const { design, by, begins, arms, out, outcomes } = draft.study;
  const groups = valuesOf(draft, by).filter((group) => !out.includes(group));
  const rollout = groups.map((group) => ({
    group,
    ...(begins[group] ? { date: begins[group] } : {}),
    ...(begins[group] && arms[group]?.trim() ? { arm: arms[group].trim() } : {}),
  }));
  const help = draft.help.map((one) => ({
    ...one,
    name: say(one.name),
    contact: say(one.contact),
    url: one.url?.trim() || undefined,
  }));
  const study =
    design === ''
      ? undefined
      : {
          design,
          ...(design === 'pre_post' ? {} : { by, rollout }),
          ...(outcomes.length > 0 ? { outcomes } : {}),
        };
  // JSON leaves out what is undefined.
  const document = {
    title: say(draft.title),
    languages: draft.languages,
    help: help.length > 0 ? help : undefined,
    study,
    waves: draft.waves.map(wave),
  };
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
    ...draft.help.flatMap(({ name, contact }, at): [string, Text, boolean][] => [
      [`the name of place ${at + 1} to find help`, name, true],
      [`how to reach place ${at + 1} to find help`, contact, true],
    ]),
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
      [`the unit of question ${at + 1}`, item.unit, false],
      [`the least number of question ${at + 1}`, item.range?.from_label, false],
      [`the greatest number of question ${at + 1}`, item.range?.to_label, false],
    ]),
    ...draft.scales.flatMap(({ code, label, cut_offs = [] }): [string, Text, boolean][] => [
      [`the name of the scale ${code}`, label, true],
      ...cut_offs.map((cut): [string, Text, boolean] => [`a cut-off of the scale ${code}`, cut.label, true]),
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
        ...(item.show_if ? { show_if: item.show_if.filter((one) => !codes.has(one.item)) } : {}),
      })),
    scales,
    study: { ...draft.study, outcomes: draft.study.outcomes.filter((one) => left.has(one) && !codes.has(one)) },
  };
}

/** A question, or a row of a matrix, by which another can be asked or not, and its answers. */
export interface Answerable {
  code: string;
  text: Text;
  answers: { code: string; text: Text | undefined }[];
}

/** What of these items somebody can have answered by a code. */
export function answerable(items: readonly Item[]): Answerable[] {
  return items.flatMap((item) => {
    const { from = 0, to = -1 } = item.range ?? {};
    const numbers = Array.from({ length: Math.max(0, Math.min(to - from + 1, 101)) }, (_, at) => ({
      code: String(from + at),
      text: undefined,
    }));
    const answers = item.options?.map(({ code, label }) => ({ code, text: label })) ?? numbers;
    if (answers.length === 0) return [];
    return (item.kind === 'matrix' ? (item.rows ?? []) : [item]).map(({ code, text }) => ({ code, text, answers }));
  });
}

/** What can be scored: numbers, and questions and rows with an answer that has a score. */
export function scorable({ items }: Draft): { code: string; text: Text }[] {
  const scored = (item: Item): boolean =>
    item.kind === 'number' ||
    ((item.kind === 'choice' || item.kind === 'matrix') &&
      (item.options ?? []).some(({ score }) => score !== undefined));
  return items
    .filter(scored)
    .flatMap((item) => (item.kind === 'matrix' ? (item.rows ?? []) : [item]))
    .map(({ code, text }) => ({ code, text }));
}
