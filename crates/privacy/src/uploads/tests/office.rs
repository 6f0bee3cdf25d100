//! Documents of Word, Excel and PowerPoint.

use model::files::FileKind;

use super::{MARKER, Refusal, build, clean, cleaned};
use crate::uploads::Removed;

#[test]
fn of_a_document_only_what_shows_comes_out() {
    let body = format!(
        "<w:p w:rsidR=\"{MARKER}\"><w:bookmarkStart w:id=\"1\" w:name=\"{MARKER}\"/><w:commentRangeStart w:id=\"0\"/><w:r><w:t>見える文</w:t></w:r>\
         <w:ins w:author=\"{MARKER}\"><w:r><w:t>入れた文</w:t></w:r></w:ins><w:del w:author=\"{MARKER}\"><w:r><w:delText>{MARKER}</w:delText></w:r></w:del>\
         <w:r><w:rPr><w:vanish/></w:rPr><w:t>{MARKER}</w:t></w:r>\
         <w:hyperlink r:id=\"r1\" w:tooltip=\"{MARKER}\"><w:r><w:t>リンクの文</w:t></w:r></w:hyperlink>\
         <w:sdt><w:sdtPr><w:alias w:val=\"{MARKER}\"/></w:sdtPr><w:sdtContent><w:r><w:t>欄の文</w:t></w:r></w:sdtContent></w:sdt>\
         <w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText> AUTHOR {MARKER} </w:instrText></w:r>\
         <w:r><w:fldChar w:fldCharType=\"separate\"/></w:r><w:r><w:t>結果</w:t></w:r><w:r><w:fldChar w:fldCharType=\"end\"/></w:r>\
         <w:r><w:object><v:shape alt=\"{MARKER}\"/></w:object></w:r></w:p>\
         <w:tbl><w:tr><w:trPr><w:del w:author=\"x\"/></w:trPr><w:tc><w:p><w:r><w:t>{MARKER}</w:t></w:r></w:p></w:tc></w:tr>\
         <w:tr><w:tc><w:p><w:r><w:t>残る行</w:t></w:r></w:p></w:tc></w:tr></w:tbl>{MARKER}<!-- {MARKER} -->\
         <w:p><w:r><w:drawing><wp:inline><wp:docPr id=\"1\" name=\"{MARKER}\" descr=\"門の前の写真\"/><a:graphic>\
         <a:graphicData uri=\"http://schemas.openxmlformats.org/drawingml/2006/picture\"><pic:pic><pic:blipFill><a:blip r:embed=\"r2\"/></pic:blipFill></pic:pic>\
         </a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>"
    );
    let photograph = build::photograph();
    let links = [
        ("comments", "comments.xml"),
        ("hyperlink", "http://example.com/MARKER-himitsu"),
        ("image", "media/田中.jpg"),
        ("oleObject", "embeddings/a.bin"),
    ];
    let more: [(&str, &[u8]); 3] =
        [("word/comments.xml", MARKER.as_bytes()), ("word/media/田中.jpg", &photograph), ("word/embeddings/a.bin", MARKER.as_bytes())];
    let file = cleaned(&build::word(&body, &links, &more));
    assert_eq!(file.kind, FileKind::Docx);
    assert_eq!(file.text, "見える文入れた文リンクの文欄の文結果\n残る行\n［図や表の説明：門の前の写真］\n");
    assert_eq!(file.pictures, 1);
    for removed in [Removed::Comments, Removed::Changes, Removed::Hidden, Removed::Links, Removed::Embedded, Removed::Metadata] {
        assert!(file.removed.contains(&removed), "{removed}");
    }
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(&file.bytes)).unwrap();
    let names: Vec<String> = archive.file_names().map(|name| name.unwrap().into_owned()).collect();
    assert!(names.iter().all(|name| !name.contains("田中") && !name.contains("docProps") && !name.contains("custom")), "{names:?}");
    let mut links = String::new();
    std::io::Read::read_to_string(&mut archive.by_name("word/_rels/document.xml.rels").unwrap(), &mut links).unwrap();
    assert!(!links.contains("External"));
}

#[test]
fn page_numbers_stay_fields() {
    let body = "<w:p><w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText>PA</w:instrText></w:r><w:r><w:instrText>GE \\* MERGEFORMAT</w:instrText></w:r>\
                <w:r><w:fldChar w:fldCharType=\"separate\"/></w:r><w:r><w:t>1</w:t></w:r><w:r><w:fldChar w:fldCharType=\"end\"/></w:r></w:p>";
    let file = cleaned(&build::word(body, &[], &[]));
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(&file.bytes)).unwrap();
    let mut document = String::new();
    std::io::Read::read_to_string(&mut archive.by_name("word/document.xml").unwrap(), &mut document).unwrap();
    assert!(document.contains("> PAGE <") && !document.contains("MERGEFORMAT"), "{document}");
}

#[test]
fn of_a_workbook_only_sheets_rows_and_columns_that_show_come_out() {
    let shown = format!(
        "<sheetPr codeName=\"{MARKER}\"/><cols><col min=\"3\" max=\"3\" hidden=\"1\"/></cols><sheetData>\
         <row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\" s=\"1\"><f>{MARKER}!A1</f><v>31110</v></c><c r=\"C1\" t=\"s\"><v>1</v></c></row>\
         <row r=\"2\" hidden=\"1\"><c r=\"A2\" t=\"s\"><v>1</v></c></row>\
         <row r=\"3\"><c r=\"A3\" t=\"inlineStr\"><is><t>じかに</t></is></c><c r=\"B3\" t=\"str\"><f>1</f><v>結果</v></c></row></sheetData>\
         <dataValidations><dataValidation prompt=\"{MARKER}\"/></dataValidations><scenarios><scenario user=\"{MARKER}\"/></scenarios>\
         <headerFooter><oddHeader>&amp;L見出し</oddHeader></headerFooter>"
    );
    let hidden = "<sheetData><row r=\"1\"><c r=\"A1\" t=\"s\"><v>1</v></c></row></sheetData>";
    let sheets = [("一覧", "visible", shown.as_str()), (MARKER, "hidden", hidden), (MARKER, "veryHidden", hidden)];
    let more: [(&str, &[u8]); 2] = [("xl/comments1.xml", MARKER.as_bytes()), ("xl/externalLinks/externalLink1.xml", MARKER.as_bytes())];
    let file = cleaned(&build::excel(&sheets, &["項目", MARKER], &more));
    assert_eq!((file.kind, file.text.as_str()), (FileKind::Xlsx, "【一覧】\n項目\t1985年3月4日\nじかに\t結果\n&L見出し\n"));
    for removed in [Removed::Hidden, Removed::Formulas] {
        assert!(file.removed.contains(&removed), "{removed}");
    }
    let none = build::excel(&[(MARKER, "hidden", hidden)], &["a", "b"], &[]);
    assert_eq!(clean(&none), Err(Refusal::NothingLeft));
}

/// Section 6: entities that grow without end are not even read.
#[test]
fn a_document_type_is_refused() {
    let document = "<!DOCTYPE x [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;\">]><w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">&b;</w:document>";
    assert_eq!(clean(&build::raw_word(document.as_bytes(), &[], &[])), Err(Refusal::Bomb));
    let unknown = "<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body>&b;</w:body></w:document>";
    assert_eq!(clean(&build::raw_word(unknown.as_bytes(), &[], &[])), Err(Refusal::Broken("XML")));
}

/// Section 6: a small archive that inflates to more than its part may.
#[test]
fn a_bomb_is_refused_before_it_is_inflated() {
    let head = "<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body>";
    let bomb = build::raw_word(&[head.as_bytes(), &vec![b' '; super::super::bounds::PART_BYTES]].concat(), &[], &[]);
    assert!(bomb.len() < 200_000, "small as it is brought");
    assert_eq!(clean(&bomb), Err(Refusal::Bomb));
    let deep = format!("{head}{}", "<w:p>".repeat(5_000));
    assert!(matches!(clean(&build::raw_word(deep.as_bytes(), &[], &[])), Err(Refusal::TooMuch(_))));
    let parts: Vec<(String, Vec<u8>)> = (0..4_100).map(|number| (format!("{number}"), Vec::new())).collect();
    let many: Vec<(&str, &[u8])> = parts.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect();
    assert_eq!(clean(&build::raw_word(b"", &[], &many)), Err(Refusal::Bomb));
}

#[test]
fn a_document_with_programs_is_refused() {
    let types = "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Override PartName=\"/word/document.xml\" ContentType=\"application/vnd.ms-word.document.macroEnabled.main+xml\"/></Types>";
    let links = "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"a\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"word/document.xml\"/></Relationships>";
    let document = build::package(&[
        ("[Content_Types].xml", types.as_bytes()),
        ("_rels/.rels", links.as_bytes()),
        ("word/document.xml", b"<x/>"),
        ("word/vbaProject.bin", b"x"),
    ]);
    assert_eq!(clean(&document), Err(Refusal::Macros));
}

#[test]
fn a_picture_inside_that_is_too_large_is_refused() {
    let mut large = build::drawing(1, 1);
    large[16..20].copy_from_slice(&15_000_u32.to_be_bytes());
    large[20..24].copy_from_slice(&15_000_u32.to_be_bytes());
    let body = "<w:p><w:r><w:drawing><wp:inline><a:graphic><a:graphicData><pic:pic><a:blip r:embed=\"r0\"/></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>";
    assert!(clean(&build::word(body, &[("image", "media/a.png")], &[("word/media/a.png", &large)])).is_err());
}

/// One long text that many cells show.
#[test]
fn a_text_that_is_shown_without_end_is_refused() {
    let cells: String = (0..300).map(|_| "<c t=\"s\"><v>0</v></c>").collect();
    let sheet = format!("<sheetData><row r=\"1\">{cells}</row></sheetData>");
    let long = "あ".repeat(10_000);
    assert!(matches!(clean(&build::excel(&[("一覧", "visible", &sheet)], &[&long], &[])), Err(Refusal::TooMuch(_))));
}
