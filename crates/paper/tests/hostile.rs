//! Content that means harm, or means well and is odd (H2): it is text, never code, whatever it looks like.

use crate::common::{ENGINE, pages, part, sample, text, usual};
use paper::Format;
use proptest::prelude::*;

const MARKUP: &str = "#panic(\"x\") *太い* _斜め_ `code` $x^2$ @ref <label> = 見出し \\u{41} #import \"/print.json\" // 消える /* 消える */ [x] {見本|みほん}";

/// Typst's markup in content stays as it was typed.
#[test]
fn markup_in_content_is_text() {
    let mut minutes = sample("minutes");
    minutes["items"][0]["entries"][0]["text"] = MARKUP.into();
    minutes["items"][0]["title"] = MARKUP.into();
    let plain = text("minutes", &minutes, Format::Text);
    assert_eq!(plain.matches(MARKUP).count(), 2, "{plain}");
    ENGINE.render("minutes", &minutes, Format::Pdf, usual()).expect("printed as it is");
}

/// Elements of HTML and XML in content stay text, and an address that runs code is no link.
#[test]
fn html_and_xml_in_content_are_text() {
    let attack = "<script>alert(1)</script><img src=x onerror=alert(1)>&amp;\"'</w:t></w:r>]]>";
    let mut minutes = sample("minutes");
    minutes["summary"] = attack.into();
    let html = text("minutes", &minutes, Format::Html);
    assert!(!html.contains("<script>") && !html.contains("<img"), "{html}");
    assert!(html.contains("&lt;script&gt;alert(1)&lt;/script&gt;"));
    let document = part(&ENGINE.render("minutes", &minutes, Format::Docx, usual()).unwrap(), "word/document.xml");
    assert!(document.contains("&lt;/w:t&gt;&lt;/w:r&gt;]]&gt;"));
}

/// Control characters do not reach the paper; ends of lines become lines.
#[test]
fn control_characters_are_left_out_and_lines_are_kept() {
    let mut visit = sample("visit-record");
    visit["impressions"] = "一行目\r\n二行目\u{0}\u{7}\u{1b}\u{feff}\r三行目".into();
    let plain = text("visit-record", &visit, Format::Text);
    assert!(plain.contains("一行目\n\n二行目\n\n三行目"), "{plain}");
    ENGINE.render("visit-record", &visit, Format::Pdf, usual()).expect("printed");
}

/// A word of 3,000 letters and a name of 400 kanji do not stop a letter.
#[test]
fn very_long_words_are_printed() {
    let mut letter = sample("invitation");
    letter["office"]["name"] = "縁".repeat(400).into();
    letter["addressee"]["affiliation"] = "a".repeat(3_000).into();
    for format in Format::ALL {
        ENGINE.render("invitation", &letter, format, usual()).unwrap_or_else(|error| panic!("{format:?}: {error}"));
    }
}

/// A table of ten thousand rows is written, each row is there; two thousand are set in pages here (`examples/typeset.rs` sets all).
#[test]
fn ten_thousand_rows_are_written() {
    let mut sheet = sample("collection-sheet");
    let rows =
        |count: usize| (1..=count).map(|number| serde_json::json!({ "number": number, "holder": format!("見本 {number}") })).collect();
    sheet["copies"] = rows(10_000);
    let plain = text("collection-sheet", &sheet, Format::Text);
    assert!(plain.contains("見本 1\n") && plain.contains("見本 10000\n"));
    sheet["copies"] = rows(2_000);
    let pdf = ENGINE.render("collection-sheet", &sheet, Format::Pdf, usual()).expect("printed");
    assert!(pages(&pdf).len() > 50);
}

/// Marks that choose a variant of a kanji have no picture of their own and are no reason to refuse.
#[test]
fn variation_selectors_do_not_stop_a_letter() {
    let mut letter = sample("invitation");
    letter["addressee"]["name"] = "渡邉\u{E0101} 太\u{FE00}郎".into();
    ENGINE.render("invitation", &letter, Format::Pdf, usual()).expect("printed");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    /// Whatever is typed, all formats but PDF are made; PDF is made or says which character it lacks.
    #[test]
    fn whatever_is_typed_gives_a_document_or_a_reason(typed in "\\PC{1,60}", line in "[ -~ぁ-んァ-ヶ一-龥]{0,80}") {
        let mut minutes = sample("minutes");
        minutes["summary"] = line.as_str().into();
        minutes["items"][0]["entries"][0]["text"] = typed.as_str().into();
        for format in [Format::Docx, Format::Html, Format::Text] {
            prop_assert!(ENGINE.render("minutes", &minutes, format, usual()).is_ok());
        }
        match ENGINE.render("minutes", &minutes, Format::Pdf, usual()) {
            Ok(pdf) => prop_assert!(pdf.starts_with(b"%PDF")),
            Err(paper::PaperError::Unprintable { faults, .. }) => prop_assert!(!faults.is_empty()),
            Err(other) => prop_assert!(false, "{other}"),
        }
    }

    /// Plain text says exactly what was typed.
    #[test]
    fn plain_text_says_what_was_typed(typed in "[ぁ-んァ-ヶ一-龥a-z#*_$<>@=\\\\/\\[\\]{}|`~-]{1,40}") {
        let mut visit = sample("visit-record");
        visit["impressions"] = typed.as_str().into();
        prop_assert!(text("visit-record", &visit, Format::Text).contains(typed.as_str()));
    }
}
