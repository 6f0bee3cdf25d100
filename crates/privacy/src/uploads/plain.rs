//! Text and tables of text: whatever the encoding was, UTF-8 afterwards.

use encoding_rs::{EUC_JP, Encoding, ISO_2022_JP, SHIFT_JIS, UTF_8, UTF_16BE, UTF_16LE};
use model::files::FileKind;

use super::{Clean, Refusal};

/// The text of a file in one of the encodings in which Japanese text is kept. Refused when a single letter does not read, or when
/// it holds what no text holds.
pub fn decode(bytes: &[u8]) -> Result<String, Refusal> {
    let text = match Encoding::for_bom(bytes) {
        Some((encoding, mark)) => strictly(encoding, bytes.get(mark..).unwrap_or_default()),
        None => strictly(UTF_8, bytes).filter(|text| !text.contains('\u{1b}')).or_else(|| guessed(bytes)),
    };
    let text = text.ok_or(Refusal::Encoding)?;
    if text.chars().any(|letter| letter.is_control() && !matches!(letter, '\n' | '\r' | '\t' | '\u{c}')) {
        return Err(Refusal::Unknown);
    }
    Ok(text)
}

fn strictly(encoding: &'static Encoding, bytes: &[u8]) -> Option<String> {
    encoding.decode_without_bom_handling_and_without_replacement(bytes).map(std::borrow::Cow::into_owned)
}

/// Encodings without a mark: tried in the order in which a statistic of letters holds them for likely.
fn guessed(bytes: &[u8]) -> Option<String> {
    if bytes.contains(&0x1b) {
        return strictly(ISO_2022_JP, bytes);
    }
    if bytes.contains(&0) {
        return None;
    }
    let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    let likely = detector.guess(Some(b"jp"), chardetng::Utf8Detection::Deny);
    let order = if likely == EUC_JP { [EUC_JP, SHIFT_JIS] } else { [SHIFT_JIS, EUC_JP] };
    debug_assert!(likely != UTF_16LE && likely != UTF_16BE, "never guessed");
    order.into_iter().find_map(|encoding| strictly(encoding, bytes))
}

/// Whether a text is a table: at least two lines, all with the same number of fields, more than one.
pub fn is_table(text: &str) -> bool {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes());
    let mut rows = 0;
    for row in reader.records() {
        match row {
            Ok(row) if row.len() > 1 => rows += 1,
            _ => return false,
        }
    }
    rows > 1
}

/// The text, with one kind of line end and none of the marks that turn reading around or cannot be seen.
pub fn clean(bytes: &[u8], kind: FileKind) -> Result<Clean, Refusal> {
    let text = decode(bytes)?.replace("\r\n", "\n").replace('\r', "\n");
    let mut text: String = text.chars().filter(|letter| !is_invisible(*letter)).collect();
    if text.trim().is_empty() {
        return Err(Refusal::NothingLeft);
    }
    if kind == FileKind::Csv {
        text = table(&text)?;
    } else if !text.ends_with('\n') {
        text.push('\n');
    }
    // Spreadsheets take a table without this mark for Windows-31J.
    let mark = if kind == FileKind::Csv { "\u{feff}" } else { "" };
    Ok(Clean { kind, bytes: format!("{mark}{text}").into_bytes(), text, pictures: 0, removed: std::collections::BTreeSet::new() })
}

/// Letters of no width and such that change the direction: they can hide a word from whoever looks for it.
pub fn is_invisible(letter: char) -> bool {
    matches!(letter, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}' | '\u{ad}' | '\u{e0000}'..='\u{e007f}')
}

/// The table written anew; what a spreadsheet would take for a formula becomes text.
fn table(text: &str) -> Result<String, Refusal> {
    let broken = |_| Refusal::Broken("CSV");
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes());
    let mut writer = csv::Writer::from_writer(Vec::new());
    for row in reader.records() {
        let row = row.map_err(broken)?;
        writer.write_record(row.iter().map(harmless).map(|field| field.into_owned())).map_err(broken)?;
    }
    let bytes = writer.into_inner().map_err(|_| Refusal::Broken("CSV"))?;
    String::from_utf8(bytes).map_err(|_| Refusal::Broken("CSV"))
}

fn harmless(field: &str) -> std::borrow::Cow<'_, str> {
    let is_number = field.trim_start_matches(['+', '-']).chars().all(|letter| letter.is_ascii_digit() || matches!(letter, '.' | ',' | '%'));
    if field.starts_with(['=', '+', '-', '@', '\t']) && !is_number { format!("'{field}").into() } else { field.into() }
}
