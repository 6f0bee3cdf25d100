//! Letters of fonts with one byte for each: by the encodings of the standard and by the names of their shapes.

use lopdf::{Dictionary, Document, Encoding, Object};

/// What a byte stands for in an encoding of the standard.
pub fn in_encoding(name: &str, byte: u8) -> Option<char> {
    let mut font = Dictionary::new();
    font.set("Type", "Font");
    font.set("Encoding", name);
    one_letter(&font, byte)
}

/// What the name of a shape stands for: `Adieresis`, `uni7530`, `u20BB7`.
pub fn named(name: &[u8]) -> Option<String> {
    let name = name.split(|byte| *byte == b'.').next().filter(|name| !name.is_empty())?;
    let hex =
        |digits: &[u8]| std::str::from_utf8(digits).ok().and_then(|digits| u32::from_str_radix(digits, 16).ok()).and_then(char::from_u32);
    let by_number = name.strip_prefix(b"uni").filter(|digits| digits.len() >= 4 && digits.len() % 4 == 0);
    if let Some(letters) = by_number.and_then(|digits| digits.chunks(4).map(hex).collect::<Option<String>>()) {
        return Some(letters);
    }
    if let Some(letter) = name.strip_prefix(b"u").filter(|digits| (4..=6).contains(&digits.len())).and_then(hex) {
        return Some(letter.to_string());
    }
    // No encoding has a letter at zero: what is found there comes from the name.
    let mut encoding = Dictionary::new();
    encoding.set("Differences", vec![Object::Integer(0), Object::Name(name.to_vec())]);
    let mut font = Dictionary::new();
    font.set("Type", "Font");
    font.set("Encoding", encoding);
    one_letter(&font, 0).map(String::from)
}

fn one_letter(font: &Dictionary, byte: u8) -> Option<char> {
    let none = Document::new();
    let encoding = font.get_font_encoding_with_limit(&none, 0).ok()?;
    match encoding {
        Encoding::OneByteEncoding(_) | Encoding::Differences(_) => encoding.bytes_to_string(&[byte]).ok()?.chars().next(),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_shapes_are_read_and_unknown_ones_are_not() {
        let letters = |name: &str| named(name.as_bytes());
        assert_eq!([letters("A"), letters("uni75304E2D"), letters("u20BB7"), letters("fi")].map(Option::unwrap), ["A", "田中", "𠮷", "ﬁ"]);
        assert_eq!([letters("g17"), letters("cid123"), letters(".notdef"), letters("")], [None, None, None, None]);
    }

    #[test]
    fn bytes_are_read_in_the_encodings_of_the_standard() {
        assert_eq!(
            [in_encoding("WinAnsiEncoding", 0xe9), in_encoding("MacRomanEncoding", 0x8e), in_encoding("StandardEncoding", 0x41)],
            [Some('é'), Some('é'), Some('A')]
        );
        assert_eq!(in_encoding("StandardEncoding", 0), None);
    }
}
