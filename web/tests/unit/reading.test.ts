// The English words of a respondent's pages are plain: at most grade 8 by Flesch and Kincaid, part by part. Only sentences
// are measured (eight words and more), since labels of a word or two would make any page look easy.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fleschKincaid } from 'flesch-kincaid';
import { syllable } from 'syllable';
import type { Manifest } from '../../src/shared/api.ts';
import { answerStrings } from '../../src/answer/strings.ts';
import { codeStrings } from '../../src/code/strings.ts';
import { findingsStrings } from '../../src/findings/strings.ts';
import { receiptStrings } from '../../src/receipt/strings.ts';
import { selfCheckStrings } from '../../src/self-check/strings.ts';
import { writer } from '../../src/shared/fluent.ts';
import { messagesOf } from './locales.ts';

const GRADE = 8;
const MANIFEST = { k: 5, panel: true, seal: { minimum_batch: 20, exchange: { per_mille: 50, at_least: 4 } } };

/** All texts in here. Whatever depends on the wave or on numbers is asked with some. */
function texts(part: unknown, name = ''): string[] {
  if (typeof part === 'string') return [part];
  if (typeof part === 'function') {
    const write = part as (...given: unknown[]) => unknown;
    return texts(name === 'points' ? write(MANIFEST as Manifest) : write(5, 8));
  }
  if (typeof part !== 'object' || part === null) return [];
  return Object.entries(part).flatMap(([key, value]) => texts(value, key));
}

function grade(prose: string[]): number {
  const sentences = prose.flatMap((text) => text.split(/(?<=[.?!])\s+/));
  const words = sentences.flatMap((sentence) => sentence.match(/[\p{L}\p{N}’-]+/gu) ?? []);
  const syllables = words.reduce((sum, word) => sum + Math.max(1, syllable(word)), 0);
  return fleschKincaid({ sentence: sentences.length, word: words.length, syllable: syllables });
}

const english = (page: string) => writer('en', messagesOf('en', page));
const PARTS = Object.entries({
  ...answerStrings(english('answer.ftl')),
  code: codeStrings(english('code.ftl')),
  'findings page': findingsStrings(english('findings.ftl')),
  'receipt page': receiptStrings(english('receipt.ftl')),
  'self-check': selfCheckStrings(english('self-check.ftl')),
});

test('every part of the respondent’s pages reads at grade 8 or below', (context) => {
  let measured = 0;
  for (const [part, words] of PARTS) {
    const prose = texts(words).filter((text) => text.split(' ').length >= 8);
    if (prose.length === 0) continue;
    const found = grade(prose);
    context.diagnostic(`${part}: grade ${found.toFixed(1)}, ${prose.length} texts`);
    assert.ok(found <= GRADE, `${part} reads at grade ${found.toFixed(1)}`);
    measured += prose.length;
  }
  assert.ok(measured > 60, `only ${measured} texts were measured`);
});

test('the measure tells plain from hard', () => {
  const hard = 'Pseudonymisation facilitates longitudinal association of heterogeneous contributions notwithstanding.';
  assert.ok(grade([hard]) > GRADE);
});
