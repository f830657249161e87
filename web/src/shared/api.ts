// The shapes that the server's public documents have. It knows no network and no screen.

/** A text by BCP 47 language tag; the server always spells it out so. */
export type Text = Record<string, string>;

export interface AttributeValue {
  code: string;
  label?: Text;
  /** The value of the next coarser level in which it lies. */
  within?: string;
}

/** A coarser level of an attribute: the regions of countries. */
export interface Level {
  code: string;
  label: Text;
  values: AttributeValue[];
}

export interface Attribute {
  code: string;
  label: Text;
  why?: Text;
  weight: number;
  values: AttributeValue[];
  /** From fine to coarse. */
  levels?: Level[];
}

export interface Help {
  name: Text;
  contact: Text;
  url?: string;
}

export interface Manifest {
  version: number;
  wave: string;
  title: Text;
  programme: { id: string; title: Text; study?: { design: string; outcomes?: string[] } };
  /** The wave's day, as 2026-02-01. */
  date?: string;
  languages: string[];
  issuer: string;
  k: number;
  attributes: Attribute[];
  seal: {
    method: string;
    minimum_batch: number;
    /** How many responses wait until the wave closes. */
    stay_behind: number;
    /** Absent when nothing that is asked is sensitive. */
    exchange?: { per_mille: number; at_least: number; meaning: string };
  };
  /** Whether respondents may link their answers with those of the next wave. */
  panel: boolean;
  /** `pseudonyms` is absent when the wave has no panel. */
  retention: { inbox: string; invitations: string; sealed: string; pseudonyms?: string };
  help: Help[];
  questionnaire_hash: string;
  token_public_key: string;
  /** The key that signs the list of receipts when the wave closes. */
  ledger_public_key: string;
}

export interface ChoiceOption {
  code: string;
  label: Text;
  score?: number;
  /** The least number of a band; the first band has none. */
  from?: number;
  /** Rules out all other options of a multiple choice. */
  exclusive?: boolean;
  sensitive?: boolean;
  /** Whether choosing it is good. */
  favourable?: boolean;
}

export type ItemKind = 'choice' | 'multiple' | 'matrix' | 'number' | 'bands' | 'comment' | 'information';

export interface NumberRange {
  from: number;
  to: number;
  from_label?: Text;
  to_label?: Text;
  sensitive?: boolean;
}

/** Which of the optional parts there are depends on the kind. */
export interface Item {
  code: string;
  kind: ItemKind;
  text: Text;
  hint?: Text;
  required: boolean;
  options?: ChoiceOption[];
  /** Of a matrix; each is answered under its own code. */
  rows?: { code: string; text: Text }[];
  range?: NumberRange;
  unit?: Text;
  random_order?: boolean;
  random_block?: string;
  /** All must hold; each holds if the earlier item was answered with any of these. */
  show_if?: { item: string; any_of: string[] }[];
}

export interface Scale {
  code: string;
  label: Text;
  score: 'sum' | 'mean';
  minimum_answered?: number;
  items: { item: string; reverse: boolean }[];
  cut_offs?: { code: string; label: Text; at_least?: number; at_most?: number }[];
}

export interface Questionnaire {
  introduction?: Text;
  items: Item[];
  scales?: Scale[];
}

/** The reply of `GET /waves/{wave}`. */
export interface Wave {
  state: 'open' | 'closed';
  manifest: Manifest;
  manifest_hash: string;
  questionnaire: Questionnaire;
  /** What was erased when the wave closed. */
  erased: string[];
}
