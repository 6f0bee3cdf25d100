//! The residents' wishes (A11). Reasons give numbers and never point at a resident.

use model::{residents::WishAnswer, seats::SeatCategory};

use crate::{
    assess::{situation::Situation, verdict::Verdict},
    facts::SeatFact,
    finding::Subject,
    kind::Days,
};

/// A11: every resident or family is asked before strangers come to the house.
pub(super) fn wishes_asked(situation: &Situation<'_>, days_before: Days) -> Verdict {
    let residents = &situation.facts.residents;
    let target = situation.before_meeting(days_before.span());
    let all = residents.len();
    if all == 0 {
        return Verdict::unknown(Subject::Office, "利用者の一覧がまだ入力されていないため、意向確認の状況が分かりません。").until(target);
    }
    let asked: Vec<_> = residents.iter().filter_map(|r| situation.happened(r.asked_on)).collect();
    if asked.len() == all {
        return Verdict::met(Subject::Office, format!("利用者{all}名全員の意向を確認しました。")).since(asked.iter().max().copied());
    }
    let reason = format!("利用者{all}名のうち{}名の意向を、まだ確認していません。", all - asked.len());
    Verdict::pending(Subject::Office, situation.on, target, &reason)
}

/// A11: a resident who does not wish it is never seated.
pub(super) fn seat_needs_wish(situation: &Situation<'_>) -> Vec<Verdict> {
    let seats = situation.facts.seats.iter().filter(|s| s.is_open() && s.category == SeatCategory::Resident);
    seats.map(|seat| wish_of(situation, seat)).collect()
}

fn wish_of(situation: &Situation<'_>, seat: &SeatFact) -> Verdict {
    let subject = Subject::Seat(seat.id);
    let Some(id) = seat.voice_of() else {
        return Verdict::unknown(subject, "どの利用者の席かが、まだ記録されていません。");
    };
    let answer = situation.facts.residents.iter().find(|r| r.id == id).and_then(|r| r.answer);
    match answer {
        Some(WishAnswer::Wishes | WishAnswer::Conditional) => Verdict::met(subject, "地域の方と会ってもよいという意向を確認しています。"),
        Some(WishAnswer::Declines) => {
            Verdict::broken(subject, "地域の方と会うことを望んでいない利用者です。構成員にはできません。別の利用者にお願いしてください。")
        }
        Some(WishAnswer::Undecided) => {
            Verdict::unknown(subject, "地域の方と会うかどうかを、まだ決めていない利用者です。お気持ちが決まるまでお待ちください。")
        }
        None => Verdict::unknown(subject, "地域の方と会ってもよいかどうかの意向を、まだ確認していません。先に確認してください。"),
    }
}
