// Answering with a code from a letter: it is typed, read as people write, leads to the survey, and leaves nothing on the device.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { assertAccessible, call, createAccount, launch, openPage, startService } from './support.mjs';

const DOCUMENT = `
title: Training
waves:
  - title: Baseline
    k: 3
    questionnaire:
      items:
        - {code: talk, text: I could talk to my manager., options: [{code: "no", label: "No"}, {code: "yes", label: "Yes"}]}
`;
/** It reads well, and nobody was given it. */
const UNKNOWN = 'K7QM-2XWD-9HTG';

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
  return { wave, codes: rows.map((row) => row.split(',')[1]), links: rows.map((row) => row.split(',')[2]) };
}

const button = (page, name) => page.getByRole('button', { name, exact: true });
const heading = (page, name) => page.getByRole('heading', { level: 1, name }).waitFor();
const field = (page) => page.getByLabel('Your code', { exact: true });
const kept = (page) => page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }]));

async function open(options) {
  const opened = await openPage(browser, service, options);
  await opened.page.goto(`${service.url}/code`);
  await field(opened.page).waitFor();
  return opened;
}

test('a typed code leads to a whole answer, by keyboard alone, and no draft is kept', async () => {
  const { wave, codes: all } = await codes(1);
  const { page, requests, assertClean } = await open();
  await field(page).focus();
  await page.keyboard.type(all[0].toLowerCase().replaceAll('-', ' '));
  await page.keyboard.press('Enter');
  await heading(page, 'Baseline');
  assert.equal(page.url(), `${service.url}/answer/${wave}`, 'the code has left the address');
  await page.getByText('Please answer in one go').waitFor();
  const token = page.waitForResponse((reply) => reply.url().endsWith('/token-request'));
  await button(page, 'Start').press('Enter');
  assert.equal((await token).status(), 200);
  await page.getByLabel('Yes').check();
  await page.getByText('This browser keeps nothing').waitFor();
  assert.ok(!(await page.evaluate(() => JSON.stringify({ ...localStorage }))).includes('draft'));
  await button(page, 'Send my answers').press('Enter');
  await heading(page, 'Thank you');
  assert.equal(await kept(page), '[{},{}]');
  assert.ok(!requests.some((request) => request.url().includes(all[0])), 'no address has the code');
  await page.goBack();
  assert.equal(page.url(), 'about:blank', 'the way back does not lead to the field');
  assertClean();
});

test('a mistyped code is told in words, with focus, and without a request', async () => {
  const { page, requests, assertClean } = await open({ viewport: { width: 320, height: 640 } });
  const asked = () => requests.filter((request) => request.url().endsWith('/codes')).length;
  for (const [typed, told] of [
    ['', 'The code has twelve letters'],
    ['K7QM-2XWD', 'The code has twelve letters'],
    ['K7QM-2XWD-9HTA', 'There is a mistake in this code'],
    ['7KQM-2XWD-9HTG', 'There is a mistake in this code'],
  ]) {
    await field(page).fill(typed);
    await button(page, 'Go on').click();
    await page.getByRole('alert').filter({ hasText: told }).waitFor();
    assert.equal(await page.evaluate(() => document.activeElement?.id), 'code');
    assert.equal(await field(page).getAttribute('aria-invalid'), 'true');
  }
  await assertAccessible(page);
  assert.equal(asked(), 0);
  await field(page).fill(UNKNOWN);
  await field(page).press('Enter');
  await page.getByRole('alert').filter({ hasText: 'This code is not known' }).waitFor();
  assert.equal(asked(), 1);
  await page.route('**/codes', (route) => route.fulfill({ status: 429, json: { code: 'too-many-attempts' } }));
  await field(page).press('Enter');
  await page.getByRole('alert').filter({ hasText: 'Your code still works' }).waitFor();
  assert.equal(await kept(page), '[{},{}]');
  assertClean();
});

test('a link with a typed code keeps no draft either', async () => {
  const { links } = await codes(1);
  const { page, assertClean } = await openPage(browser, service);
  await page.goto(links[0]);
  await page.getByText('Please answer in one go').waitFor();
  await button(page, 'Start').click();
  await page.getByLabel('No', { exact: true }).check();
  await page.getByText('This browser keeps nothing').waitFor();
  assert.equal(await page.evaluate(() => localStorage.length), 0);
  assertClean();
});
