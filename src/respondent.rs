//! A respondent over the public HTTP interface: what the browser does, for replays, the demonstration and tests. It has no
//! other way into the server than anybody has.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chorus_questionnaire::{
    Answer, Hash, Item, ItemKind, MAX_TERM_LENGTH, MAX_TERMS, Manifest, PublishedWave, Questionnaire, Response,
};
use chorus_token::http::format_authorization;
use chorus_token::wire::TOKEN_REQUEST_MEDIA_TYPE;
use chorus_token::{PendingToken, PublicKey, Token, TokenChallenge, TokenError, TokenRequest, TokenResponse};
use hkdf::Hkdf;
use serde::Deserialize;
use sha2::{Digest as _, Sha256};
use std::time::Duration;
use ureq::tls::{TlsConfig, TlsProvider};
use ureq::{Agent, http};
use uuid::Uuid;

/// Every body of a wave is as long as the longest possible one, rounded up to a multiple of this: so that its length, which
/// anybody on the network sees, says nothing about the answers, nor how many there are.
pub const BODY_BUCKET: usize = 2048;

/// What can go wrong for a respondent.
#[derive(Debug, thiserror::Error)]
pub enum RespondentError {
    /// The server cannot be reached.
    #[error("the server cannot be reached: {0}")]
    Connection(#[from] ureq::Error),
    /// The server refused.
    #[error("the server refused ({status} {code}): {detail}")]
    Refused {
        /// HTTP status.
        status: u16,
        /// The problem's code.
        code: String,
        /// The problem's detail, with every place at fault.
        detail: String,
    },
    /// The reply is not what the protocol says.
    #[error("the server's reply does not follow the protocol: {0}")]
    Reply(&'static str),
    /// The manifest or the questionnaire is not the one that its hash names. Nothing must be answered.
    #[error("the wave's terms do not fit their hash; do not answer, and tell the organiser")]
    WrongHash,
    /// The token cannot be made.
    #[error("the token cannot be made: {0}")]
    Token(#[from] TokenError),
    /// The link is not one of this service.
    #[error("a link reads https://…/answer/<wave>#<code>")]
    Link,
}

/// The pseudonym under which a respondent links their waves of one programme: HKDF-SHA-256 (RFC 5869) of the secret that only they
/// hold. Pseudonyms of two programmes have nothing in common that anybody else can see.
pub fn pseudonym(secret: &[u8; 16], programme: Uuid) -> String {
    let mut bytes = [0u8; 32];
    let hkdf = Hkdf::<Sha256>::new(Some(programme.as_bytes()), secret);
    // It fails only for more than 8,160 bytes.
    let expanded = hkdf.expand(b"chorus panel v1", &mut bytes);
    debug_assert!(expanded.is_ok());
    URL_SAFE_NO_PAD.encode(bytes)
}

/// An answering link, taken apart.
pub struct Link {
    /// The wave.
    pub wave: Uuid,
    /// The invitation's code.
    pub code: String,
}

impl Link {
    /// Reads a link. What it would fill in on the page is left alone: answers come from elsewhere here.
    pub fn parse(text: &str) -> Result<Self, RespondentError> {
        let url = url::Url::parse(text).map_err(|_| RespondentError::Link)?;
        let wave = url.path().strip_prefix("/answer/").and_then(|wave| Uuid::parse_str(wave).ok());
        let code = url.fragment().and_then(|fragment| fragment.split('&').next());
        match (wave, code) {
            (Some(wave), Some(code)) if !code.is_empty() => Ok(Self { wave, code: code.to_owned() }),
            _ => Err(RespondentError::Link),
        }
    }
}

/// Makes an agent that keeps no cookie and reports every status to us.
pub fn agent() -> Agent {
    let tls = TlsConfig::builder().provider(TlsProvider::NativeTls).build();
    let config = Agent::config_builder().http_status_as_error(false).tls_config(tls);
    config.timeout_global(Some(Duration::from_secs(60))).user_agent("").build().new_agent()
}

/// A wave as a respondent knows it, its hashes checked.
pub struct KnownWave {
    server: String,
    /// Terms and questionnaire.
    pub published: PublishedWave,
    key: PublicKey,
    challenge: TokenChallenge,
}

#[derive(Deserialize)]
struct WaveBody {
    manifest: Manifest,
    manifest_hash: Hash,
    questionnaire: Questionnaire,
}

#[derive(Deserialize)]
struct ProblemBody {
    code: String,
    detail: String,
    #[serde(default)]
    errors: Vec<FieldBody>,
}

#[derive(Deserialize)]
struct FieldBody {
    field: String,
    reason: String,
}

#[derive(Deserialize)]
struct ReceiptBody {
    receipt: String,
}

impl KnownWave {
    /// Fetches a wave's terms and checks that they are what their hashes say.
    pub fn fetch(agent: &Agent, server: &str, wave: Uuid) -> Result<Self, RespondentError> {
        let server = server.trim_end_matches('/').to_owned();
        let reply = agent.get(format!("{server}/api/v1/waves/{wave}")).call()?;
        let body: WaveBody = serde_json::from_slice(&accept(reply, 200)?)
            .map_err(|_| RespondentError::Reply("the wave cannot be read"))?;
        let questionnaire_fits = body.questionnaire.hash() == body.manifest.questionnaire_hash;
        if body.manifest.hash() != body.manifest_hash || !questionnaire_fits || body.manifest.wave != wave {
            return Err(RespondentError::WrongHash);
        }
        let spki = URL_SAFE_NO_PAD.decode(&body.manifest.token_public_key);
        let spki = spki.map_err(|_| RespondentError::Reply("the token key is not base64url"))?;
        Ok(Self {
            server,
            key: PublicKey::from_spki(&spki)?,
            challenge: TokenChallenge::new(&body.manifest.issuer, body.manifest_hash.0)?,
            published: PublishedWave { manifest: body.manifest, questionnaire: body.questionnaire },
        })
    }

    /// Exchanges an invitation's code for a token that the issuer cannot recognise.
    pub fn token(&self, agent: &Agent, code: &str) -> Result<Token, RespondentError> {
        let blinded = self.blind()?;
        let signed = self.request_token(agent, code, &blinded)?;
        self.finalize(blinded, &signed)
    }

    /// Draws a token and blinds it. Keep it until it is signed: an invitation is good for one blinded request.
    pub fn blind(&self) -> Result<(PendingToken, TokenRequest), RespondentError> {
        Ok(PendingToken::new(&self.key, &self.challenge)?)
    }

    /// Has a blinded token signed. May be repeated.
    pub fn request_token(
        &self,
        agent: &Agent,
        code: &str,
        (_, request): &(PendingToken, TokenRequest),
    ) -> Result<TokenResponse, RespondentError> {
        let reply = agent
            .post(self.url("token-request"))
            .header("Authorization", format!("Invitation {code}"))
            .header("Content-Type", TOKEN_REQUEST_MEDIA_TYPE)
            .send(&request.encode()[..])?;
        Ok(TokenResponse::decode(&accept(reply, 200)?)?)
    }

    /// Unblinds what was signed.
    pub fn finalize(
        &self,
        (pending, _): (PendingToken, TokenRequest),
        signed: &TokenResponse,
    ) -> Result<Token, RespondentError> {
        Ok(pending.finalize(signed)?)
    }

    /// Sends a response with a token and returns the receipt, which can only be the token's hash.
    pub fn respond(&self, agent: &Agent, token: &Token, response: &Response) -> Result<String, RespondentError> {
        let reply = agent
            .post(self.url("responses"))
            .header("Authorization", format_authorization(token))
            .header("Content-Type", "application/json")
            .send(&padded(response, &self.published)?[..])?;
        let receipt: Result<ReceiptBody, _> = serde_json::from_slice(&accept(reply, 201)?);
        let receipt = receipt.map_err(|_| RespondentError::Reply("the receipt cannot be read"))?.receipt;
        let own = URL_SAFE_NO_PAD.encode(Sha256::digest(token.encode()));
        if receipt == own { Ok(receipt) } else { Err(RespondentError::Reply("the receipt is not that of the token")) }
    }

    fn url(&self, call: &str) -> String {
        format!("{}/api/v1/waves/{}/{call}", self.server, self.published.manifest.wave)
    }
}

/// The response as JSON, filled up to the length that all bodies of the wave have.
pub fn padded(response: &Response, wave: &PublishedWave) -> Result<Vec<u8>, RespondentError> {
    let unreadable = |_| RespondentError::Reply("the response cannot be written");
    let mut body = with_padding(response).map_err(unreadable)?;
    let bare = serde_json::to_vec(&body).map_err(unreadable)?.len();
    let longest = serde_json::to_vec(&with_padding(&longest(wave)).map_err(unreadable)?).map_err(unreadable)?.len();
    body["padding"] = "0".repeat(longest.max(bare).next_multiple_of(BODY_BUCKET) - bare).into();
    serde_json::to_vec(&body).map_err(unreadable)
}

fn with_padding(response: &Response) -> serde_json::Result<serde_json::Value> {
    let mut body = serde_json::to_value(response)?;
    body["padding"] = "".into();
    Ok(body)
}

/// The response that takes the most bytes: everything answered, each with the longest code.
fn longest(wave: &PublishedWave) -> Response {
    let size = |code: &str| serde_json::to_string(code).map_or(0, |text| text.len());
    let both = |(code, choice): &(&str, &str)| size(code) + size(choice);
    // An attribute is given at one of its levels.
    let attributes = wave.manifest.attributes.iter().filter_map(|attribute| {
        let pairs = attribute.lists().flat_map(|(code, values)| values.iter().map(move |value| (code, &*value.code)));
        pairs.max_by_key(both)
    });
    let owned = |(code, choice): (&str, &str)| (code.to_owned(), choice.to_owned());
    let attributes = attributes.map(owned);
    let answers = wave.questionnaire.items.iter().flat_map(|item| {
        let answer = longest_answer(item);
        item.answer_codes().map(|code| (code.to_owned(), answer.clone())).collect::<Vec<_>>()
    });
    // Where respondents may link their waves, the length must not tell who does.
    let panel = wave.manifest.panel.then(|| pseudonym(&[0; 16], wave.manifest.programme.id));
    Response { attributes: attributes.collect(), answers: answers.collect(), panel, ..Response::default() }
}

/// The answer to an item, or to one row of it, that takes the most bytes.
fn longest_answer(item: &Item) -> Answer {
    let size = |answer: &Answer| serde_json::to_string(answer).map_or(0, |text| text.len());
    let codes = || item.options.iter().map(|option| option.code.clone());
    let several = match item.kind {
        ItemKind::Multiple => codes().collect(),
        // Letters of some scripts take four bytes.
        ItemKind::Comment => vec!["\u{10400}".repeat(MAX_TERM_LENGTH); MAX_TERMS],
        _ => Vec::new(),
    };
    let numbers = item.range.iter().flat_map(|range| [range.from, range.to]).map(|number| number.to_string());
    let one = codes().chain(numbers).map(Answer::One);
    let answers = one.chain([Answer::Several(several), Answer::Declined(())]);
    answers.max_by_key(size).unwrap_or(Answer::Declined(()))
}

/// The body of a reply with the expected status, or the problem that it carries.
fn accept(mut reply: http::Response<ureq::Body>, expected: u16) -> Result<Vec<u8>, RespondentError> {
    let status = reply.status().as_u16();
    let body = reply.body_mut().read_to_vec()?;
    if status == expected {
        return Ok(body);
    }
    match serde_json::from_slice::<ProblemBody>(&body) {
        Err(_) => Err(RespondentError::Refused { status, code: "unknown".to_owned(), detail: String::new() }),
        Ok(problem) => {
            let places = problem.errors.iter().map(|error| format!(" {}: {}.", error.field, error.reason));
            let detail = problem.detail + &places.collect::<String>();
            Err(RespondentError::Refused { status, code: problem.code, detail })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chorus_questionnaire::WaveKeys;

    #[test]
    fn a_pseudonym_depends_on_the_secret_and_on_the_programme() {
        // The same vector stands in web/tests/unit/panel.test.ts.
        let secret: [u8; 16] = std::array::from_fn(|i| i as u8);
        let programme = Uuid::from_u128(0x0011_2233_4455_6677_8899_aabb_ccdd_eeff);
        assert_eq!(pseudonym(&secret, programme), "z17bvytCJWSnpxRM2nDdMz-fdzFRHbGnPWxxwmL1_kg");
        assert_ne!(pseudonym(&secret, Uuid::nil()), pseudonym(&secret, programme));
        assert_ne!(pseudonym(&[0; 16], programme), pseudonym(&secret, programme));
    }

    #[test]
    fn a_pseudonym_does_not_change_the_length() {
        // 2 × 2048 bytes hold the body without a pseudonym, and not with one: the length is that with one, for everybody.
        for items in 1..60 {
            let items: Vec<String> = (0..items)
                .map(|i| format!(r#"{{"code":"item_{i}","text":"?","options":[{{"code":"y","label":"Y"}},{{"code":"n","label":"N"}}]}}"#))
                .collect();
            let document =
                format!(r#"{{"title":"T","k":3,"panel":true,"questionnaire":{{"items":[{}]}}}}"#, items.join(","));
            let wave: chorus_questionnaire::WaveDocument = serde_json::from_str(&document).unwrap();
            let programme = serde_json::from_str(r#"{"title":"T"}"#).unwrap();
            let id = Uuid::new_v4();
            let manifest = Manifest::new(id, &wave, id, &programme, "localhost", 20, WaveKeys::default());
            let published = PublishedWave { manifest, questionnaire: wave.questionnaire };
            let unlinked = longest(&published);
            let linked = Response { panel: Some(pseudonym(&[1; 16], id)), ..unlinked.clone() };
            let unlinked = Response { panel: None, ..unlinked };
            assert_eq!(padded(&linked, &published).unwrap().len(), padded(&unlinked, &published).unwrap().len());
        }
    }

    #[test]
    fn all_bodies_of_a_wave_have_one_length_and_mean_what_they_did() {
        let items: Vec<String> = (0..120)
            .map(|i| {
                let options = r#"[{"code":"y","label":"Y"},{"code":"not_at_all","label":"N"}]"#;
                format!(r#"{{"code":"item_{i}","text":"?","options":{options}}}"#)
            })
            .collect();
        let document = format!(r#"{{"title":"T","k":3,"questionnaire":{{"items":[{}]}}}}"#, items.join(","));
        let wave: chorus_questionnaire::WaveDocument = serde_json::from_str(&document).unwrap();
        let programme = serde_json::from_str(r#"{"title":"T"}"#).unwrap();
        let id = Uuid::new_v4();
        let manifest = Manifest::new(id, &wave, id, &programme, "localhost", 20, WaveKeys::default());
        let published = PublishedWave { manifest, questionnaire: wave.questionnaire };
        for (answered, option) in [(1, "y"), (40, "y"), (120, "y"), (120, "not_at_all")] {
            let answers = (0..answered).map(|i| (format!("item_{i}"), option.into())).collect();
            let response = Response { answers, ..Response::default() };
            let body = padded(&response, &published).unwrap();
            assert_eq!(body.len(), 2 * BODY_BUCKET);
            assert!(serde_json::from_slice::<Response>(&body).unwrap().answers == response.answers);
        }
    }
}
