//! Staff of the authority at the meeting (D1).

use jiff::civil::Date;

use crate::{
    assess::{
        situation::{Situation, subject},
        verdict::{Deadline, Verdict},
    },
    facts::MeetingFact,
    finding::Subject,
    kind::AuthorityAttendance,
};

/// D1: so many of the authority's staff attend. One verdict per meeting with a day.
pub(in crate::assess) fn authority_attendance(situation: &Situation<'_>, parameters: &AuthorityAttendance) -> Vec<Verdict> {
    if !comes_this_year(situation, parameters) {
        let years = parameters.every_years.map(|years| years.to_string()).unwrap_or_default();
        let reason = format!("行政の職員の出席は{years}年に1回です。{}は、出席の年ではありません。", situation.facts.year);
        return vec![Verdict::not_applicable(Subject::Office, reason)];
    }
    situation.of_each_dated("会議の日が決まると確かめます。", |meeting, day| match situation.is_held(meeting) {
        true => came(meeting, parameters),
        false => will_come(situation, meeting, day, parameters),
    })
}

fn comes_this_year(situation: &Situation<'_>, parameters: &AuthorityAttendance) -> bool {
    match (parameters.every_years, parameters.first_year) {
        (Some(every), Some(first)) => (situation.facts.year.start_year() - first.get()).rem_euclid(every.get().into()) == 0,
        _ => true,
    }
}

fn came(meeting: &MeetingFact, parameters: &AuthorityAttendance) -> Verdict {
    let (subject, needed) = (subject(meeting), parameters.at_least);
    match meeting.officials_attended {
        Some(number) if number >= needed.get().into() => Verdict::met(subject, format!("行政の職員{number}名が出席しました。")),
        Some(number) if parameters.required => {
            Verdict::broken(subject, format!("出席した行政の職員は{number}名でした。{needed}名の出席が必要です。"))
        }
        Some(number) => Verdict::not_applicable(subject, format!("出席した行政の職員は{number}名でした。出席は行政が決めます。")),
        None => Verdict::unknown(subject, "行政の職員が何名出席したかが、記録されていません。"),
    }
}

fn will_come(situation: &Situation<'_>, meeting: &MeetingFact, day: Date, parameters: &AuthorityAttendance) -> Verdict {
    let (subject, needed) = (subject(meeting), parameters.at_least);
    match meeting.officials_expected {
        Some(number) if number >= needed.get().into() => Verdict::met(subject, format!("行政の職員{number}名が出席の予定です。")),
        Some(number) if parameters.required => {
            let reason = format!("出席の予定の職員は{number}名です。{needed}名の出席が必要です。行政にご相談ください。");
            Verdict::pending(subject, situation.on, Deadline::stated(day), &reason)
        }
        Some(number) => Verdict::not_applicable(subject, format!("出席の予定の職員は{number}名です。出席は行政が決めます。")),
        None if situation.happened(meeting.authority_told_on).is_none() => {
            Verdict::not_applicable(subject, "会議の日を行政にお知らせすると、出席の返事を待ちます。")
        }
        None => Verdict::unknown(subject, "職員が出席できるか、行政からの返事を待っています。").until(Deadline::stated(day)),
    }
}
