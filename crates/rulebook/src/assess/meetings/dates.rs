//! Finding and fixing the date (B3).

use jiff::ToSpan;
use model::{calendar::wareki, meetings::MeetingState};

use crate::{
    assess::{
        situation::{Situation, subject},
        verdict::{Deadline, Verdict},
    },
    facts::MeetingFact,
    finding::Subject,
    kind::{Count, Days},
};

/// B3: the members are asked for dates in time.
pub(in crate::assess) fn dates_polled(situation: &Situation<'_>, days_before: Days) -> Verdict {
    let asked = situation.live_meetings().any(|m| m.state != MeetingState::Planned);
    if asked {
        return Verdict::met(Subject::Office, "会議の日程調整を始めました。");
    }
    if situation.is_past_without_meeting() {
        return Verdict::not_applicable(Subject::Office, "この年度は終わりました。");
    }
    let reason = "構成員の方に、会議の日程の都合をまだ聞いていません。";
    Verdict::pending(Subject::Office, situation.on, situation.before_meeting(days_before.span()), reason)
}

/// B3: the date is fixed ahead. One verdict per meeting; about the office while no meeting is planned.
pub(in crate::assess) fn date_fixed_ahead(situation: &Situation<'_>, months_before: Count) -> Vec<Verdict> {
    let verdicts: Vec<_> = situation.live_meetings().map(|m| fixed_ahead(situation, m, months_before)).collect();
    if verdicts.is_empty() { vec![not_fixed(situation, Subject::Office, months_before)] } else { verdicts }
}

fn fixed_ahead(situation: &Situation<'_>, meeting: &MeetingFact, months_before: Count) -> Verdict {
    let subject = subject(meeting);
    if !matches!(meeting.state, MeetingState::Fixed | MeetingState::Held) {
        return not_fixed(situation, subject, months_before);
    }
    let (Some(day), Some(fixed_on)) = (meeting.day, meeting.fixed_on) else {
        return Verdict::unknown(subject, "会議の日か、その日を決めた日が記録されていません。");
    };
    let months = i64::from(months_before.get());
    let fixed = wareki::format_date_short(fixed_on);
    if fixed_on <= day.saturating_sub(months.months()) {
        return Verdict::met(subject, format!("会議の日（{}）を{fixed}に決めました。", wareki::format_date_short(day)))
            .since(Some(fixed_on));
    }
    let reason = format!(
        "会議の日（{}）を決めたのは{fixed}でした。{months}か月前までに決めると、構成員の方が予定を立てやすくなります。",
        wareki::format_date_short(day)
    );
    Verdict::advice(subject, reason)
}

fn not_fixed(situation: &Situation<'_>, subject: Subject, months_before: Count) -> Verdict {
    if situation.on > situation.facts.year.last_day() {
        return Verdict::not_applicable(subject, "会議の日が決まらないまま、この年度は終わりました。");
    }
    // A meeting without a date follows the plan of the year even when another meeting has one.
    let day = situation.anchor.day().saturating_sub(i64::from(months_before.get()).months());
    Verdict::pending(subject, situation.on, Deadline::target(day), "会議の日がまだ決まっていません。")
}
