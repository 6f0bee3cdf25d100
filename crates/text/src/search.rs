//! Words in texts, found however they are typed: width, kana, case and old kanji do not matter (B14, H2).
//!
//! A text is [folded](Folded) once; its [grams](Folded::grams) go into an index, and a [word](words) is marked where it stands in the
//! text as it was written.

use std::{collections::BTreeMap, ops::Range};

use crate::{
    kana,
    variants::{is_variation_selector, representative},
    width,
};

/// A text as searches see it, with the way back to what was written.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Folded {
    /// The folded characters.
    chars: Vec<char>,
    /// For each of them the bytes of the written text from which it came.
    from: Vec<Range<usize>>,
}

impl Folded {
    /// Folds a text.
    pub fn of(text: &str) -> Self {
        let mut folded = Self::default();
        let mut letters = text.char_indices().peekable();
        let mut joined = String::new();
        while let Some((start, first)) = letters.next() {
            joined.clear();
            joined.push(representative(first));
            let mut end = start + first.len_utf8();
            // A voiced mark that stands apart is one letter with its kana; a mark of shape is none.
            while let Some((at, next)) = letters.next_if(|(_, next)| is_mark(*next) || is_variation_selector(*next)) {
                end = at + next.len_utf8();
                if is_mark(next) {
                    joined.push(next);
                }
            }
            let plain = kana::to_hiragana(&width::fold(&joined));
            for letter in plain.chars().flat_map(char::to_lowercase).filter(|letter| !is_variation_selector(*letter)) {
                folded.chars.push(representative(letter));
                folded.from.push(start..end);
            }
        }
        folded
    }

    /// Whether there is nothing in it.
    pub fn is_empty(&self) -> bool {
        self.chars.is_empty()
    }

    /// Whether a folded word stands in it.
    pub fn contains(&self, word: &Folded) -> bool {
        self.find(word, 0).is_some()
    }

    /// Where a folded word stands, in bytes of the text as it was written; overlapping places are left out.
    pub fn places(&self, word: &Folded) -> Vec<Range<usize>> {
        let mut places = Vec::new();
        let mut next = 0;
        while let Some(at) = self.find(word, next) {
            next = at + word.chars.len();
            places.push(self.from[at].start..self.from[next - 1].end);
        }
        places
    }

    fn find(&self, word: &Folded, from: usize) -> Option<usize> {
        let length = word.chars.len();
        if length == 0 {
            return None;
        }
        (from..(self.chars.len() + 1).saturating_sub(length)).find(|at| self.chars[*at..at + length] == word.chars)
    }

    /// The grams of a text and how often each stands in it: every two letters that follow each other, and every kanji, digit or Latin
    /// letter by itself where it has no neighbour. Signs and blanks part words.
    pub fn grams(&self) -> BTreeMap<Gram, u32> {
        let mut grams = BTreeMap::new();
        for pair in self.chars.windows(2) {
            if let Some(gram) = Gram::of(pair[0], pair[1]) {
                *grams.entry(gram).or_default() += 1;
            }
        }
        for letter in self.chars.iter().filter(|letter| is_kanji(**letter)) {
            *grams.entry(Gram::single(*letter)).or_default() += 1;
        }
        grams
    }

    /// The grams that a text must have in which this word stands. `None` for a word that no index can find: a single kana, a sign.
    pub fn needed(&self) -> Option<Vec<Gram>> {
        let needed: Vec<Gram> = match self.chars.as_slice() {
            [only] if is_kanji(*only) => vec![Gram::single(*only)],
            letters => letters.windows(2).filter_map(|pair| Gram::of(pair[0], pair[1])).collect(),
        };
        (!needed.is_empty()).then_some(needed)
    }

    /// How many letters.
    pub fn len(&self) -> usize {
        self.chars.len()
    }
}

/// Two letters that follow each other, or one kanji by itself, as a positive number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Gram(i64);

impl Gram {
    fn of(first: char, second: char) -> Option<Self> {
        (is_letter(first) && is_letter(second)).then(|| Self((i64::from(u32::from(first)) << 21) | i64::from(u32::from(second))))
    }

    fn single(letter: char) -> Self {
        Self(i64::from(u32::from(letter)) << 21)
    }

    /// The number: 42 bits, never 0, the same for the same letters for ever.
    pub fn number(self) -> i64 {
        self.0
    }
}

/// The words of a query: parted by blanks, at most `most`, each folded; what no index can find is left out.
pub fn words(query: &str, most: usize) -> Vec<Folded> {
    let mut words: Vec<Folded> = Vec::new();
    for word in query.split_whitespace().map(Folded::of) {
        if words.len() < most && word.needed().is_some() && !words.contains(&word) {
            words.push(word);
        }
    }
    words
}

/// A piece of a text around the first word that stands in it; what was sought is marked (`true`). `around` letters are shown before the
/// first word, and three times as many after its beginning. `None` where no word stands.
pub fn excerpt(text: &str, words: &[Folded], around: usize) -> Option<Vec<(String, bool)>> {
    let folded = Folded::of(text);
    let mut places: Vec<Range<usize>> = words.iter().flat_map(|word| folded.places(word)).collect();
    places.sort_by_key(|place| place.start);
    let first = places.first()?.start;
    let before: Vec<usize> = text[..first].char_indices().map(|(at, _)| at).collect();
    let start = before.len().checked_sub(around).and_then(|at| before.get(at).copied()).unwrap_or(0);
    let end = text[first..].char_indices().nth(around * 3).map_or(text.len(), |(at, _)| first + at);
    let mut pieces: Vec<(String, bool)> = Vec::new();
    let mut push = |piece: &str, marked| {
        if !piece.is_empty() {
            pieces.push((piece.to_owned(), marked));
        }
    };
    if start > 0 {
        push("…", false);
    }
    let mut at = start;
    for place in places.into_iter().filter(|place| place.start < end) {
        // Words may overlap: what is marked already is not shown twice.
        let (from, to) = (place.start.max(at), place.end.max(at));
        push(&text[at..from], false);
        push(&text[from..to], true);
        at = to;
    }
    if at < end {
        push(&text[at..end], false);
    }
    if at.max(end) < text.len() {
        push("…", false);
    }
    Some(pieces)
}

/// Whether a letter may stand in a word: no blank, no sign of punctuation.
fn is_letter(letter: char) -> bool {
    letter.is_alphanumeric() || matches!(letter, 'ー' | '々' | '〆' | 'ゝ' | 'ゞ')
}

fn is_kanji(letter: char) -> bool {
    matches!(letter, '々' | '〆' | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}')
}

fn is_mark(letter: char) -> bool {
    matches!(letter, '\u{3099}' | '\u{309A}' | 'ﾞ' | 'ﾟ')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn found(text: &str, word: &str) -> Vec<String> {
        Folded::of(text).places(&Folded::of(word)).into_iter().map(|place| text[place].to_owned()).collect()
    }

    /// B14, H2
    #[test]
    fn a_word_is_found_however_it_is_typed_and_marked_as_it_is_written() {
        assert_eq!(found("髙﨑公園でﾊﾞｻﾞｰを開く", "高崎"), ["髙﨑"]);
        assert_eq!(found("髙﨑公園でﾊﾞｻﾞｰを開く", "ばざー"), ["ﾊﾞｻﾞｰ"]);
        assert_eq!(found("ＡＥＤの講習。AEDを置く", "aed"), ["ＡＥＤ", "AED"]);
        assert_eq!(found("夏祭り", "祭り"), ["祭り"]);
        assert_eq!(found("グループホーム", "ぐるーぷ"), ["グループ"]);
    }

    #[test]
    fn what_does_not_stand_there_is_not_found() {
        assert_eq!(found("夏祭り", "秋祭り"), Vec::<String>::new());
        assert_eq!(found("", "祭"), Vec::<String>::new());
        assert_eq!(found("夏祭り", ""), Vec::<String>::new());
    }

    #[test]
    fn a_single_kana_or_sign_is_no_word_to_search_for() {
        assert!(words("の 、 　 a", 8).is_empty());
        assert_eq!(words("祭 夏祭り 夏祭り", 8).len(), 2);
        assert_eq!(words("一年 二年 三年 四年", 2).len(), 2);
    }

    #[test]
    fn signs_and_blanks_part_words_in_the_index() {
        let grams = Folded::of("祭り。夏 春").grams();
        assert_eq!(grams.len(), 4, "祭り and the kanji 祭, 夏, 春 by themselves");
    }

    #[test]
    fn an_excerpt_shows_the_first_word_in_its_surroundings_and_marks_all() {
        let words = words("祭り 準備", 8);
        let told = excerpt("自治会の方と、夏祭りの準備について話しました。来年の祭りは秋です。", &words, 3).unwrap();
        let plain: String = told.iter().map(|(piece, _)| piece.as_str()).collect();
        let marked: Vec<&str> = told.iter().filter(|(_, marked)| *marked).map(|(piece, _)| piece.as_str()).collect();
        assert_eq!((plain.as_str(), marked), ("…と、夏祭りの準備について…", vec!["祭り", "準備"]));
        assert_eq!(excerpt("盆踊り", &words, 3), None);
    }

    proptest! {
        /// Nothing is lost between the marks.
        #[test]
        fn an_excerpt_of_a_short_text_is_the_text(text in "[あいう祭り準備、]{1,20}", word in "[祭り準備]{1,3}") {
            if let Some(told) = excerpt(&text, &words(&word, 8), 30) {
                let plain: String = told.into_iter().map(|(piece, _)| piece).collect();
                prop_assert_eq!(plain, text);
            }
        }

        /// Whatever stands in a text is found by the index: no word is missed.
        #[test]
        fn a_text_has_every_gram_of_its_parts(text in "[あ-んア-ンｱ-ﾝ一-龥a-zＡ-Ｚ0-9、 ﾞ髙﨑]{2,40}", start in 0usize..40, length in 1usize..8) {
            let letters: Vec<char> = text.chars().collect();
            let start = start % letters.len();
            let part: String = letters[start..(start + length).min(letters.len())].iter().collect();
            prop_assume!(!part.starts_with(is_mark) && !letters.get(start + length).is_some_and(|next| is_mark(*next)));
            let (whole, part) = (Folded::of(&text), Folded::of(&part));
            prop_assume!(!part.is_empty());
            prop_assert!(whole.contains(&part));
            if let Some(needed) = part.needed() {
                let grams = whole.grams();
                prop_assert!(needed.iter().all(|gram| grams.contains_key(gram)));
            }
        }

        /// A mark never cuts a character in two.
        #[test]
        fn places_are_whole_characters(text in ".{0,40}", word in ".{0,4}") {
            for place in Folded::of(&text).places(&Folded::of(&word)) {
                prop_assert!(text.get(place).is_some());
            }
        }
    }
}
