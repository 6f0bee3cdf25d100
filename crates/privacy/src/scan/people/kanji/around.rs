//! What stands around a word in kanji.

use std::{ops::Range, sync::LazyLock};

use super::super::Text;
use crate::signs::{self, Follow, Words};

/// What follows the subject of a sentence, or what is said of persons.
pub(super) const AFTER_PERSON: &[char] = &['が', 'は', 'も', 'よ', 'か', 'に', 'を', 'と', 'の', 'へ', 'で'];

/// What stands around a word.
#[derive(Debug)]
pub(super) struct Around {
    /// How many letters the address has that follows; `None` where none does.
    pub address: Option<usize>,
    pub role_after: bool,
    pub role_before: Option<Joint>,
    pub kin_before: bool,
    pub expected: bool,
    /// The only thing in a cell or after 氏名.
    pub alone: bool,
    /// The word begins a line and says something, or stands in brackets after something said.
    pub speaks: bool,
    /// A phrase begins with it.
    pub begins: bool,
    /// Nothing else stands in brackets: （田中）.
    pub bracketed: bool,
    /// The next letter, in hiragana.
    pub after: Option<char>,
    pub institution: bool,
    pub of_place: bool,
    /// A reading in brackets, a telephone or an account of the person follows.
    pub reading_follows: bool,
    /// What follows says what a person does: が説明した, に尋ねた, です。
    pub acts: bool,
    /// Somebody does something in it: が説明した, より報告があった.
    pub does: bool,
    pub follow: Follow,
    /// What follows is said of a child or relative.
    pub relative: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Joint {
    Direct,
    Space,
    No,
}

impl Around {
    pub fn of(text: &Text<'_>, range: &Range<usize>) -> Self {
        let (chars, spoken) = (&text.view.chars, &text.view.spoken);
        let after = &spoken[range.end..];
        let skipped = after.iter().take(3).take_while(|letter| letter.is_whitespace() && **letter != '\n').count();
        let polite = signs::polite(after).or_else(|| {
            signs::polite(&after[skipped..])
                .filter(|_| skipped <= 1 && !chars.get(range.end + skipped).is_some_and(|letter| signs::is_katakana(*letter)))
        });
        let expected = text.expected_at(range);
        let line_start =
            chars[..range.start].iter().rev().take_while(|letter| !matches!(letter, '\n' | '。' | '」')).all(|letter| is_bullet(*letter));
        let says = after.first().is_some_and(|letter| matches!(letter, ':' | '：' | '→' | '「' | '『'))
            || (after.starts_with(&[' ']) && !after.starts_with(&[' ', ' ']));
        Self {
            address: polite,
            role_after: polite.is_none() && signs::address(after).is_some(),
            role_before: role_before(spoken, range.start),
            kin_before: kin_before(spoken, range.start),
            expected: expected.is_some_and(|expected| !expected.readings),
            alone: expected.is_some_and(|expected| expected.alone && !expected.readings),
            speaks: line_start && (says || (after.starts_with(&[')']) && chars[..range.start].ends_with(&['(']))),
            begins: range.start.checked_sub(1).is_none_or(|at| !chars[at].is_alphanumeric()),
            bracketed: chars[..range.start].ends_with(&['(']) && after.starts_with(&[')']),
            after: after.first().copied(),
            institution: signs::institution(after),
            of_place: signs::of_place(after),
            reading_follows: reading_follows(chars, range.end),
            acts: signs::acts(after),
            does: signs::does(after),
            follow: signs::follow(after),
            relative: signs::of_relative(after),
        }
    }
}

impl Around {
    /// Whether a particle or a mark follows.
    pub fn particle(&self) -> bool {
        self.after.is_none_or(|after| AFTER_PERSON.contains(&after) || "、。）)」・\n".contains(after))
    }

    /// Whether it stands where names stand.
    pub fn placed(&self) -> bool {
        self.role_after || self.role_before.is_some() || self.speaks || self.expected || self.reading_follows
    }
}

fn is_bullet(letter: char) -> bool {
    letter.is_whitespace() || letter.is_ascii_digit() || "・-*○◯●◎□■◇◆※▼▽△▲→>＞•‣.()（）①②③④⑤⑥⑦⑧⑨⑩[]【】:答問QA".contains(letter)
}

fn role_before(spoken: &[char], end: usize) -> Option<Joint> {
    let spaces = spoken[..end].iter().rev().take(4).take_while(|letter| **letter == ' ' || **letter == '\t').count();
    let at = end - spaces;
    if signs::role(&spoken[..at]).is_some() {
        return Some(if spaces == 0 { Joint::Direct } else { Joint::Space });
    }
    let last = at.checked_sub(1)?;
    match spoken[last] {
        'の' if spaces == 0 && signs::role(&spoken[..last]).is_some() => Some(Joint::No),
        '-' | ':' | '|' | '・' if signs::role(&spoken[..last]).is_some() => Some(Joint::Space),
        '課' | '係' | '部' | '室' | '局' | '署' if spaces > 0 => Some(Joint::Space),
        _ => None,
    }
}

/// 母の, 近隣の, 市の, 職員の: of whom somebody is told next.
fn kin_before(spoken: &[char], end: usize) -> bool {
    static NEAR: LazyLock<Words> = LazyLock::new(|| {
        Words::of(
            "近隣 近所 隣 隣家 向かい 市 町 区 村 県 課 係 部 当事業所 当施設 当ほーむ 事業所 ほーむ 法人 自治会 町内会 社協 協議会 せんたー うち 代わり 座長 荘 寮 はいつ 園 苑 家",
        )
    });
    let Some(last) = end.checked_sub(1).filter(|last| spoken[*last] == 'の') else { return false };
    let before = &spoken[..last];
    signs::kin(before).is_some() || NEAR.end(before).is_some()
}

/// A reading, a role or a number in brackets.
pub(in super::super) fn reading_follows(chars: &[char], at: usize) -> bool {
    let inside = in_brackets(chars, at);
    let phone = inside.iter().filter(|letter| letter.is_ascii_digit()).count() >= 5;
    let plain = signs::plainly(inside);
    let department = inside.len() >= 3 && inside.last().is_some_and(|last| "課係部室局署".contains(*last));
    let said: String = inside.iter().collect();
    let of_people = ["順不同", "欠席", "代理", "敬称略", "同席", "オンライン", "書面"].contains(&said.as_str());
    phone || department || of_people || signs::role(&plain).is_some() || signs::kin(&plain).is_some() || reading_in_brackets(chars, at)
}

pub(super) fn reading_in_brackets(chars: &[char], at: usize) -> bool {
    let inside = in_brackets(chars, at);
    let kana = |letter: &char| signs::is_hiragana(*letter) || signs::is_katakana(*letter) || letter.is_whitespace() || *letter == '・';
    inside.len() >= 3 && inside.iter().all(kana)
}

/// What stands in brackets that open here.
fn in_brackets(chars: &[char], at: usize) -> &[char] {
    let Some('(' | '（' | '《') = chars.get(at) else { return &[] };
    let length = chars[at + 1..].iter().take(24).take_while(|letter| !matches!(letter, ')' | '）' | '》')).count();
    &chars[at + 1..at + 1 + length]
}
