//! 公表 (B14).

use jiff::civil::Date;
use model::calendar::wareki;

use crate::{
    assess::{
        minutes::{after_each_meeting, confirmed},
        situation::{Situation, subject},
        verdict::Verdict,
    },
    facts::MeetingFact,
    kind::Days,
};

/// B14: the minutes are published, and stay so.
pub(super) fn minutes_published(situation: &Situation<'_>, days_after: Days) -> Vec<Verdict> {
    after_each_meeting(situation, days_after, "議事録の確認が済んだら、公表します。", |meeting, deadline| {
        let subject = subject(meeting);
        match publication(situation, meeting) {
            Publication::Shown(day) => {
                Verdict::met(subject, format!("{}に議事録を公表しました。", wareki::format_date_short(day))).since(Some(day))
            }
            Publication::Withdrawn(day) => {
                let reason =
                    format!("議事録の公表を{}に取り下げたままです。直した議事録を公表してください。", wareki::format_date_short(day));
                Verdict::pending(subject, situation.on, deadline, &reason)
            }
            Publication::Never => {
                let reason = match confirmed(situation, meeting) {
                    Some(_) => "確認の済んだ議事録が、まだ公表されていません。",
                    None => "議事録がまだ公表されていません。参加した構成員の確認が済んだら公表します。",
                };
                Verdict::pending(subject, situation.on, deadline, reason)
            }
        }
    })
}

enum Publication {
    Shown(Date),
    Withdrawn(Date),
    Never,
}

fn publication(situation: &Situation<'_>, meeting: &MeetingFact) -> Publication {
    match (situation.happened(meeting.published_on), situation.happened(meeting.withdrawn_on)) {
        (Some(published), Some(withdrawn)) if withdrawn >= published => Publication::Withdrawn(withdrawn),
        (Some(published), _) => Publication::Shown(published),
        (None, _) => Publication::Never,
    }
}
