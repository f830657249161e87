// Whether a wave's documents are what their hashes say. It asks nobody: it computes every hash itself.

import canonicalize from 'canonicalize';
import type { Wave } from './api.ts';
import { type Bytes, sha256, toBase64url, utf8 } from './bytes.ts';

/** SHA-256 of the document's canonical JSON (RFC 8785). */
export async function hashOf(document: unknown): Promise<Bytes> {
  return sha256(utf8(canonicalize(document) ?? ''));
}

/** The manifest's hash, computed here; `null` if any document is not the one that its hash, or the address, names. */
export async function checkedHash(wave: Wave, id: string): Promise<Bytes | null> {
  const [manifest, questionnaire] = await Promise.all([hashOf(wave.manifest), hashOf(wave.questionnaire)]);
  const sound =
    toBase64url(manifest) === wave.manifest_hash &&
    toBase64url(questionnaire) === wave.manifest.questionnaire_hash &&
    wave.manifest.wave === id;
  return sound ? manifest : null;
}
