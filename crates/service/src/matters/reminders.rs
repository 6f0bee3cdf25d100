//! Reminding several offices at once: a preview of who gets what, then a matter, a mail and a letter for each (D6).

use std::collections::BTreeSet;

use jiff::civil::Date;
use model::{
    CallId, OfficeId,
    calendar::FiscalYear,
    matters::{EntryKind, MatterKind, Scope},
};
use store::{Across, calls::Call, offices::Addressee};

use super::{area, calls, mails, of_authority, oversee};
use crate::{Action, Actor, App, Fault};

/// A reminder.
#[derive(Debug, Clone)]
pub struct Input {
    /// To whom.
    pub offices: BTreeSet<OfficeId>,
    /// Its title.
    pub title: String,
    /// What it says.
    pub text: String,
    /// Until when something is asked for.
    pub due_on: Option<Date>,
}

/// Nobody was reminded.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// No office is chosen.
    #[error("事業所を、少なくとも1つ選んでください。")]
    Nobody,
    /// The deadline is past.
    #[error("期限は、今日より後の日にしてください。")]
    DuePast,
    /// See [`Fault`].
    #[error(transparent)]
    Fault(#[from] Fault),
}

crate::fault::from_store!(Error);

/// An office that would be reminded.
#[derive(Debug, Clone)]
pub struct Preview {
    /// The office.
    pub office: Addressee,
    /// To how many addresses a mail goes; with none the letter must be printed.
    pub mails: usize,
}

/// Who would get a reminder, and how. Offices that are not the authority's concern are hidden.
pub async fn preview(app: &App, actor: &Actor, offices: &BTreeSet<OfficeId>) -> Result<Vec<Preview>, Error> {
    let area = area(app, actor, Action::CallsOpen)?;
    let across = Across::open(&app.database, app.now(), actor.stamp(), "preview of a reminder").await?;
    let mut tx = app.database.read().await?;
    let chosen = chosen(oversee::addressees(&mut tx, &across, area).await?, offices)?;
    let mut previews = Vec::new();
    for office in chosen {
        let mails = mails::of_office(&mut tx, office.id).await?.len();
        previews.push(Preview { office, mails });
    }
    Ok(previews)
}

/// Reminds the chosen offices. All of them or none.
pub async fn send(app: &App, actor: &Actor, input: Input) -> Result<CallId, Error> {
    let area = area(app, actor, Action::CallsOpen)?;
    if input.due_on.is_some_and(|day| day <= app.today()) {
        return Err(Error::DuePast);
    }
    let mut tx = app.change(actor, Action::CallsOpen, &of_authority(area.code)).await?;
    let across = Across::within_recorded_change("a reminder to offices of an area");
    let chosen = chosen(oversee::addressees(&mut tx, &across, area).await?, &input.offices)?;
    let call = Call {
        id: app.mint(),
        jurisdiction: area.code,
        kind: MatterKind::Reminder,
        year: FiscalYear::of(app.today()),
        title: input.title,
        text: input.text,
        scope: Scope::Located,
        recipient: None,
        form_text: String::new(),
        form_url: String::new(),
        pairs: 1,
        due_on: input.due_on,
        opened_on: app.today(),
        closed_on: None,
        created_at: app.now(),
        version: 1,
    };
    calls::send(app, &mut tx, actor, &call, &chosen, EntryKind::Told).await?;
    tx.commit(app.now(), calls::record(app, actor, &call, chosen.len())).await?;
    Ok(call.id)
}

fn chosen(known: Vec<Addressee>, wanted: &BTreeSet<OfficeId>) -> Result<Vec<Addressee>, Error> {
    if wanted.is_empty() {
        return Err(Error::Nobody);
    }
    let chosen: Vec<Addressee> = known.into_iter().filter(|office| wanted.contains(&office.id)).collect();
    if chosen.len() == wanted.len() { Ok(chosen) } else { Err(Fault::Hidden.into()) }
}
