//! What was done with issues. A step never changes.

use jiff::{Timestamp, civil::Date};
use model::{
    AccountId, BodyId, CouncilId, IssueId, StepId,
    councils::Function,
    identifiers::JurisdictionCode,
    issues::{Reply, Step},
};
use privacy::Released;

use crate::{Keyring, Place, ReadTx, Row, StoreError, WriteTx, sql};

/// A step of an issue, with what was said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IssueStep {
    /// What was done.
    pub done: Done,
    /// The reason, or what was said.
    pub text: String,
}

/// What was done with an issue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Done {
    /// Its id.
    pub id: StepId,
    /// Of which issue.
    pub issue: IssueId,
    /// What was done.
    pub kind: Step,
    /// On which day it was done: that of the meeting, where a body did it.
    pub on: Date,
    /// Which body did it.
    pub body: Option<BodyId>,
    /// Which municipality replied, and what.
    pub reply: Option<(JurisdictionCode, Reply)>,
    /// The account that wrote it; `None` when the program did.
    pub account: Option<AccountId>,
    /// When it was written.
    pub at: Timestamp,
}

/// How often something was done for a function of the council.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Work {
    /// For which function; `None` for what nobody sorted.
    pub function: Option<Function>,
    /// What was done.
    pub kind: Step,
    /// How often.
    pub steps: i64,
}

/// The steps of an issue, the oldest first.
pub async fn steps(tx: &mut ReadTx, council: CouncilId, issue: IssueId) -> Result<Vec<IssueStep>, StoreError> {
    let keyring = tx.keyring();
    sql("SELECT id, issue_id, kind, on_day, body_id, jurisdiction, reply, text, account_id, at FROM issue_steps
         WHERE council_id = $1 AND issue_id = $2 ORDER BY at, id")
    .bind(council)
    .bind(issue)
    .all(tx, |row| read(&keyring, row))
    .await
}

/// What a council did between two days, counted by function.
pub async fn work(tx: &mut ReadTx, council: CouncilId, from: Date, until: Date) -> Result<Vec<Work>, StoreError> {
    sql("SELECT i.function, s.kind, COUNT(*) AS steps FROM issue_steps s JOIN issues i ON i.id = s.issue_id
         WHERE s.council_id = $1 AND s.on_day BETWEEN $2 AND $3 GROUP BY i.function, s.kind")
    .bind(council)
    .bind(from)
    .bind(until)
    .all(tx, |row| Ok(Work { function: row.get("function")?, kind: row.get("kind")?, steps: row.get("steps")? }))
    .await
}

/// Adds a step, with words that passed the gate.
pub async fn insert_step(tx: &mut WriteTx, council: CouncilId, step: &Done, text: &Released<String>) -> Result<(), StoreError> {
    let text = tx.keyring().seal(&Place::new("issue_steps.text", step.id), text.content())?;
    sql("INSERT INTO issue_steps (id, issue_id, council_id, kind, on_day, body_id, jurisdiction, reply, text, account_id, at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)")
    .bind(step.id)
    .bind(step.issue)
    .bind(council)
    .bind(step.kind)
    .bind(step.on)
    .bind(step.body)
    .bind(step.reply.map(|(place, _)| place))
    .bind(step.reply.map(|(_, reply)| reply))
    .bind(text)
    .bind(step.account)
    .bind(step.at)
    .run(tx)
    .await?;
    Ok(())
}

fn read(keyring: &Keyring, row: &Row) -> Result<IssueStep, StoreError> {
    let id: StepId = row.get("id")?;
    let done = Done {
        id,
        issue: row.get("issue_id")?,
        kind: row.get("kind")?,
        on: row.get("on_day")?,
        body: row.get("body_id")?,
        reply: match (row.get("jurisdiction")?, row.get("reply")?) {
            (Some(place), Some(reply)) => Some((place, reply)),
            _ => None,
        },
        account: row.get("account_id")?,
        at: row.get("at")?,
    };
    Ok(IssueStep { done, text: keyring.open(&Place::new("issue_steps.text", id), &row.get("text")?)? })
}
