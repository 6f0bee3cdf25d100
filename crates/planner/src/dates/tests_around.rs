//! Staff, authority, rooms, and why no date is whole (B3, B5, D1).

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::{date, time};
use proptest::prelude::*;

use super::*;

use PollAnswer::{Maybe, No, Yes};
use SeatCategory::{Community, Family, Resident};

fn slot(id: &str, day: i8) -> Slot {
    Slot { id: id.to_owned(), start: date(2026, 10, day).at(14, 0, 0, 0), end: date(2026, 10, day).at(16, 0, 0, 0) }
}

fn answers(all: &[(&str, PollAnswer)]) -> BTreeMap<String, PollAnswer> {
    all.iter().map(|(slot, answer)| ((*slot).to_owned(), *answer)).collect()
}

fn person(id: &str, category: SeatCategory, all: &[(&str, PollAnswer)]) -> Person {
    Person { id: id.to_owned(), category, answers: answers(all) }
}

fn whole(slots: &[&str]) -> Vec<Person> {
    let yes: Vec<_> = slots.iter().map(|slot| (*slot, Yes)).collect();
    vec![person("r", Resident, &yes), person("f", Family, &yes), person("c", Community, &yes)]
}

fn first(people: &[Person], rules: &Rules, around: &Around) -> Proposal {
    propose_around(&[slot("a", 5), slot("b", 6)], people, rules, around).remove(0)
}

/// B11
#[test]
fn a_day_without_the_needed_staff_comes_last() {
    let manager = Staff { id: "管理者".to_owned(), needed: true, answers: answers(&[("a", No), ("b", Maybe)]) };
    let around = Around { staff: vec![manager], ..Around::default() };
    let mut people = whole(&["a", "b"]);
    people[0].answers.insert("b".to_owned(), No);
    let proposals = propose_around(&[slot("a", 5), slot("b", 6)], &people, &Rules::default(), &around);
    assert_eq!(proposals[0].slot, "b");
    assert!(proposals[1].reasons.contains(&"出席が必要な職員（管理者）が出席できません。".to_owned()));
}

/// D1
#[test]
fn what_suits_the_authority_comes_first_among_whole_days() {
    let wishes = |all| Around { authority: Authority { answers: answers(all), hours: None }, ..Around::default() };
    assert_eq!(first(&whole(&["a", "b"]), &Rules::default(), &wishes(&[("a", No), ("b", Yes)])).slot, "b");
    assert_eq!(first(&whole(&["a", "b"]), &Rules::default(), &wishes(&[("a", Maybe), ("b", No)])).slot, "a");
    // A mandatory category weighs more.
    assert_eq!(first(&whole(&["a"]), &Rules::default(), &wishes(&[("a", No), ("b", Yes)])).slot, "a");
}

/// D1: weekdays from 8:30 to 17:15 as a rule.
#[test]
fn outside_the_hours_of_the_authority_it_is_by_arrangement() {
    let hours = |from, until| {
        let hours = Some(Hours { from: time(from, 30, 0, 0), until: time(until, 15, 0, 0) });
        Around { authority: Authority { answers: BTreeMap::new(), hours }, ..Around::default() }
    };
    assert_eq!(first(&whole(&["a", "b"]), &Rules::default(), &hours(8, 17)).authority, 0);
    let outside = first(&whole(&["a", "b"]), &Rules::default(), &hours(8, 15));
    assert_eq!(outside.authority, 1);
    assert!(outside.reasons.iter().any(|reason| reason.contains("対応時間の外")));
}

/// H2: 12 October 2026 is スポーツの日.
#[test]
fn a_holiday_comes_after_an_office_day() {
    let rules = Rules { office_days: true, ..Rules::default() };
    let slots = [slot("a", 12), slot("b", 13)];
    assert_eq!(propose(&slots, &whole(&["a", "b"]), &rules)[0].slot, "b");
    assert_eq!(propose(&slots, &whole(&["a", "b"]), &Rules::default())[0].slot, "a");
}

/// B5
#[test]
fn a_room_must_be_free_large_enough_and_reached() {
    let room = |id: &str, seats, step_free, taken: &[&str]| Room {
        id: id.to_owned(),
        seats,
        step_free,
        taken: taken.iter().map(|slot| (*slot).to_owned()).collect(),
    };
    let rooms = vec![room("小会議室", 2, true, &[]), room("2階ホール", 20, false, &[]), room("公民館", 20, true, &["a"])];
    let around = Around { rooms, step_free: true, ..Around::default() };
    let proposals = propose_around(&[slot("a", 5), slot("b", 6)], &whole(&["a", "b"]), &Rules::default(), &around);
    assert_eq!((proposals[0].slot.as_str(), proposals[0].room.as_deref()), ("b", Some("公民館")));
    assert!(proposals[1].roomless && proposals[1].reasons.iter().any(|reason| reason.contains("段差なし")));
    let upstairs = Around { step_free: false, ..around };
    assert_eq!(first(&whole(&["a", "b"]), &Rules::default(), &upstairs).room.as_deref(), Some("2階ホール"));
}

#[test]
fn why_no_day_is_whole_is_told_by_the_fewest_who_never_meet() {
    let slots = [slot("a", 5), slot("b", 6), slot("c", 7)];
    let people = [
        person("r", Resident, &[("a", No), ("b", Yes), ("c", Yes)]),
        person("f", Family, &[("a", Yes), ("b", No), ("c", No)]),
        person("c", Community, &[("a", No), ("b", Yes), ("c", No)]),
    ];
    let obstacles = obstacles(&slots, &people, &Rules::default(), &Around::default()).unwrap();
    assert_eq!(obstacles.conditions, [Condition::Category(Resident), Condition::Category(Family)]);
    assert_eq!(obstacles.nearest, [("b".to_owned(), vec![Condition::Category(Family)])]);
    assert_eq!(
        obstacles.reasons,
        ["利用者と利用者家族がそろう日が、候補の中にありません。", "令和8年10月6日（火）午後2時は、利用者家族の都合がつけば開けます。"]
    );
}

#[test]
fn an_open_answer_is_no_obstacle() {
    let people = [person("r", Resident, &[]), person("f", Family, &[("a", Maybe)]), person("c", Community, &[("a", Yes)])];
    assert_eq!(obstacles(&[slot("a", 5)], &people, &Rules::default(), &Around::default()), None);
}

#[test]
fn unknown_slots_and_hours_turned_round_are_told_with_their_place() {
    let slot = r#"{"id":"a","start":"2026-10-05T14:00:00","end":"2026-10-05T16:00:00"}"#;
    let cases = [
        (r#""staff":[{"id":"s","answers":{"x":"no"}}]"#, "staff[0].answers: there is no slot “x”"),
        (r#""rooms":[{"id":"s","seats":9,"taken":["x"]}]"#, "rooms[0].taken: there is no slot “x”"),
        (r#""authority":{"answers":{"x":"yes"}}"#, "authority.answers: there is no slot “x”"),
        (r#""authority":{"hours":{"from":"17:00:00","until":"09:00:00"}}"#, "authority.hours: until must lie after from"),
        (r#""rooms":[{"id":"s","seats":9},{"id":"s","seats":9}]"#, "rooms[1].id: “s” stands there twice"),
    ];
    for (more, told) in cases {
        let question: Question = serde_json::from_str(&format!(r#"{{"slots":[{slot}],"people":[],{more}}}"#)).unwrap();
        assert_eq!(question.answer().unwrap_err().to_string(), told);
        assert_eq!(question.obstacles().unwrap_err().to_string(), told);
    }
}

proptest! {
    /// B3: obstacles are told only where no slot can become whole, and nothing smaller explains it.
    #[test]
    fn obstacles_are_the_fewest_conditions_and_only_there_if_no_day_is_whole(given in prop::collection::vec(prop::collection::vec(0u8..4, 4), 0..7)) {
        let slots: Vec<Slot> = (1..5).map(|day| slot(&day.to_string(), day)).collect();
        let categories = [Resident, Family, Community];
        let people: Vec<Person> = given.iter().enumerate().map(|(number, row)| {
            let answered = row.iter().enumerate().filter_map(|(at, answer)| Some(((at + 1).to_string(), *[Yes, No, No].get(usize::from(*answer))?)));
            Person { id: number.to_string(), category: categories[number % 3], answers: answered.collect() }
        }).collect();
        let refused = |slot: &Slot| -> BTreeSet<usize> {
            let of = |category: SeatCategory| people.iter().filter(move |person| person.category == category);
            (0..3).filter(|at| of(categories[*at]).all(|person| person.answers.get(&slot.id) == Some(&No))).collect()
        };
        let missed: Vec<BTreeSet<usize>> = slots.iter().map(refused).collect();
        let hits = |chosen: &u32| missed.iter().all(|missed| missed.iter().any(|at| chosen & (1 << at) != 0));
        match obstacles(&slots, &people, &Rules::default(), &Around::default()) {
            None => prop_assert!(missed.iter().any(BTreeSet::is_empty)),
            Some(obstacles) => {
                prop_assert!(missed.iter().all(|missed| !missed.is_empty()));
                let least = (0u32..8).filter(hits).map(u32::count_ones).min();
                prop_assert_eq!(Some(obstacles.conditions.len() as u32), least);
            }
        }
    }
}
