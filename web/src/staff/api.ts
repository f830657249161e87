// Calls of the staff's API, one function a call. Whoever is signed in is known by a cookie that no script can read; it goes with these
// calls and no others. It knows no page.

import type { Wave } from '../shared/api.ts';
import { body as read, request } from '../shared/request.ts';
import type {
  Account,
  AccountWithLink,
  ApiKey,
  AuditPage,
  ConvertedDocument,
  Findings,
  FindingsKept,
  Instrument,
  InstrumentMeta,
  MissingTranslation,
  NewSecret,
  MailStatus,
  Participation,
  ProgrammeEffect,
  ProgrammeSummary,
  PublishedWaveSummary,
  Role,
  ResponseRates,
  RosterPreview,
  Schedule,
  SignedIn,
  WaveChange,
  WaveContext,
  WaveGaps,
  WavePanel,
  WaveResults,
  WaveSummary,
} from './api-types.ts';

interface Options {
  method?: string;
  body?: BodyInit;
  type?: string;
  signal?: AbortSignal;
}

function call(path: string, { method = 'GET', body, type, signal }: Options = {}): Promise<Response> {
  // A page of another site cannot send this header, so that the cookie alone does nothing.
  const headers = new Headers({ 'X-Chorus-Request': '1' });
  if (type !== undefined) headers.set('Content-Type', type);
  const init: RequestInit = { method, headers, credentials: 'same-origin' };
  if (body !== undefined) init.body = body;
  if (signal !== undefined) init.signal = signal;
  return request(path, init);
}

async function json<T>(path: string, options: Options = {}): Promise<T> {
  return read(await call(path, options), (response) => response.json() as Promise<T>);
}

const id = encodeURIComponent;

export function signIn(name: string, password: string, code: string | null): Promise<SignedIn> {
  return json('/sessions', {
    method: 'POST',
    body: JSON.stringify({ name, password, code, cookie: true }),
    type: 'application/json',
  });
}

export async function signOut(): Promise<void> {
  await call('/sessions', { method: 'DELETE' });
}

export async function programmes(): Promise<ProgrammeSummary[]> {
  return (await json<{ programmes: ProgrammeSummary[] }>('/programmes')).programmes;
}

/** `type` is the media type of `body`: JSON or YAML. */
export function createProgramme(body: string, type: string): Promise<ProgrammeSummary> {
  return json('/programmes', { method: 'POST', body, type });
}

/** `type` is the media type of `body`: JSON or YAML. */
export function addWave(programme: string, body: string, type: string): Promise<WaveSummary> {
  return json(`/programmes/${id(programme)}/waves`, { method: 'POST', body, type });
}

/** The wave's texts that lack a declared language. */
export async function missingTranslations(wave: string): Promise<MissingTranslation[]> {
  const checks = await json<{ missing_translations: MissingTranslation[] }>(`/waves/${id(wave)}/checks`);
  return checks.missing_translations;
}

const WORKBOOK = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** The document in an XLSForm workbook, as YAML, and what could not be carried over. Nothing is stored. */
export function documentOf(workbook: Blob, part: 'programme' | 'wave'): Promise<ConvertedDocument> {
  return json(`/questionnaires/convert?to=yaml&part=${part}`, { method: 'POST', body: workbook, type: WORKBOOK });
}

/** The programme in a file of JSON, YAML or XLSForm, as JSON. Nothing is stored. */
export function programmeIn(file: File): Promise<ConvertedDocument> {
  const name = file.name.toLowerCase();
  const type = name.endsWith('.xlsx') ? WORKBOOK : name.endsWith('.json') ? 'application/json' : 'application/yaml';
  return json('/questionnaires/convert?to=json', { method: 'POST', body: file, type });
}

/** The document of a programme with all its waves. */
export function programmeDocument<T>(programme: string): Promise<T> {
  return json(`/programmes/${id(programme)}/document`);
}

/** Puts another document in the place of a programme of which nothing has opened. */
export function replaceProgramme(programme: string, body: string): Promise<ProgrammeSummary> {
  return json(`/programmes/${id(programme)}`, { method: 'PUT', body, type: 'application/json' });
}

/** Removes a programme of which nothing has opened. */
export async function removeProgramme(programme: string): Promise<void> {
  await call(`/programmes/${id(programme)}`, { method: 'DELETE' });
}

/** Removes a draft wave. */
export async function removeWave(wave: string): Promise<void> {
  await call(`/waves/${id(wave)}`, { method: 'DELETE' });
}

/** Opening and closing seal, make or destroy keys; on a large wave that takes longer than other calls may. */
const PATIENCE_MS = 10 * 60_000;

export async function openWave(wave: string): Promise<void> {
  await call(`/waves/${id(wave)}/open`, { method: 'POST', signal: AbortSignal.timeout(PATIENCE_MS) });
}

export async function closeWave(wave: string): Promise<void> {
  await call(`/waves/${id(wave)}/close`, { method: 'POST', signal: AbortSignal.timeout(PATIENCE_MS) });
}

const roster = (body: Blob): Options => ({
  method: 'POST',
  body,
  type: 'text/csv',
  signal: AbortSignal.timeout(PATIENCE_MS),
});

/** What a roster would come to. The server stores nothing of it. */
export function previewRoster(wave: string, people: Blob): Promise<RosterPreview> {
  return json(`/waves/${id(wave)}/invitations?preview=true`, roster(people));
}

/** How people are invited: `replace` gives those invited already new links, `prefill` fills in the groups that the roster names. */
export interface InviteOptions {
  replace: boolean;
  prefill: boolean;
}

const invitations = (
  wave: string,
  way: 'links' | 'mail' | 'codes' | 'print',
  { replace, prefill }: InviteOptions,
): string =>
  `/waves/${id(wave)}/invitations?${way === 'links' ? '' : `${way}=true&`}replace=${replace}&prefill=${prefill}`;

/** Invites everybody on the roster by mail, or nobody: nobody here sees a link. */
export function inviteByMail(wave: string, people: Blob, options: InviteOptions): Promise<{ letters: number }> {
  return json(invitations(wave, 'mail', options), roster(people));
}

/** Invites everybody on the roster, or nobody. The reply is the only copy of their letters: PDF, to print. */
export async function inviteByLetter(wave: string, people: Blob, options: InviteOptions): Promise<Blob> {
  return read(await call(invitations(wave, 'print', options), roster(people)), (response) => response.blob());
}

export function mailStatus(wave: string): Promise<MailStatus> {
  return json(`/waves/${id(wave)}/mail`);
}

/** Those whom mail did not reach, as a roster to correct: CSV. */
export async function mailFailures(wave: string): Promise<Blob> {
  return read(await call(`/waves/${id(wave)}/mail/failures`), (response) => response.blob());
}

export function setReminders(wave: string, schedule: Schedule): Promise<MailStatus> {
  const body = JSON.stringify(schedule);
  return json(`/waves/${id(wave)}/reminders`, { method: 'PUT', body, type: 'application/json' });
}

/** Invites everybody on the roster, or nobody. The reply is the only copy of the links: CSV. With `codes`, they can be typed. */
export async function invite(wave: string, people: Blob, codes: boolean, options: InviteOptions): Promise<string> {
  const path = invitations(wave, codes ? 'codes' : 'links', options);
  return read(await call(path, roster(people)), (response) => response.text());
}

export async function publishedWaves(): Promise<PublishedWaveSummary[]> {
  return (await json<{ waves: PublishedWaveSummary[] }>('/results')).waves;
}

export function publicWave(wave: string): Promise<Wave> {
  return json(`/waves/${id(wave)}`);
}

export function results(wave: string, query: URLSearchParams): Promise<WaveResults> {
  return json(`/waves/${id(wave)}/results?${query}`);
}

export function panel(wave: string): Promise<WavePanel> {
  return json(`/waves/${id(wave)}/panel`);
}

export function change(programme: string, query: URLSearchParams): Promise<WaveChange> {
  return json(`/programmes/${id(programme)}/change?${query}`);
}

/** The same numbers as CSV. */
export async function resultsCsv(wave: string, query: URLSearchParams): Promise<Blob> {
  const asked = new URLSearchParams([...query, ['format', 'csv']]);
  return read(await call(`/waves/${id(wave)}/results?${asked}`), (response) => response.blob());
}

export function participation(wave: string): Promise<Participation> {
  return json(`/waves/${id(wave)}/participation`);
}

export function findings(programme: string): Promise<Findings> {
  return json(`/programmes/${id(programme)}/findings`);
}

export function keepFindings(programme: string, kept: Findings, newLink: boolean): Promise<FindingsKept> {
  const body = JSON.stringify({ findings: kept, new_link: newLink });
  return json(`/programmes/${id(programme)}/findings`, { method: 'PUT', body, type: 'application/json' });
}

export function me(): Promise<Account> {
  return json('/me');
}

export async function setPassword(old: string, fresh: string): Promise<void> {
  const body = JSON.stringify({ old, new: fresh });
  await call('/me/password', { method: 'PUT', body, type: 'application/json' });
}

/** Nothing changes until `setSecondFactor` shows that the app has it. */
export function drawSecret(): Promise<NewSecret> {
  return json('/me/totp', { method: 'POST' });
}

/** Without a secret, the account does without codes from now on. */
export async function setSecondFactor(password: string, secret: string | null, code: string): Promise<void> {
  const body = JSON.stringify({ password, secret, code });
  await call('/me/totp', { method: 'PUT', body, type: 'application/json' });
}

/** What the organisation's accounts are called, if staff can sign in with them. */
export async function provider(): Promise<string | null> {
  return (await json<{ name: string | null }>('/openid')).name;
}

export async function keys(): Promise<ApiKey[]> {
  return (await json<{ keys: ApiKey[] }>('/me/keys')).keys;
}

/** The reply is the only time that the key is shown. */
export function newKey(name: string): Promise<ApiKey & { key: string }> {
  return json('/me/keys', { method: 'POST', body: JSON.stringify({ name }), type: 'application/json' });
}

export async function revokeKey(key: string): Promise<void> {
  await call(`/me/keys/${id(key)}`, { method: 'DELETE' });
}

export async function accounts(): Promise<Account[]> {
  return (await json<{ accounts: Account[] }>('/accounts')).accounts;
}

/** The reply is the only time that the link is shown. */
export function addAccount(name: string, roles: Role[]): Promise<AccountWithLink> {
  return json('/accounts', { method: 'POST', body: JSON.stringify({ name, roles }), type: 'application/json' });
}

export function setRoles(name: string, roles: Role[]): Promise<Account> {
  const body = JSON.stringify({ roles });
  return json(`/accounts/${id(name)}/roles`, { method: 'PUT', body, type: 'application/json' });
}

/** A new link for a lost password: the reply is the only time that it is shown. */
export function accountLink(name: string): Promise<AccountWithLink> {
  return json(`/accounts/${id(name)}/link`, { method: 'POST' });
}

export async function removeAccount(name: string): Promise<void> {
  await call(`/accounts/${id(name)}`, { method: 'DELETE' });
}

export function audit(before: number | null): Promise<AuditPage> {
  return json(before === null ? '/audit' : `/audit?before=${before}`);
}

const link = (code: string): RequestInit => ({ headers: { Authorization: `Link ${code}` } });

/** What a link is for: the name of its account, or null for the first administrator's. */
export async function welcomeLink(code: string): Promise<string | null> {
  const reply = await request('/welcome', link(code));
  return (await read(reply, (response) => response.json() as Promise<{ name: string | null }>)).name;
}

/** Sets the password that a link is for; gives the account. */
export async function welcome(code: string, name: string, password: string): Promise<Account> {
  const headers = { ...link(code).headers, 'Content-Type': 'application/json' };
  const reply = await request('/welcome', { method: 'POST', headers, body: JSON.stringify({ name, password }) });
  return read(reply, (response) => response.json() as Promise<Account>);
}

/** A progress report: `format` is `html` or `pdf`. */
export async function report(programme: string, query: URLSearchParams): Promise<Blob> {
  const path = `/programmes/${id(programme)}/report?${query}`;
  return read(await call(path, { signal: AbortSignal.timeout(PATIENCE_MS) }), (response) => response.blob());
}

/** The API's own answer of results or change, as CSV or JSON-stat. */
export async function dataset(path: string, query: URLSearchParams, format: 'csv' | 'json-stat'): Promise<Blob> {
  const asked = new URLSearchParams([...query, ['format', format]]);
  return read(await call(`${path}?${asked}`), (response) => response.blob());
}

export const resultsPath = (wave: string): string => `/waves/${id(wave)}/results`;
export const changePath = (programme: string): string => `/programmes/${id(programme)}/change`;

export function responseRates(wave: string, by: string): Promise<ResponseRates> {
  return json(`/waves/${id(wave)}/response-rates?${new URLSearchParams({ by })}`);
}

export function gaps(wave: string, query: URLSearchParams): Promise<WaveGaps> {
  return json(`/waves/${id(wave)}/gaps?${query}`);
}

export function context(wave: string, query: URLSearchParams): Promise<WaveContext> {
  return json(`/waves/${id(wave)}/context?${query}`);
}

export function effect(programme: string): Promise<ProgrammeEffect> {
  return json(`/programmes/${id(programme)}/effect`);
}

export async function instruments(): Promise<InstrumentMeta[]> {
  return (await json<{ instruments: InstrumentMeta[] }>('/library')).instruments;
}

export function instrument(code: string): Promise<Instrument> {
  return json(`/library/${id(code)}`);
}
