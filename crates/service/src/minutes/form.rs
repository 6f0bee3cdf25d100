//! Whether minutes were made in the form that the authority prescribes (B13, D4). The paper is made from what was published
//! (`papers`); that the office uses it, its people say.

use model::{MeetingId, OfficeId, meetings::MinutesState};
use rulebook::form::FormSubject;
use store::{
    Facts, Subject,
    minutes::{self, Minutes},
};

use super::confirm::Error;
use crate::{Action, Actor, App, Fault, Resource, papers};

/// Whether the rules of the place ask for a form, and what was said of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Form {
    /// What was said; `None`: nothing yet.
    pub in_form: Option<bool>,
    /// The version of the minutes, for [`say`].
    pub version: i64,
}

/// The form of the minutes of a meeting; `None` where none is prescribed, or before there is a text that can be copied into it.
pub async fn view(app: &App, actor: &Actor, office: OfficeId, meeting: MeetingId) -> Result<Option<Form>, Fault> {
    let view = super::view(app, actor, office, meeting).await?;
    let Some(minutes) = view.minutes.filter(|minutes| minutes.state != MinutesState::Drafted) else { return Ok(None) };
    let asked = papers::asked_in_form(app, actor, office, view.meeting.year).await?;
    let form = Form { in_form: minutes.in_form, version: minutes.version };
    Ok(asked.contains(&FormSubject::Minutes).then_some(form))
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
