//! What must hold whatever the facts are.

use std::sync::LazyLock;

use jiff::{
    ToSpan,
    civil::{Date, Time},
};
use model::{
    DwellingId, Id, MeetingId, ResidentId, SeatId, VisitId, Vocabulary,
    calendar::FiscalYear,
    matters::{Recipient, ReportItem},
    meetings::{MeetingState, MinutesState, PlaceKind, PublicationChannel, Purpose},
    offices::{GroupHomeType, ServiceKind},
    residents::WishAnswer,
    seats::{FamilyStanding, Independence, SeatCategory, SeatState},
    visits::{VisitMode, VisitState},
};
use proptest::{prelude::*, sample::select};

use super::{every_kind, office_year, seat};
use crate::{
    Finding, Library, Rulebook, Rules, Status, assess, compare,
    facts::{
        DwellingFact, EvaluationFact, InspectionFact, MeetingFact, MinutesFact, OfficeFact, OfficeYear, Present, ReportFact, ResidentFact,
        SeatFact, SurveyFact, VisitFact,
    },
    kind::Kind,
};

/// The rulebooks of the program, and one with a rule of every kind.
static BOOKS: LazyLock<Vec<Rulebook>> = LazyLock::new(|| Library::built_in().books().cloned().chain([every_kind::book()]).collect());

fn book() -> impl Strategy<Value = &'static Rulebook> {
    (0..BOOKS.len()).prop_map(|index| &BOOKS[index])
}

fn word<V: Vocabulary + std::fmt::Debug>() -> impl Strategy<Value = V> {
    select(V::ALL)
}

fn day() -> impl Strategy<Value = Date> {
    (0i64..900).prop_map(|n| Date::constant(2025, 1, 1).saturating_add(n.days()))
}

fn maybe_day() -> impl Strategy<Value = Option<Date>> {
    proptest::option::of(day())
}

fn words<V: Vocabulary + std::fmt::Debug>() -> impl Strategy<Value = Vec<V>> {
    prop::collection::vec(word::<V>(), 0..4)
}

fn maybe_dwelling() -> impl Strategy<Value = Option<DwellingId>> {
    proptest::option::of((1u128..4).prop_map(|n| DwellingId::mint(0, n)))
}

fn maybe_seat() -> impl Strategy<Value = Option<SeatId>> {
    proptest::option::of((1u128..5).prop_map(|n| SeatId::mint(0, n)))
}

fn maybe_resident() -> impl Strategy<Value = Option<ResidentId>> {
    proptest::option::of((1u128..5).prop_map(|n| ResidentId::mint(0, n)))
}

prop_compose! {
    fn any_seat()(
        (category, state, independence, standing) in (word::<SeatCategory>(), word::<SeatState>(), word::<Independence>(), proptest::option::of(word::<FamilyStanding>())),
        (term_from, term_until, pledged_on, first_attended_on) in (maybe_day(), maybe_day(), maybe_day(), maybe_day()),
        (resident, proxy_for, family_of) in (maybe_resident(), maybe_resident(), maybe_resident()),
        (resident_invited, handbook_given_on, excused_from_visits) in (any::<Option<bool>>(), maybe_day(), any::<bool>()),
    ) -> SeatFact {
        SeatFact {
            handbook_given_on, excused_from_visits, independence, family_standing: standing, term_from, term_until, pledged_on, first_attended_on,
            resident, proxy_for, family_of, resident_invited, ..seat(1, category, state)
        }
    }
}

prop_compose! {
    fn any_minutes()(
        state in word::<MinutesState>(), drafted_on in maybe_day(), confirmed_on in maybe_day(), in_form in any::<Option<bool>>(),
    ) -> MinutesFact {
        MinutesFact { state, drafted_on, confirmed_on, in_form }
    }
}

prop_compose! {
    fn any_meeting()(
        state in word::<MeetingState>(),
        (day, fixed_on, published_on, withdrawn_on) in (maybe_day(), maybe_day(), maybe_day(), maybe_day()),
        (agenda_ready, attendance_recorded) in any::<(Option<bool>, Option<bool>)>(),
        minutes in proptest::option::of(any_minutes()),
        (members_told_on, authority_told_on, materials_sent_on, published_until) in (maybe_day(), maybe_day(), maybe_day(), maybe_day()),
        (officials_expected, officials_attended) in (proptest::option::of(0u16..4), proptest::option::of(0u16..4)),
        members_present in proptest::option::of((0u16..6, 0u16..6).prop_map(|(in_person, online)| Present { in_person, online })),
        (purposes, channels) in (proptest::option::of(words::<Purpose>()), proptest::option::of(words::<PublicationChannel>())),
        (payments_recorded, place, long) in (any::<Option<bool>>(), proptest::option::of(word::<PlaceKind>()), proptest::option::of(0i8..5)),
        dwellings in prop::collection::vec((1u128..4).prop_map(|n| DwellingId::mint(0, n)), 0..3),
    ) -> MeetingFact {
        let hours = long.map(|hours| (Time::constant(10, 0, 0, 0), Time::constant(10 + hours, 0, 0, 0)));
        MeetingFact {
            day, fixed_on, agenda_ready, attendance_recorded, minutes, published_on, withdrawn_on,
            members_told_on, authority_told_on, materials_sent_on, published_until, officials_expected, officials_attended,
            members_present, purposes, channels, payments_recorded, place, hours, dwellings,
            ..MeetingFact::new(MeetingId::mint(0, 1), state)
        }
    }
}

prop_compose! {
    fn any_visit()(
        state in word::<VisitState>(), (dwelling, seat) in (maybe_dwelling(), maybe_seat()), mode in proptest::option::of(word::<VisitMode>()),
        (day, recorded_on) in (maybe_day(), maybe_day()), in_form in any::<Option<bool>>(),
    ) -> VisitFact {
        VisitFact { id: VisitId::mint(0, 1), dwelling, seat, state, day, mode, recorded_on, in_form }
    }
}

prop_compose! {
    fn any_report()(
        to in word::<Recipient>(), items in words::<ReportItem>(),
        (due, submitted_on, returned_on, received_on) in (maybe_day(), maybe_day(), maybe_day(), maybe_day()),
    ) -> ReportFact {
        ReportFact { to, due, items, submitted_on, returned_on, received_on }
    }
}

/// What is settled with authorities.
fn settled() -> impl Strategy<Value = (Vec<ReportFact>, Vec<SurveyFact>, Vec<InspectionFact>)> {
    let survey = (day(), maybe_day(), maybe_day()).prop_map(|(asked_on, due, answered_on)| SurveyFact { asked_on, due, answered_on });
    let inspection =
        (maybe_day(), maybe_day(), any::<bool>()).prop_map(|(announced_on, day, made)| InspectionFact { announced_on, day, made });
    (prop::collection::vec(any_report(), 0..3), prop::collection::vec(survey, 0..3), prop::collection::vec(inspection, 0..3))
}

prop_compose! {
    fn any_year()(
        (service, kind) in (word::<ServiceKind>(), proptest::option::of(word::<GroupHomeType>())),
        year in select(vec![2024i16, 2025, 2026]),
        seats in prop::collection::vec(any_seat(), 0..7),
        residents in prop::collection::vec((maybe_day(), proptest::option::of(word::<WishAnswer>())), 0..5),
        meetings in prop::collection::vec(any_meeting(), 0..4),
        held_before in prop::collection::vec(day(), 0..3),
        visits in prop::collection::vec(any_visit(), 0..6),
        satellites in prop::collection::vec(any::<bool>(), 0..4),
        evaluated in proptest::option::of((day(), maybe_day(), any::<Option<bool>>())),
        (reports, surveys, inspections) in settled(),
    ) -> OfficeYear {
        let dwellings = (1u128..).zip(satellites).map(|(n, satellite)| DwellingFact { id: DwellingId::mint(0, n), satellite }).collect();
        let office = OfficeFact { service, group_home_type: kind, place: None, dwellings };
        let year = FiscalYear::starting_in(year).unwrap();
        let mut facts = OfficeYear {
            seats,
            residents: (1u128..).zip(residents).map(|(n, (asked_on, answer))| ResidentFact { id: ResidentId::mint(0, n), asked_on, answer }).collect(),
            meetings,
            held_before: held_before.into_iter().map(|day| day.min(year.first_day().yesterday().unwrap())).collect(),
            visits,
            evaluation: evaluated.map(|(taken_on, published_on, certified)| EvaluationFact { taken_on, published_on, certified }),
            reports,
            surveys,
            inspections,
            ..OfficeYear::new(office, year)
        };
        for (n, s) in (1u128..).zip(&mut facts.seats) {
            s.id = Id::mint(0, n);
            s.person = Id::mint(0, n);
        }
        for (n, m) in (1u128..).zip(&mut facts.meetings) {
            m.id = Id::mint(0, n);
        }
        for (n, v) in (1u128..).zip(&mut facts.visits) {
            v.id = Id::mint(0, n);
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

fn of_kind(facts: &OfficeYear, book: &Rulebook, on: Date, wanted: impl Fn(&Kind) -> bool) -> Vec<Finding> {
    let named = |finding: &Finding| book.versions(finding.rule.as_str()).any(|rule| wanted(&rule.kind));
    assess(facts, book, on).into_iter().filter(named).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_order_of_the_facts_is_irrelevant(facts in any_year(), book in book(), on in day(), turn in 0usize..7) {
        let mut other = facts.clone();
        other.seats.reverse();
        other.residents.reverse();
        other.meetings.reverse();
        other.held_before.reverse();
        other.visits.reverse();
        other.reports.reverse();
        other.surveys.reverse();
        other.inspections.reverse();
        other.office.dwellings.reverse();
        let turn = turn % other.seats.len().max(1);
        other.seats.rotate_left(turn);
        prop_assert_eq!(assess(&facts, book, on), assess(&other, book, on));
    }

    #[test]
    fn each_finding_cites_a_source_that_exists_and_gives_a_reason(facts in any_year(), book in book(), on in day()) {
        for finding in assess(&facts, book, on) {
            prop_assert!(book.source(&finding.citation.source_id).is_some());
            prop_assert!(!finding.citation.at.is_empty());
            prop_assert!(finding.reason.ends_with('。'), "{}", finding.reason);
            prop_assert_eq!(finding.due.is_some(), finding.due_basis.is_some());
        }
    }

    #[test]
    fn what_is_due_is_not_late_and_what_is_overdue_is(facts in any_year(), book in book(), on in day()) {
        for finding in assess(&facts, book, on) {
            match (finding.status, finding.due) {
                (Status::Due, Some(due)) => prop_assert!(on <= due, "{finding:?}"),
                (Status::Overdue, due) => prop_assert!(due.is_some_and(|due| due < on), "{finding:?}"),
                _ => {}
            }
        }
    }

    #[test]
    fn findings_stand_in_the_order_of_urgency(facts in any_year(), book in book(), on in day()) {
        prop_assert!(assess(&facts, book, on).is_sorted_by_key(|f| f.status));
    }

    #[test]
    fn a_rule_speaks_only_once_about_a_subject(facts in any_year(), book in book(), on in day()) {
        let findings = assess(&facts, book, on);
        let mut seen: Vec<_> = findings.iter().map(|f| (&f.rule, f.subject)).collect();
        seen.sort();
        seen.dedup();
        prop_assert_eq!(seen.len(), findings.len());
    }

    /// B1: a meeting in the 年度 that is judged, whatever the period over which meetings are counted.
    #[test]
    fn another_meeting_never_makes_the_frequency_worse(facts in any_year(), book in book(), on in day(), held in day()) {
        let mut more = facts.clone();
        let held = held.clamp(facts.year.first_day(), facts.year.last_day()).min(on);
        prop_assume!(facts.year.contains(held));
        more.meetings.push(MeetingFact { day: Some(held), ..MeetingFact::new(MeetingId::mint(0, 99), MeetingState::Held) });
        let counted = |facts: &OfficeYear| of_kind(facts, book, on, |kind| matches!(kind, Kind::MeetingFrequency(_)));
        prop_assert_eq!(worsened(&counted(&facts), &counted(&more)), None);
    }

    /// C1, C4: a visit on site of which everything is recorded.
    #[test]
    fn another_visit_never_makes_the_frequency_worse(
        facts in any_year(), book in book(), on in day(), made in day(), who in 1u128..5, which in 1u128..4,
    ) {
        let mut more = facts.clone();
        let made = made.clamp(facts.year.first_day(), facts.year.last_day()).min(on);
        prop_assume!(facts.year.contains(made));
        more.visits.push(VisitFact {
            id: VisitId::mint(0, 99), dwelling: Some(DwellingId::mint(0, which)), seat: Some(SeatId::mint(0, who)),
            state: VisitState::Made, day: Some(made), mode: Some(VisitMode::OnSite), recorded_on: Some(made), in_form: Some(true),
        });
        let counts = |kind: &Kind| matches!(kind, Kind::VisitFrequency(_) | Kind::VisitsOnSite(_) | Kind::VisitorsAtLeast(_));
        prop_assert_eq!(worsened(&of_kind(&facts, book, on, counts), &of_kind(&more, book, on, counts)), None);
    }

    /// D8: what is compared with itself does not change, and what changes is a finding of either side.
    #[test]
    fn a_comparison_tells_what_is_different_and_nothing_else(facts in any_year(), one in book(), other in book(), on in day()) {
        prop_assert_eq!(compare(&facts, Rules::of_today(one), Rules::of_today(one), on), vec![]);
        let (before, after) = (assess(&facts, one, on), assess(&facts, other, on));
        for changed in compare(&facts, Rules::of_today(one), Rules::of_today(other), on) {
            let of = |findings: &[Finding]| findings.iter().find(|f| f.rule == changed.rule && f.subject == changed.subject).map(|f| f.status);
            prop_assert_eq!((changed.from, changed.to), (of(&before), of(&after)));
        }
    }

    #[test]
    fn doing_what_was_to_be_done_never_makes_anything_worse(facts in any_year(), book in book(), on in day()) {
        let before = assess(&facts, book, on);
        for done in fulfilled(&facts, on) {
            prop_assert_eq!(worsened(&before, &assess(&done, book, on)), None);
        }
    }

    #[test]
    fn with_nothing_known_nothing_is_met(book in book(), year in 2025i16..2030, days in 0i64..365) {
        let on = Date::constant(year, 4, 1).saturating_add(days.days());
        prop_assert!(assess(&office_year(on), book, on).iter().all(|f| f.status != Status::Met));
    }
}

/// The same facts with one more thing done by `on`.
fn fulfilled(facts: &OfficeYear, on: Date) -> Vec<OfficeYear> {
    let with = |change: &dyn Fn(&mut OfficeYear)| {
        let mut changed = facts.clone();
        change(&mut changed);
        changed
    };
    let confirmed = MinutesFact {
        state: MinutesState::Confirmed,
        drafted_on: Some(Date::constant(2025, 1, 1)),
        confirmed_on: Some(on),
        in_form: Some(true),
    };
    vec![
        with(&|f| f.residents.iter_mut().for_each(|r| r.asked_on = Some(r.asked_on.map_or(on, |d| d.min(on))))),
        with(&|f| f.residents.iter_mut().for_each(|r| r.answer = Some(WishAnswer::Wishes))),
        with(&|f| f.seats.iter_mut().for_each(|s| s.independence = Independence::Independent)),
        with(&|f| f.seats.iter_mut().for_each(|s| s.pledged_on = Some(Date::constant(2025, 1, 1)))),
        with(&|f| f.seats.iter_mut().filter(|s| s.proxy_for.is_some()).for_each(|s| s.resident_invited = Some(true))),
        with(&|f| f.meetings.iter_mut().for_each(|m| m.agenda_ready = Some(true))),
        with(&|f| f.meetings.iter_mut().for_each(|m| m.attendance_recorded = Some(true))),
        with(&|f| f.meetings.iter_mut().for_each(|m| m.minutes = Some(confirmed.clone()))),
        with(&|f| f.meetings.iter_mut().for_each(|m| m.payments_recorded = Some(true))),
        with(&|f| f.meetings.iter_mut().for_each(|m| m.purposes = Some(Purpose::ALL.to_vec()))),
        with(&|f| f.meetings.iter_mut().for_each(|m| m.officials_attended = Some(9))),
        with(&|f| {
            for m in &mut f.meetings {
                (m.authority_told_on, m.officials_expected) = (Some(Date::constant(2024, 1, 1)), Some(9));
            }
        }),
        with(&|f| f.meetings.iter_mut().for_each(|m| m.members_present = Some(Present { in_person: 9, online: 0 }))),
        with(&|f| f.visits.iter_mut().for_each(|v| v.mode = v.mode.map(|_| VisitMode::OnSite))),
        with(&|f| f.visits.iter_mut().for_each(|v| (v.recorded_on, v.in_form) = (Some(Date::constant(2025, 1, 1)), Some(true)))),
        with(&|f| f.seats.iter_mut().for_each(|s| s.handbook_given_on = Some(Date::constant(2024, 1, 1)))),
        with(&|f| f.surveys.iter_mut().for_each(|s| s.answered_on = Some(on))),
        with(&|f| {
            for report in &mut f.reports {
                (report.submitted_on, report.received_on, report.returned_on) = (Some(on), Some(on), None);
                report.items = ReportItem::ALL.to_vec();
            }
        }),
        with(&|f| {
            for m in &mut f.meetings {
                m.published_on = Some(on);
                m.withdrawn_on = None;
                m.published_until = None;
                m.channels = Some(PublicationChannel::ALL.to_vec());
            }
        }),
    ]
}
