//! From the probabilities of a line to spans: first whole names, the most probable first; then what is left and may belong to
//! one, with its low probability.

use super::chain::Chain;

/// Pieces of the longest name.
const LONGEST: usize = 14;
/// From this probability on a span is a name by itself.
pub const WHOLE: f32 = 0.35;

/// A span of pieces with its probability. `whole`: it is the most probable reading, not only a part that may belong to a name.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Found {
    /// First piece.
    pub start: usize,
    /// Piece after the last.
    pub end: usize,
    /// Probability.
    pub confidence: f32,
    /// Whether it is a name as it stands.
    pub whole: bool,
}

/// The spans of a line of `length` pieces whose probability is `floor` or more, in their order, without overlap.
pub fn decode(chain: &Chain, length: usize, floor: f32) -> Vec<Found> {
    let within: Vec<f32> = (0..length).map(|place| chain.within(place)).collect();
    if within.iter().all(|within| *within < floor) {
        return Vec::new();
    }
    let mut candidates = Vec::new();
    for start in (0..length).filter(|start| within[*start] >= WHOLE) {
        for end in start + 1..=length.min(start + LONGEST) {
            if within[end - 1] < WHOLE {
                break;
            }
            let confidence = chain.span(start, end);
            if confidence >= WHOLE {
                candidates.push(Found { start, end, confidence, whole: true });
            }
        }
    }
    candidates.sort_by(|one, other| other.confidence.total_cmp(&one.confidence));
    let mut taken = vec![false; length];
    let mut found: Vec<Found> = Vec::new();
    for candidate in candidates {
        let places = candidate.start..candidate.end;
        if places.clone().all(|place| !taken[place]) {
            places.for_each(|place| taken[place] = true);
            found.push(candidate);
        }
    }
    let mut place = 0;
    while place < length {
        let start = place;
        while place < length && !taken[place] && within[place] >= floor {
            place += 1;
        }
        if place > start {
            let confidence = within[start..place].iter().copied().fold(0.0, f32::max);
            found.push(Found { start, end: place, confidence: confidence.min(WHOLE), whole: false });
        } else {
            place += 1;
        }
    }
    found.retain(|span| span.confidence >= floor);
    found.sort_by_key(|span| span.start);
    found
}
