// A programme designed step by step: a questionnaire of the library, a question of one's own in two languages, groups from a roster that
// stays in the browser, a study; with a preview, a check list, and the document that the server then has.

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
  startService,
} from './support.mjs';

const PASSWORD = 'correct horse battery staple';

let service;
let browser;
let key;
let page;
let opened;

before(async () => {
  service = await startService();
  key = createAccount(service, 'staff', 'organiser,evaluator', PASSWORD);
  browser = await launch();
  opened = await openPage(browser, service, { viewport: { width: 1280, height: 900 } });
  page = opened.page;
});

after(async () => {
  await browser?.close();
  await service?.stop();
});

const step = (name) => page.getByRole('region', { name, exact: true });
const preview = () => page.locator('[data-preview]');

test('a programme is designed from the library, with a question of one’s own, and looked at as people see it', async () => {
  await page.goto(`${service.url}/organise`);
  await page.getByLabel('Name', { exact: true }).fill('staff');
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('link', { name: 'Design a programme step by step' }).click();
  await page.getByRole('heading', { name: 'Design a programme', level: 1 }).waitFor();
  await page.getByLabel('Deutsch').check();
  await page.getByLabel('Name of the programme (English)').fill('Training 2027');
  await page.getByLabel('Name of the programme (Deutsch)').fill('Schulung 2027');

  await page.getByText('Add from the library').click();
  await page.getByRole('button', { name: /^Add PHQ-2/ }).click();
  await step('Questions').getByText('Question 1:').waitFor();
  await page.getByRole('button', { name: 'Add a question of your own' }).click();
  await step('Questions').locator('.design-item > summary').last().click();
  await page.getByLabel('Question (English)').last().fill('I could talk to my manager.');
  await page.getByLabel('Question (Deutsch)').last().fill('Ich könnte mit meiner Führungskraft reden.');

  await preview().getByText('I could talk to my manager.').waitFor();
  await preview().getByLabel('Rather agree').check();
  await page.getByLabel('Language of the preview').selectOption('de');
  await preview().getByText('Ich könnte mit meiner Führungskraft reden.').waitFor();
  await preview().getByText('Stimme eher zu', { exact: true }).waitFor();
  assert.ok((await preview().boundingBox()).width <= 360, 'a phone’s width');
  await assertAccessible(page);
});

test('groups come from a roster that is not sent, with what is to be expected of each', async () => {
  const roster = join(service.folder, 'roster.csv');
  const rows = Array.from({ length: 60 }, (_, at) => {
    const team = at < 3 ? 'night crew' : `team ${at % 4}`;
    return `person-${at}@example.org,${team},${at < 30 && at % 4 < 2 && at >= 3 ? 'ward' : at % 4 < 2 && at >= 3 ? 'ward' : 'office'}`;
  });
  writeFileSync(roster, `contact,Team,Department\n${rows.join('\n')}\n`);
  const before = opened.requests.length;
  await page.getByLabel('Read groups from a roster').setInputFiles(roster);
  const groups = step('Groups');
  const crew = groups.getByRole('row', { name: /^night crew/ });
  await crew.waitFor();
  assert.match(await crew.textContent(), /within office.*3.*fewer than k: never by itself/s);
  assert.match(await groups.getByRole('row', { name: /^ward/ }).textContent(), /likely to be seen/);
  assert.deepEqual(
    opened.requests.slice(before).map((request) => request.url()),
    [],
    'nothing was sent',
  );
  const check = step('Check and create');
  await check
    .getByText('Team: 1 of 5 have fewer than five people and are never shown by themselves; Department is shown')
    .waitFor();
  await check.getByText(/a share of everybody is known to about ±18 points/).waitFor();
});

test('what is missing is named, and the server has what was designed', async () => {
  const waves = step('Waves and study');
  await waves.getByLabel('Day (orders the waves)').first().fill('2027-01-10');
  await waves.getByLabel('Day (orders the waves)').last().fill('2027-06-10');
  await waves.getByLabel('How the programme is evaluated').selectOption('pre_post');
  await waves.getByLabel('I could talk to my manager.').check();
  const check = step('Check and create');
  await check.getByText('the title of wave 1, in Deutsch (“Before the training”)').waitFor();
  await waves.getByLabel('Name (Deutsch)').first().fill('Vorher');
  await waves.getByLabel('Name (Deutsch)').last().fill('Nachher');
  // What was designed outlasts a reload; how large groups are was kept nowhere.
  await page.reload();
  await check.getByText('How large groups are is known once a roster is read').waitFor();
  for (const field of await page.getByLabel('Name (Deutsch)').all())
    if ((await field.inputValue()) === '') await field.fill('Gruppe');
  for (const text of await check.locator('li').allTextContents()) assert.match(text, /the group/, text);
  await check.locator('summary').click();
  const designed = JSON.parse(await page.locator('pre').textContent());
  await keepPicture(page, 'design');
  await page.setViewportSize({ width: 360, height: 740 });
  await assertNoSidewaysScroll(page);
  await assertAccessible(page);
  await keepPicture(page, 'design-phone');
  await page.getByRole('button', { name: 'Create the programme' }).click();
  await page.getByText('Training 2027 is created.').first().waitFor();
  assert.equal(await page.evaluate(() => JSON.parse(sessionStorage.getItem('chorus.design')).items.length), 0);

  const [programme] = (await call(service, key, 'GET', 'programmes')).programmes;
  assert.deepEqual(programme.title, { en: 'Training 2027', de: 'Schulung 2027' });
  const wave = programme.waves[0].id;
  await call(service, key, 'POST', `waves/${wave}/open`);
  const { manifest, questionnaire } = await call(service, key, 'GET', `waves/${wave}`);
  assert.deepEqual(manifest.programme.study, { design: 'pre_post', outcomes: ['q1'] });
  assert.deepEqual([manifest.date, manifest.k], ['2027-01-10', 5]);
  assert.deepEqual(
    manifest.attributes.map(({ code, levels }) => [code, levels.map((level) => level.code)]),
    [['team', ['department']]],
  );
  const codes = designed.waves[0].questionnaire.items.map(({ code }) => code);
  assert.deepEqual(
    questionnaire.items.map(({ code }) => code),
    codes,
  );
  assert.deepEqual(questionnaire.items.at(-1).text, {
    en: 'I could talk to my manager.',
    de: 'Ich könnte mit meiner Führungskraft reden.',
  });
  assert.equal(questionnaire.scales.length, 1);
  opened.assertClean();
});

test('a programme is had again, changed in every part, and removed', async () => {
  const {
    page: own,
    context,
    assertClean,
  } = await openPage(browser, service, {
    storageState: await opened.context.storageState(),
    viewport: { width: 1280, height: 900 },
  });
  const rich = readFileSync(new URL('../../../demo/training.yaml', import.meta.url), 'utf8');
  const made = await call(service, key, 'POST', 'programmes', rich, 'application/yaml');
  const document = () => call(service, key, 'GET', `programmes/${made.id}/document`);
  const before = await document();
  const title = made.title.en;
  await own.goto(`${service.url}/organise`);
  await own.getByRole('link', { name: `Change step by step: ${title}` }).click();
  await own.getByText(`You are changing ${title}`).first().waitFor();
  assert.equal(new URL(own.url()).search, '', 'a reload keeps what is changed');
  await own.getByRole('button', { name: 'Save the changes' }).click();
  await own.getByText(`${title} is changed.`).first().waitFor();
  assert.deepEqual(await document(), before, 'nothing was lost on the way');

  await own.goto(`${service.url}/design?programme=${made.id}`);
  await own.getByText(`You are changing ${title}`).first().waitFor();
  const questions = own.getByRole('region', { name: 'Questions', exact: true });
  await questions.getByRole('button', { name: 'Add a question of your own' }).click();
  const added = questions.locator('.design-item').last();
  await added.locator('summary').first().click();
  await added.getByLabel('Question', { exact: false }).first().fill('How often, here?');
  await added.getByLabel('Answered by').selectOption('matrix');
  for (const [at, words] of [
    [1, 'With my team'],
    [2, 'With my manager'],
  ])
    for (const field of await added.getByLabel(new RegExp(`^Row ${at}`)).all()) await field.fill(words);
  await added.getByRole('button', { name: 'Add a condition' }).click();
  await added.getByRole('group', { name: 'was answered by one of' }).getByRole('checkbox').first().check();
  await assertAccessible(own);

  await questions.getByRole('button', { name: 'Add a scale' }).click();
  const scale = questions.locator('.design-scale').last();
  await scale.locator('summary').click();
  for (const field of await scale.getByLabel(/^Name of the scale/).all()) await field.fill('Frequency');
  await scale.getByText('Scale: Frequency').waitFor();
  await scale.getByLabel('With my team', { exact: true }).check();
  await scale.getByLabel('With my manager', { exact: true }).check();
  await scale.getByLabel('reversed: With my manager').check();
  await scale.getByRole('button', { name: 'Add a cut-off' }).click();
  for (const field of await scale.getByLabel(/^What it means/).all()) await field.fill('Often');
  await scale.getByLabel('From', { exact: true }).fill('3.5');
  await own.getByRole('button', { name: 'Add a place' }).click();
  for (const field of await own.getByLabel(/^Whose help it is/).all())
    if ((await field.inputValue()) === '') await field.fill('Peer support');
  for (const field of await own.getByLabel(/^How to reach it/).all())
    if ((await field.inputValue()) === '') await field.fill('5555');
  await own.setViewportSize({ width: 360, height: 740 });
  await assertNoSidewaysScroll(own);
  await assertAccessible(own);
  await own.getByRole('button', { name: 'Save the changes' }).click();
  await own.getByText(`${title} is changed.`).first().waitFor();
  const after = await document();
  for (const { questionnaire } of after.waves) {
    const { kind, rows, show_if } = questionnaire.items.at(-1);
    assert.deepEqual([kind, rows.map((row) => row.text.en)], ['matrix', ['With my team', 'With my manager']]);
    assert.equal(show_if.length, 1);
    const { items, cut_offs } = questionnaire.scales.at(-1);
    assert.deepEqual(
      items.map(({ reverse }) => reverse),
      [false, true],
    );
    assert.equal(cut_offs[0].at_least, 3.5);
  }
  assert.equal(after.help.at(-1).contact.en, '5555');

  await own.goto(`${service.url}/design`);
  await own.getByLabel('Begin with a document that you have').setInputFiles({
    name: 'training.yaml',
    mimeType: 'application/yaml',
    buffer: Buffer.from(rich),
  });
  await own.getByText('training.yaml is read.').first().waitFor({ state: 'attached' });
  await own.getByLabel('Begin with a document that you have').setInputFiles({
    name: 'broken.json',
    mimeType: 'application/json',
    buffer: Buffer.from('{'),
  });
  await own.getByRole('dialog').getByRole('button', { name: 'Read the document' }).click();
  await own.getByText('This cannot be read').waitFor();
  await assertAccessible(own);

  await own.goto(`${service.url}/organise`);
  await own.getByRole('button', { name: `Remove: ${title}` }).click();
  await assertAccessible(own);
  await own.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
  await own.getByText(`“${title}” is removed.`).waitFor({ state: 'attached' });
  assert.equal(await own.getByRole('heading', { name: title, level: 2 }).count(), 0);
  assertClean();
  await context.close();
});
