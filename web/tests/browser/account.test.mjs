// Accounts in a real browser: the first administrator by the link that the service prints, a colleague by a link of theirs, keys, the log,
// and sign-ins that no script can read, that hold in every tab, and that end everywhere.

import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { after, before, test } from 'node:test';
import { assertAccessible, assertNoSidewaysScroll, keepPicture, launch, openPage, startService } from './support.mjs';

const PASSWORD = 'correct horse battery staple';
const PHONE = { width: 360, height: 740 };

let service;
let browser;
let invited;

before(async () => {
  service = await startService();
  browser = await launch();
});

after(async () => {
  await browser?.close();
  await service?.stop();
});

async function signIn(page, name, password = PASSWORD) {
  await page.getByLabel('Name', { exact: true }).fill(name);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
}

async function setPassword(page, password = PASSWORD) {
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByLabel('The same password again').fill(password);
  await page.getByRole('button', { name: 'Set the password' }).click();
}

test('the link that the service prints makes the first administrator, once', async () => {
  const { page, context, assertClean } = await openPage(browser, service);
  const link = await service.firstLink;
  await page.goto(link);
  await page.getByText('This link makes the first account.').waitFor();
  assert.equal(new URL(page.url()).hash, '', 'the address bar holds no code');
  await page.getByLabel('Name of your account').fill('boss');
  await setPassword(page, 'short');
  await page.getByText('15 to 200 characters').waitFor();
  await assertAccessible(page);
  await keepPicture(page, 'welcome');
  await setPassword(page);
  await page.getByText('The password of boss is set.').first().waitFor();
  await page.goto(link);
  await page.getByRole('heading', { name: 'This link leads nowhere any more' }).waitFor();
  await assertAccessible(page);
  assertClean();
  await context.close();
});

test('an administrator makes accounts, gives roles and links, and reads what was asked for', async () => {
  const { page, context, requests, assertClean } = await openPage(browser, service);
  await page.goto(`${service.url}/account`);
  await signIn(page, 'boss');
  await page.getByRole('heading', { name: 'Accounts', level: 1 }).waitFor();
  const form = page.locator('form', { hasText: 'A new account' });
  await form.getByLabel('Name').fill('ana');
  await form.getByRole('button', { name: 'Make the account' }).click();
  await page.getByText('Send this link to ana.').waitFor();
  invited = await page.locator('.notice code').textContent();
  assert.match(invited, new RegExp(`^${service.url}/welcome#[\\w-]{22}$`));
  const row = page.getByRole('row', { name: /^ana/ });
  await row.getByLabel('Organiser').click();
  await page.getByText('The roles of ana are changed.').first().waitFor({ state: 'attached' });
  assert.ok(await row.getByLabel('Evaluator').isChecked());
  assert.ok(await row.getByLabel('Organiser').isChecked());
  // Nobody takes the last administrator's role.
  await page.getByRole('row', { name: /^boss/ }).getByLabel('Administrator').click();
  await page.getByText('This is the last administrator', { exact: true }).waitFor();
  assert.ok(await page.getByRole('row', { name: /^boss/ }).getByLabel('Administrator').isChecked());
  await page.locator('summary', { hasText: 'What staff asked for' }).click();
  await page.getByText('POST /accounts').waitFor();
  await assertAccessible(page);
  await keepPicture(page, 'account');
  await page.setViewportSize(PHONE);
  await assertNoSidewaysScroll(page);
  const sent = await Promise.all(
    requests.filter((each) => each.url().includes('/api/')).map((each) => each.allHeaders()),
  );
  assert.ok(sent.some((headers) => headers.cookie?.startsWith('chorus_session=')));
  assert.ok(sent.every((headers) => !('authorization' in headers)));
  const kept = await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie]));
  assert.ok(!kept.includes('chorus_session') && !/chorus_[\w-]{43}/.test(kept), 'no script can read the key');
  assertClean();
  await context.close();
});

test('a colleague sets a password, makes a key, and is signed in in every tab until signing out', async () => {
  const { page, context, assertClean } = await openPage(browser, service, { viewport: PHONE });
  await page.goto(invited);
  await page.getByText('This link sets the password of the account ana.').waitFor();
  await setPassword(page);
  await page.getByRole('link', { name: 'To the sign-in' }).click();
  await signIn(page, 'ana', 'not the right password');
  await page.getByText('Name and password do not fit.').waitFor();
  await signIn(page, 'ana');
  await page.getByText('There are no programmes yet.').waitFor();
  await page.getByRole('link', { name: 'Signed in as ana' }).click();
  await page.getByRole('heading', { name: 'Account', level: 1 }).waitFor();
  assert.equal(await page.getByText('All accounts').count(), 0);
  await page.getByLabel('What the key is for').fill('nightly export');
  await page.getByRole('button', { name: 'Make a key' }).click();
  await page.getByText('This key is shown only now.').waitFor();
  const key = await page.locator('.notice code').textContent();
  const ask = () => fetch(`${service.url}/api/v1/results`, { headers: { Authorization: `Bearer ${key}` } });
  assert.equal((await ask()).status, 200);
  await assertAccessible(page);
  await assertNoSidewaysScroll(page);
  await page.getByRole('button', { name: 'Revoke the key nightly export' }).click();
  await assertAccessible(page);
  await page.getByRole('dialog').getByRole('button', { name: 'Revoke' }).click();
  await page.getByText('You have no keys.').waitFor();
  assert.equal((await ask()).status, 401);

  // Whoever is signed in and answers a survey, or looks for a receipt, is not recognised by it.
  const respondent = await context.newPage();
  const calls = [];
  respondent.on('request', (request) => request.url().includes('/api/') && calls.push(request));
  await respondent.goto(`${service.url}/receipt/00000000-0000-4000-8000-000000000000#${'A'.repeat(43)}`);
  await respondent.getByRole('heading', { name: 'There is no such survey' }).waitFor();
  const headers = await Promise.all(calls.map((request) => request.allHeaders()));
  assert.ok(headers.length > 0 && headers.every((one) => !('cookie' in one) && !('authorization' in one)));

  const other = await context.newPage();
  await other.goto(`${service.url}/organise`);
  await other.getByText('There are no programmes yet.').waitFor();
  await page.getByLabel('Password until now').fill(PASSWORD);
  await page.getByLabel('New password').fill('another few random words');
  await page.getByLabel('The same password again').fill('another few random words');
  await page.getByRole('button', { name: 'Change the password' }).click();
  await page.getByRole('heading', { name: 'Sign in' }).waitFor();
  await other.reload();
  await other.getByText('Your session has ended.').waitFor();
  await signIn(other, 'ana', 'another few random words');
  await other.getByText('There are no programmes yet.').waitFor();
  await other.getByRole('button', { name: 'Sign out' }).click();
  await page.reload();
  await page.getByRole('heading', { name: 'Sign in' }).waitFor();
  assertClean();
  await context.close();
});

/** What an authenticator app shows for this secret (RFC 6238), so many half minutes from now. */
function shown(secret, steps) {
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
  const bits = [...secret].map((letter) => letters.indexOf(letter).toString(2).padStart(5, '0')).join('');
  const key = Buffer.from(bits.match(/.{8}/g).map((byte) => parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000) + steps));
  const hash = createHmac('sha1', key).update(counter).digest();
  const number = hash.readUInt32BE(hash.at(-1) & 15) & 0x7fffffff;
  return String(number % 1_000_000).padStart(6, '0');
}

test('a colleague sets up an authenticator app, signs in with its codes, and does without them again', async () => {
  const password = 'another few random words';
  const { page, context, assertClean } = await openPage(browser, service, { viewport: PHONE });
  await page.goto(`${service.url}/account`);
  await signIn(page, 'ana', password);
  await page.getByRole('button', { name: 'Set up an app' }).click();
  const picture = page.getByRole('img', { name: 'QR code for an authenticator app' });
  await picture.waitFor();
  assert.ok(await picture.evaluate((image) => image.complete && image.naturalWidth > 0), 'the picture is drawn');
  const panel = page.locator('section', { has: page.getByRole('heading', { name: 'Codes of an authenticator app' }) });
  const secret = (await panel.locator('code').textContent()).replaceAll(' ', '');
  await assertAccessible(page);
  await assertNoSidewaysScroll(page);
  await keepPicture(page, 'second-factor');
  const confirm = async (code, button) => {
    await panel.getByLabel('Your password').fill(password);
    await panel.getByLabel('Code of the app').fill(code);
    await panel.getByRole('button', { name: button }).click();
  };
  await confirm(shown(secret, 100), 'Ask for codes from now on');
  await page.getByText('The code is not right', { exact: true }).waitFor();
  await confirm(shown(secret, -1), 'Ask for codes from now on');
  await panel.getByText('Signing in needs your password and a code of your authenticator app.').waitFor();
  await page.getByRole('button', { name: 'Sign out' }).click();

  await signIn(page, 'ana', password);
  await page.getByText('Now fill in the code that your authenticator app shows.').waitFor();
  await page.waitForFunction(() => document.activeElement?.getAttribute('autocomplete') === 'one-time-code');
  await assertAccessible(page);
  await page.keyboard.type(shown(secret, 100));
  await page.keyboard.press('Enter');
  await page.getByText('The code is not right. Wait for the next one').waitFor();
  await page.getByLabel('Code of the app').fill(shown(secret, 0));
  await page.keyboard.press('Enter');
  await panel.getByRole('button', { name: 'Do without codes' }).waitFor();
  await confirm(shown(secret, 1), 'Do without codes');
  await panel.getByText('Signing in needs your password alone.').waitFor();
  assertClean();
  await context.close();
});
