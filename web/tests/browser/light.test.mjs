// What a respondent's page costs and whom it asks: bytes before the first question, no other host, no cookie or storage of others.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { call, createAccount, launch, openPage, startService } from './support.mjs';

/** At most so many bytes, of bodies and of headers, come over the network before the first question can be read. */
const MOST = 60_000;
const LOCALES = ['en-GB', 'de-DE', 'es-ES', 'fr-FR', 'ar-EG', 'zh-CN'];
const DOCUMENT = `
title: {en: Training, de: Schulung, es: Formación, fr: Formation, ar: تدريب, zh-Hans: 培训}
languages: [en, de, es, fr, ar, zh-Hans]
waves:
  - title: Baseline
    k: 5
    attributes: [{code: shift, label: Your shift, values: [{code: day}, {code: night}]}]
    questionnaire:
      items:
        - {code: talk, text: I could talk to my manager., options: [{code: "no", label: "No"}, {code: "yes", label: "Yes"}]}
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

async function link() {
  const programme = await call(service, key, 'POST', 'programmes', DOCUMENT, 'application/yaml');
  const wave = programme.waves[0].id;
  await call(service, key, 'POST', `waves/${wave}/open`);
  const csv = await call(service, key, 'POST', `waves/${wave}/invitations`, 'contact\nana\n', 'text/csv');
  return csv.trim().split('\n')[1].split(',')[1];
}

/** Has a page note when the first question stands in it, in seconds since 1970. */
function noteFirstQuestion() {
  new MutationObserver((_, observer) => {
    if (document.querySelector('main input[type=radio]') === null) return;
    globalThis.questionAt = (performance.timeOrigin + performance.now()) / 1000;
    observer.disconnect();
  }).observe(document, { childList: true, subtree: true });
}

test('the first question is there after at most 60 KB, in every language', async () => {
  for (const locale of LOCALES) {
    const { page, context, assertClean } = await openPage(browser, service, { locale });
    await page.addInitScript(noteFirstQuestion);
    const network = await context.newCDPSession(page);
    await network.send('Network.enable');
    const asked = new Map();
    const replies = [];
    network.on('Network.requestWillBeSent', ({ requestId, wallTime }) => asked.set(requestId, wallTime));
    network.on('Network.loadingFinished', (reply) => replies.push(reply));
    const token = page.waitForResponse((reply) => reply.url().endsWith('/token-request'));
    await page.goto(await link());
    await page.locator('main button.primary').click();
    await page.getByText('I could talk to my manager.').waitFor();
    await (await token).finished();
    await page.waitForLoadState('networkidle');
    const questionAt = await page.evaluate(() => globalThis.questionAt);
    const bytes = (some) => some.reduce((sum, { encodedDataLength }) => sum + encodedDataLength, 0);
    // Whatever was asked for before counts, even if it came after.
    const before = bytes(replies.filter(({ requestId }) => asked.get(requestId) < questionAt));
    console.log(`${locale}: ${before} bytes before the first question, ${bytes(replies)} with the token`);
    assert.ok(before > 20_000 && before <= MOST, `${locale}: ${before} bytes`);
    assertClean();
    await context.close();
  }
});

test('it works where the browser blocks the storage of third parties, and where it forbids all storage', async () => {
  const { page, context, requests, assertClean } = await openPage(browser, service);
  const devtools = await context.newCDPSession(page);
  await devtools.send('Network.enable');
  await devtools.send('Network.setCookieControls', {
    enableThirdPartyCookieRestriction: true,
    disableThirdPartyCookieMetadata: true,
    disableThirdPartyCookieHeuristics: true,
  });
  await page.addInitScript(() => {
    for (const name of ['localStorage', 'sessionStorage']) {
      Object.defineProperty(window, name, {
        get() {
          throw new DOMException('denied', 'SecurityError');
        },
      });
    }
  });
  await page.goto(await link());
  await page.getByRole('button', { name: 'Start', exact: true }).click();
  await page.getByLabel('Yes').check();
  await page.getByText('This browser keeps nothing').waitFor();
  await page.getByRole('button', { name: 'Send my answers' }).click();
  await page.getByRole('heading', { name: 'Thank you' }).waitFor();
  assert.ok(requests.every((request) => new URL(request.url()).origin === service.url));
  assert.deepEqual(await context.cookies(), []);
  assertClean();
});
