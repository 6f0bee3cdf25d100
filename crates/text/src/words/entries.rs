//! What is known of each entry, as bytes that need no reading in: offsets, then records.

use super::{Damaged, kana, packed::Packed};

/// Records of all entries. Offsets are u32; a record is speech (u16), ending (u16), reading, sound.
pub(super) struct Entries {
    bytes: Vec<u8>,
    count: usize,
}

/// One record.
#[derive(Clone, Copy)]
pub(super) struct Entry<'a> {
    /// Number of the speech.
    pub speech: u16,
    /// Number of the ending.
    pub ending: u16,
    kana: &'a [u8],
}

impl Entry<'_> {
    /// Reading in katakana; `None`: the surface in katakana.
    pub fn reading(&self) -> Option<String> {
        kana::text(self.kana)
    }

    /// How it sounds, in katakana; `None`: like the reading.
    pub fn sound(&self) -> Option<String> {
        kana::text(self.kana.get(kana::record(self.kana)..).unwrap_or_default())
    }
}

impl Entries {
    /// The bytes of all records.
    pub fn compile(packed: &Packed) -> Result<Vec<u8>, Damaged> {
        let head = 4 * packed.count;
        let mut offsets = Vec::with_capacity(head);
        let mut records: Vec<u8> = Vec::with_capacity(4 * packed.count + packed.readings.len() + packed.sounds.len());
        let (mut readings, mut sounds) = (packed.readings.as_slice(), packed.sounds.as_slice());
        let take = |column: &mut &[u8], records: &mut Vec<u8>| {
            let (record, rest) = column.split_at(kana::record(column));
            *column = rest;
            records.extend_from_slice(record);
            if record.is_empty() { Err(Damaged("a reading is missing".to_owned())) } else { Ok(()) }
        };
        for (speech, ending) in packed.classes.iter().zip(&packed.bases) {
            let at = u32::try_from(head + records.len()).map_err(|error| Damaged(error.to_string()))?;
            offsets.extend_from_slice(&at.to_le_bytes());
            records.extend_from_slice(&speech.to_le_bytes());
            records.extend_from_slice(&ending.to_le_bytes());
            take(&mut readings, &mut records)?;
            take(&mut sounds, &mut records)?;
        }
        offsets.append(&mut records);
        Ok(offsets)
    }

    /// Takes the bytes of [`Entries::compile`].
    pub fn new(bytes: Vec<u8>, count: usize) -> Self {
        Self { bytes, count }
    }

    /// The record of an entry.
    pub fn get(&self, number: u32) -> Option<Entry<'_>> {
        let at = 4 * number as usize;
        if number as usize >= self.count {
            return None;
        }
        let offset = u32::from_le_bytes(self.bytes.get(at..at + 4)?.try_into().ok()?) as usize;
        let record = self.bytes.get(offset..)?;
        let two = |from: usize| record.get(from..from + 2).map(|two| u16::from_le_bytes([two[0], two[1]]));
        Some(Entry { speech: two(0)?, ending: two(2)?, kana: record.get(4..)? })
    }
}
