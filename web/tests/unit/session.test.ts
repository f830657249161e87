// A respondent's session against a server of a few lines that signs with the RFC's key: lost replies, reloads, refusals.

import assert from 'node:assert/strict';
import { constants, createHash, createPrivateKey, privateDecrypt } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { beforeEach, test } from 'node:test';
import { fromHex, toBase64url } from '../../src/shared/bytes.ts';
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
  [calls, stored, answer] = [[], new Map(), honest];
  const sessionStorage = {
    getItem: (name: string) => stored.get(name) ?? null,
    setItem: (name: string, value: string) => stored.set(name, value),
    removeItem: (name: string) => stored.delete(name),
  };
  const fetch = async (path: string, init: RequestInit) => {
    assert.deepEqual([init.credentials, init.referrerPolicy, init.cache], ['omit', 'no-referrer', 'no-store']);
    const body = Buffer.from((init.body as Uint8Array | undefined) ?? []);
    const call = { path, authorization: new Headers(init.headers).get('authorization'), body };
    calls.push(call);
    return answer(call);
  };
  Object.assign(globalThis, { window: { sessionStorage }, fetch });
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
  assert.equal(stored.size, 0);
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
  await assert.rejects((await opened(CODE)).token(), code('invitation-spent'));
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
