// What has been answered so far, and which items that shows. It keeps nothing and sends nothing.

import type { Item, Questionnaire } from '../shared/api.ts';

/** One option, band or number; several options or terms; null: prefers not to say. An empty string or list is no answer. */
export type Given = string | string[] | null;

/** Answers by item code, and by row code for a matrix. */
export type Answers = Record<string, Given | undefined>;

/** The codes under which an item is answered: its own, those of its rows, or none. */
export function answerCodes({ code, kind, rows = [] }: Item): string[] {
  if (kind === 'matrix') return rows.map((row) => row.code);
  return kind === 'information' ? [] : [code];
}

/** Whether there is an answer, if only that somebody prefers not to say. */
export function isGiven(given: Given | undefined): given is Given {
  // Nothing ticked and no word written is no answer.
  return given !== undefined && (given === null || given.length > 0);
}

const holds = (given: Given | undefined, code: string): boolean =>
  Array.isArray(given) ? given.includes(code) : given === code;

/** The items that are shown after these answers: those whose conditions all hold, as the server reckons it too. */
export function shownItems({ items }: Questionnaire, answers: Answers): Item[] {
  const asked = new Set<string>();
  return items.filter((item) => {
    const shown = (item.show_if ?? []).every(
      (condition) => asked.has(condition.item) && condition.any_of.some((code) => holds(answers[condition.item], code)),
    );
    if (shown) for (const code of answerCodes(item)) asked.add(code);
    return shown;
  });
}

/** What is sent: the answers to items that are shown. */
export function givenAnswers(questionnaire: Questionnaire, answers: Answers): Record<string, Given> {
  const given: Record<string, Given> = {};
  for (const item of shownItems(questionnaire, answers)) {
    for (const code of answerCodes(item)) {
      const answer = answers[code];
      if (isGiven(answer)) given[code] = answer;
    }
  }
  return given;
}

/** How many of these items are answered; a matrix is when each of its rows is. */
export function countAnswered(items: readonly Item[], answers: Answers): number {
  return items.filter((item) => answerCodes(item).every((code) => isGiven(answers[code]))).length;
}

/** Ticks or unticks an option, in declared order; one that rules out the others stands alone. */
export function toggled(item: Item, given: Given | undefined, code: string): string[] {
  const options = item.options ?? [];
  const before = Array.isArray(given) ? given : [];
  if (before.includes(code)) return before.filter((other) => other !== code);
  const exclusive = (other: string) => options.find((option) => option.code === other)?.exclusive === true;
  const kept = exclusive(code) ? [] : before.filter((other) => !exclusive(other));
  return options.map((option) => option.code).filter((other) => other === code || kept.includes(other));
}

/** The band that a number lies in. */
export function bandOf(item: Item, number: number): string | undefined {
  const below = (item.options ?? []).filter((band) => band.from === undefined || band.from <= number);
  return below.at(-1)?.code;
}

/** The number that somebody typed, in the digits that Arabic, Persian and Chinese keyboards have as well; `null` if it is none. */
export function numberOf(typed: string): number | null {
  // Each of these ranges begins where the last four bits of a character's number are 0.
  const digits = typed.trim().replace(/[٠-٩۰-۹０-９]/g, (digit) => String(digit.charCodeAt(0) & 0xf));
  const number = Number(digits.replace(/[,٫．，]/, '.'));
  return digits === '' || !Number.isFinite(number) ? null : number;
}
