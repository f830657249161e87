// Rosters as they are pasted, and the days of reminders as they are typed.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { daysIn, faultsInPasted, fromPasted, lineInPasted } from '../../src/staff/roster.ts';

test('pasted addresses become a roster, and faults find their way back to the pasted line', () => {
  const roster = fromPasted('Contact\r\n\n ana@example.org \n"Bo", night\n');
  assert.equal(roster.csv, 'contact\nana@example.org\n"""Bo"", night"\n');
  assert.deepEqual([lineInPasted(2, roster), lineInPasted(3, roster), lineInPasted(9, roster)], [3, 4, undefined]);
  const reason = 'twice';
  assert.deepEqual(
    faultsInPasted(
      [
        { field: 'line 3, contact', reason },
        { field: 'line 1, contact', reason },
        { field: 'replace', reason },
      ],
      roster,
    ),
    [
      { field: 'line 4', reason },
      { field: 'line 1, contact', reason },
      { field: 'replace', reason },
    ],
  );
});

test('days are read in any spelling, and what is no day is left to be refused', () => {
  assert.deepEqual(daysIn(' 3, 7;14 '), [3, 7, 14]);
  assert.deepEqual(daysIn(''), []);
  assert.deepEqual(daysIn('3, soon, -1'), [3, 0, 0]);
});
