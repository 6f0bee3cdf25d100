//! Reports to authorities about a 年度 (D4, D10), and how long the records are kept.

use jiff::civil::Date;
use model::{Vocabulary, calendar::wareki};

use crate::{
    assess::{
        minutes::written,
        situation::{Situation, subject},
        verdict::{Deadline, Verdict},
    },
    facts::ReportFact,
    finding::Subject,
    kind::{RecordsKept, Report, ReportDeadline},
};

/// D4, D10: everything that is asked has been handed in, in time, and nothing was given back since.
///
/// A report that is given back and handed in again on the same day counts as handed in again.
pub(in crate::assess) fn report(situation: &Situation<'_>, parameters: &Report) -> Verdict {
    let fact = latest(situation, parameters);
    let deadline = deadline(situation, parameters, fact);
    let how = how(parameters);
    let to = parameters.to.label();
    let Some((fact, submitted)) = fact.and_then(|fact| Some((fact, situation.happened(fact.submitted_on)?))) else {
        let items = parameters.items.iter().map(|item| item.label()).collect::<Vec<_>>().join("・");
        let year = situation.facts.year;
        return open(situation, deadline, &format!("{year}の{items}を、{how}{to}に報告します。"));
    };
    if let Some(returned) = situation.happened(fact.returned_on).filter(|returned| *returned > submitted) {
        let reason = format!("{}に、{to}から直しの依頼がありました。直して出し直してください。", wareki::format_date_short(returned));
        return open(situation, deadline, &reason);
    }
    let missing: Vec<_> = parameters.items.iter().filter(|item| !fact.items.contains(item)).map(|item| item.label()).collect();
    if !missing.is_empty() {
        return open(situation, deadline, &format!("{to}への報告に「{}」がまだありません。", missing.join("」「")));
    }
    let shown = wareki::format_date_short(submitted);
    match situation.happened(fact.received_on).filter(|received| *received >= submitted) {
        Some(_) => Verdict::met(Subject::Office, format!("{shown}に報告し、{to}が受け取りました。")),
        None => Verdict::met(Subject::Office, format!("{shown}に{to}に報告しました。受け取りの連絡を待っています。")),
    }
    .since(Some(submitted))
}

/// What was handed in last.
fn latest<'a>(situation: &Situation<'a>, parameters: &Report) -> Option<&'a ReportFact> {
    let when = |report: &'a ReportFact| {
        let order = (situation.happened(report.submitted_on), report.received_on, report.returned_on, report.due);
        (order, report.submitted_on, &report.items)
    };
    let of_recipient = situation.facts.reports.iter().filter(|report| report.to == parameters.to);
    of_recipient.max_by(|one, other| when(one).cmp(&when(other)))
}

/// The deadline that the rule or the recipient names.
fn deadline(situation: &Situation<'_>, parameters: &Report, fact: Option<&ReportFact>) -> Option<Date> {
    let year = situation.facts.year;
    let of_rule = match parameters.deadline {
        ReportDeadline::Announced => None,
        ReportDeadline::InYear(day) => Some(day.get().in_year(year)),
        ReportDeadline::AfterYear(day) => Some(day.get().in_year(year.next())),
    };
    // What the recipient tells this office goes before what holds for all.
    fact.and_then(|fact| fact.due).or(of_rule)
}

fn open(situation: &Situation<'_>, deadline: Option<Date>, reason: &str) -> Verdict {
    match deadline {
        Some(day) => Verdict::pending(Subject::Office, situation.on, Deadline::stated(day), reason),
        None => Verdict::due(Subject::Office, format!("{reason}期限は、別に示されます。")),
    }
}

/// `体制届と合わせて、所定様式で`
fn how(parameters: &Report) -> String {
    let together = parameters.together_with.as_ref().map(|papers| format!("{papers}と合わせて、"));
    let form = parameters.form.as_ref().map(|form| format!("{form}で、"));
    together.into_iter().chain(form).collect()
}

/// The records of each meeting that was held are kept until a day.
pub(in crate::assess) fn records_kept(situation: &Situation<'_>, parameters: &RecordsKept) -> Vec<Verdict> {
    situation.of_each_dated("会議の記録ができたら、保管します。", |meeting, day| {
        let subject = subject(meeting);
        let until = day.saturating_add(parameters.years.years());
        let shown = wareki::format_date_short(until);
        if until < situation.on {
            Verdict::not_applicable(subject, format!("記録を保管する期間は、{shown}に終わりました。"))
        } else if written(situation, meeting).is_none() {
            Verdict::not_applicable(subject, format!("議事録ができたら、{shown}まで保管します。"))
        } else {
            Verdict::met(subject, format!("会議の記録は、{shown}まで保管してください。")).since(Some(day))
        }
    })
}
