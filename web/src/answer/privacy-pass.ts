// What RFC 9577 and RFC 9578 write down of a token of type 0x0002: the challenge, what is kept between a request and its response, and
// the header that spends a token. The blinding is in `blinding.ts`. It knows no wave, no answer, no network and no storage.

import { type Bytes, concat, toBase64url, utf8 } from '../shared/bytes.ts';

export const REQUEST_MEDIA_TYPE = 'application/private-token-request';
export const RESPONSE_LENGTH = 256;

export const TOKEN_TYPE = Uint8Array.of(0x00, 0x02);

/** What stays in the browser between a request and its response, and the request itself, to be sent again byte for byte. */
export interface PendingToken {
  /** The authenticator input: the token without its authenticator. */
  input: Bytes;
  /** The inverse of the blind. Whoever has it and the response can link the token to the request. */
  inverse: Bytes;
  /** The TokenRequest, 259 bytes. */
  request: Bytes;
}

/** A TokenChallenge (RFC 9577, section 2.1.1) bound to a redemption context and to no origin. */
export function challenge(issuerName: string, redemptionContext: Bytes): Bytes {
  return concat(
    TOKEN_TYPE,
    withLength(2, utf8(issuerName)),
    withLength(1, redemptionContext),
    withLength(2, new Uint8Array()),
  );
}

/** The `Authorization` value that redeems a token (RFC 9577, section 2.2). */
export function authorization(token: Bytes): string {
  return `PrivateToken token="${toBase64url(token)}"`;
}

function withLength(bytes: 1 | 2, content: Bytes): Bytes {
  const length = bytes === 2 ? [content.length >> 8, content.length & 0xff] : [content.length];
  return concat(Uint8Array.from(length), content);
}
