// The words of what is on every page that a respondent sees: where to find help, and the choice of a language. It knows no state.

import type { Write } from './fluent.ts';

export const helpStrings = (write: Write) => ({
  language: write('language'),
  languageFailed: write('language-failed'),
  heading: write('help-heading'),
  emergency: write('help-emergency'),
  country: write('help-country'),
  otherCountry: write('help-other-country'),
  elsewhere: write('help-elsewhere'),
  selfCheck: write('help-self-check'),
  selfCheckNote: write('help-self-check-note'),
});

export type HelpStrings = ReturnType<typeof helpStrings>;
