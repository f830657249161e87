// What the results page shows, as a value, and its form in the address bar and in the API's query. Both use the same
// parameters. It checks nothing against the wave: the server does, and names what does not fit.

export interface View {
  /** Code of the one measure shown; empty for all. */
  measure: string;
  /** Codes of the attributes to break down by. */
  by: readonly string[];
  /** Attribute and value; the same attribute again means either value. */
  where: readonly (readonly [string, string])[];
  /** The wave to compare with; empty for none. */
  since: string;
}

/** The page crosses at most two attributes; the API allows more. */
export const MOST_BY = 2;

export function parse(search: string): View {
  const query = new URLSearchParams(search);
  const where = query.getAll('where').map((filter) => {
    const colon = filter.indexOf(':');
    return colon < 0 ? ([filter, ''] as const) : ([filter.slice(0, colon), filter.slice(colon + 1)] as const);
  });
  return {
    measure: query.get('measure') ?? '',
    by: [...new Set(query.getAll('by'))].slice(0, MOST_BY),
    where: where.reduce<View['where']>((kept, [attribute, value]) => withFilter(kept, attribute, value), []),
    since: query.get('since') ?? '',
  };
}

export function toQuery(view: View): URLSearchParams {
  const query = new URLSearchParams();
  if (view.measure !== '') query.append('measure', view.measure);
  for (const attribute of view.by) query.append('by', attribute);
  for (const [attribute, value] of view.where) query.append('where', `${attribute}:${value}`);
  return query;
}

/** The page's own address for this view. */
export function toAddress(view: View): URLSearchParams {
  const query = toQuery(view);
  if (view.since !== '') query.append('since', view.since);
  return query;
}

/** The breakdown with another attribute at this place; an empty one is removed, one that stands elsewhere moves here. */
export function withBreakdown(by: View['by'], place: number, attribute: string): View['by'] {
  const changed = Array.from({ length: MOST_BY }, (_, at) => (at === place ? attribute : (by[at] ?? '')));
  return changed.filter((code, at) => code !== '' && (at === place || code !== attribute));
}

export function withFilter(where: View['where'], attribute: string, value: string): View['where'] {
  const there = where.some(([a, v]) => a === attribute && v === value);
  return there ? where : [...where, [attribute, value]];
}

export function withoutFilter(where: View['where'], attribute: string, value: string): View['where'] {
  return where.filter(([a, v]) => a !== attribute || v !== value);
}
