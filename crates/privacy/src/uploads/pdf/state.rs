//! The state of drawing, and what was seen meanwhile.

use std::collections::BTreeMap;

use lopdf::{Dictionary, Object, ObjectId};

/// What was seen while drawing.
#[derive(Debug, Clone, Copy, Default)]
pub struct Seen {
    /// Letters.
    pub letters: usize,
    /// Of these, such that are drawn without a trace.
    pub invisible: usize,
    /// Letters of which nobody says which they are.
    pub unreadable: usize,
    /// Pictures.
    pub pictures: usize,
    /// Lines and areas.
    pub paths: usize,
    /// The area of the largest picture, in the units of the page.
    pub largest_picture: f64,
}

impl Seen {
    /// Adds what was seen in a part that is drawn so large.
    pub fn add(&mut self, other: &Self, scale: f64) {
        self.letters = self.letters.saturating_add(other.letters);
        self.invisible = self.invisible.saturating_add(other.invisible);
        self.unreadable = self.unreadable.saturating_add(other.unreadable);
        self.pictures = self.pictures.saturating_add(other.pictures);
        self.paths = self.paths.saturating_add(other.paths);
        self.largest_picture = self.largest_picture.max(other.largest_picture * scale);
    }
}

/// How one space lies in another.
pub type Matrix = [f64; 6];
/// As it is.
pub const UPRIGHT: Matrix = [1.0, 0.0, 0.0, 1.0, 0.0, 0.0];

/// One after the other.
pub fn times(a: &Matrix, b: &Matrix) -> Matrix {
    [
        a[0] * b[0] + a[1] * b[2],
        a[0] * b[1] + a[1] * b[3],
        a[2] * b[0] + a[3] * b[2],
        a[2] * b[1] + a[3] * b[3],
        a[4] * b[0] + a[5] * b[2] + b[4],
        a[4] * b[1] + a[5] * b[3] + b[5],
    ]
}

/// How large an area becomes.
pub fn scale(matrix: &Matrix) -> f64 {
    (matrix[0] * matrix[3] - matrix[1] * matrix[2]).abs()
}

/// The state of drawing.
#[derive(Debug, Clone)]
pub struct State {
    /// How the space of drawing lies on the page.
    pub matrix: Matrix,
    /// How letters lie in it.
    pub text: Matrix,
    /// Where the line of letters began.
    pub line: Matrix,
    /// From one line to the next.
    pub leading: f64,
    /// How large letters are.
    pub size: f64,
    /// The font, in the new document.
    pub font: Option<ObjectId>,
    /// Whether letters leave no trace.
    pub is_invisible: bool,
}

impl Default for State {
    fn default() -> Self {
        Self { matrix: UPRIGHT, text: UPRIGHT, line: UPRIGHT, leading: 0.0, size: 1.0, font: None, is_invisible: false }
    }
}

impl State {
    /// How large a unit becomes on the page.
    pub fn area(&self) -> f64 {
        scale(&self.matrix)
    }

    /// Goes to the beginning of another line.
    pub fn step(&mut self, x: f64, y: f64) {
        self.line = times(&[1.0, 0.0, 0.0, 1.0, x, y], &self.line);
        self.text = self.line;
    }
}

/// The resources that are used, as they will stand in the new document.
#[derive(Default)]
pub struct Used {
    /// By kind and name; `None` when there is none of that name.
    pub by_kind: BTreeMap<(&'static str, Vec<u8>), Option<Object>>,
}

impl Used {
    /// As they stand in a document.
    pub fn dictionary(self) -> Dictionary {
        let mut kinds: BTreeMap<&'static str, Dictionary> = BTreeMap::new();
        for ((kind, name), object) in self.by_kind {
            if let Some(object) = object {
                kinds.entry(kind).or_default().set(name, object);
            }
        }
        kinds.into_iter().map(|(kind, names)| (kind.as_bytes().to_vec(), Object::Dictionary(names))).collect()
    }
}
