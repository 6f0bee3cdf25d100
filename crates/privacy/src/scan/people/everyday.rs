//! Whether a word is one of the everyday words into which language splits a text: 日常生活, 買い物, 勤務表.

use std::ops::Range;

use super::super::EverydayWord;

/// What everyday words say of a part of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Everyday {
    /// Nothing.
    No,
    /// The part is cut out of a longer word, which goes on to this letter: 買 of 買い物, 帰 of 帰宅.
    Part(usize),
    /// It consists of so many of them.
    Whole(usize),
}

/// What they say of `range`; `words` in their order.
pub(super) fn of(words: &[EverydayWord], range: &Range<usize>) -> Everyday {
    let first = words.partition_point(|word| word.range.end <= range.start);
    let count = words[first..].iter().take_while(|word| word.range.start < range.end).count();
    let over = &words[first..first + count];
    let (Some(begin), Some(last)) = (over.first(), over.last()) else { return Everyday::No };
    let before = first.checked_sub(1).and_then(|at| words.get(at));
    let after = words.get(first + count);
    let attached = |other: Option<&EverydayWord>, place: usize, end: bool| {
        other.is_some_and(|word| place == if end { word.range.end } else { word.range.start })
    };
    // 預り金, 正職員: what only stands with others is no word by itself.
    if count == 1 && begin.affix && begin.range == *range && (attached(before, range.start, true) || attached(after, range.end, false)) {
        return Everyday::Part(range.end);
    }
    let side_by_side = over.windows(2).all(|pair| pair[0].range.end == pair[1].range.start);
    // Not 島江平氏, of which only the end is an everyday word.
    if begin.range.start > range.start || !side_by_side {
        return Everyday::No;
    }
    if begin.range.start < range.start || last.range.end > range.end {
        return Everyday::Part(last.range.end);
    }
    let tiled = last.range.end == range.end;
    // 食事面, 勤務表, 新体制; but not 竹 and 蔵, which may be a name that no list has.
    let long = |word: &EverydayWord| word.range.len() >= 2 && !word.affix;
    let whole = count == 1 || over.iter().any(long) && over.iter().skip(1).all(|word| word.affix || long(word) || long(begin));
    if tiled && whole { Everyday::Whole(count) } else { Everyday::No }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn word(range: Range<usize>) -> EverydayWord {
        EverydayWord { range, affix: false }
    }

    /// H1
    #[test]
    fn words_that_fill_a_part_are_told_from_a_part_of_a_word() {
        let words = [word(0..2), word(2..4), word(5..8), word(9..10), word(10..11)];
        assert_eq!(of(&words, &(0..4)), Everyday::Whole(2));
        assert_eq!(of(&words, &(2..4)), Everyday::Whole(1));
        assert_eq!(of(&words, &(5..6)), Everyday::Part(8));
        assert_eq!(of(&words, &(1..4)), Everyday::Part(4));
        assert_eq!(of(&words, &(4..5)), Everyday::No);
        assert_eq!(of(&words, &(4..7)), Everyday::No, "only its end is cut out of a word");
        assert_eq!(of(&words, &(9..11)), Everyday::No, "two words of one letter each may be a name");
        assert_eq!(of(&words, &(9..10)), Everyday::Whole(1));
        assert_eq!(of(&words, &(0..5)), Everyday::No);
    }

    /// H1
    #[test]
    fn an_affix_belongs_to_the_word_beside_it() {
        let affix = |range| EverydayWord { range, affix: true };
        let words = [word(0..2), affix(2..3), affix(5..6), word(6..8), affix(9..10)];
        assert_eq!(of(&words, &(2..3)), Everyday::Part(3), "預り金");
        assert_eq!(of(&words, &(5..6)), Everyday::Part(6), "正職員");
        assert_eq!(of(&words, &(9..10)), Everyday::Whole(1));
        assert_eq!(of(&words, &(0..3)), Everyday::Whole(2));
    }
}
