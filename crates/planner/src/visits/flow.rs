//! Flows of least cost with convex arcs, by successive shortest paths (Dijkstra on reduced costs).
//!
//! A path that is no longer worth its cost ends the flow, so that duties are written as a bonus on the first units of an arc.

use std::{cmp::Reverse, collections::BinaryHeap};

/// Costs of several levels in one number: the levels are multiplied far enough apart.
pub(super) type Cost = i128;

/// What the units of an arc cost: unit `k`, from 1, costs `base + step · k`, and the first `first` units `bonus` less.
/// Convex as long as `step` and `bonus` are not negative.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Price {
    pub base: Cost,
    pub step: Cost,
    pub bonus: Cost,
    pub first: u32,
}

impl Price {
    fn of_unit(&self, unit: u32) -> Cost {
        self.base + self.step * Cost::from(unit) - if unit <= self.first { self.bonus } else { 0 }
    }
}

#[derive(Debug, Clone)]
struct Arc {
    from: usize,
    to: usize,
    room: u32,
    flow: u32,
    price: Price,
}

/// A network, with the flow that runs in it.
#[derive(Debug, Clone)]
pub(super) struct Network {
    arcs: Vec<Arc>,
    /// For each node the arcs that touch it; `true`: it leaves here.
    touching: Vec<Vec<(usize, bool)>>,
    potential: Vec<Cost>,
}

impl Network {
    pub fn new(nodes: usize) -> Self {
        Self { arcs: Vec::new(), touching: vec![Vec::new(); nodes], potential: vec![0; nodes] }
    }

    /// Makes room for further nodes.
    pub fn grow(&mut self, nodes: usize) {
        self.touching.resize(nodes.max(self.touching.len()), Vec::new());
        self.potential.resize(self.touching.len(), 0);
    }

    /// Adds an arc and tells its number.
    pub fn arc(&mut self, from: usize, to: usize, room: u32, price: Price) -> usize {
        let number = self.arcs.len();
        self.arcs.push(Arc { from, to, room, flow: 0, price });
        self.touching[from].push((number, true));
        self.touching[to].push((number, false));
        number
    }

    /// How many units run through an arc.
    pub fn flow(&self, arc: usize) -> u32 {
        self.arcs[arc].flow
    }

    /// Sends units from `source` to `sink` as long as a further one is worth it, and at least `at_least` if they fit. The arcs must
    /// have been added in an order in which every path from the source goes upwards: then the first prices, which may be negative,
    /// are known after one round. Tells how many units run.
    pub fn run(&mut self, source: usize, sink: usize, at_least: u32) -> u32 {
        self.first_potentials(source);
        let mut units = 0;
        while let Some((cost, path)) = self.cheapest(source, sink) {
            if cost >= 0 && units >= at_least {
                break;
            }
            for (number, forward) in path {
                let arc = &mut self.arcs[number];
                arc.flow = if forward { arc.flow + 1 } else { arc.flow - 1 };
            }
            units += 1;
        }
        units
    }

    /// Lets a unit run through an arc from the beginning, as part of a flow that is only to be improved; tells whether it had room.
    pub fn preset(&mut self, arc: usize) -> bool {
        self.arcs[arc].flow += 1;
        self.arcs[arc].flow <= self.arcs[arc].room
    }

    /// Takes all flow away.
    pub fn drain(&mut self) {
        self.arcs.iter_mut().for_each(|arc| arc.flow = 0);
    }

    /// Makes a flow that runs already as cheap as can be: round trips that cost less than nothing are sent until there is none. Faster than
    /// a new flow where little is left to gain. Tells how many times all arcs were looked at.
    pub fn improve(&mut self) -> usize {
        let mut looks = 0;
        loop {
            let mut cost: Vec<Cost> = vec![0; self.touching.len()];
            let mut came: Vec<Option<(usize, bool)>> = vec![None; self.touching.len()];
            let trip = loop {
                looks += 1;
                if !self.relax(&mut cost, &mut came) {
                    return looks;
                }
                if let Some(trip) = self.round_trip(&came) {
                    break trip;
                }
            };
            for (number, forward) in trip {
                let arc = &mut self.arcs[number];
                arc.flow = if forward { arc.flow + 1 } else { arc.flow - 1 };
            }
        }
    }

    /// Looks at each arc once, both ways; tells whether some node became cheaper to reach.
    fn relax(&self, cost: &mut [Cost], came: &mut [Option<(usize, bool)>]) -> bool {
        let mut changed = false;
        for (number, arc) in self.arcs.iter().enumerate() {
            if arc.flow < arc.room && cost[arc.from] + arc.price.of_unit(arc.flow + 1) < cost[arc.to] {
                cost[arc.to] = cost[arc.from] + arc.price.of_unit(arc.flow + 1);
                came[arc.to] = Some((number, true));
                changed = true;
            }
            if arc.flow > 0 && cost[arc.to] - arc.price.of_unit(arc.flow) < cost[arc.from] {
                cost[arc.from] = cost[arc.to] - arc.price.of_unit(arc.flow);
                came[arc.from] = Some((number, false));
                changed = true;
            }
        }
        changed
    }

    /// A round trip among the arcs by which nodes were reached last, if there is one: it costs less than nothing.
    fn round_trip(&self, came: &[Option<(usize, bool)>]) -> Option<Vec<(usize, bool)>> {
        let before = |node: usize| came[node].map(|(number, forward)| if forward { self.arcs[number].from } else { self.arcs[number].to });
        let mut seen = vec![0usize; came.len()];
        for start in 0..came.len() {
            let mut node = start;
            while seen[node] == 0 {
                seen[node] = start + 1;
                let Some(next) = before(node) else { break };
                node = next;
            }
            if seen[node] == start + 1 && before(node).is_some() {
                let mut trip = Vec::new();
                let mut at = node;
                loop {
                    let step = came[at]?;
                    trip.push(step);
                    at = before(at)?;
                    if at == node {
                        return Some(trip);
                    }
                }
            }
        }
        None
    }

    fn first_potentials(&mut self, source: usize) {
        const FAR: Cost = Cost::MAX / 4;
        let mut potential = vec![FAR; self.potential.len()];
        potential[source] = 0;
        loop {
            let mut changed = false;
            for arc in self.arcs.iter().filter(|arc| arc.room > 0) {
                let through = potential[arc.from] + arc.price.of_unit(1);
                if potential[arc.from] < FAR && through < potential[arc.to] {
                    potential[arc.to] = through;
                    changed = true;
                }
            }
            if !changed {
                break;
            }
        }
        self.potential = potential.into_iter().map(|value| value.min(FAR)).collect();
    }

    /// The cheapest path that still has room: its true cost and its arcs.
    fn cheapest(&mut self, source: usize, sink: usize) -> Option<(Cost, Vec<(usize, bool)>)> {
        let mut cost: Vec<Option<Cost>> = vec![None; self.touching.len()];
        let mut done = vec![false; self.touching.len()];
        let mut came: Vec<(usize, bool)> = vec![(usize::MAX, true); self.touching.len()];
        let mut heap = BinaryHeap::new();
        cost[source] = Some(0);
        heap.push(Reverse((0, source)));
        while let Some(Reverse((here, node))) = heap.pop() {
            if std::mem::replace(&mut done[node], true) {
                continue;
            }
            if node == sink {
                break;
            }
            for &(number, forward) in &self.touching[node] {
                let arc = &self.arcs[number];
                let (next, price) = match forward {
                    true if arc.flow < arc.room => (arc.to, arc.price.of_unit(arc.flow + 1)),
                    false if arc.flow > 0 => (arc.from, -arc.price.of_unit(arc.flow)),
                    _ => continue,
                };
                if done[next] {
                    continue;
                }
                let there = here + price + self.potential[node] - self.potential[next];
                if cost[next].is_none_or(|known| there < known) {
                    cost[next] = Some(there);
                    came[next] = (number, forward);
                    heap.push(Reverse((there, next)));
                }
            }
        }
        let reduced = cost[sink].filter(|_| done[sink])?;
        // Nodes beyond the sink keep their order when the sink's distance stands for theirs.
        for (node, done) in done.iter().enumerate() {
            let far = if *done { cost[node].unwrap_or(reduced) } else { reduced };
            self.potential[node] += far.min(reduced);
        }
        let mut path = Vec::new();
        let mut node = sink;
        while node != source {
            let (number, forward) = came[node];
            path.push((number, forward));
            let arc = &self.arcs[number];
            node = if forward { arc.from } else { arc.to };
        }
        Some((self.potential[sink] - self.potential[source], path))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Workers, jobs, prices: each worker at most one job.
    fn assigned(prices: &[Vec<i64>]) -> (u32, i128) {
        let (workers, jobs) = (prices.len(), prices[0].len());
        let mut network = Network::new(workers + jobs + 2);
        let (source, sink) = (0, workers + jobs + 1);
        for worker in 0..workers {
            network.arc(source, 1 + worker, 1, Price::default());
        }
        let mut arcs = Vec::new();
        for (worker, row) in prices.iter().enumerate() {
            for (job, price) in row.iter().enumerate() {
                let price = Price { base: i128::from(*price), ..Price::default() };
                arcs.push((network.arc(1 + worker, 1 + workers + job, 1, price), i128::from(prices[worker][job])));
            }
        }
        for job in 0..jobs {
            network.arc(1 + workers + job, sink, 1, Price::default());
        }
        let units = network.run(source, sink, 0);
        (units, arcs.iter().map(|(arc, price)| i128::from(network.flow(*arc)) * price).sum())
    }

    fn best(prices: &[Vec<i64>], taken: u32) -> i64 {
        let Some((row, rest)) = prices.split_first() else { return 0 };
        let with = row.iter().enumerate().filter(|(job, _)| taken & (1 << job) == 0);
        with.map(|(job, price)| price + best(rest, taken | 1 << job)).min().unwrap_or(0).min(best(rest, taken))
    }

    #[test]
    fn convex_arcs_are_filled_evenly() {
        let mut network = Network::new(4);
        network.arc(0, 1, 9, Price::default());
        let one = network.arc(1, 2, 9, Price { step: 2, base: -1, ..Price::default() });
        let other = network.arc(1, 2, 9, Price { step: 2, base: -1, ..Price::default() });
        network.arc(2, 3, 9, Price::default());
        assert_eq!(network.run(0, 3, 6), 6);
        assert_eq!((network.flow(one), network.flow(other)), (3, 3));
    }

    proptest! {
        /// Whatever one begins with, the cheapest flow of as many units comes out.
        #[test]
        fn a_flow_that_runs_is_made_as_cheap_as_a_new_one(prices in prop::collection::vec(prop::collection::vec(0i64..9, 4), 4)) {
            let mut network = Network::new(10);
            let ends: Vec<[usize; 2]> =
                (0..4).map(|at| [network.arc(0, 1 + at, 1, Price::default()), network.arc(5 + at, 9, 1, Price::default())]).collect();
            let mut cost = 0;
            let mut arcs = Vec::new();
            for (worker, row) in prices.iter().enumerate() {
                for (job, price) in row.iter().enumerate() {
                    let arc = network.arc(1 + worker, 5 + job, 1, Price { base: i128::from(*price), ..Price::default() });
                    arcs.push((arc, *price));
                    if worker == job {
                        prop_assert!([ends[worker][0], ends[job][1], arc].into_iter().all(|arc| network.preset(arc)));
                    }
                }
            }
            network.improve();
            cost += arcs.iter().map(|(arc, price)| i64::from(network.flow(*arc)) * price).sum::<i64>();
            let dear: Vec<Vec<i64>> = prices.iter().map(|row| row.iter().map(|price| price - 100).collect()).collect();
            prop_assert_eq!(cost - 400, best(&dear, 0));
        }

        #[test]
        fn a_flow_is_as_cheap_as_the_best_of_all(prices in prop::collection::vec(prop::collection::vec(-9i64..9, 4), 1..5)) {
            prop_assert_eq!(assigned(&prices).1, i128::from(best(&prices, 0)));
        }
    }
}
