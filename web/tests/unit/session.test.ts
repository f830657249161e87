// A respondent's session against a server of a few lines that signs with the RFC's key: lost replies, reloads, refusals.

import assert from 'node:assert/strict';
import { constants, createHash, createPrivateKey, privateDecrypt } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { beforeEach, test } from 'node:test';
import { fromHex, toBase64url, utf8 } from '../../src/shared/bytes.ts';
import { hashOf } from '../../src/shared/documents.ts';
import { Session } from '../../src/answer/session.ts';
import type { Problem } from '../../src/shared/problem.ts';

const ID = '00000000-0000-4000-8000-000000000001';
const CODE = 'AAAAAAAAAAAAAAAAAAAAAA';
const vectors = JSON.parse(
  readFileSync(new URL('../../../src/token/tests/vectors/rfc9578_b2.json', import.meta.url), 'utf8'),
);
const key = createPrivateKey(Buffer.from(vectors.skS, 'hex').toString());
const sign = (blinded: Uint8Array) => privateDecrypt({ key, padding: constants.RSA_NO_PADDING }, blinded);

const questionnaire = { items: [] };
const manifest = {
  wave: ID,
  issuer: 'chorus.example',
  questionnaire_hash: toBase64url(await hashOf(questionnaire)),
  token_public_key: toBase64url(fromHex(vectors.pkS)),
};
const wave = { state: 'open', manifest, manifest_hash: toBase64url(await hashOf(manifest)), questionnaire };

interface Call {
  path: string;
  authorization: string | null;
  body: Buffer;
}

let calls: Call[];
let stored: Map<string, string>;
/** What the device keeps beyond the tab. */
let kept: Map<string, string>;
let answer: (call: Call) => Response | Promise<Response>;

const refusal = (status: number, code: string) => Response.json({ code, detail: '', status }, { status });

/** The hash of the token that a call spends. */
function receiptOf({ authorization }: Call): string {
  const [, token = ''] = /token="(.+)"/.exec(authorization ?? '') ?? [];
  return createHash('sha256').update(Buffer.from(token, 'base64url')).digest('base64url');
}

function honest(call: Call): Response {
  if (call.path.endsWith('/token-request')) return new Response(new Uint8Array(sign(call.body.subarray(3))));
  if (call.path.endsWith('/responses')) return Response.json({ receipt: receiptOf(call) }, { status: 201 });
  return Response.json(wave);
}

beforeEach(() => {
  [calls, stored, kept, answer] = [[], new Map(), new Map(), honest];
  const storage = (map: () => Map<string, string>) => ({
    getItem: (name: string) => map().get(name) ?? null,
    setItem: (name: string, value: string) => map().set(name, value),
    removeItem: (name: string) => map().delete(name),
  });
  const [sessionStorage, localStorage] = [storage(() => stored), storage(() => kept)];
  const fetch = async (path: string, init: RequestInit) => {
    assert.deepEqual([init.credentials, init.referrerPolicy, init.cache], ['omit', 'no-referrer', 'no-store']);
    const body = Buffer.from((init.body as Uint8Array | undefined) ?? []);
    const call = { path, authorization: new Headers(init.headers).get('authorization'), body };
    calls.push(call);
    return answer(call);
  };
  Object.assign(globalThis, { window: { sessionStorage, localStorage }, fetch });
  Object.defineProperty(globalThis, 'navigator', { value: { onLine: true }, configurable: true });
});

const code = (expected: string) => (error: Problem) => error.code === expected;
const requests = () => calls.filter((call) => call.path.endsWith('/token-request'));

async function opened(invitation: string | null): Promise<Session> {
  const session = new Session(ID, invitation);
  await session.open();
  return session;
}

test('from link to receipt; nothing stays on the device', async () => {
  const session = await opened(CODE);
  assert.ok([...stored.values()].join().includes(CODE));
  await session.token();
  assert.ok(![...stored.values()].join().includes(CODE), 'the code is erased once the token is there');
  const receipt = await session.respond(new TextEncoder().encode('{}'));
  assert.deepEqual([stored.size, kept.size], [0, 0]);
  const [, issuing, answering] = calls;
  assert.equal(receipt, answering && receiptOf(answering));
  assert.equal(issuing?.authorization, `Invitation ${CODE}`);
  assert.match(answering?.authorization ?? '', /^PrivateToken token="[A-Za-z0-9_-]{472}"$/);
});

test('a receipt that is not that of the token is no receipt, and what was sent can be sent again', async () => {
  const session = await opened(CODE);
  const foreign = Response.json({ receipt: 'A'.repeat(43) }, { status: 201 });
  answer = (call) => (call.path.endsWith('/responses') ? foreign : honest(call));
  await assert.rejects(session.respond(new TextEncoder().encode('{}')), code('unreadable'));
  answer = honest;
  await session.respond(new TextEncoder().encode('{}'));
  const [first, second] = calls.filter((call) => call.path.endsWith('/responses'));
  assert.deepEqual(second, first);
});

test('calls at the same time share one token request', async () => {
  const session = await opened(CODE);
  await Promise.all([session.token(), session.token()]);
  assert.equal(requests().length, 1);
});

test('after a lost reply, and after a reload too, the request is the same to the byte', async () => {
  const lost = (call: Call) => (call.path.endsWith('/token-request') ? Promise.reject(new TypeError()) : honest(call));
  answer = lost;
  const session = await opened(CODE);
  await assert.rejects(session.token(), code('unreachable'));
  await assert.rejects(session.token(), code('unreachable'));
  const reloaded = await opened(null);
  answer = honest;
  await reloaded.token();
  const [first, ...others] = requests();
  assert.equal(others.length, 2);
  for (const other of others) assert.deepEqual(other, first);
});

test('a token survives a reload and is not asked for again', async () => {
  const token = await (await opened(CODE)).token();
  assert.deepEqual(await (await opened(null)).token(), token);
  assert.equal(requests().length, 1);
});

test('the link opened again in the tab that holds its token goes on with that token', async () => {
  const token = await (await opened(CODE)).token();
  answer = (call) => (call.path.endsWith('/token-request') ? refusal(409, 'invitation-spent') : honest(call));
  assert.deepEqual(await (await opened(CODE)).token(), token);
  stored.clear();
  kept.clear();
  await assert.rejects((await opened(CODE)).token(), code('invitation-spent'));
});

test('the link opened again after the tab was closed goes on with what it left on the device', async () => {
  const session = await opened(CODE);
  const token = await session.token();
  assert.equal(await session.keepPage('{"answers":{"talk":"yes"}}'), true);
  assert.ok(![...kept].join().includes('talk'));
  stored.clear();
  const again = await opened(CODE);
  assert.equal(again.page, '{"answers":{"talk":"yes"}}');
  assert.deepEqual(await again.token(), token);
  assert.equal(requests().length, 1, 'the link is not used again');
  await again.respond(new TextEncoder().encode('{}'));
  assert.deepEqual([stored.size, kept.size, again.page], [0, 0, '']);
});

test('a reply lost together with the tab is asked for again, to the byte', async () => {
  answer = (call) => (call.path.endsWith('/token-request') ? Promise.reject(new TypeError()) : honest(call));
  await assert.rejects((await opened(CODE)).token(), code('unreachable'));
  stored.clear();
  answer = honest;
  await (await opened(CODE)).token();
  assert.deepEqual(requests()[1], requests()[0]);
});

test('a reload goes on, and ending erases a draft that is just being written', async () => {
  const session = await opened(CODE);
  await session.token();
  await session.keepPage('1');
  const reloaded = await opened(null);
  assert.equal(reloaded.page, '1');
  const writing = reloaded.keepPage('2');
  reloaded.end();
  await writing;
  // The erasing that waited for it runs in the next microtasks.
  await new Promise(setImmediate);
  assert.deepEqual([stored.size, kept.size], [0, 0]);
});

test('one person’s draft is never another’s', async () => {
  const first = await opened(CODE);
  await first.token();
  await first.keepPage('mine');
  answer = (call) => (call.path.endsWith('/token-request') ? refusal(500, 'internal') : honest(call));
  const second = await opened('BBBBBBBBBBBBBBBBBBBBBB');
  assert.equal(second.page, '');
  await second.keepPage('theirs');
  await assert.rejects(second.token(), code('internal'));
  stored.clear();
  answer = honest;
  assert.notDeepEqual(await (await opened('BBBBBBBBBBBBBBBBBBBBBB')).token(), await (await opened(CODE)).token());
  assert.equal((await opened(CODE)).page, 'mine');
});

test('a used link never goes on with the token that somebody else left in the tab', async () => {
  await (await opened(CODE)).token();
  answer = (call) => (call.path.endsWith('/token-request') ? refusal(409, 'invitation-spent') : honest(call));
  await assert.rejects((await opened('BBBBBBBBBBBBBBBBBBBBBB')).token(), code('invitation-spent'));
});

test('another link in the same tab starts a request of its own', async () => {
  answer = (call) => (call.path.endsWith('/token-request') ? refusal(500, 'internal') : honest(call));
  await assert.rejects((await opened(CODE)).token(), code('internal'));
  await assert.rejects((await opened('BBBBBBBBBBBBBBBBBBBBBB')).token(), code('internal'));
  assert.notDeepEqual(requests()[0]?.body, requests()[1]?.body);
});

test('terms that do not fit their hash, or change after the start, are refused', async () => {
  const changed = async (change: object) => {
    const other = { ...manifest, ...change };
    return { ...wave, manifest: other, manifest_hash: toBase64url(await hashOf(other)) };
  };
  const wrong = [
    { ...wave, manifest: { ...manifest, issuer: 'other.example' } },
    { ...wave, questionnaire: { items: [1] } },
    await changed({ wave: ID.replace('1', '2') }),
    {},
  ];
  for (const body of wrong) {
    answer = () => Response.json(body);
    await assert.rejects(opened(CODE), code('terms-differ'));
  }
  answer = honest;
  await (await opened(CODE)).token();
  const later = await changed({ issuer: 'other.example' });
  answer = () => Response.json(later);
  await assert.rejects(opened(null), code('terms-differ'));
});

test('a signature by another key never becomes a token', async () => {
  answer = (call) => (call.path.endsWith('/token-request') ? new Response(new Uint8Array(256).fill(7)) : honest(call));
  const session = await opened(CODE);
  await assert.rejects(session.token(), code('token-unsound'));
  assert.ok(![...stored.values()].join().includes('"token"'));
});

test('with a typed code nothing is kept beyond the tab, and on a shared device nothing at all', async () => {
  const alone = new Session(ID, 'K7QM-2XWD-9HTG');
  await alone.open();
  assert.equal(alone.keepsDraft, false);
  await alone.token();
  assert.equal(await alone.keepPage('an answer'), false);
  assert.equal(kept.size, 0);
  assert.equal(stored.size, 1, 'a reload of the tab loses no voice');

  stored.clear();
  const shared = new Session(ID, CODE, true);
  await shared.open();
  await shared.token();
  assert.equal(await shared.keepPage('an answer'), false);
  await shared.respond(utf8('{}'));
  assert.deepEqual([stored.size, kept.size], [0, 0]);
});
