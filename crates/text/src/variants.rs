//! Variants of kanji that stand for one another in people's names: registers and typed lists differ in them.

use std::{collections::HashMap, sync::LazyLock};

use unicode_normalization::char::decompose_compatible;

/// Groups, parted by spaces: each is one character for comparing, and its first stands for all.
///
/// 斉 and 斎 are two characters in origin, but in the surname さいとう they are mistaken for each other more often than not.
const GROUPS: &str = "\
    高髙 崎﨑嵜 斉齊斎齋齎 辺邊邉 沢澤 浜濱濵 広廣 島嶋嶌 桜櫻 条條 真眞 富冨 吉𠮷 国國 栄榮 滝瀧 \
    竜龍 関關 恵惠 徳德 黒黑 瀬瀨 寿壽 寛寬 礼禮 静靜 実實 学學 児兒 円圓 応應 会會 \
    万萬 与與 槙槇 桧檜 薮藪籔 籠篭 遥遙 尭堯 弥彌 亀龜 鉄鐵鐡 伝傳 亜亞 来來 蔵藏 巌巖 \
    峰峯 淵渕渊 館舘 曽曾 増增 桑桒 穂穗 芦蘆 台臺 参參 鶴靏靍 豊豐 郎郞 頼賴 薫薰 緑綠 \
    総總 縄繩 聡聰 芸藝 荘莊 覚覺 譲讓 経經 顕顯 麦麥 黄黃 柳栁 満滿 戸戶 気氣 渋澁 \
    数數 歩步 毎每 清淸 青靑 ケヶ";

static REPRESENTATIVES: LazyLock<HashMap<char, char>> = LazyLock::new(|| {
    let variants_of = |group: &'static str| group.chars().next().into_iter().flat_map(|first| group.chars().map(move |c| (c, first)));
    GROUPS.split_whitespace().flat_map(variants_of).collect()
});

/// The character that stands for all variants of `c`. Compatibility ideographs (神 as U+FA19) count as the character they
/// double.
pub(crate) fn representative(c: char) -> char {
    let mut plain = c;
    if matches!(c, '\u{F900}'..='\u{FAFF}' | '\u{2F800}'..='\u{2FA1F}') {
        decompose_compatible(c, |decomposed| plain = decomposed);
    }
    REPRESENTATIVES.get(&plain).copied().unwrap_or(plain)
}

/// The marks that choose a shape of the character before them.
pub(crate) fn is_variation_selector(c: char) -> bool {
    matches!(c, '\u{FE00}'..='\u{FE0F}' | '\u{E0100}'..='\u{E01EF}')
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn no_character_stands_in_two_groups_and_each_group_has_more_than_one() {
        let mut seen = HashSet::new();
        for group in GROUPS.split_whitespace() {
            assert!(group.chars().count() > 1, "{group}");
            for c in group.chars() {
                assert!(seen.insert(c), "{c} stands twice");
            }
        }
    }

    #[test]
    fn a_compatibility_ideograph_counts_as_what_it_doubles() {
        assert_eq!(representative('\u{FA19}'), '\u{795E}');
        assert_eq!(representative('\u{FA11}'), '崎');
    }
}
