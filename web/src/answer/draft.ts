// What has been answered but not sent, kept on this device so that a dead battery loses nothing. It is encrypted under keys that come
// of the invitation's code, which the device does not keep: whoever opens the same link goes on, and nobody else can read it. It sends
// nothing and is erased on sending.

import { type Bytes, concat, fromBase64url, toBase64url, utf8 } from '../shared/bytes.ts';

/** Where a draft lies, and the key (AES-256-GCM) that opens it. */
export interface Vault {
  name: string;
  key: Bytes;
}

type Store = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;
type Listed = Pick<Storage, 'key' | 'length' | 'getItem' | 'removeItem'>;

const INFO = 'chorus draft v1';
const PREFIX = 'chorus:draft:';
const NAME_LENGTH = 16;
const KEY_LENGTH = 32;
const IV_LENGTH = 12;
/** Drafts are filled up to a multiple of this, so that the length hardly tells how much is answered. */
const BUCKET = 16_384;

/** Where a browser forbids storage, the page works for as long as it is open. */
function storage(): Storage | null {
  try {
    return window.localStorage ?? null;
  } catch {
    return null;
  }
}

/** The vault of an invitation's code (HKDF-SHA-256, RFC 5869, with the wave's id as salt). Its name does not tell the wave. */
export async function vaultOf(code: string, wave: string): Promise<Vault> {
  const material = await crypto.subtle.importKey('raw', utf8(code), 'HKDF', false, ['deriveBits']);
  const parameters = { name: 'HKDF', hash: 'SHA-256', salt: utf8(wave), info: utf8(INFO) };
  const bits = new Uint8Array(await crypto.subtle.deriveBits(parameters, material, 8 * (NAME_LENGTH + KEY_LENGTH)));
  return { name: toBase64url(bits.slice(0, NAME_LENGTH)), key: bits.slice(NAME_LENGTH) };
}

const cipher = (vault: Vault) => crypto.subtle.importKey('raw', vault.key, 'AES-GCM', false, ['encrypt', 'decrypt']);

/** A month or so: drafts note in which one they were kept, and nothing finer. */
const MONTH_MS = 30 * 24 * 3600 * 1000;
const monthOf = (milliseconds: number) => Math.floor(milliseconds / MONTH_MS);
const OLD_MONTHS = 4;

/** Puts a text into the vault. False if this browser keeps nothing. */
export async function keepDraft(vault: Vault, plainText: string, store: Store | null = storage()): Promise<boolean> {
  if (store === null) return false;
  const plain = utf8(plainText);
  // JSON may end in spaces.
  const filled = new Uint8Array(Math.ceil(plain.length / BUCKET) * BUCKET).fill(0x20);
  filled.set(plain);
  const iv = crypto.getRandomValues(new Uint8Array(IV_LENGTH));
  const sealed = await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, await cipher(vault), filled);
  try {
    const text = toBase64url(concat(iv, new Uint8Array(sealed)));
    store.setItem(PREFIX + vault.name, `${monthOf(Date.now())}.${text}`);
    return true;
  } catch {
    return false;
  }
}

/** What lies in the vault; `null` if nothing does, or nothing that this key opens. */
export async function draftOf(vault: Vault, store: Store | null = storage()): Promise<string | null> {
  try {
    const kept = fromBase64url(store?.getItem(PREFIX + vault.name)?.split('.')[1] ?? '');
    const iv = kept.slice(0, IV_LENGTH);
    const opened = await crypto.subtle.decrypt({ name: 'AES-GCM', iv }, await cipher(vault), kept.slice(IV_LENGTH));
    return new TextDecoder().decode(opened);
  } catch {
    return null;
  }
}

export function eraseDraft(vault: Vault, store: Store | null = storage()): void {
  try {
    store?.removeItem(PREFIX + vault.name);
  } catch {
    // Nothing can be kept where nothing can be removed.
  }
}

/** Erases drafts that nobody came back to, whoever began them. */
export function eraseOldDrafts(now = Date.now(), store: Listed | null = storage()): void {
  try {
    const names = Array.from({ length: store?.length ?? 0 }, (_, at) => store?.key(at) ?? '');
    for (const name of names.filter((some) => some.startsWith(PREFIX))) {
      const month = Number.parseInt(store?.getItem(name) ?? '', 10);
      if (!(monthOf(now) - month < OLD_MONTHS)) store?.removeItem(name);
    }
  } catch {
    // Nothing can be kept where nothing can be removed.
  }
}
