//! The agenda and the materials before the meeting (B4, B6).

use model::{Vocabulary, calendar::wareki, meetings::MeetingState};

use crate::{
    assess::{
        situation::{Situation, subject},
        verdict::{Deadline, Verdict},
    },
    facts::MeetingFact,
    finding::Subject,
    kind::{AgendaPurposes, Days},
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

/// B6: the items of the agenda serve all of the purposes. One verdict per meeting with a date.
pub(super) fn agenda_purposes(situation: &Situation<'_>, parameters: &AgendaPurposes) -> Vec<Verdict> {
    situation.of_each_dated("会議の日が決まり、議題が整うと確かめます。", |meeting, day| {
        let subject = subject(meeting);
        let Some(served) = &meeting.purposes else {
            return Verdict::unknown(subject, "議題がどの目的のためかが、記録されていません。");
        };
        let missing: Vec<_> = parameters.all_of.iter().filter(|purpose| !served.contains(purpose)).map(|purpose| purpose.label()).collect();
        let named = missing.join("」「");
        if missing.is_empty() {
            Verdict::met(subject, "議題は、求められている目的のすべてにわたっています。")
        } else if situation.is_held(meeting) {
            Verdict::broken(subject, format!("「{named}」についての議題がありませんでした。")).since(Some(day))
        } else {
            let reason = format!("「{named}」についての議題がまだありません。");
            Verdict::pending(subject, situation.on, Deadline::stated(day), &reason)
        }
    })
}

/// B4: the materials are sent to the members beforehand. One verdict per meeting with a date.
pub(super) fn materials_sent(situation: &Situation<'_>, days_before: Days) -> Vec<Verdict> {
    situation.of_each_dated("会議の日が決まったら、資料を前もって送ります。", |meeting, day| {
        let subject = subject(meeting);
        let deadline = Deadline::target(day.saturating_sub(days_before.span()));
        match situation.happened(meeting.materials_sent_on) {
            Some(sent) if sent <= deadline.day => {
                Verdict::met(subject, format!("資料を{}に送りました。", wareki::format_date_short(sent))).since(Some(sent))
            }
            Some(sent) => {
                let sent = wareki::format_date_short(sent);
                Verdict::advice(subject, format!("資料を送ったのは{sent}でした。会議の{days_before}日前までを目安にします。"))
            }
            None if situation.is_held(meeting) => Verdict::unknown(subject, "資料を前もって送ったかどうかが、記録されていません。"),
            None => Verdict::pending(subject, situation.on, deadline, "資料をまだ送っていません。"),
        }
    })
}
