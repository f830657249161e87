// What a respondent's tab remembers, so that a reload or a lost reply is not a lost voice: the code until there is a token, the
// blinding before it is used, the token until it is spent, the answers only while they are being sent. It lives in this tab's
// session storage and is erased at the end. It must not reach any other storage, and sends nothing.

/** Blinding state as base64url. */
export interface StoredPending {
  request: string;
  input: string;
  inverse: string;
}

export interface Remembered {
  /** The terms under which all of this holds. */
  manifestHash?: string;
  /** 16 bits of the code's hash: enough to notice another link, far too few to find the link again. */
  tag: string;
  code?: string;
  pending?: StoredPending;
  token?: string;
  /** The response exactly as it was first sent. */
  body?: string;
}

type Backing = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

/** The memory of one tab for one wave. Where the browser allows no storage, it lasts as long as the page. */
export class SessionStore {
  #key: string;
  #backing: Backing | undefined;
  #value: Remembered | undefined;

  constructor(wave: string, backing: Backing | undefined) {
    this.#key = `chorus.answer.${wave}`;
    this.#backing = backing;
    this.#value = this.#read();
  }

  get(): Remembered | undefined {
    return this.#value;
  }

  set(value: Remembered): void {
    this.#value = value;
    this.#try((backing) => backing.setItem(this.#key, JSON.stringify(value)));
  }

  erase(): void {
    this.#value = undefined;
    this.#try((backing) => backing.removeItem(this.#key));
  }

  #read(): Remembered | undefined {
    const text = this.#try((backing) => backing.getItem(this.#key));
    if (!text) return undefined;
    try {
      return JSON.parse(text) as Remembered;
    } catch {
      return undefined;
    }
  }

  #try<T>(action: (backing: Backing) => T): T | undefined {
    try {
      return this.#backing && action(this.#backing);
    } catch {
      return undefined;
    }
  }
}

/** This tab's session storage, if the browser allows it. */
export function tabStorage(): Backing | undefined {
  try {
    return globalThis.sessionStorage;
  } catch {
    return undefined;
  }
}
