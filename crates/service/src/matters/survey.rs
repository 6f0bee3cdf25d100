//! The dates that an office plans for the coming year, answered as often as they change (D2).

use model::{
    MatterId, OfficeId,
    calendar::format_date,
    calendar::format_time,
    matters::{Details, EntryKind, MatterState, PlannedDate, SurveyAnswer},
};
use store::{
    calls,
    matters::{self, Matter},
};

use super::{Desk, thread};
use crate::{Action, Actor, App, Fault, Resource};

/// An office plans no more meetings a year than this.
pub const MOST_DATES: usize = 12;

/// The answer was not taken.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A date lies in another year than the one that is asked about.
    #[error("{0}の予定をおたずねしています。{0}の中の日を入力してください。")]
    OutsideYear(model::calendar::FiscalYear),
    /// It ends before it begins.
    #[error("終わりの時刻は、始まりの時刻より後にしてください。")]
    TimesUnfit,
    /// More dates than a year has meetings.
    #[error("予定は{MOST_DATES}件まで入力できます。")]
    TooMany,
    /// No answer is taken any more.
    #[error("この調査は締め切られました。変更があるときは、下の「連絡する」からお知らせください。")]
    Closed,
    /// Somebody else was faster.
    #[error("ほかの方が先に回答しました。今の内容を確かめてから、もう一度お送りください。入力した内容は残してあります。")]
    Stale,
    /// See [`Fault`].
    #[error(transparent)]
    Fault(#[from] Fault),
}

crate::fault::from_store!(Error, Stale => Stale);

/// Answers a survey, or changes the answer; no dates at all means that nothing is known yet, and the survey stays open.
pub async fn answer(
    app: &App,
    actor: &Actor,
    office: OfficeId,
    id: MatterId,
    version: i64,
    mut dates: Vec<PlannedDate>,
    note: String,
) -> Result<(), Error> {
    let mut tx = app.change(actor, Action::MattersWrite, &Resource::office(office)).await?;
    let before = matters::load(&mut tx, office, id).await?.ok_or(Fault::Hidden)?;
    let Details::Survey(_) = &before.details else { return Err(Fault::Hidden.into()) };
    if let Some(call) = before.call
        && calls::load(&mut tx, before.jurisdiction, call).await?.is_none_or(|call| call.closed_on.is_some())
    {
        return Err(Error::Closed);
    }
    if before.state == MatterState::Withdrawn {
        return Err(Error::Closed);
    }
    examine(&before, &dates)?;
    dates.sort();
    let state = if dates.is_empty() { MatterState::AwaitsOffice } else { MatterState::Settled };
    let text = words(&dates, &note);
    let answered_on = Some(app.today());
    let after = Matter { state, details: Details::Survey(SurveyAnswer { dates, answered_on }), version, ..before };
    matters::update(&mut tx, &after).await?;
    // The answers stand in the authority's table: a mail for each of several hundred would drown it.
    let side = Desk::Office(office).side();
    matters::insert_entry(&mut tx, &thread::entry(app, actor, &after, side, EntryKind::Answered, text)).await?;
    tx.commit(app.now(), thread::record(app, actor, Action::MattersWrite, &after, EntryKind::Answered)).await?;
    Ok(())
}

fn examine(matter: &Matter, dates: &[PlannedDate]) -> Result<(), Error> {
    if dates.len() > MOST_DATES {
        return Err(Error::TooMany);
    }
    if dates.iter().any(|date| !matter.year.contains(date.sitting.day)) {
        return Err(Error::OutsideYear(matter.year));
    }
    if dates.iter().any(|date| date.sitting.ends <= date.sitting.starts) {
        return Err(Error::TimesUnfit);
    }
    Ok(())
}

fn words(dates: &[PlannedDate], note: &str) -> String {
    let line = |date: &PlannedDate| {
        let when = &date.sitting;
        let provisional = if date.provisional { "（仮）" } else { "" };
        format!("{}　{}から{}まで{provisional}", format_date(when.day), format_time(when.starts), format_time(when.ends))
    };
    let mut lines: Vec<String> = dates.iter().map(line).collect();
    if lines.is_empty() {
        lines.push("予定は、まだ決まっていません。".to_owned());
    }
    lines.extend((!note.trim().is_empty()).then(|| note.to_owned()));
    lines.join("\n")
}
