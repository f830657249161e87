// What the build makes of a YAML file: its content.
declare module '*.yaml' {
  const content: unknown;
  export default content;
}
