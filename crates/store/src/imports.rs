//! Loading the national list: many rows at once, and the report of each run (D7).

use std::collections::HashMap;

use jiff::{Timestamp, civil::Date};
use model::{
    CorporationId, DwellingId, ImportId, OfficeId, Vocabulary,
    identifiers::{CorporateNumber, JurisdictionCode, OfficeNumber},
    offices::ServiceKind,
};

use crate::{
    Across, ReadTx, StoreError, WriteTx,
    bodies::Body,
    dwellings::Dwelling,
    offices::{self, Corporation, Office, Source},
    sql::{Statement, composed, placeholders},
};

/// What is known of an office, as far as the list speaks of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownOffice {
    /// Its id.
    pub id: OfficeId,
    /// Who runs it.
    pub corporation: CorporationId,
    /// Whether it came from the list.
    pub from_list: bool,
    /// 名称, かな, 住所, 電話番号, FAX番号, URL.
    pub particulars: [String; 6],
    /// The authority.
    pub designator: JurisdictionCode,
    /// Where it lies.
    pub location: Option<JurisdictionCode>,
}

/// What is known of a dwelling that stands in the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownDwelling {
    /// Its id.
    pub id: DwellingId,
    /// Whose.
    pub office: OfficeId,
    /// 名称, 住所, 電話番号.
    pub particulars: [String; 3],
    /// 定員.
    pub capacity: Option<u16>,
    /// Since when the list no longer names it.
    pub gone_since: Option<Date>,
}

/// All offices of a service, by number.
pub async fn offices(tx: &mut ReadTx, _across: &Across, service: ServiceKind) -> Result<HashMap<OfficeNumber, KnownOffice>, StoreError> {
    let rows = crate::sql(
        "SELECT id, number, corporation_id, source, name, kana, address, phone, fax, url, designator, location FROM offices WHERE service = $1",
    )
    .bind(service)
    .all(tx, |row| {
        let known = KnownOffice {
            id: row.get("id")?,
            corporation: row.get("corporation_id")?,
            from_list: row.get::<String>("source")? == "list",
            particulars: [row.get("name")?, row.get("kana")?, row.get("address")?, row.get("phone")?, row.get("fax")?, row.get("url")?],
            designator: row.get("designator")?,
            location: row.get("location")?,
        };
        Ok((row.get("number")?, known))
    })
    .await?;
    Ok(rows.into_iter().collect())
}

/// All dwellings of a service that stand in the list, by their `NO`.
pub async fn dwellings(tx: &mut ReadTx, _across: &Across, service: ServiceKind) -> Result<HashMap<String, KnownDwelling>, StoreError> {
    let rows = crate::sql(
        "SELECT d.id, d.list_no, d.office_id, d.name, d.address, d.phone, d.capacity, d.gone_since FROM dwellings d
         JOIN offices o ON o.id = d.office_id WHERE d.list_no IS NOT NULL AND o.service = $1",
    )
    .bind(service)
    .all(tx, |row| {
        let known = KnownDwelling {
            id: row.get("id")?,
            office: row.get("office_id")?,
            particulars: [row.get("name")?, row.get("address")?, row.get("phone")?],
            capacity: row.get("capacity")?,
            gone_since: row.get("gone_since")?,
        };
        Ok((row.get("list_no")?, known))
    })
    .await?;
    Ok(rows.into_iter().collect())
}

/// All corporations by 法人番号, and by name where there is no number.
pub async fn corporations(
    tx: &mut ReadTx,
    _across: &Across,
) -> Result<(HashMap<CorporateNumber, CorporationId>, HashMap<String, CorporationId>), StoreError> {
    let rows: Vec<(CorporationId, Option<CorporateNumber>, String)> =
        crate::sql("SELECT id, number, name FROM corporations ORDER BY id DESC")
            .all(tx, |row| Ok((row.get("id")?, row.get("number")?, row.get("name")?)))
            .await?;
    let mut by_number = HashMap::new();
    let mut by_name = HashMap::new();
    for (id, number, name) in rows {
        match number {
            Some(number) => drop(by_number.insert(number, id)),
            None => drop(by_name.insert(name, id)),
        }
    }
    Ok((by_number, by_name))
}

/// Bound values in one statement. SQLite looks each one up among all others, so that the cost of a statement grows with the square
/// of their number: many small statements are faster than few large ones (measured: 16,022 rows in 4.9 s with 6,800 values a
/// statement, in 1.4 s with 300).
const BOUND: usize = 300;

/// Adds many rows of a table at once.
async fn insert_many<T>(
    tx: &mut WriteTx,
    head: &str,
    width: usize,
    rows: &[T],
    bind: impl Fn(Statement, &T) -> Statement,
) -> Result<(), StoreError> {
    for batch in rows.chunks(BOUND / width) {
        let values: Vec<String> = (0..batch.len()).map(|number| format!("({})", placeholders(number * width + 1, width))).collect();
        let statement = composed(format!("INSERT INTO {head} VALUES {}", values.join(", ")));
        batch.iter().fold(statement, &bind).run(tx).await?;
    }
    Ok(())
}

/// Adds corporations.
pub async fn insert_corporations(tx: &mut WriteTx, _across: &Across, rows: &[Corporation]) -> Result<(), StoreError> {
    insert_many(tx, "corporations (id, number, name, kana, address, phone, version)", 7, rows, |statement, row| {
        statement.bind(row.id).bind(row.number).bind(&row.name).bind(&row.kana).bind(&row.address).bind(&row.phone).bind(row.version)
    })
    .await
}

/// Adds offices that came from the list, each with its body.
pub async fn insert_offices(tx: &mut WriteTx, _across: &Across, rows: &[Office], bodies: &[Body]) -> Result<(), StoreError> {
    let head = "offices (id, corporation_id, number, service, name, kana, designator, location, prefecture, address, phone, fax, url, source, \
                created_at, version, search_key)";
    insert_many(tx, head, 17, rows, |statement, row| {
        statement
            .bind(row.id)
            .bind(row.corporation)
            .bind(row.number)
            .bind(row.service)
            .bind(&row.name)
            .bind(&row.kana)
            .bind(row.designator)
            .bind(row.location)
            .bind(row.prefecture)
            .bind(&row.address)
            .bind(&row.phone)
            .bind(&row.fax)
            .bind(&row.url)
            .bind(if row.source == Source::List { "list" } else { "registered" })
            .bind(row.created_at)
            .bind(row.version)
            .bind(offices::search_key(row))
    })
    .await?;
    insert_many(tx, "bodies (id, office_id, kind, name, version)", 5, bodies, |statement, body| {
        statement.bind(body.id).bind(body.office).bind("regional_promotion").bind(&body.name).bind(body.version)
    })
    .await
}

/// Adds dwellings that came from the list.
pub async fn insert_dwellings(tx: &mut WriteTx, _across: &Across, rows: &[Dwelling]) -> Result<(), StoreError> {
    let head = "dwellings (id, office_id, name, satellite, address, location, phone, capacity, list_no, gone_since, version)";
    insert_many(tx, head, 11, rows, |statement, row| {
        statement
            .bind(row.id)
            .bind(row.office)
            .bind(&row.name)
            .bind(row.satellite)
            .bind(&row.address)
            .bind(row.location)
            .bind(&row.phone)
            .bind(row.capacity)
            .bind(&row.list_no)
            .bind(row.gone_since)
            .bind(row.version)
    })
    .await
}

/// Changes what the list says of an office. What people added by hand (type, manager, contacts) stays.
pub async fn update_office(tx: &mut WriteTx, _across: &Across, row: &Office) -> Result<(), StoreError> {
    crate::sql(
        "UPDATE offices SET corporation_id = $1, name = $2, kana = $3, designator = $4, location = $5, prefecture = $6, address = $7, phone = $8,
         fax = $9, url = $10, search_key = $11, version = version + 1 WHERE id = $12",
    )
    .bind(row.corporation)
    .bind(&row.name)
    .bind(&row.kana)
    .bind(row.designator)
    .bind(row.location)
    .bind(row.prefecture)
    .bind(&row.address)
    .bind(&row.phone)
    .bind(&row.fax)
    .bind(&row.url)
    .bind(offices::search_key(row))
    .bind(row.id)
    .run_versioned(tx)
    .await
}

/// Changes what the list says of a dwelling; it may have moved to another office, and it is there again if it was gone.
pub async fn update_dwelling(tx: &mut WriteTx, _across: &Across, row: &Dwelling) -> Result<(), StoreError> {
    crate::sql(
        "UPDATE dwellings SET office_id = $1, name = $2, address = $3, location = $4, phone = $5, capacity = $6, gone_since = NULL, version = version + 1
         WHERE id = $7",
    )
    .bind(row.office)
    .bind(&row.name)
    .bind(&row.address)
    .bind(row.location)
    .bind(&row.phone)
    .bind(row.capacity)
    .bind(row.id)
    .run_versioned(tx)
    .await
}

/// Notes since when the list no longer names dwellings; nothing is deleted.
pub async fn mark_gone(tx: &mut WriteTx, _across: &Across, ids: &[DwellingId], since: Date) -> Result<(), StoreError> {
    for batch in ids.chunks(BOUND) {
        let text = format!("UPDATE dwellings SET gone_since = $1, version = version + 1 WHERE id IN ({})", placeholders(2, batch.len()));
        batch.iter().fold(composed(text).bind(since), |statement, id| statement.bind(*id)).run(tx).await?;
    }
    // An office of which nothing is left is gone as well; one that came back is not.
    crate::sql(
        "UPDATE offices SET gone_since = $1 WHERE source = 'list' AND gone_since IS NULL
         AND NOT EXISTS (SELECT 1 FROM dwellings d WHERE d.office_id = offices.id AND d.gone_since IS NULL)",
    )
    .bind(since)
    .run(tx)
    .await?;
    crate::sql(
        "UPDATE offices SET gone_since = NULL WHERE source = 'list' AND gone_since IS NOT NULL
         AND EXISTS (SELECT 1 FROM dwellings d WHERE d.office_id = offices.id AND d.gone_since IS NULL)",
    )
    .run(tx)
    .await?;
    Ok(())
}

/// Keeps the report of a run.
pub async fn insert_run(
    tx: &mut WriteTx,
    _across: &Across,
    run: (ImportId, Timestamp),
    sha256: &str,
    services: &[ServiceKind],
    report: &str,
) -> Result<(), StoreError> {
    let services = services.iter().map(|service| service.code()).collect::<Vec<_>>().join(" ");
    crate::sql("INSERT INTO imports (id, at, sha256, service, report) VALUES ($1, $2, $3, $4, $5)")
        .bind(run.0)
        .bind(run.1)
        .bind(sha256)
        .bind(services)
        .bind(report)
        .run(tx)
        .await?;
    Ok(())
}
