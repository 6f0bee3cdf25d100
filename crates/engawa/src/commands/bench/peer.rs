//! Facts as other programs read them: only what the rules of `bench/peer.py` need.

use std::{
    fs::File,
    io::{BufWriter, Write},
    path::Path,
};

use model::Vocabulary;
use rulebook::facts::{MeetingFact, OfficeYear, SeatFact, VisitFact};
use serde_json::{Value, json};

use crate::commands::CommandError;

/// Writes one office a line.
pub(super) fn write(path: &Path, all: &[&OfficeYear]) -> Result<(), CommandError> {
    let failed = |source| CommandError::File { path: path.to_owned(), source };
    let mut out = BufWriter::new(File::create(path).map_err(failed)?);
    for facts in all {
        writeln!(out, "{}", office(facts)).map_err(failed)?;
    }
    out.flush().map_err(failed)
}

fn office(facts: &OfficeYear) -> Value {
    let dwellings = facts.office.dwellings.iter().map(|dwelling| json!({ "id": dwelling.id, "satellite": dwelling.satellite }));
    json!({
        "year": facts.year.start_year(),
        "dwellings": dwellings.collect::<Vec<_>>(),
        "seats": facts.seats.iter().map(seat).collect::<Vec<_>>(),
        "meetings": facts.meetings.iter().map(meeting).collect::<Vec<_>>(),
        "visits": facts.visits.iter().map(visit).collect::<Vec<_>>(),
    })
}

fn seat(seat: &SeatFact) -> Value {
    json!({
        "category": seat.category.code(), "state": seat.state.code(), "proxy": seat.proxy_for.is_some(), "from": seat.term_from,
        "until": seat.term_until, "pledged_on": seat.pledged_on, "attended_on": seat.first_attended_on,
    })
}

fn meeting(meeting: &MeetingFact) -> Value {
    json!({
        "state": meeting.state.code(), "day": meeting.day, "minutes": meeting.minutes.as_ref().map(|minutes| minutes.state.code()),
        "confirmed_on": meeting.minutes.as_ref().and_then(|minutes| minutes.confirmed_on), "published_on": meeting.published_on,
        "withdrawn_on": meeting.withdrawn_on,
    })
}

fn visit(visit: &VisitFact) -> Value {
    json!({ "dwelling": visit.dwelling, "state": visit.state.code(), "day": visit.day })
}
