//! What an office and its authorities owe each other (D1–D4, D10). What the authority decides itself is told and never held
//! against the office.

pub(super) mod attendance;
pub(super) mod inspections;
pub(super) mod notice;
pub(super) mod reports;
