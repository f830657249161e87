// What a screen reader is given, from the browser's accessibility tree: on every page that a respondent can see, each control has a name
// and belongs to its question, headings and landmarks lead through, and all is read in the order in which it is seen. It judges no words
// but those of the questions, which are written down here as they are read.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { createAccount, launch, startService } from './support.mjs';
import { prepare, tour } from './tour.mjs';

const LANGUAGES = ['en', 'ar'];
const CONTROLS = new Set([
  'button',
  'link',
  'checkbox',
  'radio',
  'textbox',
  'combobox',
  'spinbutton',
  'DisclosureTriangle',
]);
const CHOICES = new Set(['checkbox', 'radio']);
/** How much higher the next thing in a row may begin, in pixels: less than one row is above another. */
const ROW = 12;
const GROUPS = new Set(['group', 'radiogroup']);

let service;
let browser;
let surveys;

before(async () => {
  service = await startService();
  browser = await launch();
  surveys = await prepare(service, createAccount(service, 'staff', 'organiser'), browser, LANGUAGES.length);
});

after(async () => {
  await browser?.close();
  await service?.stop();
});

/** What is read on a page, in order: role, name, the groups that it lies in, and the element. */
async function read(page) {
  const debug = await page.context().newCDPSession(page);
  const { nodes } = await debug.send('Accessibility.getFullAXTree');
  const known = new Map(nodes.map((node) => [node.nodeId, node]));
  const heard = [];
  const visit = (node, groups) => {
    const [role, name] = [node.role?.value, (node.name?.value ?? '').replaceAll(/\s+/g, ' ').trim()];
    const property = (wanted) => node.properties?.find((one) => one.name === wanted)?.value.value;
    if (!node.ignored) {
      heard.push({ role, name, groups, level: property('level'), element: node.backendDOMNodeId });
    }
    // What is under a control is its name.
    if (!node.ignored && CONTROLS.has(role)) return;
    const inside = !node.ignored && GROUPS.has(role) ? [...groups, name] : groups;
    for (const id of node.childIds ?? []) if (known.has(id)) visit(known.get(id), inside);
  };
  visit(nodes[0], []);
  return { heard, debug };
}

/** Where each lies that has a place of its own: top, bottom, and how far from the edge at which a line begins. */
async function places({ heard, debug }, rightToLeft) {
  const all = [];
  for (const one of heard) {
    if (one.role !== 'StaticText' && !CONTROLS.has(one.role)) continue;
    const { quads } = await debug
      .send('DOM.getContentQuads', { backendNodeId: one.element })
      .catch(() => ({ quads: [] }));
    if (quads.length === 0) continue;
    const [xs, ys] = [0, 1].map((odd) => quads.flat().filter((_, at) => at % 2 === odd));
    const inline = rightToLeft ? -Math.max(...xs) : Math.min(...xs);
    // What only screen readers are told is one pixel large, beside what it explains.
    if (Math.max(...ys) - Math.min(...ys) > 1) {
      all.push({ told: `${one.role} ${one.name}`, top: Math.min(...ys), bottom: Math.max(...ys), inline });
    }
  }
  return all;
}

/** One main part, one first heading, and no level of headings left out. */
function assertLeads(heard) {
  const named = (role) => heard.filter((one) => one.role === role);
  assert.equal(named('main').length, 1, 'one main part');
  assert.deepEqual(
    heard.filter((one) => one.role === 'heading' && one.level === 1).map((one) => one.name === ''),
    [false],
    'one heading of the first level',
  );
  const levels = named('heading').map((one) => one.level);
  assert.ok(
    levels.every((level, at) => level <= (levels[at - 1] ?? 0) + 1),
    `no level of headings is left out: ${levels}`,
  );
}

async function assertReadable(page, name, language) {
  const reading = await read(page);
  const { heard } = reading;
  const named = (role) => heard.filter((one) => one.role === role);

  const [dialog] = named('dialog');
  // What lies under a dialog cannot be reached, nor is it read.
  if (dialog) assert.notEqual(dialog.name, '', 'a dialog has a name');
  else assertLeads(heard);
  assert.ok(heard[0].name.length > 0, 'the page has a title');

  for (const one of heard) {
    if (CONTROLS.has(one.role)) assert.notEqual(one.name, '', `a ${one.role} has a name`);
    if (one.role === 'radio') assert.ok(one.groups.at(-1), `“${one.name}” belongs to a question that has a name`);
    if (CHOICES.has(one.role)) assert.ok(one.groups.every(Boolean), `“${one.name}” lies in no group without a name`);
    if (one.role === 'image' || one.role === 'img') assert.notEqual(one.name, '', 'an image has a text');
  }

  const seen = await places(reading, language === 'ar' && name !== 'home');
  assert.ok(seen.length > 2);
  for (const [at, now] of seen.entries()) {
    const last = seen[at - 1];
    if (last === undefined) continue;
    // The points of a scale stand beside one another, each above its number.
    const beside = now.inline >= last.inline - 1 && now.bottom > last.top - ROW;
    const later = now.top >= last.bottom - 2 || beside;
    // A text that breaks within a line begins again at the edge.
    const wrapped = now.bottom > last.bottom && now.top >= last.top;
    assert.ok(later || wrapped, `“${now.told}” is read after “${last.told}”, and stands before it`);
  }
  await reading.debug.detach();
}

for (const [at, language] of LANGUAGES.entries()) {
  test(`everything is named, and read in the order in which it is seen: ${language}`, async () => {
    const options = { viewport: { width: 320, height: 640 } };
    const link = surveys.open.links[at];
    await tour({ service, browser, surveys, language, link }, options, async (name, page) => {
      await assertReadable(page, name, language).catch((error) => assert.fail(`${name}: ${error.message}`));
      if (name === 'questions' && language === 'en') await assertHeard(page);
    });
  });
}

/** The first page of questions, as it is heard: each control with the question that it belongs to. */
async function assertHeard(page) {
  const { heard } = await read(page);
  const choices = heard.filter((one) => CHOICES.has(one.role));
  const questions = [...new Set(choices.map((one) => one.groups.join(' › ')))];
  const told = questions.map((question) => {
    const own = choices.filter((one) => one.groups.join(' › ') === question);
    return `${question}: ${own.map((one) => one.name).join(', ')}`;
  });
  assert.deepEqual(told, [
    'Question 1 of 6 · needs an answer I could talk to my manager.: No, Perhaps, Yes, Prefer not to say',
    'Question 2 of 6 · sensitive Where did you look for help?: A doctor, The hotline, Nowhere',
    'Question 3 of 6 In the last two weeks I was … › calm: Never, Often, No answer',
    'Question 3 of 6 In the last two weeks I was … › tense: Never, Often, No answer',
    'Question 4 of 6 How fit do you feel?: 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, No answer',
  ]);
}
