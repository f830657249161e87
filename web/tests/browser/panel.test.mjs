// Linking waves in a real browser: off until chosen, words to write down, words from last time, and nothing left when taken back.

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

const WORDS = 'legal winner thank year wave sausage worth useful legal winner thank yellow';
const DOCUMENT = JSON.stringify({
  title: 'Training',
  waves: [
    {
      title: 'Before',
      k: 3,
      panel: true,
      questionnaire: {
        items: [
          {
            code: 'talk',
            text: 'I could talk to my manager.',
            options: [
              { code: 'no', label: 'No' },
              { code: 'yes', label: 'Yes' },
            ],
          },
        ],
      },
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

async function invite(people) {
  const programme = await call(service, key, 'POST', 'programmes', DOCUMENT);
  const wave = programme.waves[0].id;
  await call(service, key, 'POST', `waves/${wave}/open`);
  const roster = Array.from({ length: people }, (_, i) => `person-${i}`).join('\n');
  const csv = await call(service, key, 'POST', `waves/${wave}/invitations`, `contact\n${roster}\n`, 'text/csv');
  const rows = csv.trim().split('\n').slice(1);
  return rows.map((line) => line.split(',')[1]);
}

/** Opens a link up to the questions and chooses an answer. */
async function begin(page, link) {
  await page.goto(link);
  await page.getByText('a pseudonym waits beside your answers').waitFor();
  await page.getByRole('button', { name: 'Start' }).click();
  await page.getByRole('radio', { name: 'Yes' }).check();
}

/** Sends, and gives the body that was sent. */
async function send(page, requests) {
  await page.getByRole('button', { name: 'Send my answers' }).click();
  await page.getByRole('heading', { name: 'Thank you' }).waitFor();
  return requests.findLast((request) => request.url().endsWith('/responses')).postData();
}

const choice = (page) => page.getByRole('checkbox', { name: /^Link my answers/ });
const shownWords = (page) => page.locator('ol.words li');
const kept = (page) => page.evaluate(() => Object.keys(localStorage).filter((name) => name === 'chorus:panel').length);

test('linking is off until it is chosen, and does not show in the length', async () => {
  const [first, second, third] = await invite(3);
  const { page, requests, assertClean } = await openPage(browser, service, { viewport: { width: 360, height: 740 } });
  await begin(page, first);
  assert.equal(await choice(page).isChecked(), false);
  await assertAccessible(page);
  const unlinked = await send(page, requests);
  assert.equal(JSON.parse(unlinked).panel, undefined);
  assert.equal(await kept(page), 0);

  await begin(page, second);
  await choice(page).check();
  await page.getByText('Words to write down').click();
  await shownWords(page).last().waitFor();
  const words = await shownWords(page).allTextContents();
  assert.equal(words.length, 12);
  await assertAccessible(page);
  await assertNoSidewaysScroll(page);
  const linked = await send(page, requests);
  assert.match(JSON.parse(linked).panel, /^[A-Za-z0-9_-]{43}$/);
  assert.equal(linked.length, unlinked.length);
  const parts = ['answers', 'attributes', 'padding', 'panel'];
  assert.deepEqual(Object.keys(JSON.parse(linked)).sort(), parts, 'the words stay here');

  // Next time this browser has the words still; whoever takes them away takes back the choice.
  await begin(page, third);
  assert.equal(await choice(page).isChecked(), false);
  await choice(page).check();
  await page.getByText('Words to write down').click();
  await shownWords(page).last().waitFor();
  assert.deepEqual(await shownWords(page).allTextContents(), words);
  await page.getByRole('button', { name: 'Forget the words on this device' }).click();
  await page.getByText('The words are erased from this browser.').waitFor();
  assert.deepEqual([await choice(page).isChecked(), await kept(page)], [false, 0]);
  assert.equal(JSON.parse(await send(page, requests)).panel, undefined);
  assertClean();
});

test('words from last time give the same pseudonym, and wrong ones are told', async () => {
  const [first, second] = await invite(2);
  const pseudonyms = [];
  for (const link of [first, second]) {
    // Another browser each time: nothing is kept between them but the words.
    const { page, requests, assertClean } = await openPage(browser, service);
    await begin(page, link);
    await choice(page).check();
    await page.getByText('I have words from last time').click();
    const field = page.getByLabel('Your twelve words');
    await field.fill(WORDS.replace('yellow', 'zebra'));
    await page.getByRole('button', { name: 'Use these words' }).click();
    await page.getByRole('alert').filter({ hasText: 'These are not the twelve words' }).waitFor();
    assert.equal(await field.getAttribute('aria-invalid'), 'true');
    await assertAccessible(page);
    await field.fill(WORDS);
    await field.press('Enter');
    await page.getByText('The words fit.').waitFor();
    pseudonyms.push(JSON.parse(await send(page, requests)).panel);
    assertClean();
  }
  assert.match(pseudonyms[0], /^[A-Za-z0-9_-]{43}$/);
  assert.equal(pseudonyms[0], pseudonyms[1]);
});

test('a choice that is taken back leaves nothing', async () => {
  const [link] = await invite(1);
  const { page, requests } = await openPage(browser, service);
  await begin(page, link);
  await choice(page).check();
  await page.getByText('Words to write down').waitFor();
  assert.equal(await kept(page), 1);
  await choice(page).uncheck();
  assert.equal(await kept(page), 0);
  assert.equal(JSON.parse(await send(page, requests)).panel, undefined);
});
