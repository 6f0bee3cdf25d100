//! 配慮の準備 as whole requests (A13): told by link, prepared by staff, seen by nobody else.

use axum::http::StatusCode;
use model::accounts::Role;
use web::testing::TestSite;

use crate::neighbour;

/// A13: a member tells what helps; staff see what to prepare for the visit, until when, and tick it off.
#[tokio::test]
async fn what_helps_is_told_and_ticked_off() {
    let (site, office, mut staff) = TestSite::at_work().await;
    let seat = neighbour::seated(&mut staff, office, "paper").await;
    let dwelling = neighbour::first_dwelling(&mut staff, office).await;
    let visit = neighbour::planned(&mut staff, office, &seat, &dwelling, "2026-06-10").await;
    let list = format!("{visit}/preparations");
    assert!(staff.get(&list).await.body.contains("必要な配慮は、うかがっていません"));
    let mut member = site.anon();
    let link = neighbour::told(&mut staff, &visit, &mut member).await;
    let needs = format!("{link}/needs");
    assert!(member.get(&needs).await.body.contains("あると助かること"));
    assert_eq!(member.post(&needs, &[("needs", "fireworks")]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    let sent = member.post(&needs, &[("needs", "captions"), ("needs", "resting_place")]).await;
    assert!(member.get(&sent.location).await.body.contains("知らせていただき、ありがとうございます"));
    let page = staff.get(&list).await;
    assert!(
        page.body.contains("隣野 三郎さん　要約筆記") && page.body.contains("2026-05-11") && page.body.contains("あと<strong>2件</strong>")
    );
    let names = |name: &str, need: &str| format!("{name}-{seat}-{need}");
    let version = names("version", "captions");
    let fields = [
        (names("version", "captions"), page.field(&version).unwrap()),
        (names("owner", "captions"), "夏川".to_owned()),
        (names("due", "captions"), "2026-05-01".to_owned()),
        (names("done", "captions"), "1".to_owned()),
        (names("version", "resting_place"), "0".to_owned()),
        (names("due", "resting_place"), "あした".to_owned()),
    ];
    let mut pairs: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    let refused = staff.post(&list, &pairs).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.body.contains("あした") && refused.body.contains("夏川"), "what was typed stays");
    pairs.pop();
    assert_eq!(staff.post(&list, &pairs).await.status, StatusCode::SEE_OTHER);
    let page = staff.get(&list).await.body;
    assert!(page.contains("夏川") && page.contains("済んだ日") && page.contains("あと<strong>1件</strong>"));
    pairs[1].1 = "秋山";
    assert_eq!(staff.post(&list, &pairs).await.status, StatusCode::CONFLICT, "an older list does not win");
    assert_eq!(member.get(&list).await.status, StatusCode::SEE_OTHER, "to the door where one signs in");
    let mut stranger = site.signed_in(Role::OfficeStaff, Some(site.test.office().await)).await;
    assert_eq!(stranger.get(&list).await.status, StatusCode::NOT_FOUND);
    assert_eq!(site.anon().get("/m/nonsense/needs").await.status, StatusCode::NOT_FOUND);
    site.finish().await;
}
