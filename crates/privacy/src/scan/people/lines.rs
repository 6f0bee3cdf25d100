//! Lines that hold names by their form: tables with a head, 氏名：…, 出席者　…, （利用者）….

use std::ops::Range;

use super::{super::view::View, words};
use crate::signs;

/// A part of a text in which names are expected.
#[derive(Debug, Clone)]
pub(super) struct Expected {
    /// Letters of the view.
    pub range: Range<usize>,
    /// Readings rather than names.
    pub readings: bool,
    /// A cell, or the only thing after a word like 氏名: whatever stands there is a name.
    pub alone: bool,
}

/// All such parts, in order.
pub(super) fn expected(view: &View) -> Vec<Expected> {
    let mut found = Vec::new();
    let mut columns: Option<(char, Vec<Column>)> = None;
    let mut start = 0;
    let chars = &view.chars;
    while start <= chars.len() {
        let end = chars[start..].iter().position(|letter| *letter == '\n').map_or(chars.len(), |length| start + length);
        let line = start..end;
        let delimiter = ['\t', '|', ','].into_iter().find(|mark| chars[line.clone()].contains(mark));
        match (delimiter, &columns) {
            (Some(mark), Some((of_head, kinds))) if mark == *of_head => cells(chars, &line, mark, kinds, &mut found),
            (Some(mark), _) => {
                let kinds: Vec<Column> = split(chars, &line, mark).iter().map(|cell| Column::of(&text(chars, cell))).collect();
                if kinds.iter().any(|kind| *kind != Column::Other) && kinds.len() > 1 {
                    columns = Some((mark, kinds));
                } else {
                    labelled(chars, &line, &mut found);
                }
            }
            (None, _) => {
                columns = None;
                labelled(chars, &line, &mut found);
            }
        }
        start = end + 1;
    }
    found.sort_by_key(|expected| expected.range.start);
    found
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Column {
    Names,
    Readings,
    Other,
}

impl Column {
    fn of(cell: &str) -> Self {
        if words::heads_names(cell) {
            Self::Names
        } else if words::heads_readings(cell) {
            Self::Readings
        } else {
            Self::Other
        }
    }
}

fn cells(chars: &[char], line: &Range<usize>, mark: char, kinds: &[Column], found: &mut Vec<Expected>) {
    for (cell, kind) in split(chars, line, mark).into_iter().zip(kinds) {
        let content = trimmed(chars, cell);
        if *kind != Column::Other && !content.is_empty() && content.len() <= 24 {
            found.push(Expected { range: content, readings: *kind == Column::Readings, alone: true });
        }
    }
}

/// Names after a word that announces them, to the end of the line or of the sentence.
fn labelled(chars: &[char], line: &Range<usize>, found: &mut Vec<Expected>) {
    let mut at = line.start;
    while at < line.end {
        let word_end = (at..line.end).find(|at| !is_word(chars[*at])).unwrap_or(line.end);
        if word_end == at {
            at += 1;
            continue;
        }
        let word = text(chars, &(at..word_end));
        let first_of_line = chars[line.start..at].iter().all(|letter| !is_word(*letter) || letter.is_ascii_digit());
        let bracketed = at > line.start && matches!(chars[at - 1], '(' | '（' | '【' | '[');
        let after = after_label(chars, word_end, line.end, first_of_line);
        if words::announces(&word)
            && let Some(begin) = after
        {
            let ends = |at: &usize| matches!(chars[*at], '。' | '「') || (bracketed && matches!(chars[*at], ')' | '）') && *at > begin);
            let closed = bracketed && !matches!(chars[word_end], ')' | '）' | '】' | ']');
            let stop = (begin..line.end).find(|at| if closed { ends(at) } else { matches!(chars[*at], '。' | '「') }).unwrap_or(line.end);
            let colon = chars[word_end..begin].contains(&':');
            let content = trimmed(chars, begin..stop);
            // A sentence: only its beginning may be a name, and after a colon somebody speaks.
            let content = match sentence(&chars[content.clone()]) {
                true if colon => content.start..content.start,
                true => content.start..content.end.min(content.start + 12),
                false => content,
            };
            let long = content.len() > 120 || !(first_of_line || bracketed);
            if !content.is_empty() && (!long || content.len() <= 16) {
                found.push(Expected { alone: content.len() <= 12, range: content, readings: false });
            }
        }
        at = word_end;
    }
}

/// Whether a line goes on like a sentence: a particle between kanji and something else, or a verb at its end.
fn sentence(letters: &[char]) -> bool {
    letters.windows(3).any(|three| signs::is_kanji(three[0]) && "をがはにで".contains(three[1]) && !three[2].is_whitespace())
        || letters.windows(2).any(|two| matches!(two, ['ま', 'す'] | ['し', 'た'] | ['な', 'い'] | ['て', 'い']))
}

/// Where what is announced begins: after a colon, a closing bracket, a hyphen or, at the beginning of a line, a space.
fn after_label(chars: &[char], from: usize, end: usize, first: bool) -> Option<usize> {
    let marks = chars[from..end].iter().take(4).take_while(|letter| is_space(**letter) || ":)）】]-は→".contains(**letter)).count();
    let label = &chars[from..from + marks];
    let strong = label.iter().any(|letter| ":)）】]\t".contains(*letter)) || (first && label.contains(&'-'));
    let weak = first && label.iter().any(|letter| is_space(*letter));
    (marks > 0 && from + marks < end && (strong || weak)).then_some(from + marks)
}

fn is_space(letter: char) -> bool {
    letter == ' ' || letter == '\t'
}

fn is_word(letter: char) -> bool {
    signs::is_kanji(letter) || signs::is_hiragana(letter) || signs::is_katakana(letter) || letter.is_ascii_alphanumeric()
}

fn split(chars: &[char], line: &Range<usize>, mark: char) -> Vec<Range<usize>> {
    let mut cells = Vec::new();
    let mut start = line.start;
    for at in line.clone() {
        if chars[at] == mark {
            cells.push(start..at);
            start = at + 1;
        }
    }
    cells.push(start..line.end);
    cells
}

fn trimmed(chars: &[char], mut range: Range<usize>) -> Range<usize> {
    while range.start < range.end && is_space(chars[range.start]) {
        range.start += 1;
    }
    while range.start < range.end && is_space(chars[range.end - 1]) {
        range.end -= 1;
    }
    range
}

fn text(chars: &[char], range: &Range<usize>) -> String {
    chars[range.clone()].iter().collect()
}
