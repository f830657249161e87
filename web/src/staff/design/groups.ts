// Groups from a roster that stays in the browser: its columns as attributes, one within another where the roster shows it, and how many
// people each group has. Nobody's name or address is kept.

import { csvParseRows } from 'd3-dsv';
import type { Attribute } from '../../shared/api.ts';

/** How many people each value of each list has: by the code of the list, then of the value. */
export type Counts = Record<string, Record<string, number>>;

export interface RosterGroups {
  people: number;
  attributes: Attribute[];
  counts: Counts;
}

/** Columns that are of a person and make no group. */
const PERSONAL = new Set(['contact', 'email', 'e-mail', 'mail', 'name', 'language', 'id', 'phone']);
/** With more values than this share of the people, a column names people and no groups. */
const TOO_MANY = 0.5;

const code = (name: string): string =>
  name
    .trim()
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '_')
    .replaceAll(/^_+|_+$/g, '')
    .slice(0, 40);

/** Reads the groups of a roster with a header row; null if there is none in it. */
export function fromRoster(csv: string, language: string): RosterGroups | null {
  const [header = [], ...rows] = csvParseRows(csv.replace(/^\uFEFF/, '').trim());
  if (rows.length === 0) return null;
  const columns = header
    .map((name, at) => ({ name: name.trim(), code: code(name), values: rows.map((row) => (row[at] ?? '').trim()) }))
    .filter((column) => column.code !== '' && !PERSONAL.has(column.name.toLowerCase()))
    .filter(({ values }) => {
      const different = new Set(values.filter((value) => value !== '')).size;
      return different > 1 && different <= Math.max(2, rows.length * TOO_MANY);
    })
    .map((column) => ({ ...column, different: [...new Set(column.values.filter((value) => value !== ''))].sort() }))
    // The finest first.
    .sort((one, other) => other.different.length - one.different.length);
  if (columns.length === 0) return null;
  type Column = (typeof columns)[number];
  /** Where each value of the finer list lies in the coarser one; null if one lies in two. */
  const within = (fine: Column, coarse: Column): Map<string, string> | null => {
    const found = new Map<string, string>();
    for (const [at, value] of fine.values.entries()) {
      const of = coarse.values[at] ?? '';
      if (value === '') continue;
      if (of === '' || (found.get(value) ?? of) !== of) return null;
      found.set(value, of);
    }
    return fine.different.length > coarse.different.length ? found : null;
  };
  const counts: Counts = {};
  for (const column of columns) {
    const of: Record<string, number> = {};
    for (const value of column.values) if (value !== '') of[value] = (of[value] ?? 0) + 1;
    counts[column.code] = of;
  }
  const taken = new Set<string>();
  const attributes: Attribute[] = [];
  for (const column of columns) {
    if (taken.has(column.code)) continue;
    taken.add(column.code);
    // From fine to coarse, each within the one before.
    const chain: { column: Column; within: Map<string, string> }[] = [];
    let finest = column;
    for (const coarser of columns) {
      const lies = taken.has(coarser.code) ? null : within(finest, coarser);
      if (lies === null) continue;
      chain.push({ column: coarser, within: lies });
      taken.add(coarser.code);
      finest = coarser;
    }
    const values = (list: Column, at: number) =>
      list.different.map((value) => {
        const lies = chain[at]?.within.get(value);
        return { code: value, label: { [language]: value }, ...(lies === undefined ? {} : { within: lies }) };
      });
    attributes.push({
      code: column.code,
      label: { [language]: column.name },
      weight: 1,
      values: values(column, 0),
      levels: chain.map((link, at) => ({
        code: link.column.code,
        label: { [language]: link.column.name },
        values: values(link.column, at + 1),
      })),
    });
  }
  return { people: rows.length, attributes: attributes.reverse(), counts };
}

/** What is to be expected of a group: it can never be seen; only if more than half answer; likely. */
export type Outlook = 'never' | 'uncertain' | 'likely';

export const outlook = (people: number, k: number): Outlook =>
  people < k ? 'never' : Math.floor(people / 2) < k ? 'uncertain' : 'likely';

/** Half the width of a 95 % interval for a share near one half, in percentage points, if so many answer. */
export const halfWidth = (answers: number): number => 98 / Math.sqrt(answers);
