//! Which of several planned meetings too many fall together (D2): officers go in pairs, and a pair is at one meeting at a time.

use model::matters::Sitting;

/// Says of each sitting whether, at some moment of it, more sittings run than there are pairs of officers. The order is kept.
///
/// What runs at most is found at a beginning: nothing starts between two beginnings.
pub fn clashes(sittings: &[Sitting], pairs: u16) -> Vec<bool> {
    let running_at = |beginning: &Sitting| -> Vec<usize> {
        let runs = |other: &Sitting| other.day == beginning.day && other.starts <= beginning.starts && beginning.starts < other.ends;
        sittings.iter().enumerate().filter(|(_, other)| runs(other)).map(|(place, _)| place).collect()
    };
    let mut clashing = vec![false; sittings.len()];
    for beginning in sittings {
        let running = running_at(beginning);
        if running.len() > usize::from(pairs) {
            for place in running {
                clashing[place] = true;
            }
        }
    }
    clashing
}

#[cfg(test)]
mod tests {
    use jiff::civil::{date, time};
    use proptest::prelude::*;

    use super::*;

    fn at(from: i8, to: i8) -> Sitting {
        Sitting { day: date(2027, 6, 1), starts: time(from, 0, 0, 0), ends: time(to, 0, 0, 0) }
    }

    /// D2
    #[test]
    fn two_at_the_same_time_clash_for_one_pair_and_not_for_two() {
        let both = [at(10, 12), at(11, 13), at(13, 15)];
        assert_eq!(clashes(&both, 1), [true, true, false]);
        assert_eq!(clashes(&both, 2), [false; 3]);
    }

    /// D2: three of which never more than two run at once need no third pair.
    #[test]
    fn a_long_one_over_two_short_ones_needs_two_pairs() {
        let all = [at(9, 17), at(10, 12), at(13, 15)];
        assert_eq!(clashes(&all, 2), [false; 3]);
        assert_eq!(clashes(&all, 1), [true; 3]);
    }

    proptest! {
        #[test]
        fn more_pairs_never_make_more_clashes(hours in prop::collection::vec((8i8..17, 1i8..5), 0..12), pairs in 1u16..4) {
            let sittings: Vec<_> = hours.iter().map(|(from, long)| at(*from, from + long)).collect();
            let (few, many) = (clashes(&sittings, pairs), clashes(&sittings, pairs + 1));
            prop_assert!(few.iter().zip(&many).all(|(few, many)| *few || !*many));
        }

        #[test]
        fn as_many_as_there_are_pairs_never_clash(hours in prop::collection::vec((8i8..17, 1i8..5), 0..6)) {
            let sittings: Vec<_> = hours.iter().map(|(from, long)| at(*from, from + long)).collect();
            prop_assert!(!clashes(&sittings, 6).contains(&true));
        }
    }
}
