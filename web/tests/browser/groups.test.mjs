// Groups: what a link fills in is seen, changed and removed before anything is sent; a rare combination is warned of and made coarser.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { assertAccessible, call, createAccount, launch, openPage, startService } from './support.mjs';

const DOCUMENT = `
title: Training
languages: [en]
waves:
  - title: Baseline
    k: 3
    attributes:
      - code: shift
        label: Your shift
        why: To see whether the training reaches every shift.
        values: [{code: day, label: Day}, {code: night, label: Night}]
      - code: team
        label: Your team
        why: To see whether the training reaches every team.
        values:
          - {code: a, label: Team A, within: north}
          - {code: b, label: Team B, within: north}
          - {code: Süd & 7, label: Team South, within: south}
        levels: [{code: house, label: House, values: [{code: north, label: House North}, {code: south, label: House South}]}]
    questionnaire:
      items:
        - {code: talk, text: I could talk to my manager., options: [{code: "no", label: "No"}, {code: "yes", label: "Yes"}]}
`;
/** Of the night no team has six people, house north has; of house south there are two. */
const GROUPS = [
  [6, 'day,a'],
  [4, 'night,a'],
  [3, 'night,b'],
  [2, 'day,Süd & 7'],
];

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

/** An open wave; its links, by what they fill in. */
async function openWave() {
  const programme = await call(service, key, 'POST', 'programmes', DOCUMENT, 'application/yaml');
  const wave = programme.waves[0].id;
  await call(service, key, 'POST', `waves/${wave}/open`);
  const rows = GROUPS.flatMap(([people, values], group) =>
    Array.from({ length: people }, (_, at) => `${group}-${at},${values}`),
  );
  const roster = `contact,shift,team\n${rows.join('\n')}\n`;
  const csv = await call(service, key, 'POST', `waves/${wave}/invitations?prefill=true`, roster, 'text/csv');
  const links = new Map();
  for (const row of csv.trim().split('\n').slice(1)) {
    const link = row.split(',')[1];
    const filledIn = link.slice(link.indexOf('&') + 1);
    links.set(filledIn, [...(links.get(filledIn) ?? []), link]);
  }
  return links;
}

/** Opens a link and goes to the questions. */
async function questions(link) {
  const opened = await openPage(browser, service, { viewport: { width: 360, height: 740 } });
  const groups = opened.page.waitForResponse((reply) => reply.url().endsWith('/groups'));
  await opened.page.goto(link);
  await opened.page.getByRole('button', { name: 'Start', exact: true }).click();
  await (await groups).finished();
  await opened.page.getByLabel('Yes').check();
  return opened;
}

/** Sends the answers, and gives the groups that went with them. */
async function send({ page, requests }) {
  await page.getByRole('button', { name: 'Send my answers' }).click();
  await page.getByRole('heading', { name: 'Thank you' }).waitFor();
  const sent = requests.findLast((request) => request.url().endsWith('/responses'));
  return JSON.parse(sent.postData()).attributes;
}

const FILLED_IN = /Filled in from your organisation’s list/;
const RARE = /Few of those invited share this combination/;

test('what a link fills in is changed or removed before anything is sent', async () => {
  const links = await openWave();
  const link = links.get('shift=day&team=S%C3%BCd+%26+7')[0];
  const opened = await questions(link);
  const { page, requests, assertClean } = opened;
  assert.equal(await page.evaluate(() => window.location.hash), '', 'the address bar holds nothing of it');
  await page.getByText(FILLED_IN).waitFor();
  const chosen = () => page.locator('select[id^=attribute-]').evaluateAll((all) => all.map((one) => one.value));
  assert.deepEqual(await chosen(), ['day', 'Süd & 7']);
  await assertAccessible(page);

  // A reload shows the same, and what was changed stays so.
  await page.getByLabel('Your shift').selectOption('night');
  await page.getByText('All is kept.').waitFor({ state: 'attached' });
  await page.reload();
  await page.getByRole('button', { name: 'Go on' }).click();
  await page.getByText(FILLED_IN).waitFor();
  assert.deepEqual(await chosen(), ['night', 'Süd & 7']);

  await page.getByRole('button', { name: 'Remove all of it' }).press('Enter');
  assert.equal(await page.evaluate(() => document.activeElement.id), 'about-you', 'the focus is not lost');
  assert.deepEqual([await chosen(), await page.getByText(FILLED_IN).count()], [['', ''], 0]);
  await page.getByLabel('Your shift').selectOption('day');
  await page.getByText('All is kept.').waitFor({ state: 'attached' });

  // The link opened again does not fill in again what was removed.
  await page.goto('about:blank');
  await page.goto(link);
  await page.getByRole('button', { name: 'Go on' }).click();
  assert.deepEqual([await chosen(), await page.getByText(FILLED_IN).count()], [['day', ''], 0]);
  assert.deepEqual(await send(opened), { shift: 'day' });

  const told = JSON.stringify(requests.map((request) => [request.url(), request.headers(), request.postData()]));
  assert.ok(!told.includes('team=') && !told.includes('S%C3%BCd') && !told.includes('Süd'), 'no server was told');
  assertClean();
});

test('a rare combination is warned of, and one tap makes it coarser', async () => {
  const links = await openWave();
  const [first, second] = links.get('shift=night&team=a');
  const opened = await questions(first);
  const { page, assertClean } = opened;
  await page.getByText(RARE).waitFor();
  const offers = page.locator('section', { has: page.locator('#about-you') }).locator('.steps button');
  const offered = async () => (await offers.allInnerTexts()).map((text) => text.replace(/\s+/g, ' ').trim());
  assert.deepEqual(await offered(), ['Say only: House North', 'Leave out: Your shift']);
  await assertAccessible(page);
  await page.getByRole('button', { name: 'Say only: House North' }).press('Enter');
  await page.getByText('More people share what you say now.').waitFor();
  assert.equal(await page.evaluate(() => document.activeElement.id), 'attribute-team', 'the focus is not lost');
  assert.equal(await page.getByLabel('Your team').locator('option:checked').innerText(), 'House North');
  assert.equal(await page.getByText(RARE).count(), 0);
  assert.deepEqual(await send(opened), { shift: 'night', house: 'north' });

  // A combination that many share is not warned of, and nobody need follow a warning.
  const stubborn = await questions(second);
  await stubborn.page.getByText(RARE).waitFor();
  await stubborn.page.getByLabel('Your shift').selectOption('day');
  await stubborn.page.getByText(RARE).waitFor({ state: 'detached' });
  await stubborn.page.getByLabel('Your shift').selectOption('night');
  await stubborn.page.getByText(RARE).waitFor();
  assert.deepEqual(await send(stubborn), { shift: 'night', team: 'a' });
  assertClean();
  stubborn.assertClean();
});

test('without the list there is no warning, and nothing waits for it', async () => {
  const links = await openWave();
  const { page, requests } = await openPage(browser, service);
  await page.route('**/groups', (route) => route.abort());
  await page.goto(links.get('shift=day&team=S%C3%BCd+%26+7')[0]);
  const failed = page.waitForEvent('requestfailed', (request) => request.url().endsWith('/groups'));
  await page.getByRole('button', { name: 'Start', exact: true }).click();
  await failed;
  await page.getByLabel('Yes').check();
  assert.equal(await page.getByText(RARE).count(), 0);
  assert.deepEqual(await send({ page, requests }), { shift: 'day', team: 'Süd & 7' });
});
