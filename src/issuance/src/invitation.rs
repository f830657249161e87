//! Invitations: the code that each holds, and how links leave the service, once.

use crate::{IssuanceError, TypedCode};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chorus_questionnaire::{Choices, Hash};
use rand::Rng as _;
use url::form_urlencoded::Serializer;
use uuid::Uuid;
use zeroize::Zeroizing;

/// An invitation as it leaves the service, once.
pub struct Invitation {
    /// Whom it is for.
    pub contact: String,
    /// The code to type, if it is such a one.
    pub code: Option<Zeroizing<String>>,
    /// The answering link; in its fragment are the code, and the groups that it fills in.
    pub link: Zeroizing<String>,
}

/// A code as it comes with a token request.
pub(crate) enum AnyCode {
    /// From a link.
    Link(Code),
    /// From a letter.
    Typed(TypedCode),
}

impl AnyCode {
    /// Reads a code. A malformed code is simply not known.
    pub(crate) fn parse(text: &str) -> Result<Self, IssuanceError> {
        match Code::parse(text) {
            Ok(code) => Ok(Self::Link(code)),
            Err(unknown) => TypedCode::parse(text).map(Self::Typed).ok_or(unknown),
        }
    }
}

/// The length of a code, in bytes.
pub(crate) const CODE_LENGTH: usize = 16;

/// The code of an invitation: 128 random bits.
pub(crate) struct Code(pub(crate) Zeroizing<[u8; CODE_LENGTH]>);

impl Code {
    pub(crate) fn generate() -> Self {
        let mut bytes = Zeroizing::new([0u8; CODE_LENGTH]);
        rand::rng().fill_bytes(bytes.as_mut());
        Self(bytes)
    }

    pub(crate) fn from_bytes(bytes: &[u8]) -> Option<Self> {
        Some(Self(Zeroizing::new(bytes.try_into().ok()?)))
    }

    /// Reads a code as it stands in the link. A malformed code is simply not known.
    pub(crate) fn parse(text: &str) -> Result<Self, IssuanceError> {
        let bytes = URL_SAFE_NO_PAD.decode(text).map_err(|_| IssuanceError::UnknownInvitation)?;
        let bytes = bytes.try_into().map_err(|_| IssuanceError::UnknownInvitation)?;
        Ok(Self(Zeroizing::new(bytes)))
    }

    /// The link with this code in the fragment, which browsers do not send to any server.
    pub(crate) fn link(&self, public_url: &str, wave: Uuid) -> Zeroizing<String> {
        Zeroizing::new(format!("{public_url}/answer/{wave}#{}", URL_SAFE_NO_PAD.encode(self.0.as_slice())))
    }
}

/// The groups that a link fills in on the page of whoever opens it, as they stand behind its code: `&shift=night&site=Ward+7`. Empty
/// for none. It goes with the code, and is kept nowhere longer.
#[derive(Default)]
pub(crate) struct FilledIn(Zeroizing<String>);

/// What is encrypted is filled up to a multiple of so many bytes, so that its length tells nothing of a person's groups.
const BUCKET: usize = 1_024;

impl FilledIn {
    /// These groups.
    pub(crate) fn of(groups: &Choices) -> Self {
        let mut fragment = Serializer::for_suffix("&".to_owned(), 1);
        fragment.extend_pairs(groups);
        Self(Zeroizing::new(if groups.is_empty() { String::new() } else { fragment.finish() }))
    }

    /// A link with them behind its code.
    pub(crate) fn behind(&self, link: &str) -> Zeroizing<String> {
        Zeroizing::new(format!("{link}{}", *self.0))
    }

    /// The bytes to encrypt, as many for whom the roster names no group.
    pub(crate) fn padded(&self) -> Zeroizing<Vec<u8>> {
        let mut bytes = Zeroizing::new(self.0.as_bytes().to_vec());
        let length = (bytes.len() + 1).next_multiple_of(BUCKET);
        bytes.resize(length, 0);
        bytes
    }

    /// What `padded` gave, or nothing.
    pub(crate) fn from_padded(bytes: &[u8]) -> Option<Self> {
        let text = std::str::from_utf8(bytes).ok()?;
        Some(Self(Zeroizing::new(text.trim_end_matches('\0').to_owned())))
    }
}

/// Writes invitations as CSV, with the manifest's hash that each invitation should show; with a column `code` if they have typed ones.
pub(crate) fn to_csv(invitations: &[Invitation], manifest_hash: Hash) -> Result<Vec<u8>, IssuanceError> {
    let failed = |_| IssuanceError::Corrupt("the list of invitations");
    let mut writer = csv::Writer::from_writer(Vec::new());
    let typed = invitations.iter().any(|invitation| invitation.code.is_some());
    let code = typed.then_some("code");
    writer.write_record(["contact"].into_iter().chain(code).chain(["link", "manifest_hash"])).map_err(failed)?;
    let hash = manifest_hash.to_string();
    for Invitation { contact, code, link } in invitations {
        let code = code.as_ref().map(|code| code.as_str());
        let row = [contact.as_str()].into_iter().chain(code).chain([link.as_str(), &hash]);
        writer.write_record(row).map_err(failed)?;
    }
    writer.into_inner().map_err(|_| IssuanceError::Corrupt("the list of invitations"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_filled_in_is_encoded_and_its_length_tells_nothing() {
        let groups = |pairs: &[(&str, &str)]| pairs.iter().map(|(a, b)| ((*a).to_owned(), (*b).to_owned())).collect();
        let some = FilledIn::of(&groups(&[("shift", "night"), ("site", "Süd & 7")]));
        assert_eq!(*some.0, "&shift=night&site=S%C3%BCd+%26+7");
        let none = FilledIn::of(&Choices::new());
        assert_eq!((none.0.as_str(), none.padded().len(), some.padded().len()), ("", BUCKET, BUCKET));
        for filled_in in [some, none] {
            assert_eq!(FilledIn::from_padded(&filled_in.padded()).unwrap().0, filled_in.0);
        }
        assert_eq!(*FilledIn::from_padded(&[]).unwrap().0, "");
    }
}
