//! The chain of tags over a line: each piece is outside a name, begins one, goes on, ends one, or is one alone.

/// Tags of a piece.
pub const TAGS: usize = 5;
/// Outside any name.
pub const OUT: usize = 0;
/// Begins a name.
pub const BEGIN: usize = 1;
/// Within a name.
pub const INSIDE: usize = 2;
/// Ends a name.
pub const END: usize = 3;
/// A name alone.
pub const SINGLE: usize = 4;

/// Scores of the five tags of a piece.
pub type Scores = [f32; TAGS];

/// Whether `next` may follow `tag`.
pub fn may_follow(tag: usize, next: usize) -> bool {
    matches!(tag, BEGIN | INSIDE) == matches!(next, INSIDE | END)
}

/// Whether a line may begin with a tag.
pub fn may_begin(tag: usize) -> bool {
    !matches!(tag, INSIDE | END)
}

/// Whether a line may end with a tag.
pub fn may_end(tag: usize) -> bool {
    !matches!(tag, BEGIN | INSIDE)
}

/// Probabilities of a line. Keeps its memory.
#[derive(Debug, Default)]
pub struct Chain {
    forward: Vec<Scores>,
    backward: Vec<Scores>,
    potentials: Vec<Scores>,
    sums: Vec<f32>,
    transitions: [Scores; TAGS],
}

impl Chain {
    /// Computes the probabilities of tags from the scores of pieces and of transitions.
    pub fn run(&mut self, scores: &[Scores], transitions: &[Scores; TAGS]) {
        let n = scores.len();
        self.transitions =
            std::array::from_fn(|tag| std::array::from_fn(|next| if may_follow(tag, next) { transitions[tag][next].exp() } else { 0.0 }));
        self.potentials.clear();
        self.potentials.extend(scores.iter().map(|scores| {
            let top = scores.iter().copied().fold(f32::MIN, f32::max);
            scores.map(|score| (score - top).exp().max(1e-30))
        }));
        self.forward.clear();
        self.sums.clear();
        for place in 0..n {
            let row: Scores = std::array::from_fn(|tag| {
                let reached = match place.checked_sub(1) {
                    None => f32::from(u8::from(may_begin(tag))),
                    Some(before) => (0..TAGS).map(|from| self.forward[before][from] * self.transitions[from][tag]).sum(),
                };
                self.potentials[place][tag] * reached
            });
            let sum = row.iter().sum::<f32>().max(f32::MIN_POSITIVE);
            self.forward.push(row.map(|value| value / sum));
            self.sums.push(sum);
        }
        self.backward.clear();
        self.backward.resize(n, [0.0; TAGS]);
        for place in (0..n).rev() {
            for tag in 0..TAGS {
                self.backward[place][tag] = match self.backward.get(place + 1) {
                    None => f32::from(u8::from(may_end(tag))),
                    Some(after) => {
                        let step = |next: usize| self.transitions[tag][next] * self.potentials[place + 1][next] * after[next];
                        (0..TAGS).map(step).sum::<f32>() / self.sums[place + 1]
                    }
                };
            }
        }
        // A line cannot end within a name: the last sum is put right for it.
        if let Some(last) = self.forward.last() {
            let whole: f32 = (0..TAGS).filter(|tag| may_end(*tag)).map(|tag| last[tag]).sum();
            let whole = whole.max(f32::MIN_POSITIVE);
            self.backward.iter_mut().for_each(|row| *row = row.map(|value| value / whole));
        }
    }

    /// Probability of each tag of a piece.
    pub fn tags(&self, place: usize) -> Scores {
        std::array::from_fn(|tag| self.forward[place][tag] * self.backward[place][tag])
    }

    /// Probability that `tag` is followed by `next` from a piece to the one after it.
    pub fn pair(&self, place: usize, tag: usize, next: usize) -> f32 {
        let step = self.transitions[tag][next] * self.potentials[place + 1][next] / self.sums[place + 1];
        self.forward[place][tag] * step * self.backward[place + 1][next]
    }

    /// Probability that a name goes exactly from the piece `start` to before the piece `end`.
    pub fn span(&self, start: usize, end: usize) -> f32 {
        if end == start + 1 {
            return self.tags(start)[SINGLE].min(1.0);
        }
        let mut value = self.forward[start][BEGIN];
        for place in start + 1..end {
            let (from, to) = (if place == start + 1 { BEGIN } else { INSIDE }, if place + 1 == end { END } else { INSIDE });
            value *= self.transitions[from][to] * self.potentials[place][to] / self.sums[place];
        }
        (value * self.backward[end - 1][END]).min(1.0)
    }

    /// Probability that a piece belongs to a name.
    pub fn within(&self, place: usize) -> f32 {
        1.0 - (self.forward[place][OUT] * self.backward[place][OUT]).min(1.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scores() -> Vec<Scores> {
        vec![[1.0, 0.5, 0.0, 0.0, 0.2], [0.1, 0.3, 0.9, 1.2, 0.0], [0.4, 0.0, 0.3, 0.8, 0.6]]
    }

    /// The chain says the same as counting all paths.
    #[test]
    fn probabilities_are_those_of_all_paths() {
        let transitions: [Scores; TAGS] = std::array::from_fn(|i| std::array::from_fn(|j| (i as f32 - j as f32) * 0.1));
        let scores = scores();
        let (mut whole, mut ends_at_one, mut alone) = (0.0_f32, 0.0_f32, 0.0_f32);
        for path in (0..125).map(|number| [number / 25, number / 5 % 5, number % 5]) {
            let allowed = may_begin(path[0]) && may_end(path[2]) && path.windows(2).all(|pair| may_follow(pair[0], pair[1]));
            if allowed {
                let steps = path.windows(2).map(|pair| transitions[pair[0]][pair[1]]).sum::<f32>();
                let weight = (path.iter().enumerate().map(|(at, tag)| scores[at][*tag]).sum::<f32>() + steps).exp();
                whole += weight;
                ends_at_one += if path[0] == BEGIN && path[1] == END { weight } else { 0.0 };
                alone += if path[2] == SINGLE { weight } else { 0.0 };
            }
        }
        let mut chain = Chain::default();
        chain.run(&scores, &transitions);
        assert!((chain.span(0, 2) - ends_at_one / whole).abs() < 1e-5);
        assert!((chain.span(2, 3) - alone / whole).abs() < 1e-5);
        assert!((chain.tags(1).iter().sum::<f32>() - 1.0).abs() < 1e-5);
        assert!((chain.pair(0, BEGIN, END) - ends_at_one / whole).abs() < 1e-5);
    }
}
