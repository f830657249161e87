// What one person has done on the page so far, as a text that the device can keep and read again. It keeps nothing itself.

import { type Answers, type Given, isGiven } from './answers.ts';
import { drawSeed } from './order.ts';
import type { Choices } from './submission.ts';

export interface Visit {
  answers: Answers;
  attributes: Choices;
  /** Whether groups were filled in by the link, and not all of them removed since. */
  filledIn: boolean;
  /** What is typed into fields of which only a part is sent, by item. */
  typed: Record<string, string>;
  /** What the order of items and options is drawn from. */
  seed: number;
  /** The page of questions that is shown. */
  step: number;
  /** Whether the answers are to be linked with others by the secret that the browser keeps. */
  linked: boolean;
}

export const newVisit = (): Visit => ({
  answers: {},
  attributes: {},
  filledIn: false,
  typed: {},
  seed: drawSeed(),
  step: 0,
  linked: false,
});

/** The visit that was kept as this text; `null` if it is none, or nothing was answered in it. */
export function readVisit(text: string): Visit | null {
  try {
    const { answers, attributes, filledIn, typed, seed, step, linked } = JSON.parse(text);
    const isText = (value: unknown) => typeof value === 'string';
    const isAnswer = (value: unknown) =>
      value === null || isText(value) || (Array.isArray(value) && value.every(isText));
    const visit: Visit = {
      answers: record<Given>(answers, isAnswer),
      attributes: record<string>(attributes, isText),
      filledIn: filledIn === true,
      typed: record<string>(typed, isText),
      seed: Number(seed) || 0,
      step: Math.max(0, Math.trunc(Number(step) || 0)),
      linked: linked === true,
    };
    // A list that stands at its first entry is no choice.
    return [visit.answers, visit.attributes].some((some) => Object.values(some).some(isGiven)) ? visit : null;
  } catch {
    return null;
  }
}

function record<T>(value: unknown, fits: (value: unknown) => boolean): Record<string, T> {
  return Object.fromEntries(Object.entries(value ?? {}).filter(([, one]) => fits(one))) as Record<string, T>;
}
