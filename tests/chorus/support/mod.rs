//! A running service for tests, and people who use it.

pub mod cluster;
mod ledger;
mod mailbox;
mod people;
mod provider;
mod service;

pub use cluster::{Cluster, Looker};
pub use ledger::whole_ledger;
pub use mailbox::{Mailbox, ReceivedLetter};
pub use people::{Organiser, Reply, respondent, response};
pub use provider::{Asked, CLIENT, Provider};
pub use service::{Service, Stopped, chorus};

/// A programme with one wave: k = 3, two attributes, three items and a scale.
pub const DOCUMENT: &str = r#"
title: {en: Training, de: Schulung}
languages: [en, de]
waves:
  - title: {en: Baseline, de: Vorher}
    k: 3
    attributes:
      - code: shift
        label: Shift
        values: [{code: day}, {code: night}]
      - code: site
        label: Site
        values: [{code: Head office}, {code: Ward 7}]
    questionnaire:
      items:
        - code: talk
          text: I could talk to my manager.
          required: true
          options:
            - {code: "no", label: "No", score: 0}
            - {code: maybe, label: Maybe, score: 1}
            - {code: "yes", label: "Yes", score: 2}
        - code: judged
          text: People would think less of me.
          options:
            - {code: "no", label: "No", score: 0}
            - {code: "yes", label: "Yes", score: 2}
            - {code: unsure, label: I do not know}
        - code: barrier
          text: What would keep you from seeking help?
          options: [{code: cost, label: Cost}, {code: time, label: Time}]
      scales:
        - code: openness
          label: Openness
          score: mean
          items: [{item: talk}, {item: judged, reverse: true}]
"#;
