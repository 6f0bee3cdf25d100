//! Opening: what is too much, locked or a form is refused before anything of it is used.

use std::io::Read;

use flate2::read::ZlibDecoder;
use lopdf::{Dictionary, Document, LoadOptions, Object};

use super::{BROKEN, Refusal};
use crate::uploads::bounds;

/// So much may one stream of objects inflate to, and all of them together.
const OBJECT_STREAMS: usize = 12 * 1024 * 1024;
/// So many words may a file have: each becomes an object in memory.
const WORDS: usize = 4_000_000;

/// A PDF whose objects can be asked for.
pub fn open(bytes: &[u8]) -> Result<Document, Refusal> {
    weigh(bytes)?;
    let options = LoadOptions { max_decompressed_size: Some(OBJECT_STREAMS), ..LoadOptions::default() };
    let document = Document::load_mem_with_options(bytes, options).map_err(|error| match error {
        lopdf::Error::Decompress(lopdf::DecompressError::MemoryLimitExceeded { .. }) => Refusal::Bomb,
        lopdf::Error::InvalidPassword | lopdf::Error::Decryption(_) | lopdf::Error::UnsupportedSecurityHandler(_) => Refusal::Encrypted,
        _ => BROKEN,
    })?;
    if document.is_encrypted() || document.was_encrypted() || document.trailer.has(b"Encrypt") {
        return Err(Refusal::Encrypted);
    }
    if document.objects.len() > bounds::OBJECTS {
        return Err(Refusal::TooMuch("PDF の中身が多すぎます"));
    }
    let form =
        document.catalog().ok().and_then(|catalog| catalog.get_deref(b"AcroForm", &document).ok()).and_then(|form| form.as_dict().ok());
    let has_fields = |form: &Dictionary| {
        form.has(b"XFA") || form.get_deref(b"Fields", &document).and_then(Object::as_array).is_ok_and(|fields| !fields.is_empty())
    };
    if form.is_some_and(has_fields) {
        return Err(Refusal::Fields);
    }
    Ok(document)
}

/// Weighs what reading the objects would make of the file, before it is done.
fn weigh(bytes: &[u8]) -> Result<(), Refusal> {
    let mut words = count_words(bytes);
    let mut left = OBJECT_STREAMS;
    let mut streams = 0;
    let mut from = 0;
    while let Some(at) = find(bytes.get(from..).unwrap_or_default(), b"stream").map(|at| from + at) {
        from = at + b"stream".len();
        streams += 1;
        if streams > 2 * bounds::OBJECTS {
            break;
        }
        let before = bytes.get(at.saturating_sub(2_048)..at).unwrap_or_default();
        let dictionary = before.get(rfind(before, b"obj").unwrap_or(0)..).unwrap_or_default();
        // A name can be written in disguise, with a number sign.
        let is_eager = [&b"ObjStm"[..], b"XRef", b"#"].iter().any(|word| find(dictionary, word).is_some());
        if !is_eager || before.ends_with(b"end") {
            continue;
        }
        let data = bytes.get(from..).unwrap_or_default();
        let data = data.strip_prefix(b"\r\n").or_else(|| data.strip_prefix(b"\n")).unwrap_or(data);
        let mut inflated = Vec::new();
        // What does not inflate to its end is weighed as far as it does.
        let _ = ZlibDecoder::new(data).take(left as u64 + 1).read_to_end(&mut inflated);
        left = left.checked_sub(inflated.len()).ok_or(Refusal::Bomb)?;
        words += count_words(&inflated);
        if words > WORDS {
            break;
        }
    }
    if words > WORDS || streams > 2 * bounds::OBJECTS { Err(Refusal::TooMuch("PDF の中身が多すぎます")) } else { Ok(()) }
}

/// Where words begin: after white space or a delimiter, and at each delimiter.
fn count_words(bytes: &[u8]) -> usize {
    let mut after = true;
    let mut words = 0;
    for byte in bytes {
        let is_delimiter = matches!(byte, b'/' | b'[' | b'<' | b'(');
        let is_space = matches!(byte, b' ' | b'\n' | b'\r' | b'\t' | 0 | 12 | b']' | b'>' | b')');
        words += usize::from(is_delimiter || (after && !is_space));
        after = is_space || is_delimiter;
    }
    words
}

fn find(bytes: &[u8], word: &[u8]) -> Option<usize> {
    bytes.windows(word.len()).position(|window| window == word)
}

fn rfind(bytes: &[u8], word: &[u8]) -> Option<usize> {
    bytes.windows(word.len()).rposition(|window| window == word)
}
