// What was done on the page, kept as a text and read again.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { newVisit, readVisit } from '../../src/answer/visit.ts';

test('a visit comes back as it was', () => {
  const visit = {
    ...newVisit(),
    answers: { talk: 'yes', where: ['gp'], mood: null },
    attributes: { shift: 'night' },
    typed: { more: 'Fewer nights' },
    step: 2,
    linked: true,
  };
  assert.deepEqual(readVisit(JSON.stringify(visit)), visit);
});

test('where nothing was answered there is nothing to go on with, nor in what is no visit', () => {
  const none = { ...newVisit(), answers: { talk: '', where: [] }, attributes: { shift: '' } };
  for (const text of ['', 'null', '[]', '{"answers":7}', JSON.stringify(none)]) assert.equal(readVisit(text), null);
  const odd = readVisit('{"answers":{"talk":"yes","bad":{"a":1}},"attributes":{"shift":3},"step":-4,"seed":"x"}');
  assert.deepEqual([odd?.answers, odd?.attributes, odd?.step, odd?.seed], [{ talk: 'yes' }, {}, 0, 0]);
});
