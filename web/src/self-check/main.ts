// Starts the self-check. The server forbids this page every connection, and a page that the browser had put aside is made anew, so that
// nobody finds the answers of the one before.

import '../shared/base.css';
import '../answer/answer.css';
import { mount } from 'svelte';
import { Reader } from '../shared/reader.svelte.ts';
import SelfCheck from './SelfCheck.svelte';
import { loadSelfCheck } from './words.ts';

window.addEventListener('pageshow', (event) => {
  if (event.persisted) window.location.reload();
});

mount(SelfCheck, { target: document.body, props: { reader: await Reader.begin(loadSelfCheck) } });
