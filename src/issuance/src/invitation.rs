//! Invitations: the code that each holds, and how links leave the service, once.

use crate::IssuanceError;
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
