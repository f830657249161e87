// The body of a response, filled up so that its length says nothing about the answers. It knows no token and no person.

import { utf8, type Bytes } from './bytes.ts';

/** Bodies are filled up to a multiple of this. */
export const BODY_BUCKET = 2048;

/** Chosen codes by the code of what was asked; an empty string is no choice. */
export type Choices = Record<string, string>;

const given = (choices: Choices) => Object.fromEntries(Object.entries(choices).filter(([, choice]) => choice !== ''));

/** How many choices were made. */
export function countGiven(choices: Choices): number {
  return Object.keys(given(choices)).length;
}

export function submission(attributes: Choices, answers: Choices): Bytes {
  const body = { attributes: given(attributes), answers: given(answers), padding: '' };
  const bare = utf8(JSON.stringify(body)).length;
  body.padding = '0'.repeat((BODY_BUCKET - (bare % BODY_BUCKET)) % BODY_BUCKET);
  return utf8(JSON.stringify(body));
}
