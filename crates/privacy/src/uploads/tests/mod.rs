//! Hostile files, made here and not kept: whatever is planted beside what shows must not come out, whatever is not understood must
//! be refused, and nothing may take the program down (H1, section 6).

mod build;
mod bytes;
mod mangled;
mod office;
mod pdf;

use super::{Clean, Refusal, clean};

/// Planted where nobody sees it.
const MARKER: &str = "MARKER-himitsu";

/// Whether the marker stands in a file, in a part of a package, or in a stream of a PDF.
fn holds_marker(file: &Clean) -> bool {
    let has = |bytes: &[u8]| bytes.windows(MARKER.len()).any(|window| window == MARKER.as_bytes());
    if has(&file.bytes) || file.text.contains(MARKER) {
        return true;
    }
    if let Ok(mut archive) = zip::ZipArchive::new(std::io::Cursor::new(&file.bytes)) {
        return (0..archive.len()).any(|number| {
            let mut bytes = Vec::new();
            let mut entry = archive.by_index(number).unwrap();
            std::io::Read::read_to_end(&mut entry, &mut bytes).unwrap();
            has(&bytes)
        });
    }
    let document = lopdf::Document::load_mem(&file.bytes);
    document.is_ok_and(|document| {
        document.objects.values().any(|object| object.as_stream().is_ok_and(|stream| has(&stream.get_plain_content().unwrap_or_default())))
    })
}

/// A clean file that passes a second time unchanged in what can be read.
fn cleaned(bytes: &[u8]) -> Clean {
    let file = clean(bytes).unwrap();
    assert!(!holds_marker(&file), "what was planted came out");
    let again = clean(&file.bytes).unwrap();
    assert_eq!((again.kind, &again.text, again.pictures), (file.kind, &file.text, file.pictures), "what came out is read in another way");
    file
}
