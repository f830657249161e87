// The languages that the interface is in, which of them fits a reader, and what they have chosen. It holds no words.

import { preferred, sameLanguage } from './texts.ts';

/** Each has a folder of its name under `src/locales`. The first is the one that gaps are filled from. */
export const INTERFACE_LANGUAGES = ['en', 'de', 'es', 'fr', 'ar', 'zh-Hans'] as const;

export type InterfaceLanguage = (typeof INTERFACE_LANGUAGES)[number];

const RIGHT_TO_LEFT: readonly string[] = ['ar', 'fa', 'he', 'ur'];

export function directionOf(language: string): 'ltr' | 'rtl' {
  return RIGHT_TO_LEFT.includes(language.split('-')[0] ?? '') ? 'rtl' : 'ltr';
}

/** What a reader can choose from: the survey's languages, and those of the interface that it does not have. */
export function offered(own: readonly string[]): string[] {
  return [...own, ...INTERFACE_LANGUAGES.filter((tag) => !own.some((other) => sameLanguage(tag, other)))];
}

/** The interface's language for somebody who reads `language` best and else what their browser says. */
export function interfaceLanguage(language: string, wanted: readonly string[]): InterfaceLanguage {
  return preferred(INTERFACE_LANGUAGES, [language, ...wanted]);
}

const KEY = 'chorus:language';

/** Where a browser forbids storage, the choice lasts as long as the page is open. */
function storage(): Storage | null {
  try {
    return window.sessionStorage;
  } catch {
    return null;
  }
}

/** The language that was chosen in this tab. */
export function chosenLanguage(): string | null {
  return storage()?.getItem(KEY) ?? null;
}

/** Keeps a choice until the tab is closed; `null` forgets it, since the next reader on the device may be another. */
export function keepLanguage(language: string | null): void {
  try {
    if (language === null) storage()?.removeItem(KEY);
    else storage()?.setItem(KEY, language);
  } catch {
    // Storage is full.
  }
}
