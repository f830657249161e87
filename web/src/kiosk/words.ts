// Fetches the words of a shared device, in one language, with those of the survey's page.

import { loadAnswer } from '../answer/words.ts';
import { loadCode } from '../code/words.ts';
import type { InterfaceLanguage } from '../shared/languages.ts';

export async function loadKiosk(language: InterfaceLanguage) {
  const [answer, code] = await Promise.all([loadAnswer(language), loadCode(language)]);
  return { ...answer, strings: { ...answer.strings, code: code.strings } };
}

export type Strings = Awaited<ReturnType<typeof loadKiosk>>['strings'];
