//! What officials read and what their editors know: the guide and the schema say what the program does (D8).

use std::collections::BTreeSet;

use super::local::{HEAD, NATIONAL, change, library, refused};
use crate::{RulebookError, cases};

const GUIDE: &str = include_str!("../../../../docs/rulebooks.md");

/// The blocks of TOML in the guide for officials.
fn blocks() -> Vec<&'static str> {
    GUIDE.split("```toml\n").skip(1).filter_map(|rest| rest.split("```").next()).collect()
}

/// D8: what the guide shows works as it is shown.
#[test]
fn the_example_of_the_guide_is_a_rulebook_and_its_cases_hold() {
    let [book, written, _] = blocks()[..] else { panic!("the guide shows a rulebook, its cases and rules for other announcements") };
    let library = library(&[("docs/rulebooks.md", book), NATIONAL]).unwrap();
    let book = library.book("000000-mihon").unwrap();
    let cases = cases::parse("docs/rulebooks.md", written).unwrap();
    let differences: Vec<_> = cases.iter().flat_map(|case| cases::run(case, book)).map(|one| one.to_string()).collect();
    assert!(differences.is_empty(), "{}", differences.join("\n"));
}

/// D8: each rule for an imagined announcement can be added to the example, and says what its sentence says.
#[test]
fn the_rules_for_imagined_announcements_fit_the_example() {
    let [book, written, more] = blocks()[..] else { panic!("the guide shows a rulebook, its cases and rules for other announcements") };
    let library = library(&[("docs/rulebooks.md", &format!("{book}\n{more}")), NATIONAL]).unwrap();
    let book = library.book("000000-mihon").unwrap();
    assert!(book.own_rules().count() >= 13);
    for case in cases::parse("docs/rulebooks.md", written).unwrap() {
        assert_eq!(cases::run(&case, book), [], "what is added does not change the rest");
    }
    let sentences: Vec<_> = book.own_rules().map(|rule| format!("{} {}", rule.id, rule.sentence)).collect();
    insta::assert_snapshot!(sentences.join("\n"));
}

/// D8: the guide names every kind, and no other.
#[test]
fn the_guide_names_every_kind() {
    let error = refused(&change("seats.number", "replace", "kind = \"no_such_kind\"\nsentence = \"x\""));
    let known: BTreeSet<&str> = error.hint.split('`').skip(1).step_by(2).collect();
    assert!(known.len() > 20, "{}", error.hint);
    let kinds = GUIDE.split("## 種類").nth(1).unwrap().split("##").next().unwrap();
    let rows = kinds.lines().filter(|line| line.starts_with("| `")).filter_map(|line| line.split('`').nth(1));
    let told: BTreeSet<&str> = rows.filter(|word| *word != "kind").collect();
    assert_eq!(told, known.into_iter().collect());
}

/// What the reader says can stand somewhere, from its complaint about a word that cannot.
pub(super) fn offered(error: &RulebookError) -> BTreeSet<String> {
    error.hint.split('`').skip(1).step_by(2).map(str::to_owned).collect()
}

/// D8: the schema for editors knows the keys and words that the reader knows, and no other.
#[test]
fn the_schema_says_what_the_reader_takes() {
    let schema = crate::schema();
    let keys = |value: &serde_json::Value| value["properties"].as_object().unwrap().keys().cloned().collect::<BTreeSet<_>>();
    let rule = &schema["properties"]["rule"]["items"];
    let of_rule = refused(&change("seats.number", "replace", "no_such_key = 1"));
    let mut known = offered(&of_rule);
    known.extend(["kind".to_owned(), "parameters".to_owned()]);
    assert_eq!(keys(rule), known);
    let of_book = library(&[("x.toml", &HEAD.replace("title =", "no_such_key = 1\ntitle =")), NATIONAL]).unwrap_err().remove(0);
    let mut known = offered(&of_book);
    known.insert("rule".to_owned());
    assert_eq!(keys(&schema), known);
    let of_source = library(&[("x.toml", &HEAD.replace("issuer =", "no_such_key = 1\nissuer =")), NATIONAL]).unwrap_err().remove(0);
    assert_eq!(keys(&schema["properties"]["source"]["items"]), offered(&of_source));
    let of_kind = refused(&change("seats.number", "replace", "kind = \"no_such_kind\"\nsentence = \"x\""));
    let kinds = rule["allOf"].as_array().unwrap().last().unwrap()["properties"]["kind"]["enum"].as_array().unwrap().clone();
    let kinds: BTreeSet<String> = kinds.iter().map(|kind| kind.as_str().unwrap().to_owned()).collect();
    assert_eq!(kinds, offered(&of_kind));
    let hours = rule["allOf"].as_array().unwrap().iter().find(|one| one["if"]["properties"]["kind"]["const"] == "time_window").unwrap();
    assert!(hours.to_string().contains("TimeWindow") || hours.to_string().contains("office_days"), "{hours}");
}

/// D8: editors know the range of a number before the reader refuses it.
#[test]
fn the_schema_tells_the_range_of_numbers() {
    let schema = crate::schema();
    let of = |kind: &str, name: &str| schema["$defs"][kind]["properties"][name].clone();
    let days = of("DaysAfter", "days_after");
    assert_eq!((days["minimum"].as_i64(), days["maximum"].as_i64()), (Some(0), Some(366)), "{days}");
    assert_eq!(of("SurveyAnswered", "month")["maximum"].as_i64(), Some(12));
    assert!(of("TimeWindow", "from")["pattern"].is_string());
}

/// Written anew with: engawa rulebook schema > rulebooks/rulebook.schema.json
#[test]
fn the_schema_beside_the_rulebooks_is_the_present_one() {
    let written: serde_json::Value = serde_json::from_str(include_str!("../../../../rulebooks/rulebook.schema.json")).unwrap();
    assert_eq!(written, crate::schema());
}
