// From a comment to its terms: only these leave the browser, in alphabetical order, so that nobody can put the sentence together
// again. The server checks the same form and publishes a term only where at least k people used it.

export const MAX_TERMS = 40;
export const MAX_TERM_LENGTH = 30;

const WORD = /^(?=.*\p{L})[\p{L}\p{M}'’-]+$/u;

/** The words of a text in lower case, each once, sorted by UTF-16 code units. */
export function terms(text: string, language: string): string[] {
  const found = new Set<string>();
  for (const part of words(text.normalize('NFC'), language)) {
    const term = part.toLowerCase();
    const length = [...term].length;
    if (length >= 2 && length <= MAX_TERM_LENGTH && WORD.test(term) && !/\p{Lu}/u.test(term)) found.add(term);
    if (found.size === MAX_TERMS) break;
  }
  return [...found].sort((left, right) => (left < right ? -1 : 1));
}

function words(text: string, language: string): string[] {
  // Languages without spaces need a dictionary, which browsers have.
  if (typeof Intl.Segmenter === 'function') {
    const segments = new Intl.Segmenter(language, { granularity: 'word' }).segment(text);
    return [...segments].filter((segment) => segment.isWordLike).map((segment) => segment.segment);
  }
  return text.split(/[^\p{L}\p{M}'’-]+/u).filter((word) => word !== '');
}
