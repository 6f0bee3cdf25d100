//! 会議体. An office has one 地域連携推進会議; it may cover some of the dwellings only, or several together (B17).

use model::{BodyId, DwellingId, OfficeId};

use crate::{ReadTx, StoreError, WriteTx, sql};

/// A standing body that meets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Body {
    /// Its id.
    pub id: BodyId,
    /// Whose.
    pub office: OfficeId,
    /// Its name.
    pub name: String,
    /// For optimistic locking.
    pub version: i64,
}

/// The bodies of an office, the oldest first.
pub async fn list(tx: &mut ReadTx, office: OfficeId) -> Result<Vec<Body>, StoreError> {
    sql("SELECT id, office_id, name, version FROM bodies WHERE office_id = $1 ORDER BY id")
        .bind(office)
        .all(tx, |row| Ok(Body { id: row.get("id")?, office: row.get("office_id")?, name: row.get("name")?, version: row.get("version")? }))
        .await
}

/// The 地域連携推進会議 of an office: its oldest body.
pub async fn of_office(tx: &mut ReadTx, office: OfficeId) -> Result<Option<Body>, StoreError> {
    Ok(list(tx, office).await?.into_iter().next())
}

/// The dwellings that a body covers; empty when it covers all of the office's.
pub async fn dwellings(tx: &mut ReadTx, office: OfficeId, body: BodyId) -> Result<Vec<DwellingId>, StoreError> {
    sql("SELECT dwelling_id FROM body_dwellings WHERE office_id = $1 AND body_id = $2 ORDER BY dwelling_id")
        .bind(office)
        .bind(body)
        .all(tx, |row| row.get("dwelling_id"))
        .await
}

/// Adds a body.
pub async fn insert(tx: &mut WriteTx, body: &Body) -> Result<(), StoreError> {
    sql("INSERT INTO bodies (id, office_id, kind, name, version) VALUES ($1, $2, 'regional_promotion', $3, $4)")
        .bind(body.id)
        .bind(body.office)
        .bind(&body.name)
        .bind(body.version)
        .run(tx)
        .await?;
    Ok(())
}

/// Says that a body covers a dwelling.
pub async fn cover(tx: &mut WriteTx, office: OfficeId, body: BodyId, dwelling: DwellingId) -> Result<(), StoreError> {
    sql("INSERT INTO body_dwellings (body_id, dwelling_id, office_id) VALUES ($1, $2, $3)")
        .bind(body)
        .bind(dwelling)
        .bind(office)
        .run(tx)
        .await?;
    Ok(())
}
