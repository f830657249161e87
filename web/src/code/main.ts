// Starts the page where a code from a letter is typed.

import '../shared/base.css';
import './code.css';
import { mount } from 'svelte';
import { Reader } from '../shared/reader.svelte.ts';
import CodePage from './CodePage.svelte';
import { loadCode } from './words.ts';

mount(CodePage, { target: document.body, props: { reader: await Reader.begin(loadCode) } });
