//! Names of persons by the statistics of context: a chain of tags over the words of a line, with weights that `script/train`
//! learned and that `data/names` keeps.

pub mod chain;
pub mod decode;
pub mod features;
pub mod lists;
pub mod model;
pub mod pieces;
mod reader;
mod why;

pub use reader::{Name, NameReader};

use pieces::{Piece, Pieces};

/// No more pieces are looked at together.
const LONGEST: usize = 400;

/// The lines of a text: pieces between two ends of lines, long lines in parts.
pub fn lines(text: &Pieces) -> impl Iterator<Item = &[Piece]> {
    let ends = |one: &Piece, other: &Piece| !text.normal[one.bytes.end..other.bytes.start].contains('\n');
    text.pieces.chunk_by(ends).flat_map(|line| line.chunks(LONGEST))
}
