//! Every form in every format: what holds for all of them (H2, H3).

use crate::common::{ENGINE, contains, heard, pages, part, sample, text, usual};
use paper::{BUILT_IN, Format, Print, Reading, Size, sheet::Block};

/// H2: a city finds each form with its title, and each has a sample to begin from.
#[test]
fn all_forms_are_listed_with_their_titles_in_the_order_of_the_year() {
    let listed: Vec<_> = ENGINE.forms();
    let expected: Vec<_> = BUILT_IN.iter().map(|form| (form.id, form.title)).collect();
    assert_eq!(listed, expected);
}

/// H3: PDF/UA-1 and PDF/A-2a, tagged, with title and language. Typst refuses to write a file that breaks these standards.
#[test]
fn every_form_is_an_accessible_pdf_for_keeping_small_and_large() {
    for form in BUILT_IN {
        for size in [Size::Normal, Size::Largest] {
            let pdf = ENGINE
                .render(form.id, &sample(form.id), Format::Pdf, usual().sized(size))
                .unwrap_or_else(|error| panic!("{}: {error}", form.id));
            assert!(pdf.starts_with(b"%PDF-1.7"), "{}", form.id);
            for mark in
                ["<pdfuaid:part>1</pdfuaid:part>", "<pdfaid:part>2</pdfaid:part>", "<pdfaid:conformance>A</pdfaid:conformance>", "ja-JP"]
            {
                assert!(contains(&pdf, mark), "{} says {mark}", form.id);
            }
            assert!(contains(&pdf, "<dc:title>"), "{} has a title", form.id);
            let heard = heard(&pdf);
            assert_eq!(heard.language.as_deref(), Some("ja-JP"), "{}", form.id);
            assert!(heard.kinds.contains("P"), "{}: {:?}", form.id, heard.kinds);
            assert_eq!(heard.pictures.0, heard.pictures.1, "{}: each picture has words", form.id);
        }
    }
}

/// H3: larger print is set anew on more pages; the pages keep their size.
#[test]
fn large_print_takes_more_pages_of_the_same_size() {
    let handbook = |size| pages(&ENGINE.render("visitor-handbook", &sample("visitor-handbook"), Format::Pdf, usual().sized(size)).unwrap());
    let (normal, largest) = (handbook(Size::Normal), handbook(Size::Largest));
    assert!(largest.len() > 2 * normal.len(), "{} and {}", normal.len(), largest.len());
    for (width, height) in normal.into_iter().chain(largest) {
        assert!((width - 595.3).abs() < 0.1 && (height - 841.9).abs() < 0.1, "A4, not {width} by {height}");
    }
}

/// H3: tables have heads, headings are headings, lists are lists: a screen reader finds its way.
#[test]
fn a_screen_reader_hears_headings_tables_and_lists() {
    let hear = |form| heard(&ENGINE.render(form, &sample(form), Format::Pdf, usual()).unwrap());
    for (form, wanted) in [
        ("invitation", &["Title", "H1", "Table", "TH", "L", "LI", "Figure"][..]),
        ("minutes", &["H1", "H2", "Table", "TH", "L"]),
        ("seat-list", &["THead", "TH", "TBody", "TD"]),
        ("annual-report", &["TOC", "TOCI", "H1", "H2", "H3"]),
    ] {
        let kinds = hear(form).kinds;
        for kind in wanted {
            assert!(kinds.contains(*kind), "{form} has {kind}: {kinds:?}");
        }
    }
    assert_eq!(hear("invitation").pictures, (1, 1), "the QR code, with words");
}

/// H3: each document begins with its title as the first and only heading of level 1 of its kind.
#[test]
fn every_form_has_a_title_as_its_first_heading() {
    for form in BUILT_IN {
        let sheet = ENGINE.sheet(form.id, &[sample(form.id)], usual()).unwrap();
        let first = sheet.blocks.iter().find_map(|block| match block {
            Block::Heading { level, .. } => Some(*level),
            _ => None,
        });
        assert_eq!(first, Some(1), "{}", form.id);
        assert!(!sheet.title.is_empty(), "{}", form.id);
    }
}

/// H3: no level of headings is left out, so that a screen reader's list of headings makes sense.
#[test]
fn headings_never_skip_a_level() {
    for form in BUILT_IN {
        let sheet = ENGINE.sheet(form.id, &[sample(form.id)], usual()).unwrap();
        let levels = sheet.blocks.iter().filter_map(|block| match block {
            Block::Heading { level, .. } => Some(*level),
            _ => None,
        });
        levels.fold(0, |before, level| {
            assert!(level <= before + 1, "{}: {level} after {before}", form.id);
            level
        });
    }
}

/// H3: what stands in one format stands in the others, in the same order.
#[test]
fn html_docx_and_plain_text_say_the_same_in_the_same_order() {
    for form in BUILT_IN {
        let content = sample(form.id);
        let plain = text(form.id, &content, Format::Text);
        let html = without_tags(&text(form.id, &content, Format::Html));
        let docx = without_tags(&part(&ENGINE.render(form.id, &content, Format::Docx, usual()).unwrap(), "word/document.xml"));
        let mut places = (0, 0);
        for word in plain
            .split(|character: char| !character.is_alphanumeric())
            .filter(|word| word.chars().count() > 6 && !word.is_ascii() && !word.ends_with("QRコード"))
        {
            for (kind, found, place) in [("HTML", &html, &mut places.0), ("DOCX", &docx, &mut places.1)] {
                // A table's head is said anew in each row of plain text; it stands before.
                let at = found.get(*place..).and_then(|rest| rest.find(word)).map(|at| at + *place);
                let once = plain.matches(word).count() == 1;
                assert!(at.is_some() || (!once && found.contains(word)), "{}: {kind} lacks 「{word}」", form.id);
                *place = at.unwrap_or(*place);
            }
        }
    }
}

fn without_tags(markup: &str) -> String {
    let body = markup.split("</style>").last().unwrap_or_default();
    let mut text = String::new();
    let mut inside = false;
    for character in body.chars() {
        match character {
            '<' => inside = true,
            '>' => inside = false,
            other if !inside => text.push(other),
            _ => {}
        }
    }
    text
}

/// H2: a word processor sees headings, header rows, Japanese and A4; nobody's name and no clock are in the file.
#[test]
fn docx_has_real_structure_and_no_author() {
    let docx = ENGINE.render("seat-list", &sample("seat-list"), Format::Docx, usual()).unwrap();
    let document = part(&docx, "word/document.xml");
    for mark in ["<w:pStyle w:val=\"Title\"/>", "<w:tblHeader/>", "<w:pgSz w:w=\"11906\" w:h=\"16838\"/>"] {
        assert!(document.contains(mark), "{mark}");
    }
    assert!(part(&docx, "word/styles.xml").contains("w:eastAsia=\"ja-JP\""));
    let core = part(&docx, "docProps/core.xml");
    assert!(
        core.contains("<dc:title>令和8年度 地域連携推進会議 構成員名簿</dc:title>")
            || core.contains("<dc:title>地域連携推進会議 構成員名簿</dc:title>"),
        "{core}"
    );
    assert!(!core.contains("creator") && !core.contains("modified"), "{core}");
}

/// B2: the letter carries a QR code with words for those who do not see it, and a code to type.
#[test]
fn the_letter_can_be_answered_by_qr_code_and_by_code() {
    let content = sample("invitation");
    let html = text("invitation", &content, Format::Html);
    assert!(html.contains("<svg role=\"img\" aria-label=\"お返事のページのQRコード\""));
    assert!(html.contains("7KMR-3WXH-QP"));
    let docx = ENGINE.render("invitation", &content, Format::Docx, usual()).unwrap();
    assert!(part(&docx, "word/document.xml").contains("descr=\"お返事のページのQRコード\""));
    assert!(text("invitation", &content, Format::Text).contains("https://engawa.example.jp/m/"));
}

/// H2: dates are 和暦 with the weekday, times as people say them, years as 年度.
#[test]
fn dates_times_and_years_are_written_the_japanese_way() {
    let notice = text("meeting-notice", &sample("meeting-notice"), Format::Text);
    assert!(notice.contains("令和8年11月20日（金）　午後1時30分から午後3時まで"), "{notice}");
    assert!(text("year-plan", &sample("year-plan"), Format::Text).contains("令和8年度 地域連携推進会議 年間計画"));
}

/// C5: readings stand over the kanji if they were asked for, and nowhere else.
#[test]
fn the_handbook_has_readings_when_they_are_asked_for() {
    let content = sample("visitor-handbook");
    let with = |print| String::from_utf8(ENGINE.render("visitor-handbook", &content, Format::Html, print).unwrap()).unwrap();
    assert!(with(usual().with_ruby()).contains("<ruby>利用者<rp>（</rp><rt>りようしゃ</rt><rp>）</rp></ruby>"));
    assert!(!with(usual()).contains("<ruby>"));
    let body = with(usual());
    assert!(!body[body.find("<main>").unwrap()..].contains(['{', '|']), "no mark of a reading is left");
    ENGINE.render("visitor-handbook", &content, Format::Pdf, usual().with_ruby()).expect("readings can be printed");
}

/// B2: letters to everybody are one document, each beginning on a page of its own.
#[test]
fn many_letters_become_one_document() {
    let letters: Vec<_> = (1..=3)
        .map(|number| {
            let mut letter = sample("invitation");
            letter["addressee"]["name"] = format!("見本 {number}号").into();
            letter
        })
        .collect();
    let text = String::from_utf8(ENGINE.render_all("invitation", &letters, Format::Text, usual()).unwrap()).unwrap();
    let at: Vec<_> = (1..=3).map(|number| text.find(&format!("見本 {number}号")).expect("each is there")).collect();
    assert!(at.is_sorted(), "{at:?}");
    let one = ENGINE.render("invitation", &letters[0], Format::Pdf, usual()).unwrap();
    let all = ENGINE.render_all("invitation", &letters, Format::Pdf, usual()).unwrap();
    assert_eq!(pages(&all).len(), 3 * pages(&one).len());
}

/// H2: the same content on the same day gives the same bytes: there is no clock and no chance.
/// A13: one document for printing, in which each letter is as large as its reader needs it, with readings where they help.
#[test]
fn each_letter_of_many_is_printed_for_its_reader() {
    let content = sample("visitor-handbook");
    let usually = Reading::default();
    let readers = [usually, Reading { size: Size::Largest, ruby: false }, Reading { size: Size::Normal, ruby: true }, usually];
    let made_on = usual().made_on;
    let alone = |reading| pages(&ENGINE.render("visitor-handbook", &content, Format::Pdf, Print::reading(made_on, reading)).unwrap()).len();
    let contents = vec![content.clone(); readers.len()];
    let whole = ENGINE.render_each("visitor-handbook", &contents, &readers, Format::Pdf, made_on).unwrap();
    assert_eq!(pages(&whole).len(), readers.into_iter().map(alone).sum::<usize>());
    assert!(alone(readers[1]) > alone(usually), "large print takes more pages");
    assert!(heard(&whole).kinds.contains("H1"), "it stays a document that can be heard");

    let html = String::from_utf8(ENGINE.render_each("visitor-handbook", &contents, &readers, Format::Html, made_on).unwrap()).unwrap();
    let copies: Vec<&str> = html.split("<h1").skip(1).collect();
    let with_readings: Vec<bool> = copies.iter().map(|copy| copy.contains("<ruby>")).collect();
    assert_eq!(with_readings, [false, false, true, false]);
    for format in [Format::Docx, Format::Text] {
        assert!(!ENGINE.render_each("visitor-handbook", &contents, &readers, format, made_on).unwrap().is_empty());
    }
    // Whoever is not spoken of reads as usual, and where all read alike the document is that of one reading.
    let alike = ENGINE.render_each("visitor-handbook", &contents, &[], Format::Pdf, made_on).unwrap();
    assert_eq!(alike, ENGINE.render_all("visitor-handbook", &contents, Format::Pdf, Print::on(made_on)).unwrap());
}

#[test]
fn the_same_content_gives_the_same_bytes() {
    for format in Format::ALL {
        let once = || ENGINE.render("minutes", &sample("minutes"), format, usual()).unwrap();
        assert_eq!(once(), once(), "{format:?}");
    }
}

/// B13: names stand in the office's own minutes only.
#[test]
fn published_minutes_leave_out_who_attended() {
    let mut minutes = sample("minutes");
    minutes["attendees"] = serde_json::json!([{ "category": "利用者家族", "name": "例示 春子", "attendance": "対面" }]);
    for (shape, named) in [("internal", true), ("confirmation", false), ("publication", false)] {
        minutes["shape"] = shape.into();
        assert_eq!(text("minutes", &minutes, Format::Text).contains("例示 春子"), named, "{shape}");
    }
}
