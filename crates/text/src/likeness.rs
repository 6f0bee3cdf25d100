//! Which texts are about the same thing: by the letters that they share and others do not (E4: similar matters are proposed for merging).

use std::collections::{BTreeMap, BTreeSet};

use crate::search::{Folded, Gram};

/// The texts most like `sought`, the likest first, with how like they are: from 0 (nothing in common) to 1 (the same letters). Pairs of
/// letters that stand in few of the texts weigh more. Below `least` a text is not given back.
pub fn most_alike<K: Copy>(sought: &str, among: &[(K, &str)], least: f64, most: usize) -> Vec<(K, f64)> {
    let own = grams(sought);
    let others: Vec<BTreeSet<Gram>> = among.iter().map(|(_, text)| grams(text)).collect();
    let mut standing: BTreeMap<Gram, u32> = BTreeMap::new();
    for gram in others.iter().chain([&own]).flatten() {
        *standing.entry(*gram).or_default() += 1;
    }
    let texts = f64::from(u32::try_from(others.len() + 1).unwrap_or(u32::MAX));
    let weight = |gram: &Gram| (1.0 + texts / f64::from(standing.get(gram).copied().unwrap_or(1))).ln().powi(2);
    let length = |grams: &BTreeSet<Gram>| grams.iter().map(weight).sum::<f64>().sqrt();
    let own_length = length(&own);
    let likeness = |other: &BTreeSet<Gram>| {
        let lengths = own_length * length(other);
        if lengths > 0.0 { own.intersection(other).map(weight).sum::<f64>() / lengths } else { 0.0 }
    };
    let mut alike: Vec<(K, f64)> = among.iter().zip(&others).map(|((key, _), other)| (*key, likeness(other))).collect();
    alike.retain(|(_, likeness)| *likeness >= least);
    alike.sort_by(|(_, one), (_, other)| other.total_cmp(one));
    alike.truncate(most);
    alike
}

fn grams(text: &str) -> BTreeSet<Gram> {
    Folded::of(text).grams().into_keys().collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const ISSUES: [(u8, &str); 4] = [
        (1, "夜間に急に具合が悪くなったときに、受け入れてくれるところがない。"),
        (2, "バスの本数が減って、日中の活動に通いにくくなった。"),
        (3, "短期入所の予約が取れず、緊急の受け入れ先が見つからない。"),
        (4, "車いすで入れるグループホームが市内にない。"),
    ];

    /// E4: words, not identities.
    #[test]
    fn what_is_about_the_same_comes_first() {
        let of = |text: &str| most_alike(text, &ISSUES, 0.05, 2).into_iter().map(|(key, _)| key).collect::<Vec<_>>();
        assert_eq!(of("急な病気のとき、夜に受け入れ先が見つからなかった")[0], 3);
        assert_eq!(of("ﾊﾞｽが減り通えない")[0], 2, "however it is typed");
        assert_eq!(of("車椅子で入れるホームがほしい")[0], 4);
        assert!(of("絵の展覧会").is_empty());
    }

    #[test]
    fn the_same_words_are_wholly_alike_and_no_words_are_like_nothing() {
        let alike = most_alike(ISSUES[1].1, &ISSUES, 0.0, 4);
        assert_eq!(alike[0].0, 2);
        assert!((alike[0].1 - 1.0).abs() < 1e-9);
        assert!(most_alike("", &ISSUES, 0.01, 4).is_empty());
        assert!(most_alike::<u8>("夜間", &[], 0.0, 4).is_empty());
    }

    proptest! {
        /// Likeness is a part of one, and asks not who was asked first.
        #[test]
        fn likeness_lies_between_nothing_and_the_same(one in "[あ-お夜間車椅子受入、]{0,20}", other in "[あ-お夜間車椅子受入、]{0,20}") {
            let to = |a: &str, b: &str| most_alike(a, &[((), b)], 0.0, 1)[0].1;
            let (there, back) = (to(&one, &other), to(&other, &one));
            prop_assert!((0.0..=1.0 + 1e-9).contains(&there) && (there - back).abs() < 1e-9);
        }
    }
}
