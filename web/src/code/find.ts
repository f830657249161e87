// Which survey a typed code is for. A slip of the fingers is found here, without a request. It stores nothing.

import { asProblem } from '../shared/problem.ts';
import { body, request } from '../shared/request.ts';
import { readTypedCode, TYPED_LENGTH, typedSymbols } from '../shared/typed-code.ts';

/** Why a code leads nowhere. */
export type Refusal = 'length' | 'mistyped' | 'unknown' | 'wait' | 'offline' | 'failed';

export interface Found {
  wave: string;
  /** In its printed form. */
  code: string;
}

const REFUSALS: Record<string, Refusal> = {
  'invitation-unknown': 'unknown',
  'too-many-attempts': 'wait',
  offline: 'offline',
};

export async function find(text: string): Promise<Found | Refusal> {
  const code = readTypedCode(text);
  if (code === null) return typedSymbols(text).length === TYPED_LENGTH ? 'mistyped' : 'length';
  try {
    const headers = { 'Content-Type': 'application/json' };
    const reply = await request('/codes', { method: 'POST', headers, body: JSON.stringify({ code }) });
    const { wave } = await body(reply, (given) => given.json() as Promise<{ wave: string }>);
    return { wave, code };
  } catch (error) {
    return REFUSALS[asProblem(error).code] ?? 'failed';
  }
}
