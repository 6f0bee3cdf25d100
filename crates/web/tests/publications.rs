//! The gate's page and what everybody may read (H1, B14): decided once, seen at once, published, withdrawn.

use axum::http::StatusCode;
use jiff::civil::date;
use model::{MeetingId, OfficeId, accounts::Role};
use service::minutes::draft;
use web::testing::{Answer, Client, TestSite};

use crate::scene::*;

/// An office with confirmed minutes that say a text, and one of its staff.
async fn careless(text: &str) -> (TestSite, OfficeId, MeetingId, Client) {
    let site = TestSite::new().await;
    let (office, seats) = with_members(&site.test).await;
    let meeting = held_meeting(&site.test, office, &seats, date(2026, 10, 1)).await;
    noted(&site.test, office, meeting, seats[2], text).await;
    draft::draft(&site.test.app, &site.test.staff(office), office, meeting).await.unwrap();
    confirmed(&site.test, office, meeting).await;
    let staff = site.signed_in(Role::OfficeStaff, Some(office)).await;
    (site, office, meeting, staff)
}

/// The values with which the subjects' fields are shown, the key and the choice of each; `how` decides those without a choice.
fn fields(page: &Answer, how: &str) -> Vec<(String, String)> {
    let mut fields = vec![("version".to_owned(), page.field("version").unwrap())];
    for number in 1.. {
        let Some(key) = page.field(&format!("key-{number}")) else { break };
        fields.push((format!("key-{number}"), key));
        fields.push((format!("how-{number}"), how.to_owned()));
    }
    fields
}

fn borrowed(fields: &[(String, String)]) -> Vec<(&str, &str)> {
    fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect()
}

async fn publish(staff: &mut Client, gate: &str) -> Answer {
    let page = staff.get(gate).await;
    let sha256 = page.field("sha256").expect("everything is decided");
    let checks = ["names", "places", "combination", "confirmed"].map(|key| ("checks", key));
    staff.post(gate, &[&checks[..], &[("sha256", &sha256)]].concat()).await
}

const TEXT: &str = "若葉さんと隣野会長が祭りの話をした。電話は090-0000-1234。";

/// H1, B14, invariants 3 and 4: from a careless text to a page for everybody, and back.
#[tokio::test]
async fn a_careless_text_is_decided_published_and_withdrawn() {
    let (site, office, meeting, mut staff) = careless(TEXT).await;
    let gate = format!("/offices/{office}/publications/{meeting}");
    let page = staff.get(&gate).await;
    assert!(page.body.contains("個人が分かるかもしれない言葉が、3件") && page.field("sha256").is_none(), "{}", page.body);
    let refused = staff.post(&gate, &[("checks", "names"), ("checks", "places"), ("checks", "combination"), ("checks", "confirmed")]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "nothing is published while something is open");
    let marks = fields(&page, "mark");
    let shown = staff.post(&format!("{gate}/preview"), &borrowed(&marks)).await;
    assert!(shown.body.contains("〔氏名〕") && !shown.body.contains("若葉"), "{}", shown.body);
    assert!(staff.get(&gate).await.field("sha256").is_none(), "a preview keeps nothing");
    assert_eq!(staff.post(&format!("{gate}/decisions"), &borrowed(&marks)).await.status, StatusCode::SEE_OTHER);
    let done = publish(&mut staff, &gate).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    let number = done.location.trim_start_matches("/p/").split('-').next().unwrap().to_owned();
    let addresses = [
        done.location.clone(),
        format!("{}/poster", done.location),
        format!("/p/offices/{number}"),
        format!("/p/offices/{number}/feed.xml"),
    ];
    for address in &addresses {
        let answer = site.anon().get(address).await;
        assert_eq!(answer.status, StatusCode::OK, "{address}");
        assert!(!answer.body.contains("若葉") && !answer.body.contains("隣野") && !answer.body.contains("0000-1234"), "{address}");
    }
    assert!(site.anon().get(&addresses[0]).await.body.contains("〔電話番号〕"));
    for paper in ["minutes.pdf", "minutes-large.pdf", "minutes.docx", "poster.pdf"] {
        let address = format!("{}/papers/{paper}", done.location);
        assert!(site.anon().get(&done.location).await.body.contains(&format!("href=\"{address}\"")), "{paper} is offered");
        let answer = site.anon().get(&address).await;
        assert!(answer.status == StatusCode::OK && answer.headers["cache-control"] == "public, no-cache", "{paper}");
        let said = privacy::uploads::clean(&answer.bytes).unwrap().text.replace(char::is_whitespace, "");
        assert!(!said.contains("若葉") && !said.contains("隣野") && !said.contains("0000-1234"), "{paper}: {said}");
        assert!(paper == "poster.pdf" || (said.contains("〔氏名〕") && said.contains("〔電話番号〕")), "{paper}: {said}");
    }

    let mut manager = site.signed_in(Role::OfficeManager, Some(office)).await;
    let gone = manager.post(&format!("{gate}/withdraw"), &[("reason", "訂正のため"), ("confirm_word", "取り下げる")]).await;
    assert_eq!(gone.status, StatusCode::SEE_OTHER, "{}", gone.body);
    for address in &addresses[..2] {
        let stone = site.anon().get(address).await;
        assert_eq!(stone.status, StatusCode::GONE, "{address}");
        assert!(stone.body.contains("に取り下げられました") && stone.body.contains("訂正のため") && !stone.body.contains("祭り"));
    }
    for address in &addresses[2..] {
        assert!(!site.anon().get(address).await.body.contains("祭り"), "{address}");
    }
    site.finish().await;
}

/// H1: nothing is kept without a reason; a known name cannot be kept at all; what was typed stays in the fields.
#[tokio::test]
async fn a_word_is_kept_only_with_a_reason() {
    let (site, office, meeting, mut staff) = careless(TEXT).await;
    let gate = format!("/offices/{office}/publications/{meeting}");
    let page = staff.get(&gate).await;
    let refused = staff.post(&format!("{gate}/decisions"), &borrowed(&fields(&page, "keep"))).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.body.contains("理由を書いてください"));
    let mut with = fields(&page, "keep");
    with.extend((1..=3).map(|number| (format!("reason-{number}"), "相談窓口の番号".to_owned())));
    staff.post(&format!("{gate}/decisions"), &borrowed(&with)).await;
    let page = staff.get(&gate).await;
    assert!(page.body.contains("あと2件") && page.body.contains("value=\"相談窓口の番号\""), "only the number is kept");
    site.finish().await;
}

/// Two people at once: the second sees what the first stored, and the own choices are still there.
#[tokio::test]
async fn the_second_reviewer_sees_what_the_first_stored() {
    let (site, office, meeting, mut staff) = careless(TEXT).await;
    let gate = format!("/offices/{office}/publications/{meeting}");
    let page = staff.get(&gate).await;
    staff.post(&format!("{gate}/decisions"), &borrowed(&fields(&page, "mark"))).await;
    let late = staff.post(&format!("{gate}/decisions"), &borrowed(&fields(&page, "letter"))).await;
    assert_eq!(late.status, StatusCode::CONFLICT);
    assert!(late.body.contains("ほかの方が保存した決め方") && late.body.contains("value=\"letter\" selected"), "{}", late.body);
    site.finish().await;
}

/// H1: where the office wants it, the second pair of eyes is asked for on the page.
#[tokio::test]
async fn a_colleague_agrees_before_the_text_is_published() {
    let (site, office, meeting, mut staff) = careless("祭りの話をした。").await;
    let mut manager = site.signed_in(Role::OfficeManager, Some(office)).await;
    let settings = format!("/offices/{office}/settings/publications");
    assert_eq!(staff.get(&settings).await.status, StatusCode::NOT_FOUND, "managers only");
    let set = manager.post(&settings, &[("version", "0"), ("second_review", "1")]).await;
    assert_eq!(set.status, StatusCode::SEE_OTHER, "{}", set.body);
    let gate = format!("/offices/{office}/publications/{meeting}");
    let alone = publish(&mut staff, &gate).await;
    assert!(alone.status == StatusCode::UNPROCESSABLE_ENTITY && alone.body.contains("もう一人の職員"), "{}", alone.body);
    let sha256 = manager.get(&gate).await.field("sha256").unwrap();
    assert_eq!(manager.post(&format!("{gate}/agree"), &[("sha256", &sha256)]).await.status, StatusCode::SEE_OTHER);
    assert_eq!(publish(&mut staff, &gate).await.status, StatusCode::SEE_OTHER);
    site.finish().await;
}

/// Names of [`with_members`] as people write them, or hide them.
const PLANTED: [&str; 12] = [
    "青空一郎",
    "青 空 一 郎",
    "アオゾラ　イチロウ",
    "ｱｵｿﾞﾗさん",
    "若葉二郎（わかばじろう）",
    "若・葉さん",
    "わかばさん",
    "隣野三郎",
    "となりの・さぶろう",
    "隣野\n三郎",
    "隣野会長",
    "*若*葉*母*子*",
];

/// What an answer says, letters only.
fn letters(text: &str) -> String {
    let mut inside = false;
    let shown = text.chars().filter(|letter| {
        inside = if *letter == '<' { true } else { inside && *letter != '>' };
        !inside && letter.is_alphanumeric()
    });
    text::kana::to_hiragana(&text::width::fold(&shown.collect::<String>()))
}

/// H1: some hundred whole requests; whatever was written, no address says anybody's name, before a withdrawal or after it.
#[tokio::test]
async fn no_address_says_a_name_whatever_was_written() {
    let site = TestSite::new().await;
    let (office, seats) = with_members(&site.test).await;
    // Whoever signs in before the day of the meeting is signed out by then.
    site.test.on(date(2026, 10, 1));
    let mut manager = site.signed_in(Role::OfficeManager, Some(office)).await;
    let mut asked = 0;
    for round in 0..30 {
        let meeting = held_meeting(&site.test, office, &seats, date(2026, 10, 1)).await;
        for part in 0..3 {
            let (one, other) = (PLANTED[(round + part * 5) % PLANTED.len()], PLANTED[(round * 7 + part) % PLANTED.len()]);
            let text = format!("{part}番目に、{one}から祭りの話があり、{other}が答えた。");
            noted(&site.test, office, meeting, seats[part], &text).await;
        }
        draft::draft(&site.test.app, &site.test.staff(office), office, meeting).await.unwrap();
        confirmed(&site.test, office, meeting).await;
        let gate = format!("/offices/{office}/publications/{meeting}");
        let page = manager.get(&gate).await;
        let how = ["mark", "letter", "other"][round % 3];
        let decided = manager.post(&format!("{gate}/decisions"), &borrowed(&fields(&page, how))).await;
        assert_eq!(decided.status, StatusCode::SEE_OTHER, "{}", decided.body);
        let done = publish(&mut manager, &gate).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
        if round % 5 == 4 {
            manager.post(&format!("{gate}/withdraw"), &[("reason", "訂正のため"), ("confirm_word", "取り下げる")]).await;
        }
        let number = done.location.trim_start_matches("/p/").split('-').next().unwrap().to_owned();
        let shelf = format!("/p/offices/{number}");
        for address in [done.location.clone(), format!("{}/poster", done.location), shelf.clone(), format!("{shelf}/feed.xml")] {
            let answer = site.anon().get(&address).await;
            let said = letters(&answer.body);
            for name in ["青空", "一郎", "あおぞら", "若葉", "わかば", "隣野", "となりの", "三郎", "さぶろう"] {
                assert!(!said.contains(name), "{address} says {name}");
            }
            asked += 1;
        }
    }
    assert_eq!(asked, 120);
    site.finish().await;
}
