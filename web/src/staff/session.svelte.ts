// Who is signed in. The key lies in a cookie that no script can read; this tab keeps the name and the roles, to know what to show.
// It knows no page.

import { Problem } from '../shared/problem.ts';
import * as api from './api.ts';
import type { Role } from './api-types.ts';

const STORED = 'chorus.session';

interface Signed {
  name: string;
  roles: Role[];
}

function stored(): Signed | null {
  try {
    return JSON.parse(sessionStorage.getItem(STORED) ?? 'null') as Signed | null;
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

  async signIn(name: string, password: string, code: string | null): Promise<void> {
    const signed = await api.signIn(name, password, code);
    this.#keep({ name: signed.name, roles: signed.roles });
  }

  /** Whether another tab of this browser is signed in: then this one is as well. */
  async recall(): Promise<void> {
    if (this.active) return;
    const account = await api.me().catch(() => null);
    if (account !== null && !this.active) this.#keep({ name: account.name, roles: account.roles });
  }

  /** Forgets here at once; the server is told as well, and a failure to reach it changes nothing here. */
  async signOut(): Promise<void> {
    this.#forget(false);
    await api.signOut().catch(() => undefined);
  }

  /** Calls. When the server no longer knows who is signed in, the session ends. */
  async use<T>(call: () => Promise<T>): Promise<T> {
    try {
      return await call();
    } catch (error) {
      if (error instanceof Problem && error.code === 'not-signed-in') this.#forget(true);
      throw error;
    }
  }

  #keep(signed: Signed): void {
    sessionStorage.setItem(STORED, JSON.stringify(signed));
    this.ended = false;
    this.#signed = signed;
  }

  #forget(ended: boolean): void {
    sessionStorage.removeItem(STORED);
    this.#signed = null;
    this.ended = ended;
  }
}

export const session = new Session();
