// Starts the organiser's page.

import { mount } from 'svelte';
import '../shared/base.css';
import './staff.css';
import OrganisePage from './OrganisePage.svelte';

const target = document.getElementById('app');
if (target !== null) mount(OrganisePage, { target });
