//! （自立支援）協議会, their places and their bodies (E1, F1).

use std::collections::BTreeMap;

use jiff::civil::Date;
use model::{
    BodyId, CouncilId,
    councils::{BodyKind, Places, Running, Task},
    identifiers::JurisdictionCode,
    issues::Patience,
};

use crate::{ReadTx, Row, StoreError, WriteTx, sql, sql::composed};

/// A council.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Council {
    /// Its id.
    pub id: CouncilId,
    /// The authority that set it up here.
    pub jurisdiction: JurisdictionCode,
    /// Its name.
    pub name: String,
    /// The places that it is for.
    pub places: Places,
    /// Who keeps the secretariat.
    pub running: Running,
    /// Who does so together with the authority.
    pub entrusted_to: Option<String>,
    /// How long it lets things wait.
    pub patience: Patience,
    /// When it was set up here.
    pub founded_on: Date,
    /// For optimistic locking.
    pub version: i64,
}

/// A body of a council.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CouncilBody {
    /// Its id.
    pub id: BodyId,
    /// Of which council.
    pub council: CouncilId,
    /// What it is for.
    pub kind: BodyKind,
    /// Its name.
    pub name: String,
    /// What it is asked to do, if it has one question.
    pub task: Option<Task>,
    /// When it was brought to an end.
    pub ended_on: Option<Date>,
    /// For optimistic locking.
    pub version: i64,
}

const COLUMNS: &str = "c.id, c.keeper, c.name, c.running, c.entrusted_to, c.to_sort, c.to_move, c.founded_on, c.version, p.jurisdiction";

/// The councils of the prefecture in which a place lies, whole, in order of name: all that one can stand above or below.
pub async fn around(tx: &mut ReadTx, jurisdiction: JurisdictionCode) -> Result<Vec<Council>, StoreError> {
    let rows = composed(format!(
        "SELECT {COLUMNS} FROM councils c JOIN council_places p ON p.council_id = c.id WHERE c.prefecture = $1 ORDER BY c.name, c.id"
    ))
    .bind(jurisdiction.prefecture())
    .all(tx, read)
    .await?;
    gathered(rows)
}

/// One council.
pub async fn load(tx: &mut ReadTx, council: CouncilId) -> Result<Option<Council>, StoreError> {
    let rows = composed(format!("SELECT {COLUMNS} FROM councils c JOIN council_places p ON p.council_id = c.id WHERE c.id = $1"))
        .bind(council)
        .all(tx, read)
        .await?;
    Ok(gathered(rows)?.pop())
}

/// Sets a council up.
pub async fn insert(tx: &mut WriteTx, council: &Council) -> Result<(), StoreError> {
    sql("INSERT INTO councils (id, keeper, prefecture, name, running, entrusted_to, to_sort, to_move, founded_on, version)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 1)")
    .bind(council.id)
    .bind(council.jurisdiction)
    .bind(council.jurisdiction.prefecture())
    .bind(&council.name)
    .bind(council.running)
    .bind(&council.entrusted_to)
    .bind(council.patience.to_sort)
    .bind(council.patience.to_move)
    .bind(council.founded_on)
    .run(tx)
    .await?;
    for place in council.places.iter() {
        sql("INSERT INTO council_places (council_id, jurisdiction) VALUES ($1, $2)").bind(council.id).bind(place).run(tx).await?;
    }
    Ok(())
}

/// Changes name, secretariat and patience, if nobody else did in the meantime. The places stay.
pub async fn update(tx: &mut WriteTx, council: &Council) -> Result<(), StoreError> {
    sql("UPDATE councils SET name = $1, running = $2, entrusted_to = $3, to_sort = $4, to_move = $5, version = version + 1
         WHERE id = $6 AND version = $7")
    .bind(&council.name)
    .bind(council.running)
    .bind(&council.entrusted_to)
    .bind(council.patience.to_sort)
    .bind(council.patience.to_move)
    .bind(council.id)
    .bind(council.version)
    .run_versioned(tx)
    .await
}

/// The bodies of a council, those that ended as well, in the order in which they came.
pub async fn bodies(tx: &mut ReadTx, council: CouncilId) -> Result<Vec<CouncilBody>, StoreError> {
    sql("SELECT id, council_id, kind, name, question, until, product, ended_on, version FROM council_bodies WHERE council_id = $1 ORDER BY id")
        .bind(council)
        .all(tx, read_body)
        .await
}

/// Adds a body.
pub async fn insert_body(tx: &mut WriteTx, council: CouncilId, body: &CouncilBody) -> Result<(), StoreError> {
    sql("INSERT INTO council_bodies (id, council_id, kind, name, question, until, product, ended_on, version)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 1)")
    .bind(body.id)
    .bind(council)
    .bind(body.kind)
    .bind(&body.name)
    .bind(body.task.as_ref().map(|task| &task.question))
    .bind(body.task.as_ref().map(|task| task.until))
    .bind(body.task.as_ref().map(|task| &task.product))
    .bind(body.ended_on)
    .run(tx)
    .await?;
    Ok(())
}

/// Brings a body to an end, if nobody else did in the meantime.
pub async fn end_body(tx: &mut WriteTx, council: CouncilId, body: BodyId, on: Date) -> Result<(), StoreError> {
    sql("UPDATE council_bodies SET ended_on = $1, version = version + 1 WHERE council_id = $2 AND id = $3 AND ended_on IS NULL")
        .bind(on)
        .bind(council)
        .bind(body)
        .run_versioned(tx)
        .await
}

type Part = (Council, JurisdictionCode);

fn read(row: &Row) -> Result<Part, StoreError> {
    let place: JurisdictionCode = row.get("jurisdiction")?;
    let council = Council {
        id: row.get("id")?,
        jurisdiction: row.get("keeper")?,
        name: row.get("name")?,
        places: Places::new([place]).map_err(broken)?,
        running: row.get("running")?,
        entrusted_to: row.get("entrusted_to")?,
        patience: Patience { to_sort: row.get("to_sort")?, to_move: row.get("to_move")? },
        founded_on: row.get("founded_on")?,
        version: row.get("version")?,
    };
    Ok((council, place))
}

/// One council for the rows of all its places, in the order of the first of each.
fn gathered(parts: Vec<Part>) -> Result<Vec<Council>, StoreError> {
    let mut places: BTreeMap<CouncilId, Vec<JurisdictionCode>> = BTreeMap::new();
    let mut councils: Vec<Council> = Vec::new();
    for (council, place) in parts {
        let known = places.entry(council.id).or_default();
        if known.is_empty() {
            councils.push(council);
        }
        known.push(place);
    }
    for council in &mut councils {
        council.places = Places::new(places.remove(&council.id).unwrap_or_default()).map_err(broken)?;
    }
    Ok(councils)
}

fn broken(_: model::councils::PlacesError) -> StoreError {
    StoreError::Unreadable("the places of a council".to_owned())
}

fn read_body(row: &Row) -> Result<CouncilBody, StoreError> {
    let task = match (row.get("question")?, row.get("until")?, row.get("product")?) {
        (Some(question), Some(until), Some(product)) => Some(Task { question, until, product }),
        _ => None,
    };
    Ok(CouncilBody {
        id: row.get("id")?,
        council: row.get("council_id")?,
        kind: row.get("kind")?,
        name: row.get("name")?,
        task,
        ended_on: row.get("ended_on")?,
        version: row.get("version")?,
    })
}
