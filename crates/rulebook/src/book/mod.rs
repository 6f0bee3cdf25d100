//! A rulebook: sources and rules of one jurisdiction.

mod changes;
mod check;
mod error;
mod forms;
mod heard;
mod layers;
mod library;
mod log;
mod periods;
mod place;
mod text;

use std::sync::Arc;

use jiff::civil::Date;
use model::{calendar::FiscalYear, identifiers::JurisdictionCode, offices::ServiceKind};

use crate::{
    form::PrescribedForm,
    rule::{Rule, Source, SourceId},
};

pub use error::RulebookError;
pub(crate) use error::explain;
pub(crate) use heard::{Heard, Version};
pub use library::{BUILT_IN, BuiltIn, Library};
pub use log::{Event, LogEntry};
pub(crate) use place::Place;
pub(crate) use text::Day;

/// Rules and the sources on which they rest. Whatever exists has been checked: every rule cites a source of the book, periods are
/// in order and do not overlap.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rulebook {
    file: String,
    text: String,
    id: String,
    title: String,
    extends: Option<String>,
    jurisdiction: Option<JurisdictionCode>,
    year: YearPlan,
    sources: Vec<Source>,
    rules: Vec<Arc<Rule>>,
    forms: Vec<Arc<PrescribedForm>>,
    heard: Vec<(ServiceKind, Vec<Heard>)>,
}

/// What the plan of a year assumes where the office has not decided yet (B1).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct YearPlan {
    /// The day on which the meeting is assumed until its date is fixed.
    pub assumed_meeting: MonthDay,
}

/// A day of any year that has it; 29 February is not one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MonthDay {
    month: i8,
    day: i8,
}

impl MonthDay {
    /// The day, if every year has it.
    pub fn new(month: i8, day: i8) -> Option<Self> {
        const COMMON_YEAR: i16 = 2025;
        Date::new(COMMON_YEAR, month, day).ok().map(|_| Self { month, day })
    }

    /// January is 1.
    pub fn month(self) -> i8 {
        self.month
    }

    /// The day of the month, from 1.
    pub fn day(self) -> i8 {
        self.day
    }

    /// The day within a 年度: from January on it lies in the following calendar year.
    pub fn in_year(self, year: FiscalYear) -> Date {
        let calendar_year = if self.month >= 4 { year.start_year() } else { year.start_year() + 1 };
        Date::new(calendar_year, self.month, self.day).unwrap_or_else(|_| year.last_day())
    }
}

impl Rulebook {
    /// Reads and checks a rulebook. `file` is only its name in messages.
    ///
    /// # Errors
    /// The first thing that is wrong, with its line and column.
    pub fn parse(file: &str, text: &str) -> Result<Self, RulebookError> {
        let book = text::read(file, text)?;
        check::check(file, text, book, None)
    }

    /// Reads and checks a rulebook that extends another one.
    ///
    /// # Errors
    /// The first thing that is wrong, with its line and column.
    pub fn parse_under(file: &str, text: &str, above: &Self) -> Result<Self, RulebookError> {
        let book = text::read(file, text)?;
        check::check(file, text, book, Some(above))
    }

    /// The rules of the country.
    pub fn national() -> &'static Self {
        Library::in_force().book("jp").unwrap_or_else(|| Self::brought_along())
    }

    /// The rules of the country as the program brings them along.
    fn brought_along() -> &'static Self {
        #[expect(clippy::expect_used, reason = "the text is embedded, and the test `the_built_in_library_is_well_formed` reads it")]
        Library::built_in().book("jp").expect("the national rulebook is part of the program")
    }

    /// The rules that hold at a place, from those that are in force.
    pub fn at(place: Option<JurisdictionCode>) -> &'static Self {
        Library::in_force().at(place).unwrap_or_else(|| Self::national())
    }

    /// The file in which it is written, as named by whoever read it.
    pub fn file(&self) -> &str {
        &self.file
    }

    /// Its text, as it was read.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Its stable name, such as `jp`.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// Its title for people.
    pub fn title(&self) -> &str {
        &self.title
    }

    /// The rulebook it extends.
    pub fn extends(&self) -> Option<&str> {
        self.extends.as_deref()
    }

    /// Where it holds; everywhere when it names no place.
    pub fn jurisdiction(&self) -> Option<JurisdictionCode> {
        self.jurisdiction
    }

    /// The rules that it writes itself, without those of the books above.
    pub fn own_rules(&self) -> impl Iterator<Item = &Arc<Rule>> {
        self.rules.iter().filter(|rule| *rule.book == self.id)
    }

    /// What the plan of a year assumes.
    pub fn year(&self) -> YearPlan {
        self.year
    }

    /// The sources, in the order of the file.
    pub fn sources(&self) -> &[Source] {
        &self.sources
    }

    /// The source of this name.
    pub fn source(&self, id: &SourceId) -> Option<&Source> {
        self.sources.iter().find(|s| s.id == *id)
    }

    /// The rules, versions of one rule side by side, in the order of the file.
    pub fn rules(&self) -> &[Arc<Rule>] {
        &self.rules
    }

    /// The forms that rules may name: its own, then those of the books above that it does not write anew.
    pub fn forms(&self) -> &[Arc<PrescribedForm>] {
        &self.forms
    }

    /// The form of this id.
    pub fn form(&self, id: &str) -> Option<&PrescribedForm> {
        self.forms.iter().find(|form| form.id == id).map(AsRef::as_ref)
    }

    /// Each rule once, as offices of a service hear it.
    pub(crate) fn heard_by(&self, service: ServiceKind) -> &[Heard] {
        self.heard.iter().find(|(known, _)| *known == service).map_or(&[], |(_, heard)| heard)
    }

    /// All versions of a rule.
    pub fn versions(&self, id: &str) -> impl Iterator<Item = &Arc<Rule>> {
        self.rules.iter().filter(move |r| r.id.as_str() == id)
    }
}
