//! The rows that actions hand up to pages, under one roof: `web` sees them here and does not know the store.

pub use store::{
    agenda::AgendaItem,
    attendances::{Attendance, Attendee},
    dwellings::Dwelling,
    evaluations::Evaluation,
    materials::{Copy, Material},
    meetings::Meeting,
    minutes::{Confirmation, Minutes},
    notes::Note,
    polls::{Poll, Slot},
    publications::{Publication, Shown},
    visits::Visit,
    voices::Voice,
};
