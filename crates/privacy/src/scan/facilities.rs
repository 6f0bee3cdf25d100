//! Schools, workplaces, hospitals and other places where one person goes: 田中クリニックに通院, 勤務先は見本工業株式会社. Who knows
//! where somebody goes often knows who it is. A place to which nobody in particular is tied (近隣の小学校, 避難所は東小学校) is none.

use std::{ops::Range, sync::LazyLock};

use regex::Regex;

use super::{Find, pattern, view::View};
use crate::{signs::Words, span::Label};

/// What sort of place it is.
const SORTS: &str = "病院 医院 クリニック 診療所 歯科 眼科 内科 外科 皮膚科 支援学校 養護学校 小学校 中学校 高等学校 高校 大学 専門学校 幼稚園 保育園 作業所 ワークショップ \
                     デイサービス デイケア 工場 製作所 工業 商店";
/// Forms of companies, which stand before a name or after it.
const COMPANIES: [&str; 3] = ["株式会社", "有限会社", "合同会社"];

/// A proper name with the kind of the place, or with the form of a company before or after it.
static PLACE: LazyLock<Regex> = LazyLock::new(|| {
    let (company, sort) = (COMPANIES.join("|"), SORTS.split_whitespace().collect::<Vec<_>>().join("|"));
    pattern(&format!(r"(?:{company})[\p{{Han}}ァ-ヺーA-Za-z0-9・]{{2,16}}|[\p{{Han}}ァ-ヺーヶA-Za-z0-9・]{{1,14}}(?:{sort}|{company})"))
});
/// What somebody does there.
static GOES: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^(?:の[\p{Han}ァ-ヺー]{1,6})?(?:(?:に|へ|まで|を|で|から)(?:[^、。\n「」]{0,6}?)(?:通[いうっわえ院学所勤]|勤め|勤務|入院|退院|転院|受診|診察|入学|在学|在籍|卒業|中退|転校|働[いきくか]|就職|就労|就[いか]|復職|退職|内定|実習中|手術|搬送|運ば)|に(?:かか[っりる])|(?:出身|卒業|卒|在学中|在籍|勤務|勤め|入院中|退院))",
    )
});
/// What says that it is somebody's.
static WHOSE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?:勤務先|勤め先|職場|就職先|就労先|通院先|入院先|転院先|受診先|搬送先|通所先|通学先|利用先|実習先|かかりつけ医?|主治医|出身校|母校|学校名|病院名|会社名)(?:は|の|[:は]|「| ){1,2}$",
    )
});
/// Letters before the kind that name no one place: 市内の病院, 総合病院, 近隣小学校.
static ANY: LazyLock<Words> = LazyLock::new(|| {
    Words::of(
        "近隣 近所 近く 地域 地元 市内 区内 町内 県内 村内 市立 区立 町立 村立 県立 国立 公立 私立 都立 府立 道立 総合 専門 精神科 特別 特別支援 一般 大学 附属 協力 提携 連携 指定 救急 訪問 認定 \
         短期 夜間 通信制 定時制 全日制 就労 生活 共同 福祉 各 同 当 他 別 元 前 新 母校 複数 下請 印刷 食品 自動車 部品 大手 中小 知的障害者 障害者 心療 整形 小児 循環器 消化器 呼吸器 脳神経 神経 耳鼻咽喉 \
         地方 都市 最寄り 最寄 先方 以前 当時 毎週 毎月 今春 先月 昨年",
    )
});
/// Sorts, to be taken off a name.
static KINDS: LazyLock<Words> = LazyLock::new(|| Words::of(SORTS));
/// Words that end before the name of a place begins: 転倒後田中医院を受診.
static BEFORE: LazyLock<Words> =
    LazyLock::new(|| Words::of("先日 昨日 今日 本日 現在 翌日 当日 その後 転倒後 退院後 以前 市立 区立 町立 県立"));

/// All of them in a text.
pub(super) fn find(view: &View, found: &mut Vec<Find>) {
    let text = view.text.as_str();
    for place in PLACE.find_iter(text) {
        let range = named(text, place.range());
        if !is_proper(&text[range.clone()]) {
            continue;
        }
        let (before, after) = (&text[..range.start], &text[range.end..]);
        let near: usize = before.chars().rev().take(12).map(char::len_utf8).sum();
        if WHOSE.is_match(&before[before.len() - near..]) {
            found.push(Find::of(view, range, Label::Facility, 0.75, "誰かの通う先・勤める先として書かれた名前です。"));
        } else if GOES.is_match(near_after(after)) {
            found.push(Find::of(view, range, Label::Facility, 0.6, "誰かが通う・勤める・入院するところの名前です。"));
        }
    }
}

/// The name without the words before it.
fn named(text: &str, range: Range<usize>) -> Range<usize> {
    let letters: Vec<char> = text[range.clone()].chars().collect();
    let skipped = BEFORE.start(&letters).filter(|length| *length < letters.len()).unwrap_or(0);
    range.start + letters[..skipped].iter().map(|letter| letter.len_utf8()).sum::<usize>()..range.end
}

/// Whether something is left of a name when all is taken off that says what sort of place it is.
fn is_proper(name: &str) -> bool {
    let letters: Vec<char> = name.chars().collect();
    if COMPANIES.iter().any(|form| name.strip_prefix(form).or(name.strip_suffix(form)).is_some_and(|rest| !rest.is_empty())) {
        return true;
    }
    let mut rest = letters.as_slice();
    while let Some(length) = KINDS.end(rest).or_else(|| ANY.end(rest)) {
        rest = &rest[..rest.len() - length];
    }
    while let Some(length) = ANY.start(rest) {
        rest = &rest[length..];
    }
    rest.iter().any(|letter| letter.is_alphabetic()) && (rest.len() > 1 || crate::signs::is_kanji(rest[0]))
}

fn near_after(text: &str) -> &str {
    let bytes: usize = text.chars().take(24).map(char::len_utf8).sum();
    &text[..bytes]
}
