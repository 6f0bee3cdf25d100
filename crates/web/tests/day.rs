//! Issue 2, section 4.7, as whole requests: the clock, notes that are corrected, and what is kept while somebody writes.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot set its scene has failed")]

use axum::http::StatusCode;
use model::{OfficeId, accounts::Role};
use web::testing::{Client, TestSite};

async fn at_work() -> (TestSite, OfficeId, Client, String) {
    let site = TestSite::new().await;
    let office = site.test.office().await;
    let mut staff = site.signed_in(Role::OfficeStaff, Some(office)).await;
    let meeting = staff.post(&format!("/offices/{office}/meetings"), &[("year", "2026")]).await.location;
    staff.post(&format!("{meeting}/agenda"), &[("do", "add"), ("entry", "events")]).await;
    (site, office, staff, meeting)
}

const HALF: [(&str, &str); 4] = [("kind", "request"), ("text", "夏祭りに一緒に"), ("client_key", "K1"), ("said_by", "")];

/// B10: a browser that closed in the middle of a sentence finds the sentence again, and nobody else sees it.
#[tokio::test]
async fn what_was_being_written_is_there_again_for_its_writer_only() {
    let (site, office, mut staff, meeting) = at_work().await;
    let kept = staff.post(&format!("{meeting}/day/note/autosave"), &HALF).await;
    assert_eq!(kept.status, StatusCode::NO_CONTENT);
    let day = staff.get(&format!("{meeting}/day")).await.body;
    assert!(day.contains("書きかけの記録があります") && day.contains("夏祭りに一緒に"));
    let mut colleague = site.signed_in(Role::OfficeManager, Some(office)).await;
    assert!(!colleague.get(&format!("{meeting}/day")).await.body.contains("夏祭りに一緒に"));
    site.finish().await;
}

/// B10: sending the form forgets the draft; the note is one note.
#[tokio::test]
async fn a_note_that_was_sent_is_no_draft_any_more() {
    let (site, _, mut staff, meeting) = at_work().await;
    staff.post(&format!("{meeting}/day/note/autosave"), &HALF).await;
    assert_eq!(staff.post(&format!("{meeting}/day/note"), &HALF).await.status, StatusCode::SEE_OTHER);
    let day = staff.get(&format!("{meeting}/day")).await.body;
    assert!(!day.contains("書きかけの記録があります"));
    assert_eq!(day.matches("夏祭りに一緒に").count() - day.matches("（夏祭りに一緒に）").count(), 1);
    site.finish().await;
}

/// B13: a note is corrected where it stands, and taken away.
#[tokio::test]
async fn a_note_is_corrected_and_taken_away() {
    let (site, _, mut staff, meeting) = at_work().await;
    staff.post(&format!("{meeting}/day/note"), &HALF).await;
    let day = staff.get(&format!("{meeting}/day")).await.body;
    let address = day.split("#note-form\"").next().and_then(|before| before.rsplit('"').next()).unwrap().to_owned();
    let form = staff.get(&address).await;
    assert_eq!(form.field("client_key").as_deref(), Some("K1"));
    let whole = [("kind", "request"), ("text", "夏祭りに一緒に出たい。"), ("client_key", "K1"), ("said_by", "")];
    staff.post(&format!("{meeting}/day/note"), &whole).await;
    assert!(staff.get(&format!("{meeting}/day")).await.body.contains("夏祭りに一緒に出たい。"));
    assert_eq!(staff.post(&format!("{address}/remove"), &[]).await.status, StatusCode::SEE_OTHER);
    assert!(!staff.get(&format!("{meeting}/day")).await.body.contains("夏祭り"));
    site.finish().await;
}

/// Section 6: another office keeps nothing in a meeting that is not its own.
#[tokio::test]
async fn another_office_keeps_no_draft_here() {
    let (site, _, _, meeting) = at_work().await;
    let other = site.test.office().await;
    let mut stranger = site.signed_in(Role::OfficeManager, Some(other)).await;
    assert_eq!(stranger.post(&format!("{meeting}/day/note/autosave"), &HALF).await.status, StatusCode::NOT_FOUND);
    site.finish().await;
}
