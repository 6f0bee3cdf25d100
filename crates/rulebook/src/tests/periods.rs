//! Dates of effect: order, overlaps, gaps, and what is said outside of them (D9, invariant 5).

use jiff::civil::{Date, date};

use super::{of_rule, office_year};
use crate::{Finding, Level, Regulation, Rulebook, RulebookError, Status, assess};

const HEAD: &str = "\
id = \"test\"
title = \"架空市の規則\"
year = { assumed_meeting = { month = 11, day = 30 } }
[[source]]
id = \"notice\"
title = \"架空市の通知\"
short = \"通知\"
issuer = \"架空市\"
place = \"架空市のホームページ\"
layer = \"notice\"
";

fn book(rules: &[(&str, &str)]) -> Result<Rulebook, RulebookError> {
    let rules: String = rules
        .iter()
        .map(|(level, more)| {
            format!(
                "[[rule]]\nid = \"yearly\"\nkind = \"meeting_frequency\"\nparameters = {{ times = 1, per = \"fiscal_year\" }}\n\
                 requirement = \"B1\"\nlevel = [{level}]\ncite = {{ source = \"notice\", at = \"1\" }}\nsentence = \"年{{times}}回です。\"\n{more}\n"
            )
        })
        .collect();
    Rulebook::parse("test.toml", &format!("{HEAD}{rules}"))
}

fn yearly(book: &Rulebook, on: Date) -> Finding {
    of_rule(&assess(&office_year(on), book, on), "yearly")[0].clone()
}

#[test]
fn a_day_that_the_calendar_does_not_have_is_refused() {
    for day in ["2025-02-30", "2025-13-01", "2025-04-31", "0000-00-00", "2025-4-1", "\"2025-04-01\"", "2025-04-01T00:00:00"] {
        let error = book(&[(&format!("{{ is = \"duty\", since = {day} }}"), "")]).unwrap_err();
        assert_eq!(error.line, 16, "{error}");
    }
}

#[test]
fn an_end_before_the_beginning_is_refused() {
    let error = book(&[("{ is = \"duty\", since = 2025-04-01, until = 2025-03-31 }", "")]).unwrap_err();
    assert_eq!((error.line, error.column), (16, 10), "{error}");
    assert!(error.problem.contains("前"), "{error}");
}

#[test]
fn a_period_may_be_a_single_day() {
    let book = book(&[("{ is = \"duty\", since = 2025-04-01, until = 2025-04-01 }", "")]).unwrap();
    assert_eq!(yearly(&book, date(2025, 4, 1)).level, Some(Level::Duty));
    assert_eq!(yearly(&book, date(2025, 4, 2)).status, Status::Unknown);
}

#[test]
fn periods_that_overlap_or_stand_in_the_wrong_order_are_refused() {
    let overlap = "{ is = \"effort\", since = 2024-04-01, until = 2025-04-01 }, { is = \"duty\", since = 2025-04-01 }";
    assert!(book(&[(overlap, "")]).unwrap_err().problem.contains("重なって"));
    let endless = "{ is = \"effort\", since = 2024-04-01 }, { is = \"duty\", since = 2025-04-01 }";
    assert!(book(&[(endless, "")]).unwrap_err().problem.contains("重なって"));
    let order = "{ is = \"duty\", since = 2025-04-01 }, { is = \"effort\", since = 2024-04-01, until = 2025-03-31 }";
    assert!(book(&[(order, "")]).unwrap_err().problem.contains("順"));
    assert!(book(&[("", "")]).unwrap_err().problem.contains("いつから"));
}

/// A gap of months between two dates must not go unseen.
#[test]
fn a_gap_that_is_not_written_down_is_refused() {
    let gap = "{ is = \"effort\", since = 2024-04-01, until = 2024-12-31 }, { is = \"duty\", since = 2025-04-01 }";
    let error = book(&[(gap, "")]).unwrap_err();
    assert!(error.problem.contains("令和7年1月1日") && error.hint.contains("not_regulated"), "{error}");
    let split = [("{ is = \"effort\", since = 2024-04-01, until = 2024-12-31 }", ""), ("{ is = \"duty\", since = 2025-04-01 }", "")];
    assert!(book(&split).unwrap_err().problem.contains("令和7年1月1日"));
}

#[test]
fn a_gap_that_is_written_down_is_shown_as_such() {
    let levels = "{ is = \"effort\", since = 2024-04-01, until = 2024-12-31 }, \
                  { is = \"not_regulated\", since = 2025-01-01, until = 2025-03-31 }, { is = \"undecided\", since = 2025-04-01 }";
    let book = book(&[(levels, "")]).unwrap();
    assert_eq!(yearly(&book, date(2024, 12, 31)).level, Some(Level::Effort));
    let silent = yearly(&book, date(2025, 1, 1));
    assert_eq!((silent.status, silent.level), (Status::NotApplicable, None));
    assert_eq!(yearly(&book, date(2025, 4, 1)).status, Status::Unknown);
    assert_eq!(book.rules()[0].regulation_on(date(2025, 4, 1)), Some(Regulation::Undecided));
}

/// The last known value is never carried on.
#[test]
fn after_the_last_period_nobody_knows() {
    let book = book(&[("{ is = \"duty\", since = 2025-04-01, until = 2026-03-31 }", "")]).unwrap();
    assert_eq!(yearly(&book, date(2026, 4, 1)).status, Status::Unknown);
    assert_eq!(yearly(&book, date(2025, 3, 1)).status, Status::NotApplicable);
}

#[test]
fn versions_of_one_rule_that_would_both_apply_are_refused_with_both_places() {
    let error = book(&[("{ is = \"duty\", since = 2025-04-01 }", ""), ("{ is = \"advice\", since = 2026-04-01 }", "")]).unwrap_err();
    assert_eq!(error.line, 20, "{error}");
    assert!(error.problem.contains("11行目"), "{error}");
}

#[test]
fn versions_of_one_rule_for_different_services_stand_side_by_side() {
    let homes = ("{ is = \"duty\", since = 2025-04-01 }", "services = [\"group_home\"]");
    let facilities = ("{ is = \"advice\", since = 2025-04-01 }", "services = [\"residential_facility\"]");
    let both = book(&[homes, facilities]).unwrap();
    let on = date(2026, 5, 1);
    assert_eq!(yearly(&both, on).level, Some(Level::Duty));
    let mut facts = office_year(on);
    facts.office.service = model::offices::ServiceKind::ResidentialFacility;
    assert_eq!(of_rule(&assess(&facts, &both, on), "yearly")[0].level, Some(Level::Advice));
    let only_homes = book(&[homes]).unwrap();
    assert_eq!(of_rule(&assess(&facts, &only_homes, on), "yearly")[0].status, Status::NotApplicable);
}

/// An old year is judged by the rules of its time.
#[test]
fn versions_follow_one_another_day_by_day() {
    let levels = [("{ is = \"effort\", since = 2024-04-01, until = 2025-03-31 }", ""), ("{ is = \"duty\", since = 2025-04-01 }", "")];
    let book = book(&levels).unwrap();
    assert_eq!(yearly(&book, date(2025, 3, 31)).level, Some(Level::Effort));
    assert_eq!(yearly(&book, date(2025, 4, 1)).level, Some(Level::Duty));
    let facts = office_year(date(2025, 3, 31));
    assert_eq!(of_rule(&assess(&facts, &book, date(2026, 9, 1)), "yearly")[0].level, Some(Level::Effort));
}
