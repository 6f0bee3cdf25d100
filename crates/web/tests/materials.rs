//! Issue 2, sections 4.6 and 6, as whole requests: uploads, numbered copies, downloads, and what is refused.

use axum::http::{StatusCode, header};
use model::{OfficeId, accounts::Role};
use web::testing::{Answer, Client, TestSite};

const PDF: &[u8] = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF";

/// A site with an office, one of its staff, and a planned meeting's address.
async fn at_work() -> (TestSite, OfficeId, Client, String) {
    let (site, office, mut staff) = TestSite::at_work().await;
    let planned = staff.post(&format!("/offices/{office}/meetings"), &[("year", "2026")]).await;
    assert_eq!(planned.status, StatusCode::SEE_OTHER, "{}", planned.body);
    let meeting = planned.location.clone();
    (site, office, staff, meeting)
}

async fn upload(staff: &mut Client, meeting: &str, name: &str, bytes: &[u8]) -> Answer {
    let fields = [("title", "日常生活の様子"), ("item", ""), ("own_copies", "2"), ("personal", "yes")];
    staff.upload(&format!("{meeting}/materials"), &fields, ("file", name, bytes)).await
}

fn link_to<'a>(page: &'a str, end: &str) -> &'a str {
    page.split(&format!("{end}\"")).next().and_then(|before| before.rsplit('"').next()).unwrap()
}

/// B9: a file goes in and comes out as a download under a name of ours, with the type of its content.
#[tokio::test]
async fn a_material_is_uploaded_and_handed_out_as_a_download() {
    let (site, _, mut staff, meeting) = at_work().await;
    assert_eq!(upload(&mut staff, &meeting, "見本花子さんの資料.pdf", PDF).await.status, StatusCode::SEE_OTHER);
    let page = staff.get(&format!("{meeting}/materials")).await.body;
    assert!(page.contains("日常生活の様子") && !page.contains("見本花子さんの資料"));
    let file = staff.get(&format!("{}/file", link_to(&page, "/file"))).await;
    assert_eq!(file.headers[header::CONTENT_TYPE], "application/pdf");
    assert_eq!(file.headers[header::CONTENT_DISPOSITION], "attachment; filename=\"shiryo.pdf\"");
    assert!(file.body.starts_with("%PDF"));
    site.finish().await;
}

/// Section 6: the button pressed twice adds one material.
#[tokio::test]
async fn a_material_that_is_sent_twice_is_added_once() {
    let (site, _, mut staff, meeting) = at_work().await;
    for _ in 0..2 {
        assert_eq!(upload(&mut staff, &meeting, "資料.pdf", PDF).await.status, StatusCode::SEE_OTHER);
    }
    let page = staff.get(&format!("{meeting}/materials")).await.body;
    assert_eq!(page.matches("/file\"").count(), 1);
    site.finish().await;
}

/// Section 6: an executable renamed .pdf is refused, with the reason at the field and everything else kept.
#[tokio::test]
async fn an_executable_renamed_pdf_is_refused_and_the_form_kept() {
    let (site, _, mut staff, meeting) = at_work().await;
    let refused = upload(&mut staff, &meeting, "資料.pdf", b"\x7fELF\x02\x01\x01\0\0\0\0\0\0\0\0\0\x03\0>\0").await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.body.contains("この種類のファイルは受け取れません") && refused.body.contains("日常生活の様子"));
    assert!(staff.get(&format!("{meeting}/materials")).await.body.contains("資料はまだありません"));
    site.finish().await;
}

/// Section 6: what is larger than 20 MB is refused with a page that says so.
#[tokio::test]
async fn a_file_that_is_too_large_is_refused() {
    let (site, _, mut staff, meeting) = at_work().await;
    let mut large = PDF.to_vec();
    large.resize(21 * 1024 * 1024, b' ');
    let refused = upload(&mut staff, &meeting, "資料.pdf", &large).await;
    assert!(refused.status.is_client_error() && refused.body.contains("20MB"), "{}", refused.status);
    large.resize(23 * 1024 * 1024, b' ');
    let refused = upload(&mut staff, &meeting, "資料.pdf", &large).await;
    assert!(refused.status.is_client_error() && refused.body.contains("20MB"), "{}", refused.status);
    site.finish().await;
}

/// B9: copies are ticked off, and the printed list says who holds which.
#[tokio::test]
async fn copies_are_ticked_off_when_they_come_back() {
    let (site, _, mut staff, meeting) = at_work().await;
    upload(&mut staff, &meeting, "資料.pdf", PDF).await;
    let page = staff.get(&format!("{meeting}/materials")).await.body;
    assert!(page.contains("残り2部"));
    let base = link_to(&page, "/sheet").to_owned();
    let collect = format!("{base}/collect");
    assert_eq!(staff.post(&collect, &[("returned", "1")]).await.status, StatusCode::SEE_OTHER);
    assert!(staff.get(&format!("{meeting}/materials")).await.body.contains("残り1部"));
    assert!(staff.get(&format!("{base}/sheet")).await.body.contains("回収表"));
    site.finish().await;
}

/// Section 6: another office's material is not there.
#[tokio::test]
async fn another_offices_material_is_not_there() {
    let (site, _, mut staff, meeting) = at_work().await;
    upload(&mut staff, &meeting, "資料.pdf", PDF).await;
    let page = staff.get(&format!("{meeting}/materials")).await.body;
    let own = format!("{}/file", link_to(&page, "/file"));
    let other = site.test.office().await;
    let mut stranger = site.signed_in(Role::OfficeManager, Some(other)).await;
    let tail = own.split("/materials/").nth(1).unwrap();
    assert_eq!(stranger.get(&own).await.status, StatusCode::NOT_FOUND);
    assert_eq!(stranger.get(&format!("/offices/{other}/materials/{tail}")).await.status, StatusCode::NOT_FOUND);
    assert_eq!(site.anon().get(&own).await.status, StatusCode::SEE_OTHER, "to the sign-in page");
    site.finish().await;
}
