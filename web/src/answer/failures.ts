// The kinds of failure that a respondent can meet, and which of them trying again can mend. It holds no words.

/** Nothing more can be done on this page. */
const FINAL = {
  'invitation-unknown': 'link-unknown',
  'invitation-spent': 'link-used',
  'wave-closed': 'closed',
  'token-spent': 'already-sent',
  'token-invalid': 'token-refused',
  'token-unsound': 'terms-differ',
  'terms-differ': 'terms-differ',
  'not-found': 'not-found',
} as const;

const TRANSIENT = { offline: 'offline', unreachable: 'unreachable', unreadable: 'unreachable' } as const;

export type FinalFailure = (typeof FINAL)[keyof typeof FINAL] | 'code-used' | 'no-link' | 'insecure';
export type TransientFailure = (typeof TRANSIENT)[keyof typeof TRANSIENT] | 'server';
/** Final failures after which this device has no use for the code or the token. */
const WORTHLESS: readonly FinalFailure[] = [
  'link-unknown',
  'link-used',
  'code-used',
  'closed',
  'already-sent',
  'token-refused',
];

export function finalFailure(code: string): FinalFailure | null {
  return code in FINAL ? FINAL[code as keyof typeof FINAL] : null;
}

export function transientFailure(code: string): TransientFailure {
  return code in TRANSIENT ? TRANSIENT[code as keyof typeof TRANSIENT] : 'server';
}

export function endsSession(failure: FinalFailure): boolean {
  return WORTHLESS.includes(failure);
}
