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
            reason: finding.reason.as_ref().into(),
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
        let versions = book.heard_by(service).iter().flat_map(|heard| heard.versions.iter().chain([&heard.first]));
        let mut said = versions.map(|version| &version.said);
        let said = said.find(|said| said.line == kept.line && said.rule.as_str() == kept.rule)?;
        Some(Finding {
            subject: kept.subject,
            said: Arc::clone(said),
            status: kept.status,
            level: kept.level,
            reason: kept.reason.into_owned().into(),
            due: kept.due,
            due_basis: kept.due_basis,
            since: kept.since,
        })
    });
    revived.collect()
}
