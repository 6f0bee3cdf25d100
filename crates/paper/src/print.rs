//! How a form is asked for: format, size of the letters, ruby (H3).

use jiff::civil::Date;
use serde::Serialize;

/// A format of the finished document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Format {
    /// For printing and keeping: PDF/UA-1 together with PDF/A-2a.
    Pdf,
    /// For changing by hand in a word processor.
    Docx,
    /// For screens.
    Html,
    /// For everything else, braille displays included.
    Text,
}

impl Format {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 4] = [Self::Pdf, Self::Docx, Self::Html, Self::Text];

    /// The ending of a file's name, without the dot.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Pdf => "pdf",
            Self::Docx => "docx",
            Self::Html => "html",
            Self::Text => "txt",
        }
    }

    /// What the browser is told.
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Pdf => "application/pdf",
            Self::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            Self::Html => "text/html; charset=utf-8",
            Self::Text => "text/plain; charset=utf-8",
        }
    }

    /// The format that a file's ending (without the dot, in any case) asks for.
    pub fn from_extension(extension: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| extension.eq_ignore_ascii_case(format.extension()))
    }
}

/// The size of running text. Larger print is set anew on more pages, not magnified.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum Size {
    /// 10.5 points, the usual size of letters in Japan.
    #[default]
    Normal,
    /// 14 points.
    Large,
    /// 18 points.
    Larger,
    /// 22 points.
    Largest,
}

impl Size {
    /// All of them, small to large.
    pub const ALL: [Self; 4] = [Self::Normal, Self::Large, Self::Larger, Self::Largest];

    /// In points.
    pub fn points(self) -> f64 {
        match self {
            Self::Normal => 10.5,
            Self::Large => 14.0,
            Self::Larger => 18.0,
            Self::Largest => 22.0,
        }
    }

    /// The size that a number of points stands for.
    pub fn from_points(points: f64) -> Option<Self> {
        Self::ALL.into_iter().find(|size| (size.points() - points).abs() < 0.01)
    }
}

/// How somebody reads, and how what is for them is printed (A13, H3).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct Reading {
    /// The size of running text.
    pub size: Size,
    /// Whether readings stand over the kanji, where the form has them.
    pub ruby: bool,
}

/// How a form is printed, whatever the format.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Print {
    /// The day on which the document is made: an archived PDF has to say one.
    pub made_on: Date,
    /// The size of running text.
    pub size: Size,
    /// Whether readings stand over the kanji, where the form has them.
    pub ruby: bool,
}

impl Print {
    /// In the usual size, without readings.
    pub fn on(made_on: Date) -> Self {
        Self { made_on, size: Size::Normal, ruby: false }
    }

    /// For somebody who reads like this.
    pub fn reading(made_on: Date, reading: Reading) -> Self {
        Self { made_on, size: reading.size, ruby: reading.ruby }
    }

    /// With letters of this size.
    pub fn sized(self, size: Size) -> Self {
        Self { size, ..self }
    }

    /// With readings over the kanji.
    pub fn with_ruby(self) -> Self {
        Self { ruby: true, ..self }
    }
}

/// How the copies of one document are printed: all alike, or each for its reader.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Copies {
    pub made_on: Date,
    /// Each once.
    pub readings: Vec<Reading>,
    /// For each copy the place of its reading among them; empty where there is one.
    pub of: Vec<usize>,
}

impl Copies {
    pub fn alike(print: Print) -> Self {
        Self { made_on: print.made_on, readings: vec![Reading { size: print.size, ruby: print.ruby }], of: Vec::new() }
    }

    pub fn each(made_on: Date, wanted: &[Reading]) -> Self {
        let mut readings: Vec<Reading> = Vec::new();
        let mut place = |reading: &Reading| {
            readings.iter().position(|known| known == reading).unwrap_or_else(|| {
                readings.push(*reading);
                readings.len() - 1
            })
        };
        let of: Vec<usize> = wanted.iter().map(&mut place).collect();
        match readings.as_slice() {
            [] => Self::alike(Print::on(made_on)),
            [one] => Self::alike(Print::reading(made_on, *one)),
            _ => Self { made_on, readings, of },
        }
    }

    /// What holds for a document as a whole: for changing by hand, the letters are those of whoever reads the smallest.
    pub fn whole(&self) -> Print {
        let smallest = self.readings.iter().map(|reading| reading.size).min_by(|one, other| one.points().total_cmp(&other.points()));
        let ruby = self.readings.iter().any(|reading| reading.ruby);
        Print { made_on: self.made_on, size: smallest.unwrap_or_default(), ruby }
    }
}

/// What templates read of it (`/print.json`).
#[derive(Debug, Serialize)]
pub(crate) struct PrintValues {
    /// Points.
    pub size: f64,
    /// See [`Print::ruby`].
    pub ruby: bool,
    /// `paged` or `html`.
    pub target: &'static str,
}
