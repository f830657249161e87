// Fetches the words of the self-check, in one language, with those of the questions' fields.

import { loadAnswer } from '../answer/words.ts';
import type { Messages } from '../shared/fluent.ts';
import type { InterfaceLanguage } from '../shared/languages.ts';
import { loadWords } from '../shared/words.ts';
import { selfCheckStrings } from './strings.ts';

const messages = import.meta.glob<{ default: Messages }>('../locales/*/self-check.ftl');

export async function loadSelfCheck(language: InterfaceLanguage) {
  const [words, fields] = await Promise.all([loadWords(messages, selfCheckStrings, language), loadAnswer(language)]);
  return { ...words, strings: { ...words.strings, fields: fields.strings } };
}

export type Strings = Awaited<ReturnType<typeof loadSelfCheck>>['strings'];
