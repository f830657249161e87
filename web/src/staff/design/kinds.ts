// How a question is answered, and what it keeps of its answers when that changes. It knows no page.

import type { ChoiceOption, Item, ItemKind } from '../../shared/api.ts';
import { agree, yesNo } from './presets.ts';

export const KINDS: readonly ItemKind[] = ['choice', 'multiple', 'matrix', 'number', 'bands', 'comment', 'information'];

/** Three bands, as a beginning. */
const bands = (): ChoiceOption[] => [
  { code: 'b1', label: {} },
  { code: 'b2', label: {}, from: 5 },
  { code: 'b3', label: {}, from: 10 },
];

const withoutBand = (option: ChoiceOption): ChoiceOption => {
  const plain = { ...option };
  delete plain.from;
  return plain;
};

/** The same question answered otherwise: what does not belong to the new kind goes, what it needs is there. */
export function become(item: Item, kind: ItemKind): Item {
  const { options, rows, range, unit, random_order, ...rest } = item;
  const common = { ...rest, kind };
  const mixed = random_order ? { random_order } : {};
  const kept = item.kind === 'bands' ? options?.map(withoutBand) : options;
  switch (kind) {
    case 'choice':
    case 'multiple':
      return { ...common, ...mixed, options: kept ?? yesNo() };
    case 'matrix':
      return {
        ...common,
        ...mixed,
        options: kept ?? agree(),
        rows: rows ?? [1, 2].map((at) => ({ code: `${item.code}_${at}`, text: {} })),
      };
    case 'number':
      return { ...common, range: range ?? { from: 0, to: 10 }, ...(unit ? { unit } : {}) };
    case 'bands':
      return { ...common, options: bands(), ...(unit ? { unit } : {}) };
    case 'comment':
    case 'information':
      return { ...common, required: false };
  }
}
