//! Whether one more visit can be had by moving others: alternating paths between houses and members on their days.
//!
//! Without newcomers and visits through a screen the hard rules are a flow, and no path means that there is no plan: that is the proof
//! behind "infeasible".

use std::collections::{BTreeMap, VecDeque, btree_map::Entry};

use super::{
    draft::{Call, Draft},
    field::Field,
};

/// For whom one more visit is sought.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Side {
    House,
    Member,
}

/// A place of the search. Near is the side for which a visit is sought, far the other one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Stop {
    /// Needs a visit on any day.
    Near(usize),
    /// Has just lost its visit on this day, and may have another on the same.
    Freed(usize, usize),
    /// Would take a visit on this day.
    Far(usize, usize),
}

/// Whether the outcome of [`extend`] is a proof: the rules that are no flow do not play a part.
pub(super) fn is_proof(field: &Field) -> bool {
    let plain = field.newcomers().next().is_none() && !field.leaders().any(|member| field.is_online(member));
    let alone = field.room == 1 || field.house_needs.iter().all(|needed| *needed <= 1);
    let single = field.room == 1 || field.leaders().all(|member| field.heads(member) == 1);
    plain && alone && single && field.on_site.at_least <= 1
}

/// Gives a visit to everybody who still lacks one, as far as that goes: first houses, then members. Nobody loses one that is needed.
pub(super) fn extend_all(draft: &mut Draft<'_>) {
    let field = draft.field();
    for house in 0..field.houses() {
        while draft.tally.house_lack(house) > 0 && extend(draft, Side::House, house) {}
    }
    for member in field.leaders() {
        while draft.tally.member_lack(member) > 0 && extend(draft, Side::Member, member) {}
    }
}

/// Gives one more visit to a house or a member; tells whether that went.
pub(super) fn extend(draft: &mut Draft<'_>, side: Side, start: usize) -> bool {
    let before = draft.score();
    let Ok((adds, removes)) = path(draft, side, start) else { return false };
    let kept = draft.calls.clone();
    for call in &removes {
        if let Some(number) = draft.calls.iter().position(|standing| standing == call) {
            draft.lift(number);
        }
    }
    let all = adds.iter().all(|call| {
        let fits = draft.fits(*call);
        if fits {
            draft.place(*call);
        }
        fits
    });
    let better = all && draft.score() < before;
    if !better {
        draft.clear();
        kept.into_iter().for_each(|call| draft.place(call));
    }
    better
}

type Calls = Vec<Call>;

/// Those who cannot all have what they need, when nothing more can be had for one of them: whoever was reached competes for the same days.
pub(super) fn rivals(draft: &mut Draft<'_>, side: Side, start: usize) -> Vec<usize> {
    path(draft, side, start).err().unwrap_or_default()
}

/// What to add and what to take away, or else everybody who was reached.
fn path(draft: &mut Draft<'_>, side: Side, start: usize) -> Result<(Calls, Calls), Vec<usize>> {
    let field = draft.field();
    let call = |near: usize, far: usize, day: usize| match side {
        Side::House => Call::alone(near, far, day),
        Side::Member => Call::alone(far, near, day),
    };
    let mut at_far: BTreeMap<(usize, usize), Vec<usize>> = BTreeMap::new();
    for standing in draft.calls.iter().filter(|call| call.newcomer.is_none()) {
        let (near, far) = if side == Side::House { (standing.house, standing.leader) } else { (standing.leader, standing.house) };
        at_far.entry((far, standing.day)).or_default().push(near);
    }
    let fars: Vec<usize> = match side {
        Side::House => field.leaders().filter(|member| !field.seen_on_site || !field.is_online(*member)).collect(),
        Side::Member => (0..field.houses()).collect(),
    };
    let mut came: BTreeMap<Stop, Stop> = BTreeMap::new();
    let mut queue = VecDeque::from([Stop::Near(start)]);
    came.insert(Stop::Near(start), Stop::Near(start));
    let mut end = None;
    'search: while let Some(stop) = queue.pop_front() {
        let from = came[&stop];
        let mut go = |to: Stop, queue: &mut VecDeque<Stop>| {
            came.entry(to).or_insert_with(|| {
                queue.push_back(to);
                stop
            });
        };
        match stop {
            Stop::Near(near) => {
                for far in &fars {
                    let (member, house) = if side == Side::House { (*far, near) } else { (near, *far) };
                    for day in field.common(member, house) {
                        let free = match side {
                            Side::House => draft.tally.heads(near, *day) == 0,
                            Side::Member => !draft.tally.is_busy(near, *day),
                        };
                        if free {
                            go(Stop::Far(*far, *day), &mut queue);
                        }
                    }
                }
            }
            Stop::Freed(near, day) => {
                for far in &fars {
                    let (member, house) = if side == Side::House { (*far, near) } else { (near, *far) };
                    if field.common(member, house).binary_search(&day).is_ok() {
                        go(Stop::Far(*far, day), &mut queue);
                    }
                }
                // On another day it costs no more: looked at before everything that costs a further change.
                if let Entry::Vacant(place) = came.entry(Stop::Near(near)) {
                    place.insert(stop);
                    queue.push_front(Stop::Near(near));
                }
            }
            Stop::Far(far, day) => {
                let open = match side {
                    Side::House => !draft.tally.is_busy(far, day),
                    Side::Member => {
                        let heads = match from {
                            Stop::Near(member) | Stop::Freed(member, _) => field.heads(member),
                            Stop::Far(..) => 1,
                        };
                        draft.tally.has_room(far, day, heads, heads == 2)
                    }
                };
                if open {
                    end = Some((stop, None));
                    break 'search;
                }
                for near in at_far.get(&(far, day)).into_iter().flatten() {
                    if spares(draft, side, *near, call(*near, far, day)) {
                        end = Some((stop, Some(*near)));
                        break 'search;
                    }
                    go(Stop::Freed(*near, day), &mut queue);
                }
            }
        }
    }
    let near = |stop: &Stop| if let Stop::Near(near) = stop { Some(*near) } else { None };
    let (mut stop, spared) = end.ok_or_else(|| came.keys().filter_map(near).collect::<Vec<_>>())?;
    let (mut adds, mut removes) = (Vec::new(), Vec::new());
    if let (Some(near), Stop::Far(far, day)) = (spared, stop) {
        removes.push(call(near, far, day));
    }
    loop {
        let from = came[&stop];
        match (from, stop) {
            (Stop::Near(near) | Stop::Freed(near, _), Stop::Far(far, day)) => adds.push(call(near, far, day)),
            (Stop::Far(far, _), Stop::Freed(near, day)) => removes.push(call(near, far, day)),
            _ => {}
        }
        if from == stop {
            return Ok((adds, removes));
        }
        stop = from;
    }
}

/// Whether a house or a member needs this visit no more than another one.
fn spares(draft: &mut Draft<'_>, side: Side, near: usize, call: Call) -> bool {
    let lack = |draft: &Draft<'_>| match side {
        Side::House => draft.tally.house_lack(near),
        Side::Member => draft.tally.member_lack(near),
    };
    let before = lack(draft);
    draft.discount(call);
    let without = lack(draft);
    draft.count(call);
    without == before
}
