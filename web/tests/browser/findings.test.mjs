// What people are told: an organiser sees who has answered by group, writes what was said and done, and gives out a link; whoever has the
// link sees the same aggregates, in their language, and nobody else sees anything.

import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
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
} from './support.mjs';

const text = (en, de) => ({ en, de });
const options = [1, 2, 3, 4, 5].map((score) => ({
  code: `${score}`,
  label: text(`Level ${score}`, `Stufe ${score}`),
  score,
}));
const wave = (en, de) => ({
  title: text(en, de),
  k: 3,
  attributes: [
    {
      code: 'team',
      label: text('Team', 'Team'),
      values: ['red', 'blue', 'green'].map((code) => ({ code, label: text(`The ${code} team`, `Team ${code}`) })),
    },
  ],
  questionnaire: {
    items: [
      { code: 'ease', text: text('How easy is it to talk?', 'Wie leicht fällt es zu reden?'), options },
      {
        code: 'where',
        text: text('Do you know where to find help?', 'Wissen Sie, wo Sie Hilfe finden?'),
        options: [
          { code: 'no', label: text('No', 'Nein') },
          { code: 'yes', label: text('Yes', 'Ja') },
        ],
      },
    ],
  },
});
const DOCUMENT = JSON.stringify({
  title: text('Training', 'Schulung'),
  languages: ['en', 'de'],
  waves: [wave('Before', 'Vorher'), wave('After', 'Nachher')],
});
const PASSWORD = 'correct horse battery staple';

let service;
let browser;
let programme;
let waves;
let link;

before(async () => {
  service = await startService();
  const key = createAccount(service, 'staff', 'organiser,evaluator', PASSWORD);
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

test('an organiser sees who has answered by group, and gives out a link to what came of it', async () => {
  const { page, context, assertClean } = await openPage(browser, service);
  await page.goto(`${service.url}/organise`);
  await page.getByLabel('Name').fill('staff');
  await page.getByLabel('Password').fill(PASSWORD);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByText('Who has answered, by group: After').click();
  await page.getByText('26 answers are sealed.').waitFor();
  const rows = await page.getByRole('region', { name: 'Answers by Team' }).getByRole('row').allTextContents();
  assert.match(rows[3], /The green team.*Not shown: fewer than three, or nobody/);

  await page.getByText('Tell people what came of it').click();
  await page.getByLabel('Whoever has the link').check();
  await page.getByLabel('Compared with').selectOption({ label: 'Before' });
  await page.getByRole('button', { name: 'Add an entry' }).click();
  await page.waitForFunction(() => document.activeElement?.tagName === 'TEXTAREA');
  await page.getByLabel('You said (English)').fill('There is no time to talk.');
  // In German nothing is written yet: the server says where, and nothing is lost.
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('entries[0].did').first().waitFor();
  await page.getByLabel('We did (English)').fill('Half an hour a week is set aside.');
  await page.getByLabel('You said (Deutsch)').fill('Zum Reden fehlt die Zeit.');
  await page.getByLabel('We did (Deutsch)').fill('Eine halbe Stunde in der Woche ist reserviert.');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('This link is shown only now.').waitFor();
  await assertAccessible(page);
  await keepPicture(page, 'organise');
  link = await page.locator('.notice code').textContent();
  assert.match(link, new RegExp(`^${service.url}/findings/${programme}#[\\w-]{22}$`));
  await page.setViewportSize({ width: 360, height: 740 });
  await assertNoSidewaysScroll(page);
  // Saved again, the link stays and is not told again.
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('The link that you gave out still leads to the page.').waitFor();
  assertClean();
  await context.close();
});

test('whoever has the link sees what came of it, by group, in their language, and is not told more', async () => {
  const { page, context, requests, assertClean } = await openPage(browser, service, {
    locale: 'de-DE',
    viewport: { width: 360, height: 740 },
  });
  await page.goto(link);
  await page.getByRole('heading', { name: 'Was herauskam', level: 1 }).waitFor();
  await page.getByText('26 Personen haben geantwortet.').waitFor();
  await page.getByText('Eine halbe Stunde in der Woche ist reserviert.').waitFor();
  const ease = page.getByRole('region', { name: 'Wie leicht fällt es zu reden?' });
  assert.match(await ease.textContent(), /Im Mittel 4, auf einer Skala von 1 bis 5\..*um 2 gestiegen/);
  await assertAccessible(page);
  await keepPicture(page, 'findings');
  await assertNoSidewaysScroll(page);
  await page.getByLabel('Gruppen vergleichen').selectOption({ label: 'Team' });
  await ease.getByRole('heading', { name: 'Team green' }).waitFor();
  assert.match(await ease.textContent(), /Team green\s*Nicht gezeigt: Weniger als 3 Personen/);
  await assertAccessible(page);
  await assertNoSidewaysScroll(page);
  await page.getByLabel('Sprache').selectOption('ar');
  await page.getByRole('heading', { name: 'ما الذي توصلنا إليه' }).waitFor();
  assert.equal(await page.evaluate(() => document.documentElement.dir), 'rtl');
  await assertAccessible(page);
  await assertNoSidewaysScroll(page);
  const code = link.split('#')[1];
  assert.ok(requests.every((request) => !request.url().split('#')[0].includes(code)));
  const kept = await page.evaluate(() => [JSON.stringify({ ...localStorage }), document.cookie]);
  assert.deepEqual(kept, ['{}', '']);
  assertClean();
  await context.close();
});

test('without the whole link there is nothing to see', async () => {
  for (const address of [link.split('#')[0], link.slice(0, -1), `${service.url}/findings/nowhere`]) {
    const { page, context, assertClean } = await openPage(browser, service);
    await page.goto(address);
    await page.getByRole('heading', { name: 'There is nothing to see here', level: 1 }).waitFor();
    assert.ok(!(await page.locator('body').textContent()).includes('Training'));
    await assertAccessible(page);
    assertClean();
    await context.close();
  }
});
