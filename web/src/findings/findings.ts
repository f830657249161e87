// Fetches what people are shown, and the public terms that name it. It works out no number.

import type { Attribute, Item, Scale, Text, Wave } from '../shared/api.ts';
import { body, request } from '../shared/request.ts';

export interface OptionCount {
  code: string;
  count: number | null;
  percent: number | null;
}

/** One measure in one group. Every number of a withheld cell is null. */
export interface Cell {
  group: Record<string, string>;
  measure: string;
  status: 'released' | 'withheld';
  n: number | null;
  options: OptionCount[];
  mean: number | null;
  mean_low: number | null;
  mean_high: number | null;
  favourable: { percent: number | null } | null;
}

export interface Measure {
  code: string;
  kind: 'item' | 'scale' | 'comment';
  /** The share of answers that were exchanged; null unless the measure is sensitive. */
  exchange: number | null;
}

export interface OptionChange {
  code: string;
  difference: number | null;
  low: number | null;
  high: number | null;
}

export interface ChangeCell {
  group: Record<string, string>;
  measure: string;
  status: 'released' | 'withheld';
  mean: { difference: number; low: number; high: number } | null;
  options: OptionChange[];
}

/** The reply of `GET /findings/{programme}`. */
export interface Findings {
  programme: { id: string; title: Text };
  languages: string[];
  introduction: Text | null;
  entries: { said: Text; did: Text }[];
  results: { wave: string; title: Text; k: number; responses: number | null; measures: Measure[]; cells: Cell[] };
  change: { from_wave: string; cells: ChangeCell[] } | null;
}

/** The findings, broken down by an attribute or not. An empty code asks for what everybody may see. */
export async function fetchFindings(programme: string, code: string, by: string): Promise<Findings> {
  const query = by === '' ? '' : `?${new URLSearchParams({ by })}`;
  const headers: HeadersInit = code === '' ? {} : { Authorization: `Findings ${code}` };
  return body(await request(`/findings/${encodeURIComponent(programme)}${query}`, { headers }), (reply) =>
    reply.json(),
  );
}

export async function fetchTerms(wave: string): Promise<Wave> {
  return body(await request(`/waves/${wave}`), (reply) => reply.json());
}

/** The attributes and their coarser levels: what groups can be compared by. */
export function lists(wave: Wave): Pick<Attribute, 'code' | 'label' | 'values'>[] {
  return wave.manifest.attributes.flatMap((attribute) => [attribute, ...(attribute.levels ?? [])]);
}

const itemOf = (wave: Wave, measure: string): Item | undefined =>
  wave.questionnaire.items.find(({ code, rows }) => code === measure || rows?.some((row) => row.code === measure));

const scaleOf = (wave: Wave, measure: string): Scale | undefined =>
  wave.questionnaire.scales?.find(({ code }) => code === measure);

/** What a measure is called; its code if it is called nothing. */
export function measureText(wave: Wave, measure: string): Text {
  const item = itemOf(wave, measure);
  const row = item?.rows?.find(({ code }) => code === measure);
  return row?.text ?? item?.text ?? scaleOf(wave, measure)?.label ?? { '': measure };
}

/** What an option or a cut-off is called; a term stands for itself. */
export function optionText(wave: Wave, measure: string, option: string): Text {
  const options = itemOf(wave, measure)?.options ?? scaleOf(wave, measure)?.cut_offs ?? [];
  return options.find(({ code }) => code === option)?.label ?? { '': option };
}

export function valueText(wave: Wave, list: string, value: string): Text {
  const values = lists(wave).find(({ code }) => code === list)?.values ?? [];
  return values.find(({ code }) => code === value)?.label ?? { '': value };
}

/** The least and the greatest score of a measure; null where there are none. */
export function rangeOf(wave: Wave, measure: string): [number, number] | null {
  const scale = scaleOf(wave, measure);
  if (scale === undefined) return itemRange(itemOf(wave, measure));
  const ranges = scale.items.map(({ item }): [number, number] => itemRange(itemOf(wave, item)) ?? [0, 0]);
  const [lows, highs] = [ranges.map(([low]) => low), ranges.map(([, high]) => high)];
  const sum = (numbers: number[]) => numbers.reduce((total, number) => total + number, 0);
  return scale.score === 'sum' ? [sum(lows), sum(highs)] : [Math.min(...lows), Math.max(...highs)];
}

function itemRange(item: Item | undefined): [number, number] | null {
  if (item?.range !== undefined) return [item.range.from, item.range.to];
  const scores = (item?.options ?? []).flatMap(({ score }) => (score === undefined ? [] : [score]));
  return scores.length < 2 ? null : [Math.min(...scores), Math.max(...scores)];
}
