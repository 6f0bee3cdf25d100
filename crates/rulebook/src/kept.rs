//! Findings as they are kept: what the rulebook says anyway is left out and taken from it again when they are read.

use std::sync::Arc;

use jiff::civil::Date;
use model::offices::ServiceKind;
use serde::{Deserialize, Serialize};

use crate::{
    book::Rulebook,
    finding::{DueBasis, Finding, Status, Subject},
    rule::Level,
};

/// One finding without what its rule says. The names are short because there are many of them.
#[derive(Serialize, Deserialize)]
struct Kept<'t> {
    #[serde(rename = "r")]
    rule: &'t str,
    #[serde(rename = "n")]
    line: usize,
    #[serde(rename = "s")]
    status: Status,
    #[serde(rename = "l", skip_serializing_if = "Option::is_none", default)]
    level: Option<Level>,
    #[serde(rename = "o", skip_serializing_if = "is_office", default = "office")]
    subject: Subject,
    #[serde(rename = "w")]
    reason: std::borrow::Cow<'t, str>,
    #[serde(rename = "d", skip_serializing_if = "Option::is_none", default)]
    due: Option<Date>,
    #[serde(rename = "b", skip_serializing_if = "Option::is_none", default)]
    due_basis: Option<DueBasis>,
    #[serde(rename = "i", skip_serializing_if = "Option::is_none", default)]
    since: Option<Date>,
}

fn is_office(subject: &Subject) -> bool {
    *subject == Subject::Office
}

fn office() -> Subject {
    Subject::Office
}

/// The findings as text.
pub fn write(findings: &[Finding]) -> String {
    let kept: Vec<_> = findings
        .iter()
        .map(|finding| Kept {
            rule: finding.rule.as_str(),
            line: finding.line,
            status: finding.status,
            level: finding.level,
            subject: finding.subject,
            reason: finding.reason.as_str().into(),
            due: finding.due,
            due_basis: finding.due_basis,
            since: finding.since,
        })
        .collect();
    // Words, numbers and days always become JSON.
    serde_json::to_string(&kept).unwrap_or_default()
}

/// The findings of an office of a service that were kept under a rulebook; `None` when they were not kept under this edition of it.
pub fn read(text: &str, book: &Rulebook, service: ServiceKind) -> Option<Vec<Finding>> {
    let kept: Vec<Kept<'_>> = serde_json::from_str(text).ok()?;
    let revived = kept.into_iter().map(|kept| {
        let rule = book.versions(kept.rule).find(|rule| rule.line == kept.line)?;
        Some(Finding {
            subject: kept.subject,
            rule: rule.id.clone(),
            sentence: rule.sentence.clone(),
            status: kept.status,
            level: kept.level,
            reason: kept.reason.into_owned(),
            due: kept.due,
            due_basis: kept.due_basis,
            since: kept.since,
            citation: Arc::clone(&rule.citation),
            basis: rule.basis.as_ref().filter(|basis| basis.services.contains(&service)).map(|basis| basis.citation.clone()),
            requirement: rule.requirement.clone(),
            remedy: rule.remedy,
            line: rule.line,
        })
    });
    revived.collect()
}
