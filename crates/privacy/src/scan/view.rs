//! A text as patterns read it: in half width, one sort of hyphen, without invisible letters and without the line breaks that an
//! editor or a mail program put in; every letter remembers where it came from.

use std::ops::Range;

use crate::signs;

/// A text made ready for scanning.
#[derive(Default)]
pub(super) struct View {
    /// The letters of the text as it was given.
    pub letters: Vec<char>,
    /// The same in full width and hiragana ([`signs::plainly`]), one for one.
    pub plain: Vec<char>,
    /// What patterns read.
    pub text: String,
    /// The same, letter by letter.
    pub chars: Vec<char>,
    /// The same in hiragana.
    pub spoken: Vec<char>,
    /// Where each letter of `text` begins, in bytes.
    starts: Vec<usize>,
    /// The letter of the given text from which each letter of `text` came.
    origins: Vec<usize>,
}

impl View {
    pub fn of(given: &str) -> Self {
        let letters: Vec<char> = given.chars().collect();
        let plain = signs::plainly(&letters);
        let breaks = soft_breaks(&letters);
        let mut view = Self { plain, text: String::with_capacity(given.len()), ..Self::default() };
        let mut breaks = breaks.into_iter().peekable();
        for (at, letter) in letters.iter().enumerate() {
            if breaks.next_if_eq(&at).is_some() || is_invisible(*letter) {
                continue;
            }
            view.starts.push(view.text.len());
            view.origins.push(at);
            let letter = read(&letters, at);
            view.text.push(letter);
            view.chars.push(letter);
        }
        view.spoken = signs::plainly(&view.chars);
        view.letters = letters;
        view
    }

    /// The letters of the given text from which a range of bytes of `text` came.
    pub fn given(&self, bytes: Range<usize>) -> Range<usize> {
        let first = self.starts.partition_point(|start| *start < bytes.start);
        let last = self.starts.partition_point(|start| *start < bytes.end);
        match (self.origins.get(first), last.checked_sub(1).and_then(|last| self.origins.get(last))) {
            (Some(first), Some(last)) if first <= last => *first..*last + 1,
            _ => 0..0,
        }
    }

    /// The letters of the given text from which some letters of `chars` came.
    pub fn origin(&self, chars: &Range<usize>) -> Range<usize> {
        match (self.origins.get(chars.start), chars.end.checked_sub(1).and_then(|last| self.origins.get(last))) {
            (Some(first), Some(last)) if first <= last => *first..*last + 1,
            _ => 0..0,
        }
    }

    /// Some letters of the given text.
    pub fn slice(&self, range: &Range<usize>) -> String {
        self.letters[range.clone()].iter().collect()
    }
}

/// A letter in half width; a long mark between digits is a hyphen.
fn read(letters: &[char], at: usize) -> char {
    let digit = |at: Option<usize>| at.and_then(|at| letters.get(at)).is_some_and(|letter| is_digit(*letter));
    match letters[at] {
        letter @ '\u{FF01}'..='\u{FF5E}' => match char::from_u32(u32::from(letter) - 0xFEE0) {
            Some('-') | None => '-',
            Some(narrow) => narrow,
        },
        '\u{3000}' | '\u{A0}' => ' ',
        '‐' | '‑' | '‒' | '–' | '—' | '―' | '−' | 'ｰ' | '─' | '━' | '﹣' => '-',
        'ー' if digit(at.checked_sub(1)) && digit(Some(at + 1)) => '-',
        letter => letter,
    }
}

fn is_digit(letter: char) -> bool {
    letter.is_ascii_digit() || matches!(letter, '０'..='９') || "〇零一二三四五六七八九".contains(letter)
}

fn is_invisible(letter: char) -> bool {
    matches!(letter, '\u{200B}'..='\u{200F}' | '\u{2060}'..='\u{2064}' | '\u{FEFF}' | '\u{AD}' | '\r')
}

/// Line breaks that only end a full line: all lines that go on have one length, in letters or in columns.
fn soft_breaks(letters: &[char]) -> Vec<usize> {
    const SHORTEST: usize = 20;
    const LINES: usize = 3;
    let mut lines = Vec::new();
    let (mut count, mut columns) = (0, 0);
    for (at, letter) in letters.iter().enumerate() {
        if *letter == '\n' {
            lines.push((at, count, columns));
            (count, columns) = (0, 0);
        } else if *letter != '\r' {
            count += 1;
            columns += if letter.is_ascii() || matches!(letter, '\u{FF61}'..='\u{FF9F}') { 1 } else { 2 };
        }
    }
    let longest = lines.iter().map(|line| line.1).chain([count]).max().unwrap_or(0);
    let widest = lines.iter().map(|line| line.2).chain([columns]).max().unwrap_or(0);
    let full = |line: &&(usize, usize, usize)| line.1 == longest && longest >= SHORTEST;
    let wide = |line: &&(usize, usize, usize)| line.2 + 1 >= widest && widest >= 2 * SHORTEST;
    let of = |kind: &dyn Fn(&&(usize, usize, usize)) -> bool| lines.iter().filter(kind).map(|line| line.0).collect::<Vec<_>>();
    let (by_letters, by_columns) = (of(&full), of(&wide));
    let most = if by_letters.len() >= by_columns.len() { by_letters } else { by_columns };
    if most.len() >= LINES { most } else { Vec::new() }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// H2
    #[test]
    fn a_text_is_read_in_half_width_with_one_sort_of_hyphen() {
        assert_eq!(View::of("０９０−１２３４ー５６７８　コーポ").text, "090-1234-5678 コーポ");
        assert_eq!(View::of("〇九〇ー一二").text, "〇九〇-一二");
    }

    #[test]
    fn breaks_at_full_lines_are_not_read() {
        let line = "あ".repeat(30);
        let wrapped = format!("短い行\n{line}\n{line}\n{line}\n終わり\n次の行");
        let view = View::of(&wrapped);
        assert_eq!(view.text, format!("短い行\n{line}{line}{line}終わり\n次の行"));
        assert_eq!(View::of("あいう\nかきく\nさしす\n").text, "あいう\nかきく\nさしす\n");
    }

    proptest! {
        #[test]
        fn every_range_of_the_view_lies_in_the_text(text in "\\PC{0,20}[\\n\u{200B}０-９ー]{0,6}\\PC{0,20}") {
            let view = View::of(&text);
            for (at, start) in view.starts.iter().enumerate() {
                let end = view.starts.get(at + 1).copied().unwrap_or(view.text.len());
                let given = view.given(*start..end);
                prop_assert!(given.start < given.end && given.end <= view.letters.len());
            }
        }
    }
}
