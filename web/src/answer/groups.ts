// The groups that a respondent names: which value at which level, whether many of those invited share the combination, and what smaller
// change would make it so. The list of what many share is the same for everybody: what somebody chose is compared here and sent to nobody.

import type { Attribute } from '../shared/api.ts';
import { body, request } from '../shared/request.ts';
import type { Choices } from './submission.ts';

/** The reply of `GET /waves/{wave}/groups`. */
export interface CommonGroups {
  /** The attributes of which something is known. */
  attributes: string[];
  /** The finest combinations that many share; whatever is coarser than one of them is common as well. */
  common: Choices[];
}

/** A value of an attribute, in its own list or in that of a coarser level. */
export interface Chosen {
  list: string;
  value: string;
}

/** One change that makes a combination common: a coarser value in place of a choice, or none. */
export interface Change {
  attribute: Attribute;
  to: Chosen | null;
}

/** More would be a choice of its own. */
const MOST_CHANGES = 3;

const listsOf = ({ code, values, levels = [] }: Attribute) => [{ code, values }, ...levels];

/** What is chosen of an attribute: the finest there is. */
export function chosenOf(attribute: Attribute, choices: Choices): Chosen | null {
  for (const { code: list } of listsOf(attribute)) {
    const value = choices[list];
    if (value) return { list, value };
  }
  return null;
}

/** Chooses one value of an attribute, or none; never two levels at once. */
export function choose(attribute: Attribute, choices: Choices, chosen: Chosen | null): void {
  for (const { code: list } of listsOf(attribute)) choices[list] = chosen?.list === list ? chosen.value : '';
}

/** The values of these that the wave has, as choices; anything else is passed over. */
export function known(attributes: readonly Attribute[], filledIn: Choices): Choices {
  const choices: Choices = {};
  for (const attribute of attributes) {
    const list = listsOf(attribute).find(({ code, values }) => values.some((value) => value.code === filledIn[code]));
    if (list) choose(attribute, choices, { list: list.code, value: filledIn[list.code] ?? '' });
  }
  return choices;
}

/** A value and those in which it lies, from fine to coarse. */
function climb(attribute: Attribute, from: Chosen): Chosen[] {
  const lists = listsOf(attribute);
  const climbed = [from];
  let { value } = from;
  for (let at = lists.findIndex(({ code }) => code === from.list); at + 1 < lists.length; at += 1) {
    const within = lists[at]?.values.find(({ code }) => code === value)?.within;
    const coarser = lists[at + 1];
    if (within === undefined || coarser === undefined) break;
    value = within;
    climbed.push({ list: coarser.code, value });
  }
  return climbed;
}

/** Whether many share this combination, as far as it is known. */
export function isCommon(groups: CommonGroups, attributes: readonly Attribute[], choices: Choices): boolean {
  const asked = attributes.filter(({ code }) => groups.attributes.includes(code));
  const chosen = asked.map((attribute) => ({ attribute, wanted: chosenOf(attribute, choices) }));
  const lies = (finest: Choices) =>
    chosen.every(({ attribute, wanted }) => {
      const own = chosenOf(attribute, finest);
      if (wanted === null) return true;
      return own !== null && climb(attribute, own).some((at) => at.list === wanted.list && at.value === wanted.value);
    });
  return chosen.every(({ wanted }) => wanted === null) || groups.common.some(lies);
}

/** The single changes after which many share it: coarser values first, then leaving one out. None if one is not enough. */
export function changes(groups: CommonGroups, attributes: readonly Attribute[], choices: Choices): Change[] {
  const after = ({ attribute, to }: Change) => {
    const changed = { ...choices };
    choose(attribute, changed, to);
    return isCommon(groups, attributes, changed);
  };
  const coarser: Change[] = [];
  const without: Change[] = [];
  for (const attribute of attributes) {
    const chosen = chosenOf(attribute, choices);
    if (chosen === null) continue;
    const [, ...above] = climb(attribute, chosen).map((to) => ({ attribute, to }));
    const enough = above.find(after);
    if (enough) coarser.push(enough);
    else if (after({ attribute, to: null })) without.push({ attribute, to: null });
  }
  return [...coarser, ...without].slice(0, MOST_CHANGES);
}

/** What many share; nothing if that cannot be had, and then nobody is warned. */
export async function commonGroups(wave: string): Promise<CommonGroups | null> {
  try {
    const reply = await request(`/waves/${wave}/groups`);
    const groups = await body(reply, (response) => response.json() as Promise<CommonGroups>);
    return Array.isArray(groups.attributes) && Array.isArray(groups.common) ? groups : null;
  } catch {
    return null;
  }
}
