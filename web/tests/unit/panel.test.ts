// The secret that links waves: its words, its pseudonyms, and that it does not show in a body's length.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  drawSecret,
  forgetSecret,
  keepSecret,
  keptSecret,
  pseudonym,
  secretOf,
  wordsOf,
} from '../../src/answer/panel.ts';
import { BODY_BUCKET, submission } from '../../src/answer/submission.ts';

const PROGRAMME = '00112233-4455-6677-8899-aabbccddeeff';

test('a pseudonym is that of the other clients, and another one in each programme', async () => {
  // The same vector stands in src/respondent.rs.
  const secret = Uint8Array.from({ length: 16 }, (_, at) => at);
  assert.equal(await pseudonym(secret, PROGRAMME), 'z17bvytCJWSnpxRM2nDdMz-fdzFRHbGnPWxxwmL1_kg');
  const other = await pseudonym(secret, 'de850587-bfe0-4326-8bb9-80e2894dcf2a');
  assert.match(other, /^[A-Za-z0-9_-]{43}$/);
  assert.notEqual(other, await pseudonym(secret, PROGRAMME));
});

test('a secret is twelve words of BIP 39, and comes back however they were written down', async () => {
  // A vector of BIP 39 itself.
  const words = await wordsOf(new Uint8Array(16).fill(0x7f));
  assert.equal(words.join(' '), 'legal winner thank year wave sausage worth useful legal winner thank yellow');
  const secret = drawSecret();
  const drawn = await wordsOf(secret);
  assert.equal(drawn.length, 12);
  const numbered = drawn.map((word, at) => `${at + 1}. ${word.toUpperCase()}`).join(',\n');
  for (const text of [drawn.join(' '), `  ${drawn.join('  ')} `, numbered]) {
    assert.deepEqual(await secretOf(text), secret);
  }
});

test('words that do not fit are refused', async () => {
  const words = 'legal winner thank year wave sausage worth useful legal winner thank yellow'.split(' ');
  const longer =
    'letter advice cage absurd amount doctor acoustic avoid letter advice cage absurd amount doctor acoustic avoid letter always';
  for (const text of [
    '',
    words.slice(1).join(' '),
    [...words.slice(0, 11), 'zebra'].join(' '),
    [...words.slice(0, 11), 'yelow'].join(' '),
    [words[1], words[0], ...words.slice(2)].join(' '),
    longer,
  ]) {
    assert.equal(await secretOf(text), null, text);
  }
});

test('a browser keeps the secret until it is forgotten', () => {
  const kept = new Map<string, string>();
  const store = {
    getItem: (name: string) => kept.get(name) ?? null,
    setItem: (name: string, value: string) => void kept.set(name, value),
    removeItem: (name: string) => void kept.delete(name),
  };
  assert.equal(keptSecret(store), null);
  const secret = drawSecret();
  keepSecret(secret, store);
  assert.deepEqual(keptSecret(store), secret);
  forgetSecret(store);
  assert.deepEqual([keptSecret(store), kept.size], [null, 0]);
  kept.set('chorus:panel', '%');
  assert.equal(keptSecret(store), null);
  keepSecret(secret, null);
  assert.equal(keptSecret(null), null);
});

test('the length of a body does not tell who links', () => {
  const option = (code: string) => ({ code, label: {} });
  const item = (at: number) => ({
    code: `item_${at}`,
    kind: 'choice' as const,
    text: {},
    required: false,
    options: [option('y'), option('n')],
  });
  for (let count = 1; count < 150; count += 1) {
    const items = Array.from({ length: count }, (_, at) => item(at));
    const wave = { manifest: { attributes: [], panel: true }, questionnaire: { items } };
    const answers = Object.fromEntries(items.map(({ code }) => [code, 'y']));
    const linked = submission(wave, {}, answers, 'A'.repeat(43));
    assert.equal(linked.length, submission(wave, {}, answers).length);
    assert.equal(linked.length % BODY_BUCKET, 0);
    assert.equal(JSON.parse(new TextDecoder().decode(linked)).panel, 'A'.repeat(43));
  }
});
