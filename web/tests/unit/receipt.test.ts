// Receipts and their addresses, the Merkle tree, and what becomes of a receipt against servers that are honest, or not.

import assert from 'node:assert/strict';
import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { beforeEach, test } from 'node:test';
import canonicalize from 'canonicalize';
import { checkReceipt, fetchWave, type TreeHead } from '../../src/receipt/ledger.ts';
import { merkleRoot } from '../../src/receipt/merkle.ts';
import type { Wave } from '../../src/shared/api.ts';
import { type Bytes, fromHex, toBase64url } from '../../src/shared/bytes.ts';
import { hashOf } from '../../src/shared/documents.ts';
import type { Problem } from '../../src/shared/problem.ts';
import { readReceipt, receiptAddress, receiptWave } from '../../src/shared/receipt.ts';

const ID = 'de850587-bfe0-4326-8bb9-80e2894dcf2a';
const RECEIPT = 'A'.repeat(42) + '_';
const HASH = 'B'.repeat(42) + '-';

test('a receipt is read from its address, from a saved text, and by itself', () => {
  const whole = { wave: ID, receipt: RECEIPT, manifestHash: HASH };
  const address = receiptAddress('https://survey.example', whole);
  assert.equal(address, `https://survey.example/receipt/${ID}#${RECEIPT}.${HASH}`);
  for (const text of [
    address,
    `Some words.\n\n${RECEIPT}\n\n${address}\n`,
    `  ${address.replace(ID, ID.toUpperCase())} `,
  ]) {
    assert.deepEqual(readReceipt(text, null), whole);
    assert.deepEqual(readReceipt(text, 'another wave'), whole);
  }
  const bare = { ...whole, manifestHash: null };
  assert.deepEqual(readReceipt(receiptAddress('', bare), null), bare);
  assert.deepEqual(readReceipt(` ${RECEIPT}\n`, ID), bare);
  assert.deepEqual(readReceipt(`${RECEIPT}.${HASH}`, ID), whole);
  const cut = [RECEIPT, '', 'x', address.slice(0, -1), `/receipt/${ID}#${RECEIPT.slice(1)}`, `/receipt/${ID}`];
  for (const text of cut) assert.equal(readReceipt(text, null), null, text);
  assert.equal(readReceipt(RECEIPT.slice(1), ID), null);
  assert.equal(readReceipt(`${RECEIPT}A`, ID), null);
  assert.equal(receiptWave(`/receipt/${ID}/`), ID);
  assert.equal(receiptWave('/receipt'), null);
});

test('the vectors of Certificate Transparency', async () => {
  const file = '../../../src/ledger/tests/vectors/certificate_transparency.json';
  const vectors = JSON.parse(readFileSync(new URL(file, import.meta.url), 'utf8'));
  const entries: Bytes[] = vectors.entries.map(fromHex);
  assert.deepEqual(await merkleRoot([]), fromHex(vectors.empty));
  for (const [index, root] of vectors.roots.entries()) {
    assert.deepEqual(await merkleRoot(entries.slice(0, index + 1)), fromHex(root));
  }
});

test('any number of entries gives what the definition gives', async () => {
  const sha256 = (...parts: Uint8Array[]) => createHash('sha256').update(Buffer.concat(parts)).digest();
  const defined = (entries: Uint8Array[]): Buffer => {
    if (entries.length === 1) return sha256(Uint8Array.of(0), entries[0]!);
    let k = 1;
    while (2 * k < entries.length) k *= 2;
    return sha256(Uint8Array.of(1), defined(entries.slice(0, k)), defined(entries.slice(k)));
  };
  const entries = Array.from({ length: 70 }, () => new Uint8Array(randomBytes(32)));
  for (let count = 1; count <= entries.length; count += 1) {
    const some = entries.slice(0, count);
    assert.equal(toBase64url(await merkleRoot(some)), defined(some).toString('base64url'), `${count} entries`);
  }
});

const { publicKey, privateKey } = generateKeyPairSync('ed25519');
const ledgerKey = publicKey.export({ format: 'jwk' }).x!;
const questionnaire = { items: [] };
const manifest = { wave: ID, k: 3, questionnaire_hash: '', ledger_public_key: ledgerKey };
manifest.questionnaire_hash = toBase64url(await hashOf(questionnaire));
const manifestHash = toBase64url(await hashOf(manifest));
const wave = { state: 'closed', manifest, manifest_hash: manifestHash, questionnaire } as unknown as Wave;
const list = Array.from({ length: 12 }, () => new Uint8Array(randomBytes(32))).sort((a, b) => Buffer.compare(a, b));
const own = { wave: ID, receipt: toBase64url(list[7]!), manifestHash };

async function headOf(hashes: Bytes[], change: Partial<TreeHead> = {}): Promise<TreeHead> {
  const root = toBase64url(await merkleRoot(hashes));
  const head = { version: 1, wave: ID, manifest_hash: manifestHash, state: 'closed', size: hashes.length, root };
  return { ...head, ...change };
}

function published(head: TreeHead, key = privateKey) {
  const signature = sign(null, Buffer.from(canonicalize(head) ?? ''), key).toString('base64url');
  return { status: 'published', tree_head: head, signature };
}

let ledger: unknown;
let hashes: Bytes[];
let paths: string[];

beforeEach(async () => {
  [ledger, hashes, paths] = [published(await headOf(list)), list, []];
  const fetch = async (path: string, init: RequestInit) => {
    assert.deepEqual([init.credentials, init.referrerPolicy, init.cache], ['omit', 'no-referrer', 'no-store']);
    paths.push(path);
    if (path.endsWith('/ledger')) return Response.json(ledger);
    if (!path.includes('/ledger/tokens')) return Response.json(wave);
    // Five at a time, as a server with a small page would.
    const after = new URLSearchParams(path.split('?')[1]).get('after');
    const from = after === null ? 0 : hashes.findIndex((hash) => toBase64url(hash) === after) + 1;
    return new Response(Buffer.concat(hashes.slice(from, from + 5)));
  };
  Object.assign(globalThis, { fetch });
  Object.defineProperty(globalThis, 'navigator', { value: { onLine: true }, configurable: true });
});

const verdict = async (receipt = own) => (await checkReceipt(await fetchWave(ID), receipt)).name;

test('a receipt in the list is counted, another is missing, and no request says which it was', async () => {
  assert.equal(await verdict(), 'counted');
  const asked = paths;
  for (const [index, hash] of list.entries()) {
    paths = [];
    assert.equal(await verdict({ ...own, receipt: toBase64url(hash) }), 'counted', `entry ${index}`);
    assert.deepEqual(paths, asked);
  }
  paths = [];
  assert.equal(await verdict({ ...own, receipt: toBase64url(randomBytes(32)) }), 'missing');
  assert.deepEqual(paths, asked);
});

test('a number of replaced links is part of what is signed', async () => {
  const head = await headOf(list, { links_replaced: 5 });
  ledger = published(head);
  assert.equal(await verdict(), 'counted');
  ledger = { ...published(head), tree_head: { ...head, links_replaced: 6 } };
  assert.equal(await verdict(), 'unsound');
});

test('what is not the signed list is not trusted', async () => {
  const swapped = list.slice();
  [swapped[0], swapped[1]] = [swapped[1]!, swapped[0]!];
  const lists = [list.slice(1), list.slice(0, -1), swapped, list.concat([list[11]!]), []];
  for (const other of lists) {
    hashes = other;
    assert.equal(await verdict(), 'unsound', 'the list is not that of the head');
    ledger = published(await headOf(other));
    if (other === swapped || other.length > list.length || other.length === 0) {
      assert.equal(await verdict(), 'unsound', 'the list is out of order, holds one twice, or is of too few');
    }
    ledger = published(await headOf(list));
  }
  hashes = list;
  const foreign = generateKeyPairSync('ed25519').privateKey;
  const head = await headOf(list);
  const ledgers = [
    published(head, foreign),
    { ...published(head), signature: '' },
    { ...published(head), signature: 'no signature' },
    { status: 'published' },
    published(await headOf(list, { wave: ID.replace('d', 'a') })),
    published(await headOf(list, { manifest_hash: HASH })),
    published(await headOf(list, { version: 2 })),
    published(await headOf(list, { state: 'open' })),
  ];
  for (const other of ledgers) {
    ledger = other;
    assert.equal(await verdict(), 'unsound', JSON.stringify(other));
  }
});

test('terms that are not those of the receipt are told first', async () => {
  assert.equal(await verdict({ ...own, manifestHash: HASH }), 'terms-differ');
  assert.equal((await checkReceipt({ ...wave, manifest_hash: HASH }, own)).name, 'terms-differ');
  assert.ok(paths.every((path) => !path.includes('/ledger')));
});

test('a survey that is open, that is closing, and one with too few', async () => {
  ledger = { status: 'waiting' };
  assert.equal(await verdict(), 'closing');
  assert.equal((await checkReceipt({ ...wave, state: 'open' }, own)).name, 'open');
  ledger = { status: 'withheld' };
  assert.equal(await verdict(), 'withheld');
});

test('a list that is cut short on its way is a problem like no reply', async () => {
  hashes = [list[0]!.slice(1)];
  await assert.rejects(verdict(), (error: Problem) => error.code === 'unreadable');
});
