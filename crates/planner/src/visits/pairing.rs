//! Which member sees which house, days left aside: a flow of least cost, and with it a lower bound for every level that knows no days.

use super::{
    draft::Draft,
    field::Field,
    flow::{Cost, Network, Price},
    score::{Level, Score, Tally},
};

/// One unit of each level, so far apart that no sum of a lower one reaches a higher one.
const UNKEPT: Cost = 1;
const AGAIN: Cost = UNKEPT << 12;
const DISTANCE: Cost = AGAIN << 12;
const HOUSES: Cost = DISTANCE << 21;
const LOAD: Cost = HOUSES << 21;
const VISITS: Cost = LOAD << 21;
const MEMBERS_LACK: Cost = VISITS << 12;
const HOUSES_LACK: Cost = MEMBERS_LACK << 12;

/// Who sees what, and what cannot be better whatever the days.
#[derive(Debug)]
pub(super) struct Pairing {
    /// Member and house, once for each visit.
    pub pairs: Vec<(usize, usize)>,
    /// A lower bound of each level, each under the condition that the levels before reach theirs.
    pub bound: Score,
    /// Up to which level the bound says anything.
    pub says: &'static [Level],
}

/// Pairs leaders with houses, on top of what the draft holds already. Newcomers are led later: for each of their visits one call is needed.
pub(super) fn pair(draft: &Draft<'_>) -> Pairing {
    let field = draft.field();
    let led: u32 = field.newcomers().map(|newcomer| draft.tally.member_lack(newcomer)).sum();
    let mut online = u32::MAX;
    let mut at_least = led;
    // The share of visits on site is no price of a flow: where it is missed, fewer visits through a screen are tried, then more visits on site.
    for _ in 0..ROUNDS {
        let paired = run(&draft.tally, online, at_least);
        let through_screen = paired.pairs.iter().filter(|(member, _)| field.is_online(*member)).count() as u32;
        let settled_online = field.settled.iter().filter(|step| field.is_online(step.member)).count() as u32;
        let there = field.settled.len() as u32 - settled_online + paired.pairs.len() as u32 - through_screen + led;
        let missing = field.on_site.missing(there, through_screen + settled_online);
        if missing == 0 {
            return paired;
        }
        let needed: u32 = field.leaders().filter(|member| field.is_online(*member)).map(|member| draft.tally.member_lack(member)).sum();
        if online > needed {
            online = needed;
        } else {
            at_least = paired.pairs.len() as u32 + missing;
        }
    }
    run(&draft.tally, online, at_least)
}

/// How often the share is tried to be met before the search goes on with what there is.
const ROUNDS: usize = 4;

fn run(tally: &Tally<'_>, most_online: u32, at_least: u32) -> Pairing {
    let field = tally.field;
    let (houses, members) = (field.houses(), field.members());
    let (source, screens, sink) = (0, 1, 2 + members + 2 * houses);
    let member_node = |member: usize| 2 + member;
    let (seen_node, house_node) = (|house: usize| 2 + members + house, |house: usize| 2 + members + houses + house);
    let mut network = Network::new(sink + 1);
    network.arc(source, screens, most_online, Price::default());
    for member in field.leaders() {
        let (load, lack) = (Cost::from(tally.load(member)), tally.member_lack(member));
        let price = Price { base: VISITS + LOAD * (2 * load - 1), step: 2 * LOAD, bonus: MEMBERS_LACK, first: lack };
        let from = if field.is_online(member) { screens } else { source };
        network.arc(from, member_node(member), u32::MAX, price);
    }
    let mut links = Vec::new();
    for member in field.leaders() {
        for house in (0..houses).filter(|house| !field.common(member, *house).is_empty()) {
            let days = field.common(member, house).iter().filter(|day| !tally.is_busy(member, **day)).count() as u32;
            let base = DISTANCE * Cost::from(field.distance(member, house)) + AGAIN * Cost::from(field.again(member, house));
            let agreed = field.agreed().filter(|step| (step.member, step.house) == (member, house)).count() as u32;
            let price = Price { base, step: 0, bonus: UNKEPT, first: agreed };
            let to = if field.is_online(member) && field.seen_on_site { house_node(house) } else { seen_node(house) };
            links.push((member, house, network.arc(member_node(member), to, days, price)));
        }
    }
    for house in 0..houses {
        // The first unit of a house that must be seen by somebody who is there takes a way that visits through a screen do not reach.
        let lack = tally.house_lack(house);
        let before = Cost::from(tally.visits_of_house(house));
        let first = Price { base: HOUSES * (2 * before + 1), step: 0, bonus: HOUSES_LACK, first: lack.min(1) };
        let further = Price { base: HOUSES * (2 * before + 1), step: 2 * HOUSES, bonus: HOUSES_LACK, first: lack.saturating_sub(1) };
        network.arc(seen_node(house), house_node(house), u32::MAX, Price::default());
        network.arc(seen_node(house), sink, 1, first);
        network.arc(house_node(house), sink, u32::MAX, further);
    }
    network.run(source, sink, at_least);
    let pairs: Vec<(usize, usize)> =
        links.iter().flat_map(|(member, house, arc)| std::iter::repeat_n((*member, *house), network.flow(*arc) as usize)).collect();
    Pairing { bound: bound(tally, &pairs), says: says(field), pairs }
}

/// What the levels would be, days left aside.
fn bound(tally: &Tally<'_>, pairs: &[(usize, usize)]) -> Score {
    let field = tally.field;
    let mut score = tally.score();
    let mut loads: Vec<u32> = (0..field.members()).map(|member| tally.load(member)).collect();
    let mut houses: Vec<u32> = (0..field.houses()).map(|house| tally.visits_of_house(house)).collect();
    let mut lacks: Vec<u32> = (0..field.houses()).map(|house| tally.house_lack(house)).collect();
    let mut member_lacks: Vec<u32> = (0..field.members()).map(|member| tally.member_lack(member)).collect();
    let mut change = |level: Level, value: u32| score.0[level as usize] += value;
    for (member, house) in pairs.iter().copied() {
        change(Level::Visits, 1);
        change(Level::Load, 2 * loads[member] + 1);
        change(Level::Houses, 2 * houses[house] + 1);
        change(Level::Distance, field.distance(member, house));
        change(Level::Again, u32::from(field.again(member, house)));
        loads[member] += 1;
        houses[house] += 1;
        lacks[house] = lacks[house].saturating_sub(1);
        member_lacks[member] = member_lacks[member].saturating_sub(1);
    }
    score.0[Level::HousesLack as usize] = lacks.iter().sum();
    score.0[Level::MembersLack as usize] = member_lacks.iter().sum();
    score.0[Level::Unkept as usize] = score.0[Level::Unkept as usize].saturating_sub(kept_pairs(field, pairs));
    score
}

/// How many agreed visits have their pair of member and house, whatever the day.
fn kept_pairs(field: &Field, pairs: &[(usize, usize)]) -> u32 {
    let mut left = pairs.to_vec();
    let kept = field.agreed().filter(|step| match left.iter().position(|pair| *pair == (step.member, step.house)) {
        Some(place) => {
            left.swap_remove(place);
            true
        }
        None => false,
    });
    kept.count() as u32
}

/// With newcomers or visits through a screen the flow is a good beginning, but no bound beyond the duties of the houses.
fn says(field: &Field) -> &'static [Level] {
    let plain = field.newcomers().next().is_none() && !field.leaders().any(|member| field.is_online(member)) && field.on_site.at_least <= 1;
    if plain { &Level::ALL } else { &[] }
}
