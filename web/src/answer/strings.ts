// The words of the respondent's page, from messages in `src/locales/<language>/answer.ftl`. It knows no state: what depends on numbers
// is a function of them.

import type { Manifest } from '../shared/api.ts';
import { lines, type Write } from '../shared/fluent.ts';
import type { FinalFailure, TransientFailure } from './failures.ts';

export interface Message {
  title: string;
  lines: string[];
}

interface Point {
  lead: string;
  text: string;
}

export function answerStrings(write: Write) {
  const message = (name: string): Message => ({ title: write(name), lines: lines(write(`${name}.text`)) });

  /** Who sees what, by the terms of this wave. */
  function points({ k, seal, panel }: Pick<Manifest, 'k' | 'seal' | 'panel'>): Point[] {
    const point = (name: string, values = {}): Point => ({
      lead: write(name, values),
      text: write(`${name}.text`, values),
    });
    const all = [
      point('start-unlinked'),
      point('start-groups', { people: k }),
      point('start-mixed', { people: seal.minimum_batch }),
    ];
    if (seal.exchange) {
      // A share in thousandths, and how many people at least.
      const { per_mille: perMille, at_least: people } = seal.exchange;
      all.push(point('start-exchanged', { percent: Math.round(perMille / 10), people }));
    }
    const kept = point('start-retention');
    if (panel) kept.text += ` ${write('start-retention.linked')}`;
    return [...all, kept, point('start-choice')];
  }

  return {
    loading: write('loading'),
    retry: write('retry'),
    loadFailed: write('load-failed'),

    start: {
      whoSeesWhat: write('start-heading'),
      points,
      keep: write('start-keep'),
      keepNothing: write('start-keep-nothing'),
      device: write('start-device'),
      begin: write('start-begin'),
      resumed: write('start-resumed'),
      goOn: write('start-go-on'),
      startAgain: write('start-again'),
      details: write('start-details'),
      fingerprint: write('start-fingerprint'),
      compare: write('start-compare'),
      issuer: write('start-issuer'),
    },

    questions: {
      heading: write('questions-heading'),
      count: (count: number) => write('questions-count', { count }),
      position: (index: number, count: number) => write('questions-position', { index, count }),
      page: (index: number, count: number) => write('questions-page', { index, count }),
      next: write('questions-next'),
      back: write('questions-back'),
      kept: write('questions-kept'),
      notKept: write('questions-not-kept'),
      later: write('questions-later'),
      saving: write('questions-saving'),
      saved: write('questions-saved'),
      erase: write('questions-erase'),
      erased: write('questions-erased'),
      needed: write('questions-needed'),
      sensitive: write('questions-sensitive'),
      noAnswer: write('questions-no-answer'),
      aboutYou: write('questions-about-you'),
      aboutYouWhy: (k: number) => write('questions-about-you-why', { people: k }),
      preferNot: write('questions-prefer-not'),
      several: write('questions-several'),
      bandHint: write('questions-band-hint'),
      onlyBand: write('questions-only-band'),
      termsHint: write('questions-terms-hint'),
      terms: write('questions-terms'),
      progress: (done: number, count: number) => write('questions-progress', { done, count }),
      send: write('questions-send'),
      sendHint: write('questions-send-hint'),
      errorTitle: write('questions-error-title'),
      errorItem: write('questions-error-item'),
      errorRefused: write('questions-error-refused'),
      errorNone: write('questions-error-none'),
    },

    groups: {
      filledIn: write('groups-filled-in'),
      remove: write('groups-remove'),
      rare: write('groups-rare'),
      shared: write('groups-shared'),
      sayOnly: write('groups-say-only'),
      leaveOut: write('groups-leave-out'),
      leaveOutAll: write('groups-leave-out-all'),
    },

    panel: {
      title: write('panel-title'),
      choice: write('panel-choice'),
      what: (k: number) => write('panel-what', { people: k }),
      show: write('panel-show'),
      write: write('panel-write'),
      forget: write('panel-forget'),
      forgotten: write('panel-forgotten'),
      have: write('panel-have'),
      enter: write('panel-enter'),
      use: write('panel-use'),
      taken: write('panel-taken'),
      unknown: write('panel-unknown'),
    },

    sending: {
      title: write('sending-title'),
      wait: write('sending-wait'),
      failed: write('sending-failed'),
      safe: write('sending-safe'),
      unkept: write('sending-unkept'),
      trying: write('sending-trying'),
    },

    receipt: {
      ...message('receipt-title'),
      code: write('receipt-code'),
      codeHint: write('receipt-code-hint'),
      listHint: write('receipt-list-hint'),
      checkLink: write('receipt-check-link'),
      copy: write('receipt-copy'),
      copied: write('receipt-copied'),
      save: write('receipt-save'),
      fileName: write('receipt-file-name'),
      // Each in lines of its own, so that no mark or letter of the text is copied with it.
      file: (receipt: string, address: string) =>
        [write('receipt-file'), receipt, write('receipt-file.list'), address].join('\n\n') + '\n',
      copyFailed: write('receipt-copy-failed'),
      shared: write('receipt-shared'),
      nextTitle: write('receipt-next'),
      next: (k: number) => lines(write('receipt-next.text', { people: k })),
    },

    transient: {
      offline: write('transient-offline'),
      unreachable: write('transient-unreachable'),
      server: write('transient-server'),
    } satisfies Record<TransientFailure, string>,

    final: {
      'no-link': message('final-no-link'),
      insecure: message('final-insecure'),
      'not-found': message('final-not-found'),
      closed: message('final-closed'),
      'link-unknown': message('final-link-unknown'),
      'link-used': message('final-link-used'),
      'code-used': message('final-code-used'),
      'already-sent': message('final-already-sent'),
      'token-refused': message('final-token-refused'),
      'terms-differ': message('final-terms-differ'),
    } satisfies Record<FinalFailure, Message>,
  };
}

export type Strings = ReturnType<typeof answerStrings>;
