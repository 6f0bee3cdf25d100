//! PDF.

use lopdf::{Object, Stream, dictionary};

use super::{MARKER, Refusal, build, clean, cleaned};
use crate::uploads::Removed;

#[test]
fn of_a_pdf_only_what_its_pages_draw_comes_out() {
    let layers = format!(
        "{} /OC /L1 BDC BT /F1 9 Tf ({MARKER}) Tj ET 0 0 9 9 re f EMC /Span <</ActualText ({MARKER})>> BDC EMC",
        build::line("Open meeting")
    );
    let file = cleaned(&build::pdf(&[&layers], |document, catalog, page| {
        let layer = document.add_object(dictionary! { "Type" => "OCG", "Name" => Object::string_literal(MARKER) });
        catalog.set("OCProperties", dictionary! { "OCGs" => vec![layer.into()], "D" => dictionary! { "OFF" => vec![layer.into()] } });
        let attached = document.add_object(Stream::new(dictionary! { "Type" => "EmbeddedFile" }, MARKER.as_bytes().to_vec()));
        let script = dictionary! { "S" => "JavaScript", "JS" => Object::string_literal(MARKER) };
        catalog.set("OpenAction", script.clone());
        catalog.set("Names", dictionary! { "EmbeddedFiles" => dictionary! { "Names" => vec![attached.into()] }, "JavaScript" => script });
        catalog.set("Metadata", document.add_object(Stream::new(dictionary! {}, MARKER.as_bytes().to_vec())));
        let link = dictionary! { "Subtype" => "Link", "A" => dictionary! { "URI" => Object::string_literal(MARKER) } };
        let note = dictionary! { "Subtype" => "Text", "Contents" => Object::string_literal(MARKER) };
        page.set("Annots", vec![link.into(), note.into()]);
        page.set("PieceInfo", Object::string_literal(MARKER));
        page.set("Resources", dictionary! { "Properties" => dictionary! { "L1" => layer } });
    }));
    assert_eq!(file.text, "【1ページ】\nOpen meeting\n");
    for removed in [Removed::Metadata, Removed::Embedded, Removed::Programs, Removed::Links, Removed::Comments, Removed::Hidden] {
        assert!(file.removed.contains(&removed), "{removed}");
    }
    assert!(!file.bytes.windows(10).any(|window| window == b"JavaScript"));
}

/// An earlier state of the file, before somebody took a name out, stays behind.
#[test]
fn earlier_states_of_a_pdf_do_not_come_along() {
    let first = build::pdf(&[&build::line(MARKER)], |_, _, _| {});
    let mut document = lopdf::IncrementalDocument::create_from(first.clone(), lopdf::Document::load_mem(&first).unwrap());
    let page = document.get_prev_documents().page_iter().next().unwrap();
    document.opt_clone_object_to_new_document(page).unwrap();
    let content = document.new_document.add_object(Stream::new(dictionary! {}, build::line("Nobody").into_bytes()));
    document.new_document.get_dictionary_mut(page).unwrap().set("Contents", content);
    let mut second = Vec::new();
    document.save_to(&mut second).unwrap();
    assert!(second.len() > first.len());
    assert_eq!(cleaned(&second).text, "【1ページ】\nNobody\n");
}

/// What is drawn without a trace, outside of the page or in white is read like everything else: the gate sees it.
#[test]
fn text_that_nobody_sees_is_read() {
    let drawn = format!("{} BT 3 Tr /F1 1 Tf 5000 1 Td (Unseen) Tj ET", build::line("Seen"));
    assert!(cleaned(&build::pdf(&[&drawn], |_, _, _| {})).text.contains("Unseen"));
}

#[test]
fn pages_that_no_machine_can_read_are_refused() {
    let image = |document: &mut lopdf::Document, page: &mut lopdf::Dictionary| {
        let dictionary = dictionary! { "Type" => "XObject", "Subtype" => "Image", "Width" => 2, "Height" => 2, "ColorSpace" => "DeviceGray", "BitsPerComponent" => 8 };
        let picture = document.add_object(Stream::new(dictionary, vec![0, 1, 2, 3]));
        page.set("Resources", dictionary! { "XObject" => dictionary! { "I" => picture } });
    };
    let scan = "q 600 0 0 800 0 0 cm /I Do Q";
    let with_text_below = format!("{scan} BT 3 Tr /F1 9 Tf (read by a machine long ago, and perhaps wrongly, who knows that) Tj ET");
    for content in [scan, &with_text_below] {
        let scanned = build::pdf(&[&build::line("First page"), content], |document, _, page| image(document, page));
        assert_eq!(clean(&scanned), Err(Refusal::Scanned { page: 2 }), "{content}");
    }
    let lines = "0 0 m 9 9 l S ".repeat(100);
    assert_eq!(clean(&build::pdf(&[&lines], |_, _, _| {})), Err(Refusal::Scanned { page: 1 }));
    let beside = format!("{} q 90 0 0 90 0 0 cm /I Do Q", build::line("A small picture stands beside this text"));
    assert_eq!(cleaned(&build::pdf(&[&beside], |document, _, page| image(document, page))).pictures, 1);
    // Letters of which only the font knows which they are.
    let unknown = build::pdf(&["BT /F2 9 Tf <0001> Tj ET"], |document, _, page| {
        let inner = dictionary! { "Type" => "Font", "Subtype" => "CIDFontType2", "BaseFont" => "A" };
        let font = document.add_object(dictionary! { "Type" => "Font", "Subtype" => "Type0", "BaseFont" => "A", "Encoding" => "Identity-H", "DescendantFonts" => vec![inner.into()] });
        page.set("Font", font);
        page.set("Resources", dictionary! { "Font" => dictionary! { "F2" => font } });
    });
    assert_eq!(clean(&unknown), Err(Refusal::Unreadable { page: 1 }));
}

#[test]
fn what_covers_a_page_and_what_can_be_filled_in_is_refused() {
    let with = |annotation: lopdf::Dictionary| {
        clean(&build::pdf(&[&build::line("Text")], |_, _, page| page.set("Annots", vec![annotation.into()])))
    };
    assert_eq!(with(dictionary! { "Subtype" => "Square" }), Err(Refusal::PaintedOver { page: 1 }));
    assert_eq!(with(dictionary! { "Subtype" => "Redact" }), Err(Refusal::PaintedOver { page: 1 }));
    assert_eq!(with(dictionary! { "Subtype" => "Widget" }), Err(Refusal::Fields));
}

/// Section 6: bounded by counts.
#[test]
fn a_pdf_without_end_is_refused() {
    let pages: Vec<String> = (0..=crate::uploads::bounds::PAGES).map(|number| build::line(&number.to_string())).collect();
    let pages: Vec<&str> = pages.iter().map(String::as_str).collect();
    assert!(matches!(clean(&build::pdf(&pages, |_, _, _| {})), Err(Refusal::TooMuch(_))));
    let form = |document: &mut lopdf::Document, page: &mut lopdf::Dictionary| {
        let form = document.new_object_id();
        let dictionary = dictionary! { "Type" => "XObject", "Subtype" => "Form", "BBox" => vec![0.into(), 0.into(), 9.into(), 9.into()],
        "Resources" => dictionary! { "XObject" => dictionary! { "X" => form } } };
        document.set_object(form, Stream::new(dictionary, b"/X Do".to_vec()));
        page.set("Resources", dictionary! { "XObject" => dictionary! { "X" => form } });
    };
    assert_eq!(clean(&build::pdf(&["/X Do"], |document, _, page| form(document, page))), Err(Refusal::Broken("PDF")));
    let circle = build::pdf(&[&build::line("x")], |document, catalog, _| {
        let node = document.new_object_id();
        document.set_object(node, dictionary! { "Type" => "Pages", "Kids" => vec![node.into()] });
        catalog.set("Pages", node);
    });
    assert_eq!(clean(&circle), Err(Refusal::Broken("PDF")));
    assert!(clean(&build::pdf(&["q ".repeat(100_000).as_str()], |_, _, _| {})).is_err());
}

/// A stream of a few kilobytes that inflates to more than its part may.
#[test]
fn a_stream_that_inflates_without_end_is_refused() {
    let bomb = build::pdf(&["x"], |document, _, page| {
        let mut stream = Stream::new(dictionary! {}, vec![b' '; crate::uploads::bounds::PART_BYTES + 1]);
        stream.compress().unwrap();
        let content = document.add_object(stream);
        page.set("Contents", content);
    });
    assert!(bomb.len() < 200_000);
    assert_eq!(clean(&bomb), Err(Refusal::Bomb));
}

#[test]
fn a_locked_pdf_is_refused() {
    let open = build::pdf(&[&build::line("x")], |_, _, _| {});
    let locked = String::from_utf8_lossy(&open).replace("/Info", "/Encrypt 1 0 R /Info");
    assert!(clean(locked.as_bytes()).is_err());
}

/// Streams of objects are read when a file is opened: they are weighed before.
#[test]
fn streams_of_objects_that_inflate_without_end_are_refused() {
    let mut stream = Stream::new(dictionary! { "Type" => "ObjStX", "N" => 1, "First" => 4 }, vec![b' '; 13 * 1024 * 1024]);
    stream.compress().unwrap();
    let mut bomb = build::pdf(&[&build::line("x")], |document, _, _| {
        document.add_object(stream);
    });
    // The library writes none of its own accord.
    let name = bomb.windows(6).position(|window| window == b"ObjStX").unwrap();
    bomb[name..name + 6].copy_from_slice(b"ObjStm");
    assert!(bomb.len() < 100_000);
    assert_eq!(clean(&bomb), Err(Refusal::Bomb));
}

/// A map that makes many letters of each code.
#[test]
fn a_text_that_grows_without_end_is_refused() {
    let drawn = format!("BT /F2 9 Tf <{}> Tj ET", "01".repeat(400_000));
    let grown = build::pdf(&[&drawn], |document, _, page| {
        let map = format!("1 beginbfchar <01> <{}> endbfchar", "3042".repeat(30));
        let map = document.add_object(Stream::new(dictionary! {}, map.into_bytes()));
        let font = document.add_object(dictionary! { "Type" => "Font", "Subtype" => "Type1", "BaseFont" => "A", "ToUnicode" => map });
        page.set("Resources", dictionary! { "Font" => dictionary! { "F2" => font } });
    });
    assert!(matches!(clean(&grown), Err(Refusal::TooMuch(_))));
}
