// Calls of the staff's API, one function a call. It knows neither where the session's key is kept nor any page.

import type { Wave } from '../shared/api.ts';
import { body as read, request } from '../shared/request.ts';
import type {
  ConvertedDocument,
  MissingTranslation,
  ProgrammeSummary,
  PublishedWaveSummary,
  SignedIn,
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

/**
 * Invites everybody on the roster, or nobody. The reply is the only copy of the links: CSV. With `replace`, those invited
 * already get new links, and their old ones are void.
 */
export async function invite(key: string, wave: string, roster: Blob, replace: boolean): Promise<string> {
  const signal = AbortSignal.timeout(PATIENCE_MS);
  const options = { method: 'POST', key, body: roster, type: 'text/csv', signal };
  return read(await call(`/waves/${id(wave)}/invitations${replace ? '?replace=true' : ''}`, options), (response) =>
    response.text(),
  );
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

/** The same numbers as CSV. */
export async function resultsCsv(key: string, wave: string, query: URLSearchParams): Promise<Blob> {
  const asked = new URLSearchParams([...query, ['format', 'csv']]);
  return read(await call(`/waves/${id(wave)}/results?${asked}`, { key }), (response) => response.blob());
}
