//! Planning: answers in, explained proposals out. Dates of meetings (B3); visits follow later.

pub mod dates;
