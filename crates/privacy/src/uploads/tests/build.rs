//! Files for tests.

use std::io::{Cursor, Write};

use image::{DynamicImage, ImageFormat, RgbImage};
use lopdf::{Dictionary, Document, Object, Stream, dictionary};
use zip::{ZipWriter, write::SimpleFileOptions};

use super::MARKER;

/// A package with these parts.
pub fn package(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn links(links: &[(&str, &str)]) -> String {
    let link = |(number, (kind, target)): (usize, &(&str, &str))| {
        let mode = if target.contains("://") { " TargetMode=\"External\"" } else { "" };
        format!(
            "<Relationship Id=\"r{number}\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}\" Target=\"{target}\"{mode}/>"
        )
    };
    let links: String = links.iter().enumerate().map(link).collect();
    format!("<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">{links}</Relationships>")
}

fn types(main: &str, kind: &str) -> String {
    format!(
        "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Override PartName=\"/{main}\" ContentType=\"{kind}\"/></Types>"
    )
}

/// A document of Word with this in its body, links `r0` … and further parts.
pub fn word(body: &str, of_document: &[(&str, &str)], more: &[(&str, &[u8])]) -> Vec<u8> {
    let document = format!(
        "<?xml version=\"1.0\"?><w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" \
         xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\" \
         xmlns:wp=\"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing\" \
         xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\" \
         xmlns:pic=\"http://schemas.openxmlformats.org/drawingml/2006/picture\" \
         xmlns:v=\"urn:schemas-microsoft-com:vml\"><w:body>{body}</w:body></w:document>"
    );
    raw_word(document.as_bytes(), of_document, more)
}

/// A document of Word whose main part is these bytes.
pub fn raw_word(document: &[u8], of_document: &[(&str, &str)], more: &[(&str, &[u8])]) -> Vec<u8> {
    let types = types("word/document.xml", "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml");
    let core = format!("<x><creator>{MARKER}</creator></x>");
    let (root, own) = (links(&[("officeDocument", "word/document.xml")]), links(of_document));
    let mut parts: Vec<(&str, &[u8])> = vec![
        ("[Content_Types].xml", types.as_bytes()),
        ("_rels/.rels", root.as_bytes()),
        ("word/document.xml", document),
        ("word/_rels/document.xml.rels", own.as_bytes()),
        ("docProps/core.xml", core.as_bytes()),
        ("docProps/thumbnail.jpeg", core.as_bytes()),
        ("customXml/item1.xml", core.as_bytes()),
    ];
    parts.extend_from_slice(more);
    package(&parts)
}

/// A workbook with these sheets (name, state, content of the worksheet) and shared strings.
pub fn excel(sheets: &[(&str, &str, &str)], strings: &[&str], more: &[(&str, &[u8])]) -> Vec<u8> {
    const SPACES: &str = "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"";
    let listed: String = sheets
        .iter()
        .enumerate()
        .map(|(number, (name, state, _))| {
            format!("<sheet name=\"{name}\" sheetId=\"{}\" state=\"{state}\" r:id=\"r{number}\"/>", number + 1)
        })
        .collect();
    let book = format!(
        "<workbook {SPACES}><fileSharing userName=\"{MARKER}\"/><sheets>{listed}</sheets><definedNames><definedName name=\"a\">{MARKER}</definedName></definedNames></workbook>"
    );
    let names: Vec<String> = (0..sheets.len()).map(|number| format!("worksheets/sheet{number}.xml")).collect();
    let mut of_book: Vec<(&str, &str)> = names.iter().map(|name| ("worksheet", name.as_str())).collect();
    of_book.extend([("sharedStrings", "sharedStrings.xml"), ("styles", "styles.xml")]);
    let shared: String = strings.iter().map(|text| format!("<si><t>{text}</t><rPh sb=\"0\" eb=\"1\"><t>{MARKER}</t></rPh></si>")).collect();
    let shared = format!("<sst {SPACES}>{shared}</sst>");
    let styles = format!("<styleSheet {SPACES}><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/></cellXfs></styleSheet>");
    let pages: Vec<(String, String)> = names
        .iter()
        .zip(sheets)
        .map(|(name, (_, _, content))| (format!("xl/{name}"), format!("<worksheet {SPACES}>{content}</worksheet>")))
        .collect();
    let types = types("xl/workbook.xml", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml");
    let (root, own) = (links(&[("officeDocument", "xl/workbook.xml")]), links(&of_book));
    let mut parts: Vec<(&str, &[u8])> = vec![
        ("[Content_Types].xml", types.as_bytes()),
        ("_rels/.rels", root.as_bytes()),
        ("xl/workbook.xml", book.as_bytes()),
        ("xl/_rels/workbook.xml.rels", own.as_bytes()),
        ("xl/sharedStrings.xml", shared.as_bytes()),
        ("xl/styles.xml", styles.as_bytes()),
    ];
    parts.extend(pages.iter().map(|(name, content)| (name.as_str(), content.as_bytes())));
    parts.extend_from_slice(more);
    package(&parts)
}

/// A photograph with a place, a name and a small first picture beside its pixels, and something behind its end. It lies on its side.
pub fn photograph() -> Vec<u8> {
    let pixels = DynamicImage::ImageRgb8(RgbImage::from_fn(40, 20, |x, _| image::Rgb([if x < 20 { 255 } else { 0 }, 0, 0])));
    let mut plain = Cursor::new(Vec::new());
    pixels.write_to(&mut plain, ImageFormat::Jpeg).unwrap();
    let plain = plain.into_inner();
    // TIFF, big endian: one directory with orientation 6 (turn right) and an artist.
    let mut exif = b"Exif\0\0MM\0\x2a\0\0\0\x08\0\x02\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\x01\x3b\0\x02\0\0\0\x10\0\0\0\x26\0\0\0\0".to_vec();
    exif.extend_from_slice(MARKER.as_bytes());
    let segment =
        |marker: u8, content: &[u8]| [&[0xff, marker][..], &u16::try_from(content.len() + 2).unwrap().to_be_bytes(), content].concat();
    [&plain[..2], &segment(0xe1, &exif), &segment(0xfe, MARKER.as_bytes()), &plain[2..], MARKER.as_bytes()].concat()
}

/// A picture with a text beside its pixels.
pub fn drawing(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    DynamicImage::new_luma8(width, height).write_to(&mut bytes, ImageFormat::Png).unwrap();
    bytes.into_inner()
}

/// A PDF with pages that draw this, all with the font `F1`, and whatever is done to it beside.
pub fn pdf(pages: &[&str], beside: impl FnOnce(&mut Document, &mut Dictionary, &mut Dictionary)) -> Vec<u8> {
    let mut document = Document::with_version("1.7");
    let root = document.new_object_id();
    let font = document
        .add_object(dictionary! { "Type" => "Font", "Subtype" => "Type1", "BaseFont" => "Helvetica", "Encoding" => "WinAnsiEncoding" });
    let mut catalog = dictionary! { "Type" => "Catalog", "Pages" => root };
    let mut last = dictionary! {};
    let resources = dictionary! { "Font" => dictionary! { "F1" => font } };
    beside(&mut document, &mut catalog, &mut last);
    let mut kids = Vec::new();
    for content in pages {
        let content = document.add_object(Stream::new(dictionary! {}, content.as_bytes().to_vec()));
        let mut resources = resources.clone();
        if let Ok(more) = last.get(b"Resources").and_then(Object::as_dict) {
            resources.extend(more);
        }
        let mut page = dictionary! { "Type" => "Page", "Parent" => root, "Contents" => content, "MediaBox" => vec![0.into(), 0.into(), 600.into(), 800.into()] };
        page.extend(&last);
        page.set("Resources", resources);
        kids.push(Object::Reference(document.add_object(page)));
    }
    let count = i64::try_from(kids.len()).unwrap();
    document.set_object(root, dictionary! { "Type" => "Pages", "Kids" => kids, "Count" => count });
    let info = document.add_object(dictionary! { "Author" => Object::string_literal(MARKER) });
    let catalog = document.add_object(catalog);
    document.trailer.set("Root", catalog);
    document.trailer.set("Info", info);
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).unwrap();
    bytes
}

/// A line of text.
pub fn line(text: &str) -> String {
    format!("BT /F1 12 Tf 50 700 Td ({text}) Tj ET")
}
