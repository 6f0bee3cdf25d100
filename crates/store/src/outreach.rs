//! The log of whom was asked and what is done for the neighbourhood: proof of the effort (A12, A14).

use jiff::{Timestamp, civil::Date};
use model::{OfficeId, OutreachId, outreach::OutreachKind};

use crate::{Place, ReadTx, StoreError, WriteTx, sql::composed};

/// A line of the log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outreach {
    /// Its id.
    pub id: OutreachId,
    /// Whose.
    pub office: OfficeId,
    /// When.
    pub on_day: Date,
    /// What.
    pub kind: OutreachKind,
    /// Whom: a person, a shop, an association.
    pub whom: String,
    /// How.
    pub how: String,
    /// What came of it.
    pub outcome: String,
    /// Why it was refused.
    pub refusal_reason: Option<String>,
    /// Anything else.
    pub note: Option<String>,
    /// What comes next.
    pub next_step: String,
    /// When.
    pub next_on: Option<Date>,
    /// When it was written down.
    pub recorded_at: Timestamp,
}

const COLUMNS: &str = "id, office_id, on_day, kind, whom, how, outcome, refusal_reason, note, next_step, next_on, recorded_at, version";

/// The log of an office, the newest first.
pub async fn list(tx: &mut ReadTx, office: OfficeId) -> Result<Vec<Outreach>, StoreError> {
    let keyring = tx.keyring();
    composed(format!("SELECT {COLUMNS} FROM outreach WHERE office_id = $1 ORDER BY on_day DESC, id DESC"))
        .bind(office)
        .all(tx, |row| {
            let id: OutreachId = row.get("id")?;
            Ok(Outreach {
                id,
                office: row.get("office_id")?,
                on_day: row.get("on_day")?,
                kind: row.get("kind")?,
                whom: keyring.open(&Place::new("outreach.whom", id), &row.get("whom")?)?,
                how: row.get("how")?,
                outcome: row.get("outcome")?,
                refusal_reason: row.get("refusal_reason")?,
                note: keyring.open_option(&Place::new("outreach.note", id), row.get("note")?)?,
                next_step: row.get("next_step")?,
                next_on: row.get("next_on")?,
                recorded_at: row.get("recorded_at")?,
            })
        })
        .await
}

/// Adds a line. The log is kept as it was written.
pub async fn insert(tx: &mut WriteTx, line: &Outreach) -> Result<(), StoreError> {
    let keyring = tx.keyring();
    composed(format!("INSERT INTO outreach ({COLUMNS}) VALUES ({})", crate::sql::placeholders(1, 13)))
        .bind(line.id)
        .bind(line.office)
        .bind(line.on_day)
        .bind(line.kind)
        .bind(keyring.seal(&Place::new("outreach.whom", line.id), &line.whom)?)
        .bind(&line.how)
        .bind(&line.outcome)
        .bind(&line.refusal_reason)
        .bind(keyring.seal_option(&Place::new("outreach.note", line.id), line.note.as_deref())?)
        .bind(&line.next_step)
        .bind(line.next_on)
        .bind(line.recorded_at)
        .bind(1_i64)
        .run(tx)
        .await?;
    Ok(())
}
