// The JSON of the staff's part of the API (version 1), as the server writes it. Types only: it calls nothing.

import type { Questionnaire, Text } from '../shared/api.ts';

export type Role = 'organiser' | 'evaluator' | 'administrator';
export type WaveState = 'draft' | 'open' | 'closed';
export type Status = 'released' | 'withheld';

/** A sign-in; its key came as a cookie. */
export interface SignedIn {
  name: string;
  roles: Role[];
  /** Seconds. */
  expires_in: number;
}

export interface WaveSummary {
  id: string;
  title: Text;
  state: WaveState;
  k: number;
  invited: number;
}

/** A text that some of the declared languages lack, by its place in the document. */
export interface MissingTranslation {
  place: string;
  /** In the programme's first language. */
  text: string;
  languages: string[];
}

export interface ProgrammeSummary {
  id: string;
  title: Text;
  languages: string[];
  waves: WaveSummary[];
}

/** Something that could not be carried over from another tool's file, or was read otherwise than it stood there. */
export interface Remark {
  place: string;
  what: string;
  remedy: string;
}

export interface ConvertedDocument {
  content: string;
  remarks: Remark[];
}

/** What is to be expected of a group's results: at least k people if half of them answer, only if more do, or never. */
export type Outlook = 'likely' | 'uncertain' | 'withheld';

/** What a roster would come to. Nothing of it is stored. */
export interface RosterPreview {
  people: number;
  invited_already: number;
  with_address: number;
  languages: Record<string, number>;
  errors: { line: number; column?: string; reason: string }[];
  k: number;
  groups: { attribute: string; value: string; people: number; outlook: Outlook }[];
  /** How many people have a combination of values that fewer than k share. */
  rare: number;
}

export interface Schedule {
  after_days: number[];
  to: 'without_token' | 'everybody';
}

/** How the letters of a wave stand. Of reminders there is no number of people. */
export interface MailStatus {
  available: boolean;
  addressed: number;
  waiting: number;
  failed: number;
  reminders: Schedule;
  rounds: number;
}

export interface PublishedWaveSummary {
  wave: string;
  title: Text;
  programme: { id: string; title: Text };
  state: WaveState;
  k: number;
}

/** How a wave was linked with the one before it. A number that would speak of too few people is null. */
export interface WavePanel {
  wave: string;
  previous: string | null;
  k: number;
  status: 'none' | 'waiting' | 'first' | 'released' | 'withheld';
  linked: number | null;
  /** From 0 to 1, of the smaller wave. */
  match_rate: number | null;
  dropped: number | null;
}

export interface OptionCount {
  code: string;
  count: number | null;
  percent: number | null;
  /** Interval of 95 %. */
  low: number | null;
  high: number | null;
}

/** One measure in one group. Every number of a withheld cell is null; so is one that does not exist. */
export interface Cell {
  group: Record<string, string>;
  measure: string;
  status: Status;
  responses: number | null;
  n: number | null;
  options: OptionCount[];
  scored_n: number | null;
  mean: number | null;
  /** Interval of 95 %. */
  mean_low: number | null;
  mean_high: number | null;
  sd: number | null;
  /** Quartiles of the scores of the sealed rows. */
  q1: number | null;
  median: number | null;
  q3: number | null;
  /** Those who chose an option marked as favourable; null where there is none. */
  favourable: { count: number | null; percent: number | null; low: number | null; high: number | null } | null;
}

export interface Measure {
  code: string;
  kind: 'item' | 'scale' | 'comment';
  scored: boolean;
  /** For a sensitive measure, the share of answers (0 to 1) that were exchanged before anything was shown. */
  exchange: number | null;
  /** Whether several options could be chosen. */
  several: boolean;
}

export interface AttributeValues {
  attribute: string;
  values: string[];
}

export interface WaveResults extends Claim {
  wave: string;
  title: Text;
  state: WaveState;
  k: number;
  status: Status;
  responses: number | null;
  withheld_share: number | null;
  by: AttributeValues[];
  where: AttributeValues[];
  measures: Measure[];
  cells: Cell[];
}

/** A two-sided test of no change. */
export interface Tested {
  p: number;
  p_holm: number;
  p_bh: number;
}

/** A group in one of two waves. */
export interface ChangeSide {
  n: number | null;
  scored_n: number | null;
  mean: number | null;
}

export interface OptionChange extends Tested {
  code: string;
  from: number | null;
  to: number | null;
  /** In percentage points, with its interval of 95 %. */
  difference: number | null;
  low: number | null;
  high: number | null;
}

/** How one measure changed in one group: later less earlier, with intervals of 95 %. */
export interface ChangeCell {
  group: Record<string, string>;
  measure: string;
  status: Status;
  from: ChangeSide;
  to: ChangeSide;
  mean: (Tested & { difference: number; low: number; high: number; g: number | null }) | null;
  paired: (Tested & { pairs: number; difference: number; low: number; high: number; d_z: number | null }) | null;
  options: OptionChange[];
}

/** What numbers may be called. */
export interface Claim {
  design: string;
  causal: boolean;
  meaning: string;
}

export interface WaveChange extends Claim {
  k: number;
  status: Status;
  pre_declared: string[];
  match_rate: number | null;
  by: AttributeValues[];
  cells: ChangeCell[];
}

/** How many answered, by group. Every number is at least k, or null. */
export interface Participation {
  wave: string;
  state: WaveState;
  k: number;
  status: Status;
  responses: number | null;
  attributes: {
    attribute: string;
    withheld_share: number | null;
    groups: { value: string; status: Status; responses: number | null }[];
  }[];
}

/** What people are told of a programme. */
export interface Findings {
  access: 'nobody' | 'link' | 'everybody';
  introduction?: Text;
  wave?: string;
  since?: string;
  measures: string[];
  entries: { said: Text; did: Text }[];
}

export interface FindingsKept {
  findings: Findings;
  /** With the code if the link is a new one: it is told this once. */
  path: string;
  new_link: boolean;
}

export interface Account {
  name: string;
  roles: Role[];
  has_password: boolean;
  /** Whether signing in with the password needs a code as well. */
  second_factor: boolean;
  /** Whether somebody has signed in to it with the organisation's account. */
  by_provider: boolean;
}

/** With the path of the page where its owner sets a password: told once. */
export interface AccountWithLink extends Account {
  path: string;
}

/** A secret for an authenticator app: as text, as apps read it, and as a QR code in SVG. */
export interface NewSecret {
  secret: string;
  uri: string;
  qr: string;
}

export interface ApiKey {
  id: string;
  name: string;
}

/** Something that staff asked for. */
export interface AuditEntry {
  number: number;
  /** Seconds since 1970. */
  at: number;
  account: string;
  method: string;
  path: string;
  refused: boolean;
}

export interface AuditPage {
  entries: AuditEntry[];
  /** What to ask for next; null at the end. */
  before: number | null;
}

export interface ResponseRates extends Claim {
  k: number;
  overall: number | null;
  engaged_groups_dominate: boolean;
  cells: { group: Record<string, string>; status: Status; responses: number | null; rate: number | null }[];
}

/** How far groups are apart in one mean (`option` is null) or percentage. */
export interface GroupGap {
  measure: string;
  option: string | null;
  lowest: Record<string, string> | null;
  highest: Record<string, string> | null;
  gap: number | null;
  low: number | null;
  high: number | null;
}

export interface WaveGaps extends Claim {
  k: number;
  gaps: GroupGap[];
}

/** One group's answers, with what was delivered to it and counted of it elsewhere. */
export interface GroupContext {
  group: Record<string, string>;
  answers: Cell[];
  delivery: { reach: number | null; dose: number | null; fidelity: number | null } | null;
  indicators: { series: string; percent: number | null; per_head: number | null; unit: string }[];
}

export interface WaveContext extends Claim {
  k: number;
  groups: GroupContext[];
}

/** The effect of the training on each measure, in each arm. */
export interface ProgrammeEffect extends Claim {
  k: number;
  measures: {
    code: string;
    declaration: 'pre_declared' | 'exploratory';
    n: number;
    effects: { arm: string; effect: number; low: number; high: number }[];
    reason: string | null;
  }[];
}

export interface InstrumentMeta {
  code: string;
  title: string;
  about: string;
  status: 'whole' | 'own_not_validated' | 'recipe_only';
  licence: { name: string };
  languages: string[];
}

export interface Instrument {
  meta: InstrumentMeta;
  questionnaire?: Questionnaire;
}
