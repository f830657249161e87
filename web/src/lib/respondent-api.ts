// The three calls of a respondent's page. The invitation's code goes into the token request and nowhere else; the token goes
// with the answers and nowhere else. It must not know staff, sign-ins or results.

import type { Bytes } from './bytes';
import { send, sendForJson } from './http';
import { TOKEN_RESPONSE_LENGTH } from './privacy-pass';
import type { PublicWave, Receipt } from './types';

/** The public terms of a wave. */
export function getWave(wave: string): Promise<PublicWave> {
  return sendForJson({ path: `/waves/${wave}` });
}

/** Has a blinded token request signed. */
export async function requestToken(wave: string, code: string, request: Bytes): Promise<Bytes> {
  const reply = await send({
    method: 'POST',
    path: `/waves/${wave}/token-request`,
    authorization: `Invitation ${code}`,
    contentType: 'application/private-token-request',
    body: request,
  });
  const bytes = new Uint8Array(await reply.arrayBuffer());
  if (bytes.length !== TOKEN_RESPONSE_LENGTH) throw new Error('a token response has 256 bytes');
  return bytes;
}

/** Hands in a response. */
export function sendResponse(wave: string, token: string, body: string): Promise<Receipt> {
  return sendForJson({
    method: 'POST',
    path: `/waves/${wave}/responses`,
    authorization: `PrivateToken token="${token}"`,
    contentType: 'application/json',
    body,
  });
}
