//! What a rulebook may not say, and how it is told.

use crate::{Rulebook, RulebookError};

const HEAD: &str = "\
id = \"test\"
title = \"架空市の規則\"

[year]
assumed_meeting = { month = 11, day = 30 }

[[source]]
id = \"notice\"
title = \"架空市の通知\"
short = \"通知\"
issuer = \"架空市\"
place = \"架空市のホームページ\"
layer = \"notice\"

";

/// A rule of which single lines can be replaced; it begins on line 15.
fn rule(replace: &[(&str, &str)]) -> String {
    let mut lines = vec![
        ("id", "id = \"seats.number\""),
        ("kind", "kind = \"advised_members\""),
        ("parameters", "parameters = { about = 5, tolerance = 1 }"),
        ("requirement", "requirement = \"A3\""),
        ("level", "level = [{ is = \"advice\", since = 2025-04-01 }]"),
        ("cite", "cite = { source = \"notice\", at = \"3\" }"),
        ("sentence", "sentence = \"構成員は{about}名程度です。\""),
        ("remedy", "remedy = \"seats\""),
    ];
    for (name, line) in replace {
        lines.iter_mut().filter(|(n, _)| n == name).for_each(|l| l.1 = line);
    }
    let lines: Vec<_> = lines.into_iter().map(|(_, line)| line).filter(|l| !l.is_empty()).collect();
    format!("[[rule]]\n{}\n", lines.join("\n"))
}

fn parse(rules: &str) -> Result<Rulebook, RulebookError> {
    Rulebook::parse("test.toml", &format!("{HEAD}{rules}"))
}

fn refused(replace: &[(&str, &str)]) -> RulebookError {
    parse(&rule(replace)).expect_err("must be refused")
}

#[test]
fn a_small_rulebook_is_read() {
    let book = parse(&rule(&[])).unwrap();
    assert_eq!(&*book.rules()[0].sentence, "構成員は5名程度です。");
    assert_eq!((book.rules()[0].line, book.title()), (15, "架空市の規則"));
}

#[test]
fn an_unknown_key_is_shown_with_its_place_and_the_keys_that_exist() {
    let error = refused(&[("remedy", "remdy = \"seats\"")]);
    assert_eq!((error.line, error.column, error.rule.as_deref()), (23, 1, Some("seats.number")));
    assert!(error.problem.contains("remdy") && error.hint.contains("remedy"), "{error}");
}

#[test]
fn an_unknown_parameter_is_refused_at_its_place() {
    let error = refused(&[("parameters", "parameters = { about = 5, tolerance = 1, exactly = true }")]);
    assert_eq!((error.line, error.column), (18, 42), "{error}");
    assert!(error.hint.contains("tolerance"), "{error}");
}

#[test]
fn a_missing_parameter_is_refused() {
    let error = refused(&[("parameters", "")]);
    assert!(error.problem.contains("about"), "{error}");
    assert_eq!(error.line, 17, "{error}");
}

#[test]
fn an_unknown_kind_is_refused_with_the_kinds_that_exist() {
    let error = refused(&[("kind", "kind = \"advised_membres\"")]);
    assert_eq!((error.line, error.column), (17, 8), "{error}");
    assert!(error.problem.contains("advised_membres") && error.hint.contains("advised_members"), "{error}");
}

#[test]
fn a_rule_without_kind_or_with_a_number_as_kind_is_refused() {
    assert!(refused(&[("kind", "")]).problem.contains("種類"));
    assert!(refused(&[("kind", "kind = 3")]).problem.contains("種類"));
}

#[test]
fn parameters_for_a_kind_that_has_none_are_refused() {
    let error = refused(&[("kind", "kind = \"resident_invited\""), ("sentence", "sentence = \"お招きします。\"")]);
    assert_eq!((error.line, error.column), (18, 14), "{error}");
}

#[test]
fn numbers_that_make_no_sense_are_refused() {
    for parameters in [
        "about = 0, tolerance = 1",
        "about = -5, tolerance = 1",
        "about = 5, tolerance = 900",
        "about = 99999999999999999999, tolerance = 1",
    ] {
        let error = refused(&[("parameters", &format!("parameters = {{ {parameters} }}"))]);
        assert_eq!(error.line, 18, "{error}");
    }
    let days = [
        ("kind", "kind = \"wishes_asked\""),
        ("parameters", "parameters = { days_before = 367 }"),
        ("sentence", "sentence = \"聞きます。\""),
    ];
    assert!(refused(&days).problem.contains("366"));
}

/// Invariant 5
#[test]
fn a_rule_without_a_source_is_refused() {
    let error = refused(&[("cite", "")]);
    assert!(error.problem.contains("cite"), "{error}");
    assert_eq!(error.rule.as_deref(), Some("seats.number"));
}

/// Invariant 5
#[test]
fn a_citation_to_nowhere_is_refused_with_the_sources_that_exist() {
    let error = refused(&[("cite", "cite = { source = \"guide\", at = \"3\" }")]);
    assert_eq!((error.line, error.column), (21, 19), "{error}");
    assert!(error.problem.contains("guide") && error.hint.contains("notice"), "{error}");
    assert!(refused(&[("cite", "cite = { source = \"notice\", at = \" \" }")]).problem.contains("どこに"));
}

#[test]
fn a_legal_base_must_be_an_ordinance() {
    let error = refused(&[("remedy", "basis = { source = \"notice\", at = \"1\", services = [\"group_home\"] }")]);
    assert!(error.problem.contains("省令"), "{error}");
}

#[test]
fn a_sentence_may_use_only_the_parameters_of_its_kind() {
    let error = refused(&[("sentence", "sentence = \"{number}名です。\"")]);
    assert!(error.hint.contains("{about}"), "{error}");
    assert!(refused(&[("sentence", "sentence = \"  \"")]).problem.contains("文がありません"));
}

#[test]
fn names_and_requirements_have_a_form() {
    for id in ["Seats", "seats number", "", "構成員", "seats..number", "../x"] {
        assert!(refused(&[("id", &format!("id = \"{id}\""))]).problem.contains("名前"), "{id}");
    }
    for requirement in ["", "A", "3", "A333", "Z3", "Ａ３", "あ3"] {
        assert!(refused(&[("requirement", &format!("requirement = \"{requirement}\""))]).problem.contains("要件"), "{requirement}");
    }
}

#[test]
fn a_rule_for_no_service_or_an_unknown_remedy_is_refused() {
    assert!(refused(&[("remedy", "services = []")]).problem.contains("サービス"));
    assert!(refused(&[("remedy", "remedy = \"nowhere\"")]).problem.contains("nowhere"));
}

#[test]
fn two_sources_of_one_name_are_refused() {
    let twice = HEAD.to_owned() + &HEAD[HEAD.find("[[source]]").unwrap()..] + &rule(&[]);
    let error = Rulebook::parse("test.toml", &twice).unwrap_err();
    assert_eq!(error.line, 16, "{error}");
}

#[test]
fn a_rulebook_without_rules_or_with_an_impossible_day_is_refused() {
    assert!(parse("").unwrap_err().problem.contains("規則が1つも"));
    assert!(parse("rule = 3\n").is_err());
    for day in ["month = 2, day = 30", "month = 2, day = 29", "month = 13, day = 1", "month = 11, day = 0"] {
        let head = HEAD.replace("month = 11, day = 30", day);
        let error = Rulebook::parse("test.toml", &(head + &rule(&[]))).unwrap_err();
        assert_eq!(error.line, 5, "{error}");
    }
}

#[test]
fn hostile_text_is_refused_without_a_crash() {
    let deep = format!("x = {}{}", "[".repeat(20_000), "]".repeat(20_000));
    let twice = format!("id = \"a\"\n{HEAD}");
    let long = "#".repeat(2 * 1024 * 1024);
    for text in ["", "\u{0}", "=", "[[rule", "rule = [1, 2]", "id = \"a\nb\"", &deep, &twice, &long] {
        assert!(Rulebook::parse("hostile.toml", text).is_err());
    }
}

#[test]
fn a_column_counts_characters_as_people_do() {
    let error = refused(&[("cite", "cite = { at = \"三の二\", source = \"guide\" }")]);
    assert_eq!((error.line, error.column), (21, 31), "{error}");
}

#[test]
fn an_error_reads_like_a_line_of_a_compiler() {
    let error = refused(&[("remedy", "remdy = \"seats\"")]).to_string();
    assert!(error.starts_with("test.toml:23:1: 規則「seats.number」："), "{error}");
}
