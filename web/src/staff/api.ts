// Calls of the staff's API, one function a call. It knows neither where the session's key is kept nor any page.

import type { Wave } from '../shared/api.ts';
import { body as read, request } from '../shared/request.ts';
import type {
  ConvertedDocument,
  Findings,
  FindingsKept,
  MissingTranslation,
  MailStatus,
  Participation,
  ProgrammeSummary,
  PublishedWaveSummary,
  RosterPreview,
  Schedule,
  SignedIn,
  WaveChange,
  WavePanel,
  WaveResults,
  WaveSummary,
} from './api-types.ts';

interface Options {
  method?: string;
  key?: string;
  body?: BodyInit;
  type?: string;
  signal?: AbortSignal;
}

function call(path: string, { method = 'GET', key, body, type, signal }: Options = {}): Promise<Response> {
  const headers = new Headers();
  if (key !== undefined) headers.set('Authorization', `Bearer ${key}`);
  if (type !== undefined) headers.set('Content-Type', type);
  const init: RequestInit = { method, headers };
  if (body !== undefined) init.body = body;
  if (signal !== undefined) init.signal = signal;
  return request(path, init);
}

async function json<T>(path: string, options: Options = {}): Promise<T> {
  return read(await call(path, options), (response) => response.json() as Promise<T>);
}

const id = encodeURIComponent;

export function signIn(name: string, password: string): Promise<SignedIn> {
  return json('/sessions', { method: 'POST', body: JSON.stringify({ name, password }), type: 'application/json' });
}

export async function signOut(key: string): Promise<void> {
  await call('/sessions', { method: 'DELETE', key });
}

export async function programmes(key: string): Promise<ProgrammeSummary[]> {
  return (await json<{ programmes: ProgrammeSummary[] }>('/programmes', { key })).programmes;
}

/** `type` is the media type of `body`: JSON or YAML. */
export function createProgramme(key: string, body: string, type: string): Promise<ProgrammeSummary> {
  return json('/programmes', { method: 'POST', key, body, type });
}

/** `type` is the media type of `body`: JSON or YAML. */
export function addWave(key: string, programme: string, body: string, type: string): Promise<WaveSummary> {
  return json(`/programmes/${id(programme)}/waves`, { method: 'POST', key, body, type });
}

/** The wave's texts that lack a declared language. */
export async function missingTranslations(key: string, wave: string): Promise<MissingTranslation[]> {
  const checks = await json<{ missing_translations: MissingTranslation[] }>(`/waves/${id(wave)}/checks`, { key });
  return checks.missing_translations;
}

const WORKBOOK = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** The document in an XLSForm workbook, as YAML, and what could not be carried over. Nothing is stored. */
export function documentOf(key: string, workbook: Blob, part: 'programme' | 'wave'): Promise<ConvertedDocument> {
  return json(`/questionnaires/convert?to=yaml&part=${part}`, { method: 'POST', key, body: workbook, type: WORKBOOK });
}

/** Opening and closing seal, make or destroy keys; on a large wave that takes longer than other calls may. */
const PATIENCE_MS = 10 * 60_000;

export async function openWave(key: string, wave: string): Promise<void> {
  await call(`/waves/${id(wave)}/open`, { method: 'POST', key, signal: AbortSignal.timeout(PATIENCE_MS) });
}

export async function closeWave(key: string, wave: string): Promise<void> {
  await call(`/waves/${id(wave)}/close`, { method: 'POST', key, signal: AbortSignal.timeout(PATIENCE_MS) });
}

const roster = (key: string, body: Blob): Options => ({
  method: 'POST',
  key,
  body,
  type: 'text/csv',
  signal: AbortSignal.timeout(PATIENCE_MS),
});

/** What a roster would come to. The server stores nothing of it. */
export function previewRoster(key: string, wave: string, people: Blob): Promise<RosterPreview> {
  return json(`/waves/${id(wave)}/invitations?preview=true`, roster(key, people));
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
export function inviteByMail(
  key: string,
  wave: string,
  people: Blob,
  options: InviteOptions,
): Promise<{ letters: number }> {
  return json(invitations(wave, 'mail', options), roster(key, people));
}

/** Invites everybody on the roster, or nobody. The reply is the only copy of their letters: PDF, to print. */
export async function inviteByLetter(key: string, wave: string, people: Blob, options: InviteOptions): Promise<Blob> {
  return read(await call(invitations(wave, 'print', options), roster(key, people)), (response) => response.blob());
}

export function mailStatus(key: string, wave: string): Promise<MailStatus> {
  return json(`/waves/${id(wave)}/mail`, { key });
}

/** Those whom mail did not reach, as a roster to correct: CSV. */
export async function mailFailures(key: string, wave: string): Promise<Blob> {
  return read(await call(`/waves/${id(wave)}/mail/failures`, { key }), (response) => response.blob());
}

export function setReminders(key: string, wave: string, schedule: Schedule): Promise<MailStatus> {
  const body = JSON.stringify(schedule);
  return json(`/waves/${id(wave)}/reminders`, { method: 'PUT', key, body, type: 'application/json' });
}

/** Invites everybody on the roster, or nobody. The reply is the only copy of the links: CSV. With `codes`, they can be typed. */
export async function invite(
  key: string,
  wave: string,
  people: Blob,
  codes: boolean,
  options: InviteOptions,
): Promise<string> {
  const path = invitations(wave, codes ? 'codes' : 'links', options);
  return read(await call(path, roster(key, people)), (response) => response.text());
}

export async function publishedWaves(key: string): Promise<PublishedWaveSummary[]> {
  return (await json<{ waves: PublishedWaveSummary[] }>('/results', { key })).waves;
}

export function publicWave(wave: string): Promise<Wave> {
  return json(`/waves/${id(wave)}`);
}

export function results(key: string, wave: string, query: URLSearchParams): Promise<WaveResults> {
  return json(`/waves/${id(wave)}/results?${query}`, { key });
}

export function panel(key: string, wave: string): Promise<WavePanel> {
  return json(`/waves/${id(wave)}/panel`, { key });
}

export function change(key: string, programme: string, query: URLSearchParams): Promise<WaveChange> {
  return json(`/programmes/${id(programme)}/change?${query}`, { key });
}

/** The same numbers as CSV. */
export async function resultsCsv(key: string, wave: string, query: URLSearchParams): Promise<Blob> {
  const asked = new URLSearchParams([...query, ['format', 'csv']]);
  return read(await call(`/waves/${id(wave)}/results?${asked}`, { key }), (response) => response.blob());
}

export function participation(key: string, wave: string): Promise<Participation> {
  return json(`/waves/${id(wave)}/participation`, { key });
}

export function findings(key: string, programme: string): Promise<Findings> {
  return json(`/programmes/${id(programme)}/findings`, { key });
}

export function keepFindings(key: string, programme: string, kept: Findings, newLink: boolean): Promise<FindingsKept> {
  const body = JSON.stringify({ findings: kept, new_link: newLink });
  return json(`/programmes/${id(programme)}/findings`, { method: 'PUT', key, body, type: 'application/json' });
}
