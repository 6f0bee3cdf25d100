//! The agenda before the meeting (B6).

use model::meetings::MeetingState;

use crate::{
    assess::{
        situation::{Situation, subject},
        verdict::{Deadline, Verdict},
    },
    facts::MeetingFact,
    finding::Subject,
    kind::Days,
};

/// B6: the agenda is ready in time. One verdict per dated meeting; about the office while none has a date.
pub(super) fn agenda_ready(situation: &Situation<'_>, days_before: Days) -> Vec<Verdict> {
    let verdicts: Vec<_> = situation
        .dated_meetings()
        .map(|(meeting, day)| ready(situation, meeting, Deadline::target(day.saturating_sub(days_before.span()))))
        .collect();
    if !verdicts.is_empty() {
        return verdicts;
    }
    let verdict = if situation.live_meetings().any(|m| m.state == MeetingState::Held) {
        Verdict::unknown(Subject::Office, "会議の開催日が記録されていません。")
    } else if situation.is_past_without_meeting() {
        Verdict::not_applicable(Subject::Office, "会議の日が決まらないまま、この年度は終わりました。")
    } else {
        let reason = "会議の日が決まったら、来られる方に合わせて議題を整えます。";
        Verdict::pending(Subject::Office, situation.on, situation.before_meeting(days_before.span()), reason)
    };
    vec![verdict]
}

fn ready(situation: &Situation<'_>, meeting: &MeetingFact, deadline: Deadline) -> Verdict {
    let subject = subject(meeting);
    match meeting.agenda_ready {
        Some(true) => Verdict::met(subject, "議題が整いました。"),
        _ if situation.is_held(meeting) => Verdict::not_applicable(subject, "会議は終わりました。"),
        Some(false) => Verdict::pending(subject, situation.on, deadline, "議題がまだ整っていません。"),
        None => Verdict::unknown(subject, "議題が整っているかどうかが分かりません。").until(deadline),
    }
}
