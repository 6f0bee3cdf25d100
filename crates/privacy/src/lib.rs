//! What identifies a person, and the gate before anything becomes public (H1).
//!
//! A [`Scanner`] finds what may identify somebody; a person decides, subject by subject; the [`Gate`] makes a new document of it and
//! looks at its bytes once more in every form in which it will be shown.

pub mod gate;
mod language;
pub mod names;
pub mod roster;
pub mod scan;
mod signs;
pub mod span;
pub mod uploads;

pub use gate::{
    Blocked, Cleared, Decision, Decisions, Format, Gate, KnownPerson, Leak, Leaked, PersonChecks, Piece, PieceState, Place, Produced,
    Publishable, Released, Settled, Stand, Subject,
};
pub use language::{CAREFUL, LIKELY, Language, NameSpan};
pub use roster::RosterName;
pub use scan::{Knowledge, ResidentTraits, Scanner};
pub use span::{Label, Span};
