//! 施設訪問 (C1–C8): who visits which dwelling, when and how, and that the record was written. Nothing of it ever becomes public.

pub mod announce;
pub mod change;
pub mod handbook;
pub mod notes;
mod overview;
pub mod plan;
pub mod propose;
pub mod record;
pub mod self_check;
pub mod tell;
pub mod timetable;
pub mod wishes;

use jiff::civil::Date;
use model::{
    DwellingId, OfficeId, SeatId, VisitId,
    calendar::{FiscalYear, format_date, format_time},
    seats::SeatState,
    visits::VisitState,
};
use rulebook::facts::SeatFact;
use store::{
    Facts, ReadTx,
    dwellings::{self, Dwelling},
    seats::{self, Seat},
    visits,
};

pub use overview::{House, Line, Overview, Visitor, list, unwilling, view};
pub use store::visits::Visit;

use crate::Fault;

/// Why a visit does not fit the people and houses that are there.
#[derive(Debug, thiserror::Error)]
pub enum Unfit {
    /// The member does not sit on that day.
    #[error("この方は、その日には構成員として就任していません。任期を確かめるか、ほかの方を選んでください。")]
    NotSeated,
    /// The dwelling is no longer run on that day.
    #[error("その住居は、その日には使われていません。ほかの住居を選んでください。")]
    Gone,
    /// See [`Fault`].
    #[error(transparent)]
    Fault(#[from] Fault),
}

crate::fault::from_store!(Unfit);

/// An error of an action whose cases `Unfit` and `Fault` an [`Unfit`] becomes.
macro_rules! from_unfit {
    ($error:ty) => {
        impl From<$crate::visits::Unfit> for $error {
            fn from(unfit: $crate::visits::Unfit) -> Self {
                match unfit {
                    $crate::visits::Unfit::Fault(fault) => Self::Fault(fault),
                    other => Self::Unfit(other),
                }
            }
        }
    };
}
use from_unfit;

/// The member and the dwelling of a visit, if both are there on its day; without a day, in its 年度.
async fn examine(
    tx: &mut ReadTx,
    office: OfficeId,
    seat: SeatId,
    dwelling: DwellingId,
    year: FiscalYear,
    day: Option<Date>,
) -> Result<(Seat, Dwelling), Unfit> {
    let seat = seats::load(tx, office, seat).await?.ok_or(Fault::Hidden)?;
    let dwelling = dwellings::load(tx, office, dwelling).await?.ok_or(Fault::Hidden)?;
    let (serves, gone) = match day {
        Some(day) => (serves_on(&seat, day), dwelling.gone_since.is_some_and(|gone| gone <= day)),
        None => (serves_in(&seat, year), dwelling.gone_since.is_some()),
    };
    match (serves, gone) {
        (false, _) => Err(Unfit::NotSeated),
        (_, true) => Err(Unfit::Gone),
        (true, false) => Ok((seat, dwelling)),
    }
}

/// Whether somebody holds a seat on a day, as the rules see it.
fn serves_on(seat: &Seat, day: Date) -> bool {
    let fact = SeatFact::new(seat.id, seat.person, seat.category, seat.state);
    SeatFact { term_from: seat.term_from, term_until: seat.term_until, ..fact }.serves_on(day)
}

/// Whether somebody who sits now holds the seat for at least a part of a 年度.
fn serves_in(seat: &Seat, year: FiscalYear) -> bool {
    seat.state == SeatState::Seated
        && seat.term_from.is_none_or(|from| from <= year.last_day())
        && seat.term_until.is_none_or(|until| year.first_day() <= until)
}

/// Whether the same member has another visit to the same dwelling on the same day.
async fn is_doubled(tx: &mut ReadTx, visit: &Visit) -> Result<bool, Fault> {
    let Some(day) = visit.day else { return Ok(false) };
    let year = FiscalYear::of(day);
    let same = |other: &Visit| (other.seat, other.dwelling, other.day) == (visit.seat, visit.dwelling, visit.day);
    let all = visits::of_year(tx, visit.office, year).await?;
    Ok(all.iter().any(|other| other.id != visit.id && other.state != VisitState::Cancelled && same(other)))
}

/// The visits of a 年度 with their dwellings, by day.
pub(crate) async fn of_year(tx: &mut ReadTx, office: OfficeId, year: FiscalYear) -> Result<Vec<(Visit, Dwelling)>, Fault> {
    let dwellings = dwellings::list(tx, office).await?;
    let visits = visits::of_year(tx, office, year).await?.into_iter();
    Ok(visits
        .filter_map(|visit| dwellings.iter().find(|dwelling| dwelling.id == visit.dwelling).map(|home| (visit, home.clone())))
        .collect())
}

/// One visit of an office.
async fn load(tx: &mut ReadTx, office: OfficeId, id: VisitId) -> Result<Visit, Fault> {
    visits::load(tx, office, id).await?.ok_or(Fault::Hidden)
}

/// When a visit is: 「令和8年10月1日（木）　午前10時から」.
pub fn when(visit: &Visit) -> String {
    match (visit.day, visit.starts_at) {
        (Some(day), Some(time)) => format!("{}　{}から", format_date(day), format_time(time)),
        (Some(day), None) => format_date(day),
        (None, _) => "日はまだ決まっていません".to_owned(),
    }
}

/// What the audit record says of a visit.
fn facts(visit: &Visit) -> Facts {
    Facts::new()
        .plain("dwelling", visit.dwelling)
        .plain("seat", visit.seat)
        .plain("year", visit.year.start_year())
        .plain("state", model::Vocabulary::code(visit.state))
        .plain_option("day", visit.day)
        .plain_option("starts_at", visit.starts_at)
        .plain_option("mode", visit.mode.map(model::Vocabulary::code))
        .plain_option("recorded_on", visit.recorded_on)
        .plain_option("in_form", visit.in_form)
        .personal("record", visit.record.clone().unwrap_or_default())
}
