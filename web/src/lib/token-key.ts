// The issuer's public key (RFC 9578 section 6.5) for WebCrypto, which refuses the RSASSA-PSS object identifier that the RFC
// asks for. It reads the one DER form that a 2048-bit key has there, and refuses every other. It must not know what is signed.

import { concat, equal, toBase64Url, type Bytes } from './bytes';

const SPKI_LENGTH = 342;
const MODULUS_LENGTH = 256;

/** Everything before the modulus: SEQUENCE, RSASSA-PSS with SHA-384, MGF1 with SHA-384, salt of 48 bytes, BIT STRING. */
const HEAD = fromHex(
  '30820152303d06092a864886f70d01010a3030a00d300b0609608648016503040202a11a301806092a864886f70d010108300b06096086480165' +
    '03040202a2030201300382010f003082010a0282010100',
);
/** Everything after it: the public exponent 65537. */
const TAIL = fromHex('0203010001');

function fromHex(hex: string): Bytes {
  return concat(Uint8Array.from(hex.match(/../g) ?? [], (byte) => Number.parseInt(byte, 16)));
}

/** The modulus in a SubjectPublicKeyInfo. */
export function modulus(spki: Bytes): Bytes {
  const n = spki.slice(HEAD.length, HEAD.length + MODULUS_LENGTH);
  const sound =
    spki.length === SPKI_LENGTH &&
    equal(spki.subarray(0, HEAD.length), HEAD) &&
    equal(spki.subarray(HEAD.length + MODULUS_LENGTH), TAIL) &&
    (n.at(0) ?? 0) >= 0x80 &&
    (n.at(-1) ?? 0) % 2 === 1;
  if (!sound) throw new Error('not a 2048-bit RSASSA-PSS key with SHA-384 and a salt of 48 bytes');
  return n;
}

/** The same key as WebCrypto takes it. */
export function importTokenKey(spki: Bytes): Promise<CryptoKey> {
  const jwk = { kty: 'RSA', alg: 'PS384', n: toBase64Url(modulus(spki)), e: 'AQAB', ext: true };
  return crypto.subtle.importKey('jwk', jwk, { name: 'RSA-PSS', hash: 'SHA-384' }, true, ['verify']);
}
