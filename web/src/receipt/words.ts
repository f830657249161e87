// Fetches the words of the receipt's page, in one language.

import type { Messages } from '../shared/fluent.ts';
import type { InterfaceLanguage } from '../shared/languages.ts';
import { loadWords } from '../shared/words.ts';
import { receiptStrings } from './strings.ts';

const messages = import.meta.glob<{ default: Messages }>('../locales/*/receipt.ftl');

export const loadReceipt = (language: InterfaceLanguage) => loadWords(messages, receiptStrings, language);
