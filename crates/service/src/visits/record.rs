//! A visit took place (C1, C4), and its 施設訪問記録 was written (C8). The record is sealed and never public.

use jiff::civil::Date;
use model::{
    OfficeId, VisitId,
    calendar::FiscalYear,
    visits::{VisitMode, VisitState},
};
use store::{
    Subject, seats,
    visits::{self, Visit},
};

use super::Unfit;
use crate::{Action, Actor, App, Change, Fault, Resource, agenda::carry_over};

/// What is recorded.
#[derive(Debug, Clone)]
pub struct Input {
    /// The version that was shown.
    pub version: i64,
    /// The day of the visit.
    pub day: Date,
    /// On site or through a screen.
    pub mode: VisitMode,
    /// When the record was written; `None`: not yet.
    pub recorded_on: Option<Date>,
    /// Whether it is in the form that the authority prescribes, as a person says who looked; `None`: nobody knows.
    pub in_form: Option<bool>,
    /// What the visitor wrote, if it is kept here.
    pub record: Option<String>,
}

/// Nothing was recorded.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Nobody visited tomorrow.
    #[error("訪問した日が、今日より後になっています。訪問が終わってから記録してください。")]
    InFuture,
    /// A record is written after the visit, and before today is over.
    #[error("記録を書いた日は、訪問した日から今日までの日を入力してください。")]
    RecordedOutside,
    /// A text or a form is that of a record.
    #[error("記録の内容か様式を入力したときは、記録を書いた日も入力してください。")]
    RecordedMissing,
    /// No pledge, no visit (A10).
    #[error("参加承諾書がまだありません。承諾書をいただいてから、訪問を記録してください。")]
    NoPledge,
    /// It was cancelled.
    #[error("この訪問は中止になっています。訪問したときは、新しい予定を入力してから記録してください。")]
    Cancelled,
    /// Only what was recorded can be taken back.
    #[error("この訪問は、まだ「訪問済」になっていません。")]
    NotMade,
    /// It is planned or recorded already.
    #[error("同じ方が同じ日に同じ住居を訪問する予定か記録が、すでにあります。")]
    ThereAlready,
    /// The member or the dwelling was not there then.
    #[error(transparent)]
    Unfit(Unfit),
    /// Somebody else was faster.
    #[error("ほかの方が先に変更しました。入力した内容は残してあります。今の内容と見比べてください。")]
    Stale,
    /// See [`Fault`].
    #[error(transparent)]
    Fault(#[from] Fault),
}

crate::fault::from_store!(Error, Stale => Stale);

super::from_unfit!(Error);

/// Records a visit that was made, or corrects what was recorded. The impressions come onto the agenda of the next meeting (C8).
pub async fn record(app: &App, actor: &Actor, office: OfficeId, id: VisitId, input: Input) -> Result<(), Error> {
    examine_days(&input, app.today())?;
    let mut tx = app.change(actor, Action::VisitsRecord, &Resource::office(office)).await?;
    let before = super::load(&mut tx, office, id).await?;
    if before.state == VisitState::Cancelled {
        return Err(Error::Cancelled);
    }
    let year = FiscalYear::of(input.day);
    super::examine(&mut tx, office, before.seat, before.dwelling, year, Some(input.day)).await?;
    if !seats::pledges(&mut tx, office).await?.iter().any(|pledge| pledge.seat == before.seat) {
        return Err(Error::NoPledge);
    }
    let after = Visit {
        year,
        state: VisitState::Made,
        day: Some(input.day),
        mode: Some(input.mode),
        recorded_on: input.recorded_on,
        in_form: input.in_form,
        record: input.record,
        version: input.version,
        ..before.clone()
    };
    if super::is_doubled(&mut tx, &after).await? {
        return Err(Error::ThereAlready);
    }
    if before.state == VisitState::Planned {
        carry_over::impressions(app, &mut tx, office).await?;
    }
    keep(app, actor, tx, &before, &after).await
}

/// Takes back that a visit was made: it becomes a plan again. What the visitor wrote is kept until the plan is cancelled.
pub async fn take_back(app: &App, actor: &Actor, office: OfficeId, id: VisitId, version: i64) -> Result<(), Error> {
    let mut tx = app.change(actor, Action::VisitsRecord, &Resource::office(office)).await?;
    let before = super::load(&mut tx, office, id).await?;
    if before.state != VisitState::Made {
        return Err(Error::NotMade);
    }
    let after = Visit { state: VisitState::Planned, recorded_on: None, in_form: None, version, ..before.clone() };
    keep(app, actor, tx, &before, &after).await
}

fn examine_days(input: &Input, today: Date) -> Result<(), Error> {
    if input.day > today {
        return Err(Error::InFuture);
    }
    match input.recorded_on {
        Some(day) if day < input.day || day > today => Err(Error::RecordedOutside),
        None if input.in_form.is_some() || input.record.is_some() => Err(Error::RecordedMissing),
        Some(_) | None => Ok(()),
    }
}

async fn keep(app: &App, actor: &Actor, mut tx: Change, before: &Visit, after: &Visit) -> Result<(), Error> {
    visits::update(&mut tx, after).await?;
    let mut record = app.record(actor, Action::VisitsRecord, after.office, Subject::new("visit", after.id));
    (record.before, record.after) = (super::facts(before), super::facts(after));
    tx.commit(app.now(), record).await?;
    Ok(())
}
