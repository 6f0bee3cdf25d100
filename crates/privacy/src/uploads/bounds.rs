//! How much work a file may ask for. There is no clock here: work is bounded by what is inflated, counted and drawn. The numbers
//! are far above what the materials of a meeting need, and low enough for a small machine.

use super::Refusal;

/// So many pixels may a picture have: 50 megapixels, more than the camera of a telephone makes.
pub const PIXELS: u64 = 50_000_000;
/// So many pixels may all pictures of a document have together.
pub const ALL_PIXELS: u64 = 200_000_000;
/// So long may a side of a picture be.
pub const SIDE: u32 = 20_000;
/// So much may one part of a package or one stream of a PDF inflate to.
pub const PART_BYTES: usize = 48 * 1024 * 1024;
/// So much may everything in a file inflate to.
pub const INFLATED_BYTES: usize = 160 * 1024 * 1024;
/// So many entries may a package have.
pub const ENTRIES: usize = 4_000;
/// So many elements, attributes and texts may the parts of a document have that are read.
pub const NODES: usize = 800_000;
/// So deep may they be nested.
pub const DEPTH: usize = 200;
/// So many pages may a PDF have.
pub const PAGES: usize = 300;
/// So many objects may a PDF have.
pub const OBJECTS: usize = 200_000;
/// So many steps may the drawing of a PDF take.
pub const OPERATIONS: usize = 4_000_000;
/// So large may the clean file be.
pub const OUTPUT_BYTES: usize = 40 * 1024 * 1024;
/// So long may its text be.
pub const TEXT_BYTES: usize = 4 * 1024 * 1024;

/// What is left of the work that a file may ask for.
#[derive(Debug)]
pub(super) struct Budget {
    inflated: usize,
    nodes: usize,
    operations: usize,
    pixels: u64,
}

impl Default for Budget {
    fn default() -> Self {
        Self { inflated: INFLATED_BYTES, nodes: NODES, operations: OPERATIONS, pixels: ALL_PIXELS }
    }
}

impl Budget {
    /// How much the next part may inflate to.
    pub fn part(&self) -> usize {
        self.inflated.min(PART_BYTES)
    }

    /// Takes note of bytes that were inflated.
    pub fn inflated(&mut self, bytes: usize) -> Result<(), Refusal> {
        self.inflated = self.inflated.checked_sub(bytes).ok_or(Refusal::Bomb)?;
        Ok(())
    }

    /// Takes note of an element, an attribute or a text.
    pub fn node(&mut self) -> Result<(), Refusal> {
        self.nodes = self.nodes.checked_sub(1).ok_or(Refusal::TooMuch("文書の中身が多すぎます"))?;
        Ok(())
    }

    /// Takes note of a step of drawing.
    pub fn operation(&mut self) -> Result<(), Refusal> {
        self.operations = self.operations.checked_sub(1).ok_or(Refusal::TooMuch("図や文字が多すぎます"))?;
        Ok(())
    }

    /// Takes note of the pixels of a picture.
    pub fn pixels(&mut self, pixels: u64) -> Result<(), Refusal> {
        self.pixels = self.pixels.checked_sub(pixels).ok_or(Refusal::TooMuch("写真が多すぎるか、大きすぎます"))?;
        Ok(())
    }
}
