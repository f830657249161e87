//! The `outbox` table: letters that wait for the mail server.

use crate::IssuanceError;
use crate::store::Encrypted;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::Expr;
use sea_orm::{ConnectionTrait, QueryOrder as _, QuerySelect as _};

/// How many letters are read at once.
const AT_ONCE: u64 = 1_000;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "outbox")]
pub struct Model {
    /// Random.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub wave_id: Uuid,
    /// The code's hash of the invitation that it is about.
    pub invitation: Vec<u8>,
    /// [`INVITATION`] or [`REMINDER`].
    pub kind: String,
    /// The code in its link, encrypted.
    pub code: Vec<u8>,
}

pub(super) const INVITATION: &str = "invitation";
pub(super) const REMINDER: &str = "reminder";

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// Puts what `again` gives in the place of every encrypted code.
pub(in crate::store) async fn encrypt_again<C: ConnectionTrait>(
    connection: &C,
    again: &impl Fn(&Encrypted<'_>, &[u8]) -> Result<Vec<u8>, IssuanceError>,
) -> Result<(), IssuanceError> {
    let mut after = Uuid::nil();
    loop {
        let some = Entity::find().filter(Column::Id.gt(after)).order_by_asc(Column::Id).limit(AT_ONCE);
        let rows = some.all(connection).await?;
        let Some(last) = rows.last() else {
            return Ok(());
        };
        after = last.id;
        for row in rows {
            let code = again(&Encrypted::Letter(row.wave_id, &row.invitation), &row.code)?;
            Entity::update_many()
                .col_expr(Column::Code, Expr::value(code))
                .filter(Column::Id.eq(row.id))
                .exec(connection)
                .await?;
        }
    }
}
