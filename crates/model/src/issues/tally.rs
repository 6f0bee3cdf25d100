//! How many voices stand behind an issue, as far as it may be told.

use std::{fmt, ops::Add};

/// Below this a number leads to people, and does not leave the municipality.
const FEW: u32 = 3;

/// A number of voices, of which some parts may be too small to be told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Tally {
    /// Those that are counted.
    pub counted: u32,
    /// How many parts were fewer than three and are not counted.
    pub small: u32,
}

impl Tally {
    /// So many, exactly.
    pub fn exactly(counted: u32) -> Self {
        Self { counted, small: 0 }
    }

    /// As it may be told outside of the municipality: fewer than three are not counted. What comes of it is told again as it is.
    pub fn outside(self) -> Self {
        match self {
            Self { counted: 1..FEW, small } => Self { counted: 0, small: small + 1 },
            told => told,
        }
    }

    /// Whether nobody stands behind it.
    pub fn is_none(self) -> bool {
        self == Self::default()
    }
}

impl Add for Tally {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self { counted: self.counted + other.counted, small: self.small + other.small }
    }
}

impl std::iter::Sum for Tally {
    fn sum<I: Iterator<Item = Self>>(tallies: I) -> Self {
        tallies.fold(Self::default(), Add::add)
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.counted, self.small) {
            (counted, 0) => write!(f, "{counted}件"),
            (0, 1) => f.write_str("3件未満"),
            (0, small) => write!(f, "3件未満が{small}か所"),
            (counted, small) => write!(f, "{counted}件と、3件未満が{small}か所"),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// E4: fewer than three are not told outside.
    #[test]
    fn few_voices_are_not_counted_outside() {
        let told = |counted| Tally::exactly(counted).outside().to_string();
        assert_eq!([told(0), told(1), told(2), told(3), told(12)], ["0件", "3件未満", "3件未満", "3件", "12件"]);
        let both = Tally::exactly(5).outside() + Tally::exactly(1).outside() + Tally::exactly(2).outside();
        assert_eq!(both.to_string(), "5件と、3件未満が2か所");
        assert_eq!((Tally::exactly(1).outside() + Tally::exactly(2).outside()).to_string(), "3件未満が2か所");
    }

    proptest! {
        /// One and two look the same from outside, alone and within any sum.
        #[test]
        fn nobody_tells_one_from_two(others in proptest::collection::vec(0u32..20, 0..6)) {
            let rest: Tally = others.into_iter().map(|count| Tally::exactly(count).outside()).sum();
            prop_assert_eq!(Tally::exactly(1).outside() + rest, Tally::exactly(2).outside() + rest);
        }
    }
}
