// Which combinations are common, what makes a rare one common, and what of a link is taken.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { changes, choose, chosenOf, isCommon, known } from '../../src/answer/groups.ts';

const shift = { code: 'shift', label: {}, weight: 1, values: [{ code: 'day' }, { code: 'night' }] };
const team = {
  code: 'team',
  label: {},
  weight: 1,
  values: [
    { code: 'a', within: 'north' },
    { code: 'b', within: 'north' },
    { code: 'c', within: 'south' },
  ],
  levels: [{ code: 'house', label: {}, values: [{ code: 'north' }, { code: 'south' }] }],
};
const attributes = [shift, team];
/** Of the night no team is common, only house north; nobody of house south is. */
const groups = {
  attributes: ['shift', 'team'],
  common: [
    { shift: 'day', team: 'a' },
    { shift: 'night', house: 'north' },
  ],
};

test('what is coarser than something common is common', () => {
  for (const choices of [{}, { shift: '' }, { shift: 'day', team: 'a' }, { house: 'north' }, { shift: 'night' }]) {
    assert.equal(isCommon(groups, attributes, choices), true, JSON.stringify(choices));
  }
  for (const choices of [{ shift: 'night', team: 'a' }, { team: 'b' }, { house: 'south' }, { team: 'c' }]) {
    assert.equal(isCommon(groups, attributes, choices), false, JSON.stringify(choices));
  }
  const unknown = { attributes: ['shift'], common: [{ shift: 'day' }] };
  assert.equal(isCommon(unknown, attributes, { shift: 'day', team: 'c' }), true, 'of teams nothing is known');
  assert.equal(isCommon({ attributes: [], common: [] }, attributes, { shift: 'day', team: 'c' }), true);
});

test('the smallest change that is enough is offered', () => {
  const told = (choices: Record<string, string>) =>
    changes(groups, attributes, choices).map(({ attribute, to }) => `${attribute.code}: ${to?.value ?? '–'}`);
  assert.deepEqual(told({ shift: 'night', team: 'a' }), ['team: north', 'shift: –']);
  assert.deepEqual(told({ shift: 'day', team: 'c' }), ['team: –']);
  assert.deepEqual(told({ house: 'south' }), ['team: –']);
  const nothing = { attributes: ['shift', 'team'], common: [] };
  assert.deepEqual(changes(nothing, attributes, { shift: 'day', team: 'a' }), [], 'one change is not enough');
});

test('one level of an attribute is chosen at a time', () => {
  const choices = { shift: 'day', team: 'a' };
  choose(team, choices, { list: 'house', value: 'north' });
  assert.deepEqual(
    [choices, chosenOf(team, choices)],
    [
      { shift: 'day', team: '', house: 'north' },
      { list: 'house', value: 'north' },
    ],
  );
  choose(team, choices, null);
  assert.deepEqual([chosenOf(team, choices), chosenOf(shift, choices)], [null, { list: 'shift', value: 'day' }]);
});

test('of a link only values that the wave has are taken', () => {
  const taken = (filledIn: Record<string, string>) =>
    Object.fromEntries(Object.entries(known(attributes, filledIn)).filter(([, value]) => value !== ''));
  assert.deepEqual(taken({ shift: 'night', house: 'south' }), { shift: 'night', house: 'south' });
  assert.deepEqual(taken({ team: 'b', house: 'south' }), { team: 'b' }, 'the finest is taken');
  assert.deepEqual(taken({ shift: 'dusk', age: '33', team: '', constructor: 'a', ['__proto__']: 'day' }), {});
});
