//! What the reader of names looks at: for each piece of a line the numbers of its features. A feature is a hash; nothing but its
//! weight is kept, so that no name of a training text can be read from the model.

use text::words::Speech;

use super::{
    lists::{FOREIGN, GIVEN, Lists, ORGANISATION, PERSON, PLACE, RARE_GIVEN, RARE_PLACE, RARE_SURNAME, SURNAME, UNCLASSIFIED, hashed},
    pieces::{CUT, Piece},
};

/// Bits of the number of a feature.
pub const BITS: u32 = 22;
const FAR: u32 = 0x0BAD_CAFE;

/// What is looked at in one piece.
#[derive(Debug, Clone, Copy, Default)]
struct Look {
    word: u32,
    class: u32,
    shape: u32,
    marks: u32,
    fine: u32,
    wide: u32,
    first: u32,
    last: u32,
    tails: [u32; 3],
    kind: Kind,
    joint: bool,
    address: bool,
    grammar: bool,
}

/// Characters of a piece.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum Kind {
    Kanji,
    Hiragana,
    Katakana,
    Latin,
    Digit,
    #[default]
    Other,
}

fn kind(c: char) -> Kind {
    match c {
        '\u{3041}'..='\u{309F}' => Kind::Hiragana,
        '\u{30A0}'..='\u{30FF}' if c != '・' => Kind::Katakana,
        '\u{3400}'..='\u{9FFF}' | '々' | '〆' | '\u{20000}'..='\u{3FFFF}' => Kind::Kanji,
        'a'..='z' | 'A'..='Z' | '\u{C0}'..='\u{24F}' => Kind::Latin,
        '0'..='9' => Kind::Digit,
        _ => Kind::Other,
    }
}

/// Features of each part of speech: classes without the form of inflection.
#[derive(Debug)]
pub struct Classes {
    fine: Vec<u32>,
    grammar: Vec<bool>,
    everyday: Vec<Option<bool>>,
}

impl Classes {
    /// Of a dictionary.
    pub fn new(speeches: &[Speech]) -> Self {
        let fine = |speech: &Speech| hashed(&(0..4).map(|depth| speech.class(depth)).collect::<Vec<_>>().join("/"));
        let grammar = |speech: &Speech| {
            speech.is(&["助詞"]) || (speech.is(&["記号"]) && !speech.is(&["記号", "空白"]) && !speech.is(&["記号", "アルファベット"]))
        };
        Self {
            fine: speeches.iter().map(fine).collect(),
            grammar: speeches.iter().map(grammar).collect(),
            everyday: speeches.iter().map(everyday).collect(),
        }
    }

    /// Whether a part of speech is that of everyday words: `Some(true)` for those that only stand with others (面, 新), `None`
    /// for names, numbers, particles and marks.
    pub fn everyday(&self, speech: u16) -> Option<bool> {
        self.everyday.get(usize::from(speech)).copied().flatten()
    }

    fn is_grammar(&self, speech: u16) -> bool {
        self.grammar.get(usize::from(speech)).copied().unwrap_or_default()
    }

    fn of(&self, speech: u16) -> u32 {
        if speech == CUT { 7 } else { self.fine.get(usize::from(speech)).copied().unwrap_or(9) }
    }
}

fn everyday(speech: &Speech) -> Option<bool> {
    let never = [&["名詞", "固有名詞"][..], &["名詞", "数"], &["名詞", "接尾", "人名"], &["名詞", "非自立"]];
    let word =
        ["名詞", "動詞", "形容詞", "副詞", "連体詞", "接頭詞"].contains(&speech.class(0)) && !never.iter().any(|never| speech.is(never));
    word.then(|| speech.is(&["接頭詞"]) || speech.is(&["名詞", "接尾"]))
}

fn mixed(template: u32, one: u32, other: u32) -> u32 {
    let value =
        one.wrapping_mul(0x9E37_79B1).wrapping_add(other.wrapping_mul(0x85EB_CA77)).wrapping_add(template.wrapping_mul(0xC2B2_AE3D));
    let value = (value ^ (value >> 15)).wrapping_mul(0x2C1B_3C6D);
    (value ^ (value >> 13)) >> (32 - BITS)
}

/// Groups of features, so that training can leave some out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Group {
    /// Knows the words of the piece itself.
    Own,
    /// Knows the words around it.
    Around,
    /// Knows classes only.
    Class,
}

fn look(normal: &str, piece: &Piece, classes: &Classes) -> Look {
    let surface = &normal[piece.bytes.clone()];
    let mut shape = 0_u32;
    let (mut length, mut before, mut main) = (0_u32, None, Kind::Other);
    let (mut first, mut last) = ('\0', '\0');
    for c in surface.chars() {
        let now = kind(c);
        if length == 0 {
            (first, main) = (c, now);
        }
        if before != Some(now) {
            shape = shape.wrapping_mul(8).wrapping_add(now as u32 + 1);
        }
        (before, last) = (Some(now), c);
        length += 1;
    }
    let all_digits = main == Kind::Digit && shape == Kind::Digit as u32 + 1;
    Look {
        word: if all_digits { 1 } else { piece.hash },
        class: classes.of(piece.speech).wrapping_add(u32::from(piece.known)),
        shape: shape.wrapping_mul(8).wrapping_add(length.min(6)),
        marks: u32::from(piece.marks),
        fine: piece.group.0.into(),
        wide: piece.group.1.into(),
        first: first as u32,
        last: last as u32,
        tails: tails(surface),
        kind: if first == last || shape < 8 { main } else { Kind::Other },
        joint: matches!(surface, "・" | "=" | "＝" | "·"),
        grammar: classes.is_grammar(piece.speech)
            && !surface.contains(['・', '.', '=', '＝', '·', '-', '〜', '~', '　', '○', '〇', '々', '〆']),
        address: matches!(surface, "さん" | "様" | "氏" | "くん" | "君" | "ちゃん" | "さま" | "先生" | "委員"),
    }
}

/// The last two and three characters, and the first two, as hashes; 0 where the word is not longer.
fn tails(surface: &str) -> [u32; 3] {
    let from = |count: usize| surface.char_indices().rev().nth(count - 1).map_or("", |(at, _)| if at == 0 { "" } else { &surface[at..] });
    let first = surface.char_indices().nth(2).map_or("", |(at, _)| &surface[..at]);
    [from(2), from(3), first].map(|part| if part.is_empty() { 0 } else { hashed(part) })
}

/// Marks in few values.
fn coarse(marks: u32) -> u32 {
    let m = marks as u16;
    let bit = |mask: u16, value: u32| if m & mask != 0 { value } else { 0 };
    bit(SURNAME, 1)
        | bit(GIVEN, 2)
        | bit(RARE_SURNAME, 4)
        | bit(RARE_GIVEN, 8)
        | bit(FOREIGN, 16)
        | bit(PLACE | RARE_PLACE, 32)
        | bit(ORGANISATION, 64)
        | bit(UNCLASSIFIED, 128)
}

/// Where a run of pieces that may be one name begins and ends.
#[derive(Debug, Clone, Copy, Default)]
struct Run {
    start: usize,
    end: usize,
    joints: u32,
    marks: u32,
}

/// Computes features of lines. Keeps its memory.
#[derive(Debug, Default)]
pub struct Features {
    looks: Vec<Look>,
    runs: Vec<Run>,
    spans: Vec<[u32; 4]>,
    quotes: Vec<u32>,
}

impl Features {
    /// Prepares a line: pieces that follow each other in `normal`.
    pub fn read(&mut self, normal: &str, pieces: &[Piece], classes: &Classes, lists: &Lists) {
        self.looks.clear();
        self.looks.extend(pieces.iter().map(|piece| look(normal, piece, classes)));
        self.find_runs(normal, pieces, lists);
        self.find_spans(normal, pieces, lists);
        self.find_quotes(normal, pieces);
    }

    /// Runs: katakana or Latin pieces with joints between them, or kanji pieces side by side.
    fn find_runs(&mut self, normal: &str, pieces: &[Piece], lists: &Lists) {
        self.runs.clear();
        let looks = &self.looks;
        let mut start = 0;
        while start < looks.len() {
            let kind = looks[start].kind;
            let mut run = Run { start, end: start + 1, joints: 0, marks: looks[start].marks };
            if matches!(kind, Kind::Katakana | Kind::Latin) {
                while run.end < looks.len() {
                    let next = &looks[run.end];
                    let goes_on =
                        next.joint && looks.get(run.end + 1).is_some_and(|after| matches!(after.kind, Kind::Katakana | Kind::Latin));
                    if !(goes_on || next.kind == kind) {
                        break;
                    }
                    run.joints += u32::from(next.joint);
                    run.marks |= next.marks;
                    run.end += 1;
                }
            } else if matches!(kind, Kind::Kanji | Kind::Hiragana) {
                while run.end < looks.len() && looks[run.end].kind == kind && (kind == Kind::Kanji || !pieces[run.end].known) {
                    run.end += 1;
                }
            }
            let whole = pieces[start].bytes.start..pieces[run.end - 1].bytes.end;
            if run.end > run.start + 1 {
                run.marks = lists.marks(normal.get(whole).unwrap_or_default()).into();
            }
            self.runs.extend(std::iter::repeat_n(run, run.end - start));
            start = run.end;
        }
    }

    /// Neighbouring pieces that are one word of the lists together: marks of the best span in which a piece begins, goes on, ends.
    fn find_spans(&mut self, normal: &str, pieces: &[Piece], lists: &Lists) {
        self.spans.clear();
        self.spans.resize(pieces.len(), [0; 4]);
        for start in 0..pieces.len() {
            if matches!(self.looks[start].kind, Kind::Other | Kind::Digit) {
                continue;
            }
            for length in 2..=4 {
                let Some(last) = pieces.get(start + length - 1) else { break };
                let surface = normal.get(pieces[start].bytes.start..last.bytes.end).unwrap_or_default();
                if surface.len() > 36 || last.bytes.start != pieces[start + length - 2].bytes.end {
                    break;
                }
                let listed = lists.marks(surface);
                let marks = coarse(listed.into()) | if listed & PERSON != 0 { 256 } else { 0 };
                if marks != 0 {
                    self.spans[start][0] |= marks;
                    self.spans[start + length - 1][2] |= marks;
                    (start + 1..start + length - 1).for_each(|inner| self.spans[inner][1] |= marks);
                }
            }
        }
    }

    /// Which bracket is open at each piece.
    fn find_quotes(&mut self, normal: &str, pieces: &[Piece]) {
        self.quotes.clear();
        let (mut open, mut since) = (0, 0);
        for piece in pieces {
            let first = normal[piece.bytes.clone()].chars().next().unwrap_or_default();
            match first {
                '「' | '『' | '（' | '(' | '《' | '〈' | '“' | '【' => (open, since) = (first as u32, 0),
                '」' | '』' | '）' | ')' | '》' | '〉' | '”' | '】' => open = 0,
                _ => since += 1,
            }
            if since > 12 {
                open = 0;
            }
            self.quotes.push(open);
        }
    }

    fn at(&self, place: usize, offset: isize) -> Look {
        let edge = Look { word: FAR, class: FAR, shape: FAR, ..Look::default() };
        place.checked_add_signed(offset).and_then(|place| self.looks.get(place)).copied().unwrap_or(edge)
    }

    /// Whether a piece is surely outside any name: punctuation, or a particle between words that are not in hiragana. Its features
    /// need not be looked at.
    pub fn surely_outside(&self, place: usize) -> bool {
        let Some(look) = self.looks.get(place) else { return true };
        let beside = |offset| self.at(place, offset).kind != Kind::Hiragana;
        look.grammar && (look.kind == Kind::Other || beside(-1) && beside(1))
    }

    /// The features of a piece of the line, given one by one with their group.
    pub fn each(&self, place: usize, mut give: impl FnMut(Group, u32)) {
        use Group::{Around, Class, Own};
        let [l3, l2, l1, o, r1, r2, r3] = std::array::from_fn(|at| self.at(place, at as isize - 3));
        let run = self.runs.get(place).copied().unwrap_or_default();
        let (before, after) = (self.at(run.start, -1), self.at(run.end, 0));
        let spans = self.spans.get(place).copied().unwrap_or_default();
        let quote = self.quotes.get(place).copied().unwrap_or_default();
        let (g, g_left, g_right) = (coarse(o.marks), coarse(l1.marks), coarse(r1.marks));
        let position = u32::from(place == run.start) | u32::from(place + 1 == run.end) << 1;
        let address = (1..=4).find(|offset| self.at(place, *offset).address).unwrap_or(0) as u32;
        let mut template = 0;
        let mut feature = |group: Group, one: u32, other: u32| {
            template += 1;
            give(group, mixed(template, one, other));
        };
        feature(Class, 0, 0);
        feature(Own, o.word, 0);
        feature(Own, o.word, l1.class);
        feature(Own, o.word, r1.class);
        feature(Own, o.first, o.shape);
        feature(Own, o.last, o.shape);
        feature(Own, o.last, g);
        feature(Own, o.last, o.first);
        for tail in o.tails {
            feature(Own, tail, 0);
            feature(Own, tail, g);
        }
        for near in [l1, r1] {
            feature(Around, near.word, 0);
            feature(Around, near.word, o.class);
            feature(Around, near.word, o.shape);
            feature(Around, near.word, g);
            feature(Class, near.class, 0);
            feature(Class, near.class, o.class);
            feature(Class, near.class, o.shape);
            feature(Class, near.class, g);
            feature(Class, near.shape, o.shape);
            feature(Class, near.marks, 0);
            feature(Class, coarse(near.marks), g);
            feature(Class, coarse(near.marks), o.shape);
            feature(Around, near.last, o.shape);
            feature(Around, near.first, o.shape);
            feature(Own, near.word, o.word);
            feature(Class, near.fine, 0);
            feature(Class, near.fine, o.shape);
            feature(Class, near.fine, g);
            feature(Class, near.wide, o.wide);
            feature(Class, near.wide, o.shape);
            feature(Class, near.wide, o.class);
        }
        for (near, next) in [(l2, l1), (r2, r1)] {
            feature(Around, near.word, 0);
            feature(Around, near.word, next.word);
            feature(Class, near.fine, 0);
            feature(Class, near.wide, next.wide ^ o.shape << 8);
            feature(Around, near.word, next.class);
            feature(Class, near.class, next.class);
            feature(Class, near.class, o.class ^ next.class.rotate_left(9));
            feature(Class, coarse(near.marks), next.word);
            feature(Class, coarse(near.marks), g ^ next.class.rotate_left(7));
            feature(Class, near.shape, next.shape ^ o.shape.rotate_left(11));
        }
        for far in [l3, r3] {
            feature(Around, far.word, 0);
            feature(Class, far.class, 0);
        }
        feature(Class, o.fine, 0);
        feature(Class, o.wide, o.class);
        feature(Class, o.wide, o.shape);
        feature(Class, o.wide, g);
        feature(Class, o.class, 0);
        feature(Class, o.class, g);
        feature(Class, o.shape, 0);
        feature(Class, o.shape, g);
        feature(Class, o.marks, 0);
        feature(Class, o.marks, o.class);
        feature(Class, l1.class, r1.class);
        feature(Class, l1.class ^ r1.class.rotate_left(5), g);
        feature(Class, g_left ^ g_right << 8, g);
        feature(Around, l1.word, r1.word);
        for (number, marks) in spans.into_iter().take(3).enumerate() {
            feature(Class, marks, 0);
            feature(Class, marks, o.class);
            feature(Class, marks, if number == 0 { l1.class } else { r1.class });
        }
        feature(Class, spans[0] ^ spans[1] << 8 ^ spans[2] << 16, g);
        let length = (run.end - run.start).min(5) as u32;
        let frame = position ^ length << 2 ^ run.joints.min(3) << 5 ^ (o.kind as u32) << 8;
        feature(Class, frame, 0);
        feature(Class, frame, g);
        feature(Class, frame, coarse(run.marks) ^ u32::from(run.marks as u16 & PERSON != 0) << 9);
        feature(Around, before.word, frame);
        feature(Around, after.word, frame);
        feature(Class, before.fine, frame);
        feature(Class, after.fine, frame);
        feature(Class, before.wide, after.wide ^ frame << 8);
        feature(Class, before.class, frame);
        feature(Class, after.class, frame);
        feature(Around, before.word, after.word);
        feature(Class, before.class ^ after.class.rotate_left(3), frame);
        feature(Around, before.last, frame);
        feature(Around, after.first, frame);
        feature(Class, quote, o.shape);
        feature(Class, quote, frame);
        feature(Class, address, o.shape);
        feature(Class, address, o.class);
    }
}
