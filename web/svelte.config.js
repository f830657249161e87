// How Svelte compiles the components, for Vite and for svelte-check alike.

export default {
  compilerOptions: {
    runes: true,
  },
};
