use jiff::civil::date;
use model::seats::SeatCategory;

use super::*;

fn form(pairs: &[(&str, &str)]) -> Form {
    Form::from_pairs(pairs.iter().copied())
}

/// H2: people write in full width and with blanks around.
#[test]
fn a_line_is_taken_without_the_blanks_around_it() {
    let mut form = form(&[("name", "　山田　花子 ")]);
    assert_eq!(form.required("name", "お名前").as_deref(), Some("山田　花子"));
    assert!(form.is_valid());
}

/// H4: the message names the field and says what to do.
#[test]
fn a_blank_line_is_refused_where_one_is_needed() {
    let mut form = form(&[("name", " 　 ")]);
    assert_eq!(form.required("name", "お名前"), None);
    assert_eq!(form.error("name"), Some("お名前を入力してください。"));
}

/// H4
#[test]
fn a_blank_line_is_no_error_where_none_is_needed() {
    let mut form = form(&[("phone", "")]);
    assert_eq!(form.optional("phone", "電話番号"), None);
    assert!(form.is_valid());
}

/// H4: one message a field, for all fields at once.
#[test]
fn all_errors_are_collected_in_the_order_of_reading() {
    let mut form = form(&[("count", "many")]);
    form.required("name", "お名前");
    form.number("count", "人数", 1..=20_u8);
    form.fail_whole("ほかの人が先に変更しました。");
    let fields: Vec<&str> = form.errors().iter().map(|e| e.field.as_str()).collect();
    assert_eq!(fields, ["name", "count", ""]);
}

/// H4: nothing that was typed is lost.
#[test]
fn a_refused_value_is_kept_as_it_was_typed() {
    let mut form = form(&[("day", " 二月三十日 ")]);
    form.date("day", "開催日");
    assert!(!form.is_valid());
    assert_eq!(form.value("day"), " 二月三十日 ");
}

/// H2: what `<input type=date>` sends, and what people write where a browser shows a plain line.
#[test]
fn a_day_is_read_in_either_calendar_and_in_full_width() {
    for typed in ["2026-05-11", "２０２６－０５－１１", "令和8年5月11日"] {
        let mut form = form(&[("day", typed)]);
        assert_eq!(form.date("day", "開催日"), Some(date(2026, 5, 11)), "{typed}");
    }
}

/// H4: a browser's date input would show a blank instead.
#[test]
fn a_day_that_a_date_input_cannot_show_is_shown_as_a_line() {
    let form = form(&[("good", "2026-05-11"), ("era", "令和8年5月11日"), ("bad", "2026-02-30")]);
    assert_eq!(form.date_input("good"), "date");
    assert_eq!(form.date_input("none"), "date");
    assert_eq!(form.date_input("era"), "text");
    assert_eq!(form.date_input("bad"), "text");
}

/// H2
#[test]
fn a_day_that_does_not_exist_is_refused_even_where_none_is_needed() {
    let mut form = form(&[("day", "2026-02-30")]);
    assert_eq!(form.optional_date("day", "開催日"), None);
    assert!(form.error("day").is_some_and(|m| m.starts_with("開催日：") && m.contains("2月30日")));
}

/// H2
#[test]
fn a_number_is_read_in_full_width_and_with_commas() {
    let mut form = form(&[("people", "１２"), ("cost", "1,200"), ("change", "−3")]);
    assert_eq!(form.number("people", "人数", 1..=20_u8), Some(12));
    assert_eq!(form.number("cost", "費用", 0..=10_000_u32), Some(1200));
    assert_eq!(form.number("change", "増減", -5..=5_i8), Some(-3));
}

/// H4: 300 does not become 44.
#[test]
fn a_number_out_of_range_is_refused_and_never_wraps() {
    for typed in ["0", "21", "300", "99999999999999999999", "1.5", "１，５", "五"] {
        let mut form = form(&[("people", typed)]);
        assert_eq!(form.number("people", "人数", 1..=20_u8), None, "{typed}");
        assert_eq!(form.error("people"), Some("人数は1から20までの数字で入力してください。"));
    }
}

/// A2: the codes of the vocabulary are the values of the options.
#[test]
fn a_choice_is_read_as_its_word() {
    let mut form = form(&[("category", "resident")]);
    assert_eq!(form.choice("category", "区分"), Some(SeatCategory::Resident));
}

/// A2: a made-up value is not taken for anything.
#[test]
fn a_choice_that_was_not_offered_is_refused() {
    let mut form = form(&[("category", "chair")]);
    assert_eq!(form.optional_choice::<SeatCategory>("category", "区分"), None);
    assert_eq!(form.error("category"), Some("区分は表示されている中から選んでください。"));
}

/// A2
#[test]
fn no_choice_is_refused_where_one_is_needed() {
    let mut form = Form::empty();
    assert_eq!(form.choice::<SeatCategory>("category", "区分"), None);
    assert_eq!(form.error("category"), Some("区分を選んでください。"));
}

/// B6: an item may serve several purposes.
#[test]
fn all_ticked_values_are_read_and_a_strange_one_is_refused() {
    let mut form = form(&[("n", "1"), ("n", "2"), ("n", "x")]);
    assert!(form.has("n", "2"));
    assert_eq!(form.choices::<u8>("n", "目的"), [1, 2]);
    assert!(!form.is_valid());
}

/// A10: an empty box is sent as nothing at all.
#[test]
fn a_box_is_ticked_only_if_it_was_sent() {
    let form = form(&[("agree", "yes")]);
    assert!(form.checked("agree"));
    assert!(!form.checked("secrecy"));
}

/// H2: minutes come with the line ends of every system.
#[test]
fn line_ends_become_one_kind() {
    let mut form = form(&[("body", "一行目\r\n二行目\r三行目\n")]);
    assert_eq!(form.required_text("body", "本文").as_deref(), Some("一行目\n二行目\n三行目"));
}

/// H5: what is stored can be stored on both databases.
#[test]
fn control_characters_are_refused() {
    let mut form = form(&[("name", "山田\0花子"), ("line", "a\nb")]);
    assert_eq!(form.required("name", "お名前"), None);
    assert_eq!(form.optional("line", "役職"), None);
    assert_eq!(form.errors().len(), 2);
}

/// H4: the limit counts characters, as people do, and tells both numbers.
#[test]
fn a_line_longer_than_its_limit_is_refused() {
    let mut fits = form(&[("name", &"縁".repeat(LINE_LIMIT))]);
    assert!(fits.required("name", "お名前").is_some());
    let mut longer = form(&[("name", &"縁".repeat(LINE_LIMIT + 1))]);
    assert_eq!(longer.required("name", "お名前"), None);
    assert_eq!(longer.error("name"), Some("お名前は200文字までです（今は201文字）。"));
}

/// A password keeps its blanks.
#[test]
fn a_secret_is_taken_as_it_was_sent() {
    let mut form = form(&[("password", " 縁側 の 猫 ")]);
    assert_eq!(form.secret("password", "パスワード").as_deref(), Some(" 縁側 の 猫 "));
    assert_eq!(form.secret("again", "パスワード（確認）"), None);
}

/// H1: a form in a log line tells no value.
#[test]
fn debug_output_names_fields_but_no_values() {
    let mut form = form(&[("name", "山田花子")]);
    form.date("day", "開催日");
    let shown = format!("{form:?}");
    assert!(shown.contains("name") && shown.contains("day"));
    assert!(!shown.contains("山田"));
}
