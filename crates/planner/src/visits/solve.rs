//! The way from wishes to calls: pairs, days, moved visits, improvement.

use super::{
    chance::Chance,
    days,
    draft::Draft,
    exact,
    exhaust::{self, Outcome},
    explain,
    field::{Field, MONTHS},
    moves, pairing,
    plan::Plan,
    reach,
    reasons::{self, Certainty, Help, Infeasible},
    score::{Level, Score, Tally},
    search,
    wishes::Wishes,
};

/// A plan as it was found, and how much of it is known to be the best.
#[derive(Debug)]
struct Found<'a> {
    draft: Draft<'a>,
    /// So many levels, from the first, cannot be better in any plan.
    proven: usize,
}

/// Plans the visits of a year: every hard rule holds, and the wishes are weighed in the order of [`Level`]. The same seed makes the same plan.
///
/// # Errors
/// [`Infeasible`]: with the reasons, what would help, and what is really possible (C2).
pub fn plan(wishes: &Wishes, seed: u64) -> Result<Plan, Infeasible> {
    let field = Field::new(wishes);
    let mut found = solve(&field, seed);
    let certainty = if found.draft.score().is_whole() { None } else { Some(certainty(&field, &mut found.draft)) };
    let plan = explain::explain(wishes, &mut found.draft, found.proven);
    match certainty {
        Some(certainty) if !found.draft.score().is_whole() => {
            let mut infeasible = reasons::infeasible(wishes, &mut found.draft, certainty, plan);
            if field.houses() * field.members() <= TRIED {
                let lack = lacks(&found.draft.score());
                infeasible.helps.retain(|help| helps(*help, wishes, lack, seed));
            }
            Err(infeasible)
        }
        _ => Ok(plan),
    }
}

/// In an office with so many pairs of a house and a member, every help is tried before it is told; beyond, planning again so often takes
/// too long, and what is told only fits into the plan as it stands.
const TRIED: usize = 100;

/// How many visits houses and members lack together.
fn lacks(score: &Score) -> u32 {
    score.of(Level::HousesLack) + score.of(Level::MembersLack)
}

/// Whether less is lacking with a help.
fn helps(help: Help, wishes: &Wishes, lack: u32, seed: u64) -> bool {
    help.given(wishes).is_ok_and(|helped| lacks(&solve(&Field::new(&helped), seed).draft.score()) < lack)
}

/// How sure it is that there is no whole plan; small offices are looked through, and a whole plan that shows up is taken over.
pub(super) fn certainty<'a>(field: &'a Field, draft: &mut Draft<'a>) -> Certainty {
    if reach::is_proof(field) {
        return Certainty::Proven;
    }
    match exhaust::exhaust(field) {
        Outcome::None => Certainty::Proven,
        Outcome::TooMany => Certainty::NotFound,
        Outcome::Whole(whole) => {
            *draft = *whole;
            search::settle(draft, None);
            Certainty::NotFound
        }
    }
}

fn solve(field: &Field, seed: u64) -> Found<'_> {
    let mut chance = Chance::new(seed);
    let mut draft = Draft::new(field);
    let pairing = pairing::pair(&draft);
    let bound = (!pairing.says.is_empty()).then(|| with_days(&draft.tally, pairing.bound, pairing.pairs.len()));
    days::place(&mut draft, &pairing.pairs);
    moves::fill(&mut draft);
    if !draft.score().is_whole() {
        reach::extend_all(&mut draft);
    }
    search::improve(&mut draft, bound, &mut chance);
    let known = |draft: &Draft<'_>| bound.map_or(0, |bound| proven(draft, bound));
    let first = known(&draft);
    let mut proven = exact::finish(&mut draft, first);
    if proven < Level::ALL.len() {
        search::go_on(&mut draft, bound, &mut chance);
        let first = known(&draft);
        proven = exact::finish(&mut draft, first);
    }
    Found { draft, proven }
}

/// The bound of the levels that know days: visits fill the months like water, as far as somebody can in them.
fn with_days(tally: &Tally<'_>, mut bound: Score, visits: usize) -> Score {
    let field = tally.field;
    let mut possible = [0u32; MONTHS];
    let mut counted = vec![false; field.days.len() * field.members()];
    for member in field.leaders() {
        for house in 0..field.houses() {
            for day in field.common(member, house) {
                if !std::mem::replace(&mut counted[member * field.days.len() + day], true) {
                    possible[field.month[*day]] += 1;
                }
            }
        }
    }
    let mut filled: [u32; MONTHS] = std::array::from_fn(|month| tally.month(month));
    let before = filled;
    for _ in 0..visits {
        let open = (0..MONTHS).filter(|month| filled[*month] - before[*month] < possible[*month]);
        if let Some(month) = open.min_by_key(|month| filled[*month]) {
            filled[month] += 1;
        }
    }
    bound.0[Level::Months as usize] = filled.iter().map(|visits| visits * visits).sum();
    bound
}

/// So many levels reach their bound, one after the other.
fn proven(draft: &Draft<'_>, bound: Score) -> usize {
    let score = draft.score();
    let mut levels = Level::ALL.iter().take_while(|level| score.of(**level) <= bound.of(**level)).count();
    if levels == 0 && !score.is_whole() && reach::is_proof(draft.field()) {
        levels = 1;
    }
    levels
}
