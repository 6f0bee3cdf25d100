//! Parameters about what an office and its authorities owe each other (D1–D4, D10), and how long records are kept.

use std::cmp::Ordering;

use model::matters::{Recipient, ReportItem};
use schemars::JsonSchema;
use serde::Deserialize;

use super::{
    Asks, Count, DayOfYear, Month, Year,
    words::{inclusion, labels, word, words},
};

/// Parameters of `authority_attendance`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AuthorityAttendance {
    /// So many of the authority's staff.
    pub at_least: Count,
    /// Only every so many years; every year when absent.
    pub every_years: Option<Count>,
    /// A 年度 in which they come, from which the years are counted.
    pub first_year: Option<Year>,
    /// Whether the office answers for it. Otherwise the authority decides, and the office is never blamed.
    #[serde(default)]
    pub required: bool,
}

impl Asks for AuthorityAttendance {
    fn told(&self) -> Vec<(&'static str, String)> {
        let every = self.every_years.map(|years| ("every_years", years.to_string()));
        [("at_least", self.at_least.to_string())].into_iter().chain(every).collect()
    }

    fn strictness(&self, other: &Self) -> Option<Ordering> {
        let rest = |one: &Self| (one.every_years, one.first_year, one.required);
        (rest(self) == rest(other)).then(|| self.at_least.cmp(&other.at_least))
    }

    fn problem(&self) -> Option<&'static str> {
        let uncounted = self.every_years.is_some_and(|years| years.get() > 1) && self.first_year.is_none();
        uncounted.then_some("何年かに1回のときは、first_yearに、職員が出席する年度（西暦）を書いてください。")
    }
}

/// Parameters of `report`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Report {
    /// To whom.
    #[schemars(schema_with = "word::<Recipient>")]
    pub to: Recipient,
    /// What is handed in.
    #[schemars(schema_with = "words::<ReportItem>")]
    pub items: Vec<ReportItem>,
    /// Until when.
    pub deadline: ReportDeadline,
    /// Together with which other papers.
    pub together_with: Option<String>,
    /// In which form.
    pub form: Option<String>,
}

/// Until when a report about a 年度 is handed in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ReportDeadline {
    /// The recipient announces it.
    Announced,
    /// On a day of the 年度 itself.
    InYear(DayOfYear),
    /// On a day of the 年度 that follows.
    AfterYear(DayOfYear),
}

impl Asks for Report {
    fn told(&self) -> Vec<(&'static str, String)> {
        let deadline = match self.deadline {
            ReportDeadline::Announced => "別に示される日".to_owned(),
            ReportDeadline::InYear(day) => day.to_string(),
            ReportDeadline::AfterYear(day) => format!("次の年度の{day}"),
        };
        let named = [("together_with", &self.together_with), ("form", &self.form)];
        let named = named.into_iter().filter_map(|(name, text)| Some((name, text.clone()?)));
        [("to", self.to.to_string()), ("items", labels(&self.items)), ("deadline", deadline)].into_iter().chain(named).collect()
    }

    fn strictness(&self, other: &Self) -> Option<Ordering> {
        (self.to == other.to && self.deadline == other.deadline).then(|| inclusion(&self.items, &other.items))?
    }

    fn problem(&self) -> Option<&'static str> {
        self.items.is_empty().then_some("itemsに、提出するものを1つ以上書いてください。")
    }
}

/// Parameters of `survey_answered`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SurveyAnswered {
    /// The month in which the authority usually asks.
    pub month: Month,
}

impl Asks for SurveyAnswered {
    fn told(&self) -> Vec<(&'static str, String)> {
        vec![("month", self.month.to_string())]
    }
}

/// Parameters of `inspection_every`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct InspectionEvery {
    /// Once in so many years.
    pub years: Count,
    /// How many years earlier it may come.
    #[serde(default)]
    pub tolerance_years: u8,
}

impl Asks for InspectionEvery {
    fn told(&self) -> Vec<(&'static str, String)> {
        vec![("years", self.years.to_string())]
    }
}

/// Parameters of `records_kept`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RecordsKept {
    /// So many years from the day of the meeting.
    pub years: Count,
}

impl Asks for RecordsKept {
    fn told(&self) -> Vec<(&'static str, String)> {
        vec![("years", self.years.to_string())]
    }

    fn strictness(&self, other: &Self) -> Option<Ordering> {
        Some(self.years.cmp(&other.years))
    }
}
