//! Large steps: all calls at once get other members (or other houses) and days within their month, by a flow of least cost. Months stay
//! as even as they are, so that ways and last year's houses become as good as they can be with them.

use std::collections::BTreeMap;

use super::{
    draft::{Call, Draft},
    field::{MONTHS, Step},
    flow::{Cost, Network, Price},
    reach::Side,
};

const UNKEPT: Cost = 1;
const AGAIN: Cost = UNKEPT << 14;
const DISTANCE: Cost = AGAIN << 14;
const OFF_MEETINGS: Cost = DISTANCE << 24;
const LOAD: Cost = OFF_MEETINGS << 14;
const PLACED: Cost = LOAD << 24;

/// Regroups from both sides in turn until nothing gets better. Tells how much work it was: arcs looked at, once for each call.
pub(super) fn regroup(draft: &mut Draft<'_>) -> usize {
    let mut work = 0;
    loop {
        let before = draft.score();
        work += once(draft, Side::House) + once(draft, Side::Member);
        if draft.score() >= before {
            return work;
        }
    }
}

/// Calls keep their side and their month, and choose the other side and the day anew. What is not better is taken back.
fn once(draft: &mut Draft<'_>, keeps: Side) -> usize {
    let before = (draft.score(), draft.calls.clone());
    let work = spread(draft, keeps, None);
    if draft.calls.len() < before.1.len() || draft.score() > before.0 {
        draft.clear();
        before.1.into_iter().for_each(|call| draft.place(call));
    }
    work
}
/// What a visit in each month costs, in kilometres of the way, when months may change.
pub(super) type Prices = [i64; MONTHS];

/// So many parts of a kilometre are one unit of [`Prices`].
pub(super) const PARTS: i64 = 16;

/// Lets houses choose members, days and months anew, months at a price: that is how months become even again when they are paid for
/// where they are full. The plan may be worse afterwards, or lack calls. Tells how much work it was.
pub(super) fn with_prices(draft: &mut Draft<'_>, prices: &Prices) -> usize {
    spread(draft, Side::House, Some(prices))
}

fn spread(draft: &mut Draft<'_>, keeps: Side, prices: Option<&Prices>) -> usize {
    // Pairs stay together, where they are.
    let free: Vec<Call> = draft.calls.iter().copied().filter(|call| call.newcomer.is_none()).collect();
    for number in (0..draft.calls.len()).rev() {
        if draft.calls[number].newcomer.is_none() {
            draft.lift(number);
        }
    }
    let (placed, arcs) = solve(draft, &free, keeps, prices);
    for call in placed {
        if draft.fits(call) {
            draft.place(call);
        }
    }
    arcs * free.len()
}

/// The calls after regrouping, fewer than before where not all could be placed, and the number of arcs that were looked at.
fn solve(draft: &Draft<'_>, free: &[Call], keeps: Side, prices: Option<&Prices>) -> (Vec<Call>, usize) {
    let field = draft.field();
    let mut nodes = Nodes { of: BTreeMap::new() };
    let (source, sink) = (nodes.at(Node::Source), nodes.at(Node::Sink));
    let mut arcs: Vec<(usize, usize, u32, Price)> = Vec::new();
    let mut options: Vec<(usize, Call)> = Vec::new();
    let mut there: BTreeMap<(usize, usize), ()> = BTreeMap::new();
    let mut desks: BTreeMap<(usize, usize), ()> = BTreeMap::new();
    let mut links: BTreeMap<(usize, usize, usize), ()> = BTreeMap::new();
    for (number, call) in free.iter().enumerate() {
        let node = nodes.at(Node::Call(number));
        arcs.push((source, node, 1, Price { bonus: PLACED, first: 1, ..Price::default() }));
        let others = match keeps {
            Side::House => field.leaders().filter(|leader| field.is_online(*leader) == field.is_online(call.leader)).collect(),
            Side::Member => (0..field.houses()).collect::<Vec<_>>(),
        };
        let mut slots = BTreeMap::new();
        for other in others {
            let (house, leader) = if keeps == Side::House { (call.house, other) } else { (other, call.leader) };
            for day in
                field.common(leader, house).iter().copied().filter(|day| prices.is_some() || field.month[*day] == field.month[call.day])
            {
                let option = Call::alone(house, leader, day);
                if !draft.fits(option) {
                    continue;
                }
                let near = if keeps == Side::House { house } else { leader };
                let far = if keeps == Side::House { leader } else { house };
                slots.insert((near, day), ());
                there.insert((near, day), ());
                desks.insert((far, day), ());
                links.insert((near, far, day), ());
            }
        }
        for (near, day) in slots.into_keys() {
            arcs.push((node, nodes.at(Node::SlotIn(near, day)), 1, Price::default()));
        }
    }
    for (near, day) in there.into_keys() {
        arcs.push((nodes.at(Node::SlotIn(near, day)), nodes.at(Node::SlotOut(near, day)), 1, Price::default()));
    }
    for (near, far, day) in links.into_keys() {
        let (house, leader) = if keeps == Side::House { (near, far) } else { (far, near) };
        options.push((arcs.len(), Call::alone(house, leader, day)));
        let agreed = field.is_agreed(Step { house, member: leader, day });
        let off = field.prefers_meetings && !field.meeting[day];
        let base = DISTANCE * Cost::from(field.distance(leader, house))
            + AGAIN * Cost::from(field.again(leader, house))
            + OFF_MEETINGS * Cost::from(off)
            + prices.map_or(0, |prices| DISTANCE / Cost::from(PARTS) * Cost::from(prices[field.month[day]]))
            - UNKEPT * Cost::from(agreed);
        arcs.push((nodes.at(Node::SlotOut(near, day)), nodes.at(Node::Desk(far, day)), 1, Price { base, ..Price::default() }));
    }
    let mut fars: Vec<usize> = Vec::new();
    for (far, day) in desks.into_keys() {
        if fars.last() != Some(&far) {
            fars.push(far);
        }
        arcs.push((nodes.at(Node::Desk(far, day)), nodes.at(Node::Far(far)), 1, Price::default()));
    }
    for far in fars {
        // Members: as even as before or better. Houses: exactly as many as before.
        let (room, price) = match keeps {
            Side::House => {
                let load = Cost::from(draft.tally.load(far));
                (u32::MAX, Price { base: LOAD * (2 * load - 1), step: 2 * LOAD, ..Price::default() })
            }
            Side::Member => (free.iter().filter(|call| call.house == far).count() as u32, Price::default()),
        };
        arcs.push((nodes.at(Node::Far(far)), sink, room, price));
    }
    let mut network = Network::new(nodes.of.len());
    let numbers: Vec<usize> = arcs.into_iter().map(|(from, to, room, price)| network.arc(from, to, room, price)).collect();
    network.run(source, sink, 0);
    (options.into_iter().filter(|(arc, _)| network.flow(numbers[*arc]) > 0).map(|(_, call)| call).collect(), numbers.len())
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Node {
    Source,
    Sink,
    Call(usize),
    SlotIn(usize, usize),
    SlotOut(usize, usize),
    Desk(usize, usize),
    Far(usize),
}

struct Nodes {
    of: BTreeMap<Node, usize>,
}

impl Nodes {
    fn at(&mut self, node: Node) -> usize {
        let next = self.of.len();
        *self.of.entry(node).or_insert(next)
    }
}
