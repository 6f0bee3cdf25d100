//! Words: a Japanese text split with the dictionary in `data/dictionary` (H1, and later readings, braille and search).
//!
//! The dictionary is [`PACKED`] in the program. Splitting needs it compiled, which takes seconds, so that a higher floor keeps
//! the compiled bytes in a file: [`compile`] makes them, [`Dictionary::load`] takes them. Nothing here does I/O.
//!
//! ```no_run
//! let compiled = text::words::compile(text::words::PACKED)?;
//! let dictionary = text::words::Dictionary::load(&compiled)?;
//! let mut splitter = dictionary.splitter();
//! for word in splitter.split("地域の方が来られました。") {
//!     println!("{:?} {}", word.chars, dictionary.speech(word).class(0));
//! }
//! # Ok::<(), text::words::Damaged>(())
//! ```

mod compile;
mod dictionary;
mod entries;
mod kana;
mod packed;
mod split;

#[cfg(test)]
mod tests;

pub use compile::{compile, version};
pub use dictionary::{Dictionary, Speech};
pub use split::{Splitter, Word};

/// The packed dictionary of this program, as `script/dictionary.py` makes it.
pub static PACKED: &[u8] = include_bytes!("../../../../data/dictionary/words.bin");

/// Bytes that are no dictionary, or not a whole one.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("辞書を読めません（{0}）。")]
pub struct Damaged(pub String);
