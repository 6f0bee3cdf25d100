//! What must hold whatever the facts are.

use jiff::{ToSpan, civil::Date};
use model::{
    DwellingId, Id, MeetingId, SeatId, VisitId, Vocabulary,
    matters::ReportItem,
    meetings::{MeetingState, MinutesState, PublicationChannel, Purpose},
    residents::WishAnswer,
    seats::Independence,
    visits::{VisitMode, VisitState},
};
use proptest::prelude::*;

use super::{
    generated::{any_year, book, day},
    office_year,
};
use crate::{
    Finding, Rulebook, Rules, Status, assess, compare,
    facts::{MeetingFact, MinutesFact, OfficeYear, Present, VisitFact},
    kind::Kind,
};

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
                m.read_by_second = Some(true);
                m.channels = Some(PublicationChannel::ALL.to_vec());
            }
        }),
    ]
}
