//! Correcting confirmed minutes: they are opened again, written anew, and confirmed anew. What was published stays as it is until a
//! new version supersedes it (invariant 3).

use model::{MeetingId, OfficeId, meetings::MinutesState};
use store::{
    Facts, Subject,
    minutes::{self, Minutes},
};

use super::confirm::Error;
use crate::{Action, Actor, App, Fault, Resource};

/// Opens confirmed minutes again.
pub async fn reopen(app: &App, actor: &Actor, office: OfficeId, meeting: MeetingId) -> Result<(), Error> {
    let mut tx = app.change(actor, Action::MinutesWrite, &Resource::office(office)).await?;
    let before = super::load(&mut tx, office, meeting).await?.minutes.ok_or(Fault::Hidden)?;
    if before.state != MinutesState::Confirmed {
        return Ok(());
    }
    let after = Minutes { state: MinutesState::Drafted, circulated_on: None, confirmed_on: None, in_form: None, ..before.clone() };
    minutes::update(&mut tx, &after).await?;
    let mut record = app.record(actor, Action::MinutesWrite, office, Subject::new("minutes", before.id));
    record.before = Facts::new().plain("state", "confirmed").plain("number", before.number);
    record.after = Facts::new().plain("state", "drafted").plain("number", after.number);
    tx.commit(app.now(), record).await?;
    Ok(())
}
