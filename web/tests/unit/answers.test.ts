// What answers show, what is sent of them, the order of items, and what is left of a comment.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  bandOf,
  countAnswered,
  givenAnswers,
  isGiven,
  numberOf,
  shownItems,
  toggled,
} from '../../src/answer/answers.ts';
import { drawSeed, lotOf, ordered, shuffled, withOwnOrder } from '../../src/answer/order.ts';
import { BODY_BUCKET, submission } from '../../src/answer/submission.ts';
import { steps } from '../../src/answer/steps.ts';
import { MAX_TERM_LENGTH, MAX_TERMS, terms } from '../../src/answer/terms.ts';
import type { Item } from '../../src/shared/api.ts';

const options = (...codes: string[]) => codes.map((code) => ({ code, label: {} }));
const item = (code: string, kind: Item['kind'], more: Partial<Item> = {}): Item => ({
  code,
  kind,
  text: {},
  required: false,
  ...more,
});

const from = item('from', 'multiple', {
  options: [...options('gp', 'eap'), { code: 'nobody', label: {}, exclusive: true }],
  show_if: [{ item: 'sought', any_of: ['yes'] }],
});
const items = [
  item('hello', 'information'),
  item('sought', 'choice', { options: options('yes', 'no') }),
  from,
  item('mood', 'matrix', {
    rows: [
      { code: 'calm', text: {} },
      { code: 'tense', text: {} },
    ],
    options: options('never', 'often'),
  }),
  item('fit', 'number', { range: { from: 0, to: 10 } }),
  item('more', 'comment', {
    show_if: [
      { item: 'from', any_of: ['gp', 'eap'] },
      { item: 'calm', any_of: ['never'] },
    ],
  }),
];
const questionnaire = { items };
const codes = (answers: Parameters<typeof shownItems>[1]) => shownItems(questionnaire, answers).map(({ code }) => code);

test('answers decide what is shown, and only what is shown is sent', () => {
  assert.deepEqual(codes({}), ['hello', 'sought', 'mood', 'fit']);
  const whole = { sought: 'yes', from: ['gp'], calm: 'never', tense: null, fit: '0', more: ['night'] };
  assert.deepEqual(codes(whole), ['hello', 'sought', 'from', 'mood', 'fit', 'more']);
  assert.deepEqual(givenAnswers(questionnaire, whole), whole);
  // Who changes the first answer sends nothing of what followed from it, nor opens anything by it.
  const changed = { ...whole, sought: 'no' };
  assert.deepEqual(givenAnswers(questionnaire, changed), { sought: 'no', calm: 'never', tense: null, fit: '0' });
  assert.equal(countAnswered(items.slice(1), { sought: '', from: [], calm: 'never', tense: null, fit: '0' }), 2);
  assert.equal(countAnswered(items.slice(1), { calm: 'never' }), 0, 'a row is missing');
  assert.deepEqual([undefined, '', [], null, 'a', ['a']].map(isGiven), [false, false, false, true, true, true]);
});

test('an option that rules out the others stands alone', () => {
  assert.deepEqual(toggled(from, undefined, 'eap'), ['eap']);
  assert.deepEqual(toggled(from, ['eap'], 'gp'), ['gp', 'eap']);
  assert.deepEqual(toggled(from, ['gp', 'eap'], 'nobody'), ['nobody']);
  assert.deepEqual(toggled(from, ['nobody'], 'gp'), ['gp']);
  assert.deepEqual(toggled(from, ['gp', 'eap'], 'gp'), ['eap']);
  assert.deepEqual(toggled(from, null, 'gp'), ['gp']);
});

test('a number is read in the digits of every language of the interface', () => {
  assert.deepEqual(['7', ' 7,5 ', '٧٫٥', '۷', '１２', '-1'].map(numberOf), [7, 7.5, 7.5, 7, 12, -1]);
  assert.deepEqual(['', ' ', 'seven', '1,2,3', 'Infinity'].map(numberOf), [null, null, null, null, null]);
});

test('a number lies in one band', () => {
  const bands = item('years', 'bands', {
    options: [
      { code: 'new', label: {} },
      { code: 'some', label: {}, from: 2 },
      { code: 'long', label: {}, from: 10 },
    ],
  });
  assert.deepEqual(
    [-1, 0, 1.9, 2, 9.99, 10, 1e9].map((number) => bandOf(bands, number)),
    ['new', 'new', 'new', 'some', 'some', 'long', 'long'],
  );
});

test('every order comes up as often as any other', () => {
  const seen = new Map<string, number>();
  for (let round = 0; round < 6000; round += 1) {
    const order = shuffled(['a', 'b', 'c'], lotOf(drawSeed())).join('');
    seen.set(order, (seen.get(order) ?? 0) + 1);
  }
  assert.equal(seen.size, 6);
  // Six standard deviations of a binomial count of 6,000 at one in six.
  for (const [order, count] of seen) assert.ok(Math.abs(count - 1000) < 173, `${order}: ${count}`);
});

test('only blocks, and only items that want it, are put in random order', () => {
  const block = (code: string) => item(code, 'choice', { random_block: 'b' });
  const list = [item('first', 'choice'), block('x'), block('y'), block('z'), item('last', 'choice')];
  const orders = new Set(
    Array.from({ length: 200 }, () =>
      ordered(list, lotOf(drawSeed()))
        .map(({ code }) => code)
        .join(' '),
    ),
  );
  assert.equal(orders.size, 6);
  for (const order of orders) assert.match(order, /^first [xyz] [xyz] [xyz] last$/);

  assert.equal(withOwnOrder(from, lotOf(1)), from);
  const random = Array.from(
    { length: 200 },
    () => withOwnOrder({ ...from, random_order: true }, lotOf(drawSeed())).options ?? [],
  );
  const lasts = new Set(random.map((some) => some.at(-1)?.code));
  assert.deepEqual([...lasts], ['nobody'], 'what rules out the others stays last');
  assert.equal(new Set(random.map((some) => some[0]?.code)).size, 2);
});

test('the order is the same when somebody comes back', () => {
  const list = Array.from({ length: 20 }, (_, at) => at);
  assert.deepEqual(shuffled(list, lotOf(7)), shuffled(list, lotOf(7)));
  assert.notDeepEqual(shuffled(list, lotOf(7)), shuffled(list, lotOf(8)));
});

test('a long questionnaire is cut into pages, attributes and panel last', () => {
  const some = (count: number) => Array.from({ length: count }, (_, at) => item(`i${at}`, 'choice'));
  const shape = (pages: ReturnType<typeof steps>) =>
    pages.map(({ items, groups, panel }) => `${items.length}${groups ? 'g' : ''}${panel ? 'p' : ''}`).join(' ');
  assert.equal(shape(steps(some(3), 2, true)), '3gp', 'a short one stays on one page');
  assert.equal(shape(steps(some(14), 3, true)), '6 6 2gp');
  assert.equal(shape(steps(some(6), 7, false)), '6 0g');
  const matrix = item('m', 'matrix', { rows: Array.from({ length: 9 }, (_, at) => ({ code: `r${at}`, text: {} })) });
  assert.equal(shape(steps([...some(2), matrix, item('t', 'information'), ...some(2)], 0, false)), '2 1 3');
  assert.equal(shape(steps([item('t', 'information'), ...some(1)], 0, false)), '2');
});

test('a comment is taken apart into its words', () => {
  assert.deepEqual(terms('The nights, the NIGHTS! 12 hours; call 0171-555', 'en'), ['call', 'hours', 'nights', 'the']);
  assert.deepEqual(terms('Ständig müde. Über Ärzte…', 'de'), ['müde', 'ständig', 'ärzte', 'über']);
  assert.deepEqual(
    terms('工作压力很大', 'zh').every((term) => [...term].length >= 2),
    true,
  );
  assert.ok(terms('工作压力很大', 'zh').includes('工作'));
  assert.ok(terms('ضغط العمل', 'ar').includes('العمل'));
  const long = Array.from({ length: 100 }, (_, at) => `wo${'abcdefghij'[at % 10]}${'klmnopqrst'[Math.floor(at / 10)]}`);
  assert.equal(terms(long.join(' '), 'en').length, MAX_TERMS);
  assert.deepEqual(terms('a'.repeat(MAX_TERM_LENGTH + 1), 'en'), []);
  assert.deepEqual(
    terms('me@example.com https://example.com/x', 'en').filter((term) => /[^\p{L}]/u.test(term)),
    [],
  );
});

test('the length of a body does not say what was ticked or written', () => {
  const wave = { manifest: { attributes: [], panel: false }, questionnaire };
  const written = terms('night '.repeat(3) + 'work '.repeat(200), 'en');
  const lengths = [
    {},
    { sought: 'no' },
    { sought: 'yes', from: ['gp', 'eap'], calm: 'never', tense: 'often', fit: '10', more: written },
    {
      sought: 'yes',
      from: ['gp'],
      calm: 'never',
      more: Array.from({ length: MAX_TERMS }, (_, at) => String.fromCodePoint(0x10428 + at).repeat(MAX_TERM_LENGTH)),
    },
  ].map((answers) => submission(wave, {}, answers).length);
  assert.equal(new Set(lengths).size, 1);
  assert.equal((lengths[0] ?? 1) % BODY_BUCKET, 0);
});
