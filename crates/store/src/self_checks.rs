//! How staff see a house themselves (C8), one row a house and 年度.

use jiff::civil::Date;
use model::{DwellingId, OfficeId, calendar::FiscalYear, visits::self_check::SelfCheck};

use crate::{Place, ReadTx, Sealed, StoreError, WriteTx, sql};

/// What staff wrote about a house in a 年度.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HouseCheck {
    /// Whose office.
    pub office: OfficeId,
    /// Which house.
    pub dwelling: DwellingId,
    /// In which 年度.
    pub year: FiscalYear,
    /// What.
    pub check: SelfCheck,
    /// When it was written or changed.
    pub changed_on: Date,
    /// For optimistic locking; 0 for one that nobody wrote yet.
    pub version: i64,
}

fn place(dwelling: DwellingId, year: FiscalYear) -> Place {
    Place::new("self_checks.content", format_args!("{dwelling}/{}", year.start_year()))
}

/// What was written about a house in a 年度.
pub async fn load(tx: &mut ReadTx, office: OfficeId, dwelling: DwellingId, year: FiscalYear) -> Result<Option<HouseCheck>, StoreError> {
    let keyring = tx.keyring();
    sql("SELECT content, changed_on, version FROM self_checks WHERE office_id = $1 AND dwelling_id = $2 AND fiscal_year = $3")
        .bind(office)
        .bind(dwelling)
        .bind(year)
        .optional(tx, |row| {
            let content: Sealed = row.get("content")?;
            Ok(HouseCheck {
                office,
                dwelling,
                year,
                check: keyring.open_json(&place(dwelling, year), &content, "what staff saw in a house")?,
                changed_on: row.get("changed_on")?,
                version: row.get("version")?,
            })
        })
        .await
}

/// Keeps what nobody wrote yet.
///
/// # Errors
/// [`StoreError::Duplicate`] if somebody did in the meantime.
pub async fn insert(tx: &mut WriteTx, office: OfficeId, new: &HouseCheck) -> Result<(), StoreError> {
    let content = tx.keyring().seal_json(&place(new.dwelling, new.year), &new.check)?;
    sql("INSERT INTO self_checks (office_id, dwelling_id, fiscal_year, content, changed_on, version) VALUES ($1, $2, $3, $4, $5, 1)")
        .bind(office)
        .bind(new.dwelling)
        .bind(new.year)
        .bind(content)
        .bind(new.changed_on)
        .run(tx)
        .await?;
    Ok(())
}

/// Changes what was written, if nobody else did in the meantime.
pub async fn update(tx: &mut WriteTx, office: OfficeId, known: &HouseCheck) -> Result<(), StoreError> {
    let content = tx.keyring().seal_json(&place(known.dwelling, known.year), &known.check)?;
    sql("UPDATE self_checks SET content = $1, changed_on = $2, version = version + 1
         WHERE office_id = $3 AND dwelling_id = $4 AND fiscal_year = $5 AND version = $6")
    .bind(content)
    .bind(known.changed_on)
    .bind(office)
    .bind(known.dwelling)
    .bind(known.year)
    .bind(known.version)
    .run_versioned(tx)
    .await
}
