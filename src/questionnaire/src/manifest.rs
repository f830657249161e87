//! The manifest: everything about a wave that a respondent relies on, public and fixed when the wave opens.

use crate::{Attribute, Day, Hash, Help, ProgrammeDocument, Questionnaire, Study, Text, WaveDocument, canonical};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// The public, unchangeable terms of a wave. Its [hash](Manifest::hash) is the redemption context of the wave's tokens, so a
/// token is worth nothing under any other terms.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    /// Version of this format.
    pub version: u8,
    /// The wave.
    pub wave: Uuid,
    /// The wave's name.
    pub title: Text,
    /// The programme it belongs to.
    pub programme: ManifestProgramme,
    /// Its day, as planned, by which the waves of a programme are ordered; absent if none was declared.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<Day>,
    /// Languages offered, the first being complete.
    pub languages: Vec<String>,
    /// The issuer name of the wave's token challenge (RFC 9577): the service's host.
    pub issuer: String,
    /// The least number of people that anything shown may speak of.
    pub k: u16,
    /// What results may be broken down by.
    pub attributes: Vec<Attribute>,
    /// How answers are sealed.
    pub seal: SealRule,
    /// Whether respondents may link their answers of this wave with those of the next.
    pub panel: bool,
    /// How long things are kept.
    pub retention: Retention,
    /// Where people find help.
    pub help: Vec<Help>,
    /// The version of the questionnaire.
    pub questionnaire_hash: Hash,
    /// The wave's token key: SubjectPublicKeyInfo (RFC 9578 section 6.5) as base64url.
    pub token_public_key: String,
    /// The key that signs the list of spent tokens when the wave closes: Ed25519 (RFC 8032), 32 bytes as base64url.
    pub ledger_public_key: String,
}

/// The public keys of a wave, as its manifest writes them.
#[derive(Debug, Clone, Default)]
pub struct WaveKeys {
    /// Verifies its tokens.
    pub token: String,
    /// Verifies its ledger.
    pub ledger: String,
}

/// The programme's part of a manifest.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ManifestProgramme {
    /// Its id.
    pub id: Uuid,
    /// Its name.
    pub title: Text,
    /// How it is evaluated, fixed before anybody answered; absent if it is only described.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub study: Option<Study>,
}

/// How answers are sealed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SealRule {
    /// How groups under k are avoided.
    pub method: SealMethod,
    /// The least number of responses that are sealed together while the wave is open.
    pub minimum_batch: u32,
    /// How many responses always wait while the wave is open, drawn at random, so that the last batch is large enough.
    pub stay_behind: u32,
    /// How answers to sensitive items are exchanged; absent when nothing that is asked is sensitive.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub exchange: Option<Exchange>,
}

/// The exchange of sensitive answers between rows, by which no group of answers proves anything about one person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Exchange {
    /// How many rows in a thousand, on average, get the sensitive answers of another row of their batch.
    pub per_mille: u16,
    /// How many rows of a batch do so at least, on average: k. In a wave with few responses that is more than `per_mille`.
    pub at_least: u16,
    /// The same in plain words, for whoever reads the terms.
    pub meaning: String,
}

impl Exchange {
    /// An exchange of so many rows in a thousand, and of at least k in each batch.
    pub fn new(per_mille: u16, k: u16) -> Self {
        let meaning = format!(
            "Before answers are stored, about {per_mille} in 1,000 people, and at least about {k}, get the answers of somebody else \
             to the questions that have an option marked as sensitive, drawn by lot. Totals of everybody stay exact. No group is left \
             in which all seem to have chosen a sensitive option, unless all who are sealed with it did."
        );
        Self { per_mille, at_least: k, meaning }
    }

    /// The share of the rows that are exchanged, from 0 to 0.5, in a wave that has so many.
    ///
    /// It is that of each of its batches too: either all of them hold [`Exchange::full_batch`] rows at least, or there is one only.
    pub fn share(&self, rows: usize) -> f64 {
        let least = f64::from(self.at_least) / rows.max(1) as f64;
        // Fewer than 2k rows are one class, in which an exchange shows nowhere.
        (f64::from(self.per_mille) / 1_000.0).max(least).min(0.5)
    }

    /// How many rows a batch needs for `per_mille` of them to be `at_least`.
    pub fn full_batch(&self) -> u32 {
        (u32::from(self.at_least) * 1_000).div_ceil(u32::from(self.per_mille).max(1))
    }
}

/// How groups under k are avoided.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum SealMethod {
    /// Attribute values are withheld, or replaced by the coarser value they lie in, row by row, until every combination is
    /// shared by at least k.
    LocalSuppression,
}

/// How long things are kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Retention {
    /// Answers in the inbox.
    pub inbox: InboxRetention,
    /// Who was invited, and whether their invitation was used.
    pub invitations: InvitationRetention,
    /// Sealed rows.
    pub sealed: SealedRetention,
    /// The pseudonyms of those who link their waves; absent when the wave has no panel.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pseudonyms: Option<PseudonymRetention>,
}

/// How long an answer stays in the inbox.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum InboxRetention {
    /// Until its batch is sealed, at the latest when the wave closes.
    UntilSealed,
}

/// How long an invitation is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum InvitationRetention {
    /// Until the wave closes.
    UntilClosed,
}

/// How long sealed rows are kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum SealedRetention {
    /// For good: they speak of nobody.
    Kept,
}

/// How long a pseudonym is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum PseudonymRetention {
    /// Until the next wave with a panel closes, or the organiser ends the panel.
    UntilLinked,
}

/// Where a wave stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum WaveState {
    /// Being prepared; nobody can answer yet.
    Draft,
    /// People can answer.
    Open,
    /// Collection has ended, its key is destroyed, everything is sealed.
    Closed,
}

impl WaveState {
    /// The word for it in databases and replies.
    pub fn as_str(self) -> &'static str {
        match self {
            WaveState::Draft => "draft",
            WaveState::Open => "open",
            WaveState::Closed => "closed",
        }
    }

    /// The state that this word names.
    pub fn parse(word: &str) -> Option<Self> {
        [WaveState::Draft, WaveState::Open, WaveState::Closed].into_iter().find(|state| state.as_str() == word)
    }
}

/// A wave as the world sees it from the moment that it opens.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct PublishedWave {
    /// The terms.
    pub manifest: Manifest,
    /// What is asked; its hash stands in the manifest.
    pub questionnaire: Questionnaire,
}

impl Manifest {
    /// The terms of a wave that opens now. `minimum_batch` comes from the seal.
    pub fn new(
        id: Uuid,
        wave: &WaveDocument,
        programme_id: Uuid,
        programme: &ProgrammeDocument,
        issuer: &str,
        minimum_batch: u32,
        keys: WaveKeys,
    ) -> Self {
        let sensitive = wave.questionnaire.sensitive_variables().next().is_some();
        let exchange = sensitive.then(|| Exchange::new(wave.exchange_per_mille, wave.k));
        // Where answers are exchanged, the last batch must not be smaller than the others: all of a wave is exchanged alike.
        let full_batch = exchange.as_ref().map(Exchange::full_batch);
        let stay_behind = full_batch.map_or(u32::from(wave.k), |full| full.max(minimum_batch));
        let minimum_batch = full_batch.map_or(minimum_batch, |full| full.max(minimum_batch));
        Manifest {
            version: 1,
            wave: id,
            title: wave.title.clone(),
            programme: ManifestProgramme {
                id: programme_id,
                title: programme.title.clone(),
                study: programme.study.clone(),
            },
            date: wave.date,
            languages: programme.languages.clone(),
            issuer: issuer.to_owned(),
            k: wave.k,
            attributes: wave.attributes.clone(),
            seal: SealRule { method: SealMethod::LocalSuppression, minimum_batch, stay_behind, exchange },
            panel: wave.panel,
            retention: Retention {
                inbox: InboxRetention::UntilSealed,
                invitations: InvitationRetention::UntilClosed,
                sealed: SealedRetention::Kept,
                pseudonyms: wave.panel.then_some(PseudonymRetention::UntilLinked),
            },
            help: programme.help.clone(),
            questionnaire_hash: wave.questionnaire.hash(),
            token_public_key: keys.token,
            ledger_public_key: keys.ledger,
        }
    }

    /// SHA-256 of the canonical JSON, shown to every respondent and in every invitation.
    pub fn hash(&self) -> Hash {
        canonical::hash(self)
    }
}
