// The words of participation by group, and of what people are told. English, like all words for staff.

import { count, inWords } from './localise.ts';

export const participationText = {
  heading: 'Who has answered, by group',
  again: 'Look again',
  total: (n: number) => `${count(n)} answers are sealed.`,
  waiting: (k: number) =>
    `While the wave is open, at least ${inWords(k)} more wait, so that nobody can watch single answers come in.`,
  none: (k: number) =>
    `Nothing can be shown yet. The first numbers appear when enough answers have come for groups of at least ${inWords(k)} people.`,
  noneClosed: (k: number) => `Fewer than ${inWords(k)} people answered. Nothing is shown.`,
  table: (attribute: string) => `Answers by ${attribute}`,
  group: 'Group',
  answers: 'Answers',
  withheld: (k: number) => `Not shown: fewer than ${inWords(k)}, or nobody`,
  share: (percent: string) =>
    `${percent} of the answers stand in no group shown here: sealing left their group out, or it was not given.`,
};

export const findingsText = {
  heading: 'Tell people what came of it',
  lead: 'People answer again when they see that something came of it. Show them the results, and what you did about them.',
  promise: (k: number) =>
    `They see the same aggregates as evaluators: nothing speaks of fewer than ${inWords(k)} people. What is shown once may be copied, and cannot be taken back.`,
  access: 'Who may see the page',
  nobody: 'Nobody yet',
  link: 'Whoever has the link',
  everybody: 'Everybody who has the address',
  wave: 'Results of',
  since: 'Compared with',
  sinceNothing: 'no other wave',
  introduction: 'A few words at the beginning (may be left empty)',
  entries: 'You said, we did',
  entry: (n: number) => `Entry ${n}`,
  said: 'You said',
  did: 'We did',
  add: 'Add an entry',
  remove: (n: number) => `Remove entry ${n}`,
  newLink: 'Make a new link; the old one leads nowhere then',
  save: 'Save',
  busy: 'Saving…',
  saved: 'Saved.',
  hidden: 'Saved. Nobody can see the page.',
  address: 'The page is here:',
  once: 'This link is shown only now. Copy it before you leave.',
  same: 'The link that you gave out still leads to the page.',
  copy: 'Copy',
  copied: 'Copied.',
  open: 'Look at the page',
};
