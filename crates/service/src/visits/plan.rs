//! Planning a visit (C1, C3): a member, a dwelling, the 年度, and the day once it is agreed on.

use jiff::civil::{Date, Time};
use model::{
    DwellingId, OfficeId, SeatId, VisitId,
    calendar::FiscalYear,
    visits::{VisitMode, VisitState},
};
use store::{
    Subject,
    visits::{self, Visit},
};

use super::Unfit;
use crate::{Action, Actor, App, Fault, Resource};

/// A visit as it is planned.
#[derive(Debug, Clone)]
pub struct Input {
    /// Who visits.
    pub seat: SeatId,
    /// Which dwelling.
    pub dwelling: DwellingId,
    /// For which 年度.
    pub year: FiscalYear,
    /// The day, if it is agreed on. A day in the past is that of a visit which is still to be recorded.
    pub day: Option<Date>,
    /// From when.
    pub starts_at: Option<Time>,
    /// On site or through a screen; `None`: not agreed on yet.
    pub mode: Option<VisitMode>,
}

/// Nothing was planned.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// People plan for this year and the next; what was forgotten is made up for.
    #[error("訪問の予定は、前年度から来年度までの分を入力できます。")]
    YearUnfit,
    /// The day lies in another 年度.
    #[error("{0}の訪問です。{0}の中の日を選んでください。")]
    OutsideYear(FiscalYear),
    /// It is planned or recorded already.
    #[error("同じ方が同じ日に同じ住居を訪問する予定か記録が、すでにあります。")]
    ThereAlready,
    /// The member or the dwelling is not there then.
    #[error(transparent)]
    Unfit(Unfit),
    /// See [`Fault`].
    #[error(transparent)]
    Fault(#[from] Fault),
}

crate::fault::from_store!(Error);

super::from_unfit!(Error);

/// Plans a visit.
pub async fn plan(app: &App, actor: &Actor, office: OfficeId, input: Input) -> Result<VisitId, Error> {
    let mut tx = app.change(actor, Action::VisitsPlan, &Resource::office(office)).await?;
    let this_year = FiscalYear::of(app.today());
    if ![this_year.previous(), this_year, this_year.next()].contains(&input.year) {
        return Err(Error::YearUnfit);
    }
    if input.day.is_some_and(|day| !input.year.contains(day)) {
        return Err(Error::OutsideYear(input.year));
    }
    super::examine(&mut tx, office, input.seat, input.dwelling, input.year, input.day).await?;
    let visit = visit_of(app, office, &input);
    if super::is_doubled(&mut tx, &visit).await? {
        return Err(Error::ThereAlready);
    }
    visits::insert(&mut tx, &visit).await?;
    let mut record = app.record(actor, Action::VisitsPlan, office, Subject::new("visit", visit.id));
    record.after = super::facts(&visit);
    tx.commit(app.now(), record).await?;
    Ok(visit.id)
}

/// A new visit, as it is planned.
pub(super) fn visit_of(app: &App, office: OfficeId, input: &Input) -> Visit {
    Visit {
        id: app.mint(),
        office,
        dwelling: input.dwelling,
        seat: input.seat,
        year: input.year,
        state: VisitState::Planned,
        day: input.day,
        starts_at: input.starts_at,
        mode: input.mode,
        recorded_on: None,
        in_form: None,
        record: None,
        conduct_at: None,
        created_at: app.now(),
        version: 1,
    }
}
