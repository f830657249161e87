// Makes a module of a `.ftl` file: its messages as Fluent reads them, gaps filled from the default language. It changes no word.

import { readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { FluentResource } from '@fluent/bundle';
import type { Plugin } from 'vite';
import { filled, type Messages } from './src/shared/fluent.ts';
import { INTERFACE_LANGUAGES } from './src/shared/languages.ts';

/** Where to find help is on every page, so each page's file brings these along: one request less. */
const COMMON = 'help.ftl';

function messagesOf(file: string): Messages {
  const read = (path: string) => new FluentResource(readFileSync(path, 'utf8')).body;
  return filled(read(file), read(join(dirname(dirname(file)), INTERFACE_LANGUAGES[0], basename(file))));
}

export function fluent(): Plugin {
  return {
    name: 'fluent',
    load(id) {
      if (!id.endsWith('.ftl')) return null;
      const files = basename(id) === COMMON ? [id] : [id, join(dirname(id), COMMON)];
      for (const file of files) this.addWatchFile(file);
      return { code: `export default ${JSON.stringify(files.flatMap(messagesOf))};`, map: null };
    },
  };
}
