// The staff's pages in a real browser against the real program: signing in, a programme from its document to its closing, and
// its results. It knows the pages by what a person sees of them, and nothing of how they are built.

import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { after, before, test } from 'node:test';
import {
  assertAccessible,
  call,
  createAccount,
  launch,
  openPage,
  replay,
  startService,
  tableTexts,
} from './support.mjs';

const PASSWORD = 'several random words, long enough';
const PEOPLE = 12;
const DOCUMENT = `title: Training
waves:
  - title: Before
    k: 3
    attributes:
      - {code: shift, label: Shift, values: [{code: day, label: Day}, {code: night, label: Night}]}
      - {code: site, label: Site, values: [{code: ward, label: Ward}, {code: office, label: Office}]}
    questionnaire:
      items:
        - code: talk
          text: Could you talk about it?
          options: [{code: "no", label: Certainly not, score: 0}, {code: "yes", label: Certainly, score: 1}]
        - code: know
          text: Do you know where to find help?
          options: [{code: "no", label: Not yet}, {code: "yes", label: Yes I do}]
`;
const BROKEN = DOCUMENT.replace('k: 3', 'k: 2').replace('code: know', 'code: talk');

let service, base, browser, page, assertClean, key;

before(async () => {
  service = await startService();
  base = service.url;
  key = createAccount(service, 'staff', 'organiser,evaluator', PASSWORD);
  browser = await launch();
  ({ page, assertClean } = await openPage(browser, service));
  page.setDefaultTimeout(20_000);
});

after(async () => {
  await browser?.close();
  await service?.stop();
});

const button = (name) => page.getByRole('button', { name, exact: true });
const seen = (text) => page.getByText(text).first().waitFor();
/** Waits until the focus is on what has this text: the pages move it once they are drawn. */
const focused = (text) =>
  page.waitForFunction((wanted) => document.activeElement?.textContent?.trim() === wanted, text);

const accessible = () => assertAccessible(page);

async function downloaded(click) {
  const [download] = await Promise.all([page.waitForEvent('download'), click()]);
  return { name: download.suggestedFilename(), text: await readFile(await download.path(), 'utf8') };
}

async function signIn(password) {
  await page.getByLabel('Name', { exact: true }).fill('staff');
  await page.getByLabel('Password').fill(password);
  await page.keyboard.press('Enter');
}

async function create(document) {
  await page.getByLabel('Document', { exact: true }).last().fill(document);
  await button('Create programme').click();
}

const wave = () =>
  page
    .getByRole('listitem')
    .filter({ has: page.getByRole('heading', { name: 'Before' }) })
    .last();

/** Has the list of people looked at, before anybody is invited. */
const check = () => wave().getByRole('button', { name: 'Check the list' }).click();

/** Opens the last wave (programmes stand by title) and invites everybody; the CSV of links. */
async function openAndInvite() {
  await wave().getByRole('button', { name: 'Open wave: Before' }).click();
  const dialog = page.getByRole('dialog', { name: 'Open “Before”?' });
  await dialog.getByRole('button', { name: 'Open the wave' }).click();
  await seen('“Before” is open.');
  await wave().getByText('Invite people').click();
  const roster = Array.from({ length: PEOPLE }, (_, i) => `person${i}@example.org`);
  await wave()
    .getByLabel('Addresses, one a line')
    .fill(`\n${roster.join('\n')}\n`);
  await check();
  await seen(`The list names ${PEOPLE} people`);
  await wave().getByRole('button', { name: 'Invite', exact: true }).click();
  await seen(`${PEOPLE} links are ready`);
  return downloaded(() => wave().getByRole('button', { name: 'Download the links (CSV)' }).click());
}

async function close() {
  await wave().getByRole('button', { name: 'Close wave: Before' }).click();
  const dialog = page.getByRole('dialog', { name: 'Close “Before”?' });
  await dialog.getByText('This cannot be undone').waitFor();
  await focused('Cancel');
  await accessible();
  await dialog.getByRole('button', { name: 'Close the wave for good' }).click();
  await seen('“Before” is closed and sealed.');
  await wave().getByText('Closed', { exact: true }).waitFor();
}

test('the landing page needs no script', async () => {
  const { page: plain, context } = await openPage(browser, service, { javaScriptEnabled: false });
  await plain.goto(base);
  await plain.getByRole('link', { name: 'Organise surveys' }).waitFor();
  await plain.getByRole('link', { name: 'findahelpline.com' }).waitFor();
  await context.close();
  await page.goto(base);
  await page.getByRole('link', { name: 'A private self-check' }).waitFor();
  await accessible();
});

test('a wrong password is refused, a right one opens the page', async () => {
  await page.goto(`${base}/organise`);
  await accessible();
  await signIn('not the password at all');
  await seen('Name and password do not fit');
  const field = page.getByLabel('Password');
  await page.waitForFunction(() => document.activeElement?.getAttribute('type') === 'password');
  assert.equal(await field.getAttribute('aria-invalid'), 'true');
  await accessible();
  await signIn(PASSWORD);
  await seen('There are no programmes yet');
  await focused('Organise surveys');
});

test('a broken document is refused by field, a good one makes a programme', async () => {
  await page.getByText('Create a programme from a document').click();
  await create(BROKEN);
  await seen('waves[0].k');
  await seen('waves[0].questionnaire.items[1].code');
  await page.waitForFunction(() => document.activeElement?.getAttribute('aria-label') === 'Something does not fit');
  await accessible();
  await create(DOCUMENT);
  await seen('Draft');
  await focused('Training');
});

test('texts that lack a declared language are told before opening', async () => {
  const partly = DOCUMENT.replace('title: Training', 'title: {en: Courses, de: Kurse}\nlanguages: [en, de]')
    .replace('title: Before', 'title: {en: Ahead, de: Davor}')
    .replace('text: Could you talk about it?', 'text: {en: Could you talk about it?, de: Könnten Sie darüber reden?}');
  await page.getByText('Create a programme from a document').click();
  await create(partly);
  const draft = page
    .getByRole('listitem')
    .filter({ has: page.getByRole('heading', { name: 'Ahead' }) })
    .last();
  await draft.getByText('11 texts are not in every language').click();
  await draft.getByText('Do you know where to find help?').waitFor();
  await draft.getByText('questionnaire.items[1].text').waitFor();
  assert.equal(await draft.getByText('Could you talk about it?').count(), 0);
  assert.equal(await draft.getByText('Missing in: de').count(), 11);
  await accessible();
  await draft.getByRole('button', { name: 'Open wave: Ahead' }).waitFor();
});

test('a workbook becomes a document, and what was not carried over is listed', async () => {
  const converted = await call(
    service,
    key,
    'POST',
    'questionnaires/convert?to=xlsform',
    DOCUMENT.replace('Before', 'Workbook'),
    'application/yaml',
  );
  const buffer = Buffer.from(converted.content_base64, 'base64');
  await page.getByText('Create a programme from a document').click();
  const field = page.getByLabel('Document', { exact: true }).last();
  const files = page.getByLabel('File (JSON, YAML or .xlsx)').last();
  await files.setInputFiles({
    name: 'broken.xlsx',
    mimeType: 'application/octet-stream',
    buffer: Buffer.from('no workbook'),
  });
  await seen('The file cannot be read as an .xlsx workbook');
  await files.setInputFiles({ name: 'form.xlsx', mimeType: 'application/octet-stream', buffer });
  await seen('not carried over from the workbook');
  await seen('k is set to 5');
  const document = await field.inputValue();
  assert.match(document, /^title:/);
  assert.match(document, /Could you talk about it\?/);
  await accessible();
  await field.fill('');
  await page.getByText('Create a programme from a document').click();
});

test('a wave is opened, people are invited, and the links are given out once', async () => {
  const { name, text } = await openAndInvite();
  assert.equal(name, 'before_links.csv');
  const rows = text.trim().split('\n');
  assert.equal(rows.length, PEOPLE + 1);
  assert.equal(rows[0], 'contact,link,manifest_hash');
  assert.match(rows[1], /^person0@example\.org,http[^,]+\/answer\/[^,#]+#[^,]+,/);
  assert.ok(!(await page.content()).includes('/answer/'), 'no link stands on the page');
  await accessible();
  await button('I have the file').click();
  await wave().getByText(`Invited: ${PEOPLE} people`).waitFor();
  await wave().getByLabel('Addresses, one a line').fill('a@example.org\n\na@example.org');
  await check();
  await seen('line 3: this contact stands here twice');
  await seen('Nobody is invited before it is put right');
  assert.equal(await wave().getByRole('button', { name: 'Invite', exact: true }).count(), 0);
  await wave().getByLabel('Addresses, one a line').fill('new@example.org\n\nperson0@example.org');
  await check();
  await seen('Invited already: 1 person');
  await accessible();
  await wave().getByRole('button', { name: 'Invite', exact: true }).click();
  await seen('line 3: this contact is invited already');
  await wave().getByLabel('Addresses, one a line').fill('printed@example.org');
  await check();
  await wave().getByLabel('Letters to print').check();
  const letters = await downloaded(() => wave().getByRole('button', { name: 'Invite', exact: true }).click());
  assert.match(letters.name, /^letters_[0-9a-f-]+\.pdf$/);
  assert.ok(letters.text.startsWith('%PDF-'));
  await wave()
    .getByText(`Invited: ${PEOPLE + 1} people`)
    .waitFor();
});

test('a wave that nobody answered is closed, and its results are withheld', async () => {
  await close();
  await wave().getByRole('link', { name: 'Results: Before' }).click();
  await seen('Nothing is shown until at least three people’s answers are sealed');
  assert.match(await page.title(), /Before/);
  assert.equal(await page.getByRole('table').count(), 0);
  await accessible();
});

test('results of answers are shown, filtered, linked to and downloaded', async () => {
  await page.goto(`${base}/organise`);
  await page.getByText('Create a programme from a document').click();
  await create(DOCUMENT.replace('Training', 'Training two'));
  await seen('Draft');
  const links = path.join(service.folder, 'links.csv');
  await writeFile(links, (await openAndInvite()).text);
  const id = (await wave().getByRole('link', { name: 'Results: Before' }).getAttribute('href')).split('/').pop();
  // Everybody by day; two of them at the office, which is too few for a group of its own.
  const row = (_, i) => `day,${i < 2 ? 'office' : 'ward'},${i < 9 ? 'yes' : 'no'},yes`;
  const answers = path.join(service.folder, 'answers.csv');
  await writeFile(answers, ['shift,site,talk,know', ...Array.from({ length: PEOPLE }, row)].join('\n') + '\n');
  replay(service, id, links, answers);
  await close();
  await wave().getByRole('link', { name: 'Results: Before' }).click();
  await seen(`${PEOPLE} people’s answers are sealed.`);
  await seen('Every group shown has at least three people.');
  await seen('9 people');
  await accessible();

  await page.getByLabel('Question or scale').selectOption('Could you talk about it?');
  await page.getByLabel('Break down by').selectOption('Shift');
  await seen('Withheld: fewer than three people, or nobody');
  await page.getByText('Table').click();
  const cells = page.getByRole('row', { name: 'Day' }).getByRole('cell');
  assert.deepEqual((await tableTexts(cells)).slice(0, 3), ['3 (25.0%)', '9 (75.0%)', '12']);
  await page.getByRole('row', { name: /^Night Withheld/ }).waitFor();
  await accessible();

  await page.getByLabel('Attribute').selectOption('Shift');
  await page.getByLabel('Value').selectOption('Day');
  await button('Add filter').click();
  await seen(`${PEOPLE} answers match the filters.`);
  const query = new URL(page.url()).search;
  assert.equal(query, '?measure=talk&by=shift&where=shift%3Aday');
  await page.reload();
  await seen(`${PEOPLE} answers match the filters.`);
  const csv = await downloaded(() => button('Download as CSV').click());
  assert.equal(csv.name, 'training-two_before_results.csv');
  assert.match(csv.text, /^measure,shift,option,statistic,OBS_VALUE,OBS_STATUS,CONF_STATUS\n/);
  assert.match(csv.text, /\ntalk,night,yes,count,,Q,C\n/);
  await page.getByRole('button', { name: 'Remove filter Shift: Day' }).click();
  await seen(`${PEOPLE} people’s answers are sealed.`);

  await page.setViewportSize({ width: 360, height: 740 });
  const tooWide = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
  assert.equal(tooWide, false, 'nothing is cut off on a telephone');
  await button('Sign out').click();
  await page.getByRole('heading', { name: 'Sign in' }).waitFor();
  assert.equal(await page.evaluate(() => sessionStorage.length), 0);
  await accessible();
});

test('the pages threw no error and asked no other host', () => {
  assertClean();
});
