//! 地域課題 of a council (E4, F2): what they say, where they are on their road, what the secretariat decided about them. Words come in
//! through the gate only.

mod origins;
mod proposals;
mod steps;

pub use origins::{Handed, Origin, Source, insert_origin, move_origins, of_office, origins, raised_to, tallies};
pub use proposals::{Proposal, ProposalReply, Terms, awaiting, insert_proposal, proposals, replace_proposals, reply};
pub use steps::{Done, IssueStep, Work, insert_step, steps, work};

use jiff::civil::Date;
use model::{
    CouncilId, IssueId,
    identifiers::JurisdictionCode,
    issues::{IssueText, Outcome, Sorting, Stage},
};
use privacy::Released;

use crate::{Keyring, Place, ReadTx, Row, StoreError, WriteTx, sql, sql::composed};

/// An issue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Issue {
    /// Its id.
    pub id: IssueId,
    /// Whose.
    pub council: CouncilId,
    /// Its number within the council, from 1.
    pub number: u32,
    /// Where it is.
    pub stage: Stage,
    /// What it says.
    pub words: IssueText,
    /// What the secretariat decided about it.
    pub sorting: Option<Sorting>,
    /// What came of it.
    pub outcome: Option<Outcome>,
    /// The issue as part of which it goes on.
    pub merged_into: Option<IssueId>,
    /// When it arrived.
    pub arrived_on: Date,
    /// When anything last happened to it.
    pub moved_on: Date,
    /// For optimistic locking.
    pub version: i64,
}

const COLUMNS: &str = "id, council_id, number, stage, title, text, level, urgency, function, body_id, due_on, expected, plan_target, \
                       outcome, merged_into, arrived_on, moved_on, version";

/// All issues of a council, the newest first.
pub async fn list(tx: &mut ReadTx, council: CouncilId) -> Result<Vec<Issue>, StoreError> {
    let keyring = tx.keyring();
    composed(format!("SELECT {COLUMNS} FROM issues WHERE council_id = $1 ORDER BY number DESC"))
        .bind(council)
        .all(tx, |row| read(&keyring, row))
        .await
}

/// One issue of a council.
pub async fn load(tx: &mut ReadTx, council: CouncilId, id: IssueId) -> Result<Option<Issue>, StoreError> {
    let keyring = tx.keyring();
    composed(format!("SELECT {COLUMNS} FROM issues WHERE council_id = $1 AND id = $2"))
        .bind(council)
        .bind(id)
        .optional(tx, |row| read(&keyring, row))
        .await
}

/// How many issues of each council of a prefecture are in which stage.
pub async fn counts(tx: &mut ReadTx, jurisdiction: JurisdictionCode) -> Result<Vec<(CouncilId, Stage, i64)>, StoreError> {
    sql("SELECT i.council_id, i.stage, COUNT(*) AS issues FROM issues i JOIN councils c ON c.id = i.council_id
         WHERE c.prefecture = $1 GROUP BY i.council_id, i.stage")
    .bind(jurisdiction.prefecture())
    .all(tx, |row| Ok((row.get("council_id")?, row.get("stage")?, row.get("issues")?)))
    .await
}

/// Takes an issue in as the next of its council: only words that passed the gate. Gives back its number.
pub async fn insert(
    tx: &mut WriteTx,
    council: CouncilId,
    id: IssueId,
    words: &Released<IssueText>,
    arrived_on: Date,
) -> Result<u32, StoreError> {
    let keyring = tx.keyring();
    let words = words.content();
    let last: Option<u32> =
        sql("SELECT MAX(number) AS last FROM issues WHERE council_id = $1").bind(council).one(tx, |row| row.get("last")).await?;
    let number = last.unwrap_or_default() + 1;
    sql("INSERT INTO issues (id, council_id, number, stage, title, text, arrived_on, moved_on, version)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 1)")
    .bind(id)
    .bind(council)
    .bind(number)
    .bind(Stage::Received)
    .bind(keyring.seal(&Place::new("issues.title", id), &words.title)?)
    .bind(keyring.seal(&Place::new("issues.text", id), &words.text)?)
    .bind(arrived_on)
    .bind(arrived_on)
    .run(tx)
    .await?;
    Ok(number)
}

/// Moves an issue on, if nobody else did in the meantime. What it says stays as it passed the gate.
pub async fn update(tx: &mut WriteTx, council: CouncilId, issue: &Issue) -> Result<(), StoreError> {
    let keyring = tx.keyring();
    let sorting = issue.sorting.as_ref();
    let sealed = |column, text: Option<&str>| keyring.seal_option(&Place::new(column, issue.id), text);
    sql("UPDATE issues SET stage = $1, level = $2, urgency = $3, function = $4, body_id = $5, due_on = $6, expected = $7, plan_target = $8,
         outcome = $9, merged_into = $10, moved_on = $11, version = version + 1 WHERE council_id = $12 AND id = $13 AND version = $14")
    .bind(issue.stage)
    .bind(sorting.map(|sorting| sorting.level))
    .bind(sorting.map(|sorting| sorting.urgency))
    .bind(sorting.map(|sorting| sorting.function))
    .bind(sorting.map(|sorting| sorting.body))
    .bind(sorting.map(|sorting| sorting.due_on))
    .bind(sealed("issues.expected", sorting.map(|sorting| sorting.expected.as_str()))?)
    .bind(sealed("issues.plan_target", sorting.and_then(|sorting| sorting.plan_target.as_deref()))?)
    .bind(issue.outcome)
    .bind(issue.merged_into)
    .bind(issue.moved_on)
    .bind(council)
    .bind(issue.id)
    .bind(issue.version)
    .run_versioned(tx)
    .await
}

fn read(keyring: &Keyring, row: &Row) -> Result<Issue, StoreError> {
    let id: IssueId = row.get("id")?;
    let place = |column| Place::new(column, id);
    Ok(Issue {
        id,
        council: row.get("council_id")?,
        number: row.get("number")?,
        stage: row.get("stage")?,
        words: IssueText {
            title: keyring.open(&place("issues.title"), &row.get("title")?)?,
            text: keyring.open(&place("issues.text"), &row.get("text")?)?,
        },
        sorting: sorting(keyring, row, id)?,
        outcome: row.get("outcome")?,
        merged_into: row.get("merged_into")?,
        arrived_on: row.get("arrived_on")?,
        moved_on: row.get("moved_on")?,
        version: row.get("version")?,
    })
}

fn sorting(keyring: &Keyring, row: &Row, id: IssueId) -> Result<Option<Sorting>, StoreError> {
    let Some(level) = row.get("level")? else { return Ok(None) };
    Ok(Some(Sorting {
        level,
        urgency: row.get("urgency")?,
        function: row.get("function")?,
        body: row.get("body_id")?,
        due_on: row.get("due_on")?,
        expected: keyring.open(&Place::new("issues.expected", id), &row.get("expected")?)?,
        plan_target: keyring.open_option(&Place::new("issues.plan_target", id), row.get("plan_target")?)?,
    }))
}
