// The words for typing a code and for a shared device, from messages in `src/locales/<language>/code.ftl`. It knows no code.

import type { Write } from '../shared/fluent.ts';
import type { Refusal } from './find.ts';

export function codeStrings(write: Write) {
  const question = (name: string) => ({ title: write(name), text: write(`${name}.text`) });

  return {
    title: write('code-title'),
    label: write('code-label'),
    hint: write('code-hint'),
    go: write('code-go'),
    looking: write('code-looking'),
    refused: {
      length: write('code-length'),
      mistyped: write('code-mistyped'),
      unknown: write('code-unknown'),
      wait: write('code-wait'),
      offline: write('code-offline'),
      failed: write('code-failed'),
    } satisfies Record<Refusal, string>,

    kiosk: {
      shared: write('kiosk-shared'),
      intro: write('kiosk-intro'),
      stop: write('kiosk-stop'),
      done: write('kiosk-done'),
      stay: write('kiosk-stay'),
      clear: write('kiosk-clear'),
      unsent: question('kiosk-unsent'),
      idle: question('kiosk-idle'),
    },
  };
}

export type CodeStrings = ReturnType<typeof codeStrings>;
