// Fetches the words of the findings' page, in one language.

import type { Messages } from '../shared/fluent.ts';
import type { InterfaceLanguage } from '../shared/languages.ts';
import { loadWords } from '../shared/words.ts';
import { findingsStrings } from './strings.ts';

const messages = import.meta.glob<{ default: Messages }>('../locales/*/findings.ftl');

export const loadFindings = (language: InterfaceLanguage) => loadWords(messages, findingsStrings, language);
