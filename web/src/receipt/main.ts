// Starts the receipt's page. Before anything else it takes the receipt out of the address.

import '../shared/base.css';
import './receipt.css';
import { mount } from 'svelte';
import { Reader } from '../shared/reader.svelte.ts';
import { readReceipt, receiptWave } from '../shared/receipt.ts';
import ReceiptPage from './ReceiptPage.svelte';
import { loadReceipt } from './words.ts';

const { hash, href, pathname } = window.location;
// Afterwards neither the address bar nor the tab's way back holds it.
if (hash !== '') window.history.replaceState(null, '', pathname);

// A link pasted into a tab that shows this page changes only the fragment. Loading afresh reads it like any other link.
window.addEventListener('hashchange', () => {
  if (window.location.hash !== '') window.location.reload();
});

const wave = receiptWave(pathname);
const given = readReceipt(href, wave);
const reader = await Reader.begin(loadReceipt);
mount(ReceiptPage, { target: document.body, props: { wave, given, cut: hash !== '', reader } });
