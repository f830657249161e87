// The answering link `/answer/{wave}#{code}`, perhaps with groups that it fills in behind the code (`&shift=night`): reads it, and takes
// all of it out of the address bar and the history at once.
// It sends nothing and stores nothing.

import { readTypedCode } from '../shared/typed-code.ts';
import type { Choices } from './submission.ts';

const CODE = /^[A-Za-z0-9_-]{16,64}$/;
const WAVE = /^\/answer\/([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})\/?$/i;

/** The wave that the address names. */
export function waveOf(path: string): string | null {
  return WAVE.exec(path)?.[1]?.toLowerCase() ?? null;
}

/** The code that a fragment holds, if it is whole: one from a link, or one that can be typed. */
export function codeOf(hash: string): string | null {
  const [code = ''] = hash.replace(/^#/, '').split('&');
  return CODE.test(code) ? code : readTypedCode(code);
}

/** What a fragment fills in behind the code: values by attribute. Whether there are such is for others to judge. */
export function filledInOf(hash: string): Choices {
  const [, ...pairs] = hash.split('&');
  return Object.fromEntries(new URLSearchParams(pairs.join('&')));
}

/** What a link held. */
export interface Taken {
  code: string | null;
  filledIn: Choices;
}

/** Takes code and groups from the address; afterwards neither the address bar nor the history holds them. */
export function takeLink(): Taken {
  const { hash, pathname } = window.location;
  if (hash !== '') window.history.replaceState(null, '', pathname);
  const code = codeOf(hash);
  return { code, filledIn: code === null ? {} : filledInOf(hash) };
}
