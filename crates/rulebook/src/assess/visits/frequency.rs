//! How often members visit, and dwellings are visited (C1, C2).

use model::{DwellingId, SeatId};

use super::is_made;
use crate::{
    assess::{
        frequency::{Asked, Counted, Tally, judge},
        situation::{Situation, next},
        verdict::{Deadline, Verdict},
    },
    facts::{SeatFact, VisitFact},
    finding::{Status, Subject},
    kind::{VisitFrequency, VisitScope},
};

/// C1: at least so many visits in a period.
///
/// For each dwelling or each member: one verdict for every one that has been visited, is late or has failed, and one about the
/// office for all others together, so that a year that has just begun is one line. The last one that is left is named.
pub(in crate::assess) fn visit_frequency(situation: &Situation<'_>, parameters: &VisitFrequency) -> Vec<Verdict> {
    match parameters.scope {
        VisitScope::Office => vec![count(situation, parameters, Subject::Office, |_| Belongs::Yes)],
        VisitScope::EachDwelling => each_dwelling(situation, parameters),
        VisitScope::EachMember => each_member(situation, parameters),
    }
}

fn each_dwelling(situation: &Situation<'_>, parameters: &VisitFrequency) -> Vec<Verdict> {
    let dwellings: Vec<DwellingId> = situation.dwellings(parameters.satellites).collect();
    match dwellings.as_slice() {
        // One dwelling is the office; of none nothing can be said but what holds for the office.
        [] => vec![count(situation, parameters, Subject::Office, |_| Belongs::Yes)],
        [only] => vec![count(situation, parameters, Subject::Office, |visit| belongs(visit.dwelling.or(Some(*only)), *only))],
        _ => {
            let verdicts = dwellings
                .iter()
                .map(|id| count(situation, parameters, Subject::Dwelling(*id), |visit| belongs(visit.dwelling, *id)))
                .collect();
            gather(situation, verdicts, |left| format!("住居{}への訪問が、まだ記録されていません。", part(left, dwellings.len(), "か所")))
        }
    }
}

fn each_member(situation: &Situation<'_>, parameters: &VisitFrequency) -> Vec<Verdict> {
    let members: Vec<SeatId> = visitors(situation).map(|seat| seat.id).collect();
    if members.is_empty() {
        return vec![match situation.is_past() {
            true => Verdict::not_applicable(Subject::Office, "訪問する構成員がいませんでした。"),
            false => Verdict::due(Subject::Office, "構成員が決まったら、訪問していただく日を相談します。")
                .until(Deadline::stated(situation.facts.year.last_day())),
        }];
    }
    let verdicts = members.iter().map(|id| count(situation, parameters, Subject::Seat(*id), |visit| belongs(visit.seat, *id))).collect();
    gather(situation, verdicts, |left| format!("構成員{}の訪問が、まだ記録されていません。", part(left, members.len(), "名")))
}

/// Members who visit: seated on the day, or on the last day of a year that is over, and not excused (C2).
pub(super) fn visitors<'a>(situation: &Situation<'a>) -> impl Iterator<Item = &'a SeatFact> {
    let day = situation.rule_day();
    situation.facts.seats.iter().filter(move |seat| seat.serves_on(day) && !seat.excused_from_visits)
}

/// Whether a visit counts for a subject.
enum Belongs {
    Yes,
    No,
    /// Nobody recorded for whom it was.
    Unknown,
}

fn belongs<I: PartialEq>(recorded: Option<I>, wanted: I) -> Belongs {
    match recorded {
        None => Belongs::Unknown,
        Some(known) if known == wanted => Belongs::Yes,
        Some(_) => Belongs::No,
    }
}

fn count(situation: &Situation<'_>, parameters: &VisitFrequency, subject: Subject, whose: impl Fn(&VisitFact) -> Belongs) -> Verdict {
    let mut tally = Tally { subject, counted: Counted::Visits, done: Vec::new(), uncertain: false, planned: None };
    let mut planned = Vec::new();
    for visit in situation.live_visits() {
        match (whose(visit), visit.day, is_made(visit, situation.on)) {
            (Belongs::Yes, Some(day), true) => tally.done.push(day),
            (Belongs::Yes, None, true) | (Belongs::Unknown, None, true) => tally.uncertain = true,
            (Belongs::Unknown, Some(day), true) => tally.uncertain |= situation.facts.year.contains(day),
            (Belongs::Yes, Some(day), false) if situation.facts.year.contains(day) => planned.push(day),
            _ => {}
        }
    }
    tally.planned = next(planned.into_iter(), situation.on);
    let asked = Asked { times: parameters.times.get().into(), per: parameters.per, year: situation.facts.year, on: situation.on };
    judge(tally, asked)
}

/// `5名のうち2名`, or `5名` for all of them
pub(super) fn part(some: usize, all: usize, counter: &str) -> String {
    if some == all { format!("{all}{counter}") } else { format!("{all}{counter}のうち{some}{counter}") }
}

/// Puts together those who still have time, unless there is only one of them.
fn gather(situation: &Situation<'_>, verdicts: Vec<Verdict>, reason: impl Fn(usize) -> String) -> Vec<Verdict> {
    let (mut left, mut told): (Vec<Verdict>, Vec<Verdict>) =
        verdicts.into_iter().partition(|verdict| matches!(verdict.status, Status::Due | Status::Unknown));
    if left.len() <= 1 {
        told.append(&mut left);
        return told;
    }
    let mut reason = reason(left.len());
    let first = left.iter().filter_map(|verdict| verdict.due).min_by_key(|deadline| deadline.day);
    let uncertain = left.iter().find(|verdict| verdict.status == Status::Unknown).map(|verdict| verdict.reason.clone());
    told.push(match (uncertain, first) {
        (Some(why), deadline) => {
            reason.push_str(&why);
            Verdict { due: deadline, ..Verdict::unknown(Subject::Office, reason) }
        }
        (None, Some(deadline)) => Verdict::pending(Subject::Office, situation.on, deadline, &reason),
        (None, None) => Verdict::due(Subject::Office, reason),
    });
    told
}
