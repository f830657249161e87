// Every kind of question, answered by keyboard on a small screen: what is shown after an answer, and what leaves the browser.

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

const DOCUMENT = `
title: Training
languages: [en]
waves:
  - title: Baseline
    k: 3
    questionnaire:
      items:
        - {code: hello, kind: information, text: Take your time.}
        - {code: sought, text: Did you look for help?, options: [{code: "no", label: "No"}, {code: "yes", label: "Yes"}]}
        - code: where
          kind: multiple
          required: true
          text: Where?
          show_if: [{item: sought, any_of: ["yes"]}]
          options: [{code: gp, label: A doctor}, {code: eap, label: The hotline}, {code: none, label: Only friends, exclusive: true}]
        - code: mood
          kind: matrix
          text: In the last two weeks I was …
          rows: [{code: calm, text: calm}, {code: tense, text: tense}]
          options: [{code: never, label: Never}, {code: often, label: Often}]
        - {code: fit, kind: number, text: How fit do you feel?, range: {from: 0, to: 10, from_label: Not at all, to_label: Fully}}
        - {code: years, kind: bands, text: How long have you been here?, unit: years, options: [{code: new, label: Under 2}, {code: long, label: 2 or more, from: 2}]}
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

async function links(people) {
  const programme = await call(service, key, 'POST', 'programmes', DOCUMENT, 'application/yaml');
  const wave = programme.waves[0].id;
  await call(service, key, 'POST', `waves/${wave}/open`);
  const roster = Array.from({ length: people }, (_, i) => `person-${i}`).join('\n');
  const csv = await call(service, key, 'POST', `waves/${wave}/invitations`, `contact\n${roster}\n`, 'text/csv');
  return csv
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => line.split(',')[1]);
}

async function questions(link) {
  const opened = await openPage(browser, service, { viewport: { width: 320, height: 640 } });
  await opened.page.goto(link);
  await opened.page.getByRole('button', { name: 'Start' }).click();
  await opened.page.getByRole('radiogroup', { name: 'Did you look for help?' }).waitFor();
  return opened;
}

test('each kind of question is answered, and only what is shown is sent', async () => {
  const [link] = await links(1);
  const { page, requests, assertClean } = await questions(link);
  const next = page.getByRole('button', { name: 'Next' });
  assert.equal(await page.getByRole('group', { name: 'Where?' }).count(), 0, 'asked only of those who looked for help');
  await page.getByRole('radiogroup', { name: 'Did you look for help?' }).getByLabel('Yes').press('Space');
  const where = page.getByRole('group', { name: 'Where?' });
  await where.waitFor();
  await assertAccessible(page);
  await assertNoSidewaysScroll(page);

  await next.press('Enter');
  await page.getByText('Please choose an answer.').first().waitFor();
  await where.getByLabel('A doctor').press('Space');
  await where.getByLabel('The hotline').press('Space');
  await where.getByLabel('Only friends').press('Space');
  assert.equal(await where.getByLabel('A doctor').isChecked(), false, 'it rules the others out');
  await where.getByLabel('The hotline').press('Space');
  await page.getByRole('radiogroup', { name: 'calm', exact: true }).getByLabel('Often').press('Space');
  await page.getByRole('radiogroup', { name: 'How fit do you feel?' }).getByLabel('10').press('Space');
  const years = page.getByRole('textbox', { name: 'How long have you been here?' });
  await years.fill('7,5');
  await page.getByText('2 or more').waitFor();
  await next.press('Enter');
  const comment = page.getByRole('textbox', { name: 'What would help?' });
  await comment.fill('Fewer night shifts: my manager Ms Doe knows!');
  await page.getByText('doe · fewer · knows').waitFor();
  await comment.fill('Fewer night shifts');
  await assertAccessible(page);
  await assertNoSidewaysScroll(page);

  const sent = page.waitForRequest((request) => request.url().endsWith('/responses'));
  await page.getByRole('button', { name: 'Send my answers' }).press('Enter');
  const { answers } = (await sent).postDataJSON();
  assert.deepEqual(answers, {
    sought: 'yes',
    where: ['eap'],
    calm: 'often',
    fit: '10',
    years: 'long',
    more: ['fewer', 'night', 'shifts'],
  });
  await page.getByRole('heading', { name: 'Thank you' }).waitFor();
  for (const request of requests) {
    assert.ok(!/7,5|Ms Doe/.test(request.postData() ?? ''), 'what was typed stays in the browser');
  }
  assertClean();
});

test('whoever prefers not to say leaves nothing behind', async () => {
  const [link] = await links(1);
  const { page, assertClean } = await questions(link);
  const sought = page.getByRole('radiogroup', { name: 'Did you look for help?' });
  await sought.getByLabel('Yes').check();
  const where = page.getByRole('group', { name: 'Where?' });
  await where.getByLabel('A doctor').check();
  await where.getByLabel('Prefer not to say').check();
  assert.equal(await where.getByLabel('A doctor').isChecked(), false);
  const sent = page.waitForRequest((request) => request.url().endsWith('/responses'));
  await page.getByRole('button', { name: 'Next' }).click();
  await page.getByRole('button', { name: 'Send my answers' }).click();
  assert.deepEqual((await sent).postDataJSON().answers, { sought: 'yes', where: null });
  await page.getByRole('heading', { name: 'Thank you' }).waitFor();
  assertClean();
});
