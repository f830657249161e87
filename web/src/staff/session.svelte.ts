// Who is signed in. The key lives in this tab's sessionStorage and nowhere else. It knows no page.

import { Problem } from '../shared/problem.ts';
import * as api from './api.ts';
import type { Role } from './api-types.ts';

const STORED = 'chorus.session';

interface Signed {
  key: string;
  name: string;
  roles: Role[];
  /** Milliseconds since 1970. */
  until: number;
}

function stored(): Signed | null {
  try {
    const signed = JSON.parse(sessionStorage.getItem(STORED) ?? 'null') as Signed | null;
    return signed !== null && signed.until > Date.now() ? signed : null;
  } catch {
    return null;
  }
}

class Session {
  #signed = $state<Signed | null>(stored());
  /** Whether the last session ran out, so that the sign-in form can say so. */
  ended = $state(false);

  get active(): boolean {
    return this.#signed !== null;
  }

  get name(): string {
    return this.#signed?.name ?? '';
  }

  may(role: Role): boolean {
    return this.#signed?.roles.includes(role) ?? false;
  }

  async signIn(name: string, password: string): Promise<void> {
    const { expires_in, ...who } = await api.signIn(name, password);
    const signed = { ...who, until: Date.now() + expires_in * 1000 };
    sessionStorage.setItem(STORED, JSON.stringify(signed));
    this.ended = false;
    this.#signed = signed;
  }

  /** Forgets the key here at once; the server is told as well, and a failure to reach it changes nothing here. */
  async signOut(): Promise<void> {
    const key = this.#signed?.key;
    this.#forget(false);
    if (key !== undefined) await api.signOut(key).catch(() => undefined);
  }

  /** Calls with the session's key. When the server no longer knows the key, the session ends. */
  async use<T>(call: (key: string) => Promise<T>): Promise<T> {
    try {
      return await call(this.#signed?.key ?? '');
    } catch (error) {
      if (error instanceof Problem && error.code === 'not-signed-in') this.#forget(true);
      throw error;
    }
  }

  #forget(ended: boolean): void {
    sessionStorage.removeItem(STORED);
    this.#signed = null;
    this.ended = ended;
  }
}

export const session = new Session();
