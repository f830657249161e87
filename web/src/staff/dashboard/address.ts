// What the dashboard shows, as a value and as the query of its address, so that a link shows the same.

export interface View {
  /** The wave that it reports on; empty for the newest. */
  wave: string;
  /** The wave that it compares with; empty for the first. */
  since: string;
  /** The measure that is looked at by group; empty for the first. */
  measure: string;
  /** The attribute of the groups; empty for the first. */
  by: string;
}

const NAMES = ['wave', 'since', 'measure', 'by'] as const;

export function parse(search: string): View {
  const query = new URLSearchParams(search);
  const [wave = '', since = '', measure = '', by = ''] = NAMES.map((name) => query.get(name) ?? '');
  return { wave, since, measure, by };
}

export function toQuery(view: View): string {
  const query = new URLSearchParams();
  for (const name of NAMES) if (view[name] !== '') query.set(name, view[name]);
  return query.toString();
}
