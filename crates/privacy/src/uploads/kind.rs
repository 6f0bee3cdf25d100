//! What a file is, by its content and never by its name.

use model::files::FileKind;

use super::{Refusal, plain};

/// The kind of a file that can be taken, or why it cannot.
pub fn kind_of(bytes: &[u8]) -> Result<FileKind, Refusal> {
    if bytes.is_empty() {
        return Err(Refusal::Empty);
    }
    // What begins as a ZIP is what its parts say.
    let found = if bytes.starts_with(ZIP) { None } else { infer::get(bytes) };
    let kind = match found {
        None if bytes.starts_with(ZIP) => super::office::kind_of(bytes)?,
        None => return text_kind(bytes),
        Some(found) => FileKind::of_media_type(found.mime_type()).ok_or_else(|| refused(found.mime_type()))?,
    };
    if kind == FileKind::Pdf && !bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes).trim_ascii_start().starts_with(PDF) {
        return Err(Refusal::Broken("PDF"));
    }
    one_thing(bytes, kind)?;
    Ok(kind)
}

const ZIP: &[u8] = b"PK\x03\x04";
const PDF: &[u8] = b"%PDF-";
/// The end of a ZIP archive has at least so many bytes.
const ZIP_END: usize = 22;

/// Refuses what another program would open as something else.
fn one_thing(bytes: &[u8], kind: FileKind) -> Result<(), Refusal> {
    let is_package = matches!(kind, FileKind::Docx | FileKind::Xlsx | FileKind::Pptx);
    if !is_package && ends_as_zip(bytes) {
        return Err(Refusal::TwoThings("ZIP"));
    }
    // Readers look for the beginning of a PDF within the first kilobyte, some anywhere.
    let elsewhere = |from: usize| bytes.get(from..).is_some_and(|rest| rest.windows(PDF.len()).any(|window| window == PDF));
    if kind != FileKind::Pdf && !is_package && elsewhere(0) {
        return Err(Refusal::TwoThings("PDF"));
    }
    if is_package && bytes.get(..1024).unwrap_or(bytes).windows(PDF.len()).any(|window| window == PDF) {
        return Err(Refusal::TwoThings("PDF"));
    }
    Ok(())
}

/// Whether a reader of ZIP archives, which begins at the end, would find one: the record of the end, with a directory where it says.
fn ends_as_zip(bytes: &[u8]) -> bool {
    let tail = bytes.len().saturating_sub(ZIP_END + usize::from(u16::MAX));
    bytes.get(tail..).unwrap_or_default().windows(ZIP_END).any(|record| {
        let number = |at: usize| record.get(at..at + 4).and_then(|four| four.try_into().ok()).map_or(u32::MAX, u32::from_le_bytes);
        let entries = u16::from_le_bytes([record[10], record[11]]);
        record.starts_with(b"PK\x05\x06") && entries > 0 && (number(12) as usize) < bytes.len()
    })
}

fn refused(media_type: &str) -> Refusal {
    match media_type {
        "image/webp" => Refusal::PictureKind("WebP"),
        "image/heif" | "image/heic" | "image/avif" => Refusal::PictureKind("HEIC"),
        "image/gif" => Refusal::PictureKind("GIF"),
        "image/tiff" => Refusal::PictureKind("TIFF"),
        "image/bmp" => Refusal::PictureKind("BMP"),
        "image/svg+xml" | "text/html" | "text/xml" | "application/xhtml+xml" => Refusal::Markup,
        "application/msword" | "application/vnd.ms-excel" | "application/vnd.ms-powerpoint" | "application/x-ole-storage" => {
            Refusal::Legacy
        }
        "text/rtf" | "application/rtf" => Refusal::Legacy,
        "text/x-shellscript" => Refusal::Program,
        known if known.starts_with("image/") => Refusal::PictureKind("そのほか"),
        known if known.contains("executable") || known.contains("x-mach") || known.contains("dex") || known.contains("wasm") => {
            Refusal::Program
        }
        "application/zip" | "application/x-7z-compressed" | "application/x-tar" | "application/gzip" | "application/vnd.rar" => {
            Refusal::Archive
        }
        known if known.contains("compress") || known.contains("archive") || known.contains("bzip") || known.contains("-xz") => {
            Refusal::Archive
        }
        _ => Refusal::Unknown,
    }
}

/// A file without a sign at its beginning is text, or nothing.
fn text_kind(bytes: &[u8]) -> Result<FileKind, Refusal> {
    const LEGACY: &[u8] = &[0xD0, 0xCF, 0x11, 0xE0];
    if bytes.starts_with(LEGACY) {
        return Err(Refusal::Legacy);
    }
    if bytes.starts_with(b"#!") || bytes.starts_with(b"\x7fELF") {
        return Err(Refusal::Program);
    }
    let text = plain::decode(bytes)?;
    let head = text.get(..text.floor_char_boundary(2_048)).unwrap_or_default().trim_start().to_ascii_lowercase();
    if head.starts_with('<') || ["<script", "<html", "<svg", "<!doctype", "<iframe"].iter().any(|tag| head.contains(tag)) {
        return Err(Refusal::Markup);
    }
    if head.starts_with("{\\rtf") {
        return Err(Refusal::Legacy);
    }
    if head.starts_with("%pdf-") {
        return Err(Refusal::Broken("PDF"));
    }
    one_thing(bytes, FileKind::Text)?;
    Ok(if plain::is_table(&text) { FileKind::Csv } else { FileKind::Text })
}
