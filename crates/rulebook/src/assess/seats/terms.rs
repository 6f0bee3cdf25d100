//! Terms and their ends (A9).

use jiff::civil::Date;
use model::{calendar::wareki, seats::SeatState};

use crate::{
    assess::{
        situation::Situation,
        verdict::{Deadline, Verdict},
    },
    facts::SeatFact,
    finding::Subject,
    kind::{Days, StaggeredTerms, TermLength},
};

/// A9: members change in steps.
pub(in crate::assess) fn staggered_terms(situation: &Situation<'_>, parameters: &StaggeredTerms) -> Verdict {
    let seats: Vec<_> = seated(situation).collect();
    if seats.len() < 2 {
        return Verdict::not_applicable(Subject::Office, "就任した構成員が2名以上になると、任期の終わりが重ならないかを確かめます。");
    }
    let ends: Vec<Date> = seats.iter().filter_map(|s| s.term_until).collect();
    let (Some(first), Some(last)) = (ends.iter().min(), ends.iter().max()) else {
        return Verdict::unknown(Subject::Office, "構成員の任期が、まだ記録されていません。");
    };
    if *last > first.saturating_add(parameters.window_days.span()) {
        return Verdict::met(Subject::Office, "構成員の任期の終わりは、一度に重なっていません。");
    }
    if ends.len() < seats.len() {
        let missing = seats.len() - ends.len();
        return Verdict::unknown(Subject::Office, format!("構成員{missing}名の任期が、まだ記録されていません。"));
    }
    let reason = format!(
        "構成員{}名全員の任期が、{}までに一度に終わります。これまでの経過を知る方が残るよう、任期をずらすことが望ましいとされています。",
        seats.len(),
        wareki::format_date_short(*last)
    );
    Verdict::advice(Subject::Office, reason)
}

/// A9: a term that ends is followed by a re-appointment or a successor.
pub(in crate::assess) fn term_ending(situation: &Situation<'_>, days_before: Days) -> Vec<Verdict> {
    seated(situation)
        .map(|seat| {
            let subject = Subject::Seat(seat.id);
            let Some(until) = seat.term_until else {
                return Verdict::unknown(subject, "この構成員の任期が、まだ記録されていません。");
            };
            if situation.on < until.saturating_sub(days_before.span()) {
                return Verdict::met(subject, format!("任期は{}までです。", wareki::format_date_short(until)));
            }
            let reason = "任期がまもなく終わります。再任をお願いするか、後任の方を選んでください。";
            let ended = "任期が終わりました。再任か終了かを記録してください。";
            let reason = if situation.on > until { ended } else { reason };
            Verdict::pending(subject, situation.on, Deadline::stated(until), reason)
        })
        .collect()
}

/// A9: no term is longer than this. One verdict per seat.
pub(in crate::assess) fn term_length(situation: &Situation<'_>, parameters: &TermLength) -> Vec<Verdict> {
    let open = situation.facts.seats.iter().filter(|seat| seat.state == SeatState::Seated);
    open.map(|seat| {
        let subject = Subject::Seat(seat.id);
        let (Some(from), Some(until)) = (seat.term_from, seat.term_until) else {
            return Verdict::unknown(subject, "任期のはじめか終わりが、まだ記録されていません。");
        };
        let months = parameters.at_most_months;
        let longest = from.saturating_add(months.months());
        match until < longest {
            true => Verdict::met(subject, format!("任期は{}までで、{months}か月以内です。", wareki::format_date_short(until))),
            false => Verdict::broken(
                subject,
                format!("任期が{months}か月を超えています。{}より前に終わるようにします。", wareki::format_date_short(longest)),
            ),
        }
    })
    .collect()
}

fn seated<'a>(situation: &Situation<'a>) -> impl Iterator<Item = &'a SeatFact> {
    situation.facts.seats.iter().filter(|s| s.state == SeatState::Seated)
}
