// Picks a text in the reader's language, and says in which language it came out. It knows no screen.

import type { Text } from './api.ts';

export interface Words {
  words: string;
  /** Language of `words`, for the `lang` attribute. */
  lang: string;
}

const primary = (tag: string) => tag.split('-')[0]?.toLowerCase();

/** The text in `language`, else in a near one, else in the first of `languages` that it has, else in any. */
export function pick(text: Text, language: string, languages: readonly string[] = []): Words {
  const tags = Object.keys(text);
  const near = tags.find((tag) => primary(tag) === primary(language));
  const lang = language in text ? language : (near ?? languages.find((tag) => tag in text) ?? tags[0] ?? language);
  return { words: text[lang] ?? '', lang };
}

/** The one of the languages offered that fits what the reader's browser prefers; the first if none does. */
export function preferred(offered: readonly string[], wanted: readonly string[]): string {
  for (const tag of wanted) {
    const exact = offered.find((other) => other.toLowerCase() === tag.toLowerCase());
    const match = exact ?? offered.find((other) => primary(other) === primary(tag));
    if (match) return match;
  }
  return offered[0] ?? 'en';
}

/** A language's own name for itself, else its tag. */
export function languageName(tag: string): string {
  try {
    return new Intl.DisplayNames([tag], { type: 'language' }).of(tag) ?? tag;
  } catch {
    return tag;
  }
}
