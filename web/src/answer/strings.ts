// The words of the respondent's page, by language. To add a language, write another object of the type `Strings` and list it.
// It knows no state: what depends on numbers is a function of them.

import type { Manifest } from '../shared/api.ts';
import type { FinalFailure, TransientFailure } from './failures.ts';

export interface Message {
  title: string;
  lines: string[];
}

const people = (count: number) => `${count.toLocaleString('en')} people`;

/** How sensitive answers are exchanged: a share in thousandths, and how many people at least. */
const exchanged = (perMille: number, atLeast: number) =>
  `Some questions are marked as sensitive. For those, about ${Math.round(perMille / 10)} in 100 people, and at least about ` +
  `${people(atLeast)}, get the answers of somebody else, drawn by lot, before anything can be seen. So what a group seems to have ` +
  'said need not be what you said. The totals stay exact: if nearly everybody gave the same answer, they say so.';

const english = {
  loading: 'One moment …',
  retry: 'Try again',
  language: 'Language',

  start: {
    whoSeesWhat: 'Before you start',
    points: ({ k, seal, panel }: Manifest): { lead: string; text: string }[] => [
      {
        lead: 'Nobody can link your answers to you.',
        text: 'Your browser swaps your personal link for an anonymous token, and only the token travels with your answers.',
      },
      {
        lead: `Results speak of at least ${people(k)}.`,
        text: 'In smaller groups, details such as a department are left out before anyone can see them.',
      },
      {
        lead: 'Your answers are mixed with others’ first.',
        text:
          `Before they appear in any result they are sealed together with those of others: at least ${people(seal.minimum_batch)} ` +
          'at a time while the survey is open.',
      },
      ...(seal.exchange
        ? [
            {
              lead: 'Sensitive answers are mixed a little.',
              text: exchanged(seal.exchange.per_mille, seal.exchange.at_least),
            },
          ]
        : []),
      {
        lead: 'What is kept.',
        text:
          'The list of who was invited, and whose link was used, is deleted when the survey closes. The sealed answers ' +
          'are kept; they hold no name, time or address.' +
          (panel
            ? ' If you choose to link your answers with those you give next time, a pseudonym waits beside your answers until the ' +
              'next linked survey closes, or until linking is ended. Then it is erased.'
            : ''),
      },
      {
        lead: 'You choose.',
        text: 'Skip any question that is not marked as needed. Once sent, answers cannot be changed or taken back.',
      },
    ],
    keep:
      'You may stop and go on later: open your link again on this device. Until you send them, your answers are kept here in a ' +
      'form that only your link opens.',
    device: 'If somebody else manages this device, they may be able to see its screen. You can use another device.',
    begin: 'Start',
    resumed: 'You have begun before. Your answers are still here.',
    goOn: 'Go on',
    startAgain: 'Erase them and start again',
    details: 'Details',
    fingerprint: 'Fingerprint of this survey’s terms',
    compare:
      'Compare it with the one in your invitation. If they differ, do not answer, and tell whoever invited you. ' +
      'Your browser has checked that the terms and the questions fit it.',
    issuer: 'Service',
  },

  questions: {
    heading: 'Questions',
    count: (count: number) => (count === 1 ? '1 question' : `${count} questions`),
    position: (index: number, count: number) => `Question ${index} of ${count}`,
    page: (index: number, count: number) => `Page ${index} of ${count}`,
    next: 'Next',
    back: 'Back',
    kept: 'What you have answered is kept on this device, and only your link opens it. Open the link again to go on.',
    notKept: 'This browser keeps nothing, so please finish before you close the page.',
    later: 'Stop for now?',
    saving: 'Keeping …',
    saved: 'All is kept.',
    erase: 'Erase my answers from this device',
    erased: 'Your answers are erased. Your link still works.',
    needed: 'needs an answer',
    sensitive: 'sensitive',
    noAnswer: 'No answer',
    aboutYou: 'About you',
    aboutYouWhy: (k: number) =>
      `All of this is optional. It is used to compare groups, and a group is shown only if at least ${people(k)} share it.`,
    preferNot: 'Prefer not to say',
    several: 'You may choose several.',
    bandHint: 'Only a range is sent, not the number.',
    onlyBand: 'Only this range is sent:',
    termsHint: 'Only single words are sent, in alphabetical order, never the sentence. Please name nobody.',
    terms: 'These words are sent:',
    progress: (done: number, count: number) => `You have answered ${done} of ${count} questions.`,
    send: 'Send my answers',
    sendHint: 'Once sent, your answers cannot be changed.',
    errorTitle: 'Please look at this again',
    errorItem: 'Please choose an answer.',
    errorRefused: 'The service did not accept this. Please choose again.',
    errorNone: 'Please answer at least one question.',
  },

  panel: {
    title: 'Your answers over time',
    choice: 'Link my answers with those I give in the next survey',
    what: (k: number) =>
      'This shows how the same people’s answers change, without anyone knowing who they are; results never show links of fewer ' +
      `than ${people(k)}. You can leave it off; your answers count all the same.`,
    show: 'Words to write down',
    write:
      'This browser keeps a secret for next time. If you may use another one then, write these twelve words down, in this order. ' +
      'Keep them to yourself: while your answers wait to be linked, whoever has the words and the service’s files could find them.',
    forget: 'Forget the words on this device',
    forgotten: 'The words are erased from this browser. These answers will not be linked.',
    have: 'I have words from last time',
    enter: 'Your twelve words',
    use: 'Use these words',
    taken: 'The words fit. Your answers will be linked with those you gave under them.',
    unknown: 'These are not the twelve words, or not in their order. Please compare each with what you wrote down.',
  },

  sending: {
    title: 'Sending your answers …',
    wait: 'This takes a moment. Please leave the page open.',
    failed: 'Your answers could not be sent yet',
    safe:
      'Nothing is lost. Leave this page open: it tries again by itself. Or open your link again later, on this device. However ' +
      'often your answers are sent, they count once.',
    trying: 'Trying again …',
  },

  receipt: {
    title: 'Thank you',
    lines: ['Your answers have arrived. They will be counted together with those of others.'],
    code: 'Your receipt',
    codeHint:
      'Keep it if you like: this page does not. It confirms that a response arrived, and says nothing about you or about what you ' +
      'answered. You need not show it to anybody.',
    listHint:
      'When the survey has closed, all receipts are published in one list. With yours you can see that it was counted.',
    checkLink: 'See whether it was counted',
    copy: 'Copy receipt',
    copied: 'Copied',
    save: 'Save as file',
    fileName: 'survey-receipt.txt',
    file: (receipt: string, address: string) =>
      'This is the receipt of a response to a survey. It says nothing about what was answered.\n\n' +
      `${receipt}\n\nWhen the survey has closed, this page shows whether it was counted:\n\n${address}\n`,
    copyFailed: 'Your browser does not allow copying here. Please select the receipt and copy it.',
    nextTitle: 'What happens next',
    next: (k: number) => [
      'Your answers wait, without a name, until they can be sealed together with others.',
      `Then results appear, always about at least ${people(k)}. With fewer, nothing is shown.`,
      'Your link and your answers have been erased from this browser. You can close the page.',
    ],
  },

  transient: {
    offline: 'You seem to be offline. Check the connection.',
    unreachable: 'The service cannot be reached just now.',
    server: 'The service had a problem of its own.',
  } satisfies Record<TransientFailure, string>,
  loadFailed: 'The survey could not be loaded',

  final: {
    'no-link': {
      title: 'The whole link is needed',
      lines: [
        'This page opens with the personal link from your invitation. Part of it is missing, or it has been used here already.',
        'Please open the link in your invitation again, or copy all of it, up to the last character.',
        'If you have sent your answers, there is nothing left to do. Thank you.',
      ],
    },
    insecure: {
      title: 'This page needs a secure connection',
      lines: [
        'Your answers are protected by encryption that browsers offer only on secure pages, whose address starts with https://.',
        'Nothing was sent. Please open your link with https:// at its start, in a current browser, or tell whoever invited you.',
      ],
    },
    'not-found': {
      title: 'There is no such survey',
      lines: [
        'The address may have been cut short, or the survey has not opened yet. Please check the link in your invitation.',
      ],
    },
    closed: {
      title: 'This survey is closed',
      lines: ['It no longer takes answers, and nothing of yours was stored. Thank you for wanting to take part.'],
    },
    'link-unknown': {
      title: 'This link is not known',
      lines: [
        'It may have been cut short or mistyped. Please open the link in your invitation again.',
        'If that does not help, ask whoever invited you for a new one.',
      ],
    },
    'link-used': {
      title: 'This link has been used',
      lines: [
        'Each link works once, so that every voice counts once.',
        'If you opened it before, perhaps in another tab or browser, please go back there to finish.',
        'If you did not use it, please tell whoever invited you.',
      ],
    },
    'already-sent': {
      title: 'Answers were already sent',
      lines: [
        'Answers given earlier with this link have arrived, and those count. The ones on this page were not stored.',
      ],
    },
    'token-refused': {
      title: 'The service did not accept the token',
      lines: ['Your answers were not stored. Please tell whoever invited you that the token was refused.'],
    },
    'terms-differ': {
      title: 'Please do not answer',
      lines: [
        'The terms of this survey are not the ones that its fingerprint names, or they have changed since you began.',
        'To protect you, nothing was sent. Please tell whoever invited you.',
      ],
    },
  } satisfies Record<FinalFailure, Message>,
};

export type Strings = typeof english;

const byLanguage: Record<string, Strings> = { en: english };

/** The interface's words in this language, or else in English, and the language that they are in. */
export function stringsFor(language: string): { strings: Strings; lang: string } {
  const tag = language.split('-')[0] ?? 'en';
  const strings = byLanguage[tag];
  return strings ? { strings, lang: tag } : { strings: english, lang: 'en' };
}
