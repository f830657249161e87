// Whether a receipt is in the public list of its survey, worked out here: the terms by their hash, the list's head by its signature,
// the list by its root. The whole list is fetched, so that no request says which receipt is looked for.

import { verifyAsync } from '@noble/ed25519';
import canonicalize from 'canonicalize';
import type { Wave } from '../shared/api.ts';
import { type Bytes, equal, fromBase64url, toBase64url, utf8 } from '../shared/bytes.ts';
import { checkedHash } from '../shared/documents.ts';
import { Problem } from '../shared/problem.ts';
import type { Receipt } from '../shared/receipt.ts';
import { body, request } from '../shared/request.ts';
import { merkleRoot } from './merkle.ts';

export interface TreeHead {
  version: number;
  wave: string;
  manifest_hash: string;
  state: string;
  size: number;
  root: string;
  links_replaced?: number;
}

/** The reply of `GET /waves/{wave}/ledger`. */
interface Ledger {
  status: 'waiting' | 'published' | 'withheld';
  tree_head?: TreeHead;
  signature?: string;
}

export type Verdict =
  | { name: 'counted' | 'missing'; head: TreeHead }
  /** The survey is open; it is closing; fewer than k answered. */
  | { name: 'open' | 'closing' | 'withheld' }
  /** The terms are not those of the receipt; the list does not fit its head, or the head its signature. */
  | { name: 'terms-differ' | 'unsound' };

const HASH = 32;

/** Fetches a wave's terms. They may be shown, but not trusted before the receipt has been checked. */
export async function fetchWave(id: string): Promise<Wave> {
  return body(await request(`/waves/${id}`), (reply) => reply.json());
}

export async function checkReceipt(wave: Wave, { wave: id, receipt, manifestHash }: Receipt): Promise<Verdict> {
  const sound = await checkedHash(wave, id).catch(() => null);
  if (sound === null || (manifestHash ?? wave.manifest_hash) !== wave.manifest_hash) return { name: 'terms-differ' };
  const ledger: Ledger = await body(await request(`/waves/${id}/ledger`), (reply) => reply.json());
  if (ledger.status === 'withheld') return { name: 'withheld' };
  if (ledger.status === 'waiting') return { name: wave.state === 'open' ? 'open' : 'closing' };
  const head = ledger.tree_head;
  if (head === undefined || !(await isSigned(head, ledger.signature ?? '', wave))) return { name: 'unsound' };
  const hashes = await fetchHashes(id, head.size);
  if (hashes === null || toBase64url(await merkleRoot(hashes)) !== head.root) return { name: 'unsound' };
  const own = fromBase64url(receipt);
  return { name: hashes.some((hash) => equal(hash, own)) ? 'counted' : 'missing', head };
}

async function isSigned(head: TreeHead, signature: string, { manifest, manifest_hash: hash }: Wave): Promise<boolean> {
  const ours = head.version === 1 && head.wave === manifest.wave && head.manifest_hash === hash;
  if (!ours || head.state !== 'closed' || head.size < manifest.k) return false;
  try {
    const key = fromBase64url(manifest.ledger_public_key);
    return await verifyAsync(fromBase64url(signature), utf8(canonicalize(head) ?? ''), key, { zip215: false });
  } catch {
    // Bytes that are no signature or no key.
    return false;
  }
}

/** All hashes of the list, in ascending order; `null` if it is not so many, not in order, or holds one twice. */
async function fetchHashes(id: string, size: number): Promise<Bytes[] | null> {
  const hashes: Bytes[] = [];
  for (;;) {
    const last = hashes.at(-1);
    const path = `/waves/${id}/ledger/tokens${last ? `?after=${toBase64url(last)}` : ''}`;
    const bytes = await body(await request(path), async (reply) => new Uint8Array(await reply.arrayBuffer()));
    if (bytes.length % HASH !== 0) throw new Problem('unreadable');
    for (let at = 0; at < bytes.length; at += HASH) {
      const hash = bytes.slice(at, at + HASH);
      const before = hashes.at(-1);
      if (before && !isLess(before, hash)) return null;
      hashes.push(hash);
    }
    if (bytes.length === 0 || hashes.length >= size) return hashes.length === size ? hashes : null;
  }
}

function isLess(a: Bytes, b: Bytes): boolean {
  const at = a.findIndex((byte, index) => byte !== b[index]);
  return at >= 0 && a[at]! < b[at]!;
}
