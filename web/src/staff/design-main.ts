// Starts the page on which an organiser designs a programme.

import { mount } from 'svelte';
import '../shared/base.css';
import '../answer/answer.css';
import './staff.css';
import './design/design.css';
import DesignPage from './design/DesignPage.svelte';

const target = document.getElementById('app');
if (target !== null) mount(DesignPage, { target });
