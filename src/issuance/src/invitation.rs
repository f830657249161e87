//! Invitations: the code that each holds, and how links leave the service, once.

use crate::{IssuanceError, TypedCode};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chorus_questionnaire::Hash;
use rand::Rng as _;
use uuid::Uuid;
use zeroize::Zeroizing;

/// An invitation as it leaves the service, once.
pub struct Invitation {
    /// Whom it is for.
    pub contact: String,
    /// The code to type, if it is such a one.
    pub code: Option<Zeroizing<String>>,
    /// The answering link; its fragment is the code.
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

/// The code of an invitation: 128 random bits.
pub(crate) struct Code(pub(crate) Zeroizing<[u8; 16]>);

impl Code {
    pub(crate) fn generate() -> Self {
        let mut bytes = Zeroizing::new([0u8; 16]);
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
