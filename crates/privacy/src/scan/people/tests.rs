use super::super::{Knowledge, LIKELY, Scanner};
use crate::{language::tests::language, roster::RosterName};

/// What a scanner that knows no roster takes for names.
fn names(text: &str) -> Vec<String> {
    told(&Scanner::new(Knowledge::default(), Some(language())), text)
}

fn told(scanner: &Scanner, text: &str) -> Vec<String> {
    scanner.scan(text).into_iter().filter(|span| span.label.is_name() && span.confidence >= LIKELY).map(|span| span.text).collect()
}

/// What minutes tell of residents and staff that is nobody's name.
const THINGS: &str = "日常生活 健康管理 権利擁護 勤務体制 生活環境 金銭管理 服薬管理 安全確保 体調管理 日中活動 余暇活動 外泊 入浴 買い物 食事面 食事内容 \
    通院 就労状況 健康状態 意思決定 意向確認 要望 希望 表情 笑顔 人権 自立 社会参加 地域移行 高齢化 障害特性 実績 人数 定員 平均年齢 家族構成 対人関係 部屋 衣類 \
    印鑑 家賃 預り金 工賃 個別支援計画 目標 行動障害 発熱 体重増加 入退院 避難誘導 夜間支援 配置基準 採用状況 離職率 研修計画 経験年数 処遇改善 業務量 言葉遣い \
    姿勢 引継ぎ 申し送り 休憩時間 腰痛予防 生活リズム 身だしなみ 清潔保持 掃除 洗濯 調理 献立 誕生日会 作業内容 将来設計 見守り体制 帰省 帰宅 面会 地域交流 理解促進 \
    契約内容 利用料 満足度 不安 困りごと 成長 安定 水分補給 口腔ケア 歩行状態 住環境 連絡体制 選挙 宗教 文化活動 交通安全 防災意識 備蓄 自転車 立場 平等 主体性 資質向上 心得 \
    信頼関係 改善策 再発防止策 説明責任 自己評価 支え合い 手洗い 予防接種 園芸 見学 役割分担";

/// H1: the title of a public page once read 利用者の〔氏名〕の様子.
#[test]
fn what_is_told_of_residents_and_staff_is_nobodys_name() {
    for thing in THINGS.split_whitespace() {
        for text in [
            format!("利用者の{thing}の様子"),
            format!("入居者の{thing}について説明した。"),
            format!("職員の{thing}が課題である。"),
            format!("管理者より、利用者の{thing}に関して報告があった。"),
            format!("・世話人の{thing}を確認した。"),
        ] {
            assert_eq!(names(&text), Vec::<String>::new(), "{text}");
        }
    }
}

/// H1
#[test]
fn a_name_after_the_same_words_is_found() {
    for (text, name) in [
        ("利用者の佐藤が体調を崩した。", "佐藤"),
        ("利用者の千葉さんの日常生活の様子", "千葉"),
        ("世話人の森が夜間の見守りについて説明した。", "森"),
        ("職員の原より、勤務体制の報告があった。", "原"),
        ("利用者の佐藤花子の健康管理について話し合った。", "佐藤花子"),
        ("入居者の希望さんが部屋を案内した。", "希望"),
        ("家族の鈴木様から、金銭管理について質問があった。", "鈴木"),
        ("利用者の小鳥遊さんが帰宅した。", "小鳥遊"),
    ] {
        assert_eq!(names(text), [name], "{text}");
    }
}

/// H1: in plain texts everything has its reading in brackets.
#[test]
fn an_everyday_word_with_its_reading_is_no_name() {
    for text in ["利用者の避難訓練（ひなんくんれん）を行った。", "職員の研修計画（けんしゅうけいかく）を示した。"]
    {
        assert_eq!(names(text), Vec::<String>::new(), "{text}");
    }
}

/// H1
#[test]
fn a_name_is_hidden_to_its_end() {
    for (text, name) in [
        ("・自治会長水野照良から、災害のときの連絡について質問があった。", "水野照良"),
        ("・もりかわさんの歩行器を新しくした。", "もりかわ"),
        ("・むとうとしさんが玄関まで見送ってくださった。", "むとうとし"),
        ("利用者　櫂鼻寿々（カイハナ　スズ）", "櫂鼻寿々"),
        ("とみうらさんの通院に付き添った。", "とみうら"),
        ("・たにしげとしさんが玄関まで見送ってくださった。", "たにしげとし"),
        ("最後に島江平氏から講評をいただいた。", "島江平"),
        ("きぬっちの愛称で親しまれている利用者である。", "きぬっち"),
        ("会議の後、「うちの葛\u{E0100}西にも伝えておく」と話した。", "葛\u{E0100}西"),
        ("委員会は1月8日に開き、ジャヤシンハサビ管が出席した。", "ジャヤシンハ"),
    ] {
        assert!(names(text).contains(&name.to_owned()), "{text}: {:?}", names(text));
    }
}

#[test]
fn what_stands_after_a_name_is_not_taken_into_it() {
    for (text, name) in [("佐藤側の言い分も聞いた。", "佐藤"), ("高橋宅を訪問した。", "高橋"), ("あきのさんが来られた。", "あきの")]
    {
        assert!(names(text).contains(&name.to_owned()), "{text}: {:?}", names(text));
    }
}

/// H1: 植の is on the roster, 柘植 is who is meant.
#[test]
fn two_readings_of_one_name_are_hidden_together() {
    let known = RosterName { name: "植野 一郎".to_owned(), kana: "うえの いちろう".to_owned(), role: "利用者".to_owned() };
    let scanner = Scanner::new(Knowledge { names: vec![known], ..Knowledge::default() }, Some(language()));
    let told = told(&scanner, "谷口・柘植の両名が出席した。");
    assert!(told.iter().any(|name| name.starts_with("柘植")), "{told:?}");
}
