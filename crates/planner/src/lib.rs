//! Planning: answers in, explained proposals out. Dates of meetings (B3), terms of members (A9), what falls together (D2); visits follow later.

pub mod clashes;
pub mod dates;
pub mod terms;
