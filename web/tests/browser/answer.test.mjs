// A survey answered in a real browser, from the link to the published result, by keyboard alone on a small screen; and the
// accidents on the way that must cost nobody their voice.

import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
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
  tableTexts,
} from './support.mjs';

const PASSWORD = 'correct horse battery staple';
const DOCUMENT = `
title: Training
languages: [en, de]
help:
  - {name: Employee assistance, contact: Extension 5555}
waves:
  - title: {en: Baseline, de: Vorher}
    k: 3
    attributes:
      - code: shift
        label: {en: Your shift, de: Ihre Schicht}
        why: To see whether the training reaches every shift.
        values: [{code: day, label: Day}, {code: night, label: Night}]
    questionnaire:
      introduction: Two short questions.
      items:
        - code: talk
          required: true
          text: {en: I could talk to my manager., de: Ich könnte mit meiner Führungskraft sprechen.}
          options: [{code: "no", label: "No", score: 0}, {code: maybe, label: Maybe, score: 1}, {code: "yes", label: "Yes", score: 2}]
        - code: barrier
          text: What keeps people from seeking help?
          options: [{code: cost, label: Cost}, {code: time, label: Time}]
`;

let service;
let browser;
let key;

before(async () => {
  service = await startService();
  key = createAccount(service, 'staff', 'organiser,evaluator', PASSWORD);
  browser = await launch();
});

after(async () => {
  await browser?.close();
  await service?.stop();
});

/** An open wave with so many invitations. */
async function openWave(people) {
  const programme = await call(service, key, 'POST', 'programmes', DOCUMENT, 'application/yaml');
  const wave = programme.waves[0].id;
  await call(service, key, 'POST', `waves/${wave}/open`);
  const roster = Array.from({ length: people }, (_, i) => `person-${i}`).join('\n');
  const csv = await call(service, key, 'POST', `waves/${wave}/invitations`, `contact\n${roster}\n`, 'text/csv');
  const links = csv
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => line.split(',')[1]);
  return { wave, links };
}

async function answerRest(wave, links) {
  const [linksFile, answersFile] = [join(service.folder, 'links.csv'), join(service.folder, 'answers.csv')];
  writeFileSync(linksFile, `link\n${links.join('\n')}\n`);
  writeFileSync(answersFile, `shift,talk\n${links.map(() => 'night,no').join('\n')}\n`);
  replay(service, wave, linksFile, answersFile);
}

/** Presses Tab until the focus is on what has this name. */
async function tabTo(page, name) {
  for (let i = 0; i < 40; i += 1) {
    await page.keyboard.press('Tab');
    const focused = await page.evaluate(() => {
      const element = document.activeElement;
      return (element?.labels?.[0] ?? element)?.textContent?.trim() ?? '';
    });
    if (focused.startsWith(name)) return;
  }
  assert.fail(`the keyboard does not reach "${name}"`);
}

const receiptOf = (page) => page.locator('code.receipt').textContent();
const isToken = (request) => request.url().endsWith('/token-request');
const isResponse = (request) => request.url().endsWith('/responses');

test('from the link to the published result, by keyboard at 360 pixels', async () => {
  const { wave, links } = await openWave(22);
  const code = links[0].split('#')[1];
  const { page, requests, assertClean } = await openPage(browser, service, { viewport: { width: 360, height: 740 } });
  await page.goto(links[0]);
  await page.getByRole('button', { name: 'Start' }).waitFor();
  assert.equal(page.url(), `${service.url}/answer/${wave}`, 'the code is gone from the address bar');
  await page.locator('summary', { hasText: 'Details' }).click();
  const { manifest_hash: hash } = await call(service, key, 'GET', `waves/${wave}`);
  await page.getByText(hash).waitFor();
  await page.getByText('Extension 5555').waitFor();
  await assertAccessible(page);
  await assertNoSidewaysScroll(page);

  const tokenReply = page.waitForResponse((reply) => isToken(reply.request()));
  await tabTo(page, 'Start');
  await page.keyboard.press('Enter');
  assert.equal((await tokenReply).status(), 200);
  await page.getByRole('radiogroup', { name: 'I could talk to my manager.' }).waitFor();
  await assertAccessible(page);
  await assertNoSidewaysScroll(page);

  // Sending too early says what is missing, and the summary leads there.
  await tabTo(page, 'Send my answers');
  await page.keyboard.press('Enter');
  await page.getByText('Please choose an answer.').first().waitFor();
  await assertAccessible(page);
  await tabTo(page, 'No');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await tabTo(page, 'Cost');
  await page.keyboard.press('Space');
  await tabTo(page, 'Your shift');
  await page.keyboard.press('n');
  await tabTo(page, 'Send my answers');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Thank you' }).waitFor();
  const receipt = await receiptOf(page);
  assert.match(receipt, /^[A-Za-z0-9_-]{43}$/);
  await assertAccessible(page);
  await assertNoSidewaysScroll(page);

  // What was sent, where: the code to issuance alone, the token to collection alone, nothing else to either.
  const withCode = requests.filter((request) => JSON.stringify(request.headers()).includes(code));
  assert.deepEqual(withCode.map(isToken), [true]);
  assert.ok(requests.every((request) => !request.url().includes(code)));
  const response = requests.find(isResponse);
  assert.match(response.headers().authorization, /^PrivateToken token="[A-Za-z0-9_-]{472}"$/);
  assert.equal(response.postDataBuffer().length % 2048, 0);
  const sent = JSON.parse(response.postData());
  assert.deepEqual([sent.attributes, sent.answers], [{ shift: 'night' }, { talk: 'yes', barrier: 'cost' }]);
  for (const request of requests.filter((each) => each.url().includes('/api/'))) {
    const headers = await request.allHeaders();
    assert.equal(headers.cookie ?? headers.referer, undefined);
  }
  const kept = await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie]));
  assert.equal(kept, JSON.stringify([{}, {}, '']), 'everything is erased from the device');
  assertClean();

  await answerRest(wave, links.slice(1));
  await call(service, key, 'POST', `waves/${wave}/close`);
  const results = await openPage(browser, service);
  await results.page.goto(`${service.url}/results/${wave}?measure=talk`);
  await results.page.getByLabel('Name').fill('staff');
  await results.page.getByLabel('Password').fill(PASSWORD);
  await results.page.getByRole('button', { name: 'Sign in' }).click();
  await results.page.getByRole('heading', { name: /I could talk to my manager/ }).waitFor();
  await results.page
    .getByText(/22 (people|responses)/)
    .first()
    .waitFor();
  await results.page.locator('summary', { hasText: 'I could talk to my manager' }).click();
  const counts = await tableTexts(results.page.locator('table').first().locator('tbody').first().locator('td'));
  // Options in declared order, each with its count and its percentage.
  assert.deepEqual([counts[0], counts[2], counts[4]], ['21', '0', '1']);
  await assertAccessible(results.page);
  results.assertClean();
});

test('a lost reply, a reload and a lost receipt still make one answer', async () => {
  const { wave, links } = await openWave(3);
  const { page, requests, assertClean } = await openPage(browser, service);
  // The server signs, but its reply never arrives.
  let lost = 0;
  await page.route('**/token-request', async (route) => {
    if (lost > 0) return route.continue();
    lost += 1;
    await route.fetch();
    await route.abort();
  });
  await page.goto(links[0]);
  await page.getByRole('button', { name: 'Start' }).click();
  await page.getByText('I could talk to my manager.').waitFor();
  await page.waitForFunction(() => JSON.stringify({ ...sessionStorage }).includes('pending'));
  page.once('dialog', (dialog) => dialog.accept());
  await page.reload();
  await page.getByRole('button', { name: 'Start' }).click();
  await page.getByLabel('Maybe').check();
  // The receipt is lost once as well.
  let unanswered = 0;
  await page.route('**/responses', async (route) => {
    if (unanswered > 0) return route.continue();
    unanswered += 1;
    await route.fetch();
    await route.abort();
  });
  await page.getByRole('button', { name: 'Send my answers' }).click();
  await page.getByRole('button', { name: 'Try again' }).click();
  await page.getByRole('heading', { name: 'Thank you' }).waitFor();
  const asked = requests.filter(isToken).map((request) => request.postDataBuffer().toString('base64'));
  assert.ok(asked.length >= 2 && new Set(asked).size === 1, 'every token request is byte for byte the same');
  const sent = requests.filter(isResponse).map((request) => request.postData());
  assert.ok(sent.length === 2 && sent[0] === sent[1]);
  assertClean();

  await answerRest(wave, links.slice(1));
  await call(service, key, 'POST', `waves/${wave}/close`);
  assert.equal((await call(service, key, 'GET', `waves/${wave}/results`)).responses, 3);
});

test('links that cannot be answered say why', async () => {
  const { wave, links } = await openWave(2);
  const shows = async (address, words) => {
    const { page, context, assertClean } = await openPage(browser, service);
    await page.goto(address);
    const start = page.getByRole('button', { name: 'Start' });
    const heading = page.getByRole('heading', { level: 1, name: words });
    await start.or(heading).first().waitFor();
    if (await start.isVisible()) await start.click();
    await heading.waitFor();
    await assertAccessible(page);
    assertClean();
    await context.close();
  };
  await shows(`${service.url}/answer/${wave}`, 'The whole link is needed');
  await shows(`${service.url}/answer/${wave}#AAAAAAAAAAAAAAAAAAAAAA`, 'This link is not known');
  await shows(
    `${service.url}/answer/00000000-0000-4000-8000-000000000000#AAAAAAAAAAAAAAAAAAAAAA`,
    'There is no such survey',
  );
  await answerRest(wave, [links[0]]);
  await shows(links[0], 'This link has been used');
  await call(service, key, 'POST', `waves/${wave}/close`);
  await shows(links[1], 'This survey is closed');
});

test('a wave whose terms were exchanged is not answered', async () => {
  const { links } = await openWave(1);
  const { page, requests, assertClean } = await openPage(browser, service);
  // A key for this person alone: the hash is right for the manifest that others see, not for this one.
  await page.route('**/api/v1/waves/*', async (route) => {
    const reply = await route.fetch();
    const wave = await reply.json();
    wave.manifest.token_public_key = wave.manifest.token_public_key.replace(/.{20}$/, 'AAAAAAAAAAAAAAAAAAAA');
    await route.fulfill({ response: reply, json: wave });
  });
  await page.goto(links[0]);
  await page.getByRole('heading', { name: 'Please do not answer' }).waitFor();
  assert.deepEqual(
    requests.filter((request) => request.method() === 'POST'),
    [],
  );
  assertClean();
});

test('a German browser is offered German', async () => {
  const { links } = await openWave(1);
  const { page, assertClean } = await openPage(browser, service, { locale: 'de-AT' });
  await page.goto(links[0]);
  await page.getByRole('button', { name: 'Beginnen' }).click();
  await page.getByRole('radiogroup', { name: 'Ich könnte mit meiner Führungskraft sprechen.' }).waitFor();
  assert.equal(await page.locator('[lang=de]', { hasText: 'Ich könnte' }).last().getAttribute('lang'), 'de');
  assertClean();
});
