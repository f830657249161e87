// Stopping and going on: page by page, back and forth, after the tab is gone, and without a connection. And what a colleague finds on
// the same device meanwhile.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import {
  assertAccessible,
  assertNoSidewaysScroll,
  call,
  createAccount,
  launch,
  openPage,
  startService,
} from './support.mjs';

const item = (at) => `
        - {code: q${at}, text: Question number ${at}, options: [{code: "no", label: "No"}, {code: "yes", label: "Yes"}]}`;
const DOCUMENT = `
title: Training
waves:
  - title: Baseline
    k: 3
    attributes:
      - {code: shift, label: Your shift, why: To compare., values: [{code: day, label: Day}, {code: night, label: Night}]}
    questionnaire:
      items:${Array.from({ length: 9 }, (_, at) => item(at + 1)).join('')}
        - {code: more, kind: comment, text: What would help?}
`;

let service;
let browser;
let key;

before(async () => {
  service = await startService();
  key = createAccount(service, 'staff', 'organiser,evaluator');
  browser = await launch();
});

after(async () => {
  await browser?.close();
  await service?.stop();
});

async function openWave() {
  const programme = await call(service, key, 'POST', 'programmes', DOCUMENT, 'application/yaml');
  const wave = programme.waves[0].id;
  await call(service, key, 'POST', `waves/${wave}/open`);
  const csv = await call(service, key, 'POST', `waves/${wave}/invitations`, 'contact\nana\nben\n', 'text/csv');
  const links = csv
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => line.split(',')[1]);
  return { wave, links };
}

const question = (page, at) => page.getByRole('radiogroup', { name: new RegExp(`Question number ${at}$`) });
const comment = (page) => page.getByRole('textbox', { name: /What would help/ });
const button = (page, name) => page.getByRole('button', { name, exact: true });
const heading = (page, name) => page.getByRole('heading', { level: 1, name }).waitFor();
const isToken = (request) => request.url().endsWith('/token-request');
/** Everything that the browser keeps of this origin beyond the tab. */
const device = (page) => page.evaluate(() => JSON.stringify({ ...localStorage }));

async function begin(link, options) {
  const opened = await openPage(browser, service, options);
  await opened.page.goto(link);
  const token = opened.page.waitForResponse((reply) => isToken(reply.request()));
  await button(opened.page, 'Start').click();
  await token;
  await question(opened.page, 1).waitFor();
  return opened;
}

test('pages lead on and back, by button and by the browser, and say where one is', async () => {
  const { links } = await openWave();
  const { page, assertClean } = await begin(links[0], { viewport: { width: 320, height: 640 } });
  await heading(page, /Page 1 of 2/);
  await question(page, 2).getByLabel('Yes').check();
  assert.equal(await question(page, 7).count(), 0);
  await button(page, 'Next').press('Enter');
  await heading(page, /Page 2 of 2/);
  assert.equal(await page.evaluate(() => document.activeElement?.tagName), 'H1', 'the page is announced');
  await assertAccessible(page);
  await assertNoSidewaysScroll(page);
  await comment(page).fill('fewer nights');
  await button(page, 'Back').click();
  assert.equal(await question(page, 2).getByLabel('Yes').isChecked(), true);
  await page.goBack();
  await heading(page, /Page 2 of 2/);
  assert.equal(await comment(page).inputValue(), 'fewer nights', 'what was typed is still there');
  await page.getByText('You have answered 2 of 10 questions.').waitFor();
  await button(page, 'Send my answers').click();
  await heading(page, 'Thank you');
  assertClean();
});

test('whoever closes the page and opens the link again goes on, and nothing is left afterwards', async () => {
  const { wave, links } = await openWave();
  const { page, context, requests, assertClean } = await begin(links[0]);
  await question(page, 1).getByLabel('No', { exact: true }).check();
  await button(page, 'Next').click();
  await comment(page).fill('fewer nights');
  await page.getByLabel('Your shift').selectOption('night');
  await page.getByText('All is kept.').waitFor();
  await page.close();

  // A colleague at the same device has no link.
  const colleague = await context.newPage();
  await colleague.goto(`${service.url}/answer/${wave}`);
  await heading(colleague, 'The whole link is needed');
  const found = await device(colleague);
  for (const word of ['night', 'shift', wave, links[0].split('#')[1]]) assert.ok(!found.includes(word), word);
  await colleague.goto(links[1]);
  await button(colleague, 'Start').waitFor();
  assert.equal(await button(colleague, 'Go on').count(), 0, 'another link does not open the draft');
  await colleague.close();

  const again = await context.newPage();
  const later = [];
  again.on('request', (request) => later.push(request));
  await again.goto(links[0]);
  await again.getByText('Your answers are still here.').waitFor();
  await assertAccessible(again);
  await button(again, 'Go on').click();
  await heading(again, /Page 2 of 2/);
  assert.equal(await comment(again).inputValue(), 'fewer nights');
  assert.equal(await again.getByLabel('Your shift').inputValue(), 'night');
  await button(again, 'Back').click();
  assert.equal(await question(again, 1).getByLabel('No', { exact: true }).isChecked(), true);
  await button(again, 'Next').click();
  const sent = again.waitForRequest((request) => request.url().endsWith('/responses'));
  await button(again, 'Send my answers').click();
  assert.deepEqual((await sent).postDataJSON().answers, { q1: 'no', more: ['fewer', 'nights'] });
  await heading(again, 'Thank you');
  assert.equal(requests.filter(isToken).length, 1);
  assert.equal(later.filter(isToken).length, 0, 'the link was used once');
  const left = await again.evaluate(() => Object.keys({ ...localStorage, ...sessionStorage }));
  assert.deepEqual(left, []);
  await again.goto(links[0]);
  await button(again, 'Start').click();
  await heading(again, 'This link has been used');
  assertClean();
});

test('answers can be erased from the device, and the link still works', async () => {
  const { links } = await openWave();
  const { page, assertClean } = await begin(links[0]);
  await question(page, 1).getByLabel('Yes').check();
  await page.getByText('Stop for now?').click();
  await button(page, 'Erase my answers from this device').click();
  await page.getByText('Your answers are erased.').waitFor();
  assert.equal(await question(page, 1).getByLabel('Yes').isChecked(), false);
  await page.reload();
  await button(page, 'Start').click();
  await question(page, 1).getByLabel('No', { exact: true }).check();
  await button(page, 'Next').click();
  await button(page, 'Send my answers').click();
  await heading(page, 'Thank you');
  assertClean();
});

test('without a connection one can answer to the end; the answers go once it is back', async () => {
  const { links } = await openWave();
  const { page, context, assertClean } = await begin(links[0]);
  await context.setOffline(true);
  await question(page, 1).getByLabel('Yes').check();
  await button(page, 'Next').click();
  await button(page, 'Send my answers').click();
  await heading(page, 'Your answers could not be sent yet');
  await page.getByText('You seem to be offline.').waitFor();
  await assertAccessible(page);
  await context.setOffline(false);
  // Nobody presses anything.
  await heading(page, 'Thank you');
  assert.equal(await device(page), '{}');
  assertClean();
});

test('whoever loses the connection as they begin answers all the same, and is not asked for anything twice', async () => {
  const { links } = await openWave();
  const { page, requests, assertClean } = await openPage(browser, service);
  let lost = 0;
  await page.route('**/assets/blinding-*', (route) => {
    lost += 1;
    return lost === 1 ? route.abort() : route.continue();
  });
  await page.goto(links[0]);
  const failed = page.waitForEvent('requestfailed');
  await button(page, 'Start').click();
  await failed;
  await question(page, 1).getByLabel('Yes').check();
  await button(page, 'Next').click();
  assert.equal(requests.filter(isToken).length, 0, 'without the blinding nothing can be asked for');
  await button(page, 'Send my answers').click();
  await heading(page, 'Thank you');
  assert.deepEqual([lost, requests.filter(isToken).length], [2, 1]);
  assertClean();
});
