//! Whether everybody who was chosen has been asked (B2).

use model::seats::SeatState;

use crate::{
    assess::{situation::Situation, verdict::Verdict},
    finding::Subject,
    kind::Days,
};

/// B2: candidates are asked in time. Whom to choose is the matter of A2 and A3.
pub(in crate::assess) fn invitations_sent(situation: &Situation<'_>, days_before: Days) -> Verdict {
    let count = |state| situation.facts.seats.iter().filter(|s| s.state == state).count();
    let candidates = count(SeatState::Candidate);
    if situation.anchor.held().is_some() || situation.is_past_without_meeting() {
        return Verdict::not_applicable(Subject::Office, "この年度の会議に向けた就任依頼の時期は終わりました。");
    }
    if candidates > 0 {
        let reason = format!("候補の方{candidates}名に、まだ就任依頼を送っていません。");
        return Verdict::pending(Subject::Office, situation.on, situation.before_meeting(days_before.span()), &reason);
    }
    if count(SeatState::Invited) + count(SeatState::Seated) > 0 {
        return Verdict::met(Subject::Office, "選んだ方全員に就任をお願いしました。");
    }
    let reason = "就任をお願いする方が、まだ選ばれていません。";
    Verdict::pending(Subject::Office, situation.on, situation.before_meeting(days_before.span()), reason)
}
