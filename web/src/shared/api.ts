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
  programme: { id: string; title: Text };
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
}

export interface ChoiceOption {
  code: string;
  label: Text;
  score?: number;
  sensitive?: boolean;
}

export interface Item {
  code: string;
  kind: 'choice';
  text: Text;
  required: boolean;
  options: ChoiceOption[];
}

export interface Scale {
  code: string;
  label: Text;
  score: 'sum' | 'mean';
  minimum_answered?: number;
  items: { item: string; reverse: boolean }[];
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
}
