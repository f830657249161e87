// Starts the page where a link leads by which somebody sets their password. Before anything else it takes the code out of the address.

import { mount } from 'svelte';
import '../shared/base.css';
import './staff.css';
import WelcomePage from './WelcomePage.svelte';

const { hash, pathname } = window.location;
// Afterwards neither the address bar nor the tab's way back holds it.
if (hash !== '') window.history.replaceState(null, '', pathname);
// A link pasted into a tab that shows this page changes only the fragment. Loading afresh reads it like any other link.
window.addEventListener('hashchange', () => {
  if (window.location.hash !== '') window.location.reload();
});

const target = document.getElementById('app');
if (target !== null) mount(WelcomePage, { target, props: { code: hash.slice(1) } });
