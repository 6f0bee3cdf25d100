//! The road of regional matters (E4, E12, F2): an issue arrives, is sorted, deliberated, decided, proposed, acted upon, and told back to
//! those from whom it came. One file per step. No words on it name anybody: the store takes none that did not pass the gate.

mod bring;
mod conclude;
mod hand;
mod lift;
mod merge;
mod moving;
mod propose;
mod sort;
mod speak;
mod view;

pub use bring::bring;
pub use conclude::{conclude, give_back};
pub use hand::{Error as HandError, Input as HandInput, council_of_office, hand, handed};
pub use lift::lift;
pub use merge::merge;
pub use moving::{Error, Said, Shown};
pub use propose::{Asked, propose, reply};
pub use sort::sort;
pub use speak::{Spoken, speak};
pub use view::{Line, Raised, View, Year, list, view, year};
