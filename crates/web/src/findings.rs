//! Findings as pages show them: a word, a reason, a day, a clause, and a link to where it is mended.

use model::{OfficeId, calendar::format_date};
use rulebook::{DueBasis, Finding, Remedy, Status};

use crate::components::{FindingLine, Link, StatusWord};

/// The lines of findings of an office.
pub(crate) fn lines(office: OfficeId, findings: &[Finding]) -> Vec<FindingLine> {
    findings.iter().map(|finding| line(office, finding)).collect()
}

/// One finding.
pub(crate) fn line(office: OfficeId, finding: &Finding) -> FindingLine {
    let basis = finding.basis.as_ref().map(|basis| format!("（もとの基準：{}　{}）", basis.source, basis.at)).unwrap_or_default();
    FindingLine {
        status: match (finding.status, finding.due_basis) {
            (Status::Overdue, Some(DueBasis::Target)) => StatusWord::Late,
            (status, _) => word(status),
        },
        title: title(finding),
        reason: finding.reason.to_string(),
        due: finding.due.map(|due| match finding.due_basis {
            Some(DueBasis::Target) => format!("{}（目安）", format_date(due)),
            _ => format_date(due),
        }),
        next: finding.remedy.map(|remedy| next(office, remedy)),
        source: finding.citation.source.clone(),
        at: format!("{}{basis}", finding.citation.at),
    }
}

/// The word of a status.
pub(crate) fn word(status: Status) -> StatusWord {
    match status {
        Status::Broken => StatusWord::Broken,
        Status::Overdue => StatusWord::Overdue,
        Status::Due => StatusWord::Due,
        Status::Unknown => StatusWord::Unknown,
        Status::Advice => StatusWord::Advice,
        Status::Met => StatusWord::Met,
        Status::NotApplicable => StatusWord::NotApplicable,
    }
}

/// What a finding asks, in the words of its rule.
pub(crate) fn title(finding: &Finding) -> String {
    finding.sentence.to_string()
}

/// One word for where a finding is mended, for the narrow line of the year.
pub(crate) fn short(finding: &Finding) -> String {
    let word = match finding.remedy {
        Some(Remedy::Seats) => "構成員",
        Some(Remedy::Wishes) => "意向確認",
        Some(Remedy::Meetings) => "日程",
        Some(Remedy::Agenda) => "次第",
        Some(Remedy::Attendance) => "出欠",
        Some(Remedy::Minutes) => "議事録",
        Some(Remedy::Publications) => "公表",
        Some(Remedy::Visits) => "訪問",
        Some(Remedy::Authority) => "行政",
        None => "確認",
    };
    word.to_owned()
}

fn next(office: OfficeId, remedy: Remedy) -> Link {
    let (page, label) = match remedy {
        Remedy::Seats => ("seats", "構成員の画面へ"),
        Remedy::Wishes => ("residents", "意向確認の画面へ"),
        Remedy::Meetings => ("meetings", "日程・会議の画面へ"),
        Remedy::Agenda => ("meetings", "会議の画面へ"),
        Remedy::Attendance => ("meetings", "会議の画面へ"),
        Remedy::Minutes => ("minutes", "議事録の画面へ"),
        Remedy::Publications => ("publications", "公表の画面へ"),
        Remedy::Visits => ("visits", "訪問の画面へ"),
        Remedy::Authority => ("matters", "行政との連絡の画面へ"),
    };
    Link { href: format!("/offices/{office}/{page}"), label: label.to_owned() }
}
