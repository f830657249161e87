// The body of a response, filled up so that its length says nothing about the answers, nor how many there are: every body
// of a wave is as long as the longest possible one, and so is that of whoever links their waves. It knows no token and no person.

import type { Item, Wave } from '../shared/api.ts';
import { utf8, type Bytes } from '../shared/bytes.ts';
import { type Answers, answerCodes, type Given, givenAnswers } from './answers.ts';
import { MAX_TERM_LENGTH, MAX_TERMS } from './terms.ts';

/** The common length of a wave's bodies is a multiple of this. */
export const BODY_BUCKET = 2048;

/** Chosen values by attribute; an empty string is no choice. */
export type Choices = Record<string, string>;
type Asked = Pick<Wave, 'questionnaire'> & { manifest: Pick<Wave['manifest'], 'attributes' | 'panel'> };

/** The length of a pseudonym. */
const PSEUDONYM = 43;

const given = (choices: Choices) => Object.fromEntries(Object.entries(choices).filter(([, choice]) => choice !== ''));
const write = (attributes: Choices, answers: Record<string, Given>, panel: string | undefined, padding: string) =>
  utf8(JSON.stringify({ attributes, answers, panel, padding }));
const size = (written: Given) => utf8(JSON.stringify(written)).length;

/** `panel` is the pseudonym of a respondent who links their waves. */
export function submission(wave: Asked, attributes: Choices, answers: Answers, panel?: string): Bytes {
  const sent = givenAnswers(wave.questionnaire, answers);
  const bare = write(given(attributes), sent, panel, '').length;
  const length = Math.ceil(Math.max(bare, longest(wave)) / BODY_BUCKET) * BODY_BUCKET;
  return write(given(attributes), sent, panel, '0'.repeat(length - bare));
}

/** The length of the response that takes the most bytes: everything answered, each with the longest code. */
function longest({ manifest, questionnaire }: Asked): number {
  type List = { code: string; choices: { code: string }[] };
  const longestOf = ({ code, choices }: List): [string, string] => [
    code,
    choices.reduce((most, choice) => (size(choice.code) > size(most) ? choice.code : most), ''),
  ];
  const total = ([code, choice]: [string, string]) => size(code) + size(choice);
  // An attribute is given at one of its levels.
  const attributes = manifest.attributes.map(({ code, values, levels = [] }) =>
    [{ code, values }, ...levels]
      .map((list) => longestOf({ code: list.code, choices: list.values }))
      .reduce((most, pair) => (total(pair) > total(most) ? pair : most)),
  );
  const answers = questionnaire.items.flatMap((item) => {
    const answer = longestAnswer(item);
    return answerCodes(item).map((code): [string, Given] => [code, answer]);
  });
  const panel = manifest.panel ? '0'.repeat(PSEUDONYM) : undefined;
  return write(Object.fromEntries(attributes), Object.fromEntries(answers), panel, '').length;
}

/** The answer to an item, or to one row of it, that takes the most bytes. */
function longestAnswer({ kind, options = [], range }: Item): Given {
  const codes = options.map((option) => option.code);
  const numbers = range === undefined ? [] : [String(range.from), String(range.to)];
  // Letters of some scripts take four bytes.
  const terms = Array.from({ length: MAX_TERMS }, () => '\u{10400}'.repeat(MAX_TERM_LENGTH));
  const several = kind === 'multiple' ? codes : kind === 'comment' ? terms : [];
  return [...codes, ...numbers, several].reduce(
    (most: Given, answer) => (size(answer) > size(most) ? answer : most),
    null,
  );
}
