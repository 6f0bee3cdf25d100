//! Names in kanji, or that begin with kanji (福井たえ, 松村リサ).

use std::{ops::Range, sync::LazyLock};

use super::{
    super::{Known, Ordinary},
    Learned, Named, Text,
    shape::{self, Shape},
    tokens::{Kind, Token},
    words,
};
use crate::signs::{self, Follow, Words};

/// Words in kanji right before a name, without anything between: 先日松村様が.
static BEFORE: LazyLock<Words> = LazyLock::new(|| {
    Words::of(
        "先日 昨日 今日 本日 当日 今回 前回 次回 以前 現在 今年 昨年 毎日 毎週 毎朝 時々 隣家 同室 新任 前任 後任 担当 当時 元 前 故 旧 新 同 当 各 両",
    )
});

/// What may stand between the names of a list.
const JOINTS: &str = "、・,，/／と及や&＆|";

/// What follows the subject of a sentence, or what is said of persons.
const AFTER_PERSON: &[char] = &['が', 'は', 'も', 'よ', 'か', 'に', 'を', 'と', 'の', 'へ', 'で'];

/// All of them, in order.
pub(super) fn find(text: &Text<'_>, learned: &Learned) -> Vec<Named> {
    let mut found: Vec<Named> = Vec::new();
    let mut at = 0;
    while at < text.tokens.len() {
        let token = &text.tokens[at];
        if token.kind != Kind::Kanji {
            at += 1;
            continue;
        }
        if let Some(spread) = spread_word(text, at) {
            at += spread;
            continue;
        }
        if let Some(mut named) = with_space(text, at).or_else(|| one(text, at, learned)) {
            if let Some(last) = found.last().filter(|last| named.confidence < 0.9 && joined(text, last, &named)) {
                // In a list everything is what its neighbours are.
                named.confidence = named.confidence.max((last.confidence - 0.1).min(0.8));
            }
            while text.tokens.get(at + 1).is_some_and(|next| next.range.start < named.range.end) {
                at += 1;
            }
            found.push(named);
        }
        at += 1;
    }
    together(text, &mut found);
    for at in (1..found.len()).rev() {
        if found[at].confidence >= 0.6 && found[at - 1].confidence < 0.6 && joined(text, &found[at - 1], &found[at]) {
            found[at - 1].confidence = found[at - 1].confidence.max((found[at].confidence - 0.1).min(0.75));
        }
    }
    found
}

/// Three words in a list that all are surnames are surnames, even if each alone were a place.
fn together(text: &Text<'_>, found: &mut [Named]) {
    let surname = |named: &Named| named.why == SURNAME && named.confidence >= 0.15 && named.range.len() >= 2;
    for at in 1..found.len() {
        let pair = surname(&found[at - 1]) && surname(&found[at]) && joined(text, &found[at - 1], &found[at]);
        let place = |named: &Named| signs::of_place(&text.view.spoken[named.range.end..]);
        if pair && !place(&found[at - 1]) && !place(&found[at]) {
            found[at - 1].confidence = found[at - 1].confidence.max(0.6);
            found[at].confidence = found[at].confidence.max(0.6);
        }
    }
}

/// Words with space between their letters (日　時, 場　所, 氏　名): how many runs they are.
fn spread_word(text: &Text<'_>, at: usize) -> Option<usize> {
    let mut word = String::new();
    for (count, pair) in text.tokens[at..].chunks(2).take(4).enumerate() {
        let [kanji, ..] = pair else { break };
        if kanji.kind != Kind::Kanji || kanji.range.len() > 2 {
            break;
        }
        word.extend(&text.view.chars[kanji.range.clone()]);
        if count > 0 && (words::no_name(&word) || words::announces(&word)) {
            return Some(count * 2 + 1);
        }
        if pair.get(1).is_none_or(|space| space.kind != Kind::Space) {
            break;
        }
    }
    None
}

/// Whether only a mark of a list, or a role after it, stands between two names; or から, as in 星から高林へ.
fn joined(text: &Text<'_>, one: &Named, other: &Named) -> bool {
    let view = text.view;
    let range = one.range.end.min(other.range.start)..other.range.start;
    let between: String = view.chars[range.clone()].iter().filter(|letter| !letter.is_whitespace()).collect();
    let rest = between.trim_start_matches("さん").trim_start_matches(['様', '氏']);
    let mark = |letter: char| JOINTS.contains(letter);
    if rest == "から" {
        return view.chars.get(other.range.end).is_some_and(|letter| matches!(letter, 'へ' | 'に'));
    }
    match rest.trim_start_matches(mark) {
        role if role.len() == rest.len() => false,
        "" => true,
        role => {
            let letters: Vec<char> = view.spoken[range].iter().copied().filter(|letter| !letter.is_whitespace()).collect();
            let count = role.trim_end_matches('の').chars().count();
            let end = letters.len() - usize::from(role.ends_with('の'));
            signs::role(&letters[..end]).is_some_and(|length| length >= count)
        }
    }
}

/// What stands around a word.
struct Around {
    address: bool,
    role_after: bool,
    role_before: Option<Joint>,
    kin_before: bool,
    expected: bool,
    /// The only thing in a cell or after 氏名.
    alone: bool,
    /// The word begins a line and says something, or stands in brackets after something said.
    speaks: bool,
    /// A phrase begins with it.
    begins: bool,
    /// Nothing else stands in brackets: （田中）.
    bracketed: bool,
    /// The next letter, in hiragana.
    after: Option<char>,
    institution: bool,
    of_place: bool,
    /// A reading in brackets, a telephone or an account of the person follows.
    reading_follows: bool,
    /// What follows says what a person does: が説明した, に尋ねた, です。
    acts: bool,
    follow: Follow,
    /// What follows is said of a child or relative.
    relative: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Joint {
    Direct,
    Space,
    No,
}

impl Around {
    fn of(text: &Text<'_>, range: &Range<usize>) -> Self {
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
            address: polite.is_some(),
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
            follow: signs::follow(after),
            relative: signs::of_relative(after),
        }
    }
}

impl Around {
    /// Whether a particle or a mark follows.
    fn particle(&self) -> bool {
        self.after.is_none_or(|after| AFTER_PERSON.contains(&after) || "、。）)」・\n".contains(after))
    }

    /// Whether it stands where names stand.
    fn placed(&self) -> bool {
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
pub(super) fn reading_follows(chars: &[char], at: usize) -> bool {
    let inside = in_brackets(chars, at);
    let phone = inside.iter().filter(|letter| letter.is_ascii_digit()).count() >= 5;
    let plain = signs::plainly(inside);
    let department = inside.len() >= 3 && inside.last().is_some_and(|last| "課係部室局署".contains(*last));
    let said: String = inside.iter().collect();
    let of_people = ["順不同", "欠席", "代理", "敬称略", "同席", "オンライン", "書面"].contains(&said.as_str());
    phone || department || of_people || signs::role(&plain).is_some() || signs::kin(&plain).is_some() || reading_in_brackets(chars, at)
}

fn reading_in_brackets(chars: &[char], at: usize) -> bool {
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

/// Surname and given name with a space between.
fn with_space(text: &Text<'_>, at: usize) -> Option<Named> {
    let (surname, space, given) = (&text.tokens[at], text.tokens.get(at + 1)?, text.tokens.get(at + 2)?);
    let chars = &text.view.chars;
    if space.kind != Kind::Space || space.range.len() > 4 || chars[space.range.clone()].contains(&'\t') {
        return None;
    }
    if surname.range.start > 0 && chars[surname.range.start - 1].is_alphabetic() && role_length(text, surname) == 0 {
        return None;
    }
    let department = surname.range.len() >= 3 && "課係部室局署".contains(chars[surname.range.end - 1]);
    let fits = !department
        && match given.kind {
            Kind::Kanji => given.range.len() <= 4,
            Kind::Hiragana | Kind::Katakana => (1..=6).contains(&given.range.len()),
            _ => false,
        };
    let (start, given_end) = (surname.range.start + role_length(text, surname), given_end(text, given));
    if !fits || surname.range.end <= start || surname.range.end - start > 5 || given_end <= given.range.start {
        return None;
    }
    let range = start..given_end;
    let (one, other) = (word(text, &(start..surname.range.end)), word(text, &(given.range.start..given_end)));
    let around = Around::of(text, &range);
    let nothing = |word: &str| words::no_name(word) || words::announces(word);
    let labels = !around.alone && (nothing(&one) || words::nobody(&other) || words::announces(&other));
    if labels || nothing(&format!("{one}{other}")) {
        return None;
    }
    if around.institution || signs::institution(&text.view.spoken[given.range.start..]) && !around.address {
        return None;
    }
    let known = (shape::surname(&one, text.lists), shape::given(&other, text.lists));
    let placed = around.expected || around.role_before.is_some() || around.address || around.reading_follows;
    // A role and a surname, not two parts of a name: 田中　会長 is left to the other rules.
    let confidence = match known {
        (Known::No, Known::No) => {
            if around.alone || around.address {
                0.8
            } else if placed {
                0.55
            } else {
                return None;
            }
        }
        (Known::No, _) | (_, Known::No) => {
            if around.alone {
                0.95
            } else if placed {
                0.85
            } else {
                0.35
            }
        }
        (Known::Common | Known::Frequent, Known::Common | Known::Frequent) => 0.97,
        _ => {
            if placed {
                0.96
            } else {
                0.7
            }
        }
    };
    let why = "姓と名の形をした言葉です。";
    Some(Named { range, confidence, why, cut: Some(surname.range.end - start) })
}

/// Where a given name ends: before the address or particle that follows it in the same kana.
fn given_end(text: &Text<'_>, given: &Token) -> usize {
    if given.kind == Kind::Kanji {
        let spoken = &text.view.spoken;
        return (given.range.start + 1..given.range.end).find(|at| covers(spoken, *at, given.range.end)).unwrap_or(given.range.end);
    }
    if given.kind == Kind::Katakana {
        return given.range.end;
    }
    kana_given_end(text, &given.range).map_or(given.range.end.min(given.range.start + 5), |end| end.max(given.range.start))
}

/// Whether an address or a role begins here and reaches to the end of the run.
fn covers(spoken: &[char], at: usize, end: usize) -> bool {
    signs::address(&spoken[at..]).is_some_and(|length| at + length >= end)
}

/// How much of a run is a given name in hiragana; `None` where no address, particle or end shows it.
fn kana_given_end(text: &Text<'_>, run: &Range<usize>) -> Option<usize> {
    let spoken = &text.view.spoken;
    if run.len() >= 2 && run.len() <= 5 && shape::given(&word(text, run), text.lists) != Known::No {
        return Some(run.end);
    }
    (run.start + 2..run.end.min(run.start + 6)).rev().find(|end| {
        let known = shape::given(&word(text, &(run.start..*end)), text.lists) != Known::No;
        known && (signs::polite(&spoken[*end..]).is_some() || AFTER_PERSON.contains(&spoken[*end]))
    })
}

/// Letters at the beginning of a run that are a role or another word before a name.
fn role_length(text: &Text<'_>, token: &Token) -> usize {
    let chars = &text.view.spoken[token.range.clone()];
    let role = (1..chars.len()).rev().find(|length| signs::is_role(&chars[..*length]) && *length >= 2);
    role.or_else(|| BEFORE.start(chars).filter(|length| *length >= 2 && *length < chars.len())).unwrap_or(0)
}

fn word(text: &Text<'_>, range: &Range<usize>) -> String {
    text.view.chars[range.clone()].iter().filter(|letter| !text::variants::is_variation_selector(**letter)).collect()
}

/// The name in one run of kanji, if there is one: the likeliest of the ways to take roles and addresses off it.
fn one(text: &Text<'_>, at: usize, learned: &Learned) -> Option<Named> {
    let token = &text.tokens[at];
    let (start, end) = (token.range.start, token.range.end);
    let spoken = &text.view.spoken;
    let whole: String = text.view.spoken[start..end].iter().collect();
    let counted = start > 0 && text.view.chars[start - 1].is_ascii_digit();
    if counted || words::nobody(&whole) || signs::polite(&text.view.spoken[start..]).is_some_and(|length| start + length >= end) {
        return None;
    }
    let mut starts = vec![start];
    let role = role_length(text, token);
    if role > 0 {
        starts.push(start + role);
    }
    let mut ends: Vec<usize> = (start + 1..end).filter(|at| covers(spoken, *at, end)).collect();
    let polite = ends.iter().any(|at| signs::polite(&spoken[*at..]).is_some());
    if !polite || reading_in_brackets(&text.view.chars, end) {
        ends.push(end);
    }
    let mut best: Option<Named> = None;
    let starts_at_role = *starts.last().unwrap_or(&start);
    for from in starts {
        for to in ends.iter().copied().filter(|to| *to > from && *to - from <= 7) {
            let whole = to == end;
            if whole
                && from == starts_at_role
                && to - from >= 3
                && reading_in_brackets(&text.view.chars, end)
                && !words::no_name(&word(text, &(from..to)))
            {
                let named = judge(text, &(from..to), learned);
                let cut = named.and_then(|named| named.cut);
                return Some(Named { range: from..to, confidence: 0.9, why: "後ろに読みが書かれています。", cut });
            }
            for named in [whole.then(|| with_kana(text, at, from)).flatten(), judge(text, &(from..to), learned)].into_iter().flatten() {
                if best.as_ref().is_none_or(|best| named.confidence > best.confidence) {
                    best = Some(named);
                }
            }
        }
    }
    best
}

/// A surname in kanji with a given name in kana right after it: 福井たえ.
fn with_kana(text: &Text<'_>, at: usize, from: usize) -> Option<Named> {
    let (token, next) = (&text.tokens[at], text.tokens.get(at + 1)?);
    let surname = word(text, &(from..token.range.end));
    let known = shape::surname(&surname, text.lists);
    if known == Known::No || words::no_name(&surname) {
        return None;
    }
    let end = match next.kind {
        Kind::Hiragana => kana_given_end(text, &next.range)?,
        Kind::Katakana if (2..=5).contains(&next.range.len()) && shape::given(&word(text, &next.range), text.lists) != Known::No => {
            next.range.end
        }
        _ => return None,
    };
    let range = from..end;
    let around = Around::of(text, &range);
    let bounded = end == next.range.end;
    let surely = known == Known::Frequent
        || (known == Known::Common && token.range.end - from >= 2 && text.lists.ordinary(&surname) == Ordinary::No);
    let given = shape::given(&word(text, &(next.range.start..end)), text.lists);
    let placed = around.expected || around.role_before.is_some() || around.address || around.reading_follows;
    let confidence = match (placed, bounded, given) {
        (true, ..) => 0.95,
        (false, true, _) if next.kind == Kind::Katakana => 0.8,
        (false, _, Known::Common | Known::Frequent) if surely && around.acts => 0.8,
        (false, true, Known::Common | Known::Frequent) if surely && around.follow == Follow::Mark => 0.8,
        (false, true, Known::Common | Known::Frequent) if surely && around.after.is_none_or(|after| !signs::is_kanji(after)) => 0.5,
        _ => return None,
    };
    Some(Named { range, confidence, why: "姓と名の形をした言葉です。", cut: Some(token.range.end - from) })
}

/// How sure it is that a word in kanji is a name.
fn judge(text: &Text<'_>, range: &Range<usize>, learned: &Learned) -> Option<Named> {
    let letters = &text.view.chars[range.clone()];
    let written = word(text, range);
    let around = Around::of(text, range);
    let shape = shape::of(letters, text.lists);
    let introduced = learned.of(letters);
    let named_role = (around.role_after || around.acts)
        && (introduced >= 0.5 || (around.role_after && matches!(shape, Shape::Surname(Known::Common | Known::Frequent, _))));
    if words::nobody(&written)
        || ((words::no_name(&written) || words::announces(&written)) && !around.address && !named_role)
        || letters.iter().all(|letter| "一二三四五六七八九十百千万〇".contains(*letter))
    {
        return None;
    }
    let cut = match shape {
        Shape::Full(cut, _) => Some(cut),
        _ => None,
    };
    let named = |confidence: f32, why: &'static str| Some(Named { range: range.clone(), confidence, why, cut });
    let signed = around.address || around.role_after;
    let houses = text.view.chars.get(range.end) == Some(&'家')
        && "農実隣民商作画空国本分王生大武名旧各我".contains(letters[0])
        && letters.len() == 1;
    let house = letters.len() > 1 && letters.last().is_some_and(|last| "荘寮苑館院堂".contains(*last));
    if (house && !around.address)
        || (around.institution && !signed)
        || (signs::after_institution(&text.view.spoken[..range.start]) && !signed)
        || houses
    {
        return None;
    }
    if around.address {
        return named(addressed(shape, letters.len()), "敬称の付いた名前です。");
    }
    let in_sentence = if introduced < 0.5 {
        0.0
    } else {
        introduced_here((text.lists.ordinary(&written), shape::surname(&written, text.lists)), &around, letters.len())
    };
    let by_shape = match shape {
        Shape::Full(_, known) => full(known, text.lists.ordinary(&written) != Ordinary::No, &around, letters.len()),
        Shape::Surname(known, ordinary) => surname(known, ordinary, &around, letters.len()),
        Shape::Given(known, ordinary) => given(known, ordinary, &around),
        Shape::Unknown => unknown(&around, letters),
    };
    if in_sentence >= by_shape.0 && in_sentence > 0.0 {
        return named(in_sentence, "この文章の中で人の名前として出てくる言葉です。");
    }
    if by_shape.0 > 0.1 || matches!(shape, Shape::Surname(..)) { named(by_shape.0, by_shape.1) } else { None }
}

fn addressed(shape: Shape, length: usize) -> f32 {
    match shape {
        Shape::Full(..) | Shape::Surname(..) | Shape::Given(..) => 0.96,
        Shape::Unknown if length <= 4 => 0.85,
        Shape::Unknown => 0.5,
    }
}

/// A word that the text elsewhere calls a person.
fn introduced_here(kind: (Ordinary, Known), around: &Around, length: usize) -> f32 {
    if around.of_place {
        return 0.0;
    }
    let subject = matches!(around.follow, Follow::Subject | Follow::Mark);
    let (ordinary, known) = kind;
    match (length, ordinary) {
        (2.., _) if around.placed() => 0.9,
        (2.., Ordinary::Word) if known == Known::Frequent && (around.acts || subject) => 0.8,
        (_, Ordinary::Word) if around.placed() || around.acts => 0.6,
        (1, Ordinary::Word) => 0.15,
        (_, Ordinary::Word) => {
            if subject {
                0.4
            } else {
                0.2
            }
        }
        _ if around.acts => 0.85,
        (1, _) => {
            if around.particle() {
                0.5
            } else {
                0.2
            }
        }
        _ if around.particle() => 0.8,
        _ => 0.5,
    }
}

const FULL: &str = "姓と名の形をした言葉です。";
const SURNAME: &str = "姓として使われる言葉です。";
const GIVEN: &str = "名として使われる言葉です。";

fn full(known: Known, ordinary: bool, around: &Around, length: usize) -> (f32, &'static str) {
    let placed = around.role_after
        || around.role_before.is_some()
        || around.expected
        || around.reading_follows
        || around.speaks
        || around.kin_before;
    let sure = match (placed, known) {
        (true, Known::Common | Known::Frequent) => 0.95,
        (true, _) if length >= 3 => 0.85,
        (true, _) => 0.5,
        (false, _) if ordinary => 0.1,
        (false, Known::Common | Known::Frequent) if length >= 4 => 0.85,
        (false, Known::Common | Known::Frequent) if length == 3 && around.acts => 0.7,
        (false, Known::Common | Known::Frequent) if length == 3 && around.particle() => 0.45,
        (false, _) if length >= 3 && around.acts => 0.45,
        (false, _) if length >= 4 => 0.2,
        _ => 0.15,
    };
    (sure, FULL)
}

fn surname(known: Known, ordinary: Ordinary, around: &Around, length: usize) -> (f32, &'static str) {
    if around.of_place {
        return (0.05, SURNAME);
    }
    let common = known >= Known::Common;
    let word = ordinary == Ordinary::Word && known != Known::Frequent;
    let sure = match around.role_before {
        _ if around.role_after => {
            if common {
                0.95
            } else {
                0.85
            }
        }
        Some(Joint::Direct) if length == 1 => {
            if common && around.acts {
                0.7
            } else {
                0.2
            }
        }
        Some(Joint::Direct) if word => {
            if common && around.particle() {
                0.6
            } else {
                0.2
            }
        }
        Some(Joint::Direct | Joint::Space) => {
            if common || around.expected {
                0.93
            } else {
                0.7
            }
        }
        Some(Joint::No) if common => {
            if word && !around.acts {
                0.5
            } else {
                0.9
            }
        }
        Some(Joint::No) => {
            if around.acts {
                0.75
            } else {
                0.3
            }
        }
        None if around.reading_follows => 0.9,
        None if around.expected => {
            if common || around.alone {
                0.92
            } else {
                0.8
            }
        }
        None if around.speaks => {
            if common && (length >= 2 || !word) {
                0.9
            } else {
                0.5
            }
        }
        None if around.kin_before && common && (length >= 2 || around.acts) => 0.75,
        None if length == 1 && known == Known::Frequent && around.begins && around.after.is_some_and(|after| "よか".contains(after)) => {
            0.45
        }
        None if around.bracketed && common && !word => 0.75,
        None if around.acts && common && !word => 0.85,
        None if around.acts && common => {
            if matches!(around.after, Some('が' | 'は' | 'よ' | 'か')) {
                0.5
            } else {
                0.2
            }
        }
        None if around.acts && !word && length >= 2 => 0.5,
        None => bare(known, ordinary, around, length),
    };
    (sure, SURNAME)
}

/// A surname in a sentence, without any sign.
fn bare(known: Known, ordinary: Ordinary, around: &Around, length: usize) -> f32 {
    let particle = around.particle();
    let subject = matches!(around.follow, Follow::Acts | Follow::Subject);
    match (known, ordinary, length) {
        (Known::Frequent, Ordinary::No, 2..) if particle => 0.8,
        (Known::Frequent, _, 2..) if subject => 0.6,
        (Known::Common, Ordinary::No, 2..) if particle => 0.6,
        (Known::Common | Known::Frequent, Ordinary::No, 2..) => {
            if around.after.is_some_and(signs::is_hiragana) {
                0.15
            } else {
                0.4
            }
        }
        (Known::Common, Ordinary::Place, 2..) if subject => 0.35,
        (Known::Rare, Ordinary::No, 2..) if subject => 0.25,
        (Known::Common | Known::Frequent, _, 2..) => 0.15,
        _ => 0.1,
    }
}

fn given(known: Known, ordinary: Ordinary, around: &Around) -> (f32, &'static str) {
    let common = known >= Known::Common;
    let word = ordinary != Ordinary::No;
    let sure = match (around.kin_before, around.expected) {
        (true, _) if !around.particle() => 0.1,
        (true, _) if common && !word => 0.7,
        (true, _) if around.acts => 0.5,
        (_, true) if around.alone => 0.8,
        (_, true) => 0.6,
        _ if around.reading_follows => 0.8,
        _ if around.role_after && common => 0.7,
        _ if around.speaks && common => 0.6,
        _ if around.relative && common => 0.6,
        _ if around.relative => 0.35,
        _ if common && !word => 0.2,
        _ => 0.1,
    };
    (sure, GIVEN)
}

fn unknown(around: &Around, letters: &[char]) -> (f32, &'static str) {
    const WHY: &str = "名前が書かれる場所にある言葉です。";
    let department = letters.last().is_some_and(|last| "課係部室局会所署班科団校院園社店組区市町村県".contains(*last));
    let sure = match letters.len() {
        2..=4 if around.alone => 0.8,
        2..=5 if around.reading_follows => 0.8,
        2..=4 if around.expected => 0.5,
        1 if around.alone => 0.5,
        2..=4 if around.role_before.is_some() && around.acts => 0.6,
        2..=4 if around.role_before == Some(Joint::Direct) => 0.2,
        2..=4 if around.speaks && around.acts => 0.4,
        2..=3 if around.role_after && !department => 0.4,
        _ => 0.0,
    };
    (sure, WHY)
}
