// What a problem is called on the staff's pages. What the server says of it stands beside the title, as it said it.

import type { Problem } from '../shared/problem.ts';
import { text } from './text.ts';

export interface Told {
  title: string;
  detail: string;
}

export function explain(problem: Problem): Told {
  if (problem.code === 'offline' || problem.code === 'unreachable') return text.problems.unreachable;
  const known = new Map<string, string>(Object.entries(text.problems.titles)).get(problem.code);
  return known !== undefined && problem.message !== problem.code
    ? { title: known, detail: problem.message }
    : text.problems.failed;
}
