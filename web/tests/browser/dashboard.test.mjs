// The evaluator's dashboard: charts with their tables and downloads, what is withheld in words, and the same view behind a link.

import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import JSONstat from 'jsonstat-toolkit';
import {
  assertAccessible,
  assertNoSidewaysScroll,
  call,
  createAccount,
  keepPicture,
  launch,
  openPage,
  replay,
  startService,
  tableTexts,
} from './support.mjs';

const PASSWORD = 'correct horse battery staple';
const options = [1, 2, 3, 4, 5].map((score) => ({ code: `${score}`, label: `Level ${score}`, score }));
const wave = (title, date) => ({
  title,
  date,
  k: 3,
  attributes: [
    {
      code: 'team',
      label: 'Team',
      values: ['red', 'blue', 'green'].map((code) => ({ code, label: `The ${code} team` })),
    },
  ],
  questionnaire: {
    items: [
      { code: 'ease', text: 'How easy is it to talk?', options },
      {
        code: 'where',
        text: 'Do you know where to find help?',
        options: [
          { code: 'no', label: 'No' },
          { code: 'yes', label: 'Yes', favourable: true },
        ],
      },
    ],
  },
});
const DOCUMENT = JSON.stringify({
  title: 'Training',
  study: { design: 'pre_post', outcomes: ['ease'] },
  waves: [wave('Before', '2026-02-01'), wave('After', '2026-06-01')],
});

let service;
let browser;
let key;
let programme;
let waves;

before(async () => {
  service = await startService();
  key = createAccount(service, 'staff', 'organiser,evaluator', PASSWORD);
  const created = await call(service, key, 'POST', 'programmes', DOCUMENT);
  programme = created.id;
  waves = created.waves.map(({ id }) => id);
  for (const [at, id] of waves.entries()) {
    await call(service, key, 'POST', `waves/${id}/open`);
    const people = Array.from({ length: 26 }, (_, person) => person);
    const roster = people.map((person) => `person-${person}`).join('\n');
    const links = join(service.folder, `links-${at}.csv`);
    const csv = await call(service, key, 'POST', `waves/${id}/invitations`, `contact\n${roster}\n`, 'text/csv');
    writeFileSync(links, csv);
    // Twelve in two teams and two in the third, who score two higher afterwards.
    const row = (person) => {
      const team = person < 12 ? 'red' : person < 24 ? 'blue' : 'green';
      return `${team},${1 + (person % 3) + 2 * at},${(person + at) % 2 === 0 ? 'yes' : 'no'}`;
    };
    const answers = join(service.folder, `answers-${at}.csv`);
    writeFileSync(answers, `team,ease,where\n${people.map(row).join('\n')}\n`);
    replay(service, id, links, answers);
    await call(service, key, 'POST', `waves/${id}/close`);
  }
  browser = await launch();
});

after(async () => {
  await browser?.close();
  await service?.stop();
});

async function signIn(page) {
  await page.getByLabel('Name', { exact: true }).fill('staff');
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await page.getByRole('button', { name: 'Sign in' }).click();
}

const chart = (page, title) => page.getByRole('figure', { name: title });
const two = (number) => number.toFixed(2);

async function download(page, button) {
  const downloading = page.waitForEvent('download');
  await button.click();
  const file = await downloading;
  return { name: file.suggestedFilename(), bytes: readFileSync(await file.path()) };
}

test('a programme is read from its charts and tables, which say what the API says', async () => {
  const { page, context, assertClean } = await openPage(browser, service, { viewport: { width: 1280, height: 900 } });
  await page.goto(`${service.url}/dashboard`);
  await signIn(page);
  await page.getByRole('link', { name: 'Training' }).click();
  await page.getByText('26 people answered.').waitFor();

  const results = await call(service, key, 'GET', `waves/${waves[1]}/results?measure=ease`);
  const { mean, mean_low: low, mean_high: high } = results.cells[0];
  const trend = chart(page, 'How easy is it to talk?: mean by wave');
  await trend.getByRole('img', { name: 'How easy is it to talk?: mean by wave' }).waitFor();
  await trend.getByText('The same as a table').click();
  const [before, now] = await tableTexts(trend.locator('tbody tr'));
  assert.match(before, /^Before/);
  assert.equal(now.replaceAll(/\s+/g, ' '), `After${two(mean)}${two(low)} to ${two(high)}26`);

  const change = await call(service, key, 'GET', `programmes/${programme}/change?from=${waves[0]}&to=${waves[1]}`);
  const named = chart(page, 'Named before anybody answered');
  await named.getByText('The same as a table').click();
  const [difference] = await tableTexts(named.locator('tbody tr'));
  assert.ok(difference.includes(`+${two(change.cells[0].mean.difference)}`), difference);
  await page.getByText('It does not show that the training changed them').waitFor();

  const groups = chart(page, 'How easy is it to talk?, by Team');
  await groups.getByText('Not shown: The green team. Fewer than three people gave an answer, or nobody.').waitFor();
  await page.getByText(/^The widest gap is/).waitFor();
  await page.getByText('To see rates, bring in how many people each group has').waitFor();
  await page.getByText('Nothing was brought in about sessions or indicators').waitFor();
  await assertAccessible(page);
  await assertNoSidewaysScroll(page);
  await keepPicture(page, 'dashboard');

  // Another measure, which has favourable answers and no score.
  await page.getByLabel('Question or scale').selectOption({ label: 'Do you know where to find help?' });
  await chart(page, 'Do you know where to find help?: favourable answers by wave').getByRole('img').waitFor();
  assert.match(page.url(), /measure=where/);
  assertClean();
  await context.close();
});

test('charts are downloaded as pictures, and their numbers as the API gives them', async () => {
  const { page, context, assertClean } = await openPage(browser, service, { viewport: { width: 1000, height: 800 } });
  await page.goto(`${service.url}/dashboard/${programme}`);
  await signIn(page);
  const title = 'How easy is it to talk?, by Team';
  const groups = chart(page, title);
  await groups.getByRole('img', { name: title }).waitFor();
  const button = (format) => groups.getByRole('button', { name: `Download as ${format}: ${title}` });
  const svg = await download(page, button('SVG'));
  assert.equal(svg.name, 'how-easy-is-it-to-talk-by-team.svg');
  const drawn = await page.evaluate((text) => {
    const parsed = new DOMParser().parseFromString(text, 'image/svg+xml');
    return [
      parsed.documentElement.localName,
      parsed.querySelector('title')?.textContent,
      parsed.querySelectorAll('circle').length,
    ];
  }, svg.bytes.toString());
  assert.deepEqual(drawn, ['svg', title, 2]);
  assert.ok(!svg.bytes.includes('<style') && !svg.bytes.includes('var(--'), 'it needs no style sheet');
  const png = await download(page, button('PNG'));
  assert.deepEqual([...png.bytes.subarray(0, 4)], [0x89, 0x50, 0x4e, 0x47]);
  assert.ok(png.bytes.readUInt32BE(16) === 1440, 'twice as wide as the picture');
  const csv = await download(page, button('CSV'));
  assert.equal(
    csv.bytes.toString(),
    await call(service, key, 'GET', `waves/${waves[1]}/results?measure=ease&by=team&format=csv`),
  );
  const jsonStat = await download(page, button('JSON-stat'));
  const dataset = JSONstat(JSON.parse(jsonStat.bytes.toString()));
  assert.equal(dataset.class, 'dataset');
  assert.ok(dataset.Dimension('team').id.includes('green'));
  assertClean();
  await context.close();
});

test('the link shows the same to another evaluator, on a phone and in the dark', async () => {
  const { page, context, assertClean } = await openPage(browser, service);
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.goto(`${service.url}/dashboard/${programme}?wave=${waves[0]}&measure=where`);
  await signIn(page);
  await chart(page, 'Do you know where to find help?, by Team').getByRole('img').waitFor();
  await page.getByRole('button', { name: 'Copy the link to this view' }).click();
  const link = await page.evaluate(() => navigator.clipboard.readText());
  assert.match(link, new RegExp(`wave=${waves[0]}&measure=where&by=team$`), 'before the first wave there was none');
  const other = await openPage(browser, service, { viewport: { width: 360, height: 740 }, colorScheme: 'dark' });
  await other.page.goto(link);
  await signIn(other.page);
  await chart(other.page, 'Do you know where to find help?, by Team').getByRole('img').waitFor();
  assert.equal(await other.page.getByLabel('Wave', { exact: true }).inputValue(), waves[0]);
  await assertAccessible(other.page);
  await assertNoSidewaysScroll(other.page);
  await keepPicture(other.page, 'dashboard-phone');
  assertClean();
  other.assertClean();
  await context.close();
  await other.context.close();
});
