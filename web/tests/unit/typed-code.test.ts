// Typed codes are read as people write them, and every slip of one symbol is noticed without asking anybody.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { codeOf } from '../../src/answer/link.ts';
import { readTypedCode } from '../../src/shared/typed-code.ts';

const SYMBOLS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
/** The service's test has the same codes. */
const CODES = ['0123-4567-89AM', 'K7QM-2XWD-9HTG', 'ZYXW-VTSR-QPN7'];

test('codes are read as they are printed and as people write them', () => {
  for (const code of CODES) {
    const plain = code.replaceAll('-', '');
    const slow = [...plain.toLowerCase()].join(' ');
    const wide = [...plain].map((symbol) => String.fromCodePoint(symbol.codePointAt(0)! + 0xfee0)).join('');
    for (const way of [
      code,
      plain,
      slow,
      wide,
      ` ${code}\n`,
      code.replaceAll('-', '–'),
      plain.replace('0', 'o').replace('1', 'l'),
    ])
      assert.equal(readTypedCode(way), code, way);
  }
});

/** The symbols with others in some places. */
const changed = (symbols: string[], others: Record<number, string>) =>
  symbols.map((symbol, at) => others[at] ?? symbol).join('');

test('one wrong symbol, and any two that changed places, are noticed', () => {
  for (const code of CODES) {
    const plain = [...code.replaceAll('-', '')];
    for (let at = 0; at < plain.length; at += 1) {
      for (const other of SYMBOLS) {
        if (other !== plain[at]) assert.equal(readTypedCode(changed(plain, { [at]: other })), null);
      }
      for (let before = 0; before < at; before += 1) {
        const swapped = changed(plain, { [at]: plain[before]!, [before]: plain[at]! });
        if (plain[at] !== plain[before]) assert.equal(readTypedCode(swapped), null);
      }
    }
  }
});

test('what is too short, too long or has other signs is no code', () => {
  for (const wrong of ['', 'K7QM', 'K7QM-2XWD-9HTG-0', 'K7QM-2XWD-9HT?', 'UUUU-UUUU-UUUU']) {
    assert.equal(readTypedCode(wrong), null, wrong);
  }
});

test('an answering link may hold either kind of code', () => {
  assert.equal(codeOf('#k7qm-2xwd-9htg'), 'K7QM-2XWD-9HTG');
  assert.equal(codeOf('#K7QM-2XWD-9HTA'), null);
  assert.equal(codeOf('#AAAAAAAAAAAAAAAAAAAAAA'), 'AAAAAAAAAAAAAAAAAAAAAA');
});
