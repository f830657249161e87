// Settings of the Svelte compiler, for Vite and svelte-check alike.

import { vitePreprocess } from '@sveltejs/vite-plugin-svelte';

export default { preprocess: vitePreprocess() };
