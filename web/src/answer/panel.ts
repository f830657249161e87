// What links one person's answers across the waves of a programme: a secret that stays in this browser, the words to write it down
// with, and the pseudonym that comes of it. It sends nothing and knows no answer.

import { fetched } from '../shared/module.ts';
import { type Bytes, fromBase64url, fromHex, toBase64url, utf8 } from '../shared/bytes.ts';

const SECRET_LENGTH = 16;
const KEY = 'chorus:panel';
const INFO = 'chorus panel v1';

type Store = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

/** Where a browser forbids storage, the words have to be written down. */
function storage(): Store | null {
  try {
    return window.localStorage;
  } catch {
    return null;
  }
}

export function drawSecret(): Bytes {
  return crypto.getRandomValues(new Uint8Array(SECRET_LENGTH));
}

/** The secret that this browser keeps for all surveys of this service. */
export function keptSecret(store: Store | null = storage()): Bytes | null {
  try {
    const secret = fromBase64url(store?.getItem(KEY) ?? '');
    return secret.length === SECRET_LENGTH ? secret : null;
  } catch {
    return null;
  }
}

export function keepSecret(secret: Bytes, store: Store | null = storage()): void {
  try {
    store?.setItem(KEY, toBase64url(secret));
  } catch {
    // Storage is full or forbidden: the words still work.
  }
}

export function forgetSecret(store: Store | null = storage()): void {
  try {
    store?.removeItem(KEY);
  } catch {
    // Nothing can be kept where nothing can be removed.
  }
}

/** HKDF-SHA-256 (RFC 5869) of the secret: another one in each programme, and nobody can tell that they belong together. */
export async function pseudonym(secret: Bytes, programme: string): Promise<string> {
  const key = await crypto.subtle.importKey('raw', secret, 'HKDF', false, ['deriveBits']);
  const salt = fromHex(programme.replaceAll('-', ''));
  const bits = await crypto.subtle.deriveBits({ name: 'HKDF', hash: 'SHA-256', salt, info: utf8(INFO) }, key, 256);
  return toBase64url(new Uint8Array(bits));
}

/** The list is large, so it is fetched after the first page: by everybody, so that fetching it does not tell who links. */
export async function wordList() {
  const [bip39, { wordlist }] = await Promise.all([
    fetched(() => import('@scure/bip39')),
    fetched(() => import('@scure/bip39/wordlists/english.js')),
  ]);
  return { bip39, wordlist };
}

/** The secret as twelve English words with a checksum (BIP 39). */
export async function wordsOf(secret: Bytes): Promise<string[]> {
  const { bip39, wordlist } = await wordList();
  return bip39.entropyToMnemonic(secret, wordlist).split(' ');
}

/** The secret that twelve words stand for; `null` if a word is not in the list or the checksum does not fit. */
export async function secretOf(text: string): Promise<Bytes | null> {
  const { bip39, wordlist } = await wordList();
  // Written down by hand, words come with numbers, commas and capitals.
  const phrase = (text.toLowerCase().match(/[a-z]+/g) ?? []).join(' ');
  try {
    const secret = new Uint8Array(bip39.mnemonicToEntropy(phrase, wordlist));
    return secret.length === SECRET_LENGTH ? secret : null;
  } catch {
    return null;
  }
}
