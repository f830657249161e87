// Drafts: opened by the same code and by nothing else, alike in length, gone when erased.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { draftOf, eraseDraft, keepDraft, vaultOf } from '../../src/answer/draft.ts';

const WAVE = '00000000-0000-4000-8000-000000000001';
const CODE = 'hJr-k7nhOT5wZaNDtJccag';

function device() {
  const kept = new Map<string, string>();
  const store = {
    getItem: (name: string) => kept.get(name) ?? null,
    setItem: (name: string, value: string) => void kept.set(name, value),
    removeItem: (name: string) => void kept.delete(name),
  };
  return { kept, store };
}

test('a draft comes back to whoever has the link', async () => {
  const { kept, store } = device();
  const text = JSON.stringify({ answers: { talk: 'yes', more: ['nächte'] } });
  assert.equal(await keepDraft(await vaultOf(CODE, WAVE), text, store), true);
  assert.deepEqual(JSON.parse((await draftOf(await vaultOf(CODE, WAVE), store)) ?? ''), JSON.parse(text));
  eraseDraft(await vaultOf(CODE, WAVE), store);
  assert.equal(kept.size, 0);
  assert.equal(await draftOf(await vaultOf(CODE, WAVE), store), null);
});

test('without the link a draft tells neither the answers, nor the wave, nor how much is answered', async () => {
  const { kept, store } = device();
  const vault = await vaultOf(CODE, WAVE);
  const lengths: number[] = [];
  for (const text of ['{}', JSON.stringify({ answers: { talk: 'y'.repeat(9000) } })]) {
    await keepDraft(vault, text, store);
    const [[name, value] = ['', '']] = kept;
    lengths.push(value.length);
    assert.ok(![CODE, WAVE, 'talk'].some((word) => (name + value).includes(word)));
  }
  assert.equal(new Set(lengths).size, 1);
  const [name] = kept.keys();
  for (const [code, wave] of [
    [`${CODE.slice(1)}A`, WAVE],
    [CODE, `${WAVE.slice(0, -1)}2`],
  ] as const) {
    const other = await vaultOf(code, wave);
    assert.notEqual(other.name, vault.name);
    assert.equal(await draftOf(other, store), null);
    kept.set(`chorus:draft:${other.name}`, kept.get(name ?? '') ?? '');
    assert.equal(await draftOf(other, store), null, 'nor does another key open it');
  }
});

test('where nothing can be kept, the page says so and works', async () => {
  const vault = await vaultOf(CODE, WAVE);
  assert.equal(await keepDraft(vault, '{}', null), false);
  const full = { ...device().store, setItem: () => assert.fail('full') };
  assert.equal(await keepDraft(vault, '{}', full), false);
});
