//! The log of contacts with the neighbourhood (A12, A14).

use jiff::civil::Date;
use model::{OfficeId, OutreachId, outreach::OutreachKind};
use store::{
    Facts, Subject,
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

/// The log, the newest first.
pub async fn list(app: &App, actor: &Actor, office: OfficeId) -> Result<Vec<Outreach>, Fault> {
    let mut tx = app.view(actor, Action::SeatsView, &Resource::office(office)).await?;
    Ok(outreach::list(&mut tx, office).await?)
}

/// Adds a line.
pub async fn record(app: &App, actor: &Actor, office: OfficeId, input: Input) -> Result<OutreachId, Fault> {
    let mut tx = app.change(actor, Action::OutreachRecord, &Resource::office(office)).await?;
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
    outreach::insert(&mut tx, &line).await?;
    let mut record = app.record(actor, Action::OutreachRecord, office, Subject::new("outreach", line.id));
    record.after =
        Facts::new().plain("on_day", line.on_day).plain("kind", model::Vocabulary::code(line.kind)).personal("whom", line.whom.as_str());
    tx.commit(app.now(), record).await?;
    Ok(line.id)
}
