//! The forms that an authority prescribes: what may be written, what is refused, and which one an office must use (B13, C8, D4).

use std::collections::BTreeSet;

use jiff::civil::date;
use model::{Vocabulary, offices::ServiceKind};

use super::{
    guide::offered,
    local::{HEAD, NATIONAL, library, refused},
};
use crate::{
    Library, RulebookError,
    facts::{DwellingFact, OfficeFact},
    form::{Fill, FormSubject, Layout, Prescription},
    prescribed,
};

/// A form of which single lines can be replaced.
fn form(replace: &[(&str, &str)]) -> String {
    let mut lines = vec![
        ("id", "id = \"our-minutes\""),
        ("for", "for = \"minutes\""),
        ("title", "title = \"会議録\""),
        ("layout", "layout = \"ours\""),
        ("url", "url = \"https://www.example.jp/form.docx\""),
        ("cite", "cite = { source = \"notice\", at = \"様式第1号\" }"),
        ("section", "[[form.section]]"),
        ("heading", "heading = \"1　概要\""),
        ("fields", "fields = [{ label = \"開催日\", from = \"held_on\" }, { label = \"市の欄\", from = \"by_hand\" }]"),
    ];
    for (name, line) in replace {
        lines.iter_mut().filter(|(n, _)| n == name).for_each(|l| l.1 = line);
    }
    let lines: Vec<_> = lines.into_iter().map(|(_, line)| line).filter(|l| !l.is_empty()).collect();
    format!("[[form]]\n{}\n\n", lines.join("\n"))
}

/// A rule that prescribes a form for minutes; it begins on a line of its own.
fn rule(name: &str, more: &str) -> String {
    format!(
        "[[rule]]\nid = \"minutes.form\"\nkind = \"minutes_form\"\nparameters = {{ days_after = 14, prescribed_form = {name} }}\n\
         requirement = \"B13\"\nlevel = [{{ is = \"duty\", since = 2026-04-01, until = 2027-03-31 }}]\n\
         cite = {{ source = \"notice\", at = \"3\" }}\nsentence = \"所定の様式で作ります。\"\n{more}\n"
    )
}

fn with(text: &str) -> Result<Library, Vec<RulebookError>> {
    library(&[("local.toml", &format!("{HEAD}{text}")), NATIONAL])
}

fn error(replace: &[(&str, &str)]) -> RulebookError {
    refused(&format!("{}{}", form(replace), rule("\"our-minutes\"", "")))
}

fn office(dwellings: usize) -> OfficeFact {
    let dwelling = DwellingFact { id: model::Id::mint(0, 1), satellite: false };
    OfficeFact { service: ServiceKind::GroupHome, group_home_type: None, place: None, dwellings: vec![dwelling; dwellings] }
}

/// D4: a form is read in its order, with its citation and its place.
#[test]
fn a_form_is_read_as_it_is_written() {
    let library = with(&format!("{}{}", form(&[]), rule("\"our-minutes\"", ""))).unwrap();
    let form = library.book("131202-test").unwrap().form("our-minutes").unwrap();
    assert_eq!((form.subject, form.layout, form.citation.at.as_str()), (FormSubject::Minutes, Layout::Ours, "様式第1号"));
    let fields: Vec<_> = form.fields().map(|field| (field.label.as_str(), field.from)).collect();
    assert_eq!(fields, [("開催日", Fill::HeldOn), ("市の欄", Fill::ByHand)]);
    assert!(form.asks_for(Fill::HeldOn) && !form.asks_for(Fill::OfficeName));
}

/// D4: nothing is taken from where it is not known, and the error says which words can stand there.
#[test]
fn a_field_of_a_visit_does_not_stand_in_minutes() {
    let error = error(&[("fields", "fields = [{ label = \"感想\", from = \"impressions\" }]")]);
    assert_eq!((error.line, error.column), (23, 34), "{error}");
    assert!(error.problem.contains("our-minutes") && error.hint.contains("held_on") && !error.hint.contains("impressions"), "{error}");
}

#[test]
fn a_word_that_no_field_knows_is_refused_at_its_place() {
    let error = error(&[("fields", "fields = [{ label = \"感想\", from = \"names\" }]")]);
    assert_eq!((error.line, error.column), (23, 34), "{error}");
    assert!(error.hint.contains("attendance"), "{error}");
}

/// D4: who puts a form together says where the authority's own lies.
#[test]
fn a_layout_of_ours_names_the_place_of_the_real_one() {
    let error_of = error(&[("url", "")]);
    assert_eq!((error_of.line, error_of.column), (18, 10), "{error_of}");
    assert!(error_of.hint.contains("url"), "{error_of}");
    assert!(error(&[("url", "url = \"javascript:x\"")]).hint.contains("https://"));
    let official = form(&[("url", ""), ("layout", "layout = \"official\"")]);
    assert!(with(&format!("{official}{}", rule("\"our-minutes\"", ""))).is_ok());
}

#[test]
fn a_form_without_fields_names_or_sources_is_refused() {
    for (line, replace) in [
        ("項目のない見出し", ("fields", "fields = []")),
        ("項目がありません", ("section", "section = []\n[[rule]]\nx = 1")),
        ("名前のない項目", ("fields", "fields = [{ label = \" \", from = \"held_on\" }]")),
        ("題がありません", ("title", "title = \"\"")),
        ("unknown", ("id", "id = \"unknown\"")),
        ("使えません", ("id", "id = \"私たち\"")),
        ("出典「guide」", ("cite", "cite = { source = \"guide\", at = \"3\" }")),
    ] {
        let replace: &[_] =
            if replace.0 == "section" { &[("section", "section = []"), ("heading", ""), ("fields", "")] } else { &[replace] };
        assert!(error(replace).problem.contains(line), "{line}: {}", error(replace));
    }
    let twice = form(&[]) + &form(&[]) + &rule("\"our-minutes\"", "");
    assert!(refused(&twice).problem.contains("2回"));
}

/// B13, C8: a rule that asks for a form names one that there is, or says that nobody knows it.
#[test]
fn a_rule_names_a_form_that_there_is_or_says_that_it_is_unknown() {
    let missing = refused(&format!("{}{}", form(&[]), rule("\"their-minutes\"", "")));
    assert_eq!((missing.rule.as_deref(), missing.column), (Some("minutes.form"), 14), "{missing}");
    assert!(missing.hint.contains("our-minutes") && missing.hint.contains("unknown"), "{missing}");
    let other = form(&[("for", "for = \"visit_record\""), ("fields", "fields = [{ label = \"訪問日\", from = \"visited_on\" }]")]);
    assert!(refused(&format!("{other}{}", rule("\"our-minutes\"", ""))).problem.contains("施設訪問記録の様式"));
    assert!(refused(&rule("true", "")).problem.contains("unknown"), "{}", refused(&rule("true", "")));
    assert!(with(&rule("\"unknown\"", "")).is_ok());
}

/// D4, D9: a form holds where and when the rule holds that names it.
#[test]
fn an_office_uses_the_form_of_the_rule_that_holds_for_it() {
    let text = format!("{}{}", form(&[]), rule("\"our-minutes\"", "applies_to = { min_dwellings = 2 }"));
    let library = with(&text).unwrap();
    let book = library.book("131202-test").unwrap();
    let of = |dwellings, day| match prescribed(book, FormSubject::Minutes, &office(dwellings), day) {
        Some(Prescription::Form(form)) => form.id.clone(),
        Some(Prescription::Unknown) => "unknown".to_owned(),
        None => "none".to_owned(),
    };
    assert_eq!(of(2, date(2026, 5, 1)), "our-minutes");
    assert_eq!(of(1, date(2026, 5, 1)), "none", "the rule is for larger offices");
    assert_eq!(of(2, date(2027, 4, 1)), "none", "the rule has ended");
    assert_eq!(prescribed(book, FormSubject::VisitRecord, &office(2), date(2026, 5, 1)), None);
    let unknown = with(&rule("\"unknown\"", "")).unwrap();
    let book = unknown.book("131202-test").unwrap();
    assert_eq!(prescribed(book, FormSubject::Minutes, &office(1), date(2026, 5, 1)), Some(Prescription::Unknown));
}

/// D9: a book below writes a form anew, and the rule above that names it follows.
#[test]
fn a_form_written_anew_takes_the_place_of_the_one_above() {
    let city = HEAD.replace("131202", "130001").replace("130001-test", "tokyo") + &form(&[]) + &rule("\"our-minutes\"", "");
    let ward = |form: &str| {
        let head = HEAD.replace("extends = \"jp\"", "extends = \"tokyo\"");
        let own = rule("\"unknown\"", "").replace("minutes.form", "minutes.more").replace("since = 2026-04-01", "since = 2026-05-01");
        let kind = "kind = \"minutes_prompt\"\nparameters = { days_after = 7 }";
        let own = own.replace("kind = \"minutes_form\"\nparameters = { days_after = 14, prescribed_form = \"unknown\" }", kind);
        library(&[("city.toml", &city), ("ward.toml", &format!("{head}{form}{own}")), NATIONAL])
    };
    let title =
        |library: Library| match prescribed(library.book("131202-test").unwrap(), FormSubject::Minutes, &office(1), date(2026, 6, 1)) {
            Some(Prescription::Form(form)) => form.title.clone(),
            other => panic!("{other:?}"),
        };
    assert_eq!(title(ward("").unwrap()), "会議録");
    assert_eq!(title(ward(&form(&[("title", "title = \"区の会議録\"")])).unwrap()), "区の会議録");
    let turned = form(&[("for", "for = \"visit_record\""), ("fields", "fields = [{ label = \"訪問日\", from = \"visited_on\" }]")]);
    assert!(ward(&turned).unwrap_err()[0].problem.contains("議事録の様式"));
}

/// B13, C8, D4: what Sapporo asks for is there, in a layout that says that it is not the city's.
#[test]
fn the_forms_of_sapporo_hold_what_its_sources_name() {
    let book = Library::built_in().book("011002-sapporo").unwrap();
    for subject in FormSubject::ALL {
        let Some(Prescription::Form(form)) = prescribed(book, *subject, &office(1), date(2026, 5, 1)) else { panic!("{subject}") };
        assert_eq!(form.layout, Layout::Ours, "the city's own file is in none of our sources");
        assert!(form.url.as_deref().is_some_and(|url| url.starts_with("https://www.city.sapporo.jp/")));
        assert!(form.notes.iter().any(|note| note.contains("個人が特定される情報")));
    }
    let minutes = book.form("minutes").unwrap();
    for fill in [Fill::HeldOn, Fill::Attendance, Fill::Reports, Fill::Requests, Fill::Advice, Fill::Answers, Fill::Publication] {
        assert!(minutes.asks_for(fill), "B13: {fill}");
    }
    // B17: the meeting is each dwelling's, and several may hold one together.
    assert!(minutes.asks_for(Fill::Dwellings));
}

/// D8: the guide tells of every word from which a field is filled, and of no other.
#[test]
fn the_guide_tells_what_fills_a_field() {
    let guide = include_str!("../../../../docs/rulebooks.md");
    let table = guide.split("| `from` | 何が入るか |").nth(1).unwrap().split("\n\n").next().unwrap();
    let told = table.lines().filter(|line| line.starts_with("| `")).filter_map(|line| line.split('|').nth(1));
    let told: BTreeSet<&str> = told.flat_map(|cell| cell.split('`').skip(1).step_by(2)).collect();
    assert_eq!(told, Fill::ALL.iter().map(|fill| fill.code()).collect());
}

/// D8: the schema for editors knows the keys and words that the reader knows, and no other.
#[test]
fn the_schema_says_what_the_reader_takes_of_forms() {
    let schema = crate::schema();
    // Whether an object keeps its order is up to whoever else is built with it.
    let keys = |value: &serde_json::Value| {
        value["properties"].as_object().unwrap().keys().cloned().collect::<BTreeSet<_>>().into_iter().collect::<Vec<_>>()
    };
    let of_form = &schema["properties"]["form"]["items"];
    let sorted = |error: RulebookError| offered(&error).into_iter().collect::<Vec<_>>();
    assert_eq!(keys(of_form), sorted(error(&[("for", "for = \"minutes\"\nno_such_key = 1")])));
    let section = &of_form["properties"]["section"]["items"];
    assert_eq!(keys(section), sorted(error(&[("heading", "no_such_key = 1")])));
    let field = &section["properties"]["fields"]["items"];
    assert_eq!(keys(field), sorted(error(&[("fields", "fields = [{ no_such_key = 1 }]")])));
    let words = field["properties"]["from"]["enum"].as_array().unwrap().len();
    assert_eq!(words, offered(&error(&[("fields", "fields = [{ label = \"x\", from = \"names\" }]")])).len());
}
