//! How members take part, and how long a meeting lasts (B5, B6), and what is written down of payments (A15).

use model::calendar::wareki;

use crate::{
    assess::{
        minutes::after_each_meeting,
        situation::{Situation, subject},
        verdict::Verdict,
    },
    facts::Present,
    finding::Subject,
    kind::{Days, MeetingDuration, MeetingMode},
};

/// What is still *about* when the rule does not say.
const TOLERANCE_MINUTES: i64 = 30;

/// B5: so many members came in person, and not too many through a screen. One verdict per meeting that was held.
pub(in crate::assess) fn meeting_mode(situation: &Situation<'_>, parameters: &MeetingMode) -> Vec<Verdict> {
    let held: Vec<_> = situation.live_meetings().filter(|meeting| situation.is_held(meeting)).collect();
    if held.is_empty() {
        return vec![Verdict::not_applicable(Subject::Office, "会議が開かれ、出欠が記録されると確かめます。")];
    }
    let judged = held.into_iter().map(|meeting| {
        let verdict = match meeting.members_present {
            // That the attendance is missing is said where it is recorded.
            None => Verdict::not_applicable(Subject::Office, "出欠が記録されると確かめます。"),
            Some(present) => came(present, parameters).since(meeting.day),
        };
        Verdict { subject: subject(meeting), ..verdict }
    });
    judged.collect()
}

fn came(Present { in_person, online }: Present, parameters: &MeetingMode) -> Verdict {
    let (in_person, online) = (u32::from(in_person), u32::from(online));
    if let Some(least) = parameters.at_least_in_person.filter(|least| in_person < u32::from(least.get())) {
        let reason = format!("対面で参加した構成員は{in_person}名でした。{least}名以上が対面で参加するようにします。");
        return Verdict::broken(Subject::Office, reason);
    }
    let limit = parameters.online_at_most_percent;
    if let Some(most) = limit.filter(|most| online * 100 > u32::from(most.get()) * (in_person + online)) {
        let reason =
            format!("参加した構成員{}名のうち{online}名がオンラインでした。オンラインは{most}％までにします。", in_person + online);
        return Verdict::broken(Subject::Office, reason);
    }
    Verdict::met(Subject::Office, format!("対面で{in_person}名、オンラインで{online}名の構成員が参加しました。"))
}

/// B6: a meeting lasts about so long, and no longer than this. One verdict per meeting that is ahead.
pub(in crate::assess) fn meeting_duration(situation: &Situation<'_>, parameters: &MeetingDuration) -> Vec<Verdict> {
    situation.of_each_dated("会議の日と時間が決まると確かめます。", |meeting, day| {
        let subject = subject(meeting);
        if situation.is_held(meeting) {
            return Verdict::not_applicable(subject, "会議は終わりました。");
        }
        let Some((from, until)) = meeting.hours else {
            return Verdict::not_applicable(subject, "会議の時間が記録されると確かめます。");
        };
        let minutes = from.duration_until(until).as_mins();
        let tolerance = parameters.tolerance_minutes.map_or(TOLERANCE_MINUTES, |minutes| minutes.get().into());
        let shown = wareki::format_date_short(day);
        match (parameters.about_minutes, parameters.at_most_minutes) {
            (Some(about), _) if minutes < i64::from(about.get()) - tolerance => {
                Verdict::broken(subject, format!("会議（{shown}）は{minutes}分の予定です。{about}分程度の時間をとります。"))
            }
            (_, Some(most)) if minutes > most.get().into() => {
                Verdict::broken(subject, format!("会議（{shown}）は{minutes}分の予定です。{most}分以内にします。"))
            }
            _ => Verdict::met(subject, format!("会議（{shown}）は{minutes}分の予定です。")),
        }
    })
}

/// A15: honorarium and travel costs are written down.
pub(in crate::assess) fn payments_recorded(situation: &Situation<'_>, days_after: Days) -> Vec<Verdict> {
    after_each_meeting(situation, days_after, "会議のあと、謝礼や交通費を記録します。", |meeting, deadline| {
        let subject = subject(meeting);
        match meeting.payments_recorded {
            Some(true) => Verdict::met(subject, "謝礼や交通費を記録しました。"),
            Some(false) => Verdict::pending(subject, situation.on, deadline, "謝礼や交通費が、まだ記録されていません。"),
            None => Verdict::unknown(subject, "謝礼や交通費を記録したかどうかが分かりません。").until(deadline),
        }
    })
}
