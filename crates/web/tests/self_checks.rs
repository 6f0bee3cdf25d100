//! 視点によるセルフチェック (C8), as whole requests.

use axum::http::StatusCode;
use web::testing::TestSite;

use crate::neighbour;

/// C8: what staff see before and after stands beside what visitors noticed; nobody outside the office comes to it.
#[tokio::test]
async fn staff_look_at_a_house_before_and_after_it_is_visited() {
    let (site, office, mut staff) = TestSite::at_work().await;
    let seat = neighbour::seated(&mut staff, office, "paper").await;
    let dwelling = neighbour::first_dwelling(&mut staff, office).await;
    let address = format!("/offices/{office}/visits/houses/{dwelling}/self-check?year=2026");
    assert!(staff.get(&format!("/offices/{office}/visits")).await.body.contains(&address));
    let empty = staff.get(&address).await;
    assert!(empty.body.contains("施設の環境") && empty.body.contains("点数は付けません"));
    let asked = empty.body.split("<h2>見るところ</h2>").nth(1).and_then(|rest| rest.split("</form>").next()).unwrap();
    assert!(!asked.contains("type=\"number\"") && !asked.contains("type=\"radio\""), "no marks");
    let refused = staff.post(&address, &[("version", "0"), ("before-environment", " ")]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.body.contains("まだ何も書かれていません"));
    let first = [("version", "0"), ("before-environment", "玄関の灯りが暗い。"), ("next", "電球を替える。")];
    assert_eq!(staff.post(&address, &first).await.status, StatusCode::SEE_OTHER);

    let visit = neighbour::planned(&mut staff, office, &seat, &dwelling, "2026-04-06").await;
    let mut visitor = site.anon();
    let link = neighbour::told(&mut staff, &visit, &mut visitor).await;
    let way = visitor.get(&link).await.location;
    visitor.post(&format!("{way}/conduct"), &[]).await;
    let notes = [("seq", "1"), ("day", "2026-04-06"), ("mode", "on_site"), ("answer-environment", "庭に花があった。")];
    assert_eq!(visitor.post(&format!("{way}/notes"), &notes).await.status, StatusCode::SEE_OTHER);

    let page = staff.get(&address).await;
    for words in ["玄関の灯りが暗い。", "電球を替える。", "庭に花があった。", "訪問した方から"] {
        assert!(page.body.contains(words), "{words}");
    }
    let version = page.field("version").unwrap();
    let second = [("version", version.as_str()), ("before-environment", "玄関の灯りが暗い。"), ("after-environment", "電球を替えた。")];
    assert_eq!(staff.post(&address, &second).await.status, StatusCode::SEE_OTHER);
    let next_year = staff.get(&address.replace("2026", "2027")).await.body;
    assert!(!next_year.contains("玄関の灯りが暗い。") && !next_year.contains("庭に花があった。"), "a year of its own");
    for stranger in [&mut visitor, &mut site.signed_in(model::accounts::Role::OfficeStaff, Some(site.test.office().await)).await] {
        assert!(!stranger.get(&address).await.body.contains("玄関の灯り"));
    }
    let logged =
        site.test.database().rows("SELECT CAST(count(*) AS TEXT) AS detail FROM audit_log WHERE action = 'visits.self_check'").await;
    assert_eq!(logged, ["2"]);
    site.finish().await;
}

/// C8, H4: who is slower is shown what the faster one saved, keeps the own words, and saves on top of them.
#[tokio::test]
async fn two_who_look_at_a_house_at_once_see_each_others_words() {
    let (site, office, mut staff) = TestSite::at_work().await;
    let dwelling = neighbour::first_dwelling(&mut staff, office).await;
    let address = format!("/offices/{office}/visits/houses/{dwelling}/self-check?year=2026");
    let faster = [("version", "0"), ("before-staff", "声かけがていねい。")];
    assert_eq!(staff.post(&address, &faster).await.status, StatusCode::SEE_OTHER);
    let slower = [("version", "0"), ("before-staff", "あいさつが少ない。")];
    let refused = staff.post(&address, &slower).await;
    assert_eq!(refused.status, StatusCode::CONFLICT);
    assert!(refused.body.contains("声かけがていねい。") && refused.body.contains("あいさつが少ない。"), "{}", refused.body);
    let version = refused.field("version").unwrap();
    let again = [("version", version.as_str()), ("before-staff", "あいさつが少ない。")];
    assert_eq!(staff.post(&address, &again).await.status, StatusCode::SEE_OTHER);
    let book = "あ".repeat(20_001);
    let version = staff.get(&address).await.field("version").unwrap();
    let refused = staff.post(&address, &[("version", version.as_str()), ("next", &book)]).await;
    assert!(refused.status == StatusCode::UNPROCESSABLE_ENTITY && refused.body.contains("20000文字まで"));
    site.finish().await;
}
