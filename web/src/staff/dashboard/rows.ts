// From the API's cells to the rows of charts. It works out no number: it only picks them.

import type { Cell, ChangeCell } from '../api-types.ts';
import type { Labels } from '../labels.ts';
import type { Row } from './chart.ts';

/** A measure is followed by its mean, or by its favourable answers, in percent. */
export type Followed = 'mean' | 'favourable';

export function followed(cells: readonly Cell[]): Followed | null {
  if (cells.some(({ mean }) => mean !== null)) return 'mean';
  return cells.some(({ favourable }) => favourable !== null && favourable.percent !== null) ? 'favourable' : null;
}

/** The row of a cell; null if there is nothing to show. */
export function rowOf(cell: Cell, label: string, of: Followed): Row | null {
  if (cell.status === 'withheld') return null;
  if (of === 'mean') {
    if (cell.mean === null) return null;
    return { label, value: cell.mean, low: cell.mean_low, high: cell.mean_high, n: cell.scored_n };
  }
  const share = cell.favourable;
  return share === null || share.percent === null
    ? null
    : { label, value: share.percent, low: share.low, high: share.high, n: cell.n };
}

/** Value by attribute, in words. */
export const groupName = (group: Record<string, string>, labels: Labels): string =>
  Object.entries(group)
    .map(([attribute, value]) => labels.value(attribute, value).words)
    .join(', ');

/** Those that are shown, and the names of those that are not. */
export function split(cells: readonly Cell[], labels: Labels, of: Followed): { rows: Row[]; withheld: string[] } {
  const [rows, withheld]: [Row[], string[]] = [[], []];
  for (const cell of cells) {
    const name = groupName(cell.group, labels);
    const row = rowOf(cell, name, of);
    if (row === null) withheld.push(name);
    else rows.push(row);
  }
  return { rows, withheld };
}

export function changeRow(cell: ChangeCell, labels: Labels): Row | null {
  if (cell.mean === null) return null;
  const { difference, low, high } = cell.mean;
  const both = [cell.from.scored_n, cell.to.scored_n];
  const n = both.every((one) => one !== null) ? both.reduce((sum: number, one) => sum + (one ?? 0), 0) : null;
  return { label: labels.measure(cell.measure).words, value: difference, low, high, n };
}
