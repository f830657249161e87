// A tablet that people share: whoever comes next finds nothing of whoever was there before, in no storage, field, page or way back.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { assertAccessible, call, createAccount, launch, openPage, startService } from './support.mjs';

const item = (at) => `
        - {code: q${at}, text: Question number ${at}, options: [{code: "no", label: "No"}, {code: "yes", label: "Yes"}]}`;
const DOCUMENT = `
title: {en: Training, de: Schulung}
languages: [en, de]
waves:
  - title: {en: Baseline, de: Vorher}
    k: 3
    panel: true
    questionnaire:
      items:${Array.from({ length: 7 }, (_, at) => item(at + 1)).join('')}
        - {code: more, kind: comment, text: What would help?}
`;
const SECRET_WORD = 'quietness';

let service;
let browser;
let key;

before(async () => {
  service = await startService();
  key = createAccount(service, 'staff', 'organiser');
  browser = await launch();
});

after(async () => {
  await browser?.close();
  await service?.stop();
});

async function codes(people) {
  const programme = await call(service, key, 'POST', 'programmes', DOCUMENT, 'application/yaml');
  const wave = programme.waves[0].id;
  await call(service, key, 'POST', `waves/${wave}/open`);
  const roster = Array.from({ length: people }, (_, at) => `person-${at}`).join('\n');
  const csv = await call(
    service,
    key,
    'POST',
    `waves/${wave}/invitations?codes=true`,
    `contact\n${roster}\n`,
    'text/csv',
  );
  const rows = csv.trim().split('\n').slice(1);
  return rows.map((row) => row.split(',')[1]);
}

const button = (page, name) => page.getByRole('button', { name, exact: true });
const heading = (page, name) => page.getByRole('heading', { level: 1, name }).waitFor();
const field = (page) => page.getByLabel('Your code', { exact: true });

/** Everything that the browser would show or give to the next person on this page. */
const traces = (page) =>
  page.evaluate(async () => {
    const fields = [...document.querySelectorAll('input, textarea')].map((one) => [one.value, one.checked]);
    const stores = [{ ...localStorage }, { ...sessionStorage }, await indexedDB.databases(), await caches.keys()];
    return JSON.stringify([stores, fields, history.state, location.href, document.documentElement.outerHTML]);
  });

const stores = (page) =>
  page.evaluate(async () =>
    JSON.stringify([{ ...localStorage }, { ...sessionStorage }, await indexedDB.databases(), await caches.keys()]),
  );

/** Opens the tablet's page, as it is when nobody is there. */
async function tablet() {
  const opened = await openPage(browser, service);
  await opened.page.clock.install();
  await opened.page.goto(`${service.url}/kiosk`);
  await field(opened.page).waitFor();
  return opened;
}

/** Types a code and answers a first question. */
async function begin(page, code) {
  await field(page).fill(code);
  await button(page, 'Go on').click();
  await heading(page, 'Baseline');
  const token = page.waitForResponse((reply) => reply.url().endsWith('/token-request'));
  await button(page, 'Start').click();
  assert.equal((await token).status(), 200);
  await page
    .getByRole('radiogroup', { name: /Question number 1$/ })
    .getByLabel('Yes')
    .check();
}

/** Turns to the last page and writes a comment. */
async function goOn(page) {
  await button(page, 'Next').click();
  await page.getByRole('textbox', { name: /What would help/ }).fill(`more ${SECRET_WORD}`);
}

/** Waits until the page is as it was for the first person, and sees that nothing is left. */
async function assertForgotten(page, secrets) {
  await field(page).waitFor();
  assert.equal(await field(page).inputValue(), '');
  assert.equal(await stores(page), '[{},{},[],[]]');
  const left = await traces(page);
  for (const secret of secrets) assert.ok(!left.includes(secret), `${secret} is left`);
}

test('two people one after the other; the second finds nothing of the first', async () => {
  const [ana, ben] = await codes(2);
  const { page, requests, assertClean } = await tablet();
  const depth = await page.evaluate(() => history.length);
  await page.locator('#language').selectOption('de');
  await page.locator('#language').selectOption('en');
  await begin(page, ana);
  await goOn(page);
  await assertAccessible(page);
  assert.equal(await page.getByText('Link my answers').count(), 0, 'no secret is drawn on a shared device');
  await button(page, 'Send my answers').click();
  await heading(page, 'Thank you');
  assert.equal(await button(page, 'Save as file').count(), 0, 'nothing is saved here');
  const receipt = (await page.locator('.receipt').textContent()).trim();
  assert.equal(receipt.length, 43);
  await assertAccessible(page);
  assert.equal(await page.locator('main a, footer a[href="/self-check"]').count(), 0, 'nothing opens that stays');
  const first = [ana, ana.replaceAll('-', ''), SECRET_WORD, receipt];
  const loaded = page.waitForEvent('load');
  await button(page, 'Done: clear for the next person').click();
  await loaded;
  await assertForgotten(page, first);
  assert.equal(await page.evaluate(() => history.length), depth, 'no step lies in the history');

  await begin(page, ben);
  assert.ok(!(await traces(page)).includes(SECRET_WORD));
  await goOn(page);
  await button(page, 'Send my answers').click();
  await heading(page, 'Thank you');
  assert.notEqual((await page.locator('.receipt').textContent()).trim(), receipt);
  assert.ok(!(await traces(page)).includes(receipt));
  assert.equal(requests.filter((request) => request.url().endsWith('/responses')).length, 2);
  await button(page, 'Done: clear for the next person').click();
  await assertForgotten(page, first);
  await page.goBack();
  assert.equal(page.url(), 'about:blank');
  await page.goForward();
  await assertForgotten(page, [...first, ben]);
  assertClean();
});

test('whoever stops is asked once, and then all is gone', async () => {
  const [ana] = await codes(1);
  const { page, assertClean } = await tablet();
  await begin(page, ana);
  await button(page, 'Stop and clear').click();
  const asked = page.getByRole('dialog', { name: 'Stop without sending?' });
  await asked.waitFor();
  await assertAccessible(page);
  await page.keyboard.press('Escape');
  await asked.waitFor({ state: 'detached' });
  assert.ok(
    await page
      .getByRole('radiogroup', { name: /Question number 1$/ })
      .getByLabel('Yes')
      .isChecked(),
  );
  await goOn(page);
  await button(page, 'Stop and clear').click();
  const loaded = page.waitForEvent('load');
  await asked.getByRole('button', { name: 'Clear now' }).click();
  await loaded;
  await assertForgotten(page, [ana, SECRET_WORD]);
  assertClean();
});

test('after two minutes somebody is asked, as often as they like; after a third all is gone', async () => {
  const [ana] = await codes(1);
  const { page, assertClean } = await tablet();
  await page.clock.fastForward('10:00');
  assert.equal(await page.getByRole('dialog').count(), 0, 'an empty page asks nobody');
  await begin(page, ana);
  const asked = page.getByRole('dialog', { name: 'Are you still there?' });
  for (let turn = 0; turn < 3; turn += 1) {
    await page.clock.fastForward('02:01');
    await asked.waitFor();
    assert.equal(await page.evaluate(() => document.activeElement?.textContent?.trim()), 'Go on');
    await page.clock.fastForward('00:50');
    await page.keyboard.press('Enter');
    await asked.waitFor({ state: 'detached' });
  }
  await page.clock.fastForward('01:30');
  assert.equal(await asked.count(), 0);
  await goOn(page);
  await page.clock.fastForward('02:01');
  await asked.waitFor();
  await assertAccessible(page);
  const loaded = page.waitForEvent('load');
  await page.clock.fastForward('01:01');
  await loaded;
  await assertForgotten(page, [ana, SECRET_WORD]);
  assertClean();
});

test('without a connection it says that nothing is sent, and keeps nothing of it', async () => {
  const [ana] = await codes(1);
  const { page, context, requests } = await tablet();
  await begin(page, ana);
  await goOn(page);
  await context.setOffline(true);
  await button(page, 'Send my answers').click();
  await heading(page, 'Your answers could not be sent yet');
  await page.getByText('Your answers are not sent yet, and only this open page has them.').waitFor();
  assert.equal(await stores(page), '[{},{},[],[]]');
  await assertAccessible(page);
  await button(page, 'Stop and clear').click();
  await page.getByRole('dialog', { name: 'Stop without sending?' }).waitFor();
  await page.getByRole('dialog').getByRole('button', { name: 'Go on' }).click();
  await context.setOffline(false);
  await page.evaluate(() => window.dispatchEvent(new Event('online')));
  await heading(page, 'Thank you');
  assert.ok(requests.some((request) => request.url().endsWith('/responses')));
  await button(page, 'Done: clear for the next person').click();
  await assertForgotten(page, [ana, SECRET_WORD]);
});
