//! The packed dictionary: columns, each packed by itself. Layout in `data/dictionary/README.md`.

use std::io::Read;

use lzma_rust2::XzReader;

use super::Damaged;

const MAGIC: &[u8] = b"Engawa words 1\n";
const COLUMNS: usize = 12;
/// No column is larger than this, unpacked (bytes).
const LARGEST: usize = 64 << 20;

/// The columns, unpacked.
pub(super) struct Packed {
    /// Entries.
    pub count: usize,
    /// `left id,right id,six parts of speech`, one a line; the other columns say the number of the line.
    pub speech: String,
    /// `characters to drop,characters to add`: from a surface to its base form, one a line.
    pub endings: String,
    /// `category,speech,cost` of words that the dictionary does not know, one a line.
    pub unknown: String,
    /// Categories of characters, in the words of MeCab's char.def.
    pub characters: String,
    /// Number of left ids, and the costs of connections, by right id and left id.
    pub matrix: (usize, Vec<i16>),
    /// Surfaces, sorted.
    pub surfaces: Vec<String>,
    /// Number in `speech`.
    pub classes: Vec<u16>,
    /// Cost of the word.
    pub costs: Vec<i16>,
    /// Number in `endings`.
    pub bases: Vec<u16>,
    /// Readings, see `kana`.
    pub readings: Vec<u8>,
    /// How it sounds, see `kana`.
    pub sounds: Vec<u8>,
}

fn damaged(what: &str) -> Damaged {
    Damaged(what.to_owned())
}

fn number(bytes: &[u8], at: usize) -> Result<usize, Damaged> {
    let four = bytes.get(at..at + 4).and_then(|four| <[u8; 4]>::try_from(four).ok()).ok_or_else(|| damaged("cut off in its head"))?;
    Ok(u32::from_le_bytes(four) as usize)
}

fn unpack(packed: &[u8], size: usize) -> Result<Vec<u8>, Damaged> {
    if size > LARGEST {
        return Err(damaged("a column is too large"));
    }
    let mut plain = Vec::with_capacity(size);
    let limit = size as u64 + 1;
    XzReader::new(packed, false).take(limit).read_to_end(&mut plain).map_err(|error| Damaged(error.to_string()))?;
    if plain.len() == size { Ok(plain) } else { Err(damaged("a column has another length")) }
}

fn text(bytes: Vec<u8>) -> Result<String, Damaged> {
    String::from_utf8(bytes).map_err(|_| damaged("a column is no UTF-8"))
}

/// Low bytes first, then high bytes.
fn halves(bytes: &[u8]) -> impl Iterator<Item = u16> {
    let (low, high) = bytes.split_at(bytes.len() / 2);
    low.iter().zip(high).map(|(low, high)| u16::from_le_bytes([*low, *high]))
}

/// Each surface keeps some bytes of the one before it.
fn surfaces(kept: &[u8], rest: &[u8]) -> Result<Vec<String>, Damaged> {
    let mut before: Vec<u8> = Vec::new();
    let mut rows = rest.split(|byte| *byte == b'\n');
    kept.iter()
        .map(|kept| {
            before.truncate(usize::from(*kept));
            before.extend_from_slice(rows.next().unwrap_or_default());
            text(before.clone())
        })
        .collect()
}

impl Packed {
    /// Unpacks; says what is wrong with the bytes.
    pub fn read(bytes: &[u8]) -> Result<Self, Damaged> {
        if !bytes.starts_with(MAGIC) {
            return Err(damaged("not a packed dictionary"));
        }
        let count = number(bytes, MAGIC.len())?;
        if number(bytes, MAGIC.len() + 4)? != COLUMNS {
            return Err(damaged("another number of columns"));
        }
        let sizes = MAGIC.len() + 8;
        let mut at = sizes + 8 * COLUMNS;
        let mut columns = Vec::with_capacity(COLUMNS);
        for column in 0..COLUMNS {
            let (plain, packed) = (number(bytes, sizes + 8 * column)?, number(bytes, sizes + 8 * column + 4)?);
            let slice = bytes.get(at..at + packed).ok_or_else(|| damaged("cut off"))?;
            columns.push(unpack(slice, plain)?);
            at += packed;
        }
        let columns: [Vec<u8>; COLUMNS] = columns.try_into().map_err(|_| damaged("another number of columns"))?;
        let [speech, endings, unknown, characters, matrix, kept, rest, classes, costs, bases, readings, sounds] = columns;
        let lefts = matrix.get(..2).map_or(0, |two| usize::from(u16::from_le_bytes([two[0], two[1]])));
        let cells: Vec<i16> = halves(matrix.get(4..).unwrap_or_default()).map(u16::cast_signed).collect();
        let packed = Self {
            count,
            speech: text(speech)?,
            endings: text(endings)?,
            unknown: text(unknown)?,
            characters: text(characters)?,
            matrix: (lefts, cells),
            surfaces: surfaces(&kept, &rest)?,
            classes: halves(&classes).collect(),
            costs: halves(&costs).map(u16::cast_signed).collect(),
            bases: halves(&bases).collect(),
            readings,
            sounds,
        };
        let lengths = [packed.surfaces.len(), packed.classes.len(), packed.costs.len(), packed.bases.len()];
        let whole = lengths.iter().all(|length| *length == count) && lefts > 0 && packed.matrix.1.len().is_multiple_of(lefts);
        if whole { Ok(packed) } else { Err(damaged("columns of different lengths")) }
    }
}
