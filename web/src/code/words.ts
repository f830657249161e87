// Fetches the words for typing a code, in one language.

import type { Messages } from '../shared/fluent.ts';
import type { InterfaceLanguage } from '../shared/languages.ts';
import { loadWords } from '../shared/words.ts';
import { codeStrings } from './strings.ts';

const messages = import.meta.glob<{ default: Messages }>('../locales/*/code.ftl');

export const loadCode = (language: InterfaceLanguage) => loadWords(messages, codeStrings, language);
