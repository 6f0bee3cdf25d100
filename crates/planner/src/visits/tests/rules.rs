//! One rule each: what a plan keeps, and what the checker tells when it is not kept.

use std::num::NonZeroU8;

use super::office::*;
use crate::visits::*;

/// C1
#[test]
fn each_house_is_visited_and_each_member_visits() {
    let plan = planned(office(&[&[0, 2], &[2, 4]], &[&[0, 4], &[2], &[4]]));
    assert_eq!(plan.visits.len(), 3);
    assert_eq!(plan.score.of(Level::Load), 3);
}

/// C3, the national guide
#[test]
fn a_visit_is_not_on_the_day_of_a_meeting_unless_the_rules_allow_it() {
    let mut written = office(&[&[0]], &[&[0]]);
    written.meetings = days(&[0]);
    assert!(refused(written.clone()).reasons.contains(&Reason::HouseDays { house: house_id(0), needed: 1, open: 0 }));
    written.rules.meeting_day = MeetingDay::Allowed;
    assert_eq!(planned(written).bare(), [visit(0, 0, 0)]);
}

/// C3
#[test]
fn where_the_same_day_is_wished_for_all_come_on_it() {
    let mut written = office(&[&[0, 4, 8]], &[&[0, 4], &[4, 8]]);
    written.meetings = days(&[4]);
    written.rules = Rules { meeting_day: MeetingDay::Preferred, ..sapporo() };
    assert_eq!(planned(written).bare(), [visit(0, 0, 4), visit(0, 1, 4)]);
}

/// C3
#[test]
fn two_do_not_come_to_one_house_on_one_day_unless_the_rules_allow_it() {
    let mut written = office(&[&[0]], &[&[0], &[0]]);
    assert_eq!(refused(written.clone()).reasons, [Reason::Members { members: vec![member_id(0), member_id(1)], needed: 2, possible: 1 }]);
    written.rules.visitors_a_day = NonZeroU8::new(2);
    assert_eq!(planned(written).visits.len(), 2);
}

/// C3
#[test]
fn who_goes_for_the_first_time_is_led() {
    let mut written = office(&[&[0, 2], &[4, 6]], &[&[0, 4], &[2, 4, 6]]);
    written.members[1].way = Way::Newcomer;
    let plan = planned(written);
    assert_eq!(plan.bare(), [visit(0, 0, 0), visit(1, 0, 4), visit(1, 1, 4)]);
    assert!(plan.visits[2].because.contains(&Because::LedBy(member_id(0))));
    assert!(plan.visits[1].because.contains(&Because::Leads(member_id(1))));
}

#[test]
fn who_goes_for_the_first_time_does_not_go_alone() {
    let mut written = office(&[&[0, 2]], &[&[0], &[2]]);
    written.members[1].way = Way::Newcomer;
    assert_eq!(refused(written).reasons, [Reason::NobodyLeads { member: member_id(1) }]);
}

#[test]
fn with_an_interpreter_the_pair_has_the_house_to_itself() {
    let mut written = office(&[&[0]], &[&[0], &[0]]);
    written.rules.visitors_a_day = NonZeroU8::new(2);
    written.members[0].way = Way::WithInterpreter;
    assert!(!refused(written.clone()).reasons.is_empty());
    written.rules.visitors_a_day = NonZeroU8::new(3);
    assert_eq!(planned(written).visits.len(), 2);
}

/// C4, Sapporo
#[test]
fn a_majority_goes_there_and_every_house_is_really_seen() {
    let mut written = office(&[&[0, 2, 4], &[6, 8, 10]], &[&[0, 2, 4, 6, 8, 10], &[0, 6], &[2, 8]]);
    written.rules = sapporo();
    written.members[1].way = Way::Online;
    written.members[2].way = Way::Online;
    let plan = planned(written);
    assert_eq!(plan.visits.iter().filter(|visit| visit.on_site).count(), 3);
    assert_eq!(plan.visits.len(), 5);
}

/// A11
#[test]
fn where_a_resident_wishes_not_to_be_met_only_days_out_count() {
    let mut written = office(&[&[0, 2, 4]], &[&[0, 2, 4]]);
    written.houses[0].care = Care::WhileOut(days(&[4]));
    assert_eq!(planned(written).bare(), [visit(0, 0, 4)]);
}

#[test]
fn nobody_visits_the_house_of_a_relative_unless_the_office_says_so() {
    let mut written = office(&[&[0]], &[&[0]]);
    written.members[0].relatives.insert(house_id(0));
    assert_eq!(refused(written.clone()).reasons.len(), 2);
    written.rules.relatives_visit = true;
    assert_eq!(planned(written).visits.len(), 1);
}

/// B17, C1
#[test]
fn satellites_are_visited_where_the_rules_count_them() {
    let mut written = office(&[&[0], &[]], &[&[0]]);
    written.houses[1].satellite = true;
    assert_eq!(planned(written.clone()).visits.len(), 1);
    written.rules.satellites = true;
    assert_eq!(refused(written).reasons, [Reason::HouseDays { house: house_id(1), needed: 1, open: 0 }]);
}

/// C2
#[test]
fn who_is_excused_is_not_asked() {
    let mut written = office(&[&[0]], &[&[0], &[]]);
    written.members[1].way = Way::Excused;
    assert_eq!(planned(written).visits.len(), 1);
}

/// C2: what is really possible, with the reason.
#[test]
fn very_many_houses_and_few_members_leave_a_plan_of_what_is_possible() {
    let all: Vec<usize> = (0..18).collect();
    let houses: Vec<&[usize]> = (0..60).map(|_| all.as_slice()).collect();
    let infeasible = refused(office(&houses, &[&all, &all]));
    assert_eq!(infeasible.certainty, Certainty::Proven);
    assert_eq!(infeasible.partial.plan.visits.len(), 36);
    assert_eq!(infeasible.partial.unvisited.len(), 24);
    let Reason::Houses { houses, needed: 37, possible: 36 } = &infeasible.reasons[0] else { panic!("{:?}", infeasible.reasons) };
    assert_eq!(houses.len(), 37);
}

#[test]
fn the_smallest_reason_is_told_and_a_day_that_would_help() {
    // Two houses compete for one day of one member; the third is free.
    let infeasible = refused(office(&[&[0], &[0], &[2, 4]], &[&[0, 2, 6], &[4]]));
    assert_eq!(infeasible.reasons, [Reason::Houses { houses: vec![house_id(0), house_id(1)], needed: 2, possible: 1 }]);
    let [Help::HouseOpens(help), ..] = infeasible.helps[..] else { panic!("{:?}", infeasible.helps) };
    let mut helped = office(&[&[0], &[0], &[2, 4]], &[&[0, 2, 6], &[4]]);
    helped.houses.iter_mut().filter(|house| house.id == help.house).for_each(|house| house.offered.extend([help.day]));
    assert_eq!(planned(helped).visits.len(), 3);
}

#[test]
fn what_is_settled_stays_and_counts() {
    let mut written = office(&[&[4], &[6]], &[&[4, 6]]);
    written.settled.insert(visit(0, 0, 1));
    let plan = planned(written);
    assert_eq!(plan.bare(), [visit(0, 0, 1), visit(1, 0, 6)]);
    assert_eq!(plan.visits[0].because, [Because::Settled]);
}

#[test]
fn what_was_agreed_is_kept_between_equals() {
    let mut written = office(&[&[0, 2, 4, 6, 8]], &[&[0, 2, 4, 6, 8]]);
    for on in [2, 6, 8] {
        written.agreed = [visit(0, 0, on)].into();
        assert_eq!(planned(written.clone()).bare(), [visit(0, 0, on)]);
    }
}

/// C3: nearer homes first, but not at the price of uneven load.
#[test]
fn the_nearer_member_goes_unless_it_is_always_the_same_one() {
    let at = |kilometres: i32| Place { east: 1000 * kilometres, north: 0 };
    let mut written = office(&[&[0, 2], &[4, 6]], &[&[0, 4], &[2, 6]]);
    (written.houses[0].place, written.houses[1].place) = (Some(at(0)), Some(at(1)));
    (written.members[0].reach, written.members[1].reach) = (Reach::From(at(0)), Reach::From(at(9)));
    let plan = planned(written);
    assert_eq!(plan.bare(), [visit(0, 0, 0), visit(1, 1, 6)]);
    assert_eq!(plan.visits[1].traded, [Traded::Nearer { member: member_id(0), worse: Level::MembersLack }]);
    assert_eq!(plan.proven, Level::ALL);
}

#[test]
fn changes_by_hand_are_told_at_once() {
    let mut written = office(&[&[0, 2], &[4]], &[&[0, 2, 4], &[4]]);
    written.members[1].relatives.insert(house_id(1));
    written.meetings = days(&[2]);
    let wishes = Wishes::new(written).unwrap();
    let breaches = check(&wishes, &[visit(0, 0, 2), visit(1, 1, 4), visit(0, 1, 0), visit(9, 0, 0)]);
    let told = [
        Breach::Unknown(visit(9, 0, 0)),
        Breach::OnMeetingDay(visit(0, 0, 2)),
        Breach::Relative(visit(1, 1, 4)),
        Breach::MemberNotFree(visit(0, 1, 0)),
    ];
    assert_eq!(breaches, told);
    assert!(check(&wishes, &[]).contains(&Breach::HouseLacks { house: house_id(1), needed: 1, days: 0 }));
}

#[test]
fn unclear_wishes_are_refused() {
    let whole = office(&[&[0]], &[&[0]]);
    let with = |change: &dyn Fn(&mut Written)| {
        let mut written = whole.clone();
        change(&mut written);
        Wishes::new(written).unwrap_err()
    };
    assert_eq!(with(&|written| written.houses.push(written.houses[0].clone())), Unclear::HouseTwice(house_id(0)));
    assert_eq!(with(&|written| written.members.push(written.members[0].clone())), Unclear::MemberTwice(member_id(0)));
    assert_eq!(with(&|written| written.members[0].relatives = [house_id(3)].into()), Unclear::UnknownHouse(house_id(3)));
    assert_eq!(with(&|written| written.agreed = [visit(0, 3, 0)].into()), Unclear::UnknownMember(member_id(3)));
    assert_eq!(with(&|written| written.meetings = [day(20)].into()), Unclear::OutsideYear(day(20)));
    assert_eq!(with(&|written| written.rules.on_site.more_than_percent = Some(100)), Unclear::Share);
    let twice = |written: &mut Written| {
        written.houses.push(House { id: house_id(1), ..written.houses[0].clone() });
        written.agreed = [visit(0, 0, 0), visit(1, 0, 0)].into();
    };
    assert_eq!(with(&twice), Unclear::Twofold { member: member_id(0), day: day(0) });
}

/// C1: who was in two houses on one day has been there; both are visited, and no rule is broken by it.
#[test]
fn two_houses_seen_on_one_day_are_both_settled() {
    let mut written = office(&[&[0, 1], &[0, 1]], &[&[0, 1]]);
    written.settled = [visit(0, 0, 0), visit(1, 0, 0)].into();
    let plan = planned(written.clone());
    assert_eq!(plan.bare(), [visit(0, 0, 0), visit(1, 0, 0)]);
    assert_eq!(check(&Wishes::new(written).unwrap(), &plan.bare()), []);
}
