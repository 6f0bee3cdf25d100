use super::*;

fn scanner() -> Scanner {
    let name = RosterName { name: "見本 花子".to_owned(), kana: "みほん はなこ".to_owned(), role: "利用者".to_owned() };
    Scanner::new(Knowledge { names: vec![name], own: vec!["03-0000-0001".to_owned()], ..Knowledge::default() }, None)
}

fn likely(text: &str) -> Vec<(String, Label)> {
    scanner().scan(text).into_iter().filter(|span| span.confidence >= LIKELY).map(|span| (span.text, span.label)).collect()
}

fn told(text: &str) -> Vec<String> {
    likely(text).into_iter().map(|(text, label)| format!("{}:{text}", label.code())).collect()
}

/// H1
#[test]
fn a_known_name_a_telephone_number_and_mail_are_found() {
    let found = scanner().scan("見本様の携帯は090-0000-0000、hanako@example.jp です。");
    let told: Vec<(&str, Label, bool)> = found.iter().map(|span| (span.text.as_str(), span.label, span.known)).collect();
    assert_eq!(told, [("見本", Label::Person, true), ("090-0000-0000", Label::Phone, false), ("hanako@example.jp", Label::Email, false)]);
}

#[test]
fn what_belongs_to_the_office_itself_is_not_found() {
    assert_eq!(scanner().scan("お問い合わせは０３（００００）０００１へ。"), []);
}

/// H1
#[test]
fn telephone_numbers_are_found_however_they_are_written() {
    for number in [
        "03-0123-4567",
        "０９０－０１２３－４５６７",
        "090‐0123‐4567",
        "090−0123−4567",
        "０９０ー０１２３ー４５６７",
        "090 0123 4567",
        "09001234567",
        "0263(01)4567",
        "（０３）０１２３－４５６７",
        "03.0123.4567",
        "+81-90-0123-4567",
        "〇九〇ー〇一二三ー四五六七",
        "04992-0-1234",
    ] {
        assert_eq!(told(&format!("連絡は{number}まで。")), [format!("phone:{number}")], "{number}");
    }
}

#[test]
fn other_numbers_are_no_telephone_numbers() {
    for text in ["2026/05/11から", "合計は12,000円", "3-12-5", "No.0123-45-678901-22", "13:00-15:30"] {
        assert!(!told(text).iter().any(|told| told.starts_with("phone")), "{text}: {:?}", told(text));
    }
}

/// H1
#[test]
fn mail_pages_and_accounts_are_found() {
    assert_eq!(told("ｈａｎａ＠ｅｘａｍｐｌｅ．ｊｐへ"), ["email:ｈａｎａ＠ｅｘａｍｐｌｅ．ｊｐ"]);
    assert_eq!(told("hana(at)example.jp"), ["email:hana(at)example.jp"]);
    assert_eq!(told("インスタは@hana_0707です"), ["url:@hana_0707"]);
    assert_eq!(told("https://www.instagram.com/hana/ を見た"), ["url:https://www.instagram.com/hana/"]);
    assert!(told("https://www.mhlw.go.jp/ の手引き").is_empty());
}

/// H1
#[test]
fn an_address_is_found_down_to_the_house_and_its_postal_code() {
    for address in [
        "〒100-0000　千葉県千葉市緑区本町3-2-1",
        "豊田市栄町二丁目三番一号",
        "東京都八王子市大字原1234番地の5",
        "福島県石川郡石川町字谷田10番地",
        "札幌市中央区大通西3丁目6番地",
        "三島市新田1丁目2番3号　コーポ見本201号室",
        "練馬区桜台５－６－７",
    ] {
        assert_eq!(told(&format!("住所は{address}です。")), [format!("address:{address}")], "{address}");
    }
}

#[test]
fn a_municipality_alone_is_no_address() {
    for text in ["豊田市の取組を参考にした。", "千葉県内の3か所で、年2回行う。", "八王子市役所から2名が来た。"]
    {
        assert!(told(text).is_empty(), "{text}: {:?}", told(text));
    }
}

/// H1
#[test]
fn a_birth_date_is_told_from_other_dates() {
    for date in ["昭和48年6月2日", "S48.6.2", "1973/6/2", "1973-06-02", "昭和四十八年六月二日", "平成元年１２月１日", "Ｈ３．５．１"]
    {
        assert_eq!(told(&format!("{date}生まれの方")), [format!("birth_date:{date}")], "{date}");
        assert_eq!(told(&format!("生年月日：{date}")), [format!("birth_date:{date}")], "{date}");
    }
    for text in ["令和8年5月11日に開催した。", "2026/5/11 10:00-12:00", "R8.5.11", "令和6年3月1日に改定した。", "平成18年4月1日に指定"]
    {
        assert!(told(text).is_empty(), "{text}: {:?}", told(text));
    }
}

/// H1
#[test]
fn an_age_of_one_person_is_told_from_ages_of_many() {
    assert_eq!(told("今年で82歳になられた。"), ["age:82歳"]);
    for text in ["平均年齢は52歳です。", "18歳以上の方", "20歳から64歳まで"] {
        assert!(told(text).is_empty(), "{text}: {:?}", told(text));
    }
}

/// H1
#[test]
fn numbers_of_certificates_accounts_and_plates_are_found() {
    assert_eq!(told("受給者証（番号0123456789）"), ["id_number:0123456789"]);
    assert_eq!(told("受給者証番号　01234 56789"), ["id_number:01234 56789"]);
    assert_eq!(told("普通　1234567"), ["id_number:1234567"]);
    assert_eq!(told("記号10230　番号12345671"), ["id_number:10230", "id_number:12345671"]);
    assert_eq!(told("車は練馬 500 あ 12-34です"), ["id_number:練馬 500 あ 12-34"]);
    assert!(told("事業所番号 1400000001 の更新").is_empty());
}

/// H1: 123456789018 has the right check digit, 123456789017 has not.
#[test]
fn my_number_is_known_by_its_check_digit() {
    assert_eq!(told("1234 5678 9018"), ["id_number:1234 5678 9018"]);
    assert!(told("1234 5678 9017").is_empty());
    assert_eq!(told("マイナンバー 1234 5678 9017"), ["id_number:1234 5678 9017"], "a slip of the pen is one all the same");
}

/// H1
#[test]
fn where_somebody_goes_to_school_to_work_or_to_a_doctor_is_found() {
    for (text, place) in [
        ("週に2回、例示中央クリニックに通っている。", "例示中央クリニック"),
        ("居室で転倒し、田中医院を受診した。", "田中医院"),
        ("勤務先は株式会社見本製作所である。", "株式会社見本製作所"),
        ("見本中学校を卒業してすぐに入居した。", "見本中学校"),
        ("先月から見本作業所で働いている。", "見本作業所"),
    ] {
        assert!(told(text).contains(&format!("facility:{place}")), "{text}: {:?}", told(text));
    }
}

/// H1
#[test]
fn a_place_that_is_tied_to_nobody_is_no_facility_of_a_person() {
    for text in [
        "近隣の小学校との交流会は、先方の都合で延期した。",
        "地域の避難所は東小学校。年2回訓練に参加している。",
        "歯科検診の結果を報告した。",
        "近くの大学から実習生を受け入れた。",
        "総合病院に通院する利用者が多い。",
        "市内の病院に入院した場合の対応を話し合った。",
    ] {
        assert!(told(text).iter().all(|found| !found.starts_with("facility")), "{text}: {:?}", told(text));
    }
}

/// H1: 田中荘, 田中クリニック are nobody called 田中.
#[test]
fn the_surname_in_the_name_of_a_house_is_no_name_of_a_person() {
    for text in ["田中荘の見学について話した。", "健康診断は田中クリニックで実施した。"] {
        assert!(told(text).iter().all(|found| !found.starts_with("person")), "{text}: {:?}", told(text));
    }
}
