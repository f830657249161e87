// Inviting by mail in a real browser, against a real SMTP server: a list is looked at before anybody is invited, letters leave, an
// address that fails can be corrected, reminders are ordered, and the page never says who has answered.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { assertAccessible, call, createAccount, launch, openPage, startService } from './support.mjs';

const PASSWORD = 'several random words, long enough';
const DOCUMENT = {
  title: 'Training',
  languages: ['en', 'de'],
  waves: [
    {
      title: 'Before',
      k: 3,
      attributes: [{ code: 'shift', label: 'Shift', values: [{ code: 'day' }, { code: 'night' }] }],
      questionnaire: {
        items: [
          {
            code: 'talk',
            text: 'Could you talk about it?',
            options: [
              { code: 'n', label: 'No' },
              { code: 'y', label: 'Yes' },
            ],
          },
        ],
      },
    },
  ],
};
const ROSTER = ['contact,email,language,shift', 'Ana,ana@example.org,de,day', 'Bo,bo@example.org,,day']
  .concat(['Cy,refused@example.org,,day', 'Di,di@example.org,,night'])
  .join('\n');

let service, smtp, letters, browser, page, assertClean;

/** Starts the mail server; gives its port, and what it receives. */
async function startMail() {
  const script = fileURLToPath(new URL('../smtp/server.mjs', import.meta.url));
  const child = spawn(process.execPath, [script], { stdio: ['ignore', 'pipe', 'inherit'] });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const port = (await lines.next()).value;
  return { child, port, next: async () => JSON.parse((await lines.next()).value) };
}

before(async () => {
  smtp = await startMail();
  service = await startService('', {
    CHORUS__MAIL__HOST: '127.0.0.1',
    CHORUS__MAIL__PORT: smtp.port,
    CHORUS__MAIL__TLS: 'none',
    CHORUS__MAIL__FROM: 'survey@chorus.example',
    CHORUS__MAIL__INTERVAL_SECONDS: '0.2',
  });
  const key = createAccount(service, 'staff', 'organiser,evaluator', PASSWORD);
  const programme = await call(service, key, 'POST', 'programmes', JSON.stringify(DOCUMENT));
  await call(service, key, 'POST', `waves/${programme.waves[0].id}/open`, '');
  browser = await launch();
  ({ page, assertClean } = await openPage(browser, service));
  page.setDefaultTimeout(20_000);
  await page.goto(`${service.url}/organise`);
  await page.getByLabel('Name', { exact: true }).fill('staff');
  await page.getByLabel('Password').fill(PASSWORD);
  await page.keyboard.press('Enter');
});

after(async () => {
  await browser?.close();
  await service?.stop();
  smtp?.child.kill();
});

const button = (name) => page.getByRole('button', { name, exact: true });
const seen = (text) => page.getByText(text).first().waitFor();

async function choose(name, csv) {
  const file = path.join(service.folder, name);
  await writeFile(file, csv);
  await page.getByLabel('Or a CSV file').setInputFiles(file);
  await button('Check the list').click();
}

test('a list with faults is shown with its faults, and nobody is invited', async () => {
  await page.getByText('Invite people').click();
  await choose('bad.csv', `${ROSTER}\nEd,nowhere,fr,dusk\n`);
  await seen('3 places are at fault');
  await seen('line 6, email');
  await seen('write one of the languages that the wave is offered in');
  assert.equal(await button('Invite').count(), 0);
  await assertAccessible(page);
});

test('a good list shows its groups first; then letters leave, and no link is seen', async () => {
  await choose('good.csv', `${ROSTER}\n`);
  await seen('The list names 4 people');
  const row = (name) => page.getByRole('row', { name });
  await row('shift: day 3 Only if more than half answer').waitFor();
  await row('shift: night 1 Withheld: too few people').waitFor();
  await seen('1 person has a combination of groups that too few share');
  await assertAccessible(page);
  await page.getByLabel('Mail the links').check();
  await button('Invite').click();
  await seen('Invited: 4 people');
  letters = [await smtp.next(), await smtp.next(), await smtp.next()];
  assert.deepEqual(letters.map(({ to }) => to[0]).sort(), ['ana@example.org', 'bo@example.org', 'di@example.org']);
  assert.ok(!(await page.content()).includes('/answer/'));
});

test('an address that failed is told and can be taken from the page', async () => {
  await page.getByText('Letters and reminders').click();
  while (!(await page.getByText('One letter could not be delivered').isVisible())) {
    await button('Look again').click();
    await seen('Invited by mail: 4 people');
  }
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    button('Download these addresses (CSV)').click(),
  ]);
  assert.equal(await readFile(await download.path(), 'utf8'), 'contact,email,language\nCy,refused@example.org,\n');
  await assertAccessible(page);
});

test('reminders are ordered by the day, and a day that does not fit is refused', async () => {
  await page.getByLabel('Days after opening').fill('7, 3');
  await button('Save reminders').click();
  await seen('write at most 3 days, rising');
  await page.getByLabel('Days after opening').fill('3, 7');
  await page.getByLabel('Remind everybody').check();
  await button('Save reminders').click();
  await seen('The reminders are saved.');
  await page.reload();
  await page.getByText('Letters and reminders').click();
  assert.equal(await page.getByLabel('Days after opening').inputValue(), '3, 7');
  assert.ok(await page.getByLabel('Remind everybody').isChecked());
  await assertAccessible(page);
});

test('the pages threw no error and asked no other host', () => {
  assertClean();
});
