//! DOCX (Office Open XML, ECMA-376): a document that a word processor opens as if it had been written there. Real headings,
//! tables with header rows, lists, readings, Japanese as its language; a title and no author.

mod body;
mod parts;

use std::io::{Cursor, Write};

use zip::{CompressionMethod, ZipWriter, write::SimpleFileOptions};

use crate::{errors::PaperError, print::Print, sheet::Sheet};

use body::Body;

/// The document as a file.
///
/// # Errors
/// [`PaperError::Export`] if an address does not become a QR code.
pub(crate) fn write(sheet: &Sheet, print: Print) -> Result<Vec<u8>, PaperError> {
    let body = Body::write(&sheet.blocks, print.size)?;
    let texts = [
        ("[Content_Types].xml", parts::CONTENT_TYPES.to_owned()),
        ("_rels/.rels", parts::RELATIONS.to_owned()),
        ("docProps/core.xml", parts::core(&sheet.title)),
        ("docProps/app.xml", parts::APP.to_owned()),
        ("word/document.xml", parts::document(&body.xml)),
        ("word/_rels/document.xml.rels", parts::document_relations(body.pictures.len(), &body.links)),
        ("word/styles.xml", parts::styles(print.size)),
        ("word/numbering.xml", parts::numbering(body.numbered)),
        ("word/settings.xml", parts::SETTINGS.to_owned()),
        ("word/footer1.xml", parts::FOOTER.to_owned()),
    ];
    let pictures = body.pictures.iter().enumerate().map(|(at, bytes)| (format!("word/media/qr{}.png", at + 1), bytes.as_slice()));
    let files = texts.iter().map(|(name, text)| ((*name).to_owned(), text.as_bytes())).chain(pictures);
    // The same content gives the same bytes: no clock stands in the archive.
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    let broken = |error: &dyn std::fmt::Display| PaperError::Export(error.to_string());
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        archive.start_file(name, options).map_err(|error| broken(&error))?;
        archive.write_all(bytes).map_err(|error| broken(&error))?;
    }
    archive.finish().map(Cursor::into_inner).map_err(|error| broken(&error))
}

/// Text as it may stand in XML. Characters that XML cannot hold are left out.
fn escaped(text: &str) -> String {
    let allowed =
        |character: &char| !matches!(character, '\u{0}'..='\u{8}' | '\u{B}' | '\u{C}' | '\u{E}'..='\u{1F}' | '\u{FFFE}' | '\u{FFFF}');
    let text: String = text.chars().filter(allowed).collect();
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
