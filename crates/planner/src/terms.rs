//! Staggering terms (A9): members rotate in steps, never all at once.

use std::collections::BTreeMap;

use model::{calendar::FiscalYear, seats::SeatCategory};

/// A seat whose holder sits on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Staying {
    /// In which category.
    pub category: SeatCategory,
    /// The last 年度 of the term.
    pub until: FiscalYear,
}

/// A seat that ends, and could be filled for another term.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ending<K> {
    /// Its key.
    pub key: K,
    /// In which category.
    pub category: SeatCategory,
}

/// For how long a seat should be filled next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposal<K> {
    /// Its key.
    pub key: K,
    /// In years: 1 or 2.
    pub years: u8,
    /// The last 年度 of the new term.
    pub until: FiscalYear,
}

/// The longest term that is proposed, in years.
const LONGEST: u8 = 2;

/// Proposes terms beginning in `from`, so that as few seats as possible end in the same year, those of one category least of all.
/// Between equals the longer term wins: it is less work. The order of `ending` does not matter but for equals.
pub fn stagger<K: Clone>(from: FiscalYear, staying: &[Staying], ending: &[Ending<K>]) -> Vec<Proposal<K>> {
    let mut load: BTreeMap<FiscalYear, Vec<SeatCategory>> = BTreeMap::new();
    for seat in staying {
        load.entry(seat.until).or_default().push(seat.category);
    }
    let last_year = |years: u8| (1..years).fold(from, |year, _| year.next());
    let propose = |seat: &Ending<K>| {
        let cost = |years: &u8| {
            let there = load.get(&last_year(*years)).map(Vec::as_slice).unwrap_or_default();
            let same = there.iter().filter(|category| **category == seat.category).count();
            (same, there.len(), LONGEST - years)
        };
        let years = (1..=LONGEST).min_by_key(cost).unwrap_or(LONGEST);
        let until = last_year(years);
        load.entry(until).or_default().push(seat.category);
        Proposal { key: seat.key.clone(), years, until }
    };
    ending.iter().map(propose).collect()
}

/// Whether all seats end in one and the same year, which is to be avoided. A single seat cannot be staggered.
pub fn all_end_at_once(until: &[FiscalYear]) -> bool {
    until.len() > 1 && until.windows(2).all(|pair| pair[0] == pair[1])
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use model::Vocabulary;
    use proptest::prelude::*;

    use super::*;

    fn year() -> FiscalYear {
        FiscalYear::of(date(2027, 4, 1))
    }

    fn ending(categories: &[SeatCategory]) -> Vec<Ending<usize>> {
        categories.iter().enumerate().map(|(key, category)| Ending { key, category: *category }).collect()
    }

    /// A9
    #[test]
    fn five_seats_that_end_together_are_parted_over_two_years() {
        let proposals = stagger(year(), &[], &ending(&SeatCategory::ALL[..5]));
        let years: Vec<u8> = proposals.iter().map(|proposal| proposal.years).collect();
        assert_eq!(years.iter().filter(|years| **years == 2).count(), 3);
        assert_eq!(years.iter().filter(|years| **years == 1).count(), 2);
    }

    /// A9
    #[test]
    fn two_of_one_category_do_not_end_together() {
        let proposals = stagger(year(), &[], &ending(&[SeatCategory::Community, SeatCategory::Community]));
        assert_ne!(proposals[0].until, proposals[1].until);
    }

    #[test]
    fn those_who_stay_are_taken_into_account() {
        let staying = [Staying { category: SeatCategory::Family, until: year().next() }];
        let proposals = stagger(year(), &staying, &ending(&[SeatCategory::Resident]));
        assert_eq!(proposals[0].until, year());
    }

    #[test]
    fn one_seat_alone_gets_the_longer_term() {
        assert_eq!(stagger(year(), &[], &ending(&[SeatCategory::Resident]))[0].years, 2);
        assert!(!all_end_at_once(&[year()]));
        assert!(all_end_at_once(&[year(), year()]) && !all_end_at_once(&[year(), year().next()]));
    }

    proptest! {
        /// A9: whoever ends together, afterwards never all do, and the two years differ by one at most.
        #[test]
        fn nobody_ends_all_at_once(which in proptest::collection::vec(0usize..6, 2..9)) {
            let categories: Vec<SeatCategory> = which.iter().map(|index| SeatCategory::ALL[*index]).collect();
            let until: Vec<FiscalYear> = stagger(year(), &[], &ending(&categories)).iter().map(|proposal| proposal.until).collect();
            prop_assert!(!all_end_at_once(&until));
            let first = until.iter().filter(|until| **until == year()).count();
            let second = until.len() - first;
            for category in SeatCategory::ALL {
                let of = |year| until.iter().zip(&categories).filter(|(until, own)| **until == year && *own == category).count();
                prop_assert!(of(year()).abs_diff(of(year().next())) <= 1);
            }
            prop_assert!(first > 0 && second > 0);
        }
    }
}
