//! What identifies a person, and the gate before anything becomes public (H1).
//!
//! In this first part the gate knows the names that the office itself knows: residents, members and their readings. None of
//! them passes. What a machine cannot decide (ふくし is a surname and a word) a person decides, span by span.

mod gate;
mod language;
pub mod names;
mod roster;

pub use gate::{Blocked, Gate, PersonChecks, Publishable, Released};
pub use language::{CAREFUL, LIKELY, Language, NameSpan};
pub use roster::{Certainty, Label, Roster, RosterName, Span};
