//! Cases beside a rulebook: situations and the findings that are expected of them, for people who do not program.
//!
//! People and meetings have short invented names within a case (`resident = "梅"`); identifiers are made from them here, the same
//! ones each time.

mod meetings;
mod read;
mod text;

use std::fmt;

use jiff::civil::Date;
use model::{Vocabulary, calendar::wareki};

use crate::{
    assess::assess,
    book::{Day, Rulebook, RulebookError, explain},
    facts::OfficeYear,
    finding::{Finding, Status, Subject},
    rule::Level,
};
use read::Reader;
use text::{CaseText, CasesText};

/// A situation and what is expected of it.
#[derive(Debug, Clone)]
pub struct Case {
    /// What is true in it, as a sentence.
    pub name: String,
    /// The line on which it begins, counted from 1.
    pub line: usize,
    /// The day of the assessment.
    pub on: Date,
    /// The situation.
    pub facts: OfficeYear,
    /// What is expected; other findings may exist beside.
    pub expected: Vec<Expectation>,
}

/// One finding that a case expects.
#[derive(Debug, Clone)]
pub struct Expectation {
    /// The rule.
    pub rule: String,
    /// What the rule says …
    pub status: Status,
    /// … about whom.
    pub subject: Subject,
    /// How binding, if the case says so.
    pub level: Option<Level>,
    /// Until when, if the case says so.
    pub due: Option<Date>,
}

/// A finding that is not as a case expects.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// The case.
    pub case: String,
    /// Its line.
    pub line: usize,
    /// The rule.
    pub rule: String,
    /// What was expected and what came, in Japanese.
    pub what: String,
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}行目「{}」：規則「{}」：{}", self.line, self.case, self.rule, self.what)
    }
}

/// Reads a file of cases. `file` is only its name in messages.
///
/// # Errors
/// The first thing that is wrong, with its line and column.
pub fn parse(file: &str, text: &str) -> Result<Vec<Case>, RulebookError> {
    let written: CasesText = toml::from_str(text).map_err(|e| explain(file, text, None, &e))?;
    let mut cases: Vec<Case> = Vec::with_capacity(written.case.len());
    for case in written.case {
        let span = case.span();
        let case = case.into_inner();
        let reader = Reader { file, text, case: case.name.clone() };
        if case.name.is_empty() {
            return Err(reader.error(&span, "例の名前がありません。", "name = \"…\"に、どんな様子かを書いてください。"));
        }
        if cases.iter().any(|c| c.name == case.name) {
            return Err(reader.error(&span, "同じ名前の例が2つあります。", "別の名前にしてください。"));
        }
        cases.push(reader.case(case, &span)?);
    }
    Ok(cases)
}

/// Applies the rulebook to the case, and tells what is not as expected.
pub fn run(case: &Case, book: &Rulebook) -> Vec<Difference> {
    let findings = assess(&case.facts, book, case.on);
    case.expected
        .iter()
        .filter_map(|expected| {
            let found = findings.iter().find(|f| f.rule.as_str() == expected.rule && f.subject == expected.subject);
            let what = differs(expected, found)?;
            Some(Difference { case: case.name.clone(), line: case.line, rule: expected.rule.clone(), what })
        })
        .collect()
}

fn differs(expected: &Expectation, found: Option<&Finding>) -> Option<String> {
    let Some(found) = found else {
        return Some(format!("「{}」のはずですが、判定がありません。", expected.status));
    };
    if found.status != expected.status {
        return Some(format!("「{}」のはずですが、「{}」です（{}）", expected.status, found.status, found.reason));
    }
    if expected.level.is_some() && found.level != expected.level {
        let shown = |level: Option<Level>| level.map_or("定めなし", |l| l.label());
        return Some(format!("「{}」のはずですが、「{}」です。", shown(expected.level), shown(found.level)));
    }
    if expected.due.is_some() && found.due != expected.due {
        let shown = |day: Option<Date>| day.map_or_else(|| "なし".to_owned(), wareki::format_date_short);
        return Some(format!("期限は{}のはずですが、{}です。", shown(expected.due), shown(found.due)));
    }
    None
}

/// Reads one situation: what a case is without `[[case]]`, `name` and `expect`. A day that is given takes the place of `on`.
///
/// # Errors
/// The first thing that is wrong, with its line and column.
pub fn situation(file: &str, text: &str, on: Option<Date>) -> Result<(Date, OfficeYear), RulebookError> {
    let mut written: CaseText = toml::from_str(text).map_err(|e| explain(file, text, None, &e))?;
    let reader = Reader { file, text, case: "facts".to_owned() };
    if let Some(expected) = written.expect.first() {
        return Err(reader.error(&expected.span(), "様子を書くファイルに、判定は書きません。", "expectを消してください。"));
    }
    written.on = on.map(Day).or(written.on);
    let case = reader.case(written, &(0..0))?;
    Ok((case.on, case.facts))
}
