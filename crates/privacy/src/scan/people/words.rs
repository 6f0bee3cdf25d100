//! Words that look like names beside an address or a role and are none, and words that announce names.

use std::sync::LazyLock;

use crate::signs::{self, Words};

/// Words that people address and that are nobody's name: 皆さん, 利用者さん, 第三者委員.
const NOBODY: &str = "仕様 同様 多様 模様 態様 異様 有様 皆様 奥様 お客様 客様 殿様 何様 貴様 一様 様々 自治 町内 商店 老人 婦人 連合 連絡 育成 協議 同窓 後援 保護者 民児 父母 子ども 受給者証 受給者 問 答 議 号 他 等 様 氏 副 皆 皆々 皆様 皆さん 各位 各 全 両 某 同 諸 何 誰 御 仏 客 お客 子供 仲間 業者 患者 医者 医師 お医者 大家 近所 近隣 住民 地域 本人 家族 利用者 入居者 入所者 委員 会長 職員 所長 施設長 管理者 世話人     第三者 外部 民生 児童 実行 運営 評価 監査 審査 選考 推進 専門 担当 常勤 非常勤 正規 新任 女性 男性 同行 出席 欠席 参加 関係 事務 夜勤 日勤 生活 相談 介護 看護 支援 福祉 行政 会議 議事 氏名 名前 関係者 参加者 出席者 欠席者 訪問者 対応者     構成員 有識者 不在 同意 特に 自治会 町内会 商店会 警察 消防 お母 お父 お兄 お姉 お子 娘 息子 孫 母 父 兄 姉 弟 妹 祖母 祖父 叔父 叔母 両親 夫婦 夫妻 親子 姉妹 兄弟 友人 知人 同僚 上司 弁護士 後見人 保佐人 補助人 社協 市職員 推進員 支援員 相談員 学生 生徒 先生";

/// Words that stand where names stand: 日時：, 場所：.
const NO_NAMES: &str = "令和 平成 昭和 大正 明治 西暦 事業所名 施設名 訪問先 所在 開催日 開催場所 開催 方 人 者 会 数 日 時 場 所 隣 農 中 引 落 同士 方々 会場 文責 出し 台 度 件 名 月 年 回 歳 才 円 階 室 号 点 枚 日時 日程 場所 会場 住所 所在地 電話 時間 時刻 期間 期日 内容 目的 概要 結果 課題 対応 対策 方針 報告 連絡 説明 質問 回答 意見 要望 提案 助言 感想 発言 挨拶 開会 閉会 議長 座長 司会 進行 書記 記録 備考 資料 別紙 参考 以上 以下 今回 前回 次回 今後 今年 昨年 来年 今月 先月 来月 本日 当日     先日 昨日 明日 今日 午前 午後 毎日 毎週 毎月 毎年 最近 最後 最初 全員 全体 個人 個別 名簿 名称 事業所 事業 施設 法人 住居 建物 居室 自室 食堂 玄関 浴室 廊下 台所 居間 会社 学校 病院 医院 役員 役職 無し 有無 代理 傍聴 議題 議案 次第 老人会 婦人会 子供会 消防署 警察署 交番 郵便局 銀行 支店     普通 当座 口座 番号 記号 金額 合計 費用 家賃 食費 食材 光熱 水道 電気 避難 訓練 防災 災害 地震 火災 緊急 安全 衛生 感染 予防 健康 診断 通院 入院 退院 服薬 誤薬 転倒 事故 苦情 虐待 権利 擁護 身体 拘束 研修 勉強 見学 訪問 観察 事項 確認 旅行 外出 買物 散歩 運動 体操 音楽 映画 誕生 誕生会 行事 保健 医療 教育 就労     作業 工賃 給料 年金 手当 制度 計画 目標 実施 継続 検討 改善 変更 中止 延期 予定 開催 終了 開始 受付 担任 日中 夜間 早朝 深夜 平日 休日 祝日 週末 年末 年始 先輩 後輩 司法書士 巡回 訪問看護 包括 基幹 協議会 推進会議 専門員 指導員 運転手 調理員 実習生 園児 教員 教授 講師 顧問 理事 監事 代表 原則 案内 有り 良好 可能 未定 別添 同上 空室 空き 満室";

static NOBODY_LIST: LazyLock<Words> = LazyLock::new(|| Words::of(NOBODY));
static NO_NAMES_LIST: LazyLock<Words> = LazyLock::new(|| Words::of(NO_NAMES));

/// Whether a word is nobody's name, even with an address.
pub(super) fn nobody(word: &str) -> bool {
    let word: Vec<char> = word.chars().collect();
    NOBODY_LIST.has(&word) || signs::is_role(&signs::plainly(&word))
}

/// Whether a word is no name where it stands without an address.
pub(super) fn no_name(word: &str) -> bool {
    nobody(word) || NO_NAMES_LIST.has(&word.chars().collect::<Vec<_>>())
}

/// Words after which names stand: 氏名, 記録者, 出席者.
const ANNOUNCING: &str = "氏名 お名前 名前 名義 名義人 口座名義 記録 記録者 文責 投稿者 投稿 作成者 作成 報告者 報告 担当 担当者 対応者 訪問者 訪問員 参加者 参加 出席者 出席 出席委員 欠席者 欠席 欠席委員 構成員 委員 司会 司会者 進行 進行役 議長 座長 書記 \
    立会人 立会者 立会い 面談者 相談者 申請者 届出者 代理人 連絡先 緊急連絡先 緊急時連絡先 保護者 家族 ご家族 利用者 利用者名 入居者 入居者名 入所者 地域 地域住民 近隣住民 有識者 学識経験者 福祉関係者 行政 市 市町村 市職員 区 町 事業所 法人 職員 施設 事業者 来賓 講師 傍聴 傍聴者 オブザーバー 同席者 同席 同行者 \
    発言者 質問者 回答者 署名 署名人 議事録署名人 議事録作成者 確認者 校閲 監修 撮影 写真 メンバー 関係者 経験者 当事者 家族代表 利用者代表 住民代表 地域代表";

static ANNOUNCING_LIST: LazyLock<Words> = LazyLock::new(|| Words::of(ANNOUNCING));

/// Whether names stand after a word.
pub(super) fn announces(word: &str) -> bool {
    let word: Vec<char> = word.chars().collect();
    ANNOUNCING_LIST.has(&word) || signs::is_role(&signs::plainly(&word))
}

/// Heads of columns with names.
pub(super) fn heads_names(cell: &str) -> bool {
    const HEADS: &[&str] = &[
        "氏名",
        "名前",
        "お名前",
        "利用者名",
        "入居者名",
        "委員名",
        "構成員名",
        "職員名",
        "出席者",
        "出席者名",
        "参加者",
        "参加者名",
        "担当者",
        "家族氏名",
        "保護者名",
        "代表者",
        "代表者名",
    ];
    let cell: String = cell.chars().filter(|letter| !letter.is_whitespace()).collect();
    HEADS.contains(&cell.as_str())
}

/// Heads of columns with readings.
pub(super) fn heads_readings(cell: &str) -> bool {
    const HEADS: &[&str] = &[
        "ふりがな",
        "フリガナ",
        "よみがな",
        "ヨミガナ",
        "よみ",
        "ヨミ",
        "カナ",
        "かな",
        "読み",
        "読み仮名",
        "氏名カナ",
        "氏名かな",
        "カナ氏名",
    ];
    let cell: String = cell.chars().filter(|letter| !letter.is_whitespace()).collect();
    HEADS.contains(&cell.as_str())
}

/// Katakana words that people address and that are nobody's name.
pub(super) fn nobody_in_katakana(word: &str) -> bool {
    const NOBODY: &[&str] = &[
        "スタッフ",
        "マイナンバー",
        "メール",
        "アドレス",
        "ファックス",
        "ファクス",
        "ライン",
        "インスタ",
        "ホームページ",
        "ボランティア",
        "ヘルパー",
        "メンバー",
        "オーナー",
        "ドクター",
        "パート",
        "ママ",
        "パパ",
        "ケアマネ",
        "ケアマネジャー",
        "リーダー",
        "サブリーダー",
        "コーディネーター",
        "アドバイザー",
        "オブザーバー",
        "ユーザー",
        "ピアサポーター",
        "サポーター",
        "サビ",
        "センター",
        "グループ",
        "ホーム",
        "ハウス",
        "クリニック",
        "ペット",
        "ネコ",
        "ワンコ",
        "ニャンコ",
        "サンタ",
        "カラス",
        "マスター",
        "ナース",
        "コンビニ",
        "スーパー",
        "ドラッグストア",
        "タクシー",
        "バス",
        "デイサービス",
        "デイ",
        "ショートステイ",
        "モニター",
        "キャラクター",
        "パートナー",
        "インストラクター",
    ];
    NOBODY.contains(&word)
}
