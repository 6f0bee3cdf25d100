//! Facts and rulebooks that nobody thought of, for what must hold whatever they are.

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

use super::{every_kind, seat};
use crate::{
    Library, Rulebook,
    facts::{
        DwellingFact, EvaluationFact, InspectionFact, MeetingFact, MinutesFact, OfficeFact, OfficeYear, Present, ReportFact, ResidentFact,
        SeatFact, SurveyFact, VisitFact,
    },
};

/// The rulebooks of the program, and one with a rule of every kind.
static BOOKS: LazyLock<Vec<Rulebook>> = LazyLock::new(|| Library::built_in().books().cloned().chain([every_kind::book()]).collect());

pub(super) fn book() -> impl Strategy<Value = &'static Rulebook> {
    (0..BOOKS.len()).prop_map(|index| &BOOKS[index])
}

fn word<V: Vocabulary + std::fmt::Debug>() -> impl Strategy<Value = V> {
    select(V::ALL)
}

pub(super) fn day() -> impl Strategy<Value = Date> {
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
        (agenda_ready, attendance_recorded, read_by_second) in any::<(Option<bool>, Option<bool>, Option<bool>)>(),
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
            day, fixed_on, agenda_ready, attendance_recorded, minutes, published_on, withdrawn_on, read_by_second,
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
    pub(super) fn any_year()(
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
