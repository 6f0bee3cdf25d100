//! Planning again when something changes (C3): what was agreed stays wherever it can.

use std::collections::BTreeSet;

use jiff::civil::Date;
use model::{DwellingId, SeatId};
use serde::Serialize;

use super::{
    chance::Chance,
    draft::{Call, Draft},
    exhaust, explain,
    field::Field,
    moves,
    plan::Plan,
    reach,
    reasons::{self, Infeasible},
    score::Level,
    search,
    solve::certainty,
    unclear::Unclear,
    wishes::{Visit, Way, Wishes},
};

/// What changed after a plan was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// The member cannot come to this visit: the day is taken back.
    MemberRefuses(Visit),
    /// The house cannot receive this visit: the day is taken back.
    HouseRefuses(Visit),
    /// The member cannot visit from this day on, for the rest of the year: ill, or gone. Visits before it stand.
    Away(SeatId, Date),
    /// Nobody can be visited on this day.
    DayLost(Date),
    /// The house cannot be visited on these days any more.
    HouseClosed(DwellingId, BTreeSet<Date>),
    /// Other wishes altogether.
    Wishes(Box<Wishes>),
}

/// The plan after a change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Replanned {
    /// The new plan.
    pub plan: Plan,
    /// Visits that are called off.
    pub gone: BTreeSet<Visit>,
    /// Visits that were not there before.
    pub new: BTreeSet<Visit>,
}

/// Why a plan could not be made again.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Unplannable {
    /// The change is about somebody or something that is not there.
    #[error(transparent)]
    Unclear(#[from] Unclear),
    /// There is no whole plan any more.
    #[error(transparent)]
    Infeasible(#[from] Infeasible),
}

/// Plans again: as few visits as possible are called off or added, and among such plans the order of [`super::Level`] decides.
///
/// # Errors
/// [`Unplannable`].
pub fn replan(plan: &Plan, change: &Change) -> Result<Replanned, Unplannable> {
    let before: BTreeSet<Visit> = plan.visits.iter().map(|planned| planned.visit).collect();
    let wishes = changed(plan, change)?;
    let settled = wishes.written().settled.clone();
    let known = |visit: &Visit| {
        wishes.written().houses.iter().any(|house| house.id == visit.house)
            && wishes.written().members.iter().any(|member| member.id == visit.member)
    };
    let agreed = before.iter().copied().filter(|visit| !settled.contains(visit) && known(visit)).collect();
    let made = keep(&wishes.with(|written| written.agreed = agreed)?)?;
    let after: BTreeSet<Visit> = made.visits.iter().map(|planned| planned.visit).collect();
    let (gone, new) = (&before - &after, &after - &before);
    Ok(Replanned { plan: made, gone, new })
}

/// Plans so that as few as possible of the agreed visits are called off and as few as possible are added: what was told to people stands
/// before everything that is merely nicer.
///
/// # Errors
/// [`Infeasible`], as of [`super::plan`].
pub fn keep(wishes: &Wishes) -> Result<Plan, Infeasible> {
    let field = Field::keeping(wishes);
    let mut draft = Draft::new(&field);
    stand(&mut draft);
    complete(&mut draft);
    let certainty = if draft.score().is_whole() { None } else { Some(certainty(&field, &mut draft)) };
    let made = explain::explain(wishes, &mut draft, 0);
    match certainty {
        Some(certainty) if !draft.score().is_whole() => Err(reasons::infeasible(wishes, &mut draft, certainty, made)),
        _ => Ok(made),
    }
}

/// The wishes after a change.
fn changed(plan: &Plan, change: &Change) -> Result<Wishes, Unclear> {
    let visits = plan.bare();
    let close = |written: &mut super::wishes::Written, id: DwellingId, days: &BTreeSet<Date>| {
        for house in written.houses.iter_mut().filter(|house| house.id == id) {
            house.offered.retain(|day| !days.contains(day));
        }
    };
    match change {
        Change::Wishes(wishes) => Ok(*wishes.clone()),
        Change::MemberRefuses(visit) => {
            known_member(plan, visit.member)?;
            plan.wishes().with(|written| {
                written.settled.remove(visit);
                for member in written.members.iter_mut().filter(|member| member.id == visit.member) {
                    member.offered.remove(&visit.day);
                }
            })
        }
        Change::HouseRefuses(visit) => {
            known_house(plan, visit.house)?;
            plan.wishes().with(|written| {
                written.settled.remove(visit);
                close(written, visit.house, &[visit.day].into());
            })
        }
        Change::Away(id, from) => {
            known_member(plan, *id)?;
            plan.wishes().with(|written| {
                written.settled.extend(visits.iter().copied().filter(|visit| visit.member == *id && visit.day < *from));
                written.settled.retain(|visit| visit.member != *id || visit.day < *from);
                for member in written.members.iter_mut().filter(|member| member.id == *id) {
                    member.way = Way::Excused;
                }
            })
        }
        Change::DayLost(day) => plan.wishes().with(|written| {
            written.settled.retain(|visit| visit.day != *day);
            written.houses.iter_mut().for_each(|house| {
                house.offered.remove(day);
            });
        }),
        Change::HouseClosed(id, days) => {
            known_house(plan, *id)?;
            plan.wishes().with(|written| {
                written.settled.retain(|visit| visit.house != *id || !days.contains(&visit.day));
                close(written, *id, days);
            })
        }
    }
}

fn known_member(plan: &Plan, id: SeatId) -> Result<(), Unclear> {
    let there = plan.wishes().written().members.iter().any(|member| member.id == id);
    if there { Ok(()) } else { Err(Unclear::UnknownMember(id)) }
}

fn known_house(plan: &Plan, id: DwellingId) -> Result<(), Unclear> {
    let there = plan.wishes().written().houses.iter().any(|house| house.id == id);
    if there { Ok(()) } else { Err(Unclear::UnknownHouse(id)) }
}

/// Places what still can be of the plan before, newcomers with those who lead them.
fn stand(draft: &mut Draft<'_>) {
    let field = draft.field();
    let (newcomers, leaders): (Vec<_>, Vec<_>) = field.agreed().partition(|step| field.is_newcomer(step.member));
    for step in leaders {
        let alone = Call::alone(step.house, step.member, step.day);
        let led = |newcomer: &usize| Call { newcomer: Some(*newcomer), ..alone };
        let with = newcomers.iter().filter(|other| (other.house, other.day) == (step.house, step.day)).map(|other| other.member);
        let pair = with.map(|newcomer| led(&newcomer)).find(|call| draft.fits(*call));
        let call = pair.unwrap_or(alone);
        if draft.fits(call) {
            draft.place(call);
        }
    }
}

/// Gives everybody what they lack, with as few changes as are found.
fn complete(draft: &mut Draft<'_>) {
    let standing = draft.clone();
    moves::fill(draft);
    if !draft.score().is_whole() {
        reach::extend_all(draft);
    }
    // Filling the nearest gap first may cost more changes than moving somebody: both ways are tried.
    let mut moved = standing.clone();
    reach::extend_all(&mut moved);
    moves::fill(&mut moved);
    if moved.score() < draft.score() {
        *draft = moved;
    }
    let field = draft.field();
    for number in 0..draft.calls.len() {
        let added = draft.calls[number].steps().any(|step| !field.is_agreed(step));
        while added && moves::relocate(draft, number) {}
    }
    moves::drop_needless(draft);
    search::improve_within(draft, ROUNDS, &mut Chance::new(0));
    if draft.calls.len() <= FEW {
        let (mut standing, mut calls) = (standing, draft.calls.clone());
        let fewest = if draft.score().is_whole() { draft.score().of(Level::Changes) } else { 4 * FEW as u32 };
        exhaust::with_fewer_changes(&mut standing, &mut calls, fewest);
        draft.clear();
        calls.into_iter().for_each(|call| draft.place(call));
    }
}

/// Plans with no more calls than this are looked through for fewer changes.
const FEW: usize = 12;

/// So often a handful is put together anew at most; little, as a change is to be answered at once.
const ROUNDS: usize = 2000;
