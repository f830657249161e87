// Fetches the words of a page in one language. It knows no screen.

import english from '../locales/en/help.ftl';
import { type Messages, writer, type Write } from './fluent.ts';
import { helpStrings, type HelpStrings } from './help-strings.ts';
import { INTERFACE_LANGUAGES, type InterfaceLanguage } from './languages.ts';
import { fetched } from './module.ts';

/** What a page says in one language. */
export interface Words<Strings> {
  language: InterfaceLanguage;
  strings: Strings;
  help: HelpStrings;
}

/** Where to find help, in the default language. It is part of every page, so that it is there whatever cannot be fetched. */
export const HELP = helpStrings(writer(INTERFACE_LANGUAGES[0], english));

/** Messages by the path of their file. The build adds those of `help.ftl` to each. */
export type Sources = Record<string, () => Promise<{ default: Messages }>>;

/** The words of the page that has these messages and makes its strings of them so. Fails if they cannot be fetched. */
export async function loadWords<Strings>(
  sources: Sources,
  strings: (write: Write) => Strings,
  language: InterfaceLanguage,
): Promise<Words<Strings>> {
  const [, source] = Object.entries(sources).find(([path]) => path.split('/').at(-2) === language) ?? [];
  const write = writer(language, source ? (await fetched(source)).default : english);
  return { language, strings: strings(write), help: helpStrings(write) };
}
