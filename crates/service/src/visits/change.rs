//! Moving a planned visit to another day, and cancelling it.

use jiff::civil::{Date, Time};
use model::{
    OfficeId, VisitId,
    calendar::FiscalYear,
    visits::{VisitMode, VisitState},
};
use store::{
    ReadTx, Subject,
    visits::{self, Visit},
};

use super::Unfit;
use crate::{Action, Actor, App, Change, Fault, Resource};

/// When and how.
#[derive(Debug, Clone, Copy)]
pub struct Input {
    /// The version that was shown.
    pub version: i64,
    /// The day; the 年度 follows from it. `None`: to be agreed on again.
    pub day: Option<Date>,
    /// From when.
    pub starts_at: Option<Time>,
    /// On site or through a screen.
    pub mode: Option<VisitMode>,
}

/// The visit stays as it was.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// It took place: what happened is not moved or cancelled, only corrected.
    #[error("すでに訪問した記録があります。中止や日の変更はできません。まちがいがあれば、訪問の記録を直してください。")]
    Made,
    /// It was cancelled before.
    #[error("この訪問は中止になっています。あらためて訪問するときは、新しい予定を入力してください。")]
    Cancelled,
    /// It is planned or recorded already.
    #[error("同じ方が同じ日に同じ住居を訪問する予定か記録が、すでにあります。")]
    ThereAlready,
    /// The member or the dwelling is not there then.
    #[error(transparent)]
    Unfit(Unfit),
    /// Somebody else was faster.
    #[error("ほかの方が先に変更しました。今の内容を確かめて、もう一度入力してください。")]
    Stale,
    /// See [`Fault`].
    #[error(transparent)]
    Fault(#[from] Fault),
}

crate::fault::from_store!(Error, Stale => Stale);

super::from_unfit!(Error);

/// Moves a planned visit.
pub async fn move_to(app: &App, actor: &Actor, office: OfficeId, id: VisitId, input: Input) -> Result<(), Error> {
    let mut tx = app.change(actor, Action::VisitsPlan, &Resource::office(office)).await?;
    let before = planned(&mut tx, office, id).await?;
    let year = input.day.map_or(before.year, FiscalYear::of);
    super::examine(&mut tx, office, before.seat, before.dwelling, year, input.day).await?;
    let after = Visit { year, day: input.day, starts_at: input.starts_at, mode: input.mode, version: input.version, ..before.clone() };
    if super::is_doubled(&mut tx, &after).await? {
        return Err(Error::ThereAlready);
    }
    keep(app, actor, tx, &before, &after).await
}

/// Cancels a planned visit. It stays in the list.
pub async fn cancel(app: &App, actor: &Actor, office: OfficeId, id: VisitId, version: i64) -> Result<(), Error> {
    let mut tx = app.change(actor, Action::VisitsPlan, &Resource::office(office)).await?;
    let before = planned(&mut tx, office, id).await?;
    let after = Visit { state: VisitState::Cancelled, record: None, version, ..before.clone() };
    keep(app, actor, tx, &before, &after).await
}

async fn planned(tx: &mut ReadTx, office: OfficeId, id: VisitId) -> Result<Visit, Error> {
    let visit = super::load(tx, office, id).await?;
    match visit.state {
        VisitState::Planned => Ok(visit),
        VisitState::Made => Err(Error::Made),
        VisitState::Cancelled => Err(Error::Cancelled),
    }
}

async fn keep(app: &App, actor: &Actor, mut tx: Change, before: &Visit, after: &Visit) -> Result<(), Error> {
    visits::update(&mut tx, after).await?;
    let mut record = app.record(actor, Action::VisitsPlan, after.office, Subject::new("visit", after.id));
    (record.before, record.after) = (super::facts(before), super::facts(after));
    tx.commit(app.now(), record).await?;
    Ok(())
}
