// What the build makes of a `.ftl` file: its messages.
declare module '*.ftl' {
  const messages: import('./fluent.ts').Messages;
  export default messages;
}
