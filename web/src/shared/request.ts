// One call to the server. It sends no cookie and no referrer unless the caller asks for it, and keeps nothing in a cache.

import { Problem, problemOf } from './problem.ts';

const TIMEOUT_MS = 60_000;

/** Calls `/api/v1` + `path`. Gives the reply if it is a success, and throws a `Problem` otherwise. */
export async function request(path: string, init: RequestInit = {}): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(`/api/v1${path}`, {
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
      cache: 'no-store',
      redirect: 'error',
      signal: AbortSignal.timeout(TIMEOUT_MS),
      ...init,
    });
  } catch {
    throw new Problem(navigator.onLine === false ? 'offline' : 'unreachable');
  }
  if (!response.ok) throw await problemOf(response);
  return response;
}

/** Reads a reply with `read`; a reply cut short is a problem like no reply. */
export async function body<T>(response: Response, read: (response: Response) => Promise<T>): Promise<T> {
  try {
    return await read(response);
  } catch {
    throw new Problem('unreadable', response.status);
  }
}
