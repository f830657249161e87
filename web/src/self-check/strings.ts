// The words of the self-check, from messages in `src/locales/<language>/self-check.ftl`. It knows no answer.

import type { Write } from '../shared/fluent.ts';
import type { Instrument, Meaning } from './instruments.ts';

export function selfCheckStrings(write: Write) {
  const meaning = (kind: string): Record<Meaning, string> => ({
    little: write(`${kind}-little`),
    some: write(`${kind}-some`),
    much: write(`${kind}-much`),
  });

  return {
    title: write('title'),
    private: write('private'),
    notADiagnosis: write('not-a-diagnosis'),
    choose: write('choose'),
    names: {
      phq8: write('name-phq8'),
      gad7: write('name-gad7'),
      who5: write('name-who5'),
    } satisfies Record<Instrument['code'], string>,
    languageNote: write('language-note'),
    show: write('show'),
    incomplete: write('incomplete'),
    result: write('result'),
    score: (score: number, most: number) => write('score', { score, most }),
    meaning: { symptoms: meaning('symptoms'), wellBeing: meaning('well-being') },
    urgent: write('urgent'),
    erase: write('erase'),
    sources: write('sources'),
  };
}
