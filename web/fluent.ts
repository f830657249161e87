// Makes a module of a `.ftl` file: its messages as Fluent reads them, gaps filled from the default language. It changes no word.

import { readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { FluentResource } from '@fluent/bundle';
import type { Plugin } from 'vite';
import { filled, type Messages } from './src/shared/fluent.ts';
import { INTERFACE_LANGUAGES } from './src/shared/languages.ts';

/** The messages of this file, as respondents get them. */
export function messagesOf(file: string): Messages {
  const read = (path: string) => new FluentResource(readFileSync(path, 'utf8')).body;
  const fallback = join(dirname(dirname(file)), INTERFACE_LANGUAGES[0], basename(file));
  return filled(read(file), read(fallback));
}

export function fluent(): Plugin {
  return {
    name: 'fluent',
    load(id) {
      if (!id.endsWith('.ftl')) return null;
      const messages = JSON.stringify(JSON.stringify(messagesOf(id)));
      // Browsers read JSON faster than the same as a script.
      return { code: `export default JSON.parse(${messages});`, map: null };
    },
  };
}
