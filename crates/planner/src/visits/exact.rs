//! The last word on levels that no bound settles: an integer program (microlp), level by level, from the plan that the search found.
//!
//! Only for offices without pairs, visits through a screen and settled visits, in which a house receives one visitor a day: there the
//! program is nearly a flow, and its linear relaxation nearly always whole. Work is bounded by nodes, so that the same wishes make the
//! same plan on every machine.

use std::collections::BTreeMap;

use microlp::{ComparisonOp, OptimizationDirection, Problem, SolutionStatus, SolveOptions, SolveOutcome, Variable};

use super::{
    draft::{Call, Draft},
    field::{Field, Step},
    score::Level,
};

/// Larger programs are left to the search.
const MOST_VARIABLES: usize = 2500;

/// So many nodes of a level are looked at.
const NODES: u64 = 60;

/// The levels that are wishes of a plan that is not planned again.
const WISHES: [Level; 9] = [
    Level::Visits,
    Level::Load,
    Level::OffMeetings,
    Level::Months,
    Level::Houses,
    Level::SameMonth,
    Level::Distance,
    Level::Again,
    Level::Unkept,
];

/// Makes the levels from the first that is not proven as good as can be. Tells how many levels are proven then.
pub(super) fn finish(draft: &mut Draft<'_>, proven: usize) -> usize {
    let field = draft.field();
    let visits: usize =
        (0..field.houses()).map(|house| field.leaders().map(|leader| field.common(leader, house).len()).sum::<usize>()).sum();
    if !fits(field) || !draft.score().is_whole() || proven < Level::Visits as usize || visits > MOST_VARIABLES {
        return proven;
    }
    for level in WISHES.into_iter().filter(|level| *level as usize >= proven) {
        // Nothing is less than none.
        if draft.score().of(level) > 0 && !improve(draft, level) {
            return level as usize;
        }
    }
    Level::ALL.len()
}

fn fits(field: &Field) -> bool {
    let plain = field.newcomers().next().is_none() && !field.leaders().any(|member| field.is_online(member));
    plain && field.room == 1 && field.settled.is_empty() && field.on_site.at_least <= 1 && !field.keeps
}

/// Makes one level as good as can be, those before no worse. Tells whether it is proven.
fn improve(draft: &mut Draft<'_>, level: Level) -> bool {
    let mut program = Program::new(draft, level);
    program.rules(draft.field());
    for before in WISHES.into_iter().filter(|before| *before < level) {
        let most = f64::from(draft.score().of(before));
        let terms = program.terms(draft, before);
        program.problem.add_constraint(terms, ComparisonOp::Le, most);
    }
    let mut options = SolveOptions::default();
    options.node_limit = Some(NODES);
    let Ok(SolveOutcome::Solution(solution)) = program.problem.solve_with(options) else { return false };
    let calls: Vec<Call> =
        program.calls.iter().filter(|(variable, _)| solution.var_value(*variable) > 0.5).map(|(_, call)| *call).collect();
    // What comes out is looked at as everything else is: numbers of a program are not exact.
    let before = (draft.score(), draft.calls.clone());
    draft.clear();
    for call in calls {
        if draft.fits(call) {
            draft.place(call);
        }
    }
    let better = draft.score() < before.0;
    if !better {
        draft.clear();
        before.1.into_iter().for_each(|call| draft.place(call));
    }
    let constant = if level == Level::Unkept { draft.field().agreed_visits as f64 } else { 0.0 };
    let reached = f64::from(draft.score().of(level)) - constant;
    solution.status() == SolutionStatus::Optimal && (solution.objective() - reached).abs() < 0.5
}

struct Program {
    problem: Problem,
    calls: Vec<(Variable, Call)>,
    /// The level whose value is the objective.
    objective: Level,
    pieces: BTreeMap<Level, Vec<(Variable, f64)>>,
}

type Key = (usize, usize);

impl Program {
    fn new(draft: &Draft<'_>, objective: Level) -> Self {
        let field = draft.field();
        let mut problem = Problem::new(OptimizationDirection::Minimize);
        let mut calls = Vec::new();
        for house in 0..field.houses() {
            for leader in field.leaders() {
                for day in field.common(leader, house) {
                    let call = Call::alone(house, leader, *day);
                    calls.push((problem.add_binary_var(worth(field, call, objective).unwrap_or(0.0)), call));
                }
            }
        }
        let mut program = Self { problem, calls, objective, pieces: BTreeMap::new() };
        for level in WISHES.into_iter().filter(|level| *level <= objective) {
            program.squares(draft, level);
        }
        program
    }

    /// For levels that are sums of squares or pairs: one variable for each further visit of a group, each dearer than the one before.
    fn squares(&mut self, draft: &Draft<'_>, level: Level) {
        let field = draft.field();
        let of = |call: &Call| -> Option<Key> {
            match level {
                Level::Load => Some((call.leader, 0)),
                Level::Months => Some((field.month[call.day], 0)),
                Level::Houses => Some((call.house, 0)),
                Level::SameMonth => Some((call.house, field.month[call.day])),
                _ => None,
            }
        };
        let mut groups: BTreeMap<Key, Vec<(Variable, f64)>> = BTreeMap::new();
        for (variable, call) in &self.calls {
            if let Some(key) = of(call) {
                groups.entry(key).or_default().push((*variable, 1.0));
            }
        }
        // No group has more visits than the square root of the level, or than make so many pairs.
        let most = 1 + (2 * draft.score().of(level)).isqrt() as usize;
        let mut pieces = Vec::new();
        for mut group in groups.into_values() {
            for unit in 0..most.min(group.len()) {
                let worth = if level == Level::SameMonth { unit } else { 2 * unit + 1 } as f64;
                let piece = self.problem.add_var(if level == self.objective { worth } else { 0.0 }, (0.0, 1.0));
                pieces.push((piece, worth));
                group.push((piece, -1.0));
            }
            self.problem.add_constraint(group, ComparisonOp::Eq, 0.0);
        }
        self.pieces.insert(level, pieces);
    }

    /// The hard rules.
    fn rules(&mut self, field: &Field) {
        let mut busy: BTreeMap<(bool, Key), Vec<(Variable, f64)>> = BTreeMap::new();
        let mut needs: BTreeMap<Key, Vec<(Variable, f64)>> = BTreeMap::new();
        for (variable, call) in &self.calls {
            busy.entry((false, (call.leader, call.day))).or_default().push((*variable, 1.0));
            busy.entry((true, (call.house, call.day))).or_default().push((*variable, 1.0));
            needs.entry((0, call.leader)).or_default().push((*variable, 1.0));
            needs.entry((1, call.house)).or_default().push((*variable, 1.0));
        }
        for all in busy.into_values().filter(|all| all.len() > 1) {
            self.problem.add_constraint(all, ComparisonOp::Le, 1.0);
        }
        for ((side, one), all) in needs {
            let needed = if side == 0 { field.member_needs[one] } else { field.house_needs[one] };
            self.problem.add_constraint(all, ComparisonOp::Ge, f64::from(needed));
        }
    }

    /// The value of a level as a sum, but for a constant.
    fn terms(&self, draft: &Draft<'_>, level: Level) -> Vec<(Variable, f64)> {
        if let Some(pieces) = self.pieces.get(&level).filter(|pieces| !pieces.is_empty()) {
            return pieces.clone();
        }
        let field = draft.field();
        self.calls
            .iter()
            .filter_map(|(variable, call)| Some((*variable, worth(field, *call, level)?)))
            .filter(|(_, worth)| *worth != 0.0)
            .collect()
    }
}

/// What one call adds to a level that is a plain sum.
fn worth(field: &Field, call: Call, level: Level) -> Option<f64> {
    let step = Step { house: call.house, member: call.leader, day: call.day };
    match level {
        Level::Visits => Some(1.0),
        Level::OffMeetings => Some(f64::from(u8::from(field.prefers_meetings && !field.meeting[call.day]))),
        Level::Distance => Some(f64::from(field.distance(call.leader, call.house))),
        Level::Again => Some(f64::from(u8::from(field.again(call.leader, call.house)))),
        // Counted from all agreed visits downwards: the constant is left out.
        Level::Unkept => Some(-f64::from(u8::from(field.is_agreed(step)))),
        _ => None,
    }
}
