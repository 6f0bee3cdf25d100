//! Issue 2, section 3: signing in, forged forms, other people's pages; whole requests.

use axum::http::StatusCode;
use model::accounts::Role;
use service::testing::PASSWORD;
use web::testing::TestSite;

#[tokio::test]
async fn a_manager_signs_in_and_lands_at_the_own_office() {
    let site = TestSite::new().await;
    let office = site.test.office().await;
    site.test.account(Role::OfficeManager, Some(office), "taro@example.jp").await;
    let mut client = site.anon();
    let answer = client.post("/sign-in", &[("email", "taro@example.jp"), ("password", PASSWORD)]).await;
    assert_eq!(answer.location, format!("/offices/{office}"));
    site.finish().await;
}

#[tokio::test]
async fn a_wrong_password_keeps_the_address_and_says_what_to_do() {
    let site = TestSite::new().await;
    let answer = site.anon().post("/sign-in", &[("email", "taro@example.jp"), ("password", "x")]).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.body.contains("value=\"taro@example.jp\"") && answer.body.contains("もう一度お確かめください"));
    site.finish().await;
}

#[tokio::test]
async fn somebody_who_is_not_signed_in_is_led_to_the_sign_in_page_and_back() {
    let site = TestSite::new().await;
    let answer = site.anon().get("/account").await;
    assert_eq!((answer.status, answer.location.as_str()), (StatusCode::SEE_OTHER, "/sign-in?next=%2Faccount"));
    site.finish().await;
}

#[tokio::test]
async fn after_signing_in_nobody_is_led_to_another_site() {
    let site = TestSite::new().await;
    site.test.account(Role::Administrator, None, "taro@example.jp").await;
    for next in ["//evil.example", "https://evil.example", "/\\evil.example"] {
        let answer = site.anon().post("/sign-in", &[("email", "taro@example.jp"), ("password", PASSWORD), ("next", next)]).await;
        assert_eq!(answer.location, "/admin/offices", "{next}");
    }
    site.finish().await;
}

#[tokio::test]
async fn a_form_from_another_site_is_refused() {
    let site = TestSite::new().await;
    let office = site.test.office().await;
    let mut client = site.signed_in(Role::OfficeManager, Some(office)).await;
    let answer = client
        .post_as_is(&format!("/offices/{office}/staff/invite"), &[("name", "x"), ("email", "x@example.jp"), ("role", "office_staff")])
        .await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
    site.finish().await;
}

#[tokio::test]
async fn another_offices_pages_look_like_pages_that_do_not_exist() {
    let site = TestSite::new().await;
    let (own, other) = (site.test.office().await, site.test.office().await);
    let mut client = site.signed_in(Role::OfficeManager, Some(own)).await;
    let hidden = client.get(&format!("/offices/{other}/staff")).await;
    let missing = client.get("/offices/01ARZ3NDEKTSV4RRFFQ69G5FAV/staff").await;
    assert_eq!((hidden.status, missing.status), (StatusCode::NOT_FOUND, StatusCode::NOT_FOUND));
    assert_eq!(hidden.body, missing.body);
    site.finish().await;
}

#[tokio::test]
async fn every_page_carries_the_safe_headers() {
    let site = TestSite::new().await;
    let answer = site.anon().get("/").await;
    let header = |name: &str| answer.headers.get(name).unwrap().to_str().unwrap().to_owned();
    assert!(header("content-security-policy").starts_with("default-src 'none'"));
    assert_eq!(header("x-content-type-options"), "nosniff");
    assert_eq!(header("cache-control"), "no-store");
    assert!(header("strict-transport-security").starts_with("max-age="));
    site.finish().await;
}

#[tokio::test]
async fn signing_out_ends_the_session_and_clears_the_browser() {
    let site = TestSite::new().await;
    let mut client = site.signed_in(Role::Administrator, None).await;
    let answer = client.post("/sign-out", &[]).await;
    assert_eq!(answer.headers.get("clear-site-data").unwrap(), "\"storage\"");
    assert_eq!(client.get("/account").await.status, StatusCode::SEE_OTHER);
    site.finish().await;
}

#[tokio::test]
async fn a_manager_invites_a_colleague_who_joins() {
    let site = TestSite::new().await;
    let office = site.test.office().await;
    let mut manager = site.signed_in(Role::OfficeManager, Some(office)).await;
    let fields = [("name", "見本 花子"), ("email", "hanako@example.jp"), ("role", "office_staff")];
    let answer = manager.post(&format!("/offices/{office}/staff/invite"), &fields).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    let mail = site.test.take_mail().await.remove(0);
    let path = mail.body.split("https://engawa.example.jp").nth(1).unwrap().lines().next().unwrap().to_owned();
    let mut colleague = site.anon();
    assert!(colleague.get(&path).await.body.contains("hanako@example.jp"));
    let short = colleague.post(&path, &[("name", "見本 花子"), ("chosen", "みじかい")]).await;
    assert_eq!(short.status, StatusCode::UNPROCESSABLE_ENTITY);
    let joined = colleague.post(&path, &[("name", "見本 花子"), ("chosen", PASSWORD)]).await;
    assert_eq!(joined.location, format!("/offices/{office}"));
    site.finish().await;
}
