//! Large steps: all calls at once get other members (or other houses) and days within their month, by a flow of least cost. Months stay
//! as even as they are, so that ways and last year's houses become as good as they can be with them.

use std::collections::BTreeMap;

use super::{
    draft::{Call, Draft},
    field::{Field, MONTHS, Step},
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
    let (placed, work) = solve(draft, &free, keeps, prices);
    for call in placed {
        if draft.fits(call) {
            draft.place(call);
        }
    }
    work
}

/// The calls after regrouping, fewer than before where not all could be placed, and how much work it was, in arcs.
fn solve(draft: &Draft<'_>, free: &[Call], keeps: Side, prices: Option<&Prices>) -> (Vec<Call>, usize) {
    let field = draft.field();
    let mut layout = Layout::default();
    let mut options: BTreeMap<usize, Call> = BTreeMap::new();
    for (number, call) in free.iter().enumerate() {
        layout.arc(Node::Source, Node::Call(number), 1, Price { bonus: PLACED, first: 1, ..Price::default() });
        let others: Vec<usize> = match keeps {
            Side::House => field.leaders().filter(|leader| field.is_online(*leader) == field.is_online(call.leader)).collect(),
            Side::Member => (0..field.houses()).collect(),
        };
        for other in others {
            let (house, leader) = if keeps == Side::House { (call.house, other) } else { (other, call.leader) };
            let may_be = |day: &usize| prices.is_some() || field.month[*day] == field.month[call.day];
            for day in field.common(leader, house).iter().copied().filter(may_be) {
                let option = Call::alone(house, leader, day);
                if draft.fits(option) {
                    let [slot_in, slot_out, desk, far] = stops(keeps, option);
                    layout.arc(Node::Call(number), slot_in, 1, Price::default());
                    layout.arc(slot_in, slot_out, 1, Price::default());
                    options.insert(layout.arc(slot_out, desk, 1, price(field, option, prices)), option);
                    layout.arc(desk, far, 1, Price::default());
                }
            }
        }
    }
    for far in layout.fars() {
        // Members: as even as before or better. Houses: exactly as many as before.
        let (room, price) = match keeps {
            Side::House => {
                let load = Cost::from(draft.tally.load(far));
                (u32::MAX, Price { base: LOAD * (2 * load - 1), step: 2 * LOAD, ..Price::default() })
            }
            Side::Member => (free.iter().filter(|call| call.house == far).count() as u32, Price::default()),
        };
        layout.arc(Node::Far(far), Node::Sink, room, price);
    }
    let looks = if prices.is_none() && layout.preset(free, keeps) { layout.network.improve() } else { layout.run(free.len()) };
    let taken = options.into_iter().filter(|(arc, _)| layout.network.flow(*arc) > 0).map(|(_, call)| call).collect();
    (taken, layout.arcs.len() * looks)
}

fn price(field: &Field, call: Call, prices: Option<&Prices>) -> Price {
    let Call { house, leader, day, .. } = call;
    let agreed = field.is_agreed(Step { house, member: leader, day });
    let off = field.prefers_meetings && !field.meeting[day];
    let base = DISTANCE * Cost::from(field.distance(leader, house))
        + AGAIN * Cost::from(field.again(leader, house))
        + OFF_MEETINGS * Cost::from(off)
        + prices.map_or(0, |prices| DISTANCE / Cost::from(PARTS) * Cost::from(prices[field.month[day]]))
        - UNKEPT * Cost::from(agreed);
    Price { base, ..Price::default() }
}

/// A node of the network. Near is the side that calls keep, far the one that they choose.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Node {
    Source,
    Call(usize),
    /// The near side on a day: one call at most passes between the two.
    SlotIn(usize, usize),
    SlotOut(usize, usize),
    /// The far side on a day.
    Desk(usize, usize),
    Far(usize),
    Sink,
}

/// The nodes through which a call runs between itself and the sink.
fn stops(keeps: Side, call: Call) -> [Node; 4] {
    let (near, far) = if keeps == Side::House { (call.house, call.leader) } else { (call.leader, call.house) };
    [Node::SlotIn(near, call.day), Node::SlotOut(near, call.day), Node::Desk(far, call.day), Node::Far(far)]
}

/// A network whose nodes and arcs have names.
struct Layout {
    network: Network,
    nodes: BTreeMap<Node, usize>,
    arcs: BTreeMap<(usize, usize), usize>,
}

impl Default for Layout {
    fn default() -> Self {
        Self { network: Network::new(0), nodes: BTreeMap::new(), arcs: BTreeMap::new() }
    }
}

impl Layout {
    fn node(&mut self, node: Node) -> usize {
        let next = self.nodes.len();
        *self.nodes.entry(node).or_insert(next)
    }

    /// The number of an arc, which is added when it is not there yet.
    fn arc(&mut self, from: Node, to: Node, room: u32, price: Price) -> usize {
        let ends = (self.node(from), self.node(to));
        self.network.grow(self.nodes.len());
        *self.arcs.entry(ends).or_insert_with(|| self.network.arc(ends.0, ends.1, room, price))
    }

    fn fars(&self) -> Vec<usize> {
        self.nodes.keys().filter_map(|node| if let Node::Far(far) = node { Some(*far) } else { None }).collect()
    }

    /// Lets the calls run as they stand; tells whether all of them have room.
    fn preset(&mut self, free: &[Call], keeps: Side) -> bool {
        let mut fits = true;
        for (number, call) in free.iter().enumerate() {
            let [slot_in, slot_out, desk, far] = stops(keeps, *call);
            let way = [Node::Source, Node::Call(number), slot_in, slot_out, desk, far, Node::Sink];
            for ends in way.windows(2) {
                let ends = (self.node(ends[0]), self.node(ends[1]));
                fits &= self.arcs.get(&ends).is_some_and(|arc| self.network.preset(*arc));
            }
        }
        if !fits {
            self.network.drain();
        }
        fits
    }

    /// A new flow; tells how many times the arcs are looked at for it.
    fn run(&mut self, calls: usize) -> usize {
        let (source, sink) = (self.node(Node::Source), self.node(Node::Sink));
        self.network.grow(self.nodes.len());
        self.network.run(source, sink, 0);
        calls
    }
}
