// Fetches the words of the respondent's page, in one language.

import type { Messages } from '../shared/fluent.ts';
import type { InterfaceLanguage } from '../shared/languages.ts';
import { loadWords } from '../shared/words.ts';
import { answerStrings } from './strings.ts';

const messages = import.meta.glob<{ default: Messages }>('../locales/*/answer.ftl');

export const loadAnswer = (language: InterfaceLanguage) => loadWords(messages, answerStrings, language);
