//! Every layout and component rendered once, as a page would: the templates compile against the types they are made for, and
//! what they promise to people with disabilities is checked here, once for all pages (H3).

use askama::Template;

use crate::{
    components::{Choice, Column, FindingLine, Link, ListFrame, Month, MonthEvent, StatusWord, Step},
    forms::Form,
    frame::{Notice, PageFrame, Room, Tone},
    preferences::{ReaderPreferences, TextSize, Theme},
};

#[derive(Template)]
#[template(path = "samples/staff.html")]
struct StaffSample {
    page: PageFrame,
    form: Form,
    rows: ListFrame,
    steps: Vec<Step>,
    findings: Vec<FindingLine>,
    months: Vec<Month>,
    categories: Vec<Choice>,
    answers: Vec<Choice>,
    tone: Tone,
}

#[derive(Template)]
#[template(path = "samples/member.html")]
struct MemberSample {
    page: PageFrame,
    form: Form,
    answers: Vec<Choice>,
}

#[derive(Template)]
#[template(path = "samples/letter.html")]
struct LetterSample {
    page: PageFrame,
}

fn page() -> PageFrame {
    PageFrame {
        path: "/offices/1/seats?q=山".to_owned(),
        office_name: Some("ひだまりホーム".to_owned()),
        signed_in: Some("鈴木　次郎".to_owned()),
        nav: Room::Seats.navigation("/offices/1"),
        csrf: "token".to_owned(),
        reader: ReaderPreferences { text_size: TextSize::Large, theme: Theme::Dark },
        notice: Some(Notice { tone: Tone::Success, message: "保存しました。".to_owned() }),
        copy: false,
    }
}

fn answers() -> Vec<Choice> {
    vec![
        Choice::new("in_person", "参加します").with_hint("会場：ひだまりホーム 1階"),
        Choice::new("online", "オンラインで参加します"),
        Choice::new("absent", "参加できません").with_hint("ご意見を書いて送ることもできます。"),
    ]
}

fn finding(status: StatusWord, title: &str, reason: &str, due: Option<&str>) -> FindingLine {
    FindingLine {
        status,
        title: title.to_owned(),
        reason: reason.to_owned(),
        due: due.map(str::to_owned),
        next: Some(Link { href: "/offices/1/seats".to_owned(), label: "構成員を見る".to_owned() }),
        source: "地域連携推進会議の手引き".to_owned(),
        at: "3ページ".to_owned(),
    }
}

const COLUMNS: &[Column] =
    &[Column { key: "name", label: "お名前" }, Column { key: "category", label: "区分" }, Column { key: "term", label: "任期" }];

fn staff(form: Form) -> StaffSample {
    let query = Form::from_pairs([("q", "ホーム"), ("sort", "-term"), ("page", "2")]);
    let event = |label: &str, status| MonthEvent { label: label.to_owned(), status, href: Some("/m".to_owned()) };
    let months = ["4月", "5月", "6月", "7月", "8月", "9月", "10月", "11月", "12月", "1月", "2月", "3月"]
        .into_iter()
        .map(|label| Month {
            label: label.to_owned(),
            current: label == "6月",
            events: match label {
                "5月" => vec![event("構成員の依頼", StatusWord::Met)],
                "6月" => vec![event("日程を決める", StatusWord::Due)],
                "10月" => vec![event("第1回会議", StatusWord::Due), event("議事録の公表", StatusWord::Due)],
                _ => Vec::new(),
            },
        })
        .collect();
    StaffSample {
        page: page(),
        form,
        rows: ListFrame::read("/offices/1/seats", COLUMNS, &query).with_total(120),
        steps: Step::list(&["候補を選ぶ", "手紙を確かめる", "送る"], 1),
        findings: vec![
            finding(StatusWord::Overdue, "参加承諾書を受け取る", "1人の承諾書がまだ届いていません。", Some("令和8年6月1日")),
            finding(StatusWord::Broken, "必須の構成員がいる", "利用者家族が決まっていません。", None),
            finding(StatusWord::Due, "会議を年1回開く", "日程を決める時期です。", Some("令和9年3月31日")),
            finding(StatusWord::Advice, "構成員は5人程度が目安", "今は4人です。", None),
            finding(StatusWord::Met, "意向確認", "利用者全員に尋ねました。", None),
            finding(StatusWord::NotApplicable, "体験の報告", "この事業所には当てはまりません。", None),
        ],
        months,
        categories: Choice::all::<model::seats::SeatCategory>(),
        answers: answers(),
        tone: Tone::Warn,
    }
}

/// A form as it comes back: something wrong in most kinds of fields.
fn refused() -> Form {
    let mut form = Form::from_pairs([
        ("name", "<script>alert(1)</script>"),
        ("password", "とても秘密"),
        ("day", "令和8年2月30日"),
        ("category", "community"),
        ("attend", "online"),
        ("purpose", "in_person"),
        ("purpose", "absent"),
    ]);
    form.fail("name", "お名前を確かめてください。");
    form.date("day", "開催日");
    form.fail("attend", "出欠を選んでください。");
    form.fail_whole("ほかの人が先に変更しました。");
    form
}

fn count(html: &str, part: &str) -> usize {
    html.matches(part).count()
}

/// The values of all attributes of that name.
fn attributes<'a>(html: &'a str, name: &str) -> Vec<&'a str> {
    html.split(&format!(" {name}=\"")).skip(1).filter_map(|rest| rest.split('"').next()).collect()
}

/// H3: language, one main, one heading of the first level, a way past the navigation.
#[test]
fn every_layout_has_one_main_one_heading_and_a_skip_link() {
    let pages = [
        staff(Form::empty()).render().unwrap(),
        MemberSample { page: page(), form: Form::empty(), answers: answers() }.render().unwrap(),
        LetterSample { page: page() }.render().unwrap(),
    ];
    for html in pages {
        assert!(html.contains(r#"<html lang="ja" class="text-large" data-theme="dark">"#));
        assert_eq!((count(&html, "<main"), count(&html, "<h1")), (1, 1));
        assert!(html.contains(r##"href="#main">本文へ"##));
    }
}

/// The content security policy forbids them, and so do the pages.
#[test]
fn no_page_has_inline_scripts_or_styles() {
    let html = staff(refused()).render().unwrap();
    assert_eq!(count(&html, "<style"), 0);
    assert!(attributes(&html, "style").is_empty());
    assert_eq!(count(&html, "<script"), count(&html, "<script type=\"module\" src=\"/assets/"));
    assert!(!html.contains(" onclick="));
}

/// H3: what a label, a description or the summary points at is there, once.
#[test]
fn every_reference_of_a_form_leads_to_exactly_one_element() {
    let mut sample = staff(refused());
    // The confirmation brings its own copy of the same form, so a real page would never show both with errors.
    sample.form.fail("body", "要旨を入力してください。");
    let html = sample.render().unwrap();
    let ids = attributes(&html, "id");
    let mut targets = attributes(&html, "for");
    targets.extend(attributes(&html, "aria-describedby").iter().flat_map(|list| list.split(' ')));
    targets.extend(attributes(&html, "href").iter().filter_map(|href| href.strip_prefix('#')));
    assert!(targets.len() > 20);
    for target in targets {
        assert_eq!(ids.iter().filter(|id| **id == target).count(), 1, "#{target}");
    }
}

/// H4: nothing typed is lost, and nothing typed is taken for HTML.
#[test]
fn a_refused_form_shows_every_value_as_text() {
    let html = staff(refused()).render().unwrap();
    assert!(!html.contains("<script>alert"));
    assert!(html.contains("value=\"&#60;script&#62;alert(1)&#60;/script&#62;\""));
    assert!(html.contains(r#"type="text" id="day" name="day" value="令和8年2月30日""#));
    assert!(html.contains(r#"<option value="community" selected>"#));
    assert_eq!(count(&html, " checked"), 1 + 2 + 2, "radio, two boxes, two preferences");
}

/// A password is never written into a page, whatever was wrong.
#[test]
fn a_password_is_never_shown_again() {
    assert!(!staff(refused()).render().unwrap().contains("とても秘密"));
}

/// H3: a field with an error says so to everybody.
#[test]
fn a_wrong_field_is_invalid_and_described_by_its_message() {
    let html = staff(refused()).render().unwrap();
    assert_eq!(count(&html, r#"aria-invalid="true""#), 3);
    assert!(html.contains(r#"aria-describedby="name-hint name-error""#));
    let html = staff(Form::empty()).render().unwrap();
    assert_eq!(count(&html, "aria-invalid"), 0);
    assert_eq!(count(&html, "error-summary"), 0);
}

/// Every form that changes something carries the token of the page.
#[test]
fn every_post_form_carries_the_token() {
    let html = staff(Form::empty()).render().unwrap();
    assert_eq!(count(&html, r#"method="post""#), count(&html, r#"name="csrf" value="token""#));
}

/// WCAG 1.4.1: each status is a word.
#[test]
fn each_status_is_shown_as_its_word() {
    let html = staff(Form::empty()).render().unwrap();
    for word in ["済", "これから", "期限超過", "不足", "助言", "対象外"] {
        assert!(html.contains(&format!("\">{word}</span>")), "{word}");
    }
}

/// A sorted heading says so, and the other pages are linked.
#[test]
fn a_list_tells_its_order_and_its_page() {
    let html = staff(Form::empty()).render().unwrap();
    assert_eq!(attributes(&html, "aria-sort"), ["descending"]);
    assert!(html.contains("120件のうち51～100件目"));
    assert!(html.contains("2 / 3 ページ"));
}
