//! Variants of kanji that stand for one another in people's names: registers and typed lists differ in them.

use std::{collections::HashMap, sync::LazyLock};

use unicode_normalization::char::decompose_compatible;

/// Groups, parted by spaces: each is one character for comparing, and its first stands for all.
///
/// 斉 and 斎 are two characters in origin, but in the surname さいとう they are mistaken for each other more often than not.
const GROUPS: &str = "\
    高髙 崎﨑嵜 斉齊斎齋齎 辺邊邉 沢澤 浜濱濵 広廣 島嶋嶌 桜櫻 条條 真眞 富冨 吉𠮷 国國 栄榮 滝瀧 竜龍 関關 \
    恵惠 徳德 黒黑 瀬瀨 寿壽 寛寬 礼禮 静靜 実實 学學 児兒 円圓 応應 会會 万萬 与與 槙槇 桧檜 薮藪籔 籠篭 \
    遥遙 尭堯 弥彌 亀龜 鉄鐵鐡 伝傳 亜亞 来來 蔵藏 巌巖 峰峯 淵渕渊 館舘 曽曾 増增 桑桒 穂穗 芦蘆 台臺 参參 \
    鶴靏靍 豊豐 郎郞 頼賴 薫薰 緑綠 総總 縄繩 聡聰 芸藝 荘莊 覚覺 譲讓 経經 顕顯 麦麥 黄黃 柳栁 満滿 戸戶 \
    気氣 渋澁 数數 歩步 毎每 清淸 青靑 ケヶ 悪惡 圧壓 囲圍 医醫 壱壹 稲稻 飲飮 隠隱 営營 衛衞 駅驛 塩鹽 \
    縁緣 艶艷 奥奧 欧歐 殴毆 横橫 温溫 穏穩 仮假 価價 画畫 絵繪 壊壞 懐懷 拡擴 殻殼 楽樂 巻卷 缶罐 陥陷 \
    勧勸 歓歡 観觀 帰歸 偽僞 戯戲 犠犧 拠據 挙擧 虚虛 峡峽 挟挾 狭狹 暁曉 区區 駆驅 勲勳 径徑 茎莖 掲揭 \
    渓溪谿 継繼 鶏鷄雞 撃擊 研硏 県縣 倹儉 剣劍劔剱釼 険險 圏圈 検檢 献獻 権權 験驗 厳嚴 効效 恒恆 鉱鑛 号號 \
    済濟 砕碎 歳歲 剤劑 冊册 雑雜 桟棧 惨慘 賛贊 残殘 糸絲 歯齒 辞辭 湿濕 写寫 舎舍 釈釋 収收 従從 獣獸 \
    縦縱 粛肅 処處 緒緖 叙敍 尽盡 奨奬 将將 焼燒 称稱 証證 乗乘 剰剩 壌壤 嬢孃 浄淨 状狀 畳疊 醸釀 嘱囑 \
    触觸 寝寢 慎愼 図圖 粋粹 酔醉 随隨 髄髓 枢樞 声聲 跡迹 摂攝 窃竊 専專 戦戰 浅淺 潜潛 線綫 繊纖 践踐 \
    銭錢 禅禪 双雙 壮壯 捜搜 挿插 巣巢 争爭 痩瘦 騒騷 臓臟 即卽 属屬 続續 堕墮 対對 体體 帯帶 滞滯 択擇 \
    単單 担擔 胆膽 団團 断斷 弾彈 遅遲 昼晝 虫蟲 鋳鑄 庁廳 徴徵 聴聽 鎮鎭 転轉 点點 灯燈 当當 党黨 盗盜 \
    闘鬪 独獨 読讀 届屆 弐貳 悩惱 脳腦 覇霸 廃廢 拝拜 梅楳 売賣 発發 髪髮 抜拔 蛮蠻 秘祕 瓶甁 払拂 仏佛 \
    併倂 並竝 餅餠 変變 弁辨瓣辯 舗舖 褒襃 宝寶寳 翻飜 黙默 訳譯 薬藥 予豫 余餘 誉譽 揺搖 様樣 謡謠 乱亂 \
    覧覽 両兩 猟獵 涙淚 塁壘 励勵 戻戾 霊靈 齢齡 暦曆 歴歷 恋戀 錬鍊 炉爐 労勞 楼樓 録錄 湾灣 鎌鐮 鴎鷗 \
    栃杤 諌諫 刈苅 鍛鍜 昂昻 晃晄 昇曻 秋穐龝 飯飰 陰隂 煕熙凞 凜凛 柏栢 栖棲 猪豬 蝋蠟 萌萠 翠翆 瑤瑶 穣穰 \
    厩廏 喜㐂 兎兔 卯夘 函凾 呂吕 啓啟 壷壺 尚尙 侠俠 冴冱 冲沖 凌淩 博愽 厨廚 原厡 頬頰 砺礪 迩邇 掻搔 \
    桝枡 樽罇 湊凑 潁穎頴 牆墻 猿猨 磯礒 祢禰 繡繍 肇肈 莱萊 蒋蔣 蘇蘓 蠣蛎 讃讚 賎賤 輌輛 野埜 釜竈竃 鈎鉤 \
    雁鴈 顔顏 鰺鯵 麹麴 船舩 藤籐 斗㪷 祇祗 昭晧 土圡𡈽 丑丒 珍珎 亘亙 彦彥 産產 達逹 煇輝 僊仙 驒騨 倉仓 \
    嶽岳 嶺岺 嵯嵳 鉢盋 涌湧 凉涼 決决 況况 減减 準凖 塡填 噌噲 簞箪 歎嘆 廸迪 逎遒";

static REPRESENTATIVES: LazyLock<HashMap<char, char>> = LazyLock::new(|| {
    let variants_of = |group: &'static str| group.chars().next().into_iter().flat_map(|first| group.chars().map(move |c| (c, first)));
    GROUPS.split_whitespace().flat_map(variants_of).collect()
});

/// Characters below U+10000 that have variants, one bit each: most have none, and are asked for often.
static WITH_VARIANTS: LazyLock<Box<[u64]>> = LazyLock::new(|| {
    let mut bits = vec![0_u64; 1 << 10].into_boxed_slice();
    for c in REPRESENTATIVES.keys().map(|c| u32::from(*c) as usize).filter(|c| *c < 1 << 16) {
        bits[c / 64] |= 1 << (c % 64);
    }
    bits
});

/// The character that stands for all variants of `c`. Compatibility ideographs (神 as U+FA19) count as the character they
/// double.
pub fn representative(c: char) -> char {
    let mut plain = c;
    if matches!(c, '\u{F900}'..='\u{FAFF}' | '\u{2F800}'..='\u{2FA1F}') {
        decompose_compatible(c, |decomposed| plain = decomposed);
    }
    let code = u32::from(plain) as usize;
    match WITH_VARIANTS.get(code / 64) {
        Some(bits) if bits >> (code % 64) & 1 == 0 => plain,
        _ => REPRESENTATIVES.get(&plain).copied().unwrap_or(plain),
    }
}

/// The marks that choose a shape of the character before them.
pub fn is_variation_selector(c: char) -> bool {
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
