// Fetches the words of a page in one language. It knows no screen.

import english from '../locales/en/help.ftl';
import { type Messages, writer, type Write } from './fluent.ts';
import { helpStrings, type HelpStrings } from './help-strings.ts';
import { INTERFACE_LANGUAGES, type InterfaceLanguage } from './languages.ts';

/** What a page says in one language. */
export interface Words<Strings> {
  language: InterfaceLanguage;
  strings: Strings;
  help: HelpStrings;
}

/** Where to find help, in the default language. It is part of every page, so that it is there whatever cannot be fetched. */
export const HELP = helpStrings(writer(INTERFACE_LANGUAGES[0], english));

const help = import.meta.glob<Messages>(['../locales/*/help.ftl', '!../locales/en/help.ftl'], { import: 'default' });

/** Messages by the path of their file. */
export type Sources = Record<string, () => Promise<Messages>>;

async function fetched(sources: Sources, language: InterfaceLanguage): Promise<Messages> {
  const [, source] = Object.entries(sources).find(([path]) => path.split('/').at(-2) === language) ?? [];
  return source ? source() : [];
}

/** The words of the page that has these messages and makes its strings of them so. Fails if they cannot be fetched. */
export async function loadWords<Strings>(
  sources: Sources,
  strings: (write: Write) => Strings,
  language: InterfaceLanguage,
): Promise<Words<Strings>> {
  const isDefault = language === INTERFACE_LANGUAGES[0];
  const [messages, common] = await Promise.all([
    fetched(sources, language),
    isDefault ? english : fetched(help, language),
  ]);
  return { language, strings: strings(writer(language, messages)), help: helpStrings(writer(language, common)) };
}
