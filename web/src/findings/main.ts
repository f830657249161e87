// Starts the page that shows people what a survey found. The link's code stays in the fragment, so that the page can be kept and
// opened again; what follows the # is never sent.

import '../shared/base.css';
import './findings.css';
import { mount } from 'svelte';
import { Reader } from '../shared/reader.svelte.ts';
import FindingsPage from './FindingsPage.svelte';
import { loadFindings } from './words.ts';

const programme = decodeURIComponent(window.location.pathname.split('/')[2] ?? '');
const code = window.location.hash.slice(1);
// A link pasted into a tab that shows this page changes only the fragment. Loading afresh reads it like any other link.
window.addEventListener('hashchange', () => window.location.reload());

const reader = await Reader.begin(loadFindings);
const target = document.getElementById('app');
if (target !== null) mount(FindingsPage, { target, props: { programme, code, reader } });
