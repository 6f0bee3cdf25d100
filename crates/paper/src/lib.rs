//! Paper: the letters, sheets, minutes and reports of the year (B2, B9, B13, D4, H2, H3).
//!
//! A **form** is a folder of `forms/`: a Typst template (`form.typ`), the JSON Schema of its content (`schema.json`) and an
//! invented sample (`sample.json`). From the one template come four formats: PDF (PDF/UA-1 and PDF/A-2a), and HTML, plain text
//! and DOCX, for which the template's tree is read into a [`sheet::Sheet`]. Content goes in as values and is text, never code.
//! There is no clock, no file and no network here: dates, fonts and the files of a city's own form are arguments.

pub mod content;
mod docx;
mod engine;
mod errors;
mod forms;
mod glyphs;
mod prepare;
mod print;
pub mod qr;
pub mod sheet;
mod world;

pub use content::Content;
pub use engine::Engine;
pub use errors::{Fault, PaperError};
pub use forms::{BUILT_IN, Form};
pub use print::{Format, Print, Reading, Size};
