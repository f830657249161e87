// Builds the pages: one HTML file each for visitors, respondents, their codes and receipts, shared devices, the self-check, staff, with their
// assets under /assets/.
// It must bring in nothing that needs an inline script or style, or that calls another host: the server's policy forbids both.

import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import yaml from '@rollup/plugin-yaml';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig, type Plugin } from 'vite';
import { fluent } from './fluent.ts';

/** Lays compressed copies beside the assets: they hold nothing secret, and phones on slow networks wait less. */
function compressed(): Plugin {
  const brotli = (bytes: Buffer) =>
    promisify(brotliCompress)(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY } });
  let folder = '';
  return {
    name: 'compressed',
    configResolved: (config) => {
      // A release build names a folder outside: that path is absolute.
      folder = resolve(config.root, config.build.outDir, config.build.assetsDir);
    },
    closeBundle: async () => {
      for (const name of await readdir(folder)) {
        const bytes = await readFile(join(folder, name));
        await writeFile(join(folder, `${name}.br`), await brotli(bytes));
        await writeFile(join(folder, `${name}.gz`), await promisify(gzip)(bytes, { level: 9 }));
      }
    },
  };
}

export default defineConfig({
  base: '/',
  plugins: [svelte(), yaml(), fluent(), compressed()],
  build: {
    target: 'es2022',
    // Smaller by one part in sixty than what is made by default, which phones on slow networks notice.
    minify: 'terser',
    terserOptions: { module: true, compress: { passes: 3 } },
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      input: [
        'index',
        'answer',
        'code',
        'kiosk',
        'receipt',
        'self-check',
        'findings',
        'results',
        'organise',
        'design',
        'dashboard',
        'account',
        'welcome',
      ].map((page) => `${page}.html`),
      output: {
        // What the pages share comes in one piece: each more would cost a respondent another reply's headers, and packs less well.
        // A shared device has the whole of the respondent's page, which the other pages need not fetch for that.
        codeSplitting: {
          groups: [
            { name: 'common', test: /src\/(shared|answer)\/|node_modules/, minShareCount: 3 },
            { name: 'respondent', test: /src\/answer\//, minShareCount: 2 },
          ],
        },
      },
    },
  },
});
