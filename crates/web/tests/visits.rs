//! 施設訪問 (C1, C2, C5, C8) as whole requests: planning, recording, the 手引き, who need not visit.

use axum::http::StatusCode;
use model::{OfficeId, accounts::Role};
use web::testing::{Client, TestSite};

use crate::neighbour;

/// An office with a neighbour seated, who answered on paper (with the pledge) or by telephone (without).
struct Scene {
    site: TestSite,
    office: OfficeId,
    staff: Client,
    /// `/offices/…/visits`
    base: String,
    seat: String,
    dwelling: String,
}

async fn seated(channel: &str) -> Scene {
    let (site, office, mut staff) = TestSite::at_work().await;
    let seat = neighbour::seated(&mut staff, office, channel).await;
    let base = format!("/offices/{office}/visits");
    let dwelling = neighbour::first_dwelling(&mut staff, office).await;
    Scene { site, office, staff, base, seat, dwelling }
}

impl Scene {
    /// Plans a visit and returns its address.
    async fn planned(&mut self, day: &str) -> String {
        neighbour::planned(&mut self.staff, self.office, &self.seat, &self.dwelling, day).await
    }
}

/// C1, C8: from an empty year to a visit with its record; the list says what there is and what is missing.
#[tokio::test]
async fn a_visit_goes_from_the_plan_to_its_record() {
    let mut scene = seated("paper").await;
    let empty = scene.staff.get(&scene.base).await.body;
    assert!(empty.contains("この年度の訪問は、まだ予定がありません"));
    let visit = scene.planned("2026-04-06").await;
    let page = scene.staff.get(&visit).await.body;
    assert!(page.contains("みかんの家への訪問") && page.contains("手引き　<strong>まだお渡ししていません"));
    let moved = [("version", "1"), ("day", "2026-04-05"), ("starts_at", "10:00"), ("mode", "on_site")];
    // The term begins on the 6th.
    assert_eq!(scene.staff.post(&format!("{visit}/change"), &moved).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    let moved = [("version", "1"), ("day", "2026-04-06"), ("starts_at", "10:00"), ("mode", "on_site")];
    assert_eq!(scene.staff.post(&format!("{visit}/change"), &moved).await.status, StatusCode::SEE_OTHER);
    let record = [
        ("version", "2"),
        ("day", "2026-04-06"),
        ("mode", "on_site"),
        ("recorded_on", "2026-04-06"),
        ("in_form", "yes"),
        ("record", "居間が明るい。"),
    ];
    assert_eq!(scene.staff.post(&format!("{visit}/record"), &record).await.status, StatusCode::SEE_OTHER);
    let page = scene.staff.get(&visit).await.body;
    assert!(page.contains("居間が明るい。") && page.contains("（決められた様式）") && page.contains("午前10時"));
    let list = scene.staff.get(&format!("{}?q={}", scene.base, "%E3%81%BF%E3%81%8B%E3%82%93")).await.body;
    assert!(list.contains("訪問済 1件") && list.contains("1件のうち1～1件目"));
    assert!(scene.staff.get(&format!("/offices/{}", scene.office)).await.body.contains("みかんの家への訪問（6日）"));
    scene.site.finish().await;
}

/// A10, H4: a visit of somebody without a pledge is warned of and not recorded; what was typed is still there.
#[tokio::test]
async fn a_visit_without_a_pledge_is_warned_of_and_refused() {
    let mut scene = seated("telephone").await;
    assert!(scene.staff.get(&format!("{}/new", scene.base)).await.body.contains("参加承諾書がまだありません"));
    let visit = scene.planned("2026-04-06").await;
    assert!(scene.staff.get(&visit).await.body.contains("承諾書がないと、訪問を記録できません"));
    let record = [("version", "1"), ("day", "2026-04-06"), ("mode", "on_site"), ("recorded_on", "2026-04-06"), ("record", "静かな家。")];
    let refused = scene.staff.post(&format!("{visit}/record"), &record).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.body.contains("承諾書をいただいてから") && refused.body.contains("静かな家。"));
    scene.site.finish().await;
}

#[tokio::test]
async fn what_does_not_fit_is_told_at_its_field() {
    let mut scene = seated("paper").await;
    let nothing = scene.staff.post(&format!("{}/new", scene.base), &[]).await;
    assert!(nothing.status == StatusCode::UNPROCESSABLE_ENTITY && nothing.body.contains("訪問する方を選んでください"));
    let fields =
        [("seat", scene.seat.as_str()), ("dwelling", &scene.dwelling), ("year", "2026"), ("day", "2027-04-01"), ("starts_at", "夕方")];
    let outside = scene.staff.post(&format!("{}/new", scene.base), &fields).await.body;
    assert!(outside.contains("のように入力してください"));
    let visit = scene.planned("2026-04-06").await;
    let tomorrow = [("version", "1"), ("day", "2026-04-07"), ("mode", "on_site"), ("in_form", "unknown")];
    let refused = scene.staff.post(&format!("{visit}/record"), &tomorrow).await;
    assert!(refused.status == StatusCode::UNPROCESSABLE_ENTITY && refused.body.contains("今日より後になっています"));
    let stale = [("version", "0"), ("day", "2026-04-06"), ("mode", "online")];
    let refused = scene.staff.post(&format!("{visit}/record"), &stale).await;
    assert!(refused.status == StatusCode::CONFLICT && refused.body.contains("ほかの方が先に変更しました"));
    assert_eq!(refused.field("version").as_deref(), Some("1"), "sent again, it is on top of what stands there");
    scene.site.finish().await;
}

/// A visit that was made is taken back first; only a plan is cancelled.
#[tokio::test]
async fn what_was_made_is_taken_back_before_it_is_cancelled() {
    let mut scene = seated("paper").await;
    let visit = scene.planned("2026-04-06").await;
    let record = [("version", "1"), ("day", "2026-04-06"), ("mode", "on_site")];
    scene.staff.post(&format!("{visit}/record"), &record).await;
    let refused = scene.staff.post(&format!("{visit}/cancel"), &[("version", "2")]).await;
    assert!(refused.status == StatusCode::CONFLICT && refused.body.contains("訪問の記録を直してください"));
    assert_eq!(scene.staff.post(&format!("{visit}/take-back"), &[("version", "2")]).await.status, StatusCode::SEE_OTHER);
    assert_eq!(scene.staff.post(&format!("{visit}/cancel"), &[("version", "3")]).await.status, StatusCode::SEE_OTHER);
    assert!(scene.staff.get(&visit).await.body.contains("中止になりました"));
    scene.site.finish().await;
}

/// C5
#[tokio::test]
async fn who_got_the_handbook_is_ticked_with_the_day() {
    let mut scene = seated("paper").await;
    let page = format!("{}/handbook", scene.base);
    assert!(scene.staff.get(&page).await.body.contains("まだお渡ししていない方が<strong>1人"));
    let nobody = scene.staff.post(&page, &[("given_on", "2026-04-06"), ("do", "given")]).await;
    assert!(nobody.status == StatusCode::UNPROCESSABLE_ENTITY && nobody.body.contains("少なくとも1人選んでください"));
    let seat = scene.seat.clone();
    let late = scene.staff.post(&page, &[("seats", &seat), ("given_on", "2026-04-07"), ("do", "given")]).await;
    assert!(late.status == StatusCode::UNPROCESSABLE_ENTITY && late.body.contains("今日より後"));
    scene.staff.post(&page, &[("seats", &seat), ("given_on", "令和8年4月6日"), ("do", "given")]).await;
    assert!(scene.staff.get(&page).await.body.contains("全員にお渡ししています"));
    scene.staff.post(&page, &[("seats", &seat), ("do", "take_back")]).await;
    assert!(scene.staff.get(&page).await.body.contains("まだお渡ししていません"));
    scene.site.finish().await;
}

/// C2
#[tokio::test]
async fn a_reason_not_to_visit_is_shown_to_staff_and_taken_back() {
    let mut scene = seated("paper").await;
    let page = format!("/offices/{}/seats/{}/visits", scene.office, scene.seat);
    let version = scene.staff.get(&page).await.field("version").unwrap();
    let blank = scene.staff.post(&page, &[("version", &version), ("reason", " "), ("do", "excuse")]).await;
    assert_eq!(blank.status, StatusCode::UNPROCESSABLE_ENTITY);
    let reason = [("version", version.as_str()), ("reason", "長く歩くことが難しいため"), ("do", "excuse")];
    assert_eq!(scene.staff.post(&page, &reason).await.status, StatusCode::SEE_OTHER);
    assert!(scene.staff.get(&scene.base).await.body.contains("長く歩くことが難しいため"));
    assert_eq!(scene.staff.post(&page, &reason).await.status, StatusCode::CONFLICT, "the version is older");
    let version = scene.staff.get(&page).await.field("version").unwrap();
    assert_eq!(scene.staff.post(&page, &[("version", &version), ("do", "take_back")]).await.status, StatusCode::SEE_OTHER);
    assert!(!scene.staff.get(&scene.base).await.body.contains("長く歩くこと"));
    scene.site.finish().await;
}

/// A11, C8: how many do not wish to be met, the record and the reasons are for staff; no page of anybody else shows them.
#[tokio::test]
async fn what_staff_know_of_visits_leaves_the_office_on_no_page() {
    let mut scene = seated("paper").await;
    let office = scene.office;
    let resident = [("name", "小雪 花江"), ("kana", "こゆき はなえ"), ("dwelling", scene.dwelling.as_str())];
    let resident = scene.staff.post(&format!("/offices/{office}/residents/new"), &resident).await.location;
    let wish =
        [("asked_on", "2026-04-06"), ("method", "talk"), ("respondent", "resident"), ("asked_by", "世話人 見本"), ("answer", "declines")];
    assert_eq!(scene.staff.post(&format!("{resident}/wish"), &wish).await.status, StatusCode::SEE_OTHER);
    let plan = scene.staff.get(&format!("{}/new", scene.base)).await.body;
    assert!(plan.contains("会うことを望まない方が1名います") && !plan.contains("小雪"));
    let visit = scene.planned("2026-04-06").await;
    let record =
        [("version", "1"), ("day", "2026-04-06"), ("mode", "on_site"), ("recorded_on", "2026-04-06"), ("record", "居間が明るい。")];
    scene.staff.post(&format!("{visit}/record"), &record).await;
    let mut official = scene.site.official(Role::MunicipalityStaff, "131202").await;
    for address in [visit.clone(), format!("{visit}/record"), scene.base.clone()] {
        assert_eq!(scene.site.anon().get(&address).await.status, StatusCode::SEE_OTHER, "{address}");
        assert_eq!(official.get(&address).await.status, StatusCode::NOT_FOUND, "{address}");
    }
    scene.site.finish().await;
}

/// Invariant 2: ids of another office open nothing.
#[tokio::test]
async fn visits_of_another_office_are_not_there() {
    let mut scene = seated("paper").await;
    let visit = scene.planned("2026-04-06").await;
    let other = scene.site.test.office().await;
    let mut stranger = scene.site.signed_in(Role::OfficeManager, Some(other)).await;
    let elsewhere = visit.replace(&scene.office.to_string(), &other.to_string());
    for address in [visit.as_str(), elsewhere.as_str()] {
        for part in ["", "/change", "/record", "/cancel", "/take-back"] {
            assert_eq!(stranger.get(&format!("{address}{part}")).await.status, StatusCode::NOT_FOUND, "{part}");
        }
        let record = [("version", "1"), ("day", "2026-04-06"), ("mode", "on_site")];
        assert_eq!(stranger.post(&format!("{address}/record"), &record).await.status, StatusCode::NOT_FOUND);
    }
    let theirs = [("seat", scene.seat.as_str()), ("dwelling", &scene.dwelling), ("year", "2026")];
    assert_eq!(stranger.post(&format!("/offices/{other}/visits/new"), &theirs).await.status, StatusCode::NOT_FOUND);
    scene.site.finish().await;
}

/// C1: what the office says of the way and of whom to ask for stands on the visitor's page and in the mail; nobody else reads it.
#[tokio::test]
async fn a_visitor_is_told_the_way_and_whom_to_ask_for() {
    let (site, office, mut staff) = TestSite::at_work().await;
    let seat = neighbour::seated(&mut staff, office, "paper").await;
    let dwelling = neighbour::first_dwelling(&mut staff, office).await;
    let mut manager = site.signed_in(Role::OfficeManager, Some(office)).await;
    let form = format!("/offices/{office}/dwellings/{dwelling}");
    let page = manager.get(&form).await;
    let known: Vec<(String, String)> =
        ["version", "name", "address", "phone", "capacity"].map(|name| (name.to_owned(), page.field(name).unwrap_or_default())).into();
    let mut fields: Vec<(&str, &str)> = known.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    fields.push(("guide", "公園の角を左です。\n玄関で世話人をお呼びください。"));
    assert_eq!(manager.post(&form, &fields).await.status, StatusCode::SEE_OTHER);

    let visit = neighbour::planned(&mut staff, office, &seat, &dwelling, "2026-04-20").await;
    let mut visitor = site.anon();
    let link = neighbour::told(&mut staff, &visit, &mut visitor).await;
    let way = visitor.get(&link).await.location;
    let told = visitor.get(&way).await.body;
    assert!(told.contains("<p>公園の角を左です。</p>") && told.contains("世話人をお呼びください"), "{told}");
    assert!(!site.anon().get(&form).await.body.contains("公園の角"));
    let kept =
        site.test.database().rows("SELECT CAST(count(*) AS TEXT) AS detail FROM dwellings WHERE CAST(guide AS TEXT) LIKE '%公園%'").await;
    assert_eq!(kept, ["0"], "it is sealed");
    site.finish().await;
}
