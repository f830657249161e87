// How a questionnaire is cut into pages that fit on a phone without much scrolling. It knows no answer.

import type { Item } from '../shared/api.ts';

/** One page: the items on it, and whether the grouping attributes and the panel are on it. */
export interface Step {
  items: Item[];
  groups: boolean;
  panel: boolean;
}

/** So many questions make a page; rows of a matrix and attributes count as questions. */
const FULL = 6;

const weight = ({ kind, rows }: Item): number => (kind === 'information' ? 0 : (rows?.length ?? 1));

/** The items in order, then the attributes, then the panel. A text to read begins a page; what follows from an answer comes after it. */
export function steps(items: readonly Item[], groups: number, panel: boolean): Step[] {
  const all: Step[] = [{ items: [], groups: false, panel: false }];
  let filled = 0;
  /** The page for something of this weight: the last one if it still fits, else a new one. */
  const page = (of: number, fresh = false): Step => {
    const last = all.at(-1);
    const full = filled > 0 && (fresh || filled + of > FULL);
    filled = full ? of : filled + of;
    if (last !== undefined && !full) return last;
    const next = { items: [], groups: false, panel: false };
    all.push(next);
    return next;
  };
  for (const item of items) page(weight(item), item.kind === 'information').items.push(item);
  if (groups > 0) page(groups).groups = true;
  if (panel) page(1).panel = true;
  return all;
}
