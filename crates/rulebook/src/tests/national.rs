//! The national rulebook and its cases.

use std::collections::BTreeSet;

use jiff::civil::date;
use model::{
    meetings::{MeetingState, MinutesState},
    residents::WishAnswer,
    seats::{Independence, SeatCategory, SeatState},
};

use super::{meeting, office_year, resident, seat};
use crate::{Level, Rulebook, Status, assess, cases, facts::MinutesFact};

const CASES: &str = include_str!("../../../../rulebooks/jp.cases.toml");

#[test]
fn the_national_rulebook_is_well_formed() {
    let book = Rulebook::parse("rulebooks/jp.toml", include_str!("../../../../rulebooks/jp.toml"));
    assert_eq!(book.map(|b| b.id().to_owned()), Ok("jp".to_owned()));
}

#[test]
fn every_national_case_comes_out_as_expected() {
    let cases = cases::parse("rulebooks/jp.cases.toml", CASES).unwrap();
    let differences: Vec<_> = cases.iter().flat_map(|c| cases::run(c, Rulebook::national())).map(|d| d.to_string()).collect();
    assert!(differences.is_empty(), "{}", differences.join("\n"));
    assert!(cases.len() >= 25, "only {} cases", cases.len());
}

#[test]
fn every_national_rule_has_a_case_in_which_it_is_met_and_one_in_which_it_is_not() {
    let cases = cases::parse("rulebooks/jp.cases.toml", CASES).unwrap();
    let expected = || cases.iter().flat_map(|c| &c.expected);
    for rule in Rulebook::national().rules() {
        let of_rule = || expected().filter(|e| e.rule == rule.id.as_str());
        assert!(of_rule().any(|e| e.status == Status::Met), "{} is never met", rule.id);
        assert!(of_rule().any(|e| !matches!(e.status, Status::Met | Status::NotApplicable)), "{} never fails", rule.id);
    }
}

#[test]
fn a_case_that_names_no_rule_of_the_book_differs() {
    let text = "[[case]]\nname = \"x\"\non = 2026-04-01\nexpect = [{ rule = \"no.such-rule\", status = \"met\" }]\n";
    let case = cases::parse("x.cases.toml", text).unwrap().remove(0);
    let differences = cases::run(&case, Rulebook::national());
    assert_eq!(differences.len(), 1);
    assert!(differences[0].what.contains("判定がありません"));
}

#[test]
fn a_case_with_the_wrong_status_level_or_day_differs() {
    for wrong in ["status = \"met\"", "status = \"due\", level = \"advice\"", "status = \"due\", due = 2026-12-31"] {
        let text = format!("[[case]]\nname = \"x\"\non = 2026-04-01\nexpect = [{{ rule = \"meetings.yearly\", {wrong} }}]\n");
        let case = cases::parse("x.cases.toml", &text).unwrap().remove(0);
        assert_eq!(cases::run(&case, Rulebook::national()).len(), 1, "{wrong}");
    }
}

#[test]
fn a_case_that_speaks_of_an_unknown_resident_is_refused_with_its_line() {
    let text = "[[case]]\nname = \"x\"\non = 2026-04-01\nseats = [\n  { name = \"a\", category = \"resident\", state = \"seated\", resident = \"誰\" },\n]\nexpect = []\n";
    let error = cases::parse("x.cases.toml", text).unwrap_err();
    assert_eq!((error.line, error.rule.as_deref()), (5, Some("x")));
    assert!(error.problem.contains("誰"));
}

#[test]
fn a_case_about_nobody_or_with_two_seats_of_one_name_is_refused() {
    let about = "[[case]]\nname = \"x\"\non = 2026-04-01\nexpect = [{ rule = \"a\", status = \"met\", about = \"誰\" }]\n";
    assert!(cases::parse("x", about).unwrap_err().problem.contains("誰"));
    let twice = "[[case]]\nname = \"x\"\non = 2026-04-01\nmeetings = [{ name = \"秋\", state = \"held\" }, { name = \"秋\", state = \"held\" }]\nexpect = []\n";
    assert!(cases::parse("x", twice).unwrap_err().problem.contains("2回"));
    let status = "[[case]]\nname = \"x\"\non = 2026-04-01\nexpect = [{ rule = \"a\", status = \"done\" }]\n";
    assert!(cases::parse("x", status).unwrap_err().problem.contains("done"));
}

/// B1: the meeting was 努力義務 until the last day of 令和6年度.
#[test]
fn the_meeting_is_a_duty_since_the_first_of_april_2025() {
    let rule = Rulebook::national().versions("meetings.yearly").next().unwrap();
    let level = |day| rule.regulation_on(day).and_then(|r| r.level());
    assert_eq!(level(date(2024, 3, 31)), None);
    assert_eq!(level(date(2024, 4, 1)), Some(Level::Effort));
    assert_eq!(level(date(2025, 3, 31)), Some(Level::Effort));
    assert_eq!(level(date(2025, 4, 1)), Some(Level::Duty));
}

/// D9
#[test]
fn the_legal_base_of_group_homes_is_not_cited_to_residential_facilities() {
    let on = date(2026, 5, 1);
    let mut facts = office_year(on);
    let basis = |facts: &_| {
        let findings = assess(facts, Rulebook::national(), on);
        super::of_rule(&findings, "meetings.yearly")[0].basis.as_ref().map(|b| b.to_string())
    };
    assert_eq!(basis(&facts), Some("指定障害福祉サービス基準 第210条の7".to_owned()));
    facts.office.service = model::offices::ServiceKind::ResidentialFacility;
    assert_eq!(basis(&facts), None);
}

#[test]
fn a_finding_is_written_as_the_command_line_promises() {
    let on = date(2026, 9, 1);
    let findings = assess(&office_year(on), Rulebook::national(), on);
    let yearly = super::of_rule(&findings, "meetings.yearly")[0];
    insta::assert_snapshot!(serde_json::to_string_pretty(yearly).unwrap());
}

/// A year in autumn in which several things went wrong: the words that people read.
#[test]
fn the_reasons_read_like_sentences_of_a_colleague() {
    let on = date(2026, 11, 20);
    let mut facts = office_year(on);
    facts.residents = vec![
        resident(1, Some(WishAnswer::Wishes), Some(date(2026, 5, 10))),
        resident(2, Some(WishAnswer::Declines), Some(date(2026, 5, 11))),
        resident(3, None, None),
    ];
    let mut member = seat(1, SeatCategory::Resident, SeatState::Seated);
    member.resident = Some(facts.residents[1].id);
    member.pledged_on = Some(date(2026, 6, 1));
    member.term_until = Some(date(2027, 3, 31));
    let mut mother = seat(2, SeatCategory::Family, SeatState::Seated);
    mother.proxy_for = Some(facts.residents[0].id);
    mother.term_until = Some(date(2027, 3, 31));
    mother.first_attended_on = Some(date(2026, 10, 18));
    let mut expert = seat(3, SeatCategory::WelfareExpert, SeatState::Seated);
    expert.independence = Independence::SameCorporation;
    expert.pledged_on = Some(date(2026, 6, 3));
    expert.term_until = Some(date(2027, 3, 31));
    facts.seats = vec![member, mother, expert, seat(4, SeatCategory::Community, SeatState::Invited)];
    let mut held = meeting(1, MeetingState::Held, date(2026, 10, 18));
    held.fixed_on = Some(date(2026, 10, 1));
    held.attendance_recorded = Some(false);
    held.minutes =
        Some(MinutesFact { state: MinutesState::Circulated, drafted_on: Some(date(2026, 11, 10)), confirmed_on: None, in_form: None });
    facts.meetings = vec![held];
    let lines: Vec<String> = assess(&facts, Rulebook::national(), on)
        .iter()
        .map(|f| {
            format!("{} [{}] {} {}：{}（{}）", f.status, f.requirement, f.rule, subject_kind(&f.subject.to_string()), f.reason, f.citation)
        })
        .collect();
    insta::assert_snapshot!(lines.join("\n"));
}

fn subject_kind(subject: &str) -> String {
    match subject.split_once(':') {
        Some(("category", category)) => category.to_owned(),
        Some((kind, id)) => format!("{kind}{}", id.trim_start_matches('0')),
        None => subject.to_owned(),
    }
}

#[test]
fn the_sentences_have_their_parameters_filled_in() {
    let sentences: Vec<_> = Rulebook::national().rules().iter().map(|r| format!("{} {}", r.id, r.sentence)).collect();
    assert!(sentences.iter().all(|s| !s.contains('{')));
    insta::assert_snapshot!(sentences.join("\n"));
}

#[test]
fn rule_ids_are_unique_in_the_national_rulebook() {
    let ids: BTreeSet<_> = Rulebook::national().rules().iter().map(|r| &r.id).collect();
    assert_eq!(ids.len(), Rulebook::national().rules().len());
}
