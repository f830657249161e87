// The answering link `/answer/{wave}#{code}`: reads it, and takes the code out of the address bar and the history at once.
// It sends nothing and stores nothing.

import { readTypedCode } from '../shared/typed-code.ts';

const CODE = /^[A-Za-z0-9_-]{16,64}$/;
const WAVE = /^\/answer\/([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})\/?$/i;

/** The wave that the address names. */
export function waveOf(path: string): string | null {
  return WAVE.exec(path)?.[1]?.toLowerCase() ?? null;
}

/** The code that a fragment holds, if it is whole: one from a link, or one that can be typed. */
export function codeOf(hash: string): string | null {
  const code = hash.replace(/^#/, '');
  return CODE.test(code) ? code : readTypedCode(code);
}

/** Takes the code from the address; afterwards neither the address bar nor the history holds it. */
export function takeCode(): string | null {
  const { hash, pathname } = window.location;
  if (hash === '') return null;
  window.history.replaceState(null, '', pathname);
  return codeOf(hash);
}
