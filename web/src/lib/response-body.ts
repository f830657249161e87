// The body that carries the answers. All bodies of a wave have one length, so that its size says nothing about them: the length
// of the longest possible, rounded up to a multiple of 2,048 bytes. It must not know the invitation or the token.

import type { Choices, Manifest, Questionnaire } from './types';

const BUCKET = 2_048;

const length = (text: string) => new TextEncoder().encode(text).length;

function longest(codes: string[]): string {
  return codes.reduce((a, b) => (length(JSON.stringify(b)) > length(JSON.stringify(a)) ? b : a), '');
}

function json(attributes: Choices, answers: Choices, padding: string): string {
  return JSON.stringify({ attributes, answers, padding });
}

/** The length of every body of this wave. */
export function bodyLength(manifest: Manifest, questionnaire: Questionnaire): number {
  const codes = (values: { code: string }[]) => longest(values.map((value) => value.code));
  const attributes = Object.fromEntries(manifest.attributes.map((asked) => [asked.code, codes(asked.values)]));
  const answers = Object.fromEntries(questionnaire.items.map((item) => [item.code, codes(item.options)]));
  return Math.ceil(length(json(attributes, answers, '')) / BUCKET) * BUCKET;
}

/** The body of a response. The same choices always make the same bytes. */
export function responseBody(manifest: Manifest, questionnaire: Questionnaire, chosen: Choices): string {
  const given = (asked: { code: string }[]) =>
    Object.fromEntries(asked.flatMap(({ code }) => (chosen[code] ? [[code, chosen[code]]] : [])));
  const attributes = given(manifest.attributes);
  const answers = given(questionnaire.items);
  const missing = bodyLength(manifest, questionnaire) - length(json(attributes, answers, ''));
  return json(attributes, answers, '.'.repeat(missing));
}
