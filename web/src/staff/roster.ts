// A roster from pasted addresses: CSV with the one column `contact`. It keeps no address.

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

/** The server's faults, which name a line of the CSV or the place of a contact, with the lines of the pasted text. */
export function faultsInPasted(faults: FieldError[], roster: PastedRoster): FieldError[] {
  return faults.map((fault) => {
    const [, unit, number] = /^(line|contact) (\d+)$/.exec(fault.field) ?? [];
    const line = roster.lines[Number(number) - (unit === 'line' ? 2 : 1)];
    return line === undefined ? fault : { ...fault, field: `line ${line}` };
  });
}

/** How many rows the CSV of links has, below its header. A contact holds no line break: the server refuses it. */
export const linksIn = (csv: string): number => csv.trimEnd().split('\n').length - 1;
