// The client's side of RFC 9578, token type 0x0002: challenge, request, blinding, token. The blinding itself is Cloudflare's
// library. It must not know surveys, invitations or answers, and neither sends nor stores anything.

import { RSABSSA } from '@cloudflare/blindrsa-ts';
import { concat, sha256, utf8, type Bytes } from './bytes';
import { importTokenKey } from './token-key';

/** Blind RSA, 2048 bits. */
export const TOKEN_TYPE = 0x0002;
export const TOKEN_REQUEST_LENGTH = 259;
export const TOKEN_RESPONSE_LENGTH = 256;
export const TOKEN_LENGTH = 354;
const NONCE_LENGTH = 32;

/** "Deterministic" because the nonce is random already; the salt of 48 bytes is random all the same. */
const suite = RSABSSA.SHA384.PSS.Deterministic();

/** TokenChallenge (RFC 9577 section 2.1.1). */
export interface TokenChallenge {
  issuerName: string;
  /** Empty or 32 bytes. */
  redemptionContext: Bytes;
  originInfo: string;
}

/** What the client keeps between request and response. Whoever has it can tell which request a token came from. */
export interface PendingToken {
  /** The TokenRequest, to be sent as it is, as often as needed. */
  request: Bytes;
  /** What the issuer signs blindly: type, nonce, challenge digest, key id. */
  input: Bytes;
  /** What undoes the blinding. */
  inverse: Bytes;
}

function uint16(number: number): Bytes {
  return new Uint8Array([number >> 8, number & 0xff]);
}

function withLength(text: string): Bytes {
  const bytes = utf8(text);
  return concat(uint16(bytes.length), bytes);
}

/** The challenge as it is hashed. */
export function encodeChallenge(challenge: TokenChallenge): Bytes {
  const context = challenge.redemptionContext;
  if (context.length !== 0 && context.length !== 32) throw new Error('a redemption context has 0 or 32 bytes');
  return concat(
    uint16(TOKEN_TYPE),
    withLength(challenge.issuerName),
    new Uint8Array([context.length]),
    context,
    withLength(challenge.originInfo),
  );
}

/** Draws a nonce and blinds it together with the challenge (RFC 9578 section 6.1). */
export async function createTokenRequest(spki: Bytes, challenge: TokenChallenge): Promise<PendingToken> {
  const key = await importTokenKey(spki);
  const keyId = await sha256(spki);
  const digest = await sha256(encodeChallenge(challenge));
  const nonce = crypto.getRandomValues(new Uint8Array(NONCE_LENGTH));
  const input = concat(uint16(TOKEN_TYPE), nonce, digest, keyId);
  const { blindedMsg, inv } = await suite.blind(key, suite.prepare(input));
  return { request: concat(uint16(TOKEN_TYPE), keyId.subarray(-1), blindedMsg), input, inverse: concat(inv) };
}

/** Unblinds the issuer's response, verifies the signature and returns the token (RFC 9578 section 6.3). */
export async function finalizeToken(spki: Bytes, pending: PendingToken, response: Bytes): Promise<Bytes> {
  const key = await importTokenKey(spki);
  const authenticator = await suite.finalize(key, suite.prepare(pending.input), response, pending.inverse);
  return concat(pending.input, authenticator);
}
