// The calls of organisers and evaluators. Each takes the key of a sign-in. It must not know invitations' codes, tokens or single
// answers, and does not keep the key.

import { send, sendForJson } from './http';
import type { ProgrammeSummary, PublicWave, PublishedWave, Results, Session, WaveSummary } from './types';

const bearer = (key: string) => `Bearer ${key}`;

export function signIn(name: string, password: string): Promise<Session> {
  const body = JSON.stringify({ name, password });
  return sendForJson({ method: 'POST', path: '/sessions', contentType: 'application/json', body });
}

export async function signOut(key: string): Promise<void> {
  await send({ method: 'DELETE', path: '/sessions', authorization: bearer(key) });
}

export async function listProgrammes(key: string): Promise<ProgrammeSummary[]> {
  const reply = await sendForJson<{ programmes: ProgrammeSummary[] }>({
    path: '/programmes',
    authorization: bearer(key),
  });
  return reply.programmes;
}

/** An object in braces is JSON; anything else is read as YAML. */
function documentType(document: string): string {
  return document.trimStart().startsWith('{') ? 'application/json' : 'application/yaml';
}

export function createProgramme(key: string, document: string): Promise<ProgrammeSummary> {
  return sendForJson({
    method: 'POST',
    path: '/programmes',
    authorization: bearer(key),
    contentType: documentType(document),
    body: document,
  });
}

export function addWave(key: string, programme: string, document: string): Promise<WaveSummary> {
  return sendForJson({
    method: 'POST',
    path: `/programmes/${programme}/waves`,
    authorization: bearer(key),
    contentType: documentType(document),
    body: document,
  });
}

export async function openWave(key: string, wave: string): Promise<void> {
  await send({ method: 'POST', path: `/waves/${wave}/open`, authorization: bearer(key) });
}

export async function closeWave(key: string, wave: string): Promise<void> {
  await send({ method: 'POST', path: `/waves/${wave}/close`, authorization: bearer(key) });
}

/** Invites everybody on the roster. The reply is the only copy of the links. */
export function invite(key: string, wave: string, roster: string): Promise<Blob> {
  return send({
    method: 'POST',
    path: `/waves/${wave}/invitations`,
    authorization: bearer(key),
    contentType: 'text/csv',
    body: roster,
  });
}

export async function listPublished(key: string): Promise<PublishedWave[]> {
  const reply = await sendForJson<{ waves: PublishedWave[] }>({ path: '/results', authorization: bearer(key) });
  return reply.waves;
}

export function getTerms(wave: string): Promise<PublicWave> {
  return sendForJson({ path: `/waves/${wave}` });
}

export function getResults(key: string, wave: string, query: URLSearchParams): Promise<Results> {
  return sendForJson({ path: `/waves/${wave}/results?${query}`, authorization: bearer(key) });
}

export function getResultsCsv(key: string, wave: string, query: URLSearchParams): Promise<Blob> {
  const withFormat = new URLSearchParams(query);
  withFormat.set('format', 'csv');
  return send({ path: `/waves/${wave}/results?${withFormat}`, authorization: bearer(key) });
}
