//! Sections 3 and 6 of the gate as whole requests: files that go with published minutes, and hostile ones that do not.

use axum::http::{StatusCode, header};
use jiff::civil::date;
use model::{MeetingId, OfficeId, accounts::Role};
use service::{minutes::draft, publications::release};
use web::testing::{Answer, Client, TestSite};

/// A site whose office published minutes: the address of its attachments for staff, and the public one.
async fn published() -> (TestSite, OfficeId, MeetingId, String) {
    let site = TestSite::new().await;
    let (office, seats) = crate::scene::with_members(&site.test).await;
    let meeting = crate::scene::held_meeting(&site.test, office, &seats, date(2026, 10, 1)).await;
    let staff = site.test.staff(office);
    draft::draft(&site.test.app, &staff, office, meeting).await.unwrap();
    crate::scene::confirmed(&site.test, office, meeting).await;
    let address = release::release(&site.test.app, &staff, office, meeting, crate::scene::all_ticked()).await.unwrap();
    (site, office, meeting, address)
}

async fn bring(client: &mut Client, rooms: &str, name: &str, bytes: &[u8]) -> Answer {
    client.upload(rooms, &[("material", "")], ("file", name, bytes)).await
}

/// A head of 10,000 × 10,000 pixels.
const HUGE: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR\0\0\x27\x10\0\0\x27\x10\x08\0\0\0\0";

/// Section 6: each is refused with its reason at the field, and nothing of it is kept.
#[tokio::test]
async fn hostile_files_are_refused_with_their_reason_and_leave_nothing() {
    let (site, office, meeting, _) = published().await;
    let rooms = format!("/offices/{office}/publications/{meeting}/attachments");
    let mut staff = site.signed_in(Role::OfficeStaff, Some(office)).await;
    let locked = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
    let both = [&b"%PDF-1.7\n"[..], b"PK\x05\x06\0\0\0\0\x01\0\x01\0\0\0\0\0\0\0\0\0\0\0"].concat();
    for (name, bytes, words) in [
        ("図.svg", &b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"[..], "SVG は公表できません"),
        ("資料.pdf", b"MZ\x90\0\x03\0\0\0\x04\0\0\0\xff\xff", "これはプログラムです"),
        ("資料.doc", &locked, "古い形式"),
        ("資料.pdf", &both, "二つの種類"),
        ("写真.png", HUGE, "画像"),
        ("資料.pdf", b"%PDF-1.7\nnothing", "壊れているか、途中で切れています"),
        ("資料.txt", b"", "ファイルを選んでください"),
    ] {
        let refused = bring(&mut staff, &rooms, name, bytes).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{name}");
        assert!(refused.body.contains(words), "{name}: {words}");
    }
    assert!(staff.get(&rooms).await.body.contains("資料や写真は、まだありません"));
    assert_eq!(site.test.app.files.sweep(&site.test.app.database, jiff::Timestamp::MAX).await.unwrap(), 0);
    site.finish().await;
}

/// H1: brought, looked through, released; then everybody may have it, as what it is and as nothing else; then it is gone.
#[tokio::test]
async fn a_file_goes_from_the_form_to_the_public_and_back() {
    let (site, office, meeting, address) = published().await;
    let rooms = format!("/offices/{office}/publications/{meeting}/attachments");
    let mut staff = site.signed_in(Role::OfficeManager, Some(office)).await;
    let kept = bring(&mut staff, &rooms, "隣野三郎さんの資料.txt", "夏祭りの報告です。\n".as_bytes()).await;
    assert_eq!(kept.status, StatusCode::SEE_OTHER, "{}", kept.body);
    let look = staff.get(&kept.location).await;
    assert!(look.body.contains("夏祭りの報告です。") && !look.body.contains("隣野三郎"));
    let public = format!("/p/{address}/files/1");
    assert_eq!(site.anon().get(&public).await.status, StatusCode::NOT_FOUND);
    let open = staff.post(&kept.location, &[("description", "夏祭り"), ("checks", "read")]).await;
    assert_eq!(open.status, StatusCode::UNPROCESSABLE_ENTITY, "a point is open");
    assert!(open.body.contains("夏祭り"), "what was typed is kept");
    let named = staff.post(&kept.location, &[("description", "隣野さんの報告"), ("checks", "read"), ("checks", "rights")]).await;
    assert!(named.body.contains("お名前の出ない書き方"));
    let done = staff.post(&kept.location, &[("description", "夏祭りの報告"), ("checks", "read"), ("checks", "rights")]).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);

    let page = site.anon().get(&format!("/p/{address}")).await.body;
    assert!(page.contains(&format!("href=\"{public}\"")) && page.contains("夏祭りの報告") && !page.contains("隣野"));
    let file = site.anon().get(&public).await;
    assert_eq!(file.body, "夏祭りの報告です。\n");
    assert_eq!(file.headers[header::CONTENT_TYPE], "text/plain; charset=utf-8");
    assert_eq!(file.headers[header::X_CONTENT_TYPE_OPTIONS], "nosniff");
    assert!(file.headers[header::CONTENT_SECURITY_POLICY].to_str().unwrap().starts_with("sandbox;"));
    assert!(file.headers[header::CONTENT_DISPOSITION].to_str().unwrap().contains("filename=\"shiryo-1.txt\""));
    assert!(file.headers.contains_key(header::ETAG));
    assert!(site.anon().get(&format!("{public}/text")).await.body.contains("夏祭りの報告です。"));
    assert_eq!(site.anon().get(&format!("/p/{address}/files/2")).await.status, StatusCode::NOT_FOUND);

    assert_eq!(staff.post(&format!("{}/withdraw", kept.location), &[]).await.status, StatusCode::SEE_OTHER);
    let gone = site.anon().get(&public).await;
    assert_eq!(gone.status, StatusCode::GONE);
    assert!(gone.body.contains("に取り下げられました"));
    assert!(!site.anon().get(&format!("/p/{address}")).await.body.contains("夏祭りの報告"));
    site.finish().await;
}
