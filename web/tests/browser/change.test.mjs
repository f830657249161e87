// The change between two waves on the page of results: chosen, read, broken down, and the same behind a link.

import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
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

const options = [1, 2, 3, 4, 5].map((score) => ({ code: `${score}`, label: `Level ${score}`, score }));
const wave = (title, date) => ({
  title,
  date,
  k: 3,
  attributes: [{ code: 'team', label: 'Team', values: [{ code: 'red' }, { code: 'blue' }, { code: 'green' }] }],
  questionnaire: {
    items: [
      { code: 'ease', text: 'How easy is it to talk?', options },
      {
        code: 'where',
        text: 'Do you know where to find help?',
        options: [
          { code: 'no', label: 'No' },
          { code: 'yes', label: 'Yes' },
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
let waves;

before(async () => {
  service = await startService();
  key = createAccount(service, 'staff', 'organiser,evaluator', 'correct horse battery staple');
  const programme = await call(service, key, 'POST', 'programmes', DOCUMENT);
  waves = programme.waves.map(({ id }) => id);
  for (const [at, id] of waves.entries()) {
    await call(service, key, 'POST', `waves/${id}/open`);
    const people = Array.from({ length: 26 }, (_, person) => person);
    const roster = people.map((person) => `person-${person}`).join('\n');
    const links = join(service.folder, `links-${at}.csv`);
    writeFileSync(
      links,
      await call(service, key, 'POST', `waves/${id}/invitations`, `contact\n${roster}\n`, 'text/csv'),
    );
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
  await page.getByLabel('Name').fill('staff');
  await page.getByLabel('Password').fill('correct horse battery staple');
  await page.getByRole('button', { name: 'Sign in' }).click();
}

test('a wave is compared with the one before it', async () => {
  const { page, assertClean } = await openPage(browser, service, { viewport: { width: 1280, height: 900 } });
  await page.goto(`${service.url}/results/${waves[1]}`);
  await signIn(page);
  await page.getByLabel('Compare with').selectOption({ label: 'Before' });
  const section = page.getByRole('region', { name: 'Change since another wave' });
  await section.getByText('This does not show that the training changed them').waitFor();
  const [ease] = await tableTexts(section.locator('tbody').first().locator('tr').nth(1));
  assert.match(ease, /1\.96 → 3\.96/);
  assert.match(ease, /\+2\.00 \(1\.5\d to 2\.4\d\)/);
  assert.match(ease, /Higher now, p < 0\.001/);
  await section.getByText('named beforehand').waitFor();
  assert.match(page.url(), new RegExp(`since=${waves[0]}`));

  // Broken down, the team of two is withheld, and said to be.
  await page.getByLabel('Break down by').selectOption({ label: 'Team' });
  await section.getByText('2 comparisons are withheld').waitFor();
  await assertAccessible(page);
  await assertNoSidewaysScroll(page);
  await keepPicture(page, 'change');

  // The same as a report, in another language, of which the API's own figures can be read.
  const report = page.getByRole('region', { name: 'Progress report' });
  await report.getByLabel('Language').selectOption('de');
  for (const [format, begins] of [
    ['PDF', '%PDF-'],
    ['HTML', '<!doctype html>'],
  ]) {
    const downloading = page.waitForEvent('download');
    await report.getByRole('button', { name: `Report as ${format}` }).click();
    const download = await downloading;
    assert.equal(download.suggestedFilename(), `progress-report.${format.toLowerCase()}`);
    const bytes = readFileSync(await download.path());
    assert.ok(bytes.subarray(0, begins.length).toString() === begins);
    if (format === 'HTML') assert.match(bytes.toString(), /Veränderung seit „Before“[^]*\+2,00 \(\+1,5\d – \+2,4\d\)/);
  }

  // The address shows the same to another evaluator.
  const other = await openPage(browser, service, { viewport: { width: 360, height: 800 } });
  await other.page.goto(page.url());
  await signIn(other.page);
  await other.page.getByText('2 comparisons are withheld').waitFor();
  await assertNoSidewaysScroll(other.page);
  await assertAccessible(other.page);
  assertClean();
  other.assertClean();
});
