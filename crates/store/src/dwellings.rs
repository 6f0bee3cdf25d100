//! 施設・共同生活住居 (A1).

use jiff::civil::Date;
use model::{DwellingId, OfficeId, identifiers::JurisdictionCode};

use crate::{
    Keyring, Place, ReadTx, Row, StoreError, WriteTx, sql,
    sql::{composed, placeholders},
};

/// A house or building where residents live.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dwelling {
    /// Its id.
    pub id: DwellingId,
    /// Whose.
    pub office: OfficeId,
    /// 名称.
    pub name: String,
    /// サテライト型.
    pub satellite: bool,
    /// 住所.
    pub address: String,
    /// Municipality or ward where it lies.
    pub location: Option<JurisdictionCode>,
    /// 電話番号.
    pub phone: String,
    /// 定員, where it is known.
    pub capacity: Option<u16>,
    /// `NO` of the national list, the key of its row.
    pub list_no: Option<String>,
    /// First day on which the national list no longer named it.
    pub gone_since: Option<Date>,
    /// What visitors are told of it: the way there, whom to ask for, what the day is like.
    pub guide: Option<String>,
    /// For optimistic locking.
    pub version: i64,
}

const COLUMNS: &str = "id, office_id, name, satellite, address, location, phone, capacity, list_no, gone_since, guide, version";

/// The dwellings of an office, in the order in which they were added.
pub async fn list(tx: &mut ReadTx, office: OfficeId) -> Result<Vec<Dwelling>, StoreError> {
    let keyring = tx.keyring();
    composed(format!("SELECT {COLUMNS} FROM dwellings WHERE office_id = $1 ORDER BY id"))
        .bind(office)
        .all(tx, |row| read(&keyring, row))
        .await
}

/// The dwellings that an office runs now, in the order in which they were added.
pub async fn run(tx: &mut ReadTx, office: OfficeId) -> Result<Vec<Dwelling>, StoreError> {
    let keyring = tx.keyring();
    composed(format!("SELECT {COLUMNS} FROM dwellings WHERE office_id = $1 AND gone_since IS NULL ORDER BY id"))
        .bind(office)
        .all(tx, |row| read(&keyring, row))
        .await
}

/// One dwelling of an office.
pub async fn load(tx: &mut ReadTx, office: OfficeId, id: DwellingId) -> Result<Option<Dwelling>, StoreError> {
    let keyring = tx.keyring();
    composed(format!("SELECT {COLUMNS} FROM dwellings WHERE office_id = $1 AND id = $2"))
        .bind(office)
        .bind(id)
        .optional(tx, |row| read(&keyring, row))
        .await
}

/// Adds a dwelling.
pub async fn insert(tx: &mut WriteTx, dwelling: &Dwelling) -> Result<(), StoreError> {
    let guide = tx.keyring().seal_option(&guide_place(dwelling.id), dwelling.guide.as_deref())?;
    composed(format!("INSERT INTO dwellings ({COLUMNS}) VALUES ({})", placeholders(1, 12)))
        .bind(dwelling.id)
        .bind(dwelling.office)
        .bind(&dwelling.name)
        .bind(dwelling.satellite)
        .bind(&dwelling.address)
        .bind(dwelling.location)
        .bind(&dwelling.phone)
        .bind(dwelling.capacity)
        .bind(&dwelling.list_no)
        .bind(dwelling.gone_since)
        .bind(guide)
        .bind(dwelling.version)
        .run(tx)
        .await?;
    Ok(())
}

/// Changes a dwelling, if nobody else did in the meantime.
pub async fn update(tx: &mut WriteTx, dwelling: &Dwelling) -> Result<(), StoreError> {
    let guide = tx.keyring().seal_option(&guide_place(dwelling.id), dwelling.guide.as_deref())?;
    sql("UPDATE dwellings SET name = $1, satellite = $2, address = $3, phone = $4, capacity = $5, location = $6, gone_since = $7,
         guide = $8, version = version + 1 WHERE office_id = $9 AND id = $10 AND version = $11")
    .bind(&dwelling.name)
    .bind(dwelling.satellite)
    .bind(&dwelling.address)
    .bind(&dwelling.phone)
    .bind(dwelling.capacity)
    .bind(dwelling.location)
    .bind(dwelling.gone_since)
    .bind(guide)
    .bind(dwelling.office)
    .bind(dwelling.id)
    .bind(dwelling.version)
    .run_versioned(tx)
    .await
}

fn guide_place(id: DwellingId) -> Place {
    Place::new("dwellings.guide", id)
}

fn read(keyring: &Keyring, row: &Row) -> Result<Dwelling, StoreError> {
    let id = row.get("id")?;
    Ok(Dwelling {
        id,
        office: row.get("office_id")?,
        name: row.get("name")?,
        satellite: row.get("satellite")?,
        address: row.get("address")?,
        location: row.get("location")?,
        phone: row.get("phone")?,
        capacity: row.get("capacity")?,
        list_no: row.get("list_no")?,
        gone_since: row.get("gone_since")?,
        guide: keyring.open_option(&guide_place(id), row.get("guide")?)?,
        version: row.get("version")?,
    })
}
