//! Planning: answers in, explained proposals out. Dates of meetings (B3), terms of members (A9); visits follow later.

pub mod dates;
pub mod terms;
