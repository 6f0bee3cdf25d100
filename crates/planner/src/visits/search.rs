//! From a first plan to a good one: small steps to a standstill, then some calls taken out and put back in better, again and again.
//! The work is bounded by counts, as the core has no clock.

use super::{
    chance::Chance,
    draft::{Call, Draft},
    field::MONTHS,
    moves, regroup,
    score::{Level, Score},
};

/// Improves a plan until nothing more is found, or `bound` is reached, under which nothing can be.
pub(super) fn improve(draft: &mut Draft<'_>, bound: Option<Score>, chance: &mut Chance) {
    settle(draft, bound);
    let calls = draft.calls.len();
    let rounds = ROUNDS.min(A_CALL * calls) / (1 + calls / 20);
    let rounds = if draft.score().is_whole() { rounds } else { rounds / 4 };
    shake_often(draft, bound, rounds, chance);
}

/// Goes further where nothing is proven yet: larger steps, which take longer.
pub(super) fn go_on(draft: &mut Draft<'_>, bound: Option<Score>, chance: &mut Chance) {
    price_months(draft, bound);
    kick_often(draft, bound, chance);
}

/// Lets all houses choose anew at prices for months that follow from how full they become, and makes the months even again after each
/// time: so ways are found that no exchange of a few calls leads to. What is worse is taken back.
fn price_months(draft: &mut Draft<'_>, bound: Option<Score>) {
    let field = draft.field();
    let options: usize =
        (0..field.houses()).map(|house| field.leaders().map(|leader| field.common(leader, house).len()).sum::<usize>()).sum();
    // One turn would be all the work that there is time for.
    if options * draft.calls.len() > WORK {
        return;
    }
    let mut best = (draft.score(), draft.calls.clone());
    let all: i64 = (0..MONTHS).map(|month| i64::from(draft.tally.month(month))).sum();
    let mut prices: regroup::Prices = [0; MONTHS];
    let mut work = 0;
    let mut turn = 0;
    while work < work_for(best.1.len()) && best.1.len() > 1 && bound != Some(best.0) && turn < TURNS {
        work += regroup::with_prices(draft, &prices);
        let full: [i64; MONTHS] = std::array::from_fn(|month| i64::from(draft.tally.month(month)));
        let step = regroup::PARTS * 4 / (1 + turn / 4);
        for month in 0..MONTHS {
            prices[month] += step * (MONTHS as i64 * full[month] - all) / MONTHS as i64;
        }
        turn += 1;
        moves::fill(draft);
        loop {
            let before = draft.score();
            for number in 0..draft.calls.len() {
                moves::relocate(draft, number);
            }
            if draft.score() >= before {
                break;
            }
        }
        exchanges(draft, None);
        work += regroup::regroup(draft);
        if draft.score() < best.0 {
            best = (draft.score(), draft.calls.clone());
        }
        work += draft.calls.len() * draft.calls.len() * 40;
    }
    restore(draft, &best.1);
}

/// So often prices are set at most.
const TURNS: i64 = 40;

/// Lets a few calls change their months by chance, regroups everything around them, and takes back what is worse.
fn kick_often(draft: &mut Draft<'_>, bound: Option<Score>, chance: &mut Chance) {
    let mut work = 0;
    while work < work_for(draft.calls.len()) && draft.calls.len() > 1 && bound != Some(draft.score()) {
        let before = (draft.score(), draft.calls.clone());
        for _ in 0..1 + chance.below(2) {
            trade_months(draft, chance);
        }
        work += 1000 + regroup::regroup(draft);
        if draft.score() > before.0 {
            restore(draft, &before.1);
        }
    }
}

/// So much regrouping is done at most, in arcs; a small plan is soon looked through.
const WORK: usize = 400_000;

fn work_for(calls: usize) -> usize {
    WORK.min(3000 * calls * calls)
}

/// Two calls exchange their months, with whichever leader can come to the house then.
fn trade_months(draft: &mut Draft<'_>, chance: &mut Chance) {
    let field = draft.field();
    let (one, other) = (chance.below(draft.calls.len()), chance.below(draft.calls.len()));
    let months = [field.month[draft.calls[other].day], field.month[draft.calls[one].day]];
    // Sometimes only one of them moves: months stay as even when the other one had one visit less.
    let both = 1 + chance.below(2);
    for (number, month) in [one, other].into_iter().zip(months).take(both) {
        let call = draft.calls[number];
        draft.discount(call);
        let mut options = Vec::new();
        for leader in field.leaders() {
            let days = field.common(leader, call.house).iter().filter(|day| field.month[**day] == month);
            options.extend(days.map(|day| Call { leader, day: *day, ..call }).filter(|call| draft.fits(*call)));
        }
        draft.count(call);
        if !options.is_empty() {
            let option = options[chance.below(options.len())];
            draft.replace(number, option);
        }
    }
}

/// Improves a plan by a few rounds only, and without looking over the whole of it.
pub(super) fn improve_within(draft: &mut Draft<'_>, rounds: usize, chance: &mut Chance) {
    let calls = draft.calls.len();
    let rounds = if calls > FEW { rounds / 5 } else { rounds } / (1 + calls / 20);
    shake_often(draft, None, rounds, chance);
}

/// Plans with more calls than this are put together anew less often.
const FEW: usize = 8;

fn shake_often(draft: &mut Draft<'_>, bound: Option<Score>, rounds: usize, chance: &mut Chance) {
    let mut best = (draft.score(), draft.calls.clone());
    for round in 0..rounds {
        if bound == Some(best.0) || draft.calls.is_empty() {
            break;
        }
        shake(draft, chance);
        if draft.score() < best.0 {
            best = (draft.score(), draft.calls.clone());
        }
        if round % SETTLE == SETTLE - 1 {
            settle(draft, bound);
            if draft.score() < best.0 {
                best = (draft.score(), draft.calls.clone());
            }
        }
    }
    if draft.score() > best.0 {
        restore(draft, &best.1);
    }
}

/// So often some calls are taken out and put back; less often in large plans, where each round costs more.
const ROUNDS: usize = 6_000;
/// So often at most for each call, so that small plans are done sooner.
const A_CALL: usize = 300;
/// After so many rounds the small steps are tried over the whole plan again.
const SETTLE: usize = 2_000;

/// Small steps until none helps.
pub(super) fn settle(draft: &mut Draft<'_>, bound: Option<Score>) {
    loop {
        let before = draft.score();
        if bound == Some(before) {
            return;
        }
        moves::fill(draft);
        moves::drop_needless(draft);
        for number in 0..draft.calls.len() {
            moves::relocate(draft, number);
        }
        exchanges(draft, bound);
        regroup::regroup(draft);
        if draft.score() >= before {
            return;
        }
    }
}

/// Exchanges of leaders over the whole plan. Where months cannot become evener, only those that shorten ways are looked at.
fn exchanges(draft: &mut Draft<'_>, bound: Option<Score>) {
    let field = draft.field();
    let days_count = [Level::HousesLack, Level::MembersLack, Level::OffMeetings, Level::Months, Level::SameMonth];
    let score = draft.score();
    let days_done = bound.is_some_and(|bound| days_count.iter().all(|level| score.of(*level) <= bound.of(*level)));
    let cost = |leader: usize, house: usize| (field.distance(leader, house) as i64, i64::from(field.again(leader, house)));
    for one in 0..draft.calls.len() {
        for other in one + 1..draft.calls.len() {
            let (first, second) = (draft.calls[one], draft.calls[other]);
            let (a, b) = (cost(first.leader, first.house), cost(second.leader, second.house));
            let (c, d) = (cost(second.leader, first.house), cost(first.leader, second.house));
            if !days_done || (c.0 + d.0, c.1 + d.1) < (a.0 + b.0, a.1 + b.1) {
                moves::exchange(draft, one, other);
            }
        }
    }
}

/// Takes a few calls out and puts their leaders, houses and newcomers together anew. What is worse is taken back.
fn shake(draft: &mut Draft<'_>, chance: &mut Chance) {
    let before = draft.score();
    let taken = 2 + chance.below(3);
    let mut out: Vec<Call> = Vec::new();
    while out.len() < taken && !draft.calls.is_empty() {
        let number = chance.below(draft.calls.len());
        out.push(draft.lift(number));
    }
    if chance.below(3) == 0 {
        refill(draft, &out, before, chance);
        return;
    }
    let kept = draft.calls.len();
    let mut newcomers: Vec<usize> = out.iter().filter_map(|call| call.newcomer).collect();
    let mut leaders: Vec<usize> = out.iter().map(|call| call.leader).collect();
    let mut houses: Vec<usize> = out.iter().map(|call| call.house).collect();
    let mut best: Option<(Score, Vec<Call>)> = None;
    for _ in 0..TRIES {
        chance.shuffle(&mut leaders);
        chance.shuffle(&mut houses);
        chance.shuffle(&mut newcomers);
        // Each newcomer with one of these calls from the beginning, or later with whichever call stands.
        let mut with = if chance.below(2) == 0 { newcomers.clone() } else { Vec::new() };
        for (leader, house) in leaders.iter().zip(&houses) {
            let led = with.last().copied().and_then(|newcomer| some_best_day(draft, *leader, *house, Some(newcomer), chance));
            if led.is_some() {
                with.pop();
            }
            if let Some(call) = led.or_else(|| some_best_day(draft, *leader, *house, None, chance)) {
                draft.place(call);
            }
        }
        if newcomers.is_empty() {
            let score = draft.score();
            if best.as_ref().is_none_or(|(known, _)| score < *known) {
                best = Some((score, draft.calls[kept..].to_vec()));
            }
            while draft.calls.len() > kept {
                draft.lift(draft.calls.len() - 1);
            }
        } else {
            // A newcomer may go along with any call, so that the whole plan has to be kept aside.
            let mut led = draft.clone();
            for newcomer in newcomers.iter().filter(|newcomer| led.tally.member_lack(**newcomer) > 0).copied().collect::<Vec<_>>() {
                moves::lead(&mut led, newcomer);
            }
            while draft.calls.len() > kept {
                draft.lift(draft.calls.len() - 1);
            }
            if led.score() <= before {
                *draft = led;
                return;
            }
        }
    }
    if let Some((_, calls)) = best.filter(|(score, _)| *score <= before) {
        calls.into_iter().for_each(|call| draft.place(call));
        if !draft.score().is_whole() {
            moves::fill(draft);
        }
        return;
    }
    out.into_iter().for_each(|call| draft.place(call));
}

/// Fills what lacks without some calls, in another order, instead of putting them back: fewer may do.
fn refill(draft: &mut Draft<'_>, out: &[Call], before: Score, chance: &mut Chance) {
    let mut other = draft.clone();
    let standing = other.calls.len();
    moves::fill_from(&mut other, chance.below(2 * (1 + draft.field().houses())));
    moves::drop_needless(&mut other);
    for number in standing..other.calls.len() {
        moves::relocate(&mut other, number);
    }
    if other.score() <= before {
        *draft = other;
    } else {
        out.iter().for_each(|call| draft.place(*call));
    }
}

/// So many ways to put a handful together are tried.
const TRIES: usize = 6;

/// The best free day; between equals chance decides.
fn some_best_day(draft: &mut Draft<'_>, leader: usize, house: usize, newcomer: Option<usize>, chance: &mut Chance) -> Option<Call> {
    let days = draft.field().common(leader, house);
    let from = chance.below(days.len());
    let mut best: Option<(Score, Call)> = None;
    for place in 0..days.len() {
        let call = Call { newcomer, ..Call::alone(house, leader, days[(from + place) % days.len()]) };
        if draft.fits(call) {
            let score = draft.score_with(call);
            if best.is_none_or(|(known, _)| score < known) {
                best = Some((score, call));
            }
        }
    }
    best.map(|(_, call)| call)
}

fn restore(draft: &mut Draft<'_>, calls: &[Call]) {
    draft.clear();
    calls.iter().for_each(|call| draft.place(*call));
}
