// The shapes of the JSON that the service speaks. Types only: no behaviour, no words for people.

/** A text by BCP 47 language tag. */
export type Text = Record<string, string>;

export interface AttributeValue {
  code: string;
  label?: Text;
}

export interface Attribute {
  code: string;
  label: Text;
  why?: Text;
  weight: number;
  values: AttributeValue[];
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
  seal: { method: string; minimum_batch: number };
  retention: { inbox: string; invitations: string; sealed: string };
  help: Help[];
  questionnaire_hash: string;
  token_public_key: string;
}

export interface ChoiceOption {
  code: string;
  label: Text;
  score?: number;
}

export interface Item {
  code: string;
  kind: string;
  text: Text;
  required: boolean;
  options: ChoiceOption[];
}

export interface Scale {
  code: string;
  label: Text;
  score: 'sum' | 'mean';
  items: { item: string; reverse: boolean }[];
}

export interface Questionnaire {
  introduction?: Text;
  items: Item[];
  scales?: Scale[];
}

export type WaveState = 'draft' | 'open' | 'closed';

export interface PublicWave {
  state: WaveState;
  manifest: Manifest;
  manifest_hash: string;
  questionnaire: Questionnaire;
}

/** Chosen codes by the code of what was asked. */
export type Choices = Record<string, string>;

export interface Receipt {
  receipt: string;
  manifest_hash: string;
}

export interface Session {
  key: string;
  name: string;
  roles: string[];
  expires_in: number;
}

export interface WaveSummary {
  id: string;
  title: Text;
  state: WaveState;
  k: number;
  invited: number;
}

export interface ProgrammeSummary {
  id: string;
  title: Text;
  languages: string[];
  waves: WaveSummary[];
}

export interface PublishedWave {
  wave: string;
  title: Text;
  programme: { id: string; title: Text };
  state: WaveState;
  k: number;
}

export type Status = 'released' | 'withheld';

export interface Cell {
  group: Record<string, string>;
  measure: string;
  status: Status;
  responses: number | null;
  n: number | null;
  options: { code: string; count: number | null; percent: number | null }[];
  mean: number | null;
  sd: number | null;
}

export interface Results {
  wave: string;
  title: Text;
  k: number;
  status: Status;
  responses: number | null;
  withheld_share: number | null;
  measures: { code: string; kind: 'item' | 'scale' }[];
  cells: Cell[];
}
