// A roster from pasted addresses: CSV with the one column `contact`; and the days of reminders as they are typed. It keeps no
// address.

import type { FieldError } from '../shared/problem.ts';

export interface PastedRoster {
  csv: string;
  people: number;
  /** For each line of the CSV after its header, the line of the pasted text it came from. */
  lines: number[];
}

const quoted = (contact: string): string => (/[",]/.test(contact) ? `"${contact.replaceAll('"', '""')}"` : contact);

/** One address a line; empty lines and a first line `contact` are passed over. */
export function fromPasted(pasted: string): PastedRoster {
  const found = pasted
    .split(/\r\n|\r|\n/)
    .map((line, at) => ({ contact: line.trim(), line: at + 1 }))
    .filter(({ contact }) => contact !== '');
  if (found[0]?.contact.toLowerCase() === 'contact') found.shift();
  return {
    csv: ['contact', ...found.map(({ contact }) => quoted(contact))].join('\n') + '\n',
    people: found.length,
    lines: found.map(({ line }) => line),
  };
}

/** The server's faults, which name a line of the CSV, with the lines of the pasted text. */
export function faultsInPasted(faults: FieldError[], roster: PastedRoster): FieldError[] {
  return faults.map((fault) => {
    const line = lineInPasted(Number(/^line (\d+)/.exec(fault.field)?.[1]), roster);
    return line === undefined ? fault : { ...fault, field: `line ${line}` };
  });
}

/** The line of the pasted text that this line of the CSV came from. */
export const lineInPasted = (line: number, roster: PastedRoster): number | undefined => roster.lines[line - 2];

/** The numbers in what was typed, in order; what is not a number is left to the server to refuse. */
export const daysIn = (typed: string): number[] =>
  typed
    .split(/[\s,;]+/)
    .filter((part) => part !== '')
    .map((part) => (/^\d+$/.test(part) ? Number(part) : 0));

/** How many rows the CSV of links has, below its header. A contact holds no line break: the server refuses it. */
export const linksIn = (csv: string): number => csv.trimEnd().split('\n').length - 1;
