//! Issue 2, section 4.1, as whole requests: offices by hand, dwellings, 第三者評価, and the first manager.

use axum::http::StatusCode;
use model::accounts::Role;
use web::testing::{Answer, Client, TestSite};

/// A form that is right, for an invented office. The numbers have right check digits.
fn office() -> Vec<(&'static str, String)> {
    let number = (0..10).find_map(|digit| format!("992000900{digit}").parse::<model::identifiers::OfficeNumber>().ok()).unwrap();
    let words = [
        ("corporation_name", "社会福祉法人 見本会"),
        ("corporation_kana", "しゃかいふくしほうじん みほんかい"),
        ("service", "group_home"),
        ("name", "グループホーム手書き"),
        ("kana", "ぐるーぷほーむてがき"),
        ("designator", "131202"),
        ("address", "東京都練馬区見本町1-1"),
        ("phone", "000-0000-0000"),
        ("dwelling_name", "はじめの家"),
        ("capacity", "5"),
    ];
    let words = words.into_iter().map(|(name, value)| (name, value.to_owned()));
    let designator = model::jurisdictions::all().iter().find(|area| model::jurisdictions::designates(area.code)).unwrap().code.to_string();
    words
        .map(|(name, value)| if name == "designator" { (name, designator.clone()) } else { (name, value) })
        .chain([("number", number.to_string())])
        .collect()
}

async fn register(client: &mut Client, change: &[(&'static str, &str)]) -> Answer {
    let mut fields = office();
    for (name, value) in change {
        fields.retain(|(known, _)| known != name);
        fields.push((name, (*value).to_owned()));
    }
    let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
    client.post("/admin/offices/new", &fields).await
}

/// A1: an office is registered by hand, its manager invited; a second press registers nothing twice.
#[tokio::test]
async fn an_administrator_registers_an_office_and_invites_its_manager() {
    let site = TestSite::new().await;
    let mut admin = site.signed_in(Role::Administrator, None).await;
    let done = register(&mut admin, &[]).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    let again = register(&mut admin, &[]).await;
    assert!(again.status == StatusCode::UNPROCESSABLE_ENTITY && again.body.contains("すでに登録されています"));
    assert!(admin.get(&done.location).await.body.contains("まだ登録していません"));
    let invited = admin.post(&done.location, &[("name", "管野 見本"), ("email", "kanno@example.jp")]).await;
    assert_eq!(invited.status, StatusCode::SEE_OTHER);
    assert!(admin.get(&done.location).await.body.contains("招待中 1人"));
    assert!(admin.get("/admin/offices?q=てがき").await.body.contains("グループホーム手書き"));
    assert_eq!(site.test.take_mail().await.len(), 1);
    site.finish().await;
}

/// A1: wrong check digits are told at their field, with what would be right, and everything typed is kept.
#[tokio::test]
async fn a_wrong_check_digit_is_told_at_its_field_and_the_form_kept() {
    let site = TestSite::new().await;
    let mut admin = site.signed_in(Role::Administrator, None).await;
    let right = office().into_iter().find(|(name, _)| *name == "number").unwrap().1;
    let last = right.chars().last().unwrap().to_digit(10).unwrap();
    let wrong = format!("{}{}", &right[..9], (last + 1) % 10);
    let refused = register(&mut admin, &[("number", &wrong), ("corporation_number", "1234567890123")]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(refused.body.matches("検査数字が合いません").count() / 2, 2, "in the summary and at each field");
    assert!(refused.body.contains("グループホーム手書き") && refused.body.contains(&wrong));
    let nowhere = register(&mut admin, &[("address", "どこか1-1")]).await;
    assert!(nowhere.body.contains("市区町村がわかりませんでした"));
    site.finish().await;
}

/// Section 3: managers of offices register none, and their staff change no house.
#[tokio::test]
async fn only_administrators_register_and_only_managers_change_houses() {
    let site = TestSite::new().await;
    let office = site.test.office().await;
    let mut manager = site.signed_in(Role::OfficeManager, Some(office)).await;
    assert_eq!(register(&mut manager, &[]).await.status, StatusCode::NOT_FOUND);
    assert_eq!(manager.get(&format!("/admin/offices/{office}")).await.status, StatusCode::NOT_FOUND);
    let house = [("name", "はなれ"), ("address", "東京都練馬区見本町2-2"), ("satellite", "yes"), ("capacity", "1")];
    let add = format!("/offices/{office}/dwellings/new");
    assert_eq!(manager.post(&add, &house).await.status, StatusCode::SEE_OTHER);
    assert!(manager.get(&format!("/offices/{office}/settings")).await.body.contains("はなれ（サテライト型）"));
    let mut staff = site.signed_in(Role::OfficeStaff, Some(office)).await;
    assert_eq!(staff.post(&add, &house).await.status, StatusCode::NOT_FOUND);
    site.finish().await;
}

/// B16: an evaluation is recorded, corrected, and impossible days are told at their field.
#[tokio::test]
async fn an_evaluation_is_recorded_and_corrected() {
    let site = TestSite::new().await;
    let office = site.test.office().await;
    let mut staff = site.signed_in(Role::OfficeStaff, Some(office)).await;
    let base = format!("/offices/{office}/evaluations");
    let future = staff.post(&format!("{base}/new"), &[("evaluator", "見本評価機関"), ("received_on", "2026-05-01")]).await;
    assert!(future.status == StatusCode::UNPROCESSABLE_ENTITY && future.body.contains("今日より後"));
    let done = staff.post(&format!("{base}/new"), &[("evaluator", "見本評価機関"), ("received_on", "2026-04-02")]).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    let list = staff.get(&base).await.body;
    let link = list.split("\">直す").next().and_then(|before| before.rsplit("href=\"").next()).unwrap().to_owned();
    let fields = [("version", "1"), ("evaluator", "見本評価機関"), ("received_on", "2026-04-02"), ("published_on", "2026-04-05")];
    assert_eq!(staff.post(&link, &fields).await.status, StatusCode::SEE_OTHER);
    assert!(staff.get(&base).await.body.contains("令和8年4月5日"));
    let other = site.test.office().await;
    let mut stranger = site.signed_in(Role::OfficeManager, Some(other)).await;
    assert_eq!(stranger.get(&link).await.status, StatusCode::NOT_FOUND);
    site.finish().await;
}

/// B16: whether the evaluator is certified is asked, may be unknown, and may be corrected; a word that was not offered is refused.
#[tokio::test]
async fn whether_the_evaluator_is_certified_is_asked_and_kept() {
    let (site, office, mut staff) = TestSite::at_work().await;
    let base = format!("/offices/{office}/evaluations");
    let fields = |certified| [("evaluator", "見本評価機構"), ("received_on", "2026-04-05"), ("certified", certified)];
    let odd = staff.post(&format!("{base}/new"), &fields("perhaps")).await;
    assert!(odd.status == StatusCode::UNPROCESSABLE_ENTITY && odd.body.contains("見本評価機構"));
    assert_eq!(staff.post(&format!("{base}/new"), &fields("unknown")).await.status, StatusCode::SEE_OTHER);
    let list = staff.get(&base).await.body;
    assert!(!list.contains("（認証評価機関"), "nobody knows");
    let id = list.split("/evaluations/").filter_map(|rest| rest.split('"').next()).find(|id| id.len() == 26).unwrap().to_owned();
    let mut corrected = fields("yes").to_vec();
    corrected.push(("version", "1"));
    assert_eq!(staff.post(&format!("{base}/{id}"), &corrected).await.status, StatusCode::SEE_OTHER);
    assert!(staff.get(&base).await.body.contains("（認証評価機関）"));
    assert!(staff.get(&format!("{base}/{id}")).await.body.contains("value=\"yes\" checked"));
    site.finish().await;
}
