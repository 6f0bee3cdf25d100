//! What the authority asks and does of its own accord: its survey of dates and its visits (D2, D3).

use jiff::ToSpan;
use model::calendar::wareki;

use crate::{
    assess::{
        situation::Situation,
        verdict::{Deadline, Verdict},
    },
    finding::Subject,
    kind::{InspectionEvery, SurveyAnswered},
};

/// D2: the survey of the dates planned for the coming year is answered. Until the authority asks, there is nothing to do.
pub(in crate::assess) fn survey_answered(situation: &Situation<'_>, parameters: &SurveyAnswered) -> Verdict {
    let asked: Vec<_> = situation.facts.surveys.iter().filter(|survey| survey.asked_on <= situation.on).collect();
    let open = asked.iter().filter(|survey| situation.happened(survey.answered_on).is_none());
    // The one that is wanted first.
    if let Some(survey) = open.min_by_key(|survey| (survey.due.is_none(), survey.due, survey.asked_on)) {
        let shown = wareki::format_date_short(survey.asked_on);
        let reason = format!("{shown}の、開催日程の事前調査に、まだ回答していません。決まっていない日は、今の予定でかまいません。");
        return match survey.due {
            Some(due) => Verdict::pending(Subject::Office, situation.on, Deadline::stated(due), &reason),
            None => Verdict::due(Subject::Office, reason),
        };
    }
    match asked.iter().filter_map(|survey| survey.answered_on).max() {
        Some(answered) => {
            let reason = format!("開催日程の事前調査に、{}に回答しました。", wareki::format_date_short(answered));
            Verdict::met(Subject::Office, reason).since(Some(answered))
        }
        None if situation.is_past() => Verdict::not_applicable(Subject::Office, "この年度の事前調査は、記録されていません。"),
        None => {
            let reason = format!("開催日程の事前調査は、{}月ごろに行政から届く予定です。", parameters.month);
            Verdict::not_applicable(Subject::Office, reason)
        }
    }
}

/// D3: staff of the authority visit every few years. It is the authority's duty; the office is told what is ahead, and never blamed.
pub(in crate::assess) fn inspection_every(situation: &Situation<'_>, parameters: &InspectionEvery) -> Verdict {
    let inspections = || situation.facts.inspections.iter();
    let made = inspections().filter(|one| one.made).filter_map(|one| situation.happened(one.day)).max();
    let ahead = inspections().filter(|one| situation.happened(one.announced_on).is_some()).filter_map(|one| one.day);
    if let Some(day) = ahead.filter(|day| *day >= situation.on && Some(*day) != made).min() {
        let reason = format!("行政の職員による訪問が{}に予定されています。", wareki::format_date_short(day));
        return Verdict::due(Subject::Office, reason).until(Deadline::stated(day));
    }
    let years = i64::from(parameters.years.get());
    let early = (years - i64::from(parameters.tolerance_years)).max(0);
    match made {
        Some(last) if situation.on < last.saturating_add(early.years()) => {
            let reason = format!("行政の職員による訪問が{}にありました。", wareki::format_date_short(last));
            Verdict::met(Subject::Office, reason).since(Some(last))
        }
        _ if situation.is_past() => Verdict::not_applicable(Subject::Office, "この年度に行政の職員による訪問はありませんでした。"),
        _ => {
            let reason = format!("行政の職員による訪問が、{years}年に1回程度あります。時期は行政から通知されますので、お待ちください。");
            Verdict::due(Subject::Office, reason)
        }
    }
}
