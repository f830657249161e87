// What went wrong with a call, as an error with a stable code. It holds no words for people: each page has its own.

export interface FieldError {
  field: string;
  reason: string;
}

/** A refusal by the server (RFC 9457), or a call that never got a usable reply (`offline`, `unreachable`, `unreadable`). */
export class Problem extends Error {
  readonly code: string;
  readonly status: number;
  readonly errors: FieldError[];

  constructor(code: string, status = 0, detail = '', errors: FieldError[] = []) {
    super(detail || code);
    this.name = 'Problem';
    this.code = code;
    this.status = status;
    this.errors = errors;
  }
}

/** The problem that a failed reply carries. */
export async function problemOf(response: Response): Promise<Problem> {
  try {
    const body = await response.json();
    if (typeof body?.code === 'string') {
      const errors = Array.isArray(body.errors) ? body.errors : [];
      return new Problem(body.code, response.status, String(body.detail ?? ''), errors);
    }
  } catch {
    // A proxy's page, or nothing at all: the status is all there is to know.
  }
  return new Problem('unknown', response.status);
}

/** Anything thrown, as a problem. */
export function asProblem(error: unknown): Problem {
  return error instanceof Problem ? error : new Problem('unknown', 0, error instanceof Error ? error.message : '');
}
