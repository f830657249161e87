// Texts in several languages: which one a reader gets. It must not know where the texts come from.

import type { Text } from './types';

/** A text and the language that it is in. */
export interface Localised {
  text: string;
  language: string;
}

/** The text in the reader's language, else in the first of `languages`, which is the complete one. */
export function localise(text: Text, language: string, languages: readonly string[]): Localised {
  for (const candidate of [language, ...languages, ...Object.keys(text)]) {
    const found = text[candidate];
    if (found !== undefined) return { text: found, language: candidate };
  }
  return { text: '', language };
}

/** The offered language that the reader likes best: an exact match, else one of the same primary language, else the first. */
export function preferred(offered: readonly string[], wanted: readonly string[]): string {
  const primary = (tag: string) => tag.toLowerCase().split('-')[0];
  for (const wish of wanted) {
    const match =
      offered.find((tag) => tag.toLowerCase() === wish.toLowerCase()) ??
      offered.find((tag) => primary(tag) === primary(wish));
    if (match) return match;
  }
  return offered[0] ?? 'en';
}

/** A language's own name for itself. */
export function languageName(tag: string): string {
  return new Intl.DisplayNames([tag], { type: 'language' }).of(tag) ?? tag;
}
