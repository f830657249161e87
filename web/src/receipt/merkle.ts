// The Merkle tree hash of RFC 9162, section 2.1.1, with SHA-256. It does not know what its entries are.

import { type Bytes, concat, sha256 } from '../shared/bytes.ts';

const LEAF = Uint8Array.of(0x00);
const NODE = Uint8Array.of(0x01);

/** Level by level: neighbours are joined, and one left over at the end goes up as it is, which is what the definition amounts to. */
export async function merkleRoot(entries: readonly Bytes[]): Promise<Bytes> {
  let level = await Promise.all(entries.map((entry) => sha256(concat(LEAF, entry))));
  while (level.length > 1) {
    const pairs = Array.from({ length: Math.ceil(level.length / 2) }, (_, at) => level.slice(2 * at, 2 * at + 2));
    level = await Promise.all(
      pairs.map(([left, right]) => (left && right ? sha256(concat(NODE, left, right)) : Promise.resolve(left!))),
    );
  }
  return level[0] ?? sha256(new Uint8Array());
}
