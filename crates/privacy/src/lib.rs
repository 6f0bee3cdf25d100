//! What identifies a person, and the gate before anything becomes public (H1).
//!
//! The gate knows the names that the office itself knows: residents, members, staff and their readings. None of them passes. What a
//! machine cannot decide (ふくし is a surname and a word) a person decides, subject by subject.

pub mod gate;
mod roster;
pub mod scan;
pub mod span;

pub use gate::{
    Blocked, Cleared, Decision, Decisions, Format, Gate, KnownPerson, Leak, Leaked, PersonChecks, Piece, PieceState, Place, Produced,
    Publishable, Released, Settled, Stand, Subject,
};
pub use roster::{Certainty, Roster, RosterName};
pub use scan::{Knowledge, Scanner};
pub use span::{Label, Span};
