//! A meeting as an entry that calendars read (iCalendar). The entry keeps its identity when the date moves or is cancelled.

use icalendar::{Calendar, Component, Event, EventLike, EventStatus};
use jiff::{
    Span, Timestamp,
    civil::{Date, DateTime, Time},
};
use store::meetings::Meeting;

/// The entry of a meeting with a date; `None` without one. `host` makes its identity unique in the world.
pub(crate) fn entry(meeting: &Meeting, office: &str, host: &str, written_at: Timestamp, cancelled: bool) -> Option<String> {
    let (day, from, to) = (meeting.day?, meeting.starts_at?, meeting.ends_at?);
    let mut event = Event::new();
    event
        .uid(&format!("{}@{host}", meeting.id))
        .sequence(u32::try_from(meeting.version).unwrap_or(u32::MAX))
        .summary(&format!("{office}　{}", super::title(meeting.year, meeting.number)))
        .location(&meeting.place)
        .add_property("DTSTAMP", stamp(written_at))
        .add_property("DTSTART", in_utc(day, from))
        .add_property("DTEND", in_utc(day, to));
    if cancelled {
        event.status(EventStatus::Cancelled);
    }
    let mut calendar = Calendar::new();
    calendar.append_property(("METHOD", if cancelled { "CANCEL" } else { "PUBLISH" }));
    calendar.push(event.done());
    Some(calendar.to_string())
}

/// A moment, as calendars write it.
pub(crate) fn stamp(at: Timestamp) -> String {
    utc_text(at.to_zoned(jiff::tz::TimeZone::UTC).datetime())
}

/// Japan is nine hours ahead all year; UTC is what every calendar understands.
pub(crate) fn in_utc(day: Date, time: Time) -> String {
    utc_text(day.to_datetime(time).saturating_sub(Span::new().hours(9)))
}

fn utc_text(utc: DateTime) -> String {
    utc.strftime("%Y%m%dT%H%M%SZ").to_string()
}
