// Starts the respondent's page. Before anything else it takes the invitation's code, and what else the link holds, out of the address.

import '../shared/base.css';
import './answer.css';
import { mount } from 'svelte';
import { Reader } from '../shared/reader.svelte.ts';
import Answer from './Answer.svelte';
import { eraseOldDrafts } from './draft.ts';
import { codeOf, takeLink, waveOf } from './link.ts';
import { Session } from './session.ts';
import { loadAnswer } from './words.ts';

const { code, filledIn } = takeLink();
eraseOldDrafts();
// Each screen begins at its top; where an earlier one was scrolled to says nothing about it.
window.history.scrollRestoration = 'manual';
const wave = waveOf(window.location.pathname);

// A link pasted into a tab that shows this page changes only the fragment. Loading afresh reads it like any other link.
window.addEventListener('hashchange', () => {
  if (codeOf(window.location.hash) !== null) window.location.reload();
});

const session = wave === null ? null : new Session(wave, code);
mount(Answer, { target: document.body, props: { session, filledIn, reader: await Reader.begin(loadAnswer) } });
