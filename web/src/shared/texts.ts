// Picks a text in the reader's language, and says in which language it came out. It knows no screen.

import type { Text } from './api.ts';

export interface Words {
  words: string;
  /** Language of `words`, for the `lang` attribute. */
  lang: string;
}

const primary = (tag: string) => tag.split('-')[0]?.toLowerCase();

/** Language and script as most of its readers write it: `zh-CN` and `zh-Hans` are the same, `zh-Hant` is another. */
function written(tag: string): string {
  try {
    const { language, script } = new Intl.Locale(tag).maximize();
    return `${language}-${script}`;
  } catch {
    return tag;
  }
}

export const sameLanguage = (left: string, right: string): boolean => written(left) === written(right);

/** The one of these tags that is nearest to the one wanted: the same, else in the same script, else in the same language. */
function nearest<Tag extends string>(tags: readonly Tag[], wanted: string): Tag | undefined {
  return (
    tags.find((tag) => tag.toLowerCase() === wanted.toLowerCase()) ??
    tags.find((tag) => sameLanguage(tag, wanted)) ??
    tags.find((tag) => primary(tag) === primary(wanted))
  );
}

/** The text in `language`, else in a near one, else in the first of `languages` that it has, else in any. */
export function pick(text: Text, language: string, languages: readonly string[] = []): Words {
  const tags = Object.keys(text);
  const lang = nearest(tags, language) ?? languages.find((tag) => tag in text) ?? tags[0] ?? language;
  return { words: text[lang] ?? '', lang };
}

/** The one of the languages offered that fits what the reader's browser prefers; the first if none does. */
export function preferred<Tag extends string>(offered: readonly [Tag, ...Tag[]], wanted: readonly string[]): Tag;
export function preferred(offered: readonly string[], wanted: readonly string[]): string;
export function preferred(offered: readonly string[], wanted: readonly string[]): string {
  for (const tag of wanted) {
    const match = nearest(offered, tag);
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
