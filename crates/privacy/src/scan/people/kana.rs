//! Names in kana and in Latin letters, and readings beside names.

use std::{ops::Range, sync::LazyLock};

use super::{
    super::{Known, Ordinary},
    Learned, Named, Text,
    everyday::{self, Everyday},
    kanji, shape,
    tokens::{Kind, Token},
    words,
};
use crate::signs::{self, Words};

/// Particles after which a name in hiragana may begin.
const PARTICLES: &str = "はがをにとのもへでやか、";

/// Endings of pet names that belong to the name when only the beginning of it stands before them.
static PET: LazyLock<Words> = LazyLock::new(|| Words::of("ちゃん くん りん っち たん ぴょん"));

/// All of them; `named` are the names found in kanji.
pub(super) fn find(text: &Text<'_>, named: &[Named], learned: &Learned) -> Vec<Named> {
    let mut found: Vec<Named> =
        text.expected.iter().filter(|expected| expected.readings).filter_map(|expected| reading(text, &expected.range)).collect();
    for name in named.iter().filter(|name| name.confidence >= 0.3) {
        found.extend(beside(text, name));
    }
    for (at, token) in text.tokens.iter().enumerate() {
        let one = match token.kind {
            Kind::Katakana => katakana(text, at, learned),
            Kind::Hiragana => hiragana(text, token),
            Kind::Latin => latin(text, token),
            _ => None,
        };
        found.extend(one);
    }
    found
}

/// A cell with a reading.
fn reading(text: &Text<'_>, range: &Range<usize>) -> Option<Named> {
    let kana = text.view.chars[range.clone()].iter().all(|letter| is_kana(*letter) || letter.is_whitespace() || *letter == '・');
    kana.then(|| Named { range: range.clone(), confidence: 0.96, why: "ふりがなの欄にあります。", cut: None })
}

/// The reading in brackets after a name: 小野寺友花（おのでら　ともか）.
fn beside(text: &Text<'_>, name: &Named) -> Option<Named> {
    let chars = &text.view.chars;
    let spaces = chars[name.range.end..].iter().take(2).take_while(|letter| **letter == ' ').count();
    let at = name.range.end + spaces;
    let Some('(' | '（' | '《') = chars.get(at) else { return None };
    let length = chars[at + 1..].iter().take(24).position(|letter| matches!(letter, ')' | '）' | '》'))?;
    let range = at + 1..at + 1 + length;
    let kana = chars[range.clone()].iter().all(|letter| is_kana(*letter) || letter.is_whitespace() || *letter == '・');
    (kana && length >= 2).then_some(Named { range, confidence: 0.95, why: "名前の読みです。", cut: None })
}

fn is_kana(letter: char) -> bool {
    signs::is_hiragana(letter) || signs::is_katakana(letter)
}

/// マイケル・ジョンソン氏, オユンチメグさん, グエン・ヴァン・アン; ニシザキ　カネ after an account.
fn katakana(text: &Text<'_>, at: usize, learned: &Learned) -> Option<Named> {
    let (chars, spoken) = (&text.view.chars, &text.view.spoken);
    let first = &text.tokens[at];
    if at > 0 && is_part_before(text, at) {
        return None;
    }
    let mut last = at;
    let mut parts = 1;
    while let (Some(mark), Some(next)) = (text.tokens.get(last + 1), text.tokens.get(last + 2)) {
        let joint = matches!(chars[mark.range.start], '・' | '=' | '･') && mark.range.len() == 1;
        if !(joint && next.kind == Kind::Katakana) {
            break;
        }
        last += 2;
        parts += 1;
    }
    // Surname and given name with a space.
    let mut spaced = false;
    if parts == 1
        && let (Some(space), Some(next)) = (text.tokens.get(at + 1), text.tokens.get(at + 2))
        && space.kind == Kind::Space
        && space.range.len() == 1
        && next.kind == Kind::Katakana
        && chars[space.range.start] == ' '
    {
        last += 2;
        spaced = true;
    }
    let mut range = first.range.start..text.tokens[last].range.end;
    if range.len() > 3 && spoken[range.end - 2..].starts_with(&['さ', 'び', '管']) {
        range.end -= 2;
    }
    let word: String = chars[range.clone()].iter().collect();
    if words::nobody_in_katakana(&word) || range.len() < 2 {
        return None;
    }
    let after = &spoken[range.end..];
    let polite = signs::polite(after).is_some();
    let role = signs::role(&spoken[..range.start]).is_some()
        || (range.start > 0 && spoken[range.start - 1] == 'の' && signs::role(&spoken[..range.start - 1]).is_some());
    let expected = text.expected_at(&range);
    let alone = expected.is_some_and(|expected| expected.alone);
    let known = shape::given(&word, text.lists) != Known::No || shape::surname(&word, text.lists) != Known::No;
    let after_number = after_account(chars, range.start);
    let thing = everyday::of(&text.everyday, &range) != Everyday::No && !signs::does(after);
    if thing && !polite && !alone && !after_number && learned.of(&chars[range.clone()]) < 0.5 {
        return None;
    }
    let confidence = match parts {
        _ if polite => 0.93,
        _ if after_number && (spaced || word.chars().count() >= 4) => 0.9,
        _ if alone => 0.85,
        2.. if role || expected.is_some() => 0.92,
        _ if learned.of(&chars[range.clone()]) >= 0.5 => 0.85,
        _ if signs::address(after).is_some() && text.lists.ordinary(&word) == Ordinary::No && !after.starts_with(&['管']) => 0.82,
        _ if kanji::reading_follows(chars, range.end) && text.lists.ordinary(&word) == Ordinary::No => 0.8,
        2..=4 if foreign(&word) => 0.6,
        _ if learned_part(learned, &chars[range.clone()]) => 0.8,
        _ if signs::of_relative(after) && known => 0.5,
        _ if role && known => 0.7,
        _ if role && after.first().is_some_and(|letter| "がはより、".contains(*letter)) => 0.5,
        _ if expected.is_some() && (known || spaced) => 0.8,
        _ if expected.is_some() => 0.5,
        _ if known && begins(text, first) && after.first().is_some_and(|letter| "がはもの".contains(*letter)) => 0.35,
        _ => return None,
    };
    Some(Named {
        range, confidence, why: if polite { "敬称の付いた名前です。" } else { "片仮名の名前のようです。" }, cut: None
    })
}

/// Whether a part of a foreign name is what the text calls a person.
fn learned_part(learned: &Learned, word: &[char]) -> bool {
    word.split(|letter| matches!(letter, '・' | '=' | '･')).any(|part| part.len() >= 2 && learned.of(part) >= 0.5)
}

/// Whether a run goes on a name that began before it.
fn is_part_before(text: &Text<'_>, at: usize) -> bool {
    let mark = &text.tokens[at - 1];
    let joint = mark.range.len() == 1 && matches!(text.view.chars[mark.range.start], '・' | '=' | '･');
    joint && at >= 2 && text.tokens[at - 2].kind == Kind::Katakana
}

/// Parts of a foreign name have three letters or so; what institutions are called ends in words like センター.
fn foreign(word: &str) -> bool {
    const NONE: &[&str] = &[
        "センター",
        "ホーム",
        "サービス",
        "クラブ",
        "グループ",
        "ネット",
        "ワーク",
        "ルーム",
        "ケア",
        "サポート",
        "スポーツ",
        "プラン",
        "ステーション",
        "カフェ",
        "ショップ",
        "マーケット",
        "コース",
        "システム",
    ];
    !NONE.iter().any(|none| word.contains(none)) && word.split(['・', '=', '･']).all(|part| (1..=9).contains(&part.chars().count()))
}

fn after_account(chars: &[char], start: usize) -> bool {
    let before: Vec<char> = chars[..start].iter().rev().take(4).copied().collect();
    let gap = before.iter().take_while(|letter| letter.is_whitespace() || "(（、:".contains(**letter)).count();
    gap > 0 && before.get(gap).is_some_and(char::is_ascii_digit) && chars[..start - gap].iter().rev().take(7).all(char::is_ascii_digit)
}

/// Whether a phrase begins with a run.
fn begins(text: &Text<'_>, token: &Token) -> bool {
    token.range.start == 0 || matches!(text.view.chars[token.range.start - 1], '\n' | '、' | '。' | '「' | '(' | '（' | ' ' | '・')
}

/// ゆりなさん, おかやまさん, たかちゃん.
fn hiragana(text: &Text<'_>, token: &Token) -> Option<Named> {
    let spoken = &text.view.spoken;
    let run = &token.range;
    let addressed = (run.start + 1..run.end).find_map(|at| kana_address(&spoken[at..run.end]).map(|length| (at, length)));
    let Some((at, length)) = addressed else { return relative(text, token) };
    if at + length > run.end {
        return None;
    }
    let starts_phrase = begins(text, token);
    if let Some(named) = spaced(text, token, at) {
        return Some(named);
    }
    let mut whole = false;
    let from = (run.start.max(at.saturating_sub(6))..at)
        .filter(|from| at - from >= 2)
        .find(|from| {
            let word: String = spoken[*from..at].iter().collect();
            let fresh = *from == run.start || PARTICLES.contains(spoken[*from - 1]);
            fresh && (shape::given(&word, text.lists) != Known::No || shape::surname(&word, text.lists) != Known::No)
        })
        .map(|from| {
            whole = starts_phrase && is_surname(text, &(run.start..from));
            if whole { run.start } else { from }
        })
        .or_else(|| (starts_phrase && (2..=10).contains(&(at - run.start))).then_some(run.start))
        .or_else(|| pet_alone(spoken, run, at, length).filter(|_| starts_phrase))?;
    if (run.start..=from).any(|begin| signs::everyday(&spoken[begin..])) || from > run.start && signs::everyday(&spoken[from - 1..]) {
        return None;
    }
    let word: String = spoken[from..at].iter().collect();
    let known = whole || shape::given(&word, text.lists) != Known::No || shape::surname(&word, text.lists) != Known::No;
    let pet = PET.start(&spoken[at..]).is_some();
    let end = if pet && at - from <= 2 { at + length } else { at };
    let confidence = match (known, starts_phrase) {
        (true, true) => 0.9,
        (true, false) => 0.75,
        (false, _) if pet => 0.7,
        (false, _) => 0.5,
    };
    Some(Named { range: from..end, confidence, why: "敬称の付いた仮名の名前です。", cut: None })
}

/// Whether what stands before a given name in a run is its surname (たに in たにしげとしさん), or at least no word: no phrase begins
/// with a particle (と in とみうらさん).
fn is_surname(text: &Text<'_>, before: &Range<usize>) -> bool {
    let word: String = text.view.spoken[before.clone()].iter().collect();
    match before.len() {
        0 => false,
        1 => PARTICLES.contains(&word),
        _ => shape::surname(&word, text.lists) != Known::No && before.len() <= 5,
    }
}

/// けっち, しりん: one letter before the ending of a pet name, and the ending is not the beginning of another word.
fn pet_alone(spoken: &[char], run: &Range<usize>, at: usize, length: usize) -> Option<usize> {
    let whole = at == run.start + 1 && PET.start(&spoken[at..]) == Some(length);
    (whole && matches!(spoken.get(at + length), Some('の' | 'は' | 'が' | 'も' | 'と' | 'に' | 'さ'))).then_some(run.start)
}

/// わかなも帰りたがらない, 「はなを産んだころ」.
fn relative(text: &Text<'_>, token: &Token) -> Option<Named> {
    let spoken = &text.view.spoken;
    let run = &token.range;
    let end = (run.start + 2..run.end.min(run.start + 6)).find(|end| signs::of_relative(&spoken[*end..]))?;
    let word: String = spoken[run.start..end].iter().collect();
    let known = shape::given(&word, text.lists) >= Known::Common;
    (known && begins(text, token))
        .then_some(Named { range: run.start..end, confidence: 0.6, why: "家族の名前のようです。", cut: None })
}

/// とみた さくらさん.
fn spaced(text: &Text<'_>, token: &Token, end: usize) -> Option<Named> {
    let before = text.tokens.iter().rposition(|other| other.range.end == token.range.start)?;
    let first = text.tokens.get(before.checked_sub(1)?)?;
    let space = &text.tokens[before];
    let name = space.kind == Kind::Space && space.range.len() == 1 && first.kind == Kind::Hiragana && (2..=6).contains(&first.range.len());
    (name && (2..=6).contains(&(end - token.range.start)) && (first.range.start == 0 || begins(text, first))).then_some(Named {
        range: first.range.start..end,
        confidence: 0.85,
        why: "敬称の付いた仮名の名前です。",
        cut: None,
    })
}

/// An address in kana.
fn kana_address(spoken: &[char]) -> Option<usize> {
    static ADDRESSES: LazyLock<Words> = LazyLock::new(|| Words::of("さん ちゃん くん さま せんせい りん っち"));
    // ひなんくんれん: not every くん is one.
    let inside = spoken.starts_with(&['く', 'ん']) && spoken.get(2).is_some_and(|next| !PARTICLES.contains(*next));
    ADDRESSES.start(spoken).filter(|_| !inside)
}

/// Maria さん, Smith氏.
fn latin(text: &Text<'_>, token: &Token) -> Option<Named> {
    let (chars, spoken) = (&text.view.chars, &text.view.spoken);
    let gap = usize::from(spoken.get(token.range.end) == Some(&' '));
    let polite = signs::polite(spoken.get(token.range.end + gap..)?).is_some();
    let capital = chars[token.range.start].is_uppercase();
    (polite && capital && token.range.len() >= 2 && chars[token.range.clone()].iter().any(|letter| letter.is_lowercase())).then(|| Named {
        range: token.range.clone(),
        confidence: 0.85,
        why: "敬称の付いた名前です。",
        cut: None,
    })
}
