//! Asking all offices of an area for something at once: a survey of dates (D2), a report (D4, D10).

use std::collections::BTreeMap;

use jiff::civil::Date;
use model::{
    CallId, EntryId, MatterId,
    calendar::FiscalYear,
    jurisdictions::lies_in,
    matters::{Details, EntryKind, MatterKind, MatterState, Recipient, Report, Scope, Side, SurveyAnswer},
    offices::GroupHomeType,
};
use store::{
    Across, Facts, Subject, WriteTx,
    calls::{self, Call},
    matters::{self, Matter},
    offices::Addressee,
    outbox,
};

use super::{Arrival, area, of_authority, oversee, oversee::Overseen, thread};
use crate::{Action, Actor, App, Fault};

/// What is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asked {
    /// The dates planned for a year; so many meetings can officers attend at the same time.
    Survey {
        /// Pairs of officers.
        pairs: u16,
    },
    /// The report on a year, to somebody.
    Report {
        /// To whom.
        to: Recipient,
    },
}

/// A new call.
#[derive(Debug, Clone)]
pub struct Input {
    /// What is asked for.
    pub asked: Asked,
    /// About which 年度.
    pub year: FiscalYear,
    /// Its title.
    pub title: String,
    /// What it says.
    pub text: String,
    /// Which offices.
    pub scope: Scope,
    /// How to fill the prescribed form in.
    pub form_text: String,
    /// Where the prescribed form lies.
    pub form_url: String,
    /// Until when.
    pub due_on: Date,
}

/// Nobody was asked.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The deadline is past.
    #[error("期限は、明日より後の日にしてください。")]
    DuePast,
    /// No office is asked.
    #[error("当てはまる事業所がありません。対象を確かめてください。")]
    Nobody,
    /// The same is being asked already.
    #[error("同じ年度について、すでに依頼しています。新しく依頼するときは、前の依頼を締め切ってください。")]
    Open,
    /// It takes no more answers already.
    #[error("この依頼は、すでに締め切られています。")]
    Closed,
    /// The address of the form cannot be opened.
    #[error("様式のアドレスは、https:// または http:// で始めてください。")]
    UrlUnfit,
    /// See [`Fault`].
    #[error(transparent)]
    Fault(#[from] Fault),
}

crate::fault::from_store!(Error, Stale => Closed);

/// All calls of the actor's authority, the newest first.
pub async fn list(app: &App, actor: &Actor) -> Result<Vec<Call>, Fault> {
    let area = area(app, actor, Action::MattersOversee)?;
    let mut tx = app.database.read().await?;
    Ok(calls::list(&mut tx, area.code).await?)
}

/// A call with what became of it.
#[derive(Debug, Clone)]
pub struct View {
    /// The call.
    pub call: Call,
    /// Its matters with their offices, by the number of the office.
    pub matters: Vec<Overseen>,
    /// How the mail by which each office was asked fared.
    pub arrivals: BTreeMap<MatterId, Arrival>,
}

/// A call of the actor's authority.
pub async fn view(app: &App, actor: &Actor, id: CallId) -> Result<View, Fault> {
    let area = area(app, actor, Action::MattersOversee)?;
    let across = Across::open(&app.database, app.now(), actor.stamp(), "answers to a call").await?;
    let mut tx = app.database.read().await?;
    let call = calls::load(&mut tx, area.code, id).await?.ok_or(Fault::Hidden)?;
    let matters = matters::of_call(&mut tx, &across, id).await?;
    let fates = outbox::fates_of_call(&mut tx, &across, id).await?;
    let mut first: BTreeMap<MatterId, EntryId> = BTreeMap::new();
    for (matter, entry) in matters::entries_of_call(&mut tx, &across, id).await? {
        first.entry(matter).or_insert(entry);
    }
    let arrival = |entry: EntryId| Arrival::of(fates.iter().filter(|fate| fate.entry == entry));
    let arrivals = first.into_iter().map(|(matter, entry)| (matter, arrival(entry))).collect();
    Ok(View { call, arrivals, matters: oversee::with_offices(&mut tx, &across, area, matters).await? })
}

/// Asks every office of the scope. Each gets a matter and a mail, all in one transaction.
pub async fn open(app: &App, actor: &Actor, input: Input) -> Result<CallId, Error> {
    let area = area(app, actor, Action::CallsOpen)?;
    if input.due_on <= app.today() {
        return Err(Error::DuePast);
    }
    if !(input.form_url.is_empty() || input.form_url.starts_with("https://") || input.form_url.starts_with("http://")) {
        return Err(Error::UrlUnfit);
    }
    let mut tx = app.change(actor, Action::CallsOpen, &of_authority(area.code)).await?;
    let call = call_of(app, area.code, input);
    let same =
        |known: &Call| known.closed_on.is_none() && (known.kind, known.year, known.recipient) == (call.kind, call.year, call.recipient);
    if calls::list(&mut tx, area.code).await?.iter().any(same) {
        return Err(Error::Open);
    }
    let across = Across::within_recorded_change("a call to the offices of an area");
    let mut asked = oversee::addressees(&mut tx, &across, area).await?;
    asked.retain(|office| is_asked(&call, office));
    if asked.is_empty() {
        return Err(Error::Nobody);
    }
    send(app, &mut tx, actor, &call, &asked, EntryKind::Asked).await?;
    tx.concerns(asked.iter().map(|office| office.id));
    tx.commit(app.now(), record(app, actor, &call, asked.len())).await?;
    Ok(call.id)
}

/// Takes no more answers.
pub async fn close(app: &App, actor: &Actor, id: CallId, version: i64) -> Result<(), Error> {
    let area = area(app, actor, Action::CallsOpen)?;
    let mut tx = app.change(actor, Action::CallsOpen, &of_authority(area.code)).await?;
    let call = calls::load(&mut tx, area.code, id).await?.ok_or(Fault::Hidden)?;
    calls::close(&mut tx, area.code, id, version, app.today()).await?;
    let mut record = app.installation_record(actor, Action::CallsOpen, Subject::new("call", call.id));
    record.after = Facts::new().plain("closed_on", app.today());
    tx.commit(app.now(), record).await?;
    Ok(())
}

/// Writes a call and a matter with each office, and tells each by mail.
pub(super) async fn send(app: &App, tx: &mut WriteTx, actor: &Actor, call: &Call, to: &[Addressee], did: EntryKind) -> Result<(), Fault> {
    calls::insert(tx, call.jurisdiction, call).await?;
    for office in to {
        let matter = Matter {
            id: app.mint(),
            office: office.id,
            jurisdiction: call.jurisdiction,
            year: call.year,
            call: Some(call.id),
            meeting: None,
            state: MatterState::AwaitsOffice,
            title: call.title.clone(),
            due_on: call.due_on,
            opened_on: call.opened_on,
            details: details(call),
            created_at: app.now(),
            version: 1,
        };
        matters::insert(tx, &matter).await?;
        thread::say(app, tx, actor, &matter, Side::Authority, (did, call.text.clone())).await?;
    }
    Ok(())
}

pub(super) fn record(app: &App, actor: &Actor, call: &Call, offices: usize) -> store::Record {
    let mut record = app.installation_record(actor, Action::CallsOpen, Subject::new("call", call.id));
    record.after = Facts::new()
        .plain("kind", model::Vocabulary::code(call.kind))
        .plain("authority", call.jurisdiction)
        .plain("year", call.year.start_year())
        .plain("offices", offices)
        .plain_option("due_on", call.due_on);
    record
}

fn call_of(app: &App, jurisdiction: model::identifiers::JurisdictionCode, input: Input) -> Call {
    let (kind, recipient, pairs) = match input.asked {
        Asked::Survey { pairs } => (MatterKind::Survey, None, pairs),
        Asked::Report { to } => (MatterKind::Report, Some(to), 1),
    };
    Call {
        id: app.mint(),
        jurisdiction,
        kind,
        year: input.year,
        title: input.title,
        text: input.text,
        scope: input.scope,
        recipient,
        form_text: input.form_text,
        form_url: input.form_url,
        pairs: pairs.max(1),
        due_on: Some(input.due_on),
        opened_on: app.today(),
        closed_on: None,
        created_at: app.now(),
        version: 1,
    }
}

/// Only 日中サービス支援型 reports to the council (D10).
fn is_asked(call: &Call, office: &Addressee) -> bool {
    let in_scope = match call.scope {
        Scope::Located => office.location.is_some_and(|place| lies_in(place, call.jurisdiction)),
        Scope::Designated => office.designator == call.jurisdiction,
    };
    in_scope && (call.recipient != Some(Recipient::Council) || office.group_home_type == Some(GroupHomeType::DaytimeSupport))
}

fn details(call: &Call) -> Details {
    match (call.kind, call.recipient) {
        (MatterKind::Survey, _) => Details::Survey(SurveyAnswer::default()),
        (MatterKind::Report, Some(to)) => Details::Report(Report::to(to)),
        _ => Details::Reminder,
    }
}
