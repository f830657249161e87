// Whether a wave's terms are what they claim to be. The hashes are worked out here, from the documents themselves (RFC 8785,
// SHA-256), and never taken from the service on trust. It must not know who is asking.

import canonicalize from 'canonicalize';
import { fromBase64Url, sha256, toBase64Url, utf8, type Bytes } from './bytes';
import type { TokenChallenge } from './privacy-pass';
import { modulus } from './token-key';
import type { PublicWave } from './types';

/** The terms contradict themselves, or are not those from before. */
export class TermsMismatch extends Error {
  override name = 'TermsMismatch';
}

/** A wave whose hashes have been checked. */
export interface CheckedTerms extends PublicWave {
  spki: Bytes;
  challenge: TokenChallenge;
}

/** SHA-256 of a document's canonical JSON, as base64url. */
export async function documentHash(document: unknown): Promise<string> {
  const json = canonicalize(document);
  if (json === undefined) throw new TermsMismatch('the document has no canonical form');
  return toBase64Url(await sha256(utf8(json)));
}

/** Checks that the manifest is of this wave, has the hash it claims, names this questionnaire and holds a sound key. */
export async function checkTerms(wave: string, published: PublicWave): Promise<CheckedTerms> {
  const { manifest, questionnaire } = published;
  const manifestHash = await documentHash(manifest);
  if (manifest.wave.toLowerCase() !== wave.toLowerCase()) throw new TermsMismatch('another wave');
  if (manifestHash !== published.manifest_hash) throw new TermsMismatch('manifest hash');
  if ((await documentHash(questionnaire)) !== manifest.questionnaire_hash) throw new TermsMismatch('questionnaire hash');
  const challenge = {
    issuerName: manifest.issuer,
    redemptionContext: fromBase64Url(manifestHash),
    originInfo: '',
  };
  return { ...published, spki: soundKey(manifest.token_public_key), challenge };
}

function soundKey(text: string): Bytes {
  try {
    const spki = fromBase64Url(text);
    modulus(spki);
    return spki;
  } catch {
    throw new TermsMismatch('token key');
  }
}
