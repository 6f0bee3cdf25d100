//! From text to lines and cells.
//!
//! Quoted cells may hold line breaks, but a line that breaks off inside a cell must not swallow the rows below it. So each line
//! is taken for a row of its own, and lines are joined only where that makes a complete row.

use super::{ListError, MAX_LINES, RejectionReason, columns};

/// The longest line: eight times the longest of the lists so far.
const LONGEST_LINE: usize = 16 * 1024;
/// Lines that a row with line breaks inside its cells may have.
const MOST_JOINED: usize = 5;

/// The cells of one row, or why it has none.
pub(super) struct Line<'a> {
    /// Counted from 1.
    pub number: u32,
    /// As written.
    pub text: &'a str,
    /// The cells.
    pub cells: Result<Vec<String>, RejectionReason>,
}

/// Walks over the lines of a list.
pub(super) struct Lines<'a> {
    rest: &'a str,
    number: u32,
}

impl<'a> Lines<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self { rest: text, number: 0 }
    }

    /// The cells of the first line.
    pub(super) fn header(&mut self) -> Result<Vec<String>, ListError> {
        if self.rest.trim().is_empty() {
            return Err(ListError::Empty);
        }
        let line = self.peek(1);
        self.advance(1);
        if line.len() > LONGEST_LINE {
            return Err(ListError::HeaderColumnCount {
                expected: columns::COUNT,
                found: line.bytes().filter(|byte| *byte == b',').count() + 1,
            });
        }
        read_line(line).map_err(|_| ListError::UnreadableHeader)
    }

    /// The next row; blank lines are passed over.
    pub(super) fn next_row(&mut self) -> Result<Option<Line<'a>>, ListError> {
        while !self.rest.is_empty() {
            let number = self.number + 1;
            if number > MAX_LINES {
                return Err(ListError::TooManyLines { line: number, limit: MAX_LINES });
            }
            if self.peek(1).trim().is_empty() {
                self.advance(1);
                continue;
            }
            let (text, cells) = self.take_row();
            return Ok(Some(Line { number, text, cells }));
        }
        Ok(None)
    }

    fn take_row(&mut self) -> (&'a str, Result<Vec<String>, RejectionReason>) {
        let first = self.peek(1);
        if !is_complete(first) {
            for count in 2..=MOST_JOINED {
                let joined = self.peek(count);
                if joined.len() > LONGEST_LINE {
                    break;
                }
                let cells = read_line(joined);
                if cells.as_ref().is_ok_and(|cells| cells.len() == columns::COUNT) {
                    self.advance(count);
                    return (joined, cells);
                }
            }
        }
        self.advance(1);
        (first, read_line(first))
    }

    /// The next lines as they stand in the text, without the last line's ending.
    fn peek(&self, count: usize) -> &'a str {
        let end = self.end_of(count);
        self.rest[..end].trim_end_matches(['\r', '\n'])
    }

    fn advance(&mut self, count: usize) {
        self.rest = &self.rest[self.end_of(count)..];
        self.number = self.number.saturating_add(count as u32);
    }

    /// Where the next lines end, their line endings included.
    fn end_of(&self, count: usize) -> usize {
        let line_ends = self.rest.match_indices('\n').map(|(at, _)| at + 1);
        line_ends.take(count).enumerate().find_map(|(i, end)| (i + 1 == count).then_some(end)).unwrap_or(self.rest.len())
    }
}

/// Whether every quoted cell that opens in the text also closes in it.
fn is_complete(text: &str) -> bool {
    text.bytes().filter(|byte| *byte == b'"').count() % 2 == 0
}

fn read_line(line: &str) -> Result<Vec<String>, RejectionReason> {
    if line.len() > LONGEST_LINE {
        return Err(RejectionReason::LineTooLong);
    }
    if line.contains('\0') {
        return Err(RejectionReason::Nul);
    }
    if !is_complete(line) {
        return Err(RejectionReason::Unfinished);
    }
    split(line).ok_or(RejectionReason::Unfinished)
}

/// The cells of one complete row; `None` where it is none.
fn split(line: &str) -> Option<Vec<String>> {
    let mut reader =
        csv::ReaderBuilder::new().has_headers(false).flexible(true).buffer_capacity(line.len().max(1)).from_reader(line.as_bytes());
    let mut records = reader.records();
    let cells = records.next()?.ok()?;
    records.next().is_none().then(|| cells.iter().map(str::to_owned).collect())
}
