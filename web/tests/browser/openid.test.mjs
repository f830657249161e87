// Signing in with the organisation's account, in a real browser, at a real provider (oidc-provider, certified by the OpenID Foundation):
// there and back to the page that was asked for, and what is said when the account opens nothing here.

import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { after, before, test } from 'node:test';
import Provider from 'oidc-provider';
import { assertAccessible, createAccount, launch, openPage, startService } from './support.mjs';

const CLIENT = { client_id: 'chorus', client_secret: 'a secret for nobody else to know' };

/** Where the provider's own pages would have their letters from. */
const FONTS = 'https://fonts.googleapis.com';

let service;
let browser;
let server;
let issuer;

before(async () => {
  // The service must know where the provider is, and the provider where to send people back to.
  server = createServer();
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  issuer = `http://localhost:${server.address().port}`;
  service = await startService('', {
    CHORUS__OPENID__ISSUER: issuer,
    CHORUS__OPENID__NAME: 'Example Ltd',
    CHORUS__OPENID__CLIENT_ID: CLIENT.client_id,
    CHORUS__OPENID__CLIENT_SECRET: CLIENT.client_secret,
  });
  const provider = new Provider(issuer, {
    clients: [{ ...CLIENT, redirect_uris: [`${service.url}/api/v1/openid/callback`] }],
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
    findAccount: (_, id) => ({
      accountId: id,
      claims: () => ({ sub: id, email: `${id}@example.org`, email_verified: true }),
    }),
    cookies: { keys: ['for this test'] },
  });
  server.on('request', provider.callback());
  createAccount(service, 'ana@example.org', 'evaluator');
  browser = await launch();
});

after(async () => {
  await browser?.close();
  await service?.stop();
  server?.closeAllConnections();
  server?.close();
});

async function signInThere(page, name) {
  await page.getByRole('link', { name: 'Sign in with Example Ltd' }).click();
  await page.getByPlaceholder('Enter any login').fill(name);
  await page.getByPlaceholder('and password').fill('anything');
  await page.getByRole('button', { name: 'Sign-in' }).click();
  await page.getByRole('button', { name: 'Continue' }).click();
}

test('an evaluator comes back to the page that was asked for, and is signed in', async () => {
  const { page, context, assertClean } = await openPage(browser, service, { leadsTo: [issuer, FONTS] });
  await page.route(`${FONTS}/**`, (route) => route.abort());
  await page.goto(`${service.url}/dashboard?language=de`);
  await page.getByRole('link', { name: 'Sign in with Example Ltd' }).waitFor();
  await assertAccessible(page);
  await signInThere(page, 'ana');
  await page.getByRole('link', { name: 'Signed in as ana@example.org' }).waitFor();
  assert.equal(page.url(), `${service.url}/dashboard?language=de`);
  const kept = await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie]));
  assert.ok(!kept.includes('chorus_openid') && !kept.includes('chorus_session'), 'no script can read a cookie');
  await page.goto(`${service.url}/account`);
  await page.getByText('You sign in with your organisation’s account').waitFor();
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.getByRole('heading', { name: 'Sign in' }).waitFor();
  assertClean();
  await context.close();
});

test('whoever has no account here is told so, and may decline', async () => {
  const { page, context, assertClean } = await openPage(browser, service, { leadsTo: [issuer, FONTS] });
  await page.route(`${FONTS}/**`, (route) => route.abort());
  await page.goto(`${service.url}/organise`);
  await signInThere(page, 'eve');
  await page.getByText('there is no account here that it may open for you').waitFor();
  assert.equal(page.url(), `${service.url}/account`, 'it is said once');
  await assertAccessible(page);
  await page.getByRole('link', { name: 'Sign in with Example Ltd' }).click();
  await page.getByText('there is no account here that it may open for you').waitFor();
  await context.clearCookies();
  await page.getByRole('link', { name: 'Sign in with Example Ltd' }).click();
  await page.getByRole('link', { name: 'Cancel' }).click();
  await page.getByText('was not completed').waitFor();
  assertClean();
  await context.close();
});
