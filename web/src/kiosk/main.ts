// Starts the page of a shared device. A page that the browser had put aside is made anew, so that nobody finds what the one before left.

import '../shared/base.css';
import '../answer/answer.css';
import '../code/code.css';
import { mount } from 'svelte';
import { Reader } from '../shared/reader.svelte.ts';
import KioskPage from './KioskPage.svelte';
import { loadKiosk } from './words.ts';

window.addEventListener('pageshow', (event) => {
  if (event.persisted) window.location.reload();
});
window.history.scrollRestoration = 'manual';

mount(KioskPage, { target: document.body, props: { reader: await Reader.begin(loadKiosk) } });
