//! 議事録 (B13), and what all duties after a meeting have in common.

use jiff::civil::Date;
use model::{calendar::wareki, meetings::MinutesState};

use crate::{
    assess::{
        situation::{Situation, subject},
        verdict::{Deadline, Verdict},
    },
    facts::{MeetingFact, MinutesFact},
    finding::Subject,
    kind::Days,
};

/// B13: the minutes are written.
pub(super) fn minutes_written(situation: &Situation<'_>, days_after: Days) -> Vec<Verdict> {
    after_each_meeting(situation, days_after, "会議のあと、速やかに議事録を作ります。", |meeting, deadline| {
        let subject = subject(meeting);
        match written(situation, meeting) {
            Some(minutes) => Verdict::met(subject, "議事録を作成しました。").since(minutes.drafted_on),
            None if meeting.minutes.is_some() => Verdict::pending(subject, situation.on, deadline, "議事録を作成中です。"),
            None => Verdict::pending(subject, situation.on, deadline, "議事録がまだ作られていません。"),
        }
    })
}

/// B13: the minutes are written without delay.
pub(super) fn minutes_prompt(situation: &Situation<'_>, days_after: Days) -> Vec<Verdict> {
    after_each_meeting(situation, days_after, "議事録は、会議のあと速やかに作ります。", |meeting, deadline| {
        let subject = subject(meeting);
        let Some(minutes) = written(situation, meeting) else {
            return Verdict::not_applicable(subject, "議事録ができてから確かめます。");
        };
        match minutes.drafted_on {
            None => Verdict::unknown(subject, "議事録ができた日が記録されていません。"),
            Some(day) if day <= deadline.day => Verdict::met(subject, "会議のあと、速やかに議事録ができました。").since(Some(day)),
            Some(day) => {
                let reason = format!(
                    "議事録ができたのは{}でした。会議から{}日以内を目安にすると、皆さんの記憶が新しいうちに確認できます。",
                    wareki::format_date_short(day),
                    days_after.count()
                );
                Verdict::advice(subject, reason)
            }
        }
    })
}

/// B13, D4: the minutes are in the form that the authority prescribes.
pub(super) fn minutes_form(situation: &Situation<'_>, days_after: Days) -> Vec<Verdict> {
    after_each_meeting(situation, days_after, "議事録は、所定の様式で作ります。", |meeting, deadline| {
        let subject = subject(meeting);
        match written(situation, meeting).map(|minutes| minutes.in_form) {
            None => Verdict::not_applicable(subject, "議事録ができてから確かめます。"),
            Some(Some(true)) => Verdict::met(subject, "議事録は、所定の様式で作られています。"),
            Some(Some(false)) => {
                Verdict::pending(subject, situation.on, deadline, "議事録が所定の様式ではありません。様式に写してください。")
            }
            Some(None) => Verdict::unknown(subject, "議事録が所定の様式かどうかが、記録されていません。").until(deadline),
        }
    })
}

/// B13: those who attended have confirmed the minutes.
pub(super) fn minutes_confirmed(situation: &Situation<'_>, days_after: Days) -> Vec<Verdict> {
    after_each_meeting(
        situation,
        days_after,
        "議事録ができたら、参加した構成員に確認していただきます。",
        |meeting, deadline| {
            let subject = subject(meeting);
            if let Some(minutes) = confirmed(situation, meeting) {
                return Verdict::met(subject, "参加した構成員に議事録を確認していただきました。").since(minutes.confirmed_on);
            }
            let reason = match written(situation, meeting) {
                Some(_) => "参加した構成員の、議事録の確認が済んでいません。",
                None => "議事録ができたら、参加した構成員に確認していただきます。",
            };
            Verdict::pending(subject, situation.on, deadline, reason)
        },
    )
}

/// One verdict per meeting with a day: `held` judges what has taken place, and what is ahead is announced with `ahead`. While no
/// meeting has a day, the announcement is about the office.
pub(super) fn after_each_meeting(
    situation: &Situation<'_>,
    days_after: Days,
    ahead: &'static str,
    held: impl Fn(&MeetingFact, Deadline) -> Verdict,
) -> Vec<Verdict> {
    after_each_meeting_by(situation, |day| Deadline::target(day.saturating_add(days_after.span())), ahead, held)
}

/// As [`after_each_meeting`], with the deadline that follows from the day of a meeting.
pub(super) fn after_each_meeting_by(
    situation: &Situation<'_>,
    target: impl Fn(Date) -> Deadline,
    ahead: &'static str,
    held: impl Fn(&MeetingFact, Deadline) -> Verdict,
) -> Vec<Verdict> {
    let announced = |subject, deadline: Deadline| {
        // Nobody can be late with the minutes of a meeting that has not taken place.
        let verdict = Verdict::due(subject, ahead);
        if deadline.day >= situation.on { verdict.until(deadline) } else { verdict }
    };
    let mut verdicts = Vec::new();
    for meeting in situation.live_meetings().filter(|m| situation.is_held(m) && m.day.is_none()) {
        verdicts.push(Verdict::unknown(subject(meeting), "会議の開催日が記録されていないため、時期を確かめられません。"));
    }
    for (meeting, day) in situation.dated_meetings() {
        let deadline = target(day);
        verdicts.push(if situation.is_held(meeting) { held(meeting, deadline) } else { announced(subject(meeting), deadline) });
    }
    if verdicts.is_empty() {
        verdicts.push(if situation.is_past_without_meeting() {
            Verdict::not_applicable(Subject::Office, "この年度には会議が開かれませんでした。")
        } else {
            announced(Subject::Office, target(situation.anchor.day()))
        });
    }
    verdicts
}

pub(super) fn written<'a>(situation: &Situation<'_>, meeting: &'a MeetingFact) -> Option<&'a MinutesFact> {
    let minutes = meeting.minutes.as_ref()?;
    let complete = matches!(minutes.state, MinutesState::Circulated | MinutesState::Confirmed);
    (complete && minutes.drafted_on.is_none_or(|day| day <= situation.on)).then_some(minutes)
}

pub(super) fn confirmed<'a>(situation: &Situation<'_>, meeting: &'a MeetingFact) -> Option<&'a MinutesFact> {
    let minutes = meeting.minutes.as_ref()?;
    (minutes.state == MinutesState::Confirmed && minutes.confirmed_on.is_none_or(|day| day <= situation.on)).then_some(minutes)
}
