// What the browser tab keeps so that a reload or a lost reply loses no voice: the code until the token is there, the blinding state, the
// token, the key to the draft. Never an answer in clear. It ends with the tab, or with `forget`.

import { fromBase64url, toBase64url, type Bytes } from '../shared/bytes.ts';
import type { Vault } from './draft.ts';
import type { PendingToken } from './privacy-pass.ts';

export interface Memory {
  /** The invitation's code, until it has been exchanged. */
  code?: string;
  /** The request that was or will be made with the code, and the manifest's hash it is bound to. */
  pending?: PendingToken & { manifest: string };
  /** The token, the manifest's hash it is bound to, and a mark of the code it was exchanged for. */
  token?: { bytes: Bytes; manifest: string; mark: string };
  /** Where this device keeps the draft. */
  vault?: Vault;
}

type Store = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

const keyOf = (wave: string) => `chorus:${wave}`;

/** Where a browser forbids storage, the page works for as long as it is open. */
function storage(): Store | null {
  try {
    return window.sessionStorage;
  } catch {
    return null;
  }
}

/** A memory as JSON. */
export function written(memory: Memory): string {
  // A view on bytes is an object to JSON.stringify's replacer; written as base64url it reads back the same.
  return JSON.stringify(memory, (_, value) => (value instanceof Uint8Array ? toBase64url(value) : value));
}

/** The memory that `written` wrote; an empty one if this is none. */
export function read(text: string): Memory {
  try {
    const kept = JSON.parse(text);
    const memory: Memory = {};
    if (typeof kept.code === 'string') memory.code = kept.code;
    if (kept.pending) {
      const { input, inverse, request, manifest } = kept.pending;
      const bytes = { input: fromBase64url(input), inverse: fromBase64url(inverse), request: fromBase64url(request) };
      memory.pending = { ...bytes, manifest };
    }
    if (kept.token) {
      const { bytes, manifest, mark } = kept.token;
      memory.token = { bytes: fromBase64url(bytes), manifest, mark };
    }
    if (kept.vault) memory.vault = { name: kept.vault.name, key: fromBase64url(kept.vault.key) };
    return memory;
  } catch {
    return {};
  }
}

export function remember(wave: string, memory: Memory, store: Store | null = storage()): void {
  try {
    store?.setItem(keyOf(wave), written(memory));
  } catch {
    // Storage is full or forbidden: the page still works for as long as it is open.
  }
}

export function recall(wave: string, store: Store | null = storage()): Memory {
  try {
    return read(store?.getItem(keyOf(wave)) ?? '{}');
  } catch {
    return {};
  }
}

export function forget(wave: string, store: Store | null = storage()): void {
  try {
    store?.removeItem(keyOf(wave));
  } catch {
    // Nothing can be kept where nothing can be removed.
  }
}
