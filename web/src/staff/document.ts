// An organiser's document: which of the two formats it is in, and an example. It does not check the content; the server does.

/** JSON if the file's name says so or the text starts like an object; else YAML, which a workbook is turned into as well. */
export function mediaType(body: string, fileName = ''): string {
  const name = fileName.toLowerCase();
  if (/\.(yaml|yml|xlsx)$/.test(name)) return 'application/yaml';
  return name.endsWith('.json') || body.trimStart().startsWith('{') ? 'application/json' : 'application/yaml';
}

/** Whether the file is a workbook, which the server turns into a document. */
export function isWorkbook(fileName: string): boolean {
  return fileName.toLowerCase().endsWith('.xlsx');
}

const WAVE = `title: Before the training
k: 5
attributes:
  - code: shift
    label: Your usual shift
    values:
      - {code: day, label: Day}
      - {code: night, label: Night}
questionnaire:
  items:
    - code: talk
      text: I could talk to my manager about my mental health.
      options:
        - {code: disagree, label: Disagree, score: 1}
        - {code: neither, label: Neither, score: 2}
        - {code: agree, label: Agree, score: 3}
`;

const indented = (lines: string): string =>
  lines
    .trimEnd()
    .split('\n')
    .map((line, at) => (at === 0 ? `  - ${line}` : `    ${line}`))
    .join('\n');

export const EXAMPLES = {
  programme: `title: Mental-health training 2026\nlanguages: [en]\nwaves:\n${indented(WAVE)}\n`,
  wave: WAVE,
} as const;
