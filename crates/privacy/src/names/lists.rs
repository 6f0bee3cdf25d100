//! Lists of words that answer but cannot be read: words are kept as hashes of 32 bits with a value. `script/names.py` and
//! `script/clusters.py` make them; layout and licences stand in `data/names/README.md`.

use std::io::Read;

use lzma_rust2::XzReader;
use text::words::Damaged;

const MAGIC: &[u8] = b"Engawa names 1\n";
/// No list is larger, unpacked (bytes).
const LARGEST: u64 = 32 << 20;
/// Groups of words that are used alike, and 0 for words without group.
const GROUPS: usize = 1_001;

/// Surname.
pub const SURNAME: u16 = 1;
/// Given name.
pub const GIVEN: u16 = 1 << 1;
/// Common surname.
pub const COMMON_SURNAME: u16 = 1 << 2;
/// Common given name.
pub const COMMON_GIVEN: u16 = 1 << 3;
/// Surname that is an ordinary word too.
pub const WORD: u16 = 1 << 4;
/// Place in Japan: prefecture, municipality, ward, with or without its ending.
pub const PLACE: u16 = 1 << 5;
/// JMnedict: surname.
pub const RARE_SURNAME: u16 = 1 << 8;
/// JMnedict: given name.
pub const RARE_GIVEN: u16 = 1 << 9;
/// JMnedict: name from another language.
pub const FOREIGN: u16 = 1 << 10;
/// JMnedict: whole name of a person.
pub const PERSON: u16 = 1 << 11;
/// JMnedict: name that is not classified.
pub const UNCLASSIFIED: u16 = 1 << 12;
/// JMnedict: place.
pub const RARE_PLACE: u16 = 1 << 13;
/// JMnedict: organisation, product, work.
pub const ORGANISATION: u16 = 1 << 14;

static OWN: &[u8] = include_bytes!("../../../../data/names/names.bin");
static OTHER: &[u8] = include_bytes!("../../../../data/names/jmnedict/names.bin");
static ALIKE: &[u8] = include_bytes!("../../../../data/names/clusters.bin");

/// FNV-1a of 32 bits over UTF-8.
pub fn hashed(word: &str) -> u32 {
    word.bytes().fold(0x811C_9DC5, |value, byte| (value ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}

fn cut_off() -> Damaged {
    Damaged("a list of names is cut off".to_owned())
}

/// The body of a packed list, and how many words it has.
pub(super) fn unpack(packed: &[u8]) -> Result<(Vec<u8>, usize), Damaged> {
    let body = packed.strip_prefix(MAGIC).and_then(|rest| rest.get(4..)).ok_or_else(cut_off)?;
    let mut plain = Vec::new();
    XzReader::new(body, false).take(LARGEST).read_to_end(&mut plain).map_err(|error| Damaged(error.to_string()))?;
    let count = plain.get(..4).and_then(|four| <[u8; 4]>::try_from(four).ok()).map(u32::from_le_bytes).ok_or_else(cut_off)?;
    Ok((plain, count as usize))
}

/// Sorted numbers, each as its distance from the one before, in groups of seven bits.
pub(super) fn numbers(mut gaps: &[u8], count: usize) -> Result<Vec<u32>, Damaged> {
    let mut number = 0_u32;
    (0..count)
        .map(|_| {
            let (mut gap, mut shift) = (0_u32, 0);
            loop {
                let (byte, rest) = gaps.split_first().ok_or_else(cut_off)?;
                gaps = rest;
                gap |= u32::from(byte & 127).wrapping_shl(shift);
                if *byte < 128 {
                    break;
                }
                shift += 7;
            }
            number = number.wrapping_add(gap);
            Ok(number)
        })
        .collect()
}

/// An open table from hashes to values other than 0.
#[derive(Debug)]
struct Table {
    keys: Vec<u32>,
    values: Vec<u16>,
}

impl Table {
    fn of(words: usize) -> Self {
        let slots = (2 * words).next_power_of_two();
        Self { keys: vec![0; slots], values: vec![0; slots] }
    }

    fn slot(&self, key: u32) -> usize {
        let mask = self.keys.len() - 1;
        let mut slot = (key.wrapping_mul(0x9E37_79B1) >> 7) as usize & mask;
        while self.values[slot] != 0 && self.keys[slot] != key {
            slot = (slot + 1) & mask;
        }
        slot
    }

    fn add(&mut self, key: u32, value: u16) {
        let slot = self.slot(key);
        self.keys[slot] = key;
        self.values[slot] |= value;
    }

    fn get(&self, key: u32) -> u16 {
        self.values[self.slot(key)]
    }
}

/// The lists.
#[derive(Debug)]
pub struct Lists {
    names: Table,
    groups: Table,
    wider: Vec<u8>,
}

impl Lists {
    /// The lists of this program.
    pub fn built_in() -> Result<Self, Damaged> {
        let ((own, own_count), (other, other_count), (alike, alike_count)) = (unpack(OWN)?, unpack(OTHER)?, unpack(ALIKE)?);
        let mut names = Table::of(own_count + other_count);
        for (list, count, shift) in [(&own, own_count, 0), (&other, other_count, 8)] {
            let marks = list.get(4..4 + count).ok_or_else(cut_off)?;
            let keys = numbers(list.get(4 + count..).unwrap_or_default(), count)?;
            keys.into_iter().zip(marks).filter(|(_, mark)| **mark != 0).for_each(|(key, mark)| names.add(key, u16::from(*mark) << shift));
        }
        let mut groups = Table::of(alike_count);
        let wider = alike.get(4..4 + GROUPS).ok_or_else(cut_off)?.to_vec();
        let values = alike.get(4 + GROUPS..4 + GROUPS + 2 * alike_count).ok_or_else(cut_off)?;
        let (low, high) = values.split_at(alike_count);
        let keys = numbers(alike.get(4 + GROUPS + 2 * alike_count..).unwrap_or_default(), alike_count)?;
        for ((key, low), high) in keys.into_iter().zip(low).zip(high) {
            groups.add(key, u16::from_le_bytes([*low, *high]));
        }
        Ok(Self { names, groups, wider })
    }

    /// Marks of a word by its hash; 0 when no list has it.
    pub fn marks_of(&self, key: u32) -> u16 {
        self.names.get(key)
    }

    /// Marks of a word; 0 when no list has it.
    pub fn marks(&self, word: &str) -> u16 {
        self.marks_of(hashed(word))
    }

    /// The group of words that are used like this one, and the wider group of that; 0 for words without.
    pub fn group_of(&self, key: u32) -> (u16, u8) {
        let group = self.groups.get(key);
        (group, self.wider.get(usize::from(group)).copied().unwrap_or_default())
    }
}
