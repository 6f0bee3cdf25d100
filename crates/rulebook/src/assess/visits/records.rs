//! What is handed out before a visit and written down after it (C5, C8). Records of visits are never published.

use jiff::civil::Date;
use model::calendar::wareki;

use super::{
    days::first_made,
    frequency::{part, visitors},
    is_made,
};
use crate::{
    assess::{
        situation::{Situation, next},
        verdict::{Deadline, Verdict},
    },
    facts::SeatFact,
    finding::Subject,
    kind::{Days, VisitRecorded},
};

/// C8: each visit is recorded, in the prescribed form if there is one. One verdict for all visits of the 年度.
pub(in crate::assess) fn visit_recorded(situation: &Situation<'_>, parameters: &VisitRecorded) -> Verdict {
    let made: Vec<_> = situation.made_this_year().collect();
    let all = made.len();
    if all == 0 {
        return Verdict::not_applicable(Subject::Office, "訪問があったら、訪問の記録を作ります。");
    }
    let open: Vec<_> = made.iter().filter(|visit| situation.happened(visit.recorded_on).is_none()).collect();
    if !open.is_empty() {
        let reason = format!("訪問{}の記録が、まだ作られていません。", part(open.len(), all, "回"));
        return match open.iter().filter_map(|visit| visit.day).min() {
            None => Verdict::unknown(Subject::Office, format!("{reason}訪問の日が記録されていないため、時期を確かめられません。")),
            Some(day) => {
                let deadline = Deadline::target(day.saturating_add(parameters.days_after.span()));
                Verdict::pending(Subject::Office, situation.on, deadline, &reason)
            }
        };
    }
    let forms = || made.iter().map(|visit| visit.in_form);
    let prescribed = parameters.prescribed_form.is_some();
    if prescribed && forms().any(|form| form == Some(false)) {
        let wrong = forms().filter(|form| *form == Some(false)).count();
        return Verdict::due(Subject::Office, format!("訪問の記録{wrong}件が、所定の様式ではありません。様式に写してください。"));
    }
    if prescribed && forms().any(|form| form.is_none()) {
        return Verdict::unknown(Subject::Office, "訪問の記録が所定の様式かどうかが、記録されていません。");
    }
    Verdict::met(Subject::Office, format!("訪問{all}回の記録を作りました。")).since(made.iter().filter_map(|visit| visit.recorded_on).max())
}

/// C5: 地域連携推進員の手引き is handed out before the first visit.
///
/// One verdict per member who has visited, and one about the office for all others.
pub(in crate::assess) fn handbook_given(situation: &Situation<'_>, days_before: Days) -> Vec<Verdict> {
    let (visited, waiting): (Vec<_>, Vec<_>) =
        visitors(situation).map(|seat| (seat, first_made(situation, seat.id))).partition(|(_, first)| first.is_some());
    let mut verdicts: Vec<Verdict> = visited.into_iter().filter_map(|(seat, first)| Some(after_visit(situation, seat, first?))).collect();
    let waiting: Vec<&SeatFact> = waiting.into_iter().map(|(seat, _)| seat).collect();
    if !waiting.is_empty() {
        verdicts.push(before_visit(situation, &waiting, days_before));
    } else if verdicts.is_empty() {
        verdicts.push(Verdict::not_applicable(Subject::Office, "構成員が就任したら、訪問の前に手引きをお渡しします。"));
    }
    verdicts
}

fn after_visit(situation: &Situation<'_>, seat: &SeatFact, first: Date) -> Verdict {
    let subject = Subject::Seat(seat.id);
    match situation.happened(seat.handbook_given_on) {
        Some(given) if given <= first => {
            Verdict::met(subject, format!("手引きを{}にお渡ししました。", wareki::format_date_short(given))).since(Some(given))
        }
        Some(given) => {
            let (given, first) = (wareki::format_date_short(given), wareki::format_date_short(first));
            Verdict::advice(
                subject,
                format!("手引きをお渡ししたのは、はじめの訪問（{first}）のあとの{given}でした。次の方には訪問の前にお渡しください。"),
            )
        }
        None => {
            let reason = "訪問した方に、手引きをまだお渡ししていません。";
            match first < situation.on {
                true => Verdict::pending(subject, situation.on, Deadline::stated(first), reason),
                false => Verdict::due(subject, reason),
            }
        }
    }
}

fn before_visit(situation: &Situation<'_>, waiting: &[&SeatFact], days_before: Days) -> Verdict {
    let without: Vec<_> = waiting.iter().filter(|seat| situation.happened(seat.handbook_given_on).is_none()).collect();
    if without.is_empty() {
        return Verdict::met(Subject::Office, "これから訪問する構成員の全員に、手引きをお渡ししました。");
    }
    let planned = situation.live_visits().filter(|visit| !is_made(visit, situation.on));
    let planned = planned.filter(|visit| visit.seat.is_some_and(|id| without.iter().any(|seat| seat.id == id)));
    let first = next(planned.filter_map(|visit| visit.day), situation.on).filter(|day| *day >= situation.on);
    let reason = format!("これから訪問する構成員{}に、手引きをまだお渡ししていません。", part(without.len(), waiting.len(), "名"));
    match first {
        Some(day) => {
            let target = Deadline::target(day.saturating_sub(days_before.span()));
            Verdict::pending(Subject::Office, situation.on, target, &reason)
        }
        // Nobody is late for a visit that has no day.
        None => Verdict::due(Subject::Office, format!("{reason}訪問の前にお渡しください。")),
    }
}
