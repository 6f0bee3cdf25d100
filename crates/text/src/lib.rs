//! Japanese text: width, kana, names and codes that people copy by hand (H2). Nothing here does I/O (invariant 1).
//!
//! Two sorts of functions: those whose result is shown (`width::fold`, `kana::to_hiragana`) change only what they name; those
//! called `…_key` make values for comparing and hashing, which are never shown.

pub mod codes;
pub mod kana;
pub mod likeness;
pub mod names;
pub mod search;
pub mod variants;
pub mod width;
pub mod words;
