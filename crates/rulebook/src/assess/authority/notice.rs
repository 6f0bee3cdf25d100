//! The authority is told of the day before the members are (D1).

use model::calendar::wareki;

use crate::{
    assess::{
        situation::{Situation, subject},
        verdict::{Deadline, Verdict},
    },
    facts::MeetingFact,
    finding::Subject,
    kind::Days,
};

/// D1: one verdict per meeting with a day; about the office while none has one.
pub(in crate::assess) fn authority_told_first(situation: &Situation<'_>, days_before: Days) -> Vec<Verdict> {
    let verdicts: Vec<_> = situation
        .dated_meetings()
        .map(|(meeting, day)| told_first(situation, meeting, Deadline::target(day.saturating_sub(days_before.span()))))
        .collect();
    if !verdicts.is_empty() {
        return verdicts;
    }
    vec![match situation.is_past() {
        true => Verdict::not_applicable(Subject::Office, "会議の日が決まらないまま、この年度は終わりました。"),
        false => {
            let target = situation.before_meeting(days_before.span());
            let verdict = Verdict::due(Subject::Office, "会議の日が決まったら、構成員の方にお知らせする前に、行政にお知らせします。");
            if target.day >= situation.on { verdict.until(target) } else { verdict }
        }
    }]
}

fn told_first(situation: &Situation<'_>, meeting: &MeetingFact, deadline: Deadline) -> Verdict {
    let subject = subject(meeting);
    match (situation.happened(meeting.authority_told_on), situation.happened(meeting.members_told_on)) {
        (Some(authority), Some(members)) if members < authority => {
            let (authority, members) = (wareki::format_date_short(authority), wareki::format_date_short(members));
            Verdict::broken(subject, format!("行政にお知らせしたのは{authority}で、構成員の方へのお知らせ（{members}）のあとでした。"))
        }
        (Some(authority), _) => {
            Verdict::met(subject, format!("会議の日を、{}に行政にお知らせしました。", wareki::format_date_short(authority)))
                .since(Some(authority))
        }
        (None, Some(members)) => {
            let members = wareki::format_date_short(members);
            let reason = format!("{members}に構成員の方にお知らせしましたが、行政にはまだお知らせしていません。すぐにご連絡ください。");
            Verdict::broken(subject, reason).since(situation.happened(meeting.members_told_on))
        }
        (None, None) if situation.is_held(meeting) => Verdict::broken(subject, "会議の日を行政にお知らせしないまま、会議が開かれました。"),
        (None, None) => {
            let reason = "会議の日を、まだ行政にお知らせしていません。構成員の方にお知らせする前にご連絡ください。";
            Verdict::pending(subject, situation.on, deadline, reason)
        }
    }
}
