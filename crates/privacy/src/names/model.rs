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

/// Weights of a feature lie in eight bytes, so that no feature lies in two lines of the processor's memory.
const WIDTH: usize = 8;

/// 64 numbers of features: which of them have weights, and how many had before.
#[derive(Debug, Clone, Copy, Default)]
struct Block {
    known: u64,
    before: u32,
}

/// Weights of features by their numbers, and of transitions.
#[derive(Debug)]
pub struct Model {
    blocks: Vec<Block>,
    weights: Vec<[i8; WIDTH]>,
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
        let mut blocks = vec![Block::default(); (1 << BITS) / 64];
        for key in numbers(gaps, count)? {
            blocks.get_mut(key as usize / 64).ok_or_else(wrong)?.known |= 1 << (key % 64);
        }
        let mut before = 0;
        for block in &mut blocks {
            block.before = before;
            before += block.known.count_ones();
        }
        let row = |place| std::array::from_fn(|tag| if tag < TAGS { weight(tag, place) } else { 0 });
        Ok(Self {
            blocks,
            weights: (0..count).map(row).collect(),
            transitions: std::array::from_fn(|tag| std::array::from_fn(|next| float(tag * TAGS + next))),
        })
    }

    /// Scores of a piece with these features. `places` is memory that is used again.
    pub fn scores(&self, features: &[u32], places: &mut Vec<u32>) -> Scores {
        places.clear();
        places.extend(features.iter().filter_map(|feature| {
            let block = self.blocks[*feature as usize / 64];
            let bit = feature % 64;
            let place = block.before + (block.known & ((1 << bit) - 1)).count_ones();
            (block.known >> bit & 1 == 1).then_some(place)
        }));
        let mut sums = [0_i32; WIDTH];
        for place in places.iter() {
            for (sum, weight) in sums.iter_mut().zip(&self.weights[*place as usize]) {
                *sum += i32::from(*weight);
            }
        }
        std::array::from_fn(|tag| sums[tag] as f32 * STEP)
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
