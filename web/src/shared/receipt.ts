// A receipt and the address of the page that checks it: `/receipt/{wave}#{receipt}.{hash of the terms}`. What follows the # is never
// sent to a server. It knows no ledger and stores nothing.

/** What a respondent holds. */
export interface Receipt {
  wave: string;
  /** The hash of the token that was spent, as base64url. */
  receipt: string;
  /** The hash of the terms under which it was, if it was kept with the receipt. */
  manifestHash: string | null;
}

const HASH = '[A-Za-z0-9_-]{43}';
const ID = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}';
const PATH = new RegExp(`^/receipt/(${ID})/?$`, 'i');
// An address that was cut within the second hash is refused, not taken for one without it.
const ADDRESS = new RegExp(`/receipt/(${ID})/?#(${HASH})(?:\\.(${HASH}))?(?!\\.?[\\w-])`, 'i');
const BARE = new RegExp(`^(${HASH})(?:\\.(${HASH}))?$`);

export function receiptAddress(origin: string, { wave, receipt, manifestHash }: Receipt): string {
  return `${origin}/receipt/${wave}#${[receipt, manifestHash].filter((part) => part !== null).join('.')}`;
}

/** The wave that an address names. */
export function receiptWave(path: string): string | null {
  return PATH.exec(path)?.[1]?.toLowerCase() ?? null;
}

/** The receipt in a text: an address, a saved receipt with all its words, or, where the wave is known, the receipt alone. */
export function readReceipt(text: string, wave: string | null): Receipt | null {
  const [, named, receipt, hash] = ADDRESS.exec(text) ?? [];
  if (named && receipt) return { wave: named.toLowerCase(), receipt, manifestHash: hash ?? null };
  const [, alone, bare] = BARE.exec(text.trim()) ?? [];
  return wave !== null && alone ? { wave, receipt: alone, manifestHash: bare ?? null } : null;
}
