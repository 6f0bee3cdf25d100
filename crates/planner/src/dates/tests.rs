use jiff::civil::date;
use proptest::prelude::*;

use super::*;

fn slot(id: &str, day: i8) -> Slot {
    Slot { id: id.to_owned(), start: date(2026, 10, day).at(14, 0, 0, 0), end: date(2026, 10, day).at(16, 0, 0, 0) }
}

fn person(id: &str, category: SeatCategory, answers: &[(&str, PollAnswer)]) -> Person {
    Person { id: id.to_owned(), category, answers: answers.iter().map(|(slot, answer)| ((*slot).to_owned(), *answer)).collect() }
}

use PollAnswer::{Maybe, No, Yes};
use SeatCategory::{Community, Family, ManagementExpert, Municipality, Resident, WelfareExpert};

/// B3
#[test]
fn mandatory_categories_come_before_many_people() {
    let people = [
        person("r", Resident, &[("few", Yes), ("many", No)]),
        person("f", Family, &[("few", Yes), ("many", Yes)]),
        person("c", Community, &[("few", Yes), ("many", Yes)]),
        person("m", Municipality, &[("few", No), ("many", Yes)]),
        person("w", WelfareExpert, &[("few", No), ("many", Yes)]),
    ];
    let proposals = propose(&[slot("many", 5), slot("few", 20)], &people, &Rules::default());
    assert_eq!(proposals[0].slot, "few");
    assert_eq!(proposals[1].missing, [Resident]);
}

/// B3
#[test]
fn between_whole_slots_the_one_with_experts_wins() {
    let base = |id, category| person(id, category, &[("a", Yes), ("b", Yes)]);
    let mut people = vec![base("r", Resident), base("f", Family), base("c", Community)];
    people.push(person("x", ManagementExpert, &[("a", No), ("b", Yes)]));
    people.push(person("m", Municipality, &[("a", Yes), ("b", No)]));
    assert_eq!(propose(&[slot("a", 5), slot("b", 6)], &people, &Rules::default())[0].slot, "b");
}

#[test]
fn a_perhaps_is_told_and_counts_less_than_a_yes() {
    let people = [
        person("r", Resident, &[("a", Maybe), ("b", Yes)]),
        person("f", Family, &[("a", Yes), ("b", Yes)]),
        person("c", Community, &[("a", Yes), ("b", Yes)]),
    ];
    let proposals = propose(&[slot("a", 5), slot("b", 6)], &people, &Rules::default());
    assert_eq!(proposals[0].slot, "b");
    assert!(proposals[1].reasons[0].contains("利用者は、まだ確かではありません"));
}

/// B3: who has not answered yet did not refuse.
#[test]
fn who_has_not_answered_is_not_told_as_unable() {
    let people = [person("r", Resident, &[]), person("f", Family, &[("a", No)]), person("c", Community, &[("a", Yes)])];
    let reasons = propose(&[slot("a", 5)], &people, &Rules::default()).remove(0).reasons;
    assert_eq!(reasons[..2], ["利用者家族の方が出席できません。", "利用者の方のお返事を待っています。"]);
}

#[test]
fn a_day_too_soon_is_told() {
    let rules = Rules { today: Some(date(2026, 10, 1)), ..Rules::default() };
    assert!(propose(&[slot("a", 5)], &[], &rules)[0].reasons.iter().any(|reason| reason.contains("30日以内")));
}

fn any_people() -> impl Strategy<Value = Vec<Person>> {
    let answer = prop_oneof![Just(Yes), Just(Maybe), Just(No)];
    let category = prop_oneof![Just(Resident), Just(Family), Just(Community), Just(WelfareExpert), Just(Municipality)];
    let one = (
        category,
        proptest::collection::btree_map(prop_oneof![Just("a".to_owned()), Just("b".to_owned()), Just("c".to_owned())], answer, 0..3),
    );
    proptest::collection::vec(one, 0..8).prop_map(|all| {
        all.into_iter().enumerate().map(|(n, (category, answers))| Person { id: n.to_string(), category, answers }).collect()
    })
}

fn place_of(id: &str, people: &[Person]) -> usize {
    let slots = [slot("a", 5), slot("b", 6), slot("c", 7)];
    propose(&slots, people, &Rules::default()).iter().position(|proposal| proposal.slot == id).unwrap()
}

proptest! {
    /// B3: one more sure yes never puts a slot further back.
    #[test]
    fn a_yes_more_never_lowers_a_slot(people in any_people(), who in 0usize..8) {
        prop_assume!(who < people.len());
        let mut better = people.clone();
        better[who].answers.insert("b".to_owned(), Yes);
        prop_assert!(place_of("b", &better) <= place_of("b", &people));
    }

    #[test]
    fn the_order_of_people_does_not_matter(people in any_people()) {
        let mut turned = people.clone();
        turned.reverse();
        let slots = [slot("a", 5), slot("b", 6), slot("c", 7)];
        prop_assert_eq!(propose(&slots, &people, &Rules::default()), propose(&slots, &turned, &Rules::default()));
    }
}
