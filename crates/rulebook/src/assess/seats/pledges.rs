//! 参加承諾書 (A10).

use model::{calendar::wareki, seats::SeatState};

use crate::{
    assess::{
        situation::{Anchor, Situation},
        verdict::{Deadline, Verdict},
    },
    facts::SeatFact,
    finding::Subject,
};

/// A10: the pledge of secrecy comes before the first attendance or visit.
pub(in crate::assess) fn pledge_before_attendance(situation: &Situation<'_>) -> Vec<Verdict> {
    let concerned = |seat: &&SeatFact| {
        seat.state == SeatState::Seated || (seat.state == SeatState::Ended && situation.happened(seat.first_attended_on).is_some())
    };
    situation.facts.seats.iter().filter(concerned).map(|seat| pledge(situation, seat)).collect()
}

fn pledge(situation: &Situation<'_>, seat: &SeatFact) -> Verdict {
    let subject = Subject::Seat(seat.id);
    match (situation.happened(seat.pledged_on), situation.happened(seat.first_attended_on)) {
        (Some(pledged), Some(attended)) if pledged > attended => Verdict::broken(
            subject,
            format!(
                "参加承諾書は{}に受け取りましたが、それより前の{}に会議か訪問に参加していました。",
                wareki::format_date_short(pledged),
                wareki::format_date_short(attended)
            ),
        )
        .since(Some(attended)),
        (Some(pledged), _) => {
            let reason = format!("参加承諾書を{}に受け取りました。", wareki::format_date_short(pledged));
            Verdict::met(subject, reason).since(Some(pledged))
        }
        (None, Some(attended)) => Verdict::broken(
            subject,
            format!(
                "参加承諾書がないまま、{}に会議か訪問に参加しています。次に参加する前に、必ず受け取ってください。",
                wareki::format_date_short(attended)
            ),
        )
        .since(Some(attended)),
        (None, None) => awaited(situation, subject),
    }
}

fn awaited(situation: &Situation<'_>, subject: Subject) -> Verdict {
    let reason = "参加承諾書をまだ受け取っていません。受け取るまで、会議への参加も訪問もできません。";
    match situation.anchor {
        Anchor::Fixed(day) if day >= situation.on => Verdict::pending(subject, situation.on, Deadline::stated(day), reason),
        _ => Verdict::due(subject, reason),
    }
}
