// A receipt in a real browser: kept after sending, looked for while the survey is open, after it has closed, and where the service
// lies. No request says which receipt is looked for, and nothing stays on the device.

import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import {
  assertAccessible,
  assertNoSidewaysScroll,
  call,
  createAccount,
  launch,
  openPage,
  replay,
  startService,
} from './support.mjs';

const PHONE = { viewport: { width: 360, height: 740 } };
const OPTIONS = ['no', 'yes'].map((code) => ({ code, label: code === 'no' ? 'No' : 'Yes' }));
const DOCUMENT = JSON.stringify({
  title: 'Training',
  waves: [
    {
      title: 'Baseline',
      k: 3,
      questionnaire: { items: [{ code: 'talk', text: 'I could talk to my manager.', options: OPTIONS }] },
    },
  ],
});

let service;
let browser;
let key;

before(async () => {
  service = await startService();
  key = createAccount(service, 'staff', 'organiser', 'correct horse battery staple');
  browser = await launch();
});

after(async () => {
  await browser?.close();
  await service?.stop();
});

async function openWave(people) {
  const programme = await call(service, key, 'POST', 'programmes', DOCUMENT);
  const wave = programme.waves[0].id;
  await call(service, key, 'POST', `waves/${wave}/open`);
  const roster = Array.from({ length: people }, (_, i) => `person-${i}`).join('\n');
  const csv = await call(service, key, 'POST', `waves/${wave}/invitations`, `contact\n${roster}\n`, 'text/csv');
  const rows = csv.trim().split('\n').slice(1);
  return { wave, links: rows.map((row) => row.split(',')[1]) };
}

const close = (wave) => call(service, key, 'POST', `waves/${wave}/close`);

function answerRest(wave, links) {
  const [linksFile, answersFile] = [join(service.folder, 'links.csv'), join(service.folder, 'answers.csv')];
  writeFileSync(linksFile, `link\n${links.join('\n')}\n`);
  writeFileSync(answersFile, `talk\n${links.map(() => 'no').join('\n')}\n`);
  replay(service, wave, linksFile, answersFile);
}

/** Answers by this link, and gives the page with the receipt. */
async function answer(link) {
  const opened = await openPage(browser, service, PHONE);
  await opened.page.goto(link);
  await opened.page.getByRole('button', { name: 'Start' }).click();
  await opened.page.getByLabel('Yes').check();
  await opened.page.getByRole('button', { name: 'Send my answers' }).click();
  await opened.page.getByRole('heading', { name: 'Thank you' }).waitFor();
  const receipt = await opened.page.locator('code.receipt').textContent();
  return { ...opened, receipt };
}

/** Goes to an address with a page of its own and waits for this verdict; `prepare` may have the service lie. */
async function shows(address, verdict, prepare) {
  const { page, context, requests, assertClean } = await openPage(browser, service, PHONE);
  await prepare?.(page);
  await page.goto(address);
  await page.getByRole('heading', { level: 1, name: verdict }).waitFor();
  await assertAccessible(page);
  await assertNoSidewaysScroll(page);
  assert.equal(new URL(page.url()).hash, '', 'the address bar holds no receipt');
  const kept = await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie]));
  assert.equal(kept, JSON.stringify([{}, {}, '']), 'the page keeps nothing');
  assertClean();
  await context.close();
  return requests.map((request) => request.url());
}

test('a receipt is kept, and found when the survey has closed', async () => {
  const { wave, links } = await openWave(6);
  const { page, receipt, requests, assertClean } = await answer(links[0]);
  const downloading = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save as file' }).click();
  const download = await downloading;
  assert.equal(download.suggestedFilename(), 'survey-receipt.txt');
  const saved = readFileSync(await download.path(), 'utf8');
  assert.ok(saved.includes(receipt) && !saved.includes('Yes') && !saved.includes('Baseline'));
  const address = /http\S+/.exec(saved)[0];
  const { manifest_hash: hash } = await call(service, key, 'GET', `waves/${wave}`);
  assert.equal(address, `${service.url}/receipt/${wave}#${receipt}.${hash}`);
  const link = page.getByRole('link', { name: 'See whether it was counted' });
  assert.equal(await link.getAttribute('href'), address);
  await link.click();
  await page.getByRole('heading', { level: 1, name: 'The survey is still open' }).waitFor();
  assert.equal(page.url(), `${service.url}/receipt/${wave}`);
  assertClean();

  answerRest(wave, links.slice(1, 5));
  await close(wave);
  const own = await shows(address, 'Yes, your answers were counted');
  const asked = (urls) => urls.filter((url) => url.includes('/api/'));
  const api = `${service.url}/api/v1/waves/${wave}`;
  assert.deepEqual(asked(own), [api, `${api}/ledger`, `${api}/ledger/tokens`]);
  // Whoever looks for another receipt asks the same.
  const other = address.replace(receipt, 'A'.repeat(43));
  assert.deepEqual(asked(await shows(other, 'This receipt is not in the list')), asked(own));
  const all = [...requests.map((request) => request.url()), ...own];
  assert.ok(all.every((url) => !url.split('#')[0].includes(receipt)));
});

test('a receipt is pasted, with the link, the whole file or alone; what was cut is refused', async () => {
  const { wave, links } = await openWave(4);
  const { receipt, context } = await answer(links[0]);
  await context.close();
  answerRest(wave, links.slice(1));
  await close(wave);
  const { page, assertClean } = await openPage(browser, service, PHONE);
  await page.goto(`${service.url}/receipt/${wave}`);
  const field = page.getByLabel('Your receipt');
  const counted = page.getByRole('heading', { level: 1, name: 'Yes, your answers were counted' });
  await field.fill(receipt.slice(1));
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.getByRole('alert').waitFor();
  await page.waitForFunction(() => document.activeElement?.id === 'receipt');
  await assertAccessible(page);
  await assertNoSidewaysScroll(page);
  await field.fill(receipt);
  await page.getByRole('button', { name: 'Check', exact: true }).click();
  await counted.waitFor();
  await page.waitForFunction(() => document.activeElement?.tagName === 'H1');
  await page.locator('summary').click();
  await page.getByText('you kept none with your receipt').waitFor();
  await assertAccessible(page);
  await assertNoSidewaysScroll(page);
  await page.getByRole('button', { name: 'Check another receipt' }).click();
  assert.equal(await field.inputValue(), '');
  await field.fill(`My notes:\n${service.url}/receipt/${wave}#${receipt} (keep!)`);
  await page.getByRole('button', { name: 'Check', exact: true }).click();
  await counted.waitFor();

  // Where the address names no survey, the receipt alone is not enough.
  await page.goto(`${service.url}/receipt`);
  await field.fill(receipt);
  await page.getByRole('button', { name: 'Check', exact: true }).click();
  await page.getByRole('alert').waitFor();
  await page.goto(`${service.url}/receipt/${wave}#${receipt}.AAAA`);
  await page.getByRole('alert').waitFor();
  // A link opened in the tab that shows the page.
  await page.goto(`${service.url}/receipt/${wave}#${receipt}`);
  await counted.waitFor();
  assertClean();
});

test('of a survey that too few answered there is no list', async () => {
  const { wave, links } = await openWave(3);
  const { receipt, context } = await answer(links[0]);
  await context.close();
  await close(wave);
  await shows(`${service.url}/receipt/${wave}#${receipt}`, 'Too few people answered');
  const nowhere = `${service.url}/receipt/00000000-0000-4000-8000-000000000000#${receipt}`;
  await shows(nowhere, 'There is no such survey');
});

test('a service that lies is found out', async () => {
  const { wave, links } = await openWave(5);
  const { receipt, context } = await answer(links[0]);
  await context.close();
  answerRest(wave, links.slice(1));
  await close(wave);
  const { manifest_hash: hash } = await call(service, key, 'GET', `waves/${wave}`);
  const address = `${service.url}/receipt/${wave}#${receipt}.${hash}`;
  const distrusted = 'This list cannot be trusted';
  const json = (pattern, change) => async (page) =>
    page.route(pattern, async (route) => {
      const reply = await route.fetch();
      await route.fulfill({ response: reply, json: change(await reply.json()) });
    });
  // Without this receipt, without another one, with one more; the same lie when the page asks for the rest of the list.
  for (const change of [
    (hashes) => hashes.filter((each) => each !== receipt),
    (hashes) => hashes.filter((each) => each === receipt || each !== hashes.find((first) => first !== receipt)),
    (hashes) => [...hashes, Buffer.alloc(32, 0xff).toString('base64url')],
  ]) {
    await shows(address, distrusted, async (page) =>
      page.route('**/ledger/tokens*', async (route) => {
        const body = await (await route.fetch()).body();
        const hashes = Array.from({ length: body.length / 32 }, (_, i) => body.subarray(32 * i, 32 * i + 32));
        const changed = change(hashes.map((each) => each.toString('base64url')));
        const bytes = Buffer.concat(changed.map((each) => Buffer.from(each, 'base64url')));
        await route.fulfill({ body: bytes, contentType: 'application/octet-stream' });
      }),
    );
  }
  const smaller = (ledger) => ({ ...ledger, tree_head: { ...ledger.tree_head, size: ledger.tree_head.size - 1 } });
  await shows(address, distrusted, json('**/ledger', smaller));
  // Terms with another key under the same hash, and other terms under their own.
  const ledgerKey = 'A'.repeat(43);
  const terms = (known) => ({ ...known, manifest: { ...known.manifest, ledger_public_key: ledgerKey } });
  await shows(address, 'These are other terms', json(`**/waves/${wave}`, terms));
  await shows(address.replace(hash, 'A'.repeat(43)), 'These are other terms');
});
