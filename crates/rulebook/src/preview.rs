//! What other rules would change for an office: a rulebook before it takes force, or the rules of another day (D8).

use std::{collections::BTreeMap, sync::Arc};

use jiff::civil::Date;
use serde::Serialize;

use crate::{
    assess::assess_under,
    book::Rulebook,
    facts::OfficeYear,
    finding::{Finding, Status, Subject},
    rule::{Citation, Level, RuleId},
};

/// Rules by which an office may be judged.
#[derive(Debug, Clone, Copy)]
pub struct Rules<'b> {
    /// The rulebook.
    pub book: &'b Rulebook,
    /// The day as of which it is taken, past or future; when absent, as in [`assess`](crate::assess).
    pub of: Option<Date>,
}

impl<'b> Rules<'b> {
    /// The rules of the day of the assessment.
    pub fn of_today(book: &'b Rulebook) -> Self {
        Self { book, of: None }
    }

    /// The rules as they stand on a day.
    pub fn of_day(book: &'b Rulebook, day: Date) -> Self {
        Self { book, of: Some(day) }
    }
}

/// What becomes of one finding.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Changed {
    /// The rule.
    pub rule: RuleId,
    /// Whom it is about.
    pub subject: Subject,
    /// What it said before; `None` when it said nothing about this subject.
    pub from: Option<Status>,
    /// What it says after.
    pub to: Option<Status>,
    /// How binding it was.
    pub level_from: Option<Level>,
    /// How binding it is.
    pub level_to: Option<Level>,
    /// The rule in one sentence, as it is after; as it was, where it is gone.
    #[serde(serialize_with = "shown")]
    pub sentence: Arc<str>,
    /// Why it says so, after; before, where it is gone.
    pub reason: String,
    /// Where it is written, after; before, where it is gone.
    #[serde(serialize_with = "cited")]
    pub citation: Arc<Citation>,
}

fn shown<S: serde::Serializer>(sentence: &Arc<str>, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(sentence)
}

fn cited<S: serde::Serializer>(citation: &Arc<Citation>, serializer: S) -> Result<S::Ok, S::Error> {
    citation.as_ref().serialize(serializer)
}

/// Which findings of one office would be others under other rules, with the same facts on the same day: by status, by how binding
/// they are, or because nothing is said any more. In the order of the rules' names, then of the subjects.
pub fn compare(facts: &OfficeYear, before: Rules<'_>, after: Rules<'_>, on: Date) -> Vec<Changed> {
    let before = findings(facts, before, on);
    let after = findings(facts, after, on);
    let keys: std::collections::BTreeSet<_> = before.keys().chain(after.keys()).collect();
    keys.into_iter().filter_map(|key| changed(before.get(key), after.get(key))).collect()
}

fn findings(facts: &OfficeYear, Rules { book, of }: Rules<'_>, on: Date) -> BTreeMap<(RuleId, Subject), Finding> {
    assess_under(facts, book, of, on).into_iter().map(|finding| ((finding.rule.clone(), finding.subject), finding)).collect()
}

fn changed(before: Option<&Finding>, after: Option<&Finding>) -> Option<Changed> {
    let told = after.or(before)?;
    let said = |finding: Option<&Finding>| (finding.map(|one| one.status), finding.and_then(|one| one.level));
    let ((from, level_from), (to, level_to)) = (said(before), said(after));
    // A rule that does not speak about the office is nothing to it, whether it is written down or not.
    let silent = |status: Option<Status>| status.is_none_or(|status| status == Status::NotApplicable);
    if (from, level_from) == (to, level_to) || (silent(from) && silent(to)) {
        return None;
    }
    Some(Changed {
        rule: told.rule.clone(),
        subject: told.subject,
        from,
        to,
        level_from,
        level_to,
        sentence: told.sentence.clone(),
        reason: told.reason.to_string(),
        citation: told.citation.clone(),
    })
}
