// The order in which items, options and rows are shown: as declared, or drawn by lot where the author wants that. The lot is drawn
// once for each page and is never sent.

import type { Item } from '../shared/api.ts';

/** A number from 0 to below `below`, all alike. */
function draw(below: number): number {
  const [number = 0] = crypto.getRandomValues(new Uint32Array(1));
  // The bias of the remainder is below one in forty million.
  return number % below;
}

/** The same in an order drawn by lot (R. Durstenfeld, Algorithm 235, 1964, doi 10.1145/364520.364540). */
export function shuffled<T>(list: readonly T[]): T[] {
  const all = [...list];
  for (let at = all.length - 1; at > 0; at -= 1) {
    const other = draw(at + 1);
    [all[at], all[other]] = [all[other] as T, all[at] as T];
  }
  return all;
}

/** The items with each random block, whose items follow each other, in an order drawn by lot. */
export function ordered(items: readonly Item[]): Item[] {
  const all: Item[] = [];
  for (let at = 0; at < items.length;) {
    const block = items[at]?.random_block;
    let end = at + 1;
    while (block !== undefined && items[end]?.random_block === block) end += 1;
    const part = items.slice(at, end);
    all.push(...(block === undefined ? part : shuffled(part)));
    at = end;
  }
  return all;
}

/** An item with its options or rows in an order drawn by lot, if it wants that. Options that rule out the others stay last. */
export function withOwnOrder(item: Item): Item {
  if (item.random_order !== true) return item;
  if (item.rows !== undefined) return { ...item, rows: shuffled(item.rows) };
  const options = item.options ?? [];
  const last = options.filter((option) => option.exclusive === true);
  return { ...item, options: [...shuffled(options.filter((option) => option.exclusive !== true)), ...last] };
}
