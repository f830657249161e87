// Starts the dashboard. The programme is the last part of the address; without one the page lists them.

import { mount } from 'svelte';
import '../shared/base.css';
import './staff.css';
import './results.css';
import './dashboard/dashboard.css';
import DashboardPage from './dashboard/DashboardPage.svelte';

const target = document.getElementById('app');
const programme = decodeURIComponent(location.pathname.split('/')[2] ?? '');
if (target !== null) mount(DashboardPage, { target, props: { programme } });
