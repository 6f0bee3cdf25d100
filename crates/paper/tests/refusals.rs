//! What is not printed, and what is said then (H2).

use std::collections::BTreeMap;

use crate::common::{ENGINE, sample, usual};
use paper::{Engine, Fault, Format, PaperError};
use serde_json::{Value, json};

fn refused(form: &str, content: &Value) -> Vec<Fault> {
    match ENGINE.render(form, content, Format::Pdf, usual()) {
        Err(PaperError::Content { faults, .. } | PaperError::Unprintable { faults, .. }) => faults,
        other => panic!("refused, not {other:?}"),
    }
}

#[test]
fn an_unknown_form_is_named() {
    let error = ENGINE.render("leaflet", &json!({}), Format::Pdf, usual()).unwrap_err();
    assert_eq!(error, PaperError::UnknownForm("leaflet".to_owned()));
    assert!(error.to_string().contains("「leaflet」という様式はありません"));
}

#[test]
fn a_missing_field_is_named_with_its_place() {
    let mut letter = sample("invitation");
    letter["office"].as_object_mut().unwrap().remove("name");
    assert_eq!(refused("invitation", &letter), [Fault { field: "office.name".to_owned(), reason: "必要な項目がありません。".to_owned() }]);
}

#[test]
fn a_misspelt_field_is_refused_and_not_left_out_silently() {
    let mut letter = sample("invitation");
    letter["replyby"] = "2026-06-20".into();
    assert_eq!(refused("invitation", &letter)[0].field, "replyby");
}

#[test]
fn a_day_that_does_not_exist_is_refused() {
    let mut letter = sample("invitation");
    letter["written_on"] = "2026-02-30".into();
    let faults = refused("invitation", &letter);
    assert_eq!(faults[0].field, "written_on");
    assert!(faults[0].reason.contains("日付として読めません"), "{faults:?}");
}

#[test]
fn a_number_in_place_of_text_is_refused() {
    let mut minutes = sample("minutes");
    minutes["items"][1]["title"] = 7.into();
    let faults = refused("minutes", &minutes);
    assert_eq!((faults[0].field.as_str(), faults[0].reason.as_str()), ("items.2.title", "文字で書いてください。"));
}

#[test]
fn a_shape_that_minutes_do_not_have_is_refused_with_the_choices() {
    let mut minutes = sample("minutes");
    minutes["shape"] = "secret".into();
    assert_eq!(refused("minutes", &minutes)[0].reason, "「internal」「confirmation」「publication」のどれかを書いてください。");
}

/// Of many letters, the faulty one is told; none is printed.
#[test]
fn one_faulty_letter_stops_them_all_and_is_counted() {
    let mut bad = sample("invitation");
    bad["addressee"]["name"] = "".into();
    let error = ENGINE.render_all("invitation", &[sample("invitation"), bad], Format::Text, usual()).unwrap_err();
    assert!(error.to_string().contains("2通目 addressee.name：何も書かれていません。"), "{error}");
}

/// A hole in a name is worse than no letter: the character and the field are told.
#[test]
fn a_character_without_a_picture_is_told_and_the_other_formats_still_work() {
    let mut letter = sample("invitation");
    letter["addressee"]["name"] = "見本 太郎😀".into();
    let faults = refused("invitation", &letter);
    assert_eq!(faults[0], Fault { field: "addressee.name".to_owned(), reason: "「😀」（U+1F600）を印刷できません。".to_owned() });
    for format in [Format::Docx, Format::Html, Format::Text] {
        ENGINE.render("invitation", &letter, format, usual()).unwrap_or_else(|error| panic!("{format:?}: {error}"));
    }
}

/// E7: what was typed may be a name; it is not repeated in an error.
#[test]
fn errors_do_not_repeat_what_was_written() {
    let mut letter = sample("invitation");
    letter["reply_by"] = "例示 春子".into();
    letter["reply"] = "例示 春子".into();
    let error = ENGINE.render("invitation", &letter, Format::Pdf, usual()).unwrap_err().to_string();
    assert!(!error.contains("例示"), "{error}");
}

fn own(files: &[(&str, &str)]) -> Result<Engine, PaperError> {
    let files: BTreeMap<String, Vec<u8>> = files.iter().map(|(path, text)| ((*path).to_owned(), text.as_bytes().to_vec())).collect();
    Engine::with_own_forms(files)
}

/// D4: a city puts its own form in the place of the program's.
#[test]
fn a_city_may_put_its_own_form_in_the_place_of_one() {
    let template =
        "#import \"/common/paper.typ\": *\n#let form(data) = sheet(title: \"本市の掲示\", { form-title[本市の掲示]\n par[#data.meeting] })";
    let engine = own(&[("poster/form.typ", template)]).unwrap();
    let text = engine.render("poster", &sample("poster"), Format::Text, usual()).unwrap();
    assert_eq!(String::from_utf8(text).unwrap(), "本市の掲示\n＝＝＝＝＝\n\n令和8年度 第1回 地域連携推進会議\n");
}

/// D4: an error in a city's form says the file and the line.
#[test]
fn an_error_in_a_form_is_told_with_its_line() {
    let engine = own(&[("poster/form.typ", "#import \"/common/paper.typ\": *\n\n#let form(data) = sheet(data.nothing)")]).unwrap();
    let error = engine.render("poster", &sample("poster"), Format::Pdf, usual()).unwrap_err().to_string();
    assert!(error.contains("poster/form.typ 3行目"), "{error}");
}

#[test]
fn a_form_without_a_schema_is_refused_at_once() {
    assert!(matches!(own(&[("leaflet/form.typ", "#let form(data) = []")]), Err(PaperError::UnknownForm(form)) if form == "leaflet"));
}

/// The core sees no files: a template reaches nothing but what it was given.
#[test]
fn a_form_cannot_read_files_of_the_machine() {
    let engine = own(&[("poster/form.typ", "#let form(data) = read(\"/etc/hostname\")")]).unwrap();
    assert!(matches!(engine.render("poster", &sample("poster"), Format::Pdf, usual()), Err(PaperError::Template { .. })));
}

/// There is no network: a package that would have to be fetched does not exist.
#[test]
fn a_form_cannot_fetch_packages() {
    let engine = own(&[("poster/form.typ", "#import \"@preview/example:0.1.0\": add\n#let form(data) = []")]).unwrap();
    assert!(matches!(engine.render("poster", &sample("poster"), Format::Pdf, usual()), Err(PaperError::Template { .. })));
}
