// Builds the pages: one HTML file each for visitors, respondents, their receipts, the self-check, evaluators and organisers, with their
// assets under /assets/.
// It must bring in nothing that needs an inline script or style, or that calls another host: the server's policy forbids both.

import yaml from '@rollup/plugin-yaml';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vite';

export default defineConfig({
  base: '/',
  plugins: [svelte(), yaml()],
  build: {
    target: 'es2022',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      input: ['index.html', 'answer.html', 'receipt.html', 'self-check.html', 'results.html', 'organise.html'],
    },
  },
});
