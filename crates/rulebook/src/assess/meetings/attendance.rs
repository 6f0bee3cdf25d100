//! Who came (B12).

use crate::{
    assess::{
        minutes::after_each_meeting,
        situation::{Situation, subject},
        verdict::Verdict,
    },
    kind::Days,
};

/// B12: everybody's attendance is recorded.
pub(in crate::assess) fn attendance_recorded(situation: &Situation<'_>, days_after: Days) -> Vec<Verdict> {
    after_each_meeting(situation, days_after, "会議のあと、出欠を記録します。", |meeting, deadline| {
        let subject = subject(meeting);
        match meeting.attendance_recorded {
            Some(true) => Verdict::met(subject, "全員の出欠を記録しました。"),
            Some(false) => Verdict::pending(subject, situation.on, deadline, "出欠がまだ記録されていない方がいます。"),
            None => Verdict::unknown(subject, "出欠を記録したかどうかが分かりません。").until(deadline),
        }
    })
}
