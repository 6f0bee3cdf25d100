//! Words beside a name that say that it is one: 様, さん, 委員; 世話人の, 利用者; and words after it that say that it is none:
//! 県, 駅, クリニック.

use std::{collections::BTreeMap, sync::LazyLock};

use text::{kana, width};

/// A list of words, found by their first and by their last letter.
pub(crate) struct Words {
    by_first: BTreeMap<char, Vec<Vec<char>>>,
    by_last: BTreeMap<char, Vec<Vec<char>>>,
}

impl Words {
    /// The words of a list, parted by spaces.
    pub fn of(list: &str) -> Self {
        let mut words = Self { by_first: BTreeMap::new(), by_last: BTreeMap::new() };
        for word in list.split_whitespace().map(|word| word.chars().collect::<Vec<_>>()) {
            if let (Some(first), Some(last)) = (word.first(), word.last()) {
                words.by_first.entry(*first).or_default().push(word.clone());
                words.by_last.entry(*last).or_default().push(word);
            }
        }
        words
    }

    /// How long the longest word is with which a text begins.
    pub fn start(&self, text: &[char]) -> Option<usize> {
        let words = self.by_first.get(text.first()?)?;
        words.iter().filter(|word| text.starts_with(word)).map(Vec::len).max()
    }

    /// How long the longest word is with which a text ends.
    pub fn end(&self, text: &[char]) -> Option<usize> {
        let words = self.by_last.get(text.last()?)?;
        words.iter().filter(|word| text.ends_with(word)).map(Vec::len).max()
    }

    /// Whether a text is one of the words.
    pub fn has(&self, text: &[char]) -> bool {
        text.first().and_then(|first| self.by_first.get(first)).is_some_and(|words| words.iter().any(|word| word == text))
    }
}

/// A letter in full width and hiragana, one for one: as words are compared here.
pub(crate) fn plain(letter: char) -> char {
    match letter {
        'ァ'..='ヶ' => char::from_u32(u32::from(letter) - 0x60).unwrap_or(letter),
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(letter) - 0xFEE0).unwrap_or(letter),
        '\u{FF66}'..='\u{FF9F}' => kana::to_hiragana(&width::fold(&letter.to_string())).chars().next().unwrap_or(letter),
        '\u{3000}' => ' ',
        _ => letter,
    }
}

/// A text letter by letter in the form in which signs are compared.
pub(crate) fn plainly(letters: &[char]) -> Vec<char> {
    letters.iter().copied().map(plain).collect()
}

/// What makes of a word before it a person.
static ADDRESSES: LazyLock<Words> = LazyLock::new(|| {
    Words::of(
        "\
     さん さーん さま 様 氏 殿 どの くん 君 ちゃん ちゃま たん っち りん はん 先生 せんせい 女史 嬢 夫妻 夫婦 夫人 ご夫妻 \
     ご夫婦 兄弟 姉妹 親子 両氏 両名 両委員 両先生 一家 携帯 宅 邸 家では 家の 家に 家は 家が 家と 家から 家へ 家より 家を 家も \
     家、",
    )
});

/// What somebody is in a home, a meeting, an office, a neighbourhood.
static ROLES: LazyLock<Words> = LazyLock::new(|| {
    Words::of(
        "\
     委員 委員長 副委員長 会長 副会長 町会長 町内会長 自治会長 自治会副会長 商店会長 商店会副会長 老人会長 家族会長 班長 区長 施設長 副施設長 管理者 所長 副所長 園長 \
     院長 校長 教頭 教授 准教授 大学教授 講師 助教 利用者 入居者 入所者 職員 世話人 世話役 支援員 生活支援員 相談員 専門員 \
     相談支援専門員 看護師 准看護師 保健師 医師 主治医 薬剤師 栄養士 管理栄養士 作業療法士 理学療法士 介護士 保育士 \
     社会福祉士 精神保健福祉士 公認心理師 議員 市議 県議 家族 民生委員 児童委員 民生児童委員 主任児童委員 理事長 理事 \
     副理事長 監事 評議員 代表 代表者 副代表 課長 部長 係長 主任 副主任 主事 主査 主幹 参事 課長補佐 補佐 次長 局長 室長 \
     班長 組長 店長 店主 社長 専務 常務 住職 宮司 神父 牧師 巡査 巡査部長 署長 隊長 団長 分団長 弁護士 司法書士 \
     行政書士 税理士 後見人 成年後見人 保佐人 補助人 保護者 さび管 さびかん さーびす管理責任者 児発管 管理責任者 責任者 \
     担当 担当者 運転手 書記 座長 議長 副議長 司会 事務局 事務局長 事務長 事務員 調理員 用務員 夜勤者 宿直 実習生 \
     研修生 ぼらんてぃあ 推進員 地域連携推進員 指導員 指導主事 補助員 相談役 顧問 記録者 記録係 大家 大家さん \
     家主 理容師 ぱーと りーだー ちーふ せんたー長 まねーじゃー けあまね けあまねじゃー へるぱー こーでぃねーたー \
     あどばいざー すたっふ おーなー",
    )
});

/// Who somebody is to another.
static KIN: LazyLock<Words> = LazyLock::new(|| {
    Words::of(
        "\
     母 父 兄 姉 弟 妹 夫 妻 祖母 祖父 叔父 叔母 伯父 伯母 長男 長女 次男 次女 三男 三女 息子 娘 孫 甥 姪 母親 父親 両親 \
     お母様 お父様 お母さん お父さん お兄さん お姉さん",
    )
});

/// What begins like a sign and is none.
static NO_SIGNS: LazyLock<Words> = LazyLock::new(|| {
    Words::of(
        "\
     様子 様々 様式 様相 様態 さまざま 氏名 代表的 家族会 担当する 担当し 会計年度 夜勤体制 学生時代 殿堂 理事会 \
     委員会 職員会 利用者会 理事長室 教授会 宅地 宅配 宅老 りんご 補助金 君が代 住民説明 補佐し 補佐す 担当者会",
    )
});

/// Words in kana that end like an address and are none: たくさん is nobody called たく.
static EVERYDAY: LazyLock<Words> = LazyLock::new(|| {
    Words::of(
        "\
     たくさん みなさん みなさま おくさん おくさま おきゃくさん おきゃくさま かあさん とうさん ねえさん にいさん ばあさん \
     じいさん おじさん おばさん おまわりさん あかちゃん ぼっちゃん おじょうさん おいしゃさん おやこさん せんせい だれかさん \
     ひとりさん おふたりさん",
    )
});

/// What follows a surname in the name of a place or an institution: 福島県, 川口駅, 田中荘.
static PLACES: LazyLock<Words> = LazyLock::new(|| {
    Words::of(
        "\
     都 道 府 県 市 区 町 村 郡 島 駅 川 山 橋 池 沢 丘 台 通り 通 方面 周辺 地区 地域 地方 支店 支所 支部 本店 営業所 公園 \
     神社 神宮 寺 病院 医院 診療所 作業所 支援学校 養護学校 専門学校 内科 外科 歯科 眼科 皮膚科 小児科 整形 くりにっく 薬局 小学校 中学校 高校 高等学校 大学 \
     幼稚園 保育園 保育所 こども園 商店街 商店 商会 商事 自治会 町内会 団地 荘 寮 園 苑 館 院 堂 ほーむ はいつ はいむ \
     こーぽ まんしょん あぱーと びる びるでぃんぐ はうす 工務店 建設 工業 製作所 産業 電機 電気 酒店 酒造 鮮魚店 精肉店 \
     青果 米店 書店 薬品 生花店 理髪店 美容室 食堂 食品 農園 牧場 銀行 信用金庫 信金 株式会社 有限会社 会館 集会所 公民館 \
     坂 城 港 温泉 高原 平野 盆地 空港 線 街道 半島 海岸 東 西 南 北 運輸 運送 交通 たくしー 不動産 製菓 製麺 水産 造園 \
     塗装 設備 硝子 印刷 写真館 旅館 ほてる 亭 屋 軒 庵 すとあ すーぱー どらっぐ",
    )
});

/// What follows a place and no person: 千葉へ行った, 千葉にある, 千葉出身.
static OF_PLACES: LazyLock<Words> = LazyLock::new(|| {
    Words::of(
        "\
     出身 在住 行き へ行 に行 にある にあり に住 へ移 に移 へ引っ越 へ出かけ まで行 から来 産の の動物園 の名物 への旅行 旅行 \
     観光 発の 着の 経由 で開かれ で開催 市内 県内 近郊",
    )
});

/// What persons do, after a particle: が説明した, に尋ねた, から報告があった.
static ACTS: LazyLock<Words> = LazyLock::new(|| {
    Words::of(
        "説明 報告 回答 返答 答え 述べ 話し 話を 話が 話す 語 挨拶 あいさつ 補足 補っ 補い 紹介 出席 参加し 欠席 担当 作成 記録 確認 対応し 対応す 尋ね たずね 伝え 伺 うかが 相談 指導 行う 行い 務め \
         つとめ 進行 司会 発言 質問 要望 提案 お願い 依頼 謝辞 回収 付き添 付添 引き継 引継 代わ 交代 案内 同行 開会 閉会 まとめ 入力 休み 体調 転倒 来 言 教え 手伝 勤め 勤務 着任 退職 就任 講評 \
         助言 指摘 情報提供 申し出 申し入れ 呼びかけ 感謝 お礼 礼 涙 笑 泣 怒 喜 心配 気付 気づ 見せ 見守 支援 介助 付い 連れ 送 迎え 訪ね 訪問 面談 電話 連絡 改めて 掃除 洗濯 調理 受診 \
         入院 退院 通院 通所 入居 退居 転居 引っ越 立ち会 代理 改善を 意見 声 質疑 制度面 以前 帰りた 帰省 うなず 頷 毎週 毎朝 毎日 冷蔵庫 自分 自室 ご 「 資料 職員体制 入居者数 支援の内容 産 \
         育て 呼 励ま 亡く 預け 支え",
    )
});

/// What persons have: の携帯, の意見, の帰省.
static OWNED: LazyLock<Words> = LazyLock::new(|| {
    Words::of(
        "挨拶 あいさつ 案内 意見 発言 質問 報告 説明 司会 進行 提案 指摘 要望 助言 講評 好き 通院 居室 部屋 携帯 電話 連絡先 緊急 帰省 実家 自宅 お宅 家 お母 お父 ご家族 家族 母 父 兄 姉 弟 妹 祖母 祖父 叔父 \
         叔母 息子 娘 孫 妻 夫 友人 様子 体調 趣味 誕生 受給者証 個別支援 支援計画 歩行器 車いす 服薬 入院 退院 入居 退居 転居 転倒 担当 協力 話 名前 氏名 住所 生年月日 口座 年齢 両名 両氏 ふたり 二人",
    )
});

/// How long the address or role is that begins here (`plain` is the text after a name). `None` if there is none.
pub(crate) fn address(plain: &[char]) -> Option<usize> {
    let found = ADDRESSES.start(plain).max(ROLES.start(plain))?;
    NO_SIGNS.start(plain).is_none().then_some(found)
}

/// The same for an address that only persons have (さん, 様, 氏), not a role.
pub(crate) fn polite(plain: &[char]) -> Option<usize> {
    let found = ADDRESSES.start(plain)?;
    NO_SIGNS.start(plain).is_none().then_some(found)
}

/// How long the role is that ends here (`plain` is the text before a name).
pub(crate) fn role(plain: &[char]) -> Option<usize> {
    ROLES.end(plain)
}

/// How long the word for a relative is that ends here.
pub(crate) fn kin(plain: &[char]) -> Option<usize> {
    KIN.end(plain)
}

/// Whether a name together with what follows is an everyday word.
pub(crate) fn everyday(name_and_rest: &[char]) -> bool {
    EVERYDAY.start(name_and_rest).is_some()
}

/// Whether the name before this is part of the name of a place or institution.
pub(crate) fn institution(plain: &[char]) -> bool {
    PLACES.start(plain).is_some() && address(plain).is_none()
}

/// Whether the name of a house or an office goes on here: グループホーム平和, ハイツ田中 (`plain` is the text before a name).
pub(crate) fn after_institution(plain: &[char]) -> bool {
    static KINDS: LazyLock<Words> =
        LazyLock::new(|| Words::of("ほーむ はいつ はいむ はうす こーぽ めぞん びら まんしょん せんたー くらぶ 荘 寮"));
    KINDS.end(plain).is_some()
}

/// Whether what follows is said of places.
pub(crate) fn of_place(plain: &[char]) -> bool {
    OF_PLACES.start(plain).is_some()
}

/// Whether what follows is said of a person that acts or has something (`plain` is the text after a name).
pub(crate) fn acts(plain: &[char]) -> bool {
    static SELF: LazyLock<Words> =
        LazyLock::new(|| Words::of("です。 です、 です\u{3000} と申し でござい と言い と書かれ と呼 については に関して"));
    static PARTICLES: LazyLock<Words> = LazyLock::new(|| Words::of("からは からも よりは から より が に には にも は も を"));
    // 森、李の3名.
    let counted = plain.first() == Some(&'の')
        && plain[1..].iter().position(|letter| !letter.is_ascii_digit()).is_some_and(|at| at > 0 && matches!(plain[1 + at], '名' | '人'));
    if counted || SELF.start(plain).is_some() || (plain.first() == Some(&'の') && OWNED.start(&plain[1..]).is_some()) {
        return true;
    }
    static HANDED: LazyLock<Words> = LazyLock::new(|| {
        Words::of(
            "へ引き継 へ引継 へお願い へ伝え へ相談 へ報告 へ依頼 へ連絡 へ確認 へ質問 へのお礼 への支援 を座長 を議長 を司会 を会長 を副会長 を委員長 を代表 を監事 を理事",
        )
    });
    if HANDED.start(plain).is_some() {
        return true;
    }
    let Some(after) = PARTICLES.start(plain) else { return false };
    let pause = usize::from(plain.get(after).is_some_and(|letter| matches!(letter, '、' | '，')));
    ACTS.start(&plain[after + pause..]).is_some()
}

/// Whether what follows says that somebody does or says something (が説明した, より報告があった), which is more than that something is
/// said of them.
pub(crate) fn does(plain: &[char]) -> bool {
    matches!(plain, ['が', ..] | ['よ', 'り', ..] | ['か', 'ら', ..]) && acts(plain)
}

/// Whether what follows is said of somebody's child or relative: の帰省, を産んだころ, も帰りたがらない.
pub(crate) fn of_relative(plain: &[char]) -> bool {
    static SAID: LazyLock<Words> = LazyLock::new(|| {
        Words::of(
            "の帰省 の誕生 の成長 の将来 の進路 の入居 の就職 の結婚 の面会 の通院 の様子 の体調 の部屋 の居室 の外泊 の写真 の学費 の暮らし の生活 を産 を生んだ を育てる を預 を連れ を迎え を亡 を叱 を褒 も帰り も喜 も楽し も元気 も安心 も来年 は元気 が帰 が喜 が生まれ が小さい が幼い が世話 がお世話 がいつも と暮ら と会 と面会 に会い に会え に似",
        )
    });
    SAID.start(plain).is_some()
}

/// What follows a word that may be a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Follow {
    /// What a person does or has.
    Acts,
    /// A particle after which mostly somebody acts: が, は, から.
    Subject,
    /// A mark, or the end.
    Mark,
    Other,
}

/// What follows (`plain` is the text after a name).
pub(crate) fn follow(plain: &[char]) -> Follow {
    match plain.first() {
        _ if acts(plain) => Follow::Acts,
        Some('が' | 'は' | 'も' | 'か' | 'よ') => Follow::Subject,
        None => Follow::Mark,
        Some(letter) if "、。）)」・\n/|,\t".contains(*letter) => Follow::Mark,
        _ => Follow::Other,
    }
}

/// Whether a whole word is a role or a relative.
pub(crate) fn is_role(word: &[char]) -> bool {
    ROLES.has(word) || KIN.has(word)
}

pub(crate) fn is_kanji(letter: char) -> bool {
    matches!(letter, '\u{3400}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '々' | '〻' | '\u{20000}'..='\u{3FFFF}')
}

pub(crate) fn is_hiragana(letter: char) -> bool {
    matches!(letter, 'ぁ'..='ゟ')
}

pub(crate) fn is_katakana(letter: char) -> bool {
    matches!(letter, 'ァ'..='ヺ' | 'ー' | 'ヽ' | 'ヾ' | '\u{FF66}'..='\u{FF9F}')
}

/// Whether two letters belong to one script, so that a word may go on from one to the other.
pub(crate) fn same_script(one: char, other: char) -> bool {
    let script = |letter: char| match letter {
        _ if is_kanji(letter) => 1,
        _ if is_hiragana(letter) => 2,
        _ if is_katakana(letter) => 3,
        _ if letter.is_alphabetic() => 4,
        _ => 0,
    };
    script(one) != 0 && script(one) == script(other)
}
