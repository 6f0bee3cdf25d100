//! What holds for every plan (C1–C3), on small offices compared with all plans that there are.

use std::collections::BTreeSet;

use proptest::{prelude::*, strategy::ValueTree, test_runner::TestRunner};

use super::{
    every_plan::{counted, every_plan, levels},
    office::*,
    small::*,
};
use crate::visits::*;

/// What only says that something is missing, as in a plan that is not whole.
fn is_lack(breach: &Breach) -> bool {
    matches!(breach, Breach::HouseLacks { .. } | Breach::HouseUnseen(_) | Breach::MemberLacks { .. } | Breach::OnSiteShare { .. })
}

fn best_of(wishes: &Wishes, all: &[Vec<Visit>]) -> Option<Vec<(Level, u32)>> {
    let values = |visits: &Vec<Visit>| counted(wishes, visits).into_iter().map(|(_, value)| value).collect::<Vec<u32>>();
    all.iter().min_by_key(|visits| values(visits)).map(|visits| counted(wishes, visits))
}

/// The same offices in every run: what is proven holds for all of them, and what is only searched is not to depend on luck.
fn some_offices() -> impl Iterator<Item = Wishes> {
    let mut runner = TestRunner::deterministic();
    (0..1000).map(move |_| some_wishes().new_tree(&mut runner).unwrap().current())
}

/// C3: the search finds the best plan that there is, in every level.
#[test]
fn small_plans_are_the_best_of_all() {
    let mut compared = 0;
    for wishes in some_offices() {
        if let Ok(plan) = plan(&wishes, 1) {
            assert_eq!(Some(levels(&plan.score)), best_of(&wishes, &every_plan(&wishes)), "{wishes:?}");
            compared += 1;
        }
    }
    assert!(compared > 200, "{compared} offices had a plan");
}

/// C3: after a refusal nothing changes but what must.
#[test]
fn planning_again_changes_as_little_as_can_be() {
    let (mut replanned, mut impossible) = (0, 0);
    for wishes in some_offices() {
        let Ok(before) = plan(&wishes, 1) else { continue };
        let old: BTreeSet<Visit> = before.bare().into_iter().collect();
        for (number, refused) in old.iter().enumerate() {
            let change = if number % 2 == 0 { Change::HouseRefuses(*refused) } else { Change::MemberRefuses(*refused) };
            match replan(&before, &change) {
                Ok(after) => {
                    let wishes = after.plan.wishes();
                    assert_eq!(check(wishes, &after.plan.bare()), []);
                    assert!(after.gone.contains(refused));
                    let changes = |visits: &Vec<Visit>| old.symmetric_difference(&visits.iter().copied().collect()).count();
                    let least = every_plan(wishes).iter().map(changes).min();
                    assert_eq!(Some(after.gone.len() + after.new.len()), least, "{before:?} {change:?}");
                    replanned += 1;
                }
                Err(Unplannable::Infeasible(infeasible)) => {
                    assert_eq!(infeasible.certainty, Certainty::Proven);
                    assert!(every_plan(infeasible.partial.plan.wishes()).is_empty());
                    impossible += 1;
                }
                Err(Unplannable::Unclear(unclear)) => panic!("{unclear}"),
            }
        }
    }
    assert!(replanned > 100 && impossible > 100, "{replanned} planned again, {impossible} impossible");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    /// C1, C3: no plan breaks a hard rule, what is said to be proven is, and infeasible is said only where there is no plan.
    #[test]
    fn a_plan_keeps_every_rule_and_infeasible_means_that_there_is_none(wishes in some_wishes()) {
        let all = every_plan(&wishes);
        match plan(&wishes, 1) {
            Ok(plan) => {
                prop_assert_eq!(check(&wishes, &plan.bare()), vec![]);
                prop_assert_eq!(levels(&plan.score), counted(&wishes, &plan.bare()));
                let best = best_of(&wishes, &all).unwrap();
                let proven = levels(&plan.score).into_iter().zip(best).take_while(|((level, _), _)| plan.proven.contains(level));
                for (found, possible) in proven {
                    prop_assert_eq!(found, possible);
                }
            }
            Err(infeasible) => {
                prop_assert_eq!(infeasible.certainty, Certainty::Proven);
                prop_assert!(all.is_empty(), "there is a plan: {:?}", all.first());
                prop_assert!(!infeasible.reasons.is_empty());
                prop_assert!(check(&wishes, &infeasible.partial.plan.bare()).iter().all(is_lack));
            }
        }
    }

    /// C3: what is told names only houses, members and days that are there, and a day that would help does help.
    #[test]
    fn what_is_told_is_there_and_helps(wishes in some_wishes()) {
        let written = wishes.written();
        let known = |visit: &Visit| written.houses.iter().any(|house| house.id == visit.house) && written.members.iter().any(|member| member.id == visit.member);
        let plan = match plan(&wishes, 1) {
            Ok(plan) => plan,
            Err(infeasible) => {
                let lacks = |score: &Score| score.of(Level::HousesLack) + score.of(Level::MembersLack);
                for help in &infeasible.helps {
                    let (Help::HouseOpens(visit) | Help::MemberOffers(visit)) = help;
                    prop_assert!(known(visit));
                    let helped = help.given(&wishes).unwrap();
                    let after = crate::visits::plan(&helped, 1).map_or_else(|infeasible| infeasible.partial.plan.score, |plan| plan.score);
                    prop_assert!(lacks(&after) < lacks(&infeasible.partial.plan.score), "{:?}", help);
                }
                *infeasible.partial
            }.plan,
        };
        for planned in &plan.visits {
            prop_assert!(known(&planned.visit));
            prop_assert!(!planned.because.is_empty(), "{:?}", planned);
            for because in &planned.because {
                if let Because::Leads(member) | Because::LedBy(member) = because {
                    prop_assert!(plan.visits.iter().any(|other| other.visit.member == *member && other.visit.day == planned.visit.day));
                }
            }
            for traded in &planned.traded {
                let (Traded::Nearer { member, .. } | Traded::Fresh { member, .. }) = traded;
                prop_assert!(written.members.iter().any(|other| other.id == *member && other.id != planned.visit.member));
            }
        }
    }

    /// C2: who is told to compete cannot all have what they need, and could if any one of them were spared.
    #[test]
    fn no_reason_names_more_than_it_takes(
        houses in prop::collection::vec(some_days(), 2..6),
        members in prop::collection::vec(some_days(), 1..4),
    ) {
        let offered: Vec<&[usize]> = houses.iter().map(Vec::as_slice).collect();
        let free: Vec<&[usize]> = members.iter().map(Vec::as_slice).collect();
        let written = office(&offered, &free);
        let Err(infeasible) = plan(&Wishes::new(written.clone()).unwrap(), 1) else { return Ok(()) };
        let whole = |houses: &[model::DwellingId]| {
            let mut only = written.clone();
            only.houses.retain(|house| houses.contains(&house.id));
            only.rules.times_a_member = None;
            plan(&Wishes::new(only).unwrap(), 1).is_ok()
        };
        for reason in &infeasible.reasons {
            if let Reason::Houses { houses, needed, possible } = reason {
                prop_assert!(needed > possible && !whole(houses));
                for spared in houses {
                    let others: Vec<_> = houses.iter().copied().filter(|house| house != spared).collect();
                    prop_assert!(whole(&others), "without {spared}");
                }
            }
        }
    }

    /// C3: the same seed makes the same plan.
    #[test]
    fn the_same_seed_makes_the_same_plan(wishes in some_wishes(), seed in any::<u64>()) {
        prop_assert_eq!(plan(&wishes, seed), plan(&wishes, seed));
    }

    /// C3: in larger offices, of whatever kind, no plan breaks a hard rule.
    #[test]
    fn larger_plans_keep_every_rule_too(
        houses in prop::collection::vec(prop::collection::vec(0usize..17, 0..8), 4..9),
        members in prop::collection::vec((prop::collection::vec(0usize..17, 1..9), some_way()), 3..7),
        rules in some_rules(),
    ) {
        let offered: Vec<&[usize]> = houses.iter().map(Vec::as_slice).collect();
        let free: Vec<&[usize]> = members.iter().map(|member| member.0.as_slice()).collect();
        let mut written = office(&offered, &free);
        written.members.iter_mut().zip(&members).for_each(|(member, (_, way))| member.way = *way);
        written.rules = rules;
        let wishes = Wishes::new(written).unwrap();
        match plan(&wishes, 3) {
            Ok(plan) => prop_assert_eq!(check(&wishes, &plan.bare()), vec![]),
            Err(infeasible) => {
                let breaches = check(&wishes, &infeasible.partial.plan.bare());
                prop_assert!(!breaches.is_empty() && breaches.iter().all(is_lack), "{:?}", breaches);
            }
        }
    }
}
