//! PDF, made anew (ISO 32000): pages, and of each page only what it draws with. Programs, actions, attachments, forms, remarks,
//! structure, earlier states of the file and hidden layers have no way over; every operator of a page is read and written again.
//! All text that is drawn, visible or not, is read; where a single letter cannot be read, the PDF is refused.

mod carry;
mod cmap;
mod colour;
mod content;
mod font;
mod glyphs;
mod image;
mod open;
mod pages;
mod state;
mod words;

use super::{Budget, Clean, Refusal};
use carry::Carrier;

/// A clean PDF.
pub fn clean(bytes: &[u8], budget: &mut Budget) -> Result<Clean, Refusal> {
    let old = open::open(bytes)?;
    let mut carrier = Carrier::new(&old, budget);
    pages::carry(&mut carrier)?;
    carrier.finish()
}

/// What is said when a PDF does not read.
const BROKEN: Refusal = Refusal::Broken("PDF");
