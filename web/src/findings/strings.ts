// The words of the findings' page, from messages in `src/locales/<language>/findings.ftl`. It knows no state: what depends on numbers is
// a function of them.

import { lines, type Write } from '../shared/fluent.ts';

export function findingsStrings(write: Write) {
  return {
    title: write('title'),
    loading: write('loading'),
    answered: (people: number) => write('answered', { people }),
    shown: (people: number) => write('shown', { people }),
    tooFew: (people: number) => write('too-few', { people }),
    said: { heading: write('said-heading'), said: write('said-heading.said'), did: write('said-heading.did') },
    results: write('results'),
    groups: { label: write('groups'), none: write('groups.none') },
    percent: (percent: number) => write('percent', { percent }),
    answers: (people: number) => write('answers', { people }),
    mean: (mean: number, low: number, high: number) => write('mean', { mean, low, high }),
    between: (low: number, high: number) => write('mean.between', { low, high }),
    favourable: (percent: number) => write('favourable', { percent }),
    withheld: (people: number) => write('withheld', { people }),
    mentions: (people: number) => write('mentions', { people }),
    swapped: write('swapped'),
    change: {
      up: (by: number, low: number, high: number) => write('change-up', { by, low, high }),
      down: (by: number, low: number, high: number) => write('change-down', { by, low, high }),
      unclear: write('change-unclear'),
      upPoints: (by: number) => write('change-points-up', { by }),
      downPoints: (by: number) => write('change-points-down', { by }),
      since: write('change-since'),
      meaning: write('change-meaning'),
    },
    how: {
      heading: write('how'),
      lines: (people: number) => lines(write('how.text', { people })),
      erased: write('how.erased'),
    },
    nothing: { title: write('nothing'), text: write('nothing.text') },
    failed: { title: write('failed'), offline: write('failed.offline'), other: write('failed.other') },
    retry: write('retry'),
  };
}

export type Strings = ReturnType<typeof findingsStrings>;
