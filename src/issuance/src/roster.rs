//! The roster: who is invited. One column, `contact`: Chorus keeps no more about people than it needs to invite them.

use crate::IssuanceError;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chorus_questionnaire::Hash;
use rand::Rng as _;
use std::collections::BTreeSet;
use uuid::Uuid;
use zeroize::Zeroizing;

/// The most people one call may invite.
const MOST: usize = 100_000;
/// How many bad lines are told at once.
pub(crate) const MOST_TOLD: usize = 100;

/// The people of one call, each once.
pub struct Roster(pub(crate) Vec<String>);

impl Roster {
    /// Reads CSV with a header row and the one column `contact`. Every bad row is named; none is skipped in silence.
    pub fn from_csv(bytes: &[u8]) -> Result<Self, IssuanceError> {
        let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
        let mut reader = csv::ReaderBuilder::new().trim(csv::Trim::All).from_reader(bytes);
        let mut faults = Vec::new();
        let header = reader.headers().map_err(|error| unreadable(&error))?;
        if header.iter().ne(["contact"]) {
            let reason = "the roster has one column, `contact`, named in the first row; leave out every other column";
            return Err(IssuanceError::Roster(vec![("line 1".to_owned(), reason.to_owned())]));
        }
        let mut seen = BTreeSet::new();
        let mut contacts = Vec::new();
        for record in reader.records() {
            let record = record.map_err(|error| unreadable(&error))?;
            if contacts.len() > MOST || faults.len() >= MOST_TOLD {
                break;
            }
            let line = record.position().map_or(0, csv::Position::line);
            let contact = record.get(0).unwrap_or_default();
            let fault = if contact.is_empty() || contact.chars().count() > 254 {
                "a contact has 1 to 254 characters"
            } else if contact.chars().any(char::is_control) {
                "a contact has no control characters"
            } else if !seen.insert(contact.to_owned()) {
                "this contact stands here twice; a person is invited once"
            } else {
                contacts.push(contact.to_owned());
                continue;
            };
            faults.push((format!("line {line}"), fault.to_owned()));
        }
        if faults.is_empty() && !(1..=MOST).contains(&contacts.len()) {
            faults.push(("contact".to_owned(), format!("invite 1 to {MOST} people in one call")));
        }
        if faults.is_empty() { Ok(Self(contacts)) } else { Err(IssuanceError::Roster(faults)) }
    }
}

fn unreadable(error: &csv::Error) -> IssuanceError {
    let place = error.position().map_or_else(|| "body".to_owned(), |position| format!("line {}", position.line()));
    let reason = "this is not CSV in UTF-8 with as many fields as the first row";
    IssuanceError::Roster(vec![(place, reason.to_owned())])
}

/// An invitation as it leaves the service, once.
pub struct Invitation {
    /// Whom it is for.
    pub contact: String,
    /// The answering link; its fragment is the code.
    pub link: Zeroizing<String>,
}

/// The code of an invitation: 128 random bits.
pub(crate) struct Code(pub(crate) Zeroizing<[u8; 16]>);

impl Code {
    pub(crate) fn generate() -> Self {
        let mut bytes = Zeroizing::new([0u8; 16]);
        rand::rng().fill_bytes(bytes.as_mut());
        Self(bytes)
    }

    /// Reads a code as it stands in the link. A malformed code is simply not known.
    pub(crate) fn parse(text: &str) -> Result<Self, IssuanceError> {
        let bytes = URL_SAFE_NO_PAD.decode(text).map_err(|_| IssuanceError::UnknownInvitation)?;
        let bytes = bytes.try_into().map_err(|_| IssuanceError::UnknownInvitation)?;
        Ok(Self(Zeroizing::new(bytes)))
    }

    /// The link with this code in the fragment, which browsers do not send to any server.
    pub(crate) fn link(&self, public_url: &str, wave: Uuid) -> Zeroizing<String> {
        Zeroizing::new(format!("{public_url}/answer/{wave}#{}", URL_SAFE_NO_PAD.encode(self.0.as_ref())))
    }
}

/// Writes invitations as CSV, with the manifest's hash that each invitation should show.
pub(crate) fn to_csv(invitations: &[Invitation], manifest_hash: Hash) -> Result<Vec<u8>, IssuanceError> {
    let failed = |_| IssuanceError::Corrupt("the list of invitations");
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(["contact", "link", "manifest_hash"]).map_err(failed)?;
    for invitation in invitations {
        writer.write_record([&invitation.contact, &*invitation.link, &manifest_hash.to_string()]).map_err(failed)?;
    }
    writer.into_inner().map_err(|_| IssuanceError::Corrupt("the list of invitations"))
}
