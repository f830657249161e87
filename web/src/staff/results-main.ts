// Starts the evaluator's page. The wave is the last part of the address.

import { mount } from 'svelte';
import '../shared/base.css';
import './staff.css';
import './results.css';
import ResultsPage from './ResultsPage.svelte';

const target = document.getElementById('app');
const wave = decodeURIComponent(location.pathname.split('/')[2] ?? '');
if (target !== null) mount(ResultsPage, { target, props: { wave } });
