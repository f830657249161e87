// A member of staff's sign-in, in this tab's session storage only: closing the tab forgets it. It must not know what the key is
// used for, and stores no password.

import type { Session } from './types';

const KEY = 'chorus.staff';

interface Stored extends Session {
  until: number;
}

export function storedSession(): Session | undefined {
  try {
    const stored = JSON.parse(sessionStorage.getItem(KEY) ?? 'null') as Stored | null;
    return stored && stored.until > Date.now() ? stored : undefined;
  } catch {
    return undefined;
  }
}

export function storeSession(session: Session): void {
  const stored: Stored = { ...session, until: Date.now() + session.expires_in * 1000 };
  try {
    sessionStorage.setItem(KEY, JSON.stringify(stored));
  } catch {
    // Without storage the sign-in lasts as long as the page.
  }
}

export function forgetSession(): void {
  try {
    sessionStorage.removeItem(KEY);
  } catch {
    // Nothing was stored then.
  }
}
