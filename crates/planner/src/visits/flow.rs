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
        #[test]
        fn a_flow_is_as_cheap_as_the_best_of_all(prices in prop::collection::vec(prop::collection::vec(-9i64..9, 4), 1..5)) {
            prop_assert_eq!(assigned(&prices).1, i128::from(best(&prices, 0)));
        }
    }
}
