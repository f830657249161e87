// Texts in the reader's language, and numbers in words and figures. It knows nothing of pages or the API's calls.

import type { Text } from '../shared/api.ts';
import { pick, preferred, type Words } from '../shared/texts.ts';

/** A text in the language that the browser prefers, with the language it came out in. */
export function say(text: Text, languages: readonly string[] = Object.keys(text)): Words {
  return pick(text, preferred(languages, navigator.languages), languages);
}

const WORDS = ['three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve'];
const whole = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });
const twoPlaces = new Intl.NumberFormat('en', { minimumFractionDigits: 2, maximumFractionDigits: 2 });
const withSign = new Intl.NumberFormat('en', {
  minimumFractionDigits: 2,
  maximumFractionDigits: 2,
  signDisplay: 'exceptZero',
});
const withSignOnePlace = new Intl.NumberFormat('en', {
  minimumFractionDigits: 1,
  maximumFractionDigits: 1,
  signDisplay: 'exceptZero',
});
const onePlace = new Intl.NumberFormat('en', { minimumFractionDigits: 1, maximumFractionDigits: 1 });

/** k as a word up to twelve, as a figure beyond. */
export const inWords = (k: number): string => WORDS[k - 3] ?? whole.format(k);
export const count = (n: number): string => whole.format(n);
export const score = (value: number): string => twoPlaces.format(value);
export const precisePercent = (percent: number): string => `${onePlace.format(percent)}%`;

/** A difference, with its sign. */
export const signed = (value: number): string => withSign.format(value);
/** A difference of percentages, in points. */
export const points = (value: number): string => withSignOnePlace.format(value);

/** An interval of percentages. */
export const percents = (low: number, high: number): string => `${onePlace.format(low)}% to ${onePlace.format(high)}%`;
/** An interval of scores. */
export const scores = (low: number, high: number): string => `${twoPlaces.format(low)} to ${twoPlaces.format(high)}`;

/** A percentage without false precision; a small one is not rounded to nothing, nor a large one to all. */
export function percent(value: number): string {
  if (value > 0 && value < 1) return 'under 1%';
  if (value > 99 && value < 100) return 'over 99%';
  return `${whole.format(value)}%`;
}
