// Every page that a respondent can see: axe-core finds nothing, in any language, light or dark, and nothing sticks out to the side, on
// the narrowest phones and with everything at twice its size.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { assertAccessible, assertNoSidewaysScroll, createAccount, launch, startService } from './support.mjs';
import { LOCALES, prepare, tour } from './tour.mjs';

/** A window of 640 pixels at 200 % has so many of CSS, which is the narrowest phone as well. A window of 1280 at 200 % has the others. */
const NARROW = { width: 320, height: 640 };
const WIDE = { width: 640, height: 480 };

let service;
let browser;
let surveys;

before(async () => {
  service = await startService();
  const key = createAccount(service, 'staff', 'organiser');
  browser = await launch();
  surveys = await prepare(service, key, browser, Object.keys(LOCALES).length);
});

after(async () => {
  await browser?.close();
  await service?.stop();
});

async function assertGood(page, language, name) {
  const marked = await page.evaluate(() => [document.documentElement.lang, document.documentElement.dir]);
  const expected = name === 'home' ? 'en' : language;
  assert.deepEqual(marked, [expected, name === 'home' ? '' : language === 'ar' ? 'rtl' : 'ltr']);
  await page.evaluate(() => document.querySelectorAll('details').forEach((details) => (details.open = true)));
  for (const colorScheme of ['light', 'dark']) {
    await page.emulateMedia({ colorScheme });
    await assertAccessible(page);
  }
  await assertNoSidewaysScroll(page);
  await page.setViewportSize(WIDE);
  await assertNoSidewaysScroll(page);
  await page.setViewportSize(NARROW);
}

// Two at a time: a browser's pages are processes of their own.
test('every page, in every language, light and dark, narrow and at 200 %', { concurrency: 2 }, async (all) => {
  const options = { viewport: NARROW, deviceScaleFactor: 2 };
  const tours = Object.keys(LOCALES).map((language, at) =>
    all.test(language, () =>
      tour({ service, browser, surveys, language, link: surveys.open.links[at] }, options, (name, page) =>
        assertGood(page, language, name).catch((error) => assert.fail(`${name}: ${error.message}`)),
      ),
    ),
  );
  await Promise.all(tours);
});
