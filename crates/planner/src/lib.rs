//! Planning: answers in, explained proposals out. Dates of meetings (B3), visits of a year (C1–C3), terms of members (A9), what falls
//! together (D2).

pub mod clashes;
pub mod dates;
pub mod terms;
pub mod visits;
