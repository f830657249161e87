// One respondent's way through one wave: terms, token, response. The two calls that must not be linked share nothing but
// the token, which the issuer has never seen. It knows no screen and no words.

import type { Wave } from '../shared/api.ts';
import { fetched } from '../shared/module.ts';
import { asProblem, Problem } from '../shared/problem.ts';
import { body, request } from '../shared/request.ts';
import { type Bytes, fromBase64url, sha256, toBase64url, utf8 } from '../shared/bytes.ts';
import { checkedHash } from '../shared/documents.ts';
import { readTypedCode } from '../shared/typed-code.ts';
import { draftOf, eraseDraft, keepDraft, vaultOf } from './draft.ts';
import { forget, type Memory, read, recall, remember, written } from './memory.ts';
import { authorization, challenge, REQUEST_MEDIA_TYPE, RESPONSE_LENGTH } from './privacy-pass.ts';

/**
 * Blinding is a fifth of all the page's code, and nobody needs it to read the first question. Where it cannot be fetched nothing has
 * been asked of the service yet, and it is fetched again with the next attempt.
 */
const fetchBlinding = () =>
  fetched(() => import('./blinding.ts')).catch(() => Promise.reject(new Problem('unreachable')));

export class Session {
  readonly #id: string;
  /** Whether the device is one that others use next: then nothing outlives the page, not even a reload. */
  readonly #shared: boolean;
  #memory: Memory;
  #wave: Wave | undefined;
  #manifestHash: Bytes | undefined;
  #token: Promise<Bytes> | undefined;
  /** What the page wants kept with the token, as it gave it. */
  #page = '';
  /** Drafts are written one after the other. */
  #writing: Promise<boolean> = Promise.resolve(false);

  constructor(id: string, code: string | null, shared = false) {
    this.#id = id;
    this.#shared = shared;
    this.#memory = shared ? {} : recall(id);
    if (code !== null && code !== this.#memory.code) {
      this.#memory.code = code;
      delete this.#memory.pending;
    }
    this.#remember();
  }

  /** Whether there is anything to answer with. */
  get invited(): boolean {
    return this.#memory.code !== undefined || this.#memory.token !== undefined;
  }

  /** Fetches the terms and checks every hash. Nothing may be answered under terms that do not fit (`terms-differ`). */
  async open(): Promise<Wave> {
    await this.#unlock();
    const response = await request(`/waves/${this.#id}`);
    const wave: Wave = await body(response, (reply) => reply.json());
    const hash = await checkedHash(wave, this.#id).catch(() => null);
    const bound = [this.#memory.pending?.manifest, this.#memory.token?.manifest].filter((known) => known !== undefined);
    if (hash === null || bound.some((known) => known !== wave.manifest_hash)) throw new Problem('terms-differ');
    this.#manifestHash = hash;
    this.#wave = wave;
    return wave;
  }

  /** The token: the one there is, or one fetched now. Calls at the same time share one request; a failed one may be repeated. */
  token(): Promise<Bytes> {
    this.#token ??= this.#obtainToken().catch((error: unknown) => {
      this.#token = undefined;
      throw asProblem(error);
    });
    return this.#token;
  }

  /** Sends a response and returns the receipt. Sending the same bytes again is safe: they count once. */
  async respond(submission: Bytes): Promise<string> {
    const token = await this.token();
    const response = await request(`/waves/${this.#id}/responses`, {
      method: 'POST',
      headers: { Authorization: authorization(token), 'Content-Type': 'application/json' },
      body: submission,
    });
    const { receipt } = await body(response, (reply) => reply.json() as Promise<{ receipt: string }>);
    // It can only be the hash of this token. A service that gave two people one receipt could count one of them and satisfy both.
    if (receipt !== toBase64url(await sha256(token))) throw new Problem('unreadable');
    this.end();
    return receipt;
  }

  /** What the page kept on an earlier visit with this link, once the terms are open; empty if nothing. */
  get page(): string {
    return this.#page;
  }

  /** Whether a draft is kept on this device, once the terms are open. */
  get keepsDraft(): boolean {
    return this.#memory.vault !== undefined;
  }

  /** Keeps a text of the page on this device until `end`, encrypted. False if this browser keeps nothing. */
  keepPage(page: string): Promise<boolean> {
    this.#page = page;
    return this.#keep();
  }

  /** Erases all that this device knows. */
  end(): void {
    const { vault } = this.#memory;
    [this.#memory, this.#token, this.#page] = [{}, undefined, ''];
    forget(this.#id);
    if (vault === undefined) return;
    eraseDraft(vault);
    // One that is being written comes after.
    void this.#writing.then(() => eraseDraft(vault));
  }

  /** Reads what an earlier visit with this link left on the device: after it the link itself is worth nothing any more. */
  async #unlock(): Promise<void> {
    const { code } = this.#memory;
    // The 55 bits of a typed code would not keep a draft from whoever has the device's disk, so with one there is no draft.
    const keeps = !this.#shared && code !== undefined && readTypedCode(code) === null;
    if (keeps) this.#memory.vault = await vaultOf(code, this.#id);
    const { vault } = this.#memory;
    const text = vault && (await draftOf(vault));
    if (!vault || !text) return this.#remember();
    const { memory, page } = parsed(text);
    if (memory.token) this.#memory = { token: memory.token, vault };
    else if (memory.pending) this.#memory.pending ??= memory.pending;
    this.#page = page;
    this.#remember();
  }

  async #obtainToken(): Promise<Bytes> {
    const { code, token } = this.#memory;
    if (code === undefined) {
      if (token === undefined) throw new Problem('invitation-unknown');
      return token.bytes;
    }
    try {
      return await this.#exchange(code);
    } catch (error) {
      // The link was opened once more in the tab that has already exchanged it.
      const spent = asProblem(error).code === 'invitation-spent';
      // Never with a token that somebody else left in this tab: they would lose their voice, and this person borrow it.
      if (!spent || token?.mark !== (await markOf(code))) throw error;
      this.#memory = { token, ...this.#vault };
      await this.#keep();
      return token.bytes;
    }
  }

  async #exchange(code: string): Promise<Bytes> {
    const wave = this.#wave;
    const context = this.#manifestHash;
    if (wave === undefined || context === undefined) throw new Problem('terms-differ');
    const { beginToken, finishToken } = await fetchBlinding();
    const spki = fromBase64url(wave.manifest.token_public_key);
    const manifest = toBase64url(context);
    const pending = this.#memory.pending ?? {
      ...(await beginToken(spki, challenge(wave.manifest.issuer, context))),
      manifest,
    };
    // Kept before the request leaves: if the reply is lost, the same bytes are sent again.
    this.#memory.pending = pending;
    await this.#keep();
    const response = await request(`/waves/${this.#id}/token-request`, {
      method: 'POST',
      headers: { Authorization: `Invitation ${code}`, 'Content-Type': REQUEST_MEDIA_TYPE },
      body: pending.request,
    });
    const blind = await body(response, async (reply) => new Uint8Array(await reply.arrayBuffer()));
    if (blind.length !== RESPONSE_LENGTH) throw new Problem('unreadable');
    const bytes = await finishToken(spki, pending, blind).catch(() => {
      throw new Problem('token-unsound');
    });
    this.#memory = { token: { bytes, manifest, mark: await markOf(code) }, ...this.#vault };
    await this.#keep();
    return bytes;
  }

  get #vault(): Pick<Memory, 'vault'> {
    const { vault } = this.#memory;
    return vault === undefined ? {} : { vault };
  }

  /** For a reload of this tab. */
  #remember(): void {
    if (this.#shared) return;
    if (Object.keys(this.#memory).length > 0) remember(this.#id, this.#memory);
  }

  /** For a reload, and for whoever opens the link again on this device. */
  #keep(): Promise<boolean> {
    this.#remember();
    const { code, vault, pending, token } = this.#memory;
    if (vault === undefined) return Promise.resolve(false);
    // While there is a code, a token that lies in this tab may be somebody else's.
    const memory: Memory = pending ? { pending } : token && code === undefined ? { token } : {};
    const text = JSON.stringify({ memory: written(memory), page: this.#page });
    this.#writing = this.#writing.then(() => keepDraft(vault, text));
    return this.#writing;
  }
}

/** A draft's two parts; empty ones if this is none. */
function parsed(text: string): { memory: Memory; page: string } {
  try {
    const { memory, page } = JSON.parse(text);
    return { memory: read(String(memory)), page: String(page) };
  } catch {
    return { memory: {}, page: '' };
  }
}

/** Sixteen bits of the code's hash: enough to tell two links in one tab apart, too few to find the code by. */
async function markOf(code: string): Promise<string> {
  return toBase64url((await sha256(utf8(code))).slice(0, 2));
}
