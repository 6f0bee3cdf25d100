//! The weights that were learned: packed for the repository, ready for use in memory.
//!
//! Packed: how many features (u32), numbers of the features as distances, five weights of each in steps as signed
//! bytes (all of the first tag, then of the second …), transitions (25 f32), all in the frame of the lists of names.

use text::words::Damaged;

use super::{
    chain::{Scores, TAGS},
    features::BITS,
    lists::{numbers, unpack},
};

static WEIGHTS: &[u8] = include_bytes!("../../../../data/names/weights.bin");
/// One step of a packed weight.
const STEP: f32 = 1.0 / 48.0;
/// Features whose weights are all smaller than this are left out.
const SMALLEST: f32 = 0.03;

/// Weights of features by their numbers, and of transitions.
#[derive(Debug)]
pub struct Model {
    known: Vec<u64>,
    ranks: Vec<u32>,
    weights: Vec<[i8; TAGS]>,
    /// Weight of each pair of tags.
    pub transitions: [Scores; TAGS],
}

impl Model {
    /// The model of this program.
    pub fn built_in() -> Result<Self, Damaged> {
        let (plain, count) = unpack(WEIGHTS)?;
        let wrong = || Damaged("the weights are cut off".to_owned());
        let columns = plain.get(4..4 + TAGS * count).ok_or_else(wrong)?;
        let rest = plain.get(4 + TAGS * count..).ok_or_else(wrong)?;
        let (floats, gaps) = rest.split_at_checked(4 * TAGS * TAGS).ok_or_else(wrong)?;
        let weight = |tag: usize, place: usize| columns[tag * count + place].cast_signed();
        let float = |at: usize| <[u8; 4]>::try_from(&floats[4 * at..4 * at + 4]).map_or(0.0, f32::from_le_bytes);
        let mut known = vec![0_u64; (1 << BITS) / 64];
        for key in numbers(gaps, count)? {
            *known.get_mut(key as usize / 64).ok_or_else(wrong)? |= 1 << (key % 64);
        }
        let ranks = known
            .iter()
            .scan(0, |sum, word| {
                let before = *sum;
                *sum += word.count_ones();
                Some(before)
            })
            .collect();
        Ok(Self {
            known,
            ranks,
            weights: (0..count).map(|place| std::array::from_fn(|tag| weight(tag, place))).collect(),
            transitions: std::array::from_fn(|tag| std::array::from_fn(|next| float(tag * TAGS + next))),
        })
    }

    /// Adds the weights of a feature. Sums are in steps; [`Model::scores`] makes scores of them.
    pub fn add(&self, feature: u32, sums: &mut [i32; TAGS]) {
        let (word, bit) = (feature as usize / 64, feature % 64);
        let known = self.known[word];
        if known >> bit & 1 == 0 {
            return;
        }
        let place = self.ranks[word] + (known & ((1 << bit) - 1)).count_ones();
        for (sum, weight) in sums.iter_mut().zip(&self.weights[place as usize]) {
            *sum += i32::from(*weight);
        }
    }

    /// Scores of sums.
    pub fn scores(sums: [i32; TAGS]) -> Scores {
        sums.map(|sum| sum as f32 * STEP)
    }
}

fn varint(mut number: u32, bytes: &mut Vec<u8>) {
    while number >= 128 {
        bytes.push(number as u8 & 127 | 128);
        number >>= 7;
    }
    bytes.push(number as u8);
}

/// The body of a packed model, which `script/train` compresses.
pub fn pack(features: &[Scores], transitions: &[Scores; TAGS]) -> Vec<u8> {
    let large = |row: &Scores| row.iter().any(|weight| weight.abs() >= SMALLEST);
    let kept: Vec<(usize, &Scores)> = features.iter().enumerate().filter(|(_, row)| large(row)).collect();
    let mut bytes = (kept.len() as u32).to_le_bytes().to_vec();
    for tag in 0..TAGS {
        bytes.extend(kept.iter().map(|(_, row)| (row[tag] / STEP).round().clamp(-127.0, 127.0) as i8).map(i8::cast_unsigned));
    }
    bytes.extend(transitions.iter().flatten().flat_map(|weight| weight.to_le_bytes()));
    let mut before = 0;
    for (key, _) in kept {
        varint(key as u32 - before, &mut bytes);
        before = key as u32;
    }
    bytes
}
