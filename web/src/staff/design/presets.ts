// Answers that many questions have, in the languages of Chorus. It knows no question.

import type { ChoiceOption } from '../../shared/api.ts';

type Languages = Record<string, string[]>;

const AGREE: Languages = {
  en: ['Disagree', 'Rather disagree', 'Neither', 'Rather agree', 'Agree'],
  de: ['Stimme nicht zu', 'Stimme eher nicht zu', 'Weder noch', 'Stimme eher zu', 'Stimme zu'],
  es: ['En desacuerdo', 'Más bien en desacuerdo', 'Ni una cosa ni otra', 'Más bien de acuerdo', 'De acuerdo'],
  fr: ['Pas d’accord', 'Plutôt pas d’accord', 'Ni l’un ni l’autre', 'Plutôt d’accord', 'D’accord'],
  ar: ['لا أوافق', 'أميل إلى عدم الموافقة', 'لا هذا ولا ذاك', 'أميل إلى الموافقة', 'أوافق'],
  'zh-Hans': ['不同意', '比较不同意', '中立', '比较同意', '同意'],
};
const YES_NO: Languages = {
  en: ['No', 'Yes'],
  de: ['Nein', 'Ja'],
  es: ['No', 'Sí'],
  fr: ['Non', 'Oui'],
  ar: ['لا', 'نعم'],
  'zh-Hans': ['否', '是'],
};

const labels = (all: Languages, at: number) =>
  Object.fromEntries(Object.entries(all).map(([tag, words]) => [tag, words[at] ?? '']));

/** Five steps from disagreeing to agreeing, scored 1 to 5; the upper two are favourable. */
export const agree = (): ChoiceOption[] =>
  ['disagree', 'rather_disagree', 'neither', 'rather_agree', 'agree'].map((code, at) => ({
    code,
    label: labels(AGREE, at),
    score: at + 1,
    ...(at > 2 ? { favourable: true } : {}),
  }));

export const yesNo = (): ChoiceOption[] => ['no', 'yes'].map((code, at) => ({ code, label: labels(YES_NO, at) }));
