// The words of the welcome page and the page of accounts. English, like all words for staff.

import type { Role } from './api-types.ts';

export const ROLES: readonly Role[] = ['organiser', 'evaluator', 'administrator'];

export const roleText: Record<Role, { name: string; may: string }> = {
  organiser: { name: 'Organiser', may: 'designs surveys, invites people, opens and closes' },
  evaluator: { name: 'Evaluator', may: 'looks at results' },
  administrator: { name: 'Administrator', may: 'makes accounts, and reads what staff asked for' },
};

export const welcomeText = {
  title: 'Welcome to Chorus',
  first:
    'This link makes the first account. It may do everything: make further accounts, organise surveys and look at results.',
  forName: (name: string) => `This link sets the password of the account ${name}.`,
  name: 'Name of your account',
  nameHint: 'Letters, digits, and . _ - @',
  password: 'Password',
  passwordHint: 'At least 15 characters. A few random words are easy to keep.',
  again: 'The same password again',
  differ: 'The two passwords are not the same.',
  submit: 'Set the password',
  busy: 'Setting…',
  done: (name: string) => `The password of ${name} is set. Sign in with it.`,
  onward: 'To the sign-in',
  gone: 'This link leads nowhere any more',
  goneHint:
    'It was used already, or it has run out. Ask an administrator for a new one. If there is none yet, start the service again: it prints a new link.',
};

export const accountText = {
  title: 'Account',
  titleAdministrator: 'Accounts',
  password: {
    heading: 'Your password',
    explain: 'A new password ends every sign-in of your account, this one too.',
    old: 'Password until now',
    fresh: 'New password',
    submit: 'Change the password',
    wrong: 'The password until now is not right.',
    done: 'Your password is changed. Please sign in with it.',
  },
  secondFactor: {
    heading: 'Codes of an authenticator app',
    isOn: 'Signing in needs your password and a code of your authenticator app.',
    isOff: 'Signing in needs your password alone.',
    explain:
      'An authenticator app on your phone shows a new code every half minute. Whoever learns your password cannot sign in without it. If you lose the phone, an administrator gives you a new link.',
    start: 'Set up an app',
    scan: 'Scan this picture with your authenticator app.',
    picture: 'QR code for an authenticator app; the same secret stands below as text',
    type: 'Or type this into the app:',
    password: 'Your password',
    code: 'Code of the app',
    codeHint: 'Six digits.',
    submit: 'Ask for codes from now on',
    remove: 'Do without codes',
  },
  byProvider: 'You sign in with your organisation’s account, so there is no password here to change.',
  keys: {
    heading: 'Your API keys',
    explain: 'A key lets a program do what your account may do, until you revoke it.',
    none: 'You have no keys.',
    name: 'What the key is for',
    submit: 'Make a key',
    once: 'This key is shown only now. Copy it to where it is needed.',
    copy: 'Copy',
    copied: 'Copied.',
    revoke: 'Revoke',
    revokeOf: (name: string) => `Revoke the key ${name}`,
    sure: (name: string) => `Revoke the key “${name}”?`,
    lead: 'Whatever uses it is refused from now on. This cannot be undone.',
    revoked: 'The key is revoked.',
  },
  accounts: {
    heading: 'All accounts',
    table: 'Accounts and their roles',
    name: 'Name',
    may: 'May',
    state: 'Signs in with',
    set: 'password',
    setWithCode: 'password and code',
    byProvider: 'organisation’s account',
    notSet: 'nothing yet',
    rolesOf: (name: string) => `Roles of ${name}`,
    changed: (name: string) => `The roles of ${name} are changed.`,
    link: 'New link',
    linkOf: (name: string) => `A new link for ${name}`,
    linkHint: 'for a lost password or phone',
    once: (name: string) => `Send this link to ${name}. It is shown only now, works once, and for seven days:`,
    remove: 'Remove',
    removeOf: (name: string) => `Remove the account ${name}`,
    sure: (name: string) => `Remove the account ${name}?`,
    lead: 'Its keys and sign-ins end at once. What it asked for stays in the log. This cannot be undone.',
    removed: (name: string) => `The account ${name} is removed.`,
    add: 'A new account',
    addHint: 'Nobody sets another person’s password: they get a link to do it themselves.',
    submit: 'Make the account',
  },
  audit: {
    heading: 'What staff asked for',
    explain:
      'The log only grows, and each entry bears the ones before it out. Respondents have no accounts: nothing of theirs is here.',
    at: 'When',
    account: 'Account',
    what: 'What',
    refused: 'refused',
    more: 'Earlier entries',
    none: 'Nothing yet.',
  },
  busy: 'One moment…',
};
