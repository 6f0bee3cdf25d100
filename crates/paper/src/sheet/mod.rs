//! A document as word processors, screens and ears know it: headings, paragraphs, lists, tables. Read from the same template as
//! the PDF, written as HTML, plain text and DOCX.

pub(crate) mod html;
pub(crate) mod read;
pub(crate) mod text;

use crate::errors::PaperError;

/// A finished document without pages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sheet {
    /// Its title.
    pub title: String,
    /// From top to bottom.
    pub blocks: Vec<Block>,
}

impl Sheet {
    /// HTML to be shown inside a page, which brings the style: classes begin with `paper-`. Only the first title is a heading of the
    /// first level; those of further copies come one level lower, as a page has one.
    ///
    /// # Errors
    /// [`PaperError::Export`] if an address does not become a QR code.
    pub fn html(&self) -> Result<String, PaperError> {
        let mut sheet = self.clone();
        let titles = sheet.blocks.iter_mut().filter_map(|block| match block {
            Block::Heading { level, .. } if *level == 1 => Some(level),
            _ => None,
        });
        titles.skip(1).for_each(|level| *level = 2);
        html::fragment(&sheet)
    }
}

/// What stands below one another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// The title of the document (level 1) or a heading in it (2 and more).
    Heading {
        /// 1 to 6.
        level: u8,
        /// Its words.
        text: Vec<Inline>,
    },
    /// A paragraph.
    Paragraph {
        /// How it stands.
        role: Role,
        /// Its words.
        text: Vec<Inline>,
    },
    /// A list with points, or with numbers.
    List {
        /// With numbers.
        ordered: bool,
        /// Each with its blocks.
        items: Vec<Vec<Block>>,
    },
    /// A table.
    Table(Table),
    /// Blocks that belong together inside a frame.
    Frame(Vec<Block>),
    /// A QR code with its address.
    Qr {
        /// What it says when it is read.
        address: String,
        /// What is said in its place.
        alt: String,
    },
    /// The line along which the paper is cut.
    Cut(Vec<Inline>),
    /// Empty lines to write on.
    Lines(u8),
    /// The next begins on a new page.
    PageBreak,
}

/// How a paragraph stands.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Role {
    /// As usual.
    #[default]
    Plain,
    /// To the right: dates, senders.
    Right,
    /// In the middle.
    Centre,
    /// Smaller: remarks.
    Note,
    /// Larger: what is read from afar, codes to type.
    Large,
}

/// A table. Rows may be of different length where cells span.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// Widths of the columns in parts of the whole; empty: all alike.
    pub widths: Vec<u32>,
    /// How many of the first rows are headers, repeated on each page.
    pub head: usize,
    /// All rows.
    pub rows: Vec<Vec<Cell>>,
}

/// A cell of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell {
    /// Whether it is the header of its column or row.
    pub header: bool,
    /// How many columns it covers; 1 or more.
    pub columns: u32,
    /// What stands in it.
    pub blocks: Vec<Block>,
}

/// What stands side by side.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Inline {
    /// Words.
    Text(String),
    /// Words that matter more.
    Strong(Vec<Inline>),
    /// A link.
    Link {
        /// Where to.
        address: String,
        /// Its words.
        text: Vec<Inline>,
    },
    /// Kanji with their reading.
    Ruby {
        /// The kanji.
        base: String,
        /// The reading in kana.
        reading: String,
    },
    /// A place to write, so many characters wide.
    Blank(u8),
    /// A new line in the same paragraph.
    Break,
}
