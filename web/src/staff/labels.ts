// What the codes of a wave are called, from its public terms. It knows no result.

import type { Attribute, Item, Scale, Text, Wave } from '../shared/api.ts';
import type { Words } from '../shared/texts.ts';
import { say } from './localise.ts';

/** A code stands in no language. */
const codeItself = (code: string): Words => ({ words: code, lang: '' });

export class Labels {
  readonly #wave: Wave;

  constructor(wave: Wave) {
    this.#wave = wave;
  }

  get programmeId(): string {
    return this.#wave.manifest.programme.id;
  }

  get programme(): Words {
    return this.#say(this.#wave.manifest.programme.title);
  }

  get title(): Words {
    return this.#say(this.#wave.manifest.title);
  }

  /** Whether people may link their answers of this wave with those of another. */
  get panel(): boolean {
    return this.#wave.manifest.panel;
  }

  /** All that is measured by itself: items, and the rows of matrices. */
  get items(): Named[] {
    const measured = this.#wave.questionnaire.items.flatMap((item) => {
      if (item.kind === 'information') return [];
      return item.kind === 'matrix' ? (item.rows ?? []) : [item];
    });
    return measured.map(({ code, text }) => ({ code, ...this.#say(text) }));
  }

  get scales(): Named[] {
    return this.#scales.map(({ code, label }) => ({ code, ...this.#say(label) }));
  }

  /** The attributes, each followed by its coarser levels: what can be broken down and filtered by. */
  get attributes(): Dimension[] {
    return this.#lists.map(({ attribute, list }) => ({ attribute, code: list.code, ...this.#say(list.label) }));
  }

  valuesOf(attribute: string): Named[] {
    const values = this.#lists.find(({ list }) => list.code === attribute)?.list.values ?? [];
    return values.map(({ code, label }) => ({ code, ...(label === undefined ? codeItself(code) : this.#say(label)) }));
  }

  attribute(code: string): Words {
    return named(this.attributes, code);
  }

  value(attribute: string, code: string): Words {
    return named(this.valuesOf(attribute), code);
  }

  measure(code: string): Words {
    return named([...this.items, ...this.scales], code);
  }

  isScale(measure: string): boolean {
    return this.#scales.some(({ code }) => code === measure);
  }

  option(measure: string, code: string): Words {
    const options = this.#item(measure)?.options ?? this.#scales.find((scale) => scale.code === measure)?.cut_offs;
    const label = options?.find((option) => option.code === code)?.label;
    return label === undefined ? codeItself(code) : this.#say(label);
  }

  /** The least and the greatest score that a measure can have; null for an item without scores. */
  range(measure: string): [number, number] | null {
    const scale = this.#scales.find(({ code }) => code === measure);
    if (scale === undefined) return itemRange(this.#item(measure));
    const ranges = scale.items.map(({ item }): [number, number] => itemRange(this.#item(item)) ?? [0, 0]);
    const least = ranges.map(([low]) => low);
    const most = ranges.map(([, high]) => high);
    return scale.score === 'sum' ? [sum(least), sum(most)] : [Math.min(...least), Math.max(...most)];
  }

  get #lists(): { attribute: string; list: Pick<Attribute, 'code' | 'label' | 'values'> }[] {
    return this.#wave.manifest.attributes.flatMap((attribute) =>
      [attribute, ...(attribute.levels ?? [])].map((list) => ({ attribute: attribute.code, list })),
    );
  }

  get #scales(): Scale[] {
    return this.#wave.questionnaire.scales ?? [];
  }

  #item(code: string): Item | undefined {
    const { items } = this.#wave.questionnaire;
    return items.find((item) => item.code === code || item.rows?.some((row) => row.code === code));
  }

  #say(text: Text): Words {
    return say(text, this.#wave.manifest.languages);
  }
}

/** Something with a code and what it is called. */
export type Named = Words & { code: string };
/** An attribute or one of its coarser levels, with the attribute's own code. */
export type Dimension = Named & { attribute: string };

const named = (all: Named[], code: string): Words => all.find((one) => one.code === code) ?? codeItself(code);
const sum = (numbers: number[]): number => numbers.reduce((total, number) => total + number, 0);

function itemRange(item: Item | undefined): [number, number] | null {
  if (item?.range !== undefined) return [item.range.from, item.range.to];
  const scores = (item?.options ?? []).flatMap(({ score }) => (score === undefined ? [] : [score]));
  return scores.length < 2 ? null : [Math.min(...scores), Math.max(...scores)];
}
