// The three instruments of the self-check, from the library, and what a score means. It keeps and sends nothing.

import gad7 from '../../../library/gad7.yaml';
import phq8 from '../../../library/phq8.yaml';
import who5 from '../../../library/who5.yaml';
import { answerCodes, type Answers } from '../answer/answers.ts';
import type { Item, Questionnaire } from '../shared/api.ts';

/** How much there is to worry about. */
export type Meaning = 'little' | 'some' | 'much';

export interface Instrument {
  code: 'phq8' | 'gad7' | 'who5';
  items: Item[];
  /** The languages that the text is in. */
  languages: string[];
  /** Who wrote it, and on which terms it is shown. */
  sources: string[];
  most: number;
  meaning: (score: number) => Meaning;
}

interface Entry {
  meta: { languages: string[]; source: { cite: string }[]; licence: { note: string } };
  questionnaire: Questionnaire;
}

// Nothing is stored here, so nothing has to be exchanged before it is.
const plain = (item: Item): Item => ({
  ...item,
  required: true,
  options: (item.options ?? []).map(({ code, label, score }) => ({
    code,
    label,
    ...(score === undefined ? {} : { score }),
  })),
});

const instrument = (entry: Entry, rest: Omit<Instrument, 'items' | 'languages' | 'sources'>): Instrument => ({
  ...rest,
  items: entry.questionnaire.items.map(plain),
  languages: entry.meta.languages,
  sources: [...entry.meta.source.map(({ cite }) => cite), entry.meta.licence.note],
});

/** From 5 on symptoms count as mild, from 10 on as moderate: K. Kroenke and others, doi 10.1016/j.jad.2008.06.026 and
 * R. Spitzer and others, doi 10.1001/archinte.166.10.1092. */
const symptoms = (score: number): Meaning => (score >= 10 ? 'much' : score >= 5 ? 'some' : 'little');
/** 50 and less is low, 28 and less so low that depression is likely: C. Topp and others, doi 10.1159/000376585. */
const wellBeing = (score: number): Meaning => (score <= 28 ? 'much' : score <= 50 ? 'some' : 'little');

export const INSTRUMENTS: readonly Instrument[] = [
  instrument(phq8 as Entry, { code: 'phq8', most: 24, meaning: symptoms }),
  instrument(gad7 as Entry, { code: 'gad7', most: 21, meaning: symptoms }),
  instrument(who5 as Entry, { code: 'who5', most: 100, meaning: wellBeing }),
];

/** The sum of the scores; `null` unless every question is answered, as the three instruments want it. */
export function scoreOf({ items }: Instrument, answers: Answers): number | null {
  let sum = 0;
  for (const item of items) {
    for (const code of answerCodes(item)) {
      const score = item.options?.find((option) => option.code === answers[code])?.score;
      if (score === undefined) return null;
      sum += score;
    }
  }
  return sum;
}
