// The client against RFC 9578, Appendix B.2 and RFC 9577, Appendix A. The vectors are the server's own.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { mock, test } from 'node:test';
import { fromBase64url, fromHex, sha256, toBase64url } from '../../src/shared/bytes.ts';
import { beginToken, finishToken } from '../../src/answer/blinding.ts';
import { authorization, challenge } from '../../src/answer/privacy-pass.ts';

const vectorFile = (name: string) =>
  JSON.parse(readFileSync(new URL(`../../../src/token/tests/vectors/${name}.json`, import.meta.url), 'utf8'));

const issuance = vectorFile('rfc9578_b2');
const spki = fromHex(issuance.pkS);
const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');

/** Has the client draw these values, in this order. */
function drawing(...values: string[]) {
  const queue = values.map(fromHex);
  return mock.method(crypto, 'getRandomValues', (target: Uint8Array) => {
    const next = queue.shift();
    assert.equal(next?.length, target.length);
    target.set(next!);
    return target;
  });
}

for (const [index, vector] of issuance.vectors.entries()) {
  test(`RFC 9578 B.2, vector ${index + 1}`, async () => {
    const draw = drawing(vector.nonce, vector.salt, vector.blind);
    const pending = await beginToken(spki, fromHex(vector.token_challenge)).finally(() => draw.mock.restore());
    assert.equal(hex(pending.request), vector.token_request);
    const token = await finishToken(spki, pending, fromHex(vector.token_response));
    assert.equal(hex(token), vector.token);
    assert.equal(authorization(token), `PrivateToken token="${toBase64url(fromHex(vector.token))}"`);
  });
}

test('a response that the key did not sign is refused', async () => {
  const pending = await beginToken(spki, fromHex(issuance.vectors[0].token_challenge));
  await assert.rejects(finishToken(spki, pending, fromHex(issuance.vectors[0].token_response)), /invalid signature/);
  await assert.rejects(finishToken(spki, pending, new Uint8Array(255)));
});

test('a key of another form is refused', async () => {
  const other = spki.slice();
  other[20]! ^= 1;
  await assert.rejects(beginToken(other, new Uint8Array(4)), /form/);
  await assert.rejects(beginToken(spki.slice(0, -1), new Uint8Array(4)), /form/);
});

test('two requests never share a byte string', async () => {
  const tokenChallenge = fromHex(issuance.vectors[0].token_challenge);
  const [a, b] = await Promise.all([beginToken(spki, tokenChallenge), beginToken(spki, tokenChallenge)]);
  assert.notEqual(hex(a.request), hex(b.request));
  assert.notEqual(hex(a.input), hex(b.input));
  assert.equal(a.request.length, 259);
});

test('challenges are encoded as in RFC 9577', async () => {
  const context = await sha256(new Uint8Array());
  const bytes = challenge('issuer.example', context);
  assert.equal(hex(bytes), `0002000e${hex(Buffer.from('issuer.example'))}20${hex(context)}0000`);
  const bound = vectorFile('rfc9577_a').structures.find(
    (vector: Record<string, string>) => vector.origin_info === '' && vector.redemption_context !== '',
  );
  const issuer = Buffer.from(bound.issuer_name, 'hex').toString();
  const digest = hex(await sha256(challenge(issuer, fromHex(bound.redemption_context))));
  assert.equal(bound.token_authenticator_input.slice(68, 132), digest);
});

test('base64url goes there and back', () => {
  const bytes = Uint8Array.from({ length: 256 }, (_, index) => index);
  assert.deepEqual(fromBase64url(toBase64url(bytes)), bytes);
  assert.equal(toBase64url(bytes), Buffer.from(bytes).toString('base64url'));
});
