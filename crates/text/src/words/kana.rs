//! Readings in few bytes: katakana in one byte each, everything else escaped.

/// Ends a reading.
pub(super) const END: u8 = 0x60;
/// A character in UTF-8 follows.
const ESCAPE: u8 = 0x61;
/// The whole reading is the same as what it is compared with: the surface in katakana, or the reading.
const SAME: u8 = 0x62;
const FIRST: u32 = 0x30A0;

/// Length of the record at the beginning of `bytes`, with its end; 0 when there is none.
pub(super) fn record(bytes: &[u8]) -> usize {
    match bytes.first() {
        Some(&SAME) => 1,
        _ => {
            let mut at = 0;
            while let Some(byte) = bytes.get(at) {
                at += match *byte {
                    END => return at + 1,
                    ESCAPE => 1 + letter(bytes.get(at + 1..).unwrap_or_default()),
                    _ => 1,
                };
            }
            0
        }
    }
}

/// Bytes of the UTF-8 character that `bytes` begins with.
fn letter(bytes: &[u8]) -> usize {
    match bytes.first() {
        Some(0xF0..) => 4,
        Some(0xE0..) => 3,
        Some(0xC0..) => 2,
        _ => 1,
    }
}

/// The text of a record; `None` when it says that it is the same as what it is compared with.
pub(super) fn text(bytes: &[u8]) -> Option<String> {
    if bytes.first() == Some(&SAME) {
        return None;
    }
    let mut text = String::new();
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        match *byte {
            END => break,
            ESCAPE => {
                let rest = bytes.get(at + 1..).unwrap_or_default();
                let escaped = rest.get(..letter(rest)).and_then(|escaped| std::str::from_utf8(escaped).ok());
                text.push_str(escaped.unwrap_or_default());
                at += 1 + letter(rest);
            }
            kana => {
                text.extend(char::from_u32(FIRST + u32::from(kana)));
                at += 1;
            }
        }
    }
    Some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reading_comes_back_and_ends_where_it_ends() {
        let bytes = [0x0A, ESCAPE, 0xE3, 0x80, 0x81, 0x0B, END, 0x0C];
        assert_eq!(record(&bytes), 7);
        assert_eq!(text(&bytes).as_deref(), Some("オ、カ"));
    }

    #[test]
    fn a_reading_that_is_the_same_is_one_byte_and_one_without_end_is_none() {
        assert_eq!((record(&[SAME, END]), text(&[SAME])), (1, None));
        assert_eq!(record(&[0x0A, 0x0B]), 0);
        assert_eq!(text(&[ESCAPE, 0xE3]).as_deref(), Some(""));
    }
}
