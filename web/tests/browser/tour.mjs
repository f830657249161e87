// The respondent's pages one after the other, in one language, for the tests and the pictures that must see them all. It judges none.

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { call, openPage, replay } from './support.mjs';

/** A browser's language for each of the interface's. */
export const LOCALES = { en: 'en-GB', de: 'de-DE', es: 'es-ES', fr: 'fr-FR', ar: 'ar-EG', 'zh-Hans': 'zh-CN' };

const DOCUMENT = readFileSync(new URL('tour.yaml', import.meta.url), 'utf8');
const NOWHERE = '00000000-0000-4000-8000-000000000000';
const NO_CODE = 'A'.repeat(22);
const NO_RECEIPT = 'A'.repeat(43);

/** Surveys in every state that a page tells of. Each tour takes one link of the open one. */
export async function prepare(service, key, browser, tours = 1) {
  const wave = async (people) => {
    const programme = await call(service, key, 'POST', 'programmes', DOCUMENT, 'application/yaml');
    const { id } = programme.waves[0];
    await call(service, key, 'POST', `waves/${id}/open`);
    const roster = Array.from({ length: people }, (_, at) => `person-${at}`).join('\n');
    const csv = await call(service, key, 'POST', `waves/${id}/invitations`, `contact\n${roster}\n`, 'text/csv');
    const rows = csv.trim().split('\n').slice(1);
    return { id, links: rows.map((row) => row.split(',')[1]) };
  };
  const answerAll = (id, links) => {
    const [linksFile, answersFile] = ['links.csv', 'answers.csv'].map((name) => join(service.folder, name));
    writeFileSync(linksFile, `link\n${links.join('\n')}\n`);
    writeFileSync(answersFile, `talk\n${links.map(() => 'no').join('\n')}\n`);
    replay(service, id, linksFile, answersFile);
  };
  /** Ten of the day shift are enough to be told of, two of the night shift are not. */
  const nameGroups = (id) => {
    const rows = Array.from({ length: 12 }, (_, at) => `named-${at},${at < 10 ? 'day' : 'night'}`).join('\n');
    return call(service, key, 'POST', `waves/${id}/invitations`, `contact,shift\n${rows}\n`, 'text/csv');
  };
  const [open, closed, few] = [await wave(tours + 1), await wave(7), await wave(1)];
  await nameGroups(open.id);
  const used = open.links.pop();
  answerAll(open.id, [used]);

  const { page, context } = await openPage(browser, service);
  await step(page, closed.links[0], service);
  await next(page, 'fieldset');
  await page.locator('input[name=item-talk]').first().check();
  await next(page, '#item-years');
  await next(page, '.receipt');
  const address = await page.locator('main a').getAttribute('href');
  await context.close();
  answerAll(closed.id, closed.links.slice(1, 6));
  for (const { id } of [closed, few]) await call(service, key, 'POST', `waves/${id}/close`);
  const roster = Array.from({ length: tours }, (_, at) => `letter-${at}`).join('\n');
  const path = `waves/${open.id}/invitations?codes=true`;
  const csv = await call(service, key, 'POST', path, `contact\n${roster}\n`, 'text/csv');
  const rows = csv.trim().split('\n').slice(1);
  return { codes: rows.map((row) => row.split(',')[1]), open, used, closed, few, address };
}

/** Goes to a page, even to one that differs from the last only after the #. */
async function step(page, address, service) {
  await page.goto('about:blank');
  await page.goto(new URL(address, service.url).href);
  await page.locator('main').locator(SETTLED).first().waitFor();
  await page.locator('footer select').waitFor();
}

/** Presses what leads on, and waits for what there is then. */
async function next(page, shown) {
  await page.locator('main button.primary').click();
  await page.locator('main').locator(shown).first().waitFor();
}

/** The service gives this refusal, once. */
const refuses = (page, path, code, status = 409) =>
  page.route(path, (route) => route.fulfill({ status, json: { code, status } }), { times: 1 });

/** The page knows no secure connection. */
const insecurely = () => {
  if (window.location.search === '?insecure') Object.defineProperty(window, 'isSecureContext', { value: false });
};

/**
 * Every page that a respondent can see, in an order in which each can follow from the one before. To add one, add a line: its name, and
 * how to get there with the page, `go` (to an address) and the surveys of `prepare`.
 */
const PAGES = [
  ['home', ({ go }) => go('/')],
  ['link-cut', ({ go, open }) => go(`/answer/${open.id}`)],
  ['not-found', ({ go }) => go(`/answer/${NOWHERE}#${NO_CODE}`)],
  ['insecure', ({ go, open }) => go(`/answer/${open.id}?insecure#${NO_CODE}`)],
  ['closed', ({ go, closed }) => go(closed.links[6])],
  ['load-failed', ({ go, link, page }) => refuses(page, '**/api/v1/waves/*', '', 503).then(() => go(link))],
  ['link-unknown', ({ go, open, page }) => go(`/answer/${open.id}#${NO_CODE}`).then(() => next(page, LAST_WORD))],
  ['link-used', ({ go, used, page }) => go(used).then(() => next(page, LAST_WORD))],
  ['terms-differ', ({ go, link, page }) => refuses(page, '**/waves/*', 'terms-differ').then(() => go(link))],
  ['token-refused', ({ go, link, page }) => refuses(page, '**/waves/*', 'token-invalid', 401).then(() => go(link))],
  ['already-sent', ({ go, link, page }) => refuses(page, '**/waves/*', 'token-spent').then(() => go(link))],
  ['start', ({ go, link }) => go(`${link}&shift=day`)],
  ['questions', ({ page }) => next(page, 'fieldset')],
  ['questions-missing', ({ page }) => next(page, '.faults')],
  ['questions-more', answerFirstPage],
  ['groups-rare', nameRareGroup],
  ['panel-words', enterWrongWords],
  ['resumed', ({ go, link }) => go(link)],
  ['sending', beginSending],
  ['sending-failed', ({ page, held }) => held.abort().then(() => page.locator('main button.primary').waitFor())],
  ['receipt', ({ page }) => page.unroute('**/responses').then(() => next(page, '.receipt'))],
  ['receipt-page', ({ go }) => go('/receipt')],
  ['receipt-unreadable', ({ page }) => next(page, '.error')],
  ['receipt-open', ({ go, open }) => go(`/receipt/${open.id}#${NO_RECEIPT}`)],
  ['receipt-counted', ({ go, address }) => go(address)],
  ['receipt-missing', ({ go, closed }) => go(`/receipt/${closed.id}#${NO_RECEIPT}`)],
  ['receipt-few', ({ go, few }) => go(`/receipt/${few.id}#${NO_RECEIPT}`)],
  ['receipt-other-terms', ({ go, closed }) => go(`/receipt/${closed.id}#${NO_RECEIPT}.${NO_RECEIPT}`)],
  ['receipt-no-wave', ({ go }) => go(`/receipt/${NOWHERE}#${NO_RECEIPT}`)],
  ['receipt-failed', ({ go, address, page }) => refuses(page, '**/waves/*', '', 503).then(() => go(address))],
  ['code', ({ go }) => go('/code')],
  ['code-length', ({ page }) => next(page, '.error')],
  [
    'code-mistyped',
    ({ page }) =>
      page
        .locator('#code')
        .fill('K7QM-2XWD-9HTA')
        .then(() => next(page, '.error')),
  ],
  ['kiosk', ({ go }) => go('/kiosk')],
  [
    'kiosk-start',
    ({ page, code }) =>
      page
        .locator('#code')
        .fill(code)
        .then(() => next(page, '.points')),
  ],
  ['kiosk-questions', ({ page }) => next(page, 'fieldset')],
  ['kiosk-unsent', ({ page }) => page.locator('.kiosk-bar button').click()],
  ['code-used', ({ go, page, open, code }) => go(`/answer/${open.id}#${code}`).then(() => next(page, LAST_WORD))],
  ['self-check', ({ go }) => go('/self-check')],
  ['self-check-missing', leaveOut],
  ['self-check-result', answerSelfCheck],
];

/** A screen on which nothing is under way. */
const SETTLED = ':scope:not(:has([role=status]:not(.resumed))) h1';
/** A screen after which there is none. */
const LAST_WORD = ':scope:not(:has(fieldset, .points)) h1';

async function answerFirstPage({ page }) {
  for (const name of ['talk', 'calm', 'tense', 'fit']) await page.locator(`input[name=item-${name}]`).last().check();
  await page.locator('#item-talk').check();
  await page.locator('#item-sought').check();
  await next(page, '#item-years');
  await page.locator('#item-years').fill('٧');
  await page.locator('#item-more').fill('More time to talk');
  await page.locator('.terms').waitFor();
}

async function nameRareGroup({ page }) {
  await page.locator('.filled-in').waitFor();
  await page.locator('#attribute-shift').selectOption('night');
  await page.locator('section:has(.rare:not(:empty)) .steps button').waitFor();
}

async function enterWrongWords({ page, saved }) {
  await page.locator('.panel input[type=checkbox]').check();
  for (const summary of await page.locator('.panel summary').all()) await summary.click();
  await page.locator('.words li').last().waitFor();
  await page.locator('#panel-words').fill('chorus '.repeat(12));
  await page.locator('#panel-words').press('Enter');
  await page.locator('#panel-error').waitFor();
  await page.getByText(saved, { exact: true }).waitFor();
}

/** Holds what is sent until somebody lets it go. */
async function beginSending(at) {
  const { page } = at;
  const holding = new Promise((resolve) => {
    at.held = { abort: () => holding.then((route) => route.abort()) };
    void page.route('**/responses', resolve);
  });
  await next(page, '#item-years');
  await page.locator('main button.primary').click();
  await page.locator('.steps').waitFor({ state: 'detached' });
  await holding;
}

async function leaveOut({ page }) {
  await page.locator('input[name=instrument][value=gad7]').check();
  await next(page, '.error');
}

async function answerSelfCheck({ page }) {
  for (const row of await page.locator('main [role=radiogroup]').all())
    await row.locator('.option input').nth(2).check();
  await next(page, '#result');
}

/** What the page says in this language when all that was answered is kept. */
function savedIn(language) {
  const messages = readFileSync(new URL(`../../src/locales/${language}/answer.ftl`, import.meta.url), 'utf8');
  return /^questions-saved = (.+)$/m.exec(messages)[1];
}

/** Shows every page in a browser of its own, set to this language, to `visit(name, page)`. It takes the link. */
export async function tour({ service, browser, surveys, language, link }, options, visit) {
  const { page, context, assertClean } = await openPage(browser, service, { locale: LOCALES[language], ...options });
  await page.addInitScript(insecurely);
  page.on('dialog', (dialog) => dialog.accept());
  const saved = savedIn(language);
  const code = surveys.codes[surveys.open.links.indexOf(link)];
  const at = { ...surveys, link, code, page, saved, go: (address) => step(page, address, service) };
  for (const [name, lead] of PAGES) {
    await lead(at).catch((error) => Promise.reject(new Error(`on the way to ${name}: ${error.message}`)));
    await visit(name, page);
  }
  assertClean();
  await context.close();
}
