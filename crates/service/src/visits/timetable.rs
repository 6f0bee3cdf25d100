//! Visits as entries that calendars read (iCalendar), for a member, a house, or all of them (C3).

use icalendar::{Calendar, Component, Event, EventLike};
use jiff::Timestamp;
use model::{
    DwellingId, OfficeId, SeatId,
    calendar::FiscalYear,
    visits::{VisitMode, VisitState},
};
use store::{ReadTx, dwellings::Dwelling, offices, visits::Visit};

use crate::{
    Action, Actor, App, Fault, Resource,
    meetings::calendar::{in_utc, stamp},
};

/// Whose visits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Of {
    /// Everybody's.
    All,
    /// One member's.
    Member(SeatId),
    /// Those to one house.
    House(DwellingId),
}

/// The planned visits of a 年度 as a calendar file. No name of a person stands in it.
pub async fn file(app: &App, actor: &Actor, office: OfficeId, year: FiscalYear, of: Of) -> Result<String, Fault> {
    let mut tx = app.view(actor, Action::VisitsView, &Resource::office(office)).await?;
    let visits = planned(&mut tx, office, year, of).await?;
    let owner = offices::load(&mut tx, office).await?.ok_or(Fault::Hidden)?;
    Ok(calendar(&visits, &owner.name, &app.settings.host(), app.now()))
}

/// The visits that are to come.
pub(super) async fn planned(tx: &mut ReadTx, office: OfficeId, year: FiscalYear, of: Of) -> Result<Vec<(Visit, Dwelling)>, Fault> {
    let mut visits = super::of_year(tx, office, year).await?;
    visits.retain(|(visit, _)| {
        let wanted = match of {
            Of::All => true,
            Of::Member(seat) => visit.seat == seat,
            Of::House(dwelling) => visit.dwelling == dwelling,
        };
        wanted && visit.state == VisitState::Planned && visit.day.is_some()
    });
    Ok(visits)
}

/// Visits with a day as a calendar; where no hour is agreed on, an entry of the whole day.
pub(super) fn calendar(visits: &[(Visit, Dwelling)], office: &str, host: &str, written_at: Timestamp) -> String {
    let mut calendar = Calendar::new();
    calendar.append_property(("METHOD", "PUBLISH"));
    for (visit, dwelling) in visits {
        let Some(day) = visit.day else { continue };
        let mut event = Event::new();
        event
            .uid(&format!("{}@{host}", visit.id))
            .sequence(u32::try_from(visit.version).unwrap_or(u32::MAX))
            .summary(&format!("{office}　{}への訪問", dwelling.name))
            .add_property("DTSTAMP", stamp(written_at));
        match visit.mode {
            Some(VisitMode::Online) => event.location("オンライン"),
            _ => event.location(&dwelling.address),
        };
        match visit.starts_at {
            Some(time) => event.add_property("DTSTART", in_utc(day, time)).add_property("DURATION", "PT1H"),
            None => event.append_property(
                icalendar::Property::new("DTSTART", day.strftime("%Y%m%d").to_string()).add_parameter("VALUE", "DATE").done(),
            ),
        };
        calendar.push(event.done());
    }
    calendar.to_string()
}
