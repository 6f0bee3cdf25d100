//! Whether minutes were made in the form that the authority prescribes (B13, D4). The paper is made from what was published
//! (`papers`); that the office uses it, its people say.

use model::{MeetingId, OfficeId, meetings::MinutesState};
use rulebook::form::FormSubject;
use store::{
    Facts, Subject,
    minutes::{self, Minutes},
};

use super::{View, confirm::Error};
use crate::{Action, Actor, App, Fault, Resource, papers};

/// Whether somebody should say if these minutes are in the form: the rules of the place prescribe one, and there is a text that can be
/// copied into it.
pub async fn asked(app: &App, actor: &Actor, office: OfficeId, view: &View) -> Result<bool, Fault> {
    if view.minutes.as_ref().is_none_or(|minutes| minutes.state == MinutesState::Drafted) {
        return Ok(false);
    }
    Ok(papers::asked_in_form(app, actor, office, view.meeting.year).await?.contains(&FormSubject::Minutes))
}

/// Says whether the minutes are in the form. A new text is in none until somebody says so again.
pub async fn say(app: &App, actor: &Actor, office: OfficeId, meeting: MeetingId, version: i64, in_form: Option<bool>) -> Result<(), Error> {
    let mut tx = app.change(actor, Action::MinutesWrite, &Resource::office(office)).await?;
    let before = super::load(&mut tx, office, meeting).await?.minutes.ok_or(Fault::Hidden)?;
    if before.state == MinutesState::Drafted {
        return Err(Error::Fault(Fault::Hidden));
    }
    let after = Minutes { in_form, version, ..before.clone() };
    minutes::update(&mut tx, &after).await?;
    let mut record = app.record(actor, Action::MinutesWrite, office, Subject::new("minutes", before.id));
    record.before = Facts::new().plain_option("in_form", before.in_form);
    record.after = Facts::new().plain_option("in_form", after.in_form);
    tx.commit(app.now(), record).await?;
    Ok(())
}
