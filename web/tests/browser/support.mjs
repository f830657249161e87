// A real service, a real browser, and what every page must keep to. It knows no page in particular.

import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

const program = process.env.CHORUS_BIN ?? fileURLToPath(new URL('../../../target/debug/chorus', import.meta.url));
const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Starts a service of its own on a free port, with these settings (TOML) and variables. `firstLink` is where its first administrator is
 * made; `stop` ends it and erases its data. */
export async function startService(settings = '', variables = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'chorus-browser-'));
  const data = join(folder, 'data');
  const file = join(folder, 'chorus.toml');
  writeFileSync(file, settings);
  const child = spawn(program, ['serve', '--data-dir', data, '--listen', '127.0.0.1:0', '--config', file], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, ...variables },
  });
  let told;
  const firstLink = new Promise((resolve) => (told = resolve));
  const url = await new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`the service ended with ${code}`)));
    createInterface({ input: child.stdout }).on('line', (line) => {
      if (line.startsWith('Listening on ')) resolve(line.replace('Listening on ', ''));
      if (line.includes('/welcome#')) told(line);
    });
  });
  const stop = async () => {
    child.removeAllListeners('exit');
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGTERM');
    await ended;
    rmSync(folder, { recursive: true });
  };
  return { url, data, folder, firstLink, stop };
}

/** Makes an account with the command line, beside the running service; gives its API key. */
export function createAccount(service, name, roles, password) {
  const withPassword = password === undefined ? [] : ['--password-stdin'];
  const options = ['account', 'create', name, '--role', roles, '--data-dir', service.data, ...withPassword];
  const printed = execFileSync(program, options, { input: `${password ?? ''}\n`, stdio: ['pipe', 'pipe', 'ignore'] });
  return printed.toString().trim().split('\n').at(-1);
}

/** Calls the API as staff. */
export async function call(service, key, method, path, body, type = 'application/json') {
  const reply = await fetch(`${service.url}/api/v1/${path}`, {
    method,
    headers: { Authorization: `Bearer ${key}`, 'Content-Type': type },
    body,
  });
  const text = await reply.text();
  assert.ok(reply.ok, `${method} ${path}: ${reply.status} ${text}`);
  return reply.headers.get('content-type').includes('json') ? JSON.parse(text) : text;
}

/** Runs `chorus replay`. */
export function replay(service, wave, links, answers) {
  const options = ['replay', '--server', service.url, '--wave', wave, '--links', links, '--answers', answers];
  execFileSync(program, options, { stdio: ['ignore', 'ignore', 'ignore'] });
}

export function launch() {
  const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium';
  const quiet = ['--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-first-run'];
  return chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu', '--disable-quic', ...quiet] });
}

/** Opens a page that notes everything that it must not do: errors on the console, and calls to anybody else but those whom it is meant to
 * lead to. */
export async function openPage(browser, service, { leadsTo = [], ...options } = {}) {
  const context = await browser.newContext({ locale: 'en-GB', reducedMotion: 'reduce', ...options });
  const page = await context.newPage();
  const faults = [];
  const requests = [];
  page.on('pageerror', (error) => faults.push(`error: ${error.message}`));
  page.on('console', (message) => {
    // The browser itself reports refused calls; the tests that provoke them look at the page instead.
    const refusedCall = message.text().startsWith('Failed to load resource');
    if (['error', 'warning'].includes(message.type()) && !refusedCall) faults.push(`console: ${message.text()}`);
  });
  page.on('request', (request) => {
    requests.push(request);
    const own = new URL(request.url());
    const known = [service.url, ...leadsTo].includes(own.origin) || ['blob:', 'data:'].includes(own.protocol);
    if (!known) faults.push(`foreign: ${request.url()}`);
  });
  const assertClean = () => assert.deepEqual(faults, []);
  return { context, page, requests, assertClean };
}

/** WCAG 2.2 AA as far as axe-core can tell. It is put in by the debugger, which the page's policy does not concern. */
export async function assertAccessible(page) {
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(axeSource);
  const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
  const found = await page.evaluate((values) => globalThis.axe.run({ runOnly: { type: 'tag', values } }), tags);
  const told = found.violations.map((fault) => `${fault.id}: ${fault.nodes.map((node) => node.html).join(' | ')}`);
  assert.deepEqual(told, []);
}

/** Nothing sticks out to the side. */
export async function assertNoSidewaysScroll(page) {
  const wide = await page.evaluate(() => [document.documentElement.scrollWidth, window.innerWidth]);
  assert.ok(wide[0] <= wide[1], `the page is ${wide[0]} wide in a window of ${wide[1]}`);
}

/** The texts of a table's cells, once there are any: a table is drawn only when it is opened. */
export async function tableTexts(cells) {
  await cells.first().waitFor();
  return (await cells.allTextContents()).map((text) => text.trim());
}

/** Keeps a picture of the page, as WebP, in the folder that SCREENSHOTS names; without it nothing. */
export async function keepPicture(page, name) {
  if (!process.env.SCREENSHOTS) return;
  const { width } = page.viewportSize();
  const height = await page.evaluate(
    () => document.querySelector('main').getBoundingClientRect().bottom + window.scrollY,
  );
  const devtools = await page.context().newCDPSession(page);
  const clip = { x: 0, y: 0, width, height: Math.min(height, 4_000), scale: 1 };
  const options = { format: 'webp', quality: 40, captureBeyondViewport: true, clip };
  const { data } = await devtools.send('Page.captureScreenshot', options);
  writeFileSync(join(process.env.SCREENSHOTS, `${name}.webp`), Buffer.from(data, 'base64'));
  await devtools.detach();
}
