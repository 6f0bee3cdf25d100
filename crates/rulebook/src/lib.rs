//! Rules as data: facts in, findings with reasons and citations out.
//!
//! A [`Rulebook`] is a text file that officials can read and change; [`assess`] applies it to what is known about one office in one
//! 年度 ([`facts::OfficeYear`]) on one day, and [`advice::for_seat`] does so while a member is being chosen. Nothing here does I/O or
//! reads a clock (invariant 1); no rule stands without a source (invariant 5).

pub mod advice;
mod assess;
mod book;
pub mod cases;
pub mod facts;
mod finding;
pub mod form;
pub mod kept;
pub mod kind;
mod preview;
mod rule;
mod schema;
#[cfg(test)]
mod tests;

pub use assess::{assess, prescribed};
pub use book::{BUILT_IN, BuiltIn, Event, Library, LogEntry, MonthDay, Rulebook, RulebookError, YearPlan};
pub use finding::{DueBasis, Finding, Said, Status, Subject};
pub use preview::{Changed, Rules, compare};
pub use rule::{
    AppliesTo, Basis, Change, Citation, Exemption, Layer, Level, Period, Regulation, Remedy, Requirement, Rule, RuleId, Source, SourceId,
};
pub use schema::schema;
