// Makes the pictures in docs/screenshots anew: every page that a respondent can see in English, some in Arabic and some in the dark.
// Run it with `npm --prefix web run screenshots`, beside a debug build of the program.

import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createAccount, launch, startService } from './support.mjs';
import { prepare, tour } from './tour.mjs';

const FOLDER = fileURLToPath(new URL('../../../docs/screenshots/', import.meta.url));
const VIEWPORT = { width: 390, height: 844 };
/** A picture has at most so many bytes, at the cost of some sharpness. */
const MOST = 60_000;
const SOME = ['start', 'questions', 'questions-more', 'receipt'];
const TOURS = [
  { language: 'en', colorScheme: 'light', takes: () => true },
  { language: 'en', colorScheme: 'dark', takes: (name) => SOME.includes(name) },
  { language: 'ar', colorScheme: 'light', takes: (name) => SOME.includes(name) },
];

/** A page down to where help is listed, which every page ends with; the home page whole. As WebP, a third of the size of a PNG. */
async function picture(page, name) {
  // Nothing is pointed at.
  await page.mouse.move(0, 0);
  const height = await page.evaluate(
    (last) => document.querySelector(last).getBoundingClientRect().bottom + window.scrollY,
    name === 'home' ? 'footer' : 'main',
  );
  const devtools = await page.context().newCDPSession(page);
  const clip = { x: 0, y: 0, width: VIEWPORT.width, height, scale: 1 };
  let bytes;
  for (const quality of [50, 40, 30, 20]) {
    const options = { format: 'webp', quality, captureBeyondViewport: true, clip };
    bytes = Buffer.from((await devtools.send('Page.captureScreenshot', options)).data, 'base64');
    if (bytes.length <= MOST) break;
  }
  await devtools.detach();
  return bytes;
}

mkdirSync(FOLDER, { recursive: true });
for (const name of readdirSync(FOLDER)) rmSync(join(FOLDER, name));
const service = await startService();
const browser = await launch();
try {
  const key = createAccount(service, 'staff', 'organiser');
  const surveys = await prepare(service, key, browser, TOURS.length);
  for (const [at, { language, colorScheme, takes }] of TOURS.entries()) {
    const options = { viewport: VIEWPORT, colorScheme };
    const link = surveys.open.links[at];
    await tour({ service, browser, surveys, language, link }, options, async (name, page) => {
      if (!takes(name)) return;
      const marks = [language, colorScheme].filter((mark) => !['en', 'light'].includes(mark));
      writeFileSync(join(FOLDER, `${[name, ...marks].join('.')}.webp`), await picture(page, name));
    });
  }
} finally {
  await browser.close();
  await service.stop();
}
