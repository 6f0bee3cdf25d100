//! A line of the log (A14). The log is kept as it was written.

use jiff::civil::Date;
use model::{OfficeId, OutreachId, outreach::OutreachKind};
use store::{
    Facts, Subject, WriteTx,
    outreach::{self, Outreach},
};

use crate::{Action, Actor, App, Fault, Resource};

/// A new line.
#[derive(Debug, Clone)]
pub struct Input {
    /// When.
    pub on_day: Date,
    /// What.
    pub kind: OutreachKind,
    /// Whom.
    pub whom: String,
    /// How.
    pub how: String,
    /// What came of it.
    pub outcome: String,
    /// Why it was refused.
    pub refusal_reason: Option<String>,
    /// What comes next.
    pub next_step: String,
    /// When.
    pub next_on: Option<Date>,
}

/// Adds a line.
pub async fn record(app: &App, actor: &Actor, office: OfficeId, input: Input) -> Result<OutreachId, Fault> {
    let mut tx = app.change(actor, Action::OutreachRecord, &Resource::office(office)).await?;
    let line = add(app, &mut tx, office, input).await?;
    let mut record = app.record(actor, Action::OutreachRecord, office, Subject::new("outreach", line.id));
    record.after = facts(&line);
    tx.commit(app.now(), record).await?;
    Ok(line.id)
}

/// Adds a line within an action.
pub(super) async fn add(app: &App, tx: &mut WriteTx, office: OfficeId, input: Input) -> Result<Outreach, Fault> {
    let line = Outreach {
        id: app.mint(),
        office,
        on_day: input.on_day,
        kind: input.kind,
        whom: input.whom,
        how: input.how,
        outcome: input.outcome,
        refusal_reason: input.refusal_reason,
        note: None,
        next_step: input.next_step,
        next_on: input.next_on,
        recorded_at: app.now(),
    };
    outreach::insert(tx, &line).await?;
    Ok(line)
}

/// What the audit record says of a line.
pub(super) fn facts(line: &Outreach) -> Facts {
    Facts::new()
        .plain("on_day", line.on_day)
        .plain("kind", model::Vocabulary::code(line.kind))
        .plain_option("next_on", line.next_on)
        .personal("whom", line.whom.as_str())
}
