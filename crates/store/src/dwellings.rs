//! 施設・共同生活住居 (A1).

use jiff::civil::Date;
use model::{DwellingId, OfficeId, identifiers::JurisdictionCode};

use crate::{ReadTx, Row, StoreError, WriteTx, sql};

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
    /// For optimistic locking.
    pub version: i64,
}

const COLUMNS: &str = "id, office_id, name, satellite, address, location, phone, capacity, list_no, gone_since, version";

/// The dwellings of an office, in the order in which they were added.
pub async fn list(tx: &mut ReadTx, office: OfficeId) -> Result<Vec<Dwelling>, StoreError> {
    crate::sql::composed(format!("SELECT {COLUMNS} FROM dwellings WHERE office_id = $1 ORDER BY id")).bind(office).all(tx, read).await
}

/// The dwellings that an office runs now, in the order in which they were added.
pub async fn run(tx: &mut ReadTx, office: OfficeId) -> Result<Vec<Dwelling>, StoreError> {
    crate::sql::composed(format!("SELECT {COLUMNS} FROM dwellings WHERE office_id = $1 AND gone_since IS NULL ORDER BY id"))
        .bind(office)
        .all(tx, read)
        .await
}

/// One dwelling of an office.
pub async fn load(tx: &mut ReadTx, office: OfficeId, id: DwellingId) -> Result<Option<Dwelling>, StoreError> {
    crate::sql::composed(format!("SELECT {COLUMNS} FROM dwellings WHERE office_id = $1 AND id = $2"))
        .bind(office)
        .bind(id)
        .optional(tx, read)
        .await
}

/// Adds a dwelling.
pub async fn insert(tx: &mut WriteTx, dwelling: &Dwelling) -> Result<(), StoreError> {
    crate::sql::composed(format!("INSERT INTO dwellings ({COLUMNS}) VALUES ({})", crate::sql::placeholders(1, 11)))
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
        .bind(dwelling.version)
        .run(tx)
        .await?;
    Ok(())
}

/// Changes a dwelling, if nobody else did in the meantime.
pub async fn update(tx: &mut WriteTx, dwelling: &Dwelling) -> Result<(), StoreError> {
    sql("UPDATE dwellings SET name = $1, satellite = $2, address = $3, phone = $4, capacity = $5, location = $6, gone_since = $7,
         version = version + 1 WHERE office_id = $8 AND id = $9 AND version = $10")
    .bind(&dwelling.name)
    .bind(dwelling.satellite)
    .bind(&dwelling.address)
    .bind(&dwelling.phone)
    .bind(dwelling.capacity)
    .bind(dwelling.location)
    .bind(dwelling.gone_since)
    .bind(dwelling.office)
    .bind(dwelling.id)
    .bind(dwelling.version)
    .run_versioned(tx)
    .await
}

fn read(row: &Row) -> Result<Dwelling, StoreError> {
    Ok(Dwelling {
        id: row.get("id")?,
        office: row.get("office_id")?,
        name: row.get("name")?,
        satellite: row.get("satellite")?,
        address: row.get("address")?,
        location: row.get("location")?,
        phone: row.get("phone")?,
        capacity: row.get("capacity")?,
        list_no: row.get("list_no")?,
        gone_since: row.get("gone_since")?,
        version: row.get("version")?,
    })
}
