// Help on every page, and the self-check: it tells what a score means, cannot send anything, and forgets.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { assertAccessible, assertNoSidewaysScroll, launch, openPage, startService } from './support.mjs';

const SETTINGS = `
[[help]]
name = { en = "Employee assistance <EAP> & \\"friends\\"", de = "Mitarbeiterberatung" }
contact = { en = "Extension 5555", de = "Durchwahl 5555" }
url = "https://help.example.org/"
`;
const NO_WAVE = '00000000-0000-4000-8000-000000000000';

let service;
let browser;

before(async () => {
  service = await startService(SETTINGS);
  browser = await launch();
});

after(async () => {
  await browser?.close();
  await service?.stop();
});

test('every page says where to find help, in the reader’s country', async () => {
  for (const path of ['/', '/organise', `/results/${NO_WAVE}`, `/answer/${NO_WAVE}`, '/self-check']) {
    const { page, context, assertClean } = await openPage(browser, service, { locale: 'fr-FR' });
    await page.goto(service.url + path);
    const footer = page.getByRole('contentinfo');
    await footer.getByText('Employee assistance <EAP> & "friends"').waitFor();
    assert.equal(await footer.getByRole('link', { name: '3114' }).getAttribute('href'), 'tel:3114', path);
    await footer.getByRole('combobox').selectOption('DE');
    await footer.getByRole('link', { name: '0800 111 0 111' }).waitFor();
    await footer.getByRole('combobox').selectOption('');
    assert.equal(await footer.getByRole('link', { name: '0800 111 0 111' }).count(), 0);
    await assertAccessible(page);
    assertClean();
    await context.close();
  }
});

async function selfCheck(options) {
  const opened = await openPage(browser, service, { viewport: { width: 320, height: 640 }, ...options });
  await opened.page.goto(`${service.url}/self-check`);
  await opened.page.getByRole('radio').first().waitFor();
  return opened;
}

test('the self-check adds up in the browser and leads on', async () => {
  const { page, requests, assertClean } = await selfCheck();
  const loaded = requests.length;
  await page.getByLabel(/Worry and tension/).check();
  await assertAccessible(page);
  await assertNoSidewaysScroll(page);
  const rows = page.getByRole('radiogroup', { name: /nervous|worrying|Worrying|relaxing|restless|annoyed|afraid/ });
  assert.equal(await rows.count(), 7);
  await page.getByRole('button', { name: 'Show what it means' }).click();
  await page.getByText('Please answer each question').first().waitFor();
  for (const row of await rows.all()) await row.getByLabel('Several days').check();
  await page.getByRole('button', { name: 'Show what it means' }).click();
  await page.getByText('Your score: 7 of 21.').waitFor();
  await page.getByText('You have some of these signs.').waitFor();
  for (const row of await rows.all()) await row.getByLabel('Nearly every day').check();
  await page.getByRole('button', { name: 'Show what it means' }).click();
  await page.getByText('Your score: 21 of 21.').waitFor();
  await page.getByText('If you think of hurting yourself').waitFor();
  await assertAccessible(page);
  await assertNoSidewaysScroll(page);

  await page.getByLabel(/Well-being/).check();
  assert.equal(await page.getByText('Your score').count(), 0, 'another one begins anew');
  const statements = page.getByRole('radiogroup', { name: /^(I have felt|I woke|My daily life)/ });
  for (const row of await statements.all()) await row.getByLabel('At no time').check();
  await page.getByRole('button', { name: 'Show what it means' }).click();
  await page.getByText('Your score: 0 of 100.').waitFor();
  await page.getByText('Your well-being is low just now.').waitFor();
  assert.equal(requests.length, loaded, 'nothing was asked of anybody');
  assertClean();
});

test('the self-check could not send anything if it wanted to, and keeps nothing', async () => {
  const { page, context } = await selfCheck({ locale: 'de-DE' });
  await page.getByRole('heading', { name: 'Wie geht es mir?' }).waitFor();
  await page.getByLabel(/Gedrückte Stimmung/).check();
  const rows = page.getByRole('radiogroup', { name: /./ });
  await rows.nth(1).getByRole('radio').first().check();
  const sent = await page.evaluate(async () => {
    const beacon = navigator.sendBeacon('/api/v1/waves', 'x');
    const fetched = await fetch('/').then(
      () => true,
      () => false,
    );
    return [beacon, fetched];
  });
  assert.equal(sent[1], false);
  const kept = await page.evaluate(() => [localStorage.length, sessionStorage.length, document.cookie]);
  assert.deepEqual(kept, [0, 0, '']);
  await page.goto(`${service.url}/`);
  await page.goBack();
  await page.getByRole('heading', { name: 'Wie geht es mir?' }).waitFor();
  assert.equal(await page.locator('input:checked').count(), 0, 'whoever goes back finds nothing');
  await context.close();
});
