// The words of the receipt's page, by language. To add a language, write another object of the type `Strings` and list it.
// It knows no state: what depends on numbers is a function of them.

const count = (number: number) => number.toLocaleString('en');

const english = {
  title: 'Were my answers counted?',
  what:
    'After sending, you were shown a receipt. Here you can see whether it is in the public list of the survey. Neither the receipt ' +
    'nor the list says what anybody answered.',
  how:
    'Your browser fetches the whole list and looks by itself. Nobody is told which receipt you look for, and this page keeps ' +
    'nothing.',
  label: 'Your receipt',
  hint: 'Paste the link or the text that you kept.',
  hintAlone: 'Paste the receipt: 43 characters. The link or the text that you kept will do as well.',
  check: 'Check',
  another: 'Check another receipt',
  retry: 'Try again',
  unreadable: 'This is not a whole receipt. Please copy all of it, with the address of this page if you kept it.',
  checking: 'Checking …',
  details: 'What was checked',
  checked: {
    terms: 'Fingerprint of the survey’s terms',
    termsKept: 'the one that you kept with your receipt',
    termsNotKept: 'you kept none with your receipt, so compare it with your invitation',
    size: 'Receipts in the list',
    root: 'Fingerprint of the list',
    signed: 'worked out from the list, and signed with the key that stands in the terms',
    replaced: 'Links that were replaced',
    replacedMeaning: 'each old link became void, so nobody could answer twice',
  },
  verdict: {
    counted: (size: number) => ({
      title: 'Yes, your answers were counted',
      lines: [
        `Your receipt is one of ${count(size)} in the public list of this survey. Each stands for one response.`,
        'The list was signed when the survey closed, and is meant to be the same for everybody: colleagues can compare its ' +
          'fingerprint below. Anybody may take a receipt from it now, so having one proves nothing about you.',
      ],
    }),
    missing: (size: number) => ({
      title: 'This receipt is not in the list',
      lines: [
        `The list of this survey is complete and holds ${count(size)} receipts. This one is not among them.`,
        'Please check that you copied all of it, and that it is of this survey.',
        'If it is, your answers were not counted. Please tell whoever invited you, or somebody you trust, such as your works ' +
          'council. That tells them that you took part, and not what you answered.',
      ],
    }),
    open: () => ({
      title: 'The survey is still open',
      lines: [
        'When it closes, all receipts are published together. Until then nobody, not even you, can see which have been counted: ' +
          'so nobody can watch who answers when.',
        'Keep your receipt, and come back when the survey has closed.',
      ],
    }),
    closing: () => ({
      title: 'The survey is closing',
      lines: ['The list is being made just now. Please come back in a little while.'],
    }),
    withheld: (k: number) => ({
      title: 'Too few people answered',
      lines: [
        `Fewer than ${count(k)} people took part in this survey. Their answers were erased before anybody saw them, and no list is ` +
          'published: it would say too much about the few.',
        'Your answers did not count towards any result, and nothing of them is left.',
      ],
    }),
    'terms-differ': () => ({
      title: 'These are other terms',
      lines: [
        'The survey’s terms are not the ones under which you answered, or do not fit their fingerprint.',
        'Please check the receipt. If it is whole, tell whoever invited you, or somebody you trust: this must not happen.',
      ],
    }),
    unsound: () => ({
      title: 'This list cannot be trusted',
      lines: [
        'The list that the service sent is not the one that was signed when the survey closed.',
        'Please try again later. If it stays so, tell whoever invited you, or somebody you trust: this must not happen.',
      ],
    }),
    'no-wave': () => ({
      title: 'There is no such survey',
      lines: ['The address may have been cut short. Please copy all of the link that you kept with your receipt.'],
    }),
    insecure: () => ({
      title: 'This page needs a secure connection',
      lines: ['Browsers check signatures only on pages whose address starts with https://. Nothing was sent.'],
    }),
  },
  failed: {
    title: 'The list could not be fetched',
    offline: 'You seem to be offline. Check the connection.',
    other: 'The service cannot be reached just now.',
  },
};

export type Strings = typeof english;

const byLanguage: Record<string, Strings> = { en: english };

/** The page's words in this language, or else in English, and the language that they are in. */
export function stringsFor(language: string): { strings: Strings; lang: string } {
  const tag = language.split('-')[0] ?? 'en';
  const strings = byLanguage[tag];
  return strings ? { strings, lang: tag } : { strings: english, lang: 'en' };
}
