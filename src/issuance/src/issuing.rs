//! Signing for many at once: when everybody of a company opens their letter in the same minute, the invitations are found together, the
//! requests signed on all processors, and one commit spends the invitations of all who wait for it.

use crate::IssuanceError;
use crate::store::{IssuanceStore, Spending};
use chorus_database::Work;
use chorus_token::{SigningKey, TokenError, TokenRequest, TokenResponse};
use sea_orm::DbErr;
use sha2::{Digest, Sha256};
use std::num::NonZero;

/// What one person asks for.
pub(crate) struct Asked {
    /// The hash of the code that they have.
    pub(crate) code_hash: Vec<u8>,
    /// The key of the wave.
    pub(crate) key: SigningKey,
    pub(crate) request: TokenRequest,
}

/// Finds invitations, signs for them and spends them.
pub(crate) struct Issuer(pub(crate) IssuanceStore);

impl Work for Issuer {
    type Asked = Asked;
    type Answer = Result<TokenResponse, IssuanceError>;

    async fn all(&self, asked: &[Asked]) -> Result<Vec<Self::Answer>, DbErr> {
        let invitations = self.0.invitations(asked.iter().map(|one| &one.code_hash)).await?;
        let known = asked.iter().zip(&invitations).filter(|(_, invitation)| invitation.is_some());
        let mut signed = sign(known.map(|(one, _)| (one.key.clone(), one.request.clone())).collect()).await.into_iter();
        let mut answers = Vec::with_capacity(asked.len());
        let mut spendings = Vec::with_capacity(asked.len());
        for (one, invitation) in asked.iter().zip(invitations) {
            let Some(code_hash) = invitation else {
                answers.push(Err(IssuanceError::UnknownInvitation));
                continue;
            };
            let response = signed.next().unwrap_or(Err(IssuanceError::Unavailable));
            if response.is_ok() {
                let request_hash = Sha256::digest(one.request.encode()).to_vec();
                spendings.push((answers.len(), Spending { code_hash, request_hash }));
            }
            answers.push(response);
        }
        // Only now is an invitation spent, and only now does it show whether it was: a request that cannot be signed costs nothing and
        // tells nothing, and one that can be signed spends the invitation of whoever tries it out.
        let (places, spendings): (Vec<usize>, Vec<Spending>) = spendings.into_iter().unzip();
        let spent = if spendings.is_empty() { Vec::new() } else { self.0.spend(&spendings).await? };
        for (place, spent) in places.into_iter().zip(spent) {
            if !spent {
                answers[place] = Err(IssuanceError::SpentInvitation);
            }
        }
        Ok(answers)
    }
}

/// Signs all, on as many threads as there are processors.
async fn sign(requests: Vec<(SigningKey, TokenRequest)>) -> Vec<Result<TokenResponse, IssuanceError>> {
    let processors = std::thread::available_parallelism().map_or(1, NonZero::get);
    let share = requests.len().div_ceil(processors).max(1);
    let of_one = |some: &[(SigningKey, TokenRequest)]| {
        let some = some.to_vec();
        let length = some.len();
        let signing = move || some.iter().map(|(key, request)| key.blind_sign(request)).collect::<Vec<_>>();
        (length, tokio::task::spawn_blocking(signing))
    };
    let mut signed = Vec::with_capacity(requests.len());
    for (length, share) in requests.chunks(share).map(of_one).collect::<Vec<_>>() {
        match share.await {
            Ok(some) => {
                signed.extend(some.into_iter().map(|one: Result<_, TokenError>| one.map_err(IssuanceError::from)))
            }
            Err(_) => signed.extend((0..length).map(|_| Err(IssuanceError::Unavailable))),
        }
    }
    signed
}
