// Links, bodies, memory, texts and canonical hashes.

import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { toBase64url } from '../../src/shared/bytes.ts';
import { hashOf } from '../../src/shared/documents.ts';
import { codeOf, filledInOf, waveOf } from '../../src/answer/link.ts';
import { forget, recall, remember } from '../../src/answer/memory.ts';
import { BODY_BUCKET, submission } from '../../src/answer/submission.ts';
import { pick, preferred } from '../../src/shared/texts.ts';

test('an address names a wave, a fragment holds a code', () => {
  const id = 'de850587-bfe0-4326-8bb9-80e2894dcf2a';
  assert.equal(waveOf(`/answer/${id}`), id);
  assert.equal(waveOf(`/answer/${id.toUpperCase()}/`), id);
  assert.equal(waveOf(`/answer/${id.slice(1)}`), null);
  assert.equal(codeOf('#hJr-k7nhOT5wZaNDtJccag'), 'hJr-k7nhOT5wZaNDtJccag');
  for (const hash of ['', '#', '#short', '#hJr-k7nhOT5wZaNDtJccag.', '#hJr k7nhOT5wZaNDtJccag']) {
    assert.equal(codeOf(hash), null);
  }
});

test('behind the code a fragment holds what the link fills in', () => {
  const hash = '#hJr-k7nhOT5wZaNDtJccag&shift=night&site=S%C3%BCd+%26+7';
  assert.equal(codeOf(hash), 'hJr-k7nhOT5wZaNDtJccag');
  assert.deepEqual(filledInOf(hash), { shift: 'night', site: 'Süd & 7' });
  for (const none of ['', '#', '#hJr-k7nhOT5wZaNDtJccag', '#hJr-k7nhOT5wZaNDtJccag&']) {
    assert.deepEqual(filledInOf(none), {});
  }
});

test('all bodies of a wave have one round length and carry only what was chosen', () => {
  const option = (code: string) => ({ code, label: {} });
  const items = Array.from({ length: 120 }, (_, at) => ({
    code: `item_${at}`,
    kind: 'choice' as const,
    text: {},
    required: false,
    options: [option('y'), option('not_at_all')],
  }));
  const unit = { code: 'unit', label: {}, weight: 1, values: [{ code: 'Süd "1"' }, { code: 'B' }] };
  const wave = { manifest: { attributes: [unit], panel: false }, questionnaire: { items } };
  for (const [answered, code] of [
    [1, 'y'],
    [40, 'y'],
    [120, 'y'],
    [120, 'not_at_all'],
  ] as const) {
    const answers = Object.fromEntries(items.slice(0, answered).map((item) => [item.code, code]));
    const bytes = submission(wave, { site: '', unit: 'Süd "1"' }, { ...answers, skipped: '' });
    assert.equal(bytes.length, 2 * BODY_BUCKET);
    const body = JSON.parse(new TextDecoder().decode(bytes));
    assert.deepEqual(body.answers, answers);
    assert.deepEqual(body.attributes, { unit: 'Süd "1"' });
  }
  const one = { manifest: { attributes: [], panel: false }, questionnaire: { items: items.slice(0, 1) } };
  assert.equal(submission(one, {}, { item_0: 'y' }).length, BODY_BUCKET);
});

test('what is kept reads back the same, and nothing is left when it is forgotten', () => {
  const kept = new Map<string, string>();
  const store = {
    getItem: (name: string) => kept.get(name) ?? null,
    setItem: (name: string, value: string) => void kept.set(name, value),
    removeItem: (name: string) => void kept.delete(name),
  };
  const bytes = (length: number) => crypto.getRandomValues(new Uint8Array(length));
  const memory = {
    code: 'c',
    pending: { input: bytes(98), inverse: bytes(256), request: bytes(259), manifest: 'm' },
    token: { bytes: bytes(354), manifest: 'm', mark: 'k' },
  };
  remember('w', memory, store);
  assert.deepEqual(recall('w', store), memory);
  assert.deepEqual(recall('other', store), {});
  forget('w', store);
  assert.equal(kept.size, 0);
  kept.set('chorus:w', 'not JSON');
  assert.deepEqual(recall('w', store), {});
  remember('w', memory, null);
  assert.deepEqual(recall('w', null), {});
});

test('canonical JSON is ordered by UTF-16 code units and escaped as in RFC 8785', async () => {
  const canonical = '{"1":[true,null,-1],"a":"€\\n\\u000f\\"\\\\","é":{},"\u{1f600}":0,"\ufb33":1}';
  const shuffled = { '\ufb33': 1, '\u{1f600}': 0, é: {}, a: '€\n\u000f"\\', 1: [true, null, -1] };
  assert.equal(toBase64url(await hashOf(shuffled)), createHash('sha256').update(canonical).digest('base64url'));
});

test('texts come in the nearest language and say which', () => {
  const text = { en: 'Hello', 'pt-BR': 'Olá' };
  assert.deepEqual(pick(text, 'en'), { words: 'Hello', lang: 'en' });
  assert.deepEqual(pick(text, 'pt'), { words: 'Olá', lang: 'pt-BR' });
  assert.deepEqual(pick(text, 'fr', ['pt-BR', 'en']), { words: 'Olá', lang: 'pt-BR' });
  assert.equal(preferred(['en', 'fr', 'pt-BR'], ['de-CH', 'pt-PT', 'fr']), 'pt-BR');
  assert.equal(preferred(['fr', 'en'], ['de']), 'fr');
});
