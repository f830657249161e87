// The messages of the respondent's pages as their files have them, for tests. It fills no gap.

import { readdirSync, readFileSync } from 'node:fs';
import { FluentResource } from '@fluent/bundle';
import type { Messages } from '../../src/shared/fluent.ts';
import type { InterfaceLanguage } from '../../src/shared/languages.ts';

const FOLDER = new URL('../../src/locales/', import.meta.url);

export const languagesOnDisk = (): string[] => readdirSync(FOLDER);

export const pagesOf = (language: string): string[] => readdirSync(new URL(`${language}/`, FOLDER));

export function sourceOf(language: InterfaceLanguage, page: string): string {
  return readFileSync(new URL(`${language}/${page}`, FOLDER), 'utf8');
}

export const messagesOf = (language: InterfaceLanguage, page: string): Messages =>
  new FluentResource(sourceOf(language, page)).body;
