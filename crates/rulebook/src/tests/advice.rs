//! Advice while a member is being chosen.

use jiff::civil::{Date, date};
use model::{
    Vocabulary,
    meetings::MeetingState,
    offices::ServiceKind,
    residents::WishAnswer,
    seats::{Independence, SeatCategory, SeatState},
};

use super::{meeting, office_year, resident, seat};
use crate::{
    Finding, Rulebook, Status, Subject, advice,
    facts::{OfficeYear, SeatFact},
    kind::{Count, SameDay},
};

const ON: Date = date(2026, 6, 1);

fn for_seat(candidate: &SeatFact, facts: &OfficeYear) -> Vec<Finding> {
    advice::for_seat(candidate, facts, Rulebook::national(), ON)
}

fn rules(findings: &[Finding]) -> Vec<(&str, Status)> {
    findings.iter().map(|f| (f.rule.as_str(), f.status)).collect()
}

fn resident_seat(number: u128, answer: Option<WishAnswer>) -> (SeatFact, OfficeYear) {
    let mut facts = office_year(ON);
    facts.residents = vec![resident(1, answer, answer.map(|_| ON))];
    let mut candidate = seat(number, SeatCategory::Resident, SeatState::Candidate);
    candidate.resident = Some(facts.residents[0].id);
    (candidate, facts)
}

/// A11
#[test]
fn a_resident_who_does_not_wish_contact_is_refused_with_the_reason() {
    let (candidate, facts) = resident_seat(1, Some(WishAnswer::Declines));
    let refusal = advice::refusal(&candidate, &facts, Rulebook::national(), ON).unwrap();
    assert!(refusal.reason.contains("望んでいない"));
    assert_eq!(for_seat(&candidate, &facts)[0], refusal);
}

/// A11: whoever speaks for the resident may not be seated either.
#[test]
fn a_proxy_of_a_resident_who_does_not_wish_contact_is_refused() {
    let (mut candidate, facts) = resident_seat(1, Some(WishAnswer::Declines));
    candidate.proxy_for = candidate.resident.take();
    assert!(advice::refusal(&candidate, &facts, Rulebook::national(), ON).is_some());
}

/// A11
#[test]
fn a_resident_who_was_not_asked_is_not_refused_but_nobody_knows() {
    for answer in [None, Some(WishAnswer::Undecided)] {
        let (candidate, facts) = resident_seat(1, answer);
        assert_eq!(advice::refusal(&candidate, &facts, Rulebook::national(), ON), None);
        assert!(rules(&for_seat(&candidate, &facts)).contains(&("seats.resident-wish", Status::Unknown)));
    }
}

/// A11
#[test]
fn a_resident_who_wishes_contact_may_be_chosen() {
    for answer in [WishAnswer::Wishes, WishAnswer::Conditional] {
        let (candidate, facts) = resident_seat(1, Some(answer));
        assert_eq!(advice::refusal(&candidate, &facts, Rulebook::national(), ON), None);
        assert!(!rules(&for_seat(&candidate, &facts)).iter().any(|(rule, _)| *rule == "seats.resident-wish"));
    }
}

/// A11: a refusal of an earlier seat says nothing about this candidate.
#[test]
fn another_seat_that_must_not_be_does_not_refuse_this_one() {
    let (declining, mut facts) = resident_seat(1, Some(WishAnswer::Declines));
    facts.seats = vec![declining];
    let candidate = seat(2, SeatCategory::Community, SeatState::Candidate);
    assert_eq!(advice::refusal(&candidate, &facts, Rulebook::national(), ON), None);
}

/// A7
#[test]
fn an_expert_of_the_same_corporation_is_advised_against() {
    let mut candidate = seat(1, SeatCategory::WelfareExpert, SeatState::Candidate);
    for tie in [Independence::SameCorporation, Independence::Affiliate] {
        candidate.independence = tie;
        assert!(rules(&for_seat(&candidate, &office_year(ON))).contains(&("seats.independence", Status::Advice)));
    }
    candidate.independence = Independence::Independent;
    assert!(!rules(&for_seat(&candidate, &office_year(ON))).iter().any(|(rule, _)| *rule == "seats.independence"));
}

/// A6: whichever of the two is chosen last, the other is pointed out.
#[test]
fn the_family_of_the_same_resident_is_noticed_in_both_orders() {
    let (member, mut facts) = resident_seat(1, Some(WishAnswer::Wishes));
    let mut family = seat(2, SeatCategory::Family, SeatState::Candidate);
    family.family_of = member.resident;
    let expected = ("seats.family-of-another", Status::Advice);
    facts.seats = vec![member.clone()];
    assert!(rules(&for_seat(&family, &facts)).contains(&expected));
    facts.seats = vec![family.clone()];
    assert!(rules(&for_seat(&member, &facts)).contains(&expected));
    let neighbour = seat(3, SeatCategory::Community, SeatState::Candidate);
    facts.seats = vec![member, family];
    assert!(!rules(&for_seat(&neighbour, &facts)).contains(&expected));
}

/// A5
#[test]
fn a_proxy_does_not_fill_the_seat_of_the_families() {
    let (mut candidate, facts) = resident_seat(1, Some(WishAnswer::Wishes));
    candidate.category = SeatCategory::Family;
    candidate.proxy_for = candidate.resident.take();
    let findings = for_seat(&candidate, &facts);
    assert!(rules(&findings).contains(&("seats.proxy-category", Status::Broken)));
    assert_eq!(advice::refusal(&candidate, &facts, Rulebook::national(), ON), None);
}

/// A2
#[test]
fn the_categories_that_would_still_be_missing_are_named() {
    let candidate = seat(1, SeatCategory::Community, SeatState::Candidate);
    let findings = for_seat(&candidate, &office_year(ON));
    let missing: Vec<_> = findings.iter().filter(|f| f.rule.as_str() == "seats.required").map(|f| f.subject).collect();
    assert_eq!(missing, [Subject::Category(SeatCategory::Resident), Subject::Category(SeatCategory::Family)]);
}

/// A9
#[test]
fn a_term_that_would_end_with_all_others_is_noticed() {
    let mut facts = office_year(ON);
    let mut other = seat(1, SeatCategory::Family, SeatState::Seated);
    other.term_until = Some(date(2028, 3, 31));
    facts.seats = vec![other];
    let mut candidate = seat(2, SeatCategory::Community, SeatState::Seated);
    candidate.term_until = Some(date(2028, 3, 31));
    assert!(rules(&for_seat(&candidate, &facts)).contains(&("seats.staggered", Status::Advice)));
    candidate.term_until = Some(date(2029, 3, 31));
    assert!(!rules(&for_seat(&candidate, &facts)).iter().any(|(rule, _)| *rule == "seats.staggered"));
}

#[test]
fn a_seat_that_is_changed_replaces_itself() {
    let mut facts = office_year(ON);
    let mut before = seat(1, SeatCategory::WelfareExpert, SeatState::Candidate);
    before.independence = Independence::SameCorporation;
    facts.seats = vec![before.clone()];
    let after = SeatFact { independence: Independence::Independent, ..before };
    assert!(!rules(&for_seat(&after, &facts)).iter().any(|(rule, _)| *rule == "seats.independence"));
}

#[test]
fn advice_is_only_about_choosing() {
    let mut facts = office_year(ON);
    facts.meetings = vec![meeting(1, MeetingState::Fixed, date(2026, 10, 18))];
    let findings = for_seat(&seat(1, SeatCategory::Community, SeatState::Candidate), &facts);
    assert!(findings.iter().all(|f| f.rule.as_str().starts_with("seats.") && f.wants_attention()));
    assert!(!findings.iter().any(|f| matches!(f.subject, Subject::Meeting(_))));
}

/// A11: whoever reads a reason learns no identifier of a resident from it.
#[test]
fn no_reason_carries_an_identifier() {
    for &answer in WishAnswer::ALL {
        let (candidate, facts) = resident_seat(1, Some(answer));
        let id = facts.residents[0].id.to_string();
        assert!(for_seat(&candidate, &facts).iter().all(|f| !f.reason.contains(&id)));
    }
}

/// B3: what is said of a date comes from the rule and cites it.
#[test]
fn a_date_that_was_fixed_late_is_spoken_of_by_the_rule() {
    let mut facts = office_year(ON);
    let late = |fixed_on| {
        let mut fixed = meeting(1, MeetingState::Fixed, date(2026, 6, 20));
        fixed.fixed_on = Some(fixed_on);
        fixed
    };
    facts.meetings = vec![late(date(2026, 6, 1))];
    let of = |facts: &OfficeYear| advice::for_date(facts.meetings[0].id, facts, Rulebook::national(), ON);
    let finding = of(&facts).unwrap();
    assert_eq!((finding.rule.as_str(), finding.status), ("meetings.fixed-ahead", Status::Advice));
    facts.meetings = vec![late(date(2026, 5, 20))];
    assert_eq!(of(&facts), None);
}

/// B3, A2: a date that is sought is weighed by the rules in force at the place, not by numbers of our own.
#[test]
fn a_date_that_is_sought_knows_what_the_rules_wish() {
    let wishes = |on| advice::of_dates(Rulebook::national(), ServiceKind::GroupHome, on);
    assert_eq!(wishes(ON).mandatory, [SeatCategory::Resident, SeatCategory::Family, SeatCategory::Community]);
    assert_eq!(wishes(ON).not_before, Some(date(2026, 7, 1)));
    assert_eq!(wishes(date(2023, 6, 1)), advice::DateWishes::default(), "before the rules began");
}

/// C1–C4: a plan of visits knows what the rules of the place wish: the country spreads visits and keeps them off the day of the meeting,
/// Sapporo lets everybody come on that day and asks for a majority on site.
#[test]
fn a_plan_of_visits_knows_what_the_rules_wish() {
    let on = date(2026, 6, 1);
    let of = |book: &Rulebook| advice::of_visits(book, ServiceKind::GroupHome, on);
    let country = of(Rulebook::national());
    let count = |count: Option<Count>| count.map(Count::get);
    assert_eq!((count(country.each_dwelling), count(country.each_member), count(country.visitors_a_day)), (Some(1), Some(1), Some(1)));
    assert_eq!((country.same_day, country.satellites), (Some(SameDay::Avoid), false));
    let sapporo = of(Rulebook::at(Some("011002".parse().unwrap())));
    assert_eq!((sapporo.same_day, sapporo.visitors_a_day), (Some(SameDay::Allowed), None));
    let share = sapporo.on_site.unwrap();
    assert_eq!((share.more_than_percent.map(|share| share.get()), count(share.at_least)), (Some(50), Some(1)));
    assert_eq!(advice::of_visits(Rulebook::national(), ServiceKind::GroupHome, date(2023, 6, 1)), advice::VisitWishes::default());
}

/// H1: a city's duty of a second reader is heard on its days, and its advice binds nobody.
#[test]
fn a_second_reader_is_asked_for_where_it_is_a_duty() {
    let book = |level: &str| {
        let text = "id = \"t\"\ntitle = \"架空\"\nyear = { assumed_meeting = { month = 11, day = 30 } }\n[[source]]\nid = \"n\"\ntitle = \"通知\"\nshort = \"通知\"\nissuer = \"架空市\"\n\
                    place = \"架空市\"\nlayer = \"notice\"\n[[rule]]\nid = \"r\"\nkind = \"second_reader\"\nrequirement = \"H1\"\n";
        let rest = "cite = { source = \"n\", at = \"1\" }\nsentence = \"もう一人が読みます。\"\n";
        Rulebook::parse("t.toml", &format!("{text}level = [{{ is = \"{level}\", since = 2026-04-01 }}]\n{rest}")).unwrap()
    };
    let asked = |book: &Rulebook, on| advice::second_reader(book, ServiceKind::GroupHome, on).map(|rule| rule.sentence.to_string());
    let duty = book("duty");
    assert_eq!(asked(&duty, date(2026, 4, 1)).as_deref(), Some("もう一人が読みます。"));
    assert_eq!(asked(&duty, date(2026, 3, 31)), None);
    assert_eq!(asked(&book("advice"), date(2026, 4, 1)), None);
    assert_eq!(asked(Rulebook::national(), date(2026, 4, 1)), None);
}
