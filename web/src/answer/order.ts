// The order in which items, options and rows are shown: as declared, or drawn by lot where the author wants that. It is drawn once for
// each person, stays the same when they come back, and is never sent.

import type { Item } from '../shared/api.ts';

/** A number from 0 to below `below`, all alike. */
export type Lot = (below: number) => number;

export const drawSeed = (): number => crypto.getRandomValues(new Uint32Array(1))[0] ?? 0;

/** The lots of one person. Nobody must be unable to guess them, so a short generator (Mulberry32) is enough. */
export function lotOf(seed: number): Lot {
  let state = seed | 0;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * below);
  };
}

/** The same in an order drawn by lot (R. Durstenfeld, Algorithm 235, 1964, doi 10.1145/364520.364540). */
export function shuffled<T>(list: readonly T[], lot: Lot): T[] {
  const all = [...list];
  for (let at = all.length - 1; at > 0; at -= 1) {
    const other = lot(at + 1);
    [all[at], all[other]] = [all[other] as T, all[at] as T];
  }
  return all;
}

/** The items with each random block, whose items follow each other, in an order drawn by lot. */
export function ordered(items: readonly Item[], lot: Lot): Item[] {
  const all: Item[] = [];
  for (let at = 0; at < items.length;) {
    const block = items[at]?.random_block;
    let end = at + 1;
    while (block !== undefined && items[end]?.random_block === block) end += 1;
    const part = items.slice(at, end);
    all.push(...(block === undefined ? part : shuffled(part, lot)));
    at = end;
  }
  return all;
}

/** An item with its options or rows in an order drawn by lot, if it wants that. Options that rule out the others stay last. */
export function withOwnOrder(item: Item, lot: Lot): Item {
  if (item.random_order !== true) return item;
  if (item.rows !== undefined) return { ...item, rows: shuffled(item.rows, lot) };
  const options = item.options ?? [];
  const last = options.filter((option) => option.exclusive === true);
  return {
    ...item,
    options: [
      ...shuffled(
        options.filter((option) => option.exclusive !== true),
        lot,
      ),
      ...last,
    ],
  };
}
