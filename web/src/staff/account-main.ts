// Starts the page of accounts.

import { mount } from 'svelte';
import '../shared/base.css';
import './staff.css';
import AccountPage from './AccountPage.svelte';

const target = document.getElementById('app');
if (target !== null) mount(AccountPage, { target });
