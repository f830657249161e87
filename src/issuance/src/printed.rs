//! Invitations on paper, for people without a mailbox: a page for each person, with a QR code and a code to type. The pages leave the
//! service once and are kept nowhere, nor is any name on them.

use crate::inviting::typed_codes;
use crate::store::NewInvitation;
use crate::{InviteOptions, Issuance, IssuanceError};
use chorus_mail::PrintedLetter;
use chorus_roster::{Person, Sheet};
use uuid::Uuid;

impl Issuance {
    /// Invites at most [`MOST_TYPED`](crate::MOST_TYPED) people, and returns their letters as PDF, in the roster's order. They are
    /// typeset before anybody is invited: what cannot be printed invites nobody.
    pub async fn invite_by_letter(
        &self,
        wave: Uuid,
        sheet: Sheet,
        options: InviteOptions,
    ) -> Result<Vec<u8>, IssuanceError> {
        let (record, people) = self.ready_to_type(wave, sheet).await?;
        let codes = typed_codes(&self.settings.secret, people.len()).await?;
        let manifest = record.published()?.manifest;
        let address = format!("{}/code", self.settings.public_url);
        let write = |(person, (code, _)): (&Person, &(crate::TypedCode, Vec<u8>))| {
            let link = options.filled_in(person).behind(&code.link(&self.settings.public_url, wave));
            let code = code.text();
            let (language, recipient) = (person.language.as_deref(), person.called());
            PrintedLetter { manifest: &manifest, language, recipient, link: &link, address: &address, code: &code }
                .write()
        };
        let letters = people.iter().zip(&codes).map(write).collect::<Result<Vec<_>, _>>()?;
        let pdf = tokio::task::spawn_blocking(move || chorus_typesetting::letters(&letters)).await??;
        let invitations = people.iter().zip(&codes).map(|(person, (_, hash))| NewInvitation::new(person, hash, None));
        self.store.insert_invitations(wave, invitations.collect(), options.replace).await?;
        Ok(pdf)
    }
}
