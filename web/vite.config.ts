// How the pages are built: four HTML files with hashed assets beside them, nothing inline, so that a strict
// Content-Security-Policy holds. It knows no address of any server.

import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig, type Plugin } from 'vite';
import { crisisFooter } from './src/lib/crisis-footer';

/** Writes the crisis lines into every page's HTML, so that they stand there even when no script runs. */
function crisisLines(): Plugin {
  return {
    name: 'chorus-crisis-lines',
    transformIndexHtml: (html) => html.replace('<!-- crisis lines -->', crisisFooter()),
  };
}

export default defineConfig({
  base: '/',
  plugins: [svelte(), crisisLines()],
  build: {
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: { input: ['index.html', 'answer.html', 'results.html', 'organise.html'] },
  },
});
