//! From the packed dictionary to the compiled one: a head with lengths and a check sum, then what [`super::Dictionary`] needs.

use std::fmt::Write as _;

use vibrato::SystemDictionaryBuilder;

use super::{Damaged, entries::Entries, packed::Packed};

/// Grows with each change of the layout below.
const MAGIC: &[u8; 16] = b"Engawa compiled1";
/// Magic, check sum of what follows it, number of entries, lengths of the parts (u32 each).
const HEAD: usize = 16 + 4 * (2 + PARTS);
pub(super) const PARTS: usize = 4;

/// The parts: vibrato's dictionary, records of the entries, speeches, endings.
pub(super) struct Compiled<'a> {
    /// Number of entries.
    pub count: usize,
    /// The parts.
    pub parts: [&'a [u8]; PARTS],
}

/// A word of CSV, quoted where it must be.
fn field(word: &str) -> String {
    if word.contains([',', '"']) { format!("\"{}\"", word.replace('"', "\"\"")) } else { word.to_owned() }
}

/// The sources of vibrato. Its features stay empty but for unknown words, which carry the number of their speech: so its part
/// loads without a text an entry.
fn sources(packed: &Packed) -> Result<(String, String, String), Damaged> {
    let wrong = |what: &str| Damaged(what.to_owned());
    let ids: Vec<String> = packed.speech.lines().map(|line| line.splitn(3, ',').take(2).collect::<Vec<_>>().join(",")).collect();
    let id = |class: usize| ids.get(class).ok_or_else(|| wrong("a part of speech is missing"));
    let mut lexicon = String::with_capacity(packed.count * 32);
    for ((surface, class), cost) in packed.surfaces.iter().zip(&packed.classes).zip(&packed.costs) {
        let _ = writeln!(lexicon, "{},{},{cost},", field(surface), id(usize::from(*class))?);
    }
    let (lefts, cells) = &packed.matrix;
    let mut matrix = String::with_capacity(cells.len() * 14);
    let _ = writeln!(matrix, "{lefts} {}", cells.len() / lefts);
    for (place, cost) in cells.iter().enumerate() {
        let _ = writeln!(matrix, "{} {} {cost}", place % lefts, place / lefts);
    }
    let mut unknown = String::new();
    for line in packed.unknown.lines() {
        let mut parts = line.split(',');
        let (Some(category), Some(class), Some(cost)) = (parts.next(), parts.next(), parts.next()) else {
            return Err(wrong("an unknown word is cut off"));
        };
        let ids = id(class.parse().map_err(|_| wrong("an unknown word has no part of speech"))?)?;
        let _ = writeln!(unknown, "{category},{ids},{cost},{class}");
    }
    Ok((lexicon, matrix, unknown))
}

/// Compiles a packed dictionary (a few seconds with optimisation). Equal bytes give equal bytes. `Damaged`: not a packed
/// dictionary.
pub fn compile(packed: &[u8]) -> Result<Vec<u8>, Damaged> {
    let packed = Packed::read(packed)?;
    let (lexicon, matrix, unknown) = sources(&packed)?;
    let failed = |error: vibrato::errors::VibratoError| Damaged(error.to_string());
    let built =
        SystemDictionaryBuilder::from_readers(lexicon.as_bytes(), matrix.as_bytes(), packed.characters.as_bytes(), unknown.as_bytes())
            .map_err(failed)?;
    let mut words = Vec::new();
    built.write(&mut words).map_err(failed)?;
    let entries = Entries::compile(&packed)?;
    let parts: [&[u8]; PARTS] = [&words, &entries, packed.speech.as_bytes(), packed.endings.as_bytes()];
    let mut body = Vec::with_capacity(HEAD + parts.iter().map(|part| part.len()).sum::<usize>());
    for number in std::iter::once(packed.count).chain(parts.iter().map(|part| part.len())) {
        body.extend_from_slice(&u32::try_from(number).map_err(|error| Damaged(error.to_string()))?.to_le_bytes());
    }
    parts.iter().for_each(|part| body.extend_from_slice(part));
    let mut whole = MAGIC.to_vec();
    whole.extend_from_slice(&crc32fast::hash(&body).to_le_bytes());
    whole.append(&mut body);
    Ok(whole)
}

/// A name for what [`compile`] makes of these packed bytes in this version of the program: equal names, equal bytes. For naming
/// the file that keeps it.
pub fn version(packed: &[u8]) -> String {
    format!("{}-{:08x}", String::from_utf8_lossy(&MAGIC[15..]), crc32fast::hash(packed))
}

impl<'a> Compiled<'a> {
    /// Takes the bytes of [`compile`] apart; every change to them is noticed.
    pub fn open(bytes: &'a [u8]) -> Result<Self, Damaged> {
        let wrong = |what: &str| Damaged(what.to_owned());
        let number = |at: usize| bytes.get(at..at + 4).and_then(|four| four.try_into().ok()).map(u32::from_le_bytes);
        if !bytes.starts_with(MAGIC) {
            return Err(wrong("not a compiled dictionary"));
        }
        let sum = number(16).ok_or_else(|| wrong("cut off in its head"))?;
        if crc32fast::hash(bytes.get(20..).unwrap_or_default()) != sum {
            return Err(wrong("the check sum differs"));
        }
        let mut at = HEAD;
        let mut parts: [&[u8]; PARTS] = [&[]; PARTS];
        for (place, part) in parts.iter_mut().enumerate() {
            let length = number(24 + 4 * place).ok_or_else(|| wrong("cut off in its head"))? as usize;
            *part = bytes.get(at..at + length).ok_or_else(|| wrong("cut off"))?;
            at += length;
        }
        Ok(Self { count: number(20).unwrap_or_default() as usize, parts })
    }
}
