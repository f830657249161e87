// From the link to the receipt by keyboard alone: every control is reached, in the order in which it is seen, with the focus in sight; each
// new screen is announced by its heading.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { assertAccessible, createAccount, launch, openPage, startService } from './support.mjs';
import { LOCALES, prepare } from './tour.mjs';

const LANGUAGES = ['en', 'ar'];

let service;
let browser;
let surveys;

before(async () => {
  service = await startService();
  browser = await launch();
  surveys = await prepare(service, createAccount(service, 'staff', 'organiser'), browser, LANGUAGES.length + 1);
});

after(async () => {
  await browser?.close();
  await service?.stop();
});

/** Notes all that the keyboard can reach, in the order of the document: of radio buttons with one name, the one that is reached. */
function reachable() {
  const all = [...document.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex]')];
  const groups = new Map();
  const stops = all.filter((element) => {
    if (element.disabled || element.tabIndex < 0 || !element.checkVisibility({ visibilityProperty: true }))
      return false;
    if (element.type !== 'radio') return true;
    const group = groups.get(element.name) ?? [];
    groups.set(element.name, [...group, element]);
    return group.length === 0;
  });
  globalThis.stops = stops.map((stop) => groups.get(stop.name) ?? [stop]);
  return { many: stops.length, forced: all.filter((element) => element.tabIndex > 0).length };
}

/** Which of them has the focus, where it is, and whether it can be seen. */
function focus() {
  const element = document.activeElement;
  const { outlineStyle, outlineWidth } = getComputedStyle(element);
  const { left, right, top, bottom } = element.getBoundingClientRect();
  const [x, y] = [(left + right) / 2, (Math.max(top, 0) + Math.min(bottom, window.innerHeight)) / 2];
  const there = document.elementFromPoint(x, y);
  return {
    at: globalThis.stops.findIndex((stop) => stop.includes(element)),
    ringed: outlineStyle === 'solid' && Number.parseFloat(outlineWidth) >= 2,
    uncovered: element === there || element.contains(there) || there?.contains(element),
    top: top + window.scrollY,
    bottom: bottom + window.scrollY,
    // From the edge at which a line begins.
    inline: document.documentElement.dir === 'rtl' ? window.innerWidth - right : left,
    told: `${element.tagName} ${element.id} ${element.textContent.trim().slice(0, 40)}`,
  };
}

const order = (length) => Array.from({ length }, (_, at) => at);

/** Goes through the whole screen with Tab, and back with Shift+Tab. */
async function walk(page) {
  await page.evaluate(() => {
    document.body.tabIndex = -1;
    document.body.focus({ preventScroll: true });
    document.body.removeAttribute('tabindex');
  });
  const { many, forced } = await page.evaluate(reachable);
  assert.equal(forced, 0, 'no control pushes itself forward');
  let last;
  for (const key of ['Tab', 'Shift+Tab']) {
    const met = [];
    for (let press = 0; press < many; press += 1) {
      if (key === 'Tab' || press > 0) await page.keyboard.press(key);
      const now = await page.evaluate(focus);
      assert.ok(now.ringed && now.uncovered, `${key} ${press + 1} of ${many}: the focus can be seen at ${now.told}`);
      if (key === 'Tab' && last !== undefined) {
        const below = now.top >= last.bottom - 1;
        assert.ok(below || (now.bottom > last.top && now.inline > last.inline), `${now.told} comes after ${last.told}`);
      }
      met.push(now.at);
      last = now;
    }
    assert.deepEqual(met, key === 'Tab' ? order(many) : order(many).reverse());
  }
}

/** Presses Tab, from where the focus is, until it is on what this finds. */
async function tabTo(page, selector, key = 'Tab') {
  for (let press = 0; press < 60; press += 1) {
    await page.keyboard.press(key);
    if (await page.evaluate((wanted) => document.activeElement.matches(wanted), selector)) return;
  }
  assert.fail(`the keyboard does not reach ${selector}`);
}

const press = async (page, ...keys) => {
  for (const key of keys) await page.keyboard.press(key);
};

/** The screen that has this is there, and the focus is on its heading. */
async function announced(page, shown) {
  await page.locator('main').locator(shown).first().waitFor();
  await page.waitForFunction(() => document.activeElement?.tagName === 'H1');
}

for (const [at, language] of LANGUAGES.entries()) {
  test(`from the link to the receipt by keyboard alone: ${language}`, async () => {
    const options = { locale: LOCALES[language], viewport: { width: 320, height: 640 } };
    const { page, assertClean } = await openPage(browser, service, options);
    await page.goto(surveys.open.links[at]);
    await announced(page, '.points');
    await walk(page);
    await tabTo(page, 'main button.primary');
    await press(page, 'Enter');

    await announced(page, 'fieldset');
    await walk(page);
    await tabTo(page, 'main button.primary');
    await press(page, 'Enter');
    // What is missing is announced, and leads there.
    await page.waitForFunction(() => document.activeElement?.matches('.notice'));
    await press(page, 'Tab', 'Enter');
    assert.equal(await page.evaluate(() => document.activeElement.id), 'item-talk');
    await press(page, 'Space', 'ArrowDown');
    assert.equal(await page.locator('input[name=item-talk]:checked').inputValue(), 'maybe');
    await press(page, 'Tab', 'Space', 'Tab', 'Space');
    assert.deepEqual(
      await page.locator('fieldset input[type=checkbox]').evaluateAll((all) => all.map((one) => one.checked)),
      [true, true, false],
    );
    await press(page, 'Tab', 'Tab', 'ArrowUp', 'Tab', 'ArrowDown');
    await tabTo(page, 'main button.primary');
    await press(page, 'Shift+Tab', 'Space', 'ArrowDown');
    const given = await page.locator('input[type=radio]:checked').evaluateAll((all) => all.map((one) => one.value));
    assert.deepEqual(given, ['maybe', '', 'often', '1']);
    await tabTo(page, 'main button.primary');
    await press(page, 'Enter');

    await announced(page, '#item-years');
    await tabTo(page, '#item-years');
    await page.keyboard.type('7');
    await press(page, 'Tab');
    await page.keyboard.type('more time');
    await press(page, 'Tab', 'ArrowDown', 'Tab', 'Space', 'Tab', 'Enter');
    await page.locator('.words li').last().waitFor();
    await walk(page);
    assert.equal(await page.locator('#attribute-shift').inputValue(), 'day');
    // Back and forth: what was answered is still there.
    await tabTo(page, 'main .steps button:not(.primary)');
    await press(page, 'Enter');
    await announced(page, '#item-talk');
    await tabTo(page, 'main button.primary');
    await press(page, 'Enter');
    await announced(page, '#item-years');
    assert.equal(await page.locator('#item-more').inputValue(), 'more time');
    const sent = page.waitForRequest((request) => request.url().endsWith('/responses'));
    await tabTo(page, 'main button.primary');
    await press(page, 'Enter');
    const { attributes, answers, panel } = (await sent).postDataJSON();
    assert.deepEqual(attributes, { shift: 'day' });
    const expected = { talk: 'maybe', sought: ['doctor', 'hotline'], tense: 'often', fit: '1', years: 'long' };
    assert.deepEqual(answers, { ...expected, more: ['more', 'time'] });
    assert.match(panel, /^[\w-]{43}$/);

    await announced(page, '.receipt');
    await walk(page);
    await tabTo(page, 'main a');
    await press(page, 'Enter');
    await page.waitForURL('**/receipt/**');
    await announced(page, ':scope:not(:has([role=status])) h1');
    await walk(page);
    assertClean();
  });
}

test('the language is chosen by keyboard, stays for the tab, and goes when the answers have gone', async () => {
  const { page, assertClean } = await openPage(browser, service, { viewport: { width: 320, height: 640 } });
  const choice = page.locator('#language');
  const marked = () => page.evaluate(() => [document.documentElement.lang, document.documentElement.dir].join());
  await page.goto(surveys.open.links.at(-1));
  await announced(page, '.points');
  await tabTo(page, '#language', 'Shift+Tab');
  await press(page, 'ArrowDown', 'ArrowDown', 'ArrowDown', 'ArrowDown');
  await page.locator('html[dir=rtl]').waitFor();
  assert.deepEqual([await marked(), await choice.inputValue()], ['ar,rtl', 'ar']);
  assert.equal(await page.evaluate(() => document.activeElement.id), 'language', 'the focus stays where it was');
  await assertAccessible(page);
  await page.reload();
  await announced(page, '.points');
  assert.equal(await marked(), 'ar,rtl');

  // A language that cannot be had is told, and changes nothing.
  await page.route('**/assets/answer-*', (route) => route.abort());
  await choice.selectOption('de');
  await page.locator('header [role=status]:not(:empty)').waitFor();
  assert.deepEqual([await marked(), await choice.inputValue()], ['ar,rtl', 'ar']);
  await page.unroute('**/assets/answer-*');
  await choice.selectOption('de');
  await page.locator('html[lang=de]').waitFor();
  assert.equal(await page.locator('header [role=status]').textContent(), '');

  await page.locator('main button.primary').click();
  await page.locator('#item-talk').check();
  await page.locator('main button.primary').click();
  await page.locator('#item-years').waitFor();
  await page.locator('main button.primary').click();
  await page.locator('.receipt').waitFor();
  assert.equal(await marked(), 'de,ltr');
  await page.goto(`${service.url}/self-check`);
  await page.locator('main h1').waitFor();
  assert.equal(await marked(), 'en,ltr', 'the next reader on the device may be another');
  assertClean();
});
