// The visitor's page stands in its HTML; this adds where to find help.

import { mount } from 'svelte';
import '../shared/base.css';
import './staff.css';
import CrisisLines from '../shared/CrisisLines.svelte';

mount(CrisisLines, { target: document.body, props: { selfCheck: true } });
