// The words of the receipt's page, from messages in `src/locales/<language>/receipt.ftl`. It knows no state: what depends on numbers is
// a function of them.

import { lines, type Write } from '../shared/fluent.ts';

export function receiptStrings(write: Write) {
  const verdict = (name: string, values = {}) => ({
    title: write(`verdict-${name}`),
    lines: lines(write(`verdict-${name}.text`, values)),
  });

  return {
    title: write('title'),
    what: write('what'),
    how: write('how'),
    label: write('label'),
    hint: write('hint'),
    hintAlone: write('hint-alone'),
    check: write('check'),
    another: write('another'),
    retry: write('retry'),
    unreadable: write('unreadable'),
    checking: write('checking'),
    details: write('details'),
    checked: {
      terms: write('checked-terms'),
      termsKept: write('checked-terms.kept'),
      termsNotKept: write('checked-terms.not-kept'),
      size: write('checked-size'),
      root: write('checked-root'),
      signed: write('checked-root.signed'),
      replaced: write('checked-replaced'),
      replacedMeaning: write('checked-replaced.meaning'),
    },
    verdict: {
      counted: (size: number) => verdict('counted', { size }),
      missing: (size: number) => verdict('missing', { size }),
      open: () => verdict('open'),
      closing: () => verdict('closing'),
      withheld: (k: number) => verdict('withheld', { people: k }),
      'terms-differ': () => verdict('terms-differ'),
      unsound: () => verdict('unsound'),
      'no-wave': () => verdict('no-wave'),
      insecure: () => verdict('insecure'),
    },
    failed: {
      title: write('failed'),
      offline: write('failed.offline'),
      other: write('failed.other'),
    },
  };
}

export type Strings = ReturnType<typeof receiptStrings>;
