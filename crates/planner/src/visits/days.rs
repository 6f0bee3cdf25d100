//! On which days paired members and houses meet: months by a flow of least cost, days within a month by making room.

use super::{
    draft::{Call, Draft},
    field::MONTHS,
    flow::{Cost, Network, Price},
};

const UNKEPT: Cost = 1;
const SAME_MONTH: Cost = UNKEPT << 12;
const MONTH: Cost = SAME_MONTH << 21;
const OFF_MEETINGS: Cost = MONTH << 21;
const PLACED: Cost = OFF_MEETINGS << 13;

/// Places a call for each pair where that goes; tells those for which it did not.
pub(super) fn place(draft: &mut Draft<'_>, pairs: &[(usize, usize)]) -> Vec<(usize, usize)> {
    let mut left = Vec::new();
    let mut by_month: Vec<Vec<(usize, usize)>> = vec![Vec::new(); MONTHS];
    for (pair, month) in pairs.iter().zip(months(draft, pairs)) {
        match month {
            Some(month) => by_month[month].push(*pair),
            None => left.push(*pair),
        }
    }
    for (month, mut pairs) in by_month.into_iter().enumerate() {
        // Whoever has the fewest days goes first.
        pairs.sort_by_key(|(member, house)| (days_in(draft, *member, *house, month).len(), *member, *house));
        left.extend(pairs.into_iter().filter(|(member, house)| !squeeze(draft, *member, *house, month, DEPTH)));
    }
    left.retain(|(member, house)| !(0..MONTHS).any(|month| squeeze(draft, *member, *house, month, DEPTH)));
    left
}

/// So many calls are moved at most to make room for one.
const DEPTH: usize = 3;

/// The month of each pair: evenly over the year, and not twice in a house in one month where that goes.
fn months(draft: &Draft<'_>, pairs: &[(usize, usize)]) -> Vec<Option<usize>> {
    let (field, tally) = (draft.field(), &draft.tally);
    let (source, houses) = (0, field.houses());
    let pair_node = |pair: usize| 1 + pair;
    let house_node = |house: usize, month: usize| 1 + pairs.len() + house * MONTHS + month;
    let month_node = |month: usize| 1 + pairs.len() + houses * MONTHS + month;
    let sink = month_node(MONTHS);
    let mut network = Network::new(sink + 1);
    let placed = Price { bonus: PLACED, first: 1, ..Price::default() };
    for pair in 0..pairs.len() {
        network.arc(source, pair_node(pair), 1, placed);
    }
    let mut links = Vec::new();
    for (pair, (member, house)) in pairs.iter().copied().enumerate() {
        for month in 0..MONTHS {
            let days = || field.common(member, house).iter().copied().filter(|day| field.month[*day] == month);
            if days().next().is_none() {
                continue;
            }
            let off = field.prefers_meetings && !days().any(|day| field.meeting[day]);
            let agreed = days().any(|day| field.is_agreed(super::field::Step { house, member, day }));
            let base = OFF_MEETINGS * Cost::from(off) - UNKEPT * Cost::from(agreed);
            links.push((pair, month, network.arc(pair_node(pair), house_node(house, month), 1, Price { base, ..Price::default() })));
        }
    }
    for house in 0..houses {
        for month in 0..MONTHS {
            let there = Cost::from(tally.visits_in_month(house, month));
            let price = Price { base: SAME_MONTH * (there - 1), step: SAME_MONTH, ..Price::default() };
            network.arc(house_node(house, month), month_node(month), u32::MAX, price);
        }
    }
    for month in 0..MONTHS {
        let base = MONTH * (2 * Cost::from(tally.month(month)) - 1);
        network.arc(month_node(month), sink, u32::MAX, Price { base, step: 2 * MONTH, ..Price::default() });
    }
    network.run(source, sink, 0);
    let mut chosen = vec![None; pairs.len()];
    for (pair, month, arc) in links {
        if network.flow(arc) > 0 {
            chosen[pair] = Some(month);
        }
    }
    chosen
}

/// The days of a month on which both can: agreed ones first, then those of meetings where the rules wish for them.
fn days_in(draft: &Draft<'_>, member: usize, house: usize, month: usize) -> Vec<usize> {
    let field = draft.field();
    let mut days: Vec<usize> = field.common(member, house).iter().copied().filter(|day| field.month[*day] == month).collect();
    let rank = |day: &usize| {
        let agreed = field.is_agreed(super::field::Step { house, member, day: *day });
        (field.prefers_meetings && !field.meeting[*day], !agreed)
    };
    days.sort_by_key(rank);
    days
}

/// Places a call in a month, and moves others within their months to make room.
fn squeeze(draft: &mut Draft<'_>, member: usize, house: usize, month: usize, depth: usize) -> bool {
    let days = days_in(draft, member, house, month);
    if let Some(day) = days.iter().find(|day| draft.fits(Call::alone(house, member, **day))) {
        draft.place(Call::alone(house, member, *day));
        return true;
    }
    if depth == 0 {
        return false;
    }
    for day in days {
        let in_the_way = |call: &Call| call.day == day && (call.leader == member || call.house == house);
        let blocking: Vec<usize> = (0..draft.calls.len()).filter(|number| in_the_way(&draft.calls[*number])).collect();
        let [only] = blocking.as_slice() else { continue };
        let other = draft.lift(*only);
        let call = Call::alone(house, member, day);
        if draft.fits(call) {
            draft.place(call);
            if squeeze(draft, other.leader, other.house, draft.field().month[other.day], depth - 1) {
                return true;
            }
            let number = draft.calls.iter().position(|placed| *placed == call);
            number.map(|number| draft.lift(number));
        }
        draft.place(other);
    }
    false
}
