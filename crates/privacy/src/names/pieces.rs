//! Pieces: the words of a text as the reader of names wants them, with widths and variants of kanji made equal, parted where a
//! form of address begins and where foreign names are joined by a dot.

use std::ops::Range;

use text::words::Splitter;

use super::lists::{self, Lists, hashed};

/// Part of speech of a piece that no word of the dictionary is.
pub const CUT: u16 = u16::MAX;

/// A piece of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// Where it stands in the text as given, in Unicode scalar values.
    pub chars: Range<usize>,
    /// Where it stands in the normal text, in bytes.
    pub bytes: Range<usize>,
    /// Part of speech, or [`CUT`].
    pub speech: u16,
    /// Whether the dictionary has it.
    pub known: bool,
    /// Marks of the lists.
    pub marks: u16,
    /// Group of words that are used alike, and the wider group.
    pub group: (u16, u8),
    /// Hash of the surface.
    pub hash: u32,
}

/// A text with its pieces.
#[derive(Debug, Default)]
pub struct Pieces {
    /// The normal text.
    pub normal: String,
    /// The pieces, in their order.
    pub pieces: Vec<Piece>,
}

/// Makes pieces, one text after the other.
pub struct Cutter<'a> {
    splitter: Splitter<'a>,
    lists: &'a Lists,
}

/// Forms of address that may hide in a wrongly parted word.
const ADDRESSES: [&str; 7] = ["さん", "ちゃん", "さま", "くん", "様", "氏", "両"];

fn is_joint(c: char) -> bool {
    matches!(c, '・' | '=' | '＝' | '＆' | '·')
}

/// The normal text, and for each of its characters the character of the text that it came from; one more at the end.
fn normal(text: &str) -> (String, Vec<u32>) {
    let mut normal = String::with_capacity(text.len());
    let mut origin = Vec::with_capacity(text.len() / 3 + 1);
    let mut count = 0_u32;
    for (place, c) in text.chars().enumerate() {
        count += 1;
        if text::variants::is_variation_selector(c) {
            continue;
        }
        let plain = text::names::plain(c);
        let joined = matches!(c, 'ﾞ' | 'ﾟ' | '\u{3099}' | '\u{309A}').then(|| normal.pop()).flatten();
        match joined {
            Some(last) => {
                let mark = if matches!(c, 'ﾞ' | '\u{3099}') { '\u{3099}' } else { '\u{309A}' };
                match unicode_normalization::char::compose(last, mark) {
                    Some(voiced) => normal.push(voiced),
                    None => {
                        normal.push(last);
                        normal.push(plain);
                        origin.push(place as u32);
                    }
                }
            }
            None => {
                normal.push(plain);
                origin.push(place as u32);
            }
        }
    }
    origin.push(count);
    (normal, origin)
}

impl<'a> Cutter<'a> {
    /// With a splitter of words and the marks of lists.
    pub fn new(splitter: Splitter<'a>, lists: &'a Lists) -> Self {
        Self { splitter, lists }
    }

    /// The pieces of a text.
    pub fn cut(&mut self, text: &str) -> Pieces {
        let (normal, origin) = normal(text);
        let words = self.splitter.split(&normal);
        let mut bounds: Vec<(Range<usize>, Range<usize>, u16, bool)> = Vec::with_capacity(words.len() + 16);
        for word in words {
            bounds.push((word.chars.clone(), word.bytes.clone(), word.speech(), word.known()));
        }
        let parted = part(&normal, &bounds, self.lists);
        let at = |place: usize| origin.get(place).or(origin.last()).map_or(0, |place| *place as usize);
        let pieces = parted
            .into_iter()
            .map(|(chars, bytes, speech, known)| {
                let hash = hashed(&normal[bytes.clone()]);
                let (marks, group) = (self.lists.marks_of(hash), self.lists.group_of(hash));
                Piece { chars: at(chars.start)..at(chars.end), bytes, speech, known, marks, group, hash }
            })
            .collect();
        Pieces { normal, pieces }
    }
}

type Bound = (Range<usize>, Range<usize>, u16, bool);

/// Parts words at joints and at forms of address.
fn part(normal: &str, words: &[Bound], lists: &Lists) -> Vec<Bound> {
    let mut parted: Vec<Bound> = Vec::with_capacity(words.len() + 16);
    let mut place = 0;
    while let Some(word) = words.get(place) {
        place += 1;
        let surface = &normal[word.1.clone()];
        if !word.3 && surface.len() > 3 && surface.contains(is_joint) {
            at_joints(surface, word, &mut parted);
            continue;
        }
        let address = ADDRESSES.iter().find(|address| surface.len() > address.len() && surface.ends_with(**address));
        if let Some(address) = address {
            let name = &surface[..surface.len() - address.len()];
            let is_name = lists.marks(name) & (lists::SURNAME | lists::GIVEN) != 0 && address.len() > 3;
            if !word.3 || is_name {
                let (chars, bytes) = (address.chars().count(), address.len());
                let (middle, at) = (word.0.end - chars, word.1.end - bytes);
                parted.push((word.0.start..middle, word.1.start..at, if word.3 { CUT } else { word.2 }, word.3 && is_name));
                parted.push((middle..word.0.end, at..word.1.end, CUT, true));
                continue;
            }
        }
        // はらさ・ん: the form of address is spread over two words.
        if let Some(next) = words.get(place).filter(|next| next.1.start == word.1.end) {
            let both = &normal[word.1.start..next.1.end];
            let spread = ["さん", "ちゃん"].iter().find(|address| both.ends_with(**address) && next.1.len() < address.len());
            if let Some(address) = spread.filter(|address| both.len() > address.len() && !surface.is_empty()) {
                let (middle, at) = (next.0.end - address.chars().count(), next.1.end - address.len());
                if at > word.1.start {
                    parted.push((word.0.start..middle, word.1.start..at, CUT, false));
                    parted.push((middle..next.0.end, at..next.1.end, CUT, true));
                    place += 1;
                    continue;
                }
            }
        }
        parted.push(word.clone());
    }
    parted
}

fn at_joints(surface: &str, word: &Bound, parted: &mut Vec<Bound>) {
    let (mut start, mut first) = (0, 0);
    let mut push = |from: usize, to: usize, first: usize, last: usize, speech: u16| {
        if from < to {
            parted.push((word.0.start + first..word.0.start + last, word.1.start + from..word.1.start + to, speech, false));
        }
    };
    for (place, (at, c)) in surface.char_indices().enumerate() {
        if is_joint(c) {
            push(start, at, first, place, word.2);
            push(at, at + c.len_utf8(), place, place + 1, CUT);
            (start, first) = (at + c.len_utf8(), place + 1);
        }
    }
    push(start, surface.len(), first, surface.chars().count(), word.2);
}
