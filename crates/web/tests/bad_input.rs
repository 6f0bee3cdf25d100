//! Issue 2, section 6: double presses, broken lists, impossible dates, a session that ended. Each is answered with its reason, what
//! was typed stays, and nothing half-done remains.

use axum::http::StatusCode;
use model::accounts::Role;
use web::testing::TestSite;

/// Section 6: a button pressed twice does its work once, and both presses get the same answer.
#[tokio::test]
async fn a_form_that_is_sent_twice_is_taken_once() {
    let (site, office, staff) = TestSite::at_work().await;
    let address = format!("/offices/{office}/residents/new");
    let page = staff.clone().get(&address).await;
    let dwelling =
        page.body.split("<option value=\"0").nth(1).and_then(|rest| rest.split('"').next()).map(|rest| format!("0{rest}")).unwrap();
    let (mut first, mut second) = (staff.clone(), staff.clone());
    let fields = [("name", "見本 花子"), ("kana", "みほん はなこ"), ("dwelling", dwelling.as_str())];
    let (one, two) = tokio::join!(first.post_from(&page, &address, &fields), second.post_from(&page, &address, &fields));
    assert_eq!((one.status, two.status), (StatusCode::SEE_OTHER, StatusCode::SEE_OTHER), "{}{}", one.body, two.body);
    assert_eq!(one.location, two.location, "both are led to the one resident");
    let again = first.post_from(&page, &address, &fields).await;
    assert_eq!(again.location, one.location, "and so is a later press of the same page");

    // Another page is another form, and so is another content.
    let other = [("name", "見本 次郎"), ("kana", "みほん じろう"), ("dwelling", dwelling.as_str())];
    let fresh = first.get(&address).await;
    assert_ne!(first.post_from(&fresh, &address, &fields).await.location, one.location);
    assert_ne!(first.post_from(&page, &address, &other).await.location, one.location);
    site.finish().await;
}

/// Section 6: what was refused may be sent again as it is.
#[tokio::test]
async fn a_form_that_was_refused_is_not_remembered() {
    let (site, office, mut staff) = TestSite::at_work().await;
    let address = format!("/offices/{office}/residents/new");
    let page = staff.get(&address).await;
    let nameless = [("name", ""), ("kana", "みほん はなこ"), ("dwelling", "")];
    for _ in 0..2 {
        let refused = staff.post_from(&page, &address, &nameless).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.body.contains("みほん はなこ"));
    }
    site.finish().await;
}

/// Section 6: days that do not exist, lie in another 年度, or go backwards are told at their field, and everything typed is kept.
#[tokio::test]
async fn impossible_dates_are_told_at_their_field_and_the_form_is_kept() {
    let (site, office, mut staff) = TestSite::at_work().await;
    let meeting = staff.post(&format!("/offices/{office}/meetings"), &[("year", "2026")]).await.location;
    let version = staff.get(&format!("{meeting}/fix")).await.field("version").unwrap();
    let fix = |day: &'static str, from: &'static str, to: &'static str| {
        let place = [("place_kind", "outside"), ("place", "緑町公民館"), ("version", version.as_str())];
        [&[("day", day), ("starts_at", from), ("ends_at", to)][..], &place].concat()
    };
    let cases = [
        (fix("2026-02-30", "14:00", "16:00"), "day"),
        (fix("2026-13-01", "14:00", "16:00"), "day"),
        (fix("きのう", "14:00", "16:00"), "day"),
        (fix("-9999-01-01", "14:00", "16:00"), "day"),
        (fix("2027-04-01", "14:00", "16:00"), "day"),
        (fix("2026-03-31", "14:00", "16:00"), "day"),
        (fix("2026-06-01", "16:00", "14:00"), "ends_at"),
        (fix("2026-06-01", "25:00", "26:00"), "starts_at"),
    ];
    for (fields, at) in cases {
        let refused = staff.post(&format!("{meeting}/fix"), &fields).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{fields:?}");
        assert!(refused.body.contains(&format!("<li><a href=\"#{at}\">")), "{fields:?}: {}", refused.body);
        assert!(refused.body.contains("緑町公民館"), "{fields:?}");
    }
    assert!(!staff.get(&meeting).await.body.contains("緑町公民館"), "nothing was saved");
    assert_eq!(staff.post(&format!("{meeting}/fix"), &fix("2026-06-01", "14:00", "16:00")).await.status, StatusCode::SEE_OTHER);
    site.finish().await;
}

/// Section 6: a list that is broken in any way is refused or its rows are, with line and reason; no server error, nothing stored.
#[tokio::test]
async fn a_broken_list_is_answered_with_its_place_and_reason() {
    let site = TestSite::new().await;
    let mut admin = site.signed_in(Role::Administrator, None).await;
    let wide = vec![b','; 1_000_000];
    let lists: [(&str, &[u8], &str); 6] = [
        ("other columns", "名前,住所\n見本,架空県\n".as_bytes(), "見出し"),
        ("nothing", b"", ""),
        ("an executable", b"\x7fELF\x02\x01\x01\0\0\0\0\0\0\0\0\0", ""),
        ("half a line", b"\"13000\",\"A000", ""),
        ("NUL bytes", b"\0\0\0\0\0\0\0\0", ""),
        ("a million columns", &wide, ""),
    ];
    for (what, bytes, told) in lists {
        let refused = admin.upload("/admin/offices/import", &[], ("list", "list.csv", bytes)).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{what}");
        assert!(refused.body.contains("role=\"alert\"") && refused.body.contains(told), "{what}: {}", refused.body);
    }
    assert!(admin.get("/admin/offices").await.body.contains("0件"));
    site.finish().await;
}

/// Input is never lost: after a session ended, what was written stands on the page to be copied, with a way back.
#[tokio::test]
async fn what_was_written_when_the_session_ended_is_shown_to_be_copied() {
    let (site, office, mut staff) = TestSite::at_work().await;
    let address = format!("/offices/{office}/outreach");
    staff.post("/sign-out", &[]).await;
    let lost = staff.post(&address, &[("whom", "緑町自治会"), ("outcome", "来月の集まりで話してくださる。<b>")]).await;
    assert_eq!(lost.status, StatusCode::FORBIDDEN);
    assert!(lost.body.contains("緑町自治会") && lost.body.contains("来月の集まりで話してくださる。&#60;b&#62;"), "{}", lost.body);
    assert!(lost.body.contains("/sign-in?next="));
    site.finish().await;
}

/// What another site sends is never shown back, and never as a form to be sent again.
#[tokio::test]
async fn what_comes_from_another_site_is_not_shown_back() {
    let (site, office, mut staff) = TestSite::at_work().await;
    let address = format!("/offices/{office}/outreach");
    let forged = staff.post_from_elsewhere(&address, &[("whom", "緑町自治会")]).await;
    assert_eq!(forged.status, StatusCode::FORBIDDEN);
    assert!(!forged.body.contains("緑町自治会"));
    site.finish().await;
}

/// A password is never written into a page.
#[tokio::test]
async fn a_password_is_never_shown_back() {
    let site = TestSite::new().await;
    let lock = site.test.database().lock().await;
    let answer = site.anon().post("/sign-in", &[("email", "a@example.jp"), ("password", "えんがわ みかん")]).await;
    assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE);
    assert!(!answer.body.contains("えんがわ みかん"));
    lock.release().await;
    site.finish().await;
}
