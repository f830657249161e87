// One request to the service, and what can go wrong with it. No cookie, no referrer, no cache, no redirect: nothing that could
// join two calls. It must not know which calls there are, nor keep anything between them.

const TIMEOUT_MS = 30_000;

/** Problem details (RFC 9457) that the service answered with. */
export class Problem extends Error {
  override name = 'Problem';

  constructor(
    readonly status: number,
    readonly code: string,
    readonly detail: string,
    readonly errors: readonly { field: string; reason: string }[] = [],
  ) {
    super(detail);
  }
}

/** No answer came: the connection failed or took too long. */
export class Unreachable extends Error {
  override name = 'Unreachable';
}

export interface Call {
  method?: 'GET' | 'POST' | 'DELETE';
  /** Path under `/api/v1`. */
  path: string;
  authorization?: string;
  contentType?: string;
  body?: BodyInit;
}

/** Sends the call. Resolves with a reply of status 200 to 299, whole; rejects with `Problem` or `Unreachable`. */
export async function send(call: Call): Promise<Blob> {
  const headers = new Headers();
  if (call.authorization) headers.set('Authorization', call.authorization);
  if (call.contentType) headers.set('Content-Type', call.contentType);
  let response: Response;
  let body: Blob;
  try {
    response = await fetch(`/api/v1${call.path}`, {
      method: call.method ?? 'GET',
      headers,
      body: call.body ?? null,
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
      cache: 'no-store',
      redirect: 'error',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    body = await response.blob();
  } catch {
    throw new Unreachable();
  }
  if (!response.ok) throw problem(response.status, await body.text());
  return body;
}

/** As `send`, for a reply in JSON. */
export async function sendForJson<T>(call: Call): Promise<T> {
  const text = await (await send(call)).text();
  return JSON.parse(text) as T;
}

function problem(status: number, text: string): Problem {
  try {
    const { code, detail, errors } = JSON.parse(text) as Partial<Problem>;
    return new Problem(status, code ?? '', detail ?? '', errors ?? []);
  } catch {
    return new Problem(status, '', '');
  }
}
