// A document as a draft: what the page on which programmes are designed can hold of it, and what it cannot. It does no I/O.

import type { Attribute, ChoiceOption, Help, Item, Questionnaire, Scale, Text } from '../../shared/api.ts';
import { type Draft, emptyDraft } from './draft.ts';

/** A text as it may stand in a document. */
type Written = Text | string | undefined;

interface WrittenWave {
  title: Written;
  date?: string;
  k: number;
  attributes?: Attribute[];
  exchange_per_mille?: number;
  panel?: boolean;
  questionnaire: Questionnaire;
}

/** A programme's document, as the server writes it. */
export interface ProgrammeDocument {
  title: Written;
  languages?: string[];
  help?: Help[];
  study?: {
    design: Draft['study']['design'];
    by?: string;
    rollout?: { group: string; date?: string; arm?: string }[];
    outcomes?: string[];
  };
  waves?: WrittenWave[];
}

export interface Loaded {
  draft: Draft;
  /** What its waves do not have in common: the first wave's is in the draft. */
  differs: ('k' | 'panel' | 'exchange_per_mille' | 'attributes' | 'questionnaire')[];
}

const DIFFERING = ['k', 'panel', 'exchange_per_mille', 'attributes', 'questionnaire'] as const;

/** Reads a document. Texts become texts in the declared languages: a plain one is in the first. */
export function fromDocument(document: ProgrammeDocument): Loaded {
  const languages = document.languages?.length ? document.languages : ['en'];
  const first = languages[0] ?? 'en';
  const say = (text: Written): Text => (typeof text === 'string' ? { [first]: text } : { ...text });
  const some = <K extends string>(name: K, text: Written): { [key in K]?: Text } =>
    (text === undefined ? {} : { [name]: say(text) }) as { [key in K]?: Text };

  const option = (one: ChoiceOption): ChoiceOption => ({ ...one, label: say(one.label) });
  const item = (one: Item): Item => ({
    ...one,
    kind: one.kind ?? 'choice',
    required: one.required ?? false,
    text: say(one.text),
    ...some('hint', one.hint),
    ...some('unit', one.unit),
    ...(one.options ? { options: one.options.map(option) } : {}),
    ...(one.rows ? { rows: one.rows.map((row) => ({ ...row, text: say(row.text) })) } : {}),
    ...(one.range
      ? {
          range: { ...one.range, ...some('from_label', one.range.from_label), ...some('to_label', one.range.to_label) },
        }
      : {}),
  });
  const scale = (one: Scale): Scale => ({
    ...one,
    label: say(one.label),
    items: one.items.map(({ item: code, reverse }) => ({ item: code, reverse: reverse ?? false })),
    ...(one.cut_offs ? { cut_offs: one.cut_offs.map((cut) => ({ ...cut, label: say(cut.label) })) } : {}),
  });
  const values = (all: Attribute['values']): Attribute['values'] =>
    all.map((value) => ({ ...value, ...some('label', value.label) }));
  const attribute = (one: Attribute): Attribute => ({
    ...one,
    weight: one.weight ?? 1,
    label: say(one.label),
    ...some('why', one.why),
    values: values(one.values),
    ...(one.levels
      ? { levels: one.levels.map((level) => ({ ...level, label: say(level.label), values: values(level.values) })) }
      : {}),
  });

  const waves = document.waves ?? [];
  const [leading] = waves;
  const empty = emptyDraft();
  const study = document.study;
  const rollout = study?.rollout ?? [];
  const named = new Set(rollout.map(({ group }) => group));
  const draft: Draft = {
    ...empty,
    title: say(document.title),
    languages,
    help: (document.help ?? []).map((one) => ({ ...one, name: say(one.name), contact: say(one.contact) })),
    introduction: say(leading?.questionnaire.introduction),
    items: (leading?.questionnaire.items ?? []).map(item),
    scales: (leading?.questionnaire.scales ?? []).map(scale),
    attributes: (leading?.attributes ?? []).map(attribute),
    k: leading?.k ?? empty.k,
    panel: leading?.panel ?? false,
    exchange: leading?.exchange_per_mille ?? null,
    waves: leading ? waves.map(({ title, date }) => ({ title: say(title), date: date ?? '' })) : empty.waves,
  };
  if (study) {
    const lists = draft.attributes.flatMap((one) => [one, ...(one.levels ?? [])]);
    const groups = lists.find(({ code }) => code === study.by)?.values ?? [];
    const pairs = (part: 'date' | 'arm'): Record<string, string> =>
      Object.fromEntries(rollout.flatMap((one) => (one[part] ? [[one.group, one[part]]] : [])));
    draft.study = {
      design: study.design,
      by: study.by ?? '',
      begins: pairs('date'),
      arms: pairs('arm'),
      out: groups.map(({ code }) => code).filter((code) => !named.has(code)),
      outcomes: study.outcomes ?? [],
    };
  }
  const same = (name: (typeof DIFFERING)[number], wave: WrittenWave): boolean =>
    JSON.stringify(wave[name] ?? null) === JSON.stringify(leading?.[name] ?? null);
  return { draft, differs: DIFFERING.filter((name) => waves.some((wave) => !same(name, wave))) };
}
