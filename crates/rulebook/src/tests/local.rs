//! The rulebooks of cities: the built-in library, their cases, and what a rulebook may do to the one above it.

use std::collections::BTreeSet;

use jiff::civil::date;
use proptest::prelude::*;

use super::office_year;
use crate::{BUILT_IN, BuiltIn, Library, Rulebook, RulebookError, Status, assess, cases};

/// The rulebooks of cities, with how many cases each has at least.
const CITIES: [(&str, usize); 2] = [("131202-nerima", 15), ("011002-sapporo", 20)];

/// The rulebook of the country.
pub(super) const NATIONAL: (&str, &str) = (BUILT_IN[0].file, BUILT_IN[0].text);

/// A city's rulebook and its cases.
fn city(id: &str) -> (&'static Rulebook, &'static BuiltIn, Vec<cases::Case>) {
    let book = Library::built_in().book(id).unwrap();
    let written = BUILT_IN.iter().find(|known| known.file == book.file()).unwrap();
    (book, written, cases::parse(written.cases_file, written.cases).unwrap())
}

pub(super) const HEAD: &str = "\
id = \"131202-test\"
title = \"架空の区の規則\"
extends = \"jp\"
jurisdiction = \"131202\"

[[source]]
id = \"notice\"
title = \"架空の区の通知\"
short = \"通知\"
issuer = \"架空の区\"
place = \"架空の区のホームページ\"
layer = \"notice\"

";

pub(super) fn library(files: &[(&str, &str)]) -> Result<Library, Vec<RulebookError>> {
    Library::parse(files.iter().copied())
}

/// The national rulebook and a local one with these rules.
fn with(rules: &str) -> Result<Library, Vec<RulebookError>> {
    library(&[("local.toml", &format!("{HEAD}{rules}")), NATIONAL])
}

pub(super) fn change(id: &str, change: &str, more: &str) -> String {
    format!(
        "[[rule]]\nid = \"{id}\"\nchange = \"{change}\"\ncite = {{ source = \"notice\", at = \"3\" }}\n\
         level = [{{ is = \"duty\", since = 2026-04-01 }}]\n{more}\n"
    )
}

pub(super) fn refused(rules: &str) -> RulebookError {
    with(rules).expect_err("must be refused").remove(0)
}

/// D8
#[test]
fn the_built_in_library_is_well_formed() {
    let library = Library::parse(BUILT_IN.iter().map(|known| (known.file, known.text)));
    let ids: Vec<_> = library.unwrap().books().map(|book| book.id().to_owned()).collect();
    assert_eq!(ids, ["011002-sapporo", "131202-nerima", "jp"]);
}

/// D8
#[test]
fn every_local_case_comes_out_as_expected() {
    for (id, least) in CITIES {
        let (book, BuiltIn { cases_file, .. }, cases) = city(id);
        let differences: Vec<_> = cases.iter().flat_map(|case| cases::run(case, book)).map(|one| one.to_string()).collect();
        assert!(differences.is_empty(), "{cases_file}\n{}", differences.join("\n"));
        assert!(cases.len() >= least, "{cases_file}: only {} cases", cases.len());
    }
}

/// D8
#[test]
fn every_local_rule_has_a_case_in_which_it_is_met_and_one_in_which_it_is_not() {
    for (id, _) in CITIES {
        let (book, BuiltIn { cases_file: file, .. }, cases) = city(id);
        // Where the city only allows something, nobody can fail; what it switches off is nobody's matter.
        let asks = |rule: &&std::sync::Arc<crate::Rule>| !rule.kind.only_permits() && rule.change != Some(crate::Change::Off);
        for rule in book.own_rules().filter(asks) {
            let of_rule = || cases.iter().flat_map(|case| &case.expected).filter(|expected| expected.rule == rule.id.as_str());
            assert!(of_rule().any(|expected| expected.status == Status::Met), "{file}: {} is never met", rule.id);
            let fails = |status| !matches!(status, Status::Met | Status::NotApplicable);
            assert!(of_rule().any(|expected| fails(expected.status)), "{file}: {} never fails", rule.id);
        }
    }
}

/// D8: wards of a designated city follow the city, places without a rulebook the country.
#[test]
fn each_place_has_the_rulebook_of_the_smallest_area_around_it() {
    let at = |code: &str| Library::built_in().at(Some(code.parse().unwrap())).unwrap().id().to_owned();
    assert_eq!(at("131202"), "131202-nerima");
    assert_eq!(at("011011"), "011002-sapporo", "a ward of Sapporo");
    assert_eq!(at("131199"), "jp", "the next ward of Tokyo");
    assert_eq!(Library::built_in().at(None).unwrap().id(), "jp");
}

/// D9: what the city does not speak of is the country's, with its citation.
#[test]
fn what_is_not_changed_is_inherited_with_its_citation() {
    let facts = office_year(date(2026, 5, 1));
    let findings = assess(&facts, Library::built_in().book("011002-sapporo").unwrap(), date(2026, 5, 1));
    let cited = |rule: &str| findings.iter().find(|finding| finding.rule.as_str() == rule).unwrap().citation.source.clone();
    assert_eq!(cited("seats.required"), "手引き");
    assert_eq!(cited("seats.minimum"), "札幌市 会議について");
    let national = assess(&facts, Rulebook::national(), date(2026, 5, 1));
    let rules = |findings: &[crate::Finding]| findings.iter().map(|finding| finding.rule.to_string()).collect::<BTreeSet<_>>();
    assert!(rules(&findings).is_superset(&rules(&national)), "no rule of the country is lost");
}

/// D9: a change holds on its days, the rule above on all others.
#[test]
fn a_change_holds_on_its_days_only() {
    let library = with(
        "[[rule]]\nid = \"seats.number\"\nchange = \"off\"\ncite = { source = \"notice\", at = \"3\" }\n\
         level = [{ is = \"not_regulated\", since = 2026-06-01, until = 2026-06-30 }]\n",
    )
    .unwrap();
    let book = library.book("131202-test").unwrap();
    let on = |day| {
        let findings = assess(&office_year(day), book, day);
        findings.into_iter().find(|finding| finding.rule.as_str() == "seats.number").unwrap().status
    };
    assert_eq!(on(date(2026, 5, 31)), Status::Advice);
    assert_eq!(on(date(2026, 6, 1)), Status::NotApplicable);
    assert_eq!(on(date(2026, 6, 30)), Status::NotApplicable);
    assert_eq!(on(date(2026, 7, 1)), Status::Advice);
    let versions: Vec<_> = book.versions("seats.number").map(|rule| (rule.services.len(), rule.periods.len())).collect();
    assert_eq!(versions, [(2, 1), (2, 2)], "what remains for both services stays one rule, before and after");
}

#[test]
fn a_rule_of_the_same_name_must_say_that_it_changes_the_one_above() {
    let rule = change("seats.number", "replace", "").replace("change = \"replace\"\n", "");
    let error = refused(&rule);
    assert!(error.problem.contains("「jp」") && error.hint.contains("change"), "{error}");
}

#[test]
fn a_change_of_nothing_is_refused_with_the_names_that_exist() {
    let error = refused(&change("seats.numbre", "replace", ""));
    assert_eq!((error.line, error.rule.as_deref()), (16, Some("seats.numbre")));
    assert!(error.hint.contains("seats.number"), "{error}");
}

#[test]
fn who_says_to_tighten_does_not_loosen() {
    let wider = "kind = \"minutes_prompt\"\nparameters = { days_after = 60 }\nsentence = \"{days_after}日以内\"";
    assert!(refused(&change("minutes.prompt", "tighten", wider)).problem.contains("緩く"));
    let closer = "kind = \"minutes_prompt\"\nparameters = { days_after = 7 }\nsentence = \"{days_after}日以内\"";
    assert!(with(&change("minutes.prompt", "tighten", closer)).is_ok());
    assert!(refused(&change("minutes.prompt", "loosen", closer)).problem.contains("厳しく"));
}

#[test]
fn a_rule_that_is_switched_off_has_no_level() {
    assert!(refused(&change("seats.number", "off", "")).hint.contains("not_regulated"));
}

/// D9: the operator's own rules only add or tighten.
#[test]
fn an_operator_does_not_loosen() {
    let rules = change("meetings.yearly", "loosen", "");
    let text = format!("{HEAD}{rules}").replace("layer = \"notice\"", "layer = \"operator\"");
    let error = library(&[("own.toml", &text), NATIONAL]).unwrap_err().remove(0);
    assert!(error.problem.contains("事業者"), "{error}");
}

#[test]
fn a_changed_value_needs_its_own_sentence() {
    let error = refused(&change("minutes.prompt", "tighten", "kind = \"minutes_prompt\"\nparameters = { days_after = 7 }"));
    assert!(error.problem.contains("sentence"), "{error}");
}

#[test]
fn a_book_that_extends_nothing_itself_or_in_a_ring_is_refused() {
    let book = |id: &str, above: &str| HEAD.replace("131202-test", id).replace("\"jp\"", &format!("\"{above}\"")) + &change("x", "off", "");
    let nothing = library(&[("a.toml", &book("a", "b")), NATIONAL]).unwrap_err();
    assert!(nothing[0].problem.contains("「b」がありません") && nothing[0].line == 3, "{}", nothing[0]);
    let ring = library(&[("a.toml", &book("a", "b")), ("b.toml", &book("b", "a")), NATIONAL]).unwrap_err();
    assert_eq!(ring.len(), 2);
    assert!(ring[0].problem.contains("元に戻ります"), "{}", ring[0]);
    // A book is not blamed for the one it extends, however far below it stands.
    let broken = book("a", "jp").replace("layer", "lair");
    let below = library(&[("c.toml", &book("c", "b")), ("b.toml", &book("b", "a")), ("a.toml", &broken), NATIONAL]).unwrap_err();
    assert_eq!(below.iter().map(|error| error.file.as_str()).collect::<Vec<_>>(), ["a.toml"]);
    let twice = library(&[NATIONAL, ("again.toml", NATIONAL.1)]).unwrap_err();
    assert!(twice[0].problem.contains("rulebooks/jp.toml"), "both places are told: {}", twice[0]);
}

#[test]
fn a_place_that_does_not_exist_is_refused() {
    let at = |code: &str| {
        let text = format!("{HEAD}{}", change("seats.number", "replace", "")).replace("\"131202\"", &format!("\"{code}\""));
        library(&[("local.toml", &text), NATIONAL]).map(|_| ())
    };
    assert!(at("131202").is_ok());
    for code in ["131203", "999999", "nerima", ""] {
        assert_eq!(at(code).unwrap_err()[0].line, 4, "{code}");
    }
}

#[test]
fn conditions_that_no_office_fulfils_are_refused() {
    let error = refused(&change("seats.number", "replace", "applies_to = { min_dwellings = 5, max_dwellings = 2 }"));
    assert!(error.problem.contains("どの事業所にも"), "{error}");
    assert!(refused(&change("seats.number", "replace", "unless = [{ when = \"sunny\" }]")).to_string().contains("sunny"));
}

/// Two changes that both apply to an office, without an order, are an error that shows both places.
#[test]
fn two_changes_that_both_apply_are_refused_with_both_places() {
    let small = change("meetings.yearly", "replace", "applies_to = { max_dwellings = 3 }");
    let typed = change("meetings.yearly", "replace", "applies_to = { types = [\"daytime_support\"] }");
    let error = refused(&format!("{small}\n{typed}"));
    assert!(error.line > 15 && error.problem.contains("14行目"), "{error}");
    let large = change("meetings.yearly", "off", "applies_to = { min_dwellings = 4 }").replace("\"duty\"", "\"not_regulated\"");
    let library = with(&format!("{small}\n{large}")).expect("no office has both few and many dwellings");
    let book = library.book("131202-test").unwrap();
    let yearly = |dwellings: u128| {
        let mut facts = office_year(date(2026, 5, 1));
        let dwelling = |n| crate::facts::DwellingFact { id: model::Id::mint(0, n), satellite: false };
        facts.office.dwellings = (0..dwellings).map(dwelling).collect();
        assess(&facts, book, date(2026, 5, 1)).into_iter().find(|finding| finding.rule.as_str() == "meetings.yearly").unwrap().status
    };
    assert_eq!((yearly(3), yearly(4)), (Status::Due, Status::NotApplicable));
}

/// Facts that somebody hands in are answered as well: what is not in the case, twice, out of range or not in the calendar.
#[test]
fn hostile_facts_are_refused() {
    let deep = format!("on = 2026-04-01\nseats = {}", "[".repeat(100_000));
    for text in [
        deep.as_str(),
        "on = 2025-02-30",
        "on = 2026-31-04",
        "on = 2026-04-01\nyear = 99999999999999999999",
        "on = 2026-04-01\nyear = 12",
        "on = 2026-04-01\non = 2026-04-02",
        "on = 2026-04-01\nplace = \"131203\"",
        "on = 2026-04-01\nvisits = [{ state = \"made\", seat = \"誰か\" }]",
        "on = 2026-04-01\nvisits = [{ state = \"made\", dwelling = \"どこか\" }]",
        "on = 2026-04-01\nvisits = [{ state = \"perhaps\" }]",
        "on = 2026-04-01\nmeetings = [{ name = \"秋\", state = \"held\", dwellings = [\"どこか\"] }]",
        "on = 2026-04-01\nmeetings = [{ name = \"秋\", state = \"held\", officials_attended = -1 }]",
        "on = 2026-04-01\nmeetings = [{ name = \"秋\", state = \"held\", members_present = { in_person = 70000 } }]",
        "on = 2026-04-01\nreports = [{ to = \"somebody\" }]",
        "on = 2026-04-01\nsurveys = [{ answered_on = 2026-04-01 }]",
        "on = 2026-04-01\nheld_before = [2026-04-31]",
        "on = 2026-04-01\noffices = [\"1310000000\"]",
    ] {
        let error = cases::situation("hostile.toml", text, None).expect_err(text);
        assert!(error.line >= 1 && !error.problem.is_empty(), "{error}");
    }
}

/// Hostile files are answered, and quickly.
#[test]
fn hostile_files_are_refused() {
    let deep = format!("x = {}{}", "[".repeat(100_000), "]".repeat(100_000));
    let huge = format!("{HEAD}{}", change("seats.number", "replace", "applies_to = { min_dwellings = 99999999999999999999 }"));
    let twice = format!("{HEAD}{}", change("seats.number", "replace", "change = \"off\""));
    let no_day = format!("{HEAD}{}", change("seats.number", "replace", "")).replace("2026-04-01", "2025-02-30");
    let swapped = format!("{HEAD}{}", change("seats.number", "replace", "")).replace("2026-04-01", "2026-31-04");
    for text in [deep, huge, twice, no_day, swapped, "\0".repeat(1000), "a".repeat(2_000_000)] {
        assert!(library(&[("hostile.toml", &text), NATIONAL]).is_err());
    }
}

proptest! {
    /// What somebody makes of a rulebook in an editor is read or refused, whatever was cut, doubled or scrambled.
    #[test]
    fn a_mangled_rulebook_is_answered_and_never_panics(
        which in 0..3usize, from in 0..10_000usize, length in 0..400usize, with in ".{0,40}", twice in any::<bool>(),
    ) {
        let BuiltIn { file, text, .. } = BUILT_IN[which];
        let boundary = |at: usize| (0..=at.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
        let (start, end) = (boundary(from % (text.len() + 1)), boundary(from % (text.len() + 1) + length));
        let kept = if twice { &text[start..end] } else { "" };
        let mangled = format!("{}{kept}{with}{}", &text[..start], &text[if twice { start } else { end }..]);
        let others = BUILT_IN.iter().filter(|other| other.file != file).map(|other| (other.file, other.text));
        let read = Library::parse(others.chain([(file, mangled.as_str())]));
        if let Err(errors) = read {
            prop_assert!(!errors.is_empty());
            for error in errors {
                prop_assert!(error.line >= 1 && error.column >= 1 && !error.problem.is_empty());
            }
        }
    }

    /// Any text at all is answered as a rulebook, as cases and as a situation.
    #[test]
    fn any_text_is_answered_and_never_panics(text in "(?s).{0,300}") {
        let _ = Rulebook::parse("x.toml", &text);
        let _ = cases::parse("x.cases.toml", &text);
        let _ = cases::situation("x.toml", &text, None);
    }
}
