// The client of RFC 9578, section 6 (token type 0x0002), over Cloudflare's blind signatures: from a nonce to a token. The page fetches it
// when a token is needed, after the first question is there. It knows no wave, no invitation, no answer, no network and no storage.

import { RSABSSA } from '@cloudflare/blindrsa-ts';
import { type Bytes, concat, equal, fromHex, sha256, toBase64url } from '../shared/bytes.ts';
import { type PendingToken, TOKEN_TYPE } from './privacy-pass.ts';

const NONCE_LENGTH = 32;
const MODULUS_LENGTH = 256;

/** Everything before the modulus in the one form of key that RFC 9578, section 6.5 has, and everything after it (e = 65537). */
const SPKI_HEAD = fromHex(
  '30820152303d06092a864886f70d01010a3030a00d300b0609608648016503040202a11a301806092a864886f70d010108' +
    '300b0609608648016503040202a2030201300382010f003082010a0282010100',
);
const SPKI_TAIL = fromHex('0203010001');

const suite = RSABSSA.SHA384.PSS.Deterministic();

/** Draws a nonce and blinds it with the challenge (RFC 9578, section 6.1). */
export async function beginToken(spki: Bytes, tokenChallenge: Bytes): Promise<PendingToken> {
  const keyId = await sha256(spki);
  const nonce = crypto.getRandomValues(new Uint8Array(NONCE_LENGTH));
  const input = concat(TOKEN_TYPE, nonce, await sha256(tokenChallenge), keyId);
  const { blindedMsg, inv } = await suite.blind(await importKey(spki), input);
  return { input, inverse: concat(inv), request: concat(TOKEN_TYPE, keyId.slice(-1), blindedMsg) };
}

/** Unblinds the response and verifies the signature (RFC 9578, section 6.3). Throws if the issuer signed anything else. */
export async function finishToken(spki: Bytes, pending: PendingToken, response: Bytes): Promise<Bytes> {
  const key = await importKey(spki);
  const authenticator = await suite.finalize(key, pending.input, response, pending.inverse);
  return concat(pending.input, authenticator);
}

/** WebCrypto refuses the RSASSA-PSS identifier inside a key, so the modulus goes in as a JSON Web Key. */
async function importKey(spki: Bytes): Promise<CryptoKey> {
  const end = SPKI_HEAD.length + MODULUS_LENGTH;
  const framed = equal(spki.slice(0, SPKI_HEAD.length), SPKI_HEAD) && equal(spki.slice(end), SPKI_TAIL);
  if (!framed) throw new Error('the token key is not of the form that RFC 9578 has');
  const key = { kty: 'RSA', alg: 'PS384', e: 'AQAB', n: toBase64url(spki.slice(SPKI_HEAD.length, end)) };
  return crypto.subtle.importKey('jwk', key, { name: 'RSA-PSS', hash: 'SHA-384' }, true, ['verify']);
}
