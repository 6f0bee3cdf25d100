//! Which letters the codes of a font stand for, as the font itself says (`ToUnicode`).

use std::collections::BTreeMap;

/// So many entries may a map have.
const ENTRIES: usize = 100_000;

/// A map from codes to letters.
#[derive(Debug, Default)]
pub struct CMap {
    /// By the length of the code in bytes and its last value: the first value and what that one stands for, in UTF-16.
    ranges: BTreeMap<(usize, u32), (u32, Vec<u16>)>,
    /// How long codes are, by their first bytes.
    spaces: Vec<(usize, u32, u32)>,
}

enum Token {
    Hex(Vec<u8>),
    Word(Vec<u8>),
    Open,
    Close,
}

impl CMap {
    /// Reads a map; what is not understood in it is not in it.
    pub fn read(bytes: &[u8]) -> Self {
        let mut map = Self::default();
        let mut operands: Vec<Token> = Vec::new();
        for token in Tokens(bytes) {
            match token {
                Token::Word(word) => {
                    match word.as_slice() {
                        b"endbfchar" => map.single(&operands),
                        b"endbfrange" => map.range(&operands),
                        b"endcodespacerange" => map.space(&operands),
                        _ => {}
                    }
                    operands.clear();
                }
                other if operands.len() < 4 * ENTRIES => operands.push(other),
                _ => {}
            }
        }
        map
    }

    /// The letters of a code; `None` when the map does not say, or says that it does not know.
    pub fn letters(&self, length: usize, code: u32) -> Option<String> {
        let ((known, _), (first, units)) = self.ranges.range((length, code)..).next()?;
        if *known != length || code < *first {
            return None;
        }
        let mut units = units.clone();
        let last = units.last_mut()?;
        *last = last.wrapping_add(u16::try_from(code - first).ok()?);
        let text = String::from_utf16(&units).ok()?;
        (!text.is_empty() && !text.contains(['\u{fffd}', '\0'])).then_some(text)
    }

    /// How long the code at the beginning of bytes is: as the spaces say, or as other codes are.
    pub fn length(&self, bytes: &[u8], usual: usize) -> usize {
        let matching = self.spaces.iter().find(|(length, low, high)| {
            bytes.get(..*length).is_some_and(|code| {
                let sides = (low.to_be_bytes(), high.to_be_bytes());
                let skip = 4 - length;
                code.iter().enumerate().all(|(at, byte)| (sides.0[skip + at]..=sides.1[skip + at]).contains(byte))
            })
        });
        matching.map_or(usual, |(length, _, _)| *length)
    }

    fn single(&mut self, operands: &[Token]) {
        for pair in operands.chunks(2) {
            if let [Token::Hex(code), Token::Hex(letters)] = pair {
                self.insert(code, code, letters);
            }
        }
    }

    fn range(&mut self, operands: &[Token]) {
        let mut rest = operands;
        while let [Token::Hex(first), Token::Hex(last), tail @ ..] = rest {
            match tail {
                [Token::Hex(letters), tail @ ..] => {
                    self.insert(first, last, letters);
                    rest = tail;
                }
                [Token::Open, tail @ ..] => {
                    let end = tail.iter().position(|token| matches!(token, Token::Close)).unwrap_or(tail.len());
                    let start = value(first).unwrap_or(0);
                    for (step, token) in tail.iter().take(end).enumerate() {
                        let code = start.saturating_add(u32::try_from(step).unwrap_or(u32::MAX)).to_be_bytes();
                        if let (Token::Hex(letters), Some(code)) = (token, code.get(4_usize.saturating_sub(first.len())..)) {
                            self.insert(code, code, letters);
                        }
                    }
                    rest = tail.get(end + 1..).unwrap_or_default();
                }
                _ => return,
            }
        }
    }

    fn space(&mut self, operands: &[Token]) {
        for pair in operands.chunks(2) {
            if let [Token::Hex(low), Token::Hex(high)] = pair
                && low.len() == high.len()
                && let (Some(from), Some(to)) = (value(low), value(high))
                && self.spaces.len() < 100
            {
                self.spaces.push((low.len(), from, to));
            }
        }
    }

    fn insert(&mut self, first: &[u8], last: &[u8], letters: &[u8]) {
        if let (Some(from), Some(to)) = (value(first), value(last))
            && self.ranges.len() < ENTRIES
            && from <= to
            && letters.len() <= 64
        {
            let units = if letters.len() == 1 {
                vec![u16::from(letters[0])]
            } else {
                letters.chunks_exact(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]])).collect()
            };
            self.ranges.insert((first.len(), to), (from, units));
        }
    }
}

fn value(code: &[u8]) -> Option<u32> {
    (1..=4).contains(&code.len()).then(|| code.iter().fold(0, |sum, byte| (sum << 8) | u32::from(*byte)))
}

struct Tokens<'a>(&'a [u8]);

impl Iterator for Tokens<'_> {
    type Item = Token;

    fn next(&mut self) -> Option<Token> {
        loop {
            let (first, rest) = self.0.split_first()?;
            match first {
                b'%' => {
                    let end = rest.iter().position(|byte| matches!(byte, b'\n' | b'\r')).unwrap_or(rest.len());
                    self.0 = rest.get(end..).unwrap_or_default();
                }
                b'<' if rest.first() != Some(&b'<') => {
                    let end = rest.iter().position(|byte| *byte == b'>').unwrap_or(rest.len());
                    let digits: Vec<u8> =
                        rest.iter().take(end).filter_map(|byte| char::from(*byte).to_digit(16)).map(|digit| digit as u8).collect();
                    self.0 = rest.get(end + 1..).unwrap_or_default();
                    return Some(Token::Hex(digits.chunks(2).map(|pair| (pair[0] << 4) | pair.get(1).unwrap_or(&0)).collect()));
                }
                b'[' | b']' => {
                    self.0 = rest;
                    return Some(if *first == b'[' { Token::Open } else { Token::Close });
                }
                byte if byte.is_ascii_alphabetic() => {
                    let end = self.0.iter().position(|byte| !byte.is_ascii_alphanumeric()).unwrap_or(self.0.len());
                    let (word, rest) = self.0.split_at(end);
                    self.0 = rest;
                    return Some(Token::Word(word.to_vec()));
                }
                _ => self.0 = rest,
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_map_says_which_letters_codes_stand_for() {
        let map = CMap::read(
            b"1 begincodespacerange <0000> <FFFF> endcodespacerange 2 beginbfchar <0003> <0020> <0004> <7530 4E2D> endbfchar % x\n\
              2 beginbfrange <0010> <0012> <3042> <0020> <0021> [<4E00> <4E8C>] endbfrange",
        );
        let letters = |code| map.letters(2, code);
        assert_eq!([letters(4), letters(0x11), letters(0x21)].map(Option::unwrap), ["田中", "ぃ", "二"]);
        assert_eq!([letters(5), letters(0x13), map.letters(1, 3)], [None, None, None]);
        assert_eq!(map.length(b"\x00\x03\x00", 1), 2);
    }

    #[test]
    fn a_range_over_all_numbers_costs_nothing() {
        let map = CMap::read(b"1 beginbfrange <00000000> <FFFFFFFF> <0041> endbfrange");
        assert_eq!(map.letters(4, 1).as_deref(), Some("B"));
        assert_eq!(map.letters(4, 0x10_0000), None);
    }
}
