//! Where 障害者虐待 is reported (C7), as each municipality says it.

use jiff::civil::Date;
use model::{identifiers::JurisdictionCode, jurisdictions, telephone::Telephone};

use crate::{ReadTx, Row, StoreError, WriteTx, sql};

/// The desk of a municipality or of a ward.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AbuseDesk {
    /// Whose: of whatever lies there and has no nearer one.
    pub jurisdiction: JurisdictionCode,
    /// What it is called, such as 「障害者虐待防止センター」.
    pub name: String,
    /// Its number.
    pub phone: Telephone,
    /// Its number at night and on holidays, where it is another one.
    pub night_phone: Option<Telephone>,
    /// A page with the form for reports, beginning with `https://`.
    pub form_url: Option<String>,
    /// When somebody last said so.
    pub changed_on: Date,
    /// For optimistic locking; 0 for one that nobody entered yet.
    pub version: i64,
}

/// The desk that a place entered itself.
pub async fn load(tx: &mut ReadTx, jurisdiction: JurisdictionCode) -> Result<Option<AbuseDesk>, StoreError> {
    sql("SELECT jurisdiction, name, phone, night_phone, form_url, changed_on, version FROM abuse_desks WHERE jurisdiction = $1")
        .bind(jurisdiction)
        .optional(tx, read)
        .await
}

/// The desk for whoever is in a place: its own, or that of the city of a ward.
pub async fn nearest(tx: &mut ReadTx, jurisdiction: JurisdictionCode) -> Result<Option<AbuseDesk>, StoreError> {
    match load(tx, jurisdiction).await? {
        Some(own) => Ok(Some(own)),
        None => match jurisdictions::city_of(jurisdiction).filter(|city| *city != jurisdiction) {
            Some(city) => load(tx, city).await,
            None => Ok(None),
        },
    }
}

/// Enters a desk that nobody entered yet.
///
/// # Errors
/// [`StoreError::Duplicate`] if somebody did in the meantime.
pub async fn insert(tx: &mut WriteTx, new: &AbuseDesk) -> Result<(), StoreError> {
    sql("INSERT INTO abuse_desks (jurisdiction, name, phone, night_phone, form_url, changed_on, version) VALUES ($1, $2, $3, $4, $5, $6, 1)")
        .bind(new.jurisdiction)
        .bind(&new.name)
        .bind(&new.phone)
        .bind(&new.night_phone)
        .bind(&new.form_url)
        .bind(new.changed_on)
        .run(tx)
        .await?;
    Ok(())
}

/// Changes a desk, if nobody else did in the meantime.
pub async fn update(tx: &mut WriteTx, known: &AbuseDesk) -> Result<(), StoreError> {
    sql("UPDATE abuse_desks SET name = $1, phone = $2, night_phone = $3, form_url = $4, changed_on = $5, version = version + 1
         WHERE jurisdiction = $6 AND version = $7")
    .bind(&known.name)
    .bind(&known.phone)
    .bind(&known.night_phone)
    .bind(&known.form_url)
    .bind(known.changed_on)
    .bind(known.jurisdiction)
    .bind(known.version)
    .run_versioned(tx)
    .await
}

fn read(row: &Row) -> Result<AbuseDesk, StoreError> {
    Ok(AbuseDesk {
        jurisdiction: row.get("jurisdiction")?,
        name: row.get("name")?,
        phone: row.get("phone")?,
        night_phone: row.get("night_phone")?,
        form_url: row.get("form_url")?,
        changed_on: row.get("changed_on")?,
        version: row.get("version")?,
    })
}
