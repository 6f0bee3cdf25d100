//! What must hold whatever the facts are.

use jiff::{ToSpan, civil::Date};
use model::{
    Id, MeetingId, ResidentId, Vocabulary,
    calendar::FiscalYear,
    meetings::{MeetingState, MinutesState},
    offices::ServiceKind,
    residents::WishAnswer,
    seats::{FamilyStanding, Independence, SeatCategory, SeatState},
};
use proptest::{prelude::*, sample::select};

use super::{office_year, seat};
use crate::{
    Finding, Rulebook, Status, assess,
    facts::{EvaluationFact, MeetingFact, MinutesFact, OfficeFact, OfficeYear, ResidentFact, SeatFact},
};

fn word<V: Vocabulary + std::fmt::Debug>() -> impl Strategy<Value = V> {
    select(V::ALL)
}

fn day() -> impl Strategy<Value = Date> {
    (0i64..900).prop_map(|n| Date::constant(2025, 1, 1).saturating_add(n.days()))
}

fn maybe_day() -> impl Strategy<Value = Option<Date>> {
    proptest::option::of(day())
}

fn maybe_resident() -> impl Strategy<Value = Option<ResidentId>> {
    proptest::option::of((1u128..5).prop_map(|n| ResidentId::mint(0, n)))
}

prop_compose! {
    fn any_seat()(
        (category, state, independence, standing) in (word::<SeatCategory>(), word::<SeatState>(), word::<Independence>(), proptest::option::of(word::<FamilyStanding>())),
        (term_from, term_until, pledged_on, first_attended_on) in (maybe_day(), maybe_day(), maybe_day(), maybe_day()),
        (resident, proxy_for, family_of) in (maybe_resident(), maybe_resident(), maybe_resident()),
        resident_invited in any::<Option<bool>>(),
    ) -> SeatFact {
        SeatFact {
            independence, family_standing: standing, term_from, term_until, pledged_on, first_attended_on,
            resident, proxy_for, family_of, resident_invited, ..seat(1, category, state)
        }
    }
}

prop_compose! {
    fn any_minutes()(state in word::<MinutesState>(), drafted_on in maybe_day(), confirmed_on in maybe_day()) -> MinutesFact {
        MinutesFact { state, drafted_on, confirmed_on, in_form: None }
    }
}

prop_compose! {
    fn any_meeting()(
        state in word::<MeetingState>(),
        (day, fixed_on, published_on, withdrawn_on) in (maybe_day(), maybe_day(), maybe_day(), maybe_day()),
        (agenda_ready, attendance_recorded) in any::<(Option<bool>, Option<bool>)>(),
        minutes in proptest::option::of(any_minutes()),
    ) -> MeetingFact {
        MeetingFact {
            day, fixed_on, agenda_ready, attendance_recorded, minutes, published_on, withdrawn_on,
            ..MeetingFact::new(MeetingId::mint(0, 1), state)
        }
    }
}

prop_compose! {
    fn any_year()(
        service in word::<ServiceKind>(),
        year in select(vec![2024i16, 2025, 2026]),
        seats in prop::collection::vec(any_seat(), 0..7),
        residents in prop::collection::vec((maybe_day(), proptest::option::of(word::<WishAnswer>())), 0..5),
        meetings in prop::collection::vec(any_meeting(), 0..4),
        evaluated in maybe_day(),
    ) -> OfficeYear {
        let office = OfficeFact { service, group_home_type: None, place: None, dwellings: vec![] };
        let mut facts = OfficeYear {
            seats,
            residents: (1u128..).zip(residents).map(|(n, (asked_on, answer))| ResidentFact { id: ResidentId::mint(0, n), asked_on, answer }).collect(),
            meetings,
            evaluation: evaluated.map(|taken_on| EvaluationFact { taken_on, published_on: None, certified: None }),
            ..OfficeYear::new(office, FiscalYear::starting_in(year).unwrap())
        };
        for (n, s) in (1u128..).zip(&mut facts.seats) {
            s.id = Id::mint(0, n);
            s.person = Id::mint(0, n);
        }
        for (n, m) in (1u128..).zip(&mut facts.meetings) {
            m.id = Id::mint(0, n);
        }
        facts
    }
}

/// How far a status is from being met; less is better.
fn distance(status: Status) -> u8 {
    match status {
        Status::Met | Status::NotApplicable => 0,
        Status::Advice => 1,
        Status::Due => 2,
        Status::Unknown => 3,
        Status::Overdue => 4,
        Status::Broken => 5,
    }
}

fn worsened(before: &[Finding], after: &[Finding]) -> Option<(Finding, Finding)> {
    before.iter().find_map(|b| {
        let a = after.iter().find(|a| a.rule == b.rule && a.subject == b.subject)?;
        (distance(a.status) > distance(b.status)).then(|| (b.clone(), a.clone()))
    })
}

fn national(facts: &OfficeYear, on: Date) -> Vec<Finding> {
    assess(facts, Rulebook::national(), on)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_order_of_the_facts_is_irrelevant(facts in any_year(), on in day(), turn in 0usize..7) {
        let mut other = facts.clone();
        other.seats.reverse();
        other.residents.reverse();
        other.meetings.reverse();
        let turn = turn % other.seats.len().max(1);
        other.seats.rotate_left(turn);
        prop_assert_eq!(national(&facts, on), national(&other, on));
    }

    #[test]
    fn each_finding_cites_a_source_that_exists_and_gives_a_reason(facts in any_year(), on in day()) {
        for finding in national(&facts, on) {
            prop_assert!(Rulebook::national().source(&finding.citation.source_id).is_some());
            prop_assert!(!finding.citation.at.is_empty());
            prop_assert!(finding.reason.ends_with('。'), "{}", finding.reason);
            prop_assert_eq!(finding.due.is_some(), finding.due_basis.is_some());
        }
    }

    #[test]
    fn what_is_due_is_not_late_and_what_is_overdue_is(facts in any_year(), on in day()) {
        for finding in national(&facts, on) {
            match (finding.status, finding.due) {
                (Status::Due, Some(due)) => prop_assert!(on <= due, "{finding:?}"),
                (Status::Overdue, due) => prop_assert!(due.is_some_and(|due| due < on), "{finding:?}"),
                _ => {}
            }
        }
    }

    #[test]
    fn findings_stand_in_the_order_of_urgency(facts in any_year(), on in day()) {
        let findings = national(&facts, on);
        prop_assert!(findings.is_sorted_by_key(|f| f.status));
    }

    #[test]
    fn a_rule_speaks_only_once_about_a_subject(facts in any_year(), on in day()) {
        let findings = national(&facts, on);
        let mut seen: Vec<_> = findings.iter().map(|f| (&f.rule, f.subject)).collect();
        seen.sort();
        seen.dedup();
        prop_assert_eq!(seen.len(), findings.len());
    }

    /// B1
    #[test]
    fn another_meeting_never_makes_the_frequency_worse(facts in any_year(), on in day(), held in day()) {
        let mut more = facts.clone();
        let id = MeetingId::mint(0, 99);
        more.meetings.push(MeetingFact { day: Some(held.min(on)), ..MeetingFact::new(id, MeetingState::Held) });
        let yearly = |facts: &OfficeYear| national(facts, on).into_iter().filter(|f| f.rule.as_str() == "meetings.yearly").collect::<Vec<_>>();
        prop_assert_eq!(worsened(&yearly(&facts), &yearly(&more)), None);
    }

    #[test]
    fn doing_what_was_to_be_done_never_makes_anything_worse(facts in any_year(), on in day()) {
        let before = national(&facts, on);
        for done in fulfilled(&facts, on) {
            prop_assert_eq!(worsened(&before, &national(&done, on)), None);
        }
    }

    #[test]
    fn with_nothing_known_nothing_is_met(year in 2025i16..2030, days in 0i64..365) {
        let on = Date::constant(year, 4, 1).saturating_add(days.days());
        prop_assert!(national(&office_year(on), on).iter().all(|f| f.status != Status::Met));
    }
}

/// The same facts with one more thing done by `on`.
fn fulfilled(facts: &OfficeYear, on: Date) -> Vec<OfficeYear> {
    let with = |change: &dyn Fn(&mut OfficeYear)| {
        let mut changed = facts.clone();
        change(&mut changed);
        changed
    };
    let confirmed =
        MinutesFact { state: MinutesState::Confirmed, drafted_on: Some(Date::constant(2025, 1, 1)), confirmed_on: Some(on), in_form: None };
    vec![
        with(&|f| f.residents.iter_mut().for_each(|r| r.asked_on = Some(r.asked_on.map_or(on, |d| d.min(on))))),
        with(&|f| f.residents.iter_mut().for_each(|r| r.answer = Some(WishAnswer::Wishes))),
        with(&|f| f.seats.iter_mut().for_each(|s| s.independence = Independence::Independent)),
        with(&|f| f.seats.iter_mut().for_each(|s| s.pledged_on = Some(Date::constant(2025, 1, 1)))),
        with(&|f| f.seats.iter_mut().filter(|s| s.proxy_for.is_some()).for_each(|s| s.resident_invited = Some(true))),
        with(&|f| f.meetings.iter_mut().for_each(|m| m.agenda_ready = Some(true))),
        with(&|f| f.meetings.iter_mut().for_each(|m| m.attendance_recorded = Some(true))),
        with(&|f| f.meetings.iter_mut().for_each(|m| m.minutes = Some(confirmed.clone()))),
        with(&|f| {
            for m in &mut f.meetings {
                m.published_on = Some(on);
                m.withdrawn_on = None;
            }
        }),
    ]
}
