//! When a meeting is held (D1).

use jiff::civil::{Date, Time};
use model::{
    calendar::{self, OfficeDay, wareki},
    meetings::MeetingState,
};

use crate::{
    assess::{
        situation::{Situation, subject},
        verdict::Verdict,
    },
    finding::Subject,
    kind::TimeWindow,
};

/// D1: a meeting that is ahead lies in the hours in which the authority's staff can come. One verdict per meeting with a date.
pub(in crate::assess) fn time_window(situation: &Situation<'_>, parameters: &TimeWindow) -> Vec<Verdict> {
    let ahead = situation.dated_meetings().filter(|(meeting, _)| meeting.state == MeetingState::Fixed);
    let verdicts: Vec<_> =
        ahead.map(|(meeting, day)| Verdict { subject: subject(meeting), ..judged(day, meeting.hours, parameters) }).collect();
    match verdicts.is_empty() {
        true => vec![Verdict::not_applicable(Subject::Office, "これから開く会議の日が決まると、確かめます。")],
        false => verdicts,
    }
}

fn judged(day: Date, hours: Option<(Time, Time)>, TimeWindow { office_days, from, until }: &TimeWindow) -> Verdict {
    let shown = wareki::format_date_short(day);
    if *office_days {
        match calendar::office_day(day) {
            OfficeDay::Closed(reason) => {
                let reason = format!("会議の日（{shown}）は{reason}です。職員の出席を、前もって相談してください。");
                return Verdict::broken(Subject::Office, reason);
            }
            OfficeDay::Unknown => {
                return Verdict::unknown(Subject::Office, format!("{shown}が祝日かどうかが、まだ分かりません。"));
            }
            OfficeDay::Open => {}
        }
    }
    let Some((starts, ends)) = hours else {
        return Verdict::unknown(Subject::Office, "会議の時間が記録されていません。");
    };
    if starts < from.time() || ends > until.time() {
        let reason = format!("会議の時間が、{from}から{until}までの外にかかります。職員の出席を、前もって相談してください。");
        return Verdict::broken(Subject::Office, reason);
    }
    Verdict::met(Subject::Office, format!("会議（{shown}）は、{from}から{until}までの間です。"))
}
