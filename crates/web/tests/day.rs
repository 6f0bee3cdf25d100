//! Issue 2, section 4.7, as whole requests: the clock, notes that are corrected, and what is kept while somebody writes.

use axum::http::StatusCode;
use model::{OfficeId, accounts::Role};
use web::testing::{Client, TestSite};

async fn at_work() -> (TestSite, OfficeId, Client, String) {
    let (site, office, mut staff) = TestSite::at_work().await;
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

/// A15: what a member was paid is written down, and a slip of the finger is told at its field.
#[tokio::test]
async fn payments_are_written_down_and_wrong_amounts_told() {
    let (site, office, mut staff, meeting) = at_work().await;
    let neighbour = [
        ("category", "community"),
        ("community_kind", "neighbour"),
        ("name", "隣野 三郎"),
        ("kana", "となりの さぶろう"),
        ("independence", "independent"),
        ("term_from", "2026-04-01"),
        ("term_until", "2028-03-31"),
    ];
    let base = staff.choose(office, &neighbour).await;
    let seat = base.rsplit('/').next().unwrap().to_owned();
    assert_eq!(staff.get(&format!("{base}/appointment")).await.status, StatusCode::NOT_FOUND, "not before the answer");
    assert_eq!(staff.post(&format!("{base}/invite"), &[("reply_by", "2026-05-01")]).await.status, StatusCode::SEE_OTHER);
    let accepted = [("answer", "accept"), ("channel", "paper"), ("on", "2026-04-06"), ("name", "隣野 三郎")];
    let answered = staff.post(&format!("{base}/answer"), &accepted).await;
    assert_eq!(answered.status, StatusCode::SEE_OTHER, "{}", answered.body);
    let appointment = staff.get(&format!("{base}/appointment")).await.body;
    assert!(appointment.contains("委嘱状") && appointment.contains("隣野 三郎") && appointment.contains("令和10年3月31日"));

    let today = [("day", "2026-04-06"), ("starts_at", "14:00"), ("ends_at", "16:00"), ("place_kind", "outside"), ("place", "緑町公民館")];
    let version = staff.get(&format!("{meeting}/fix")).await.field("version").unwrap();
    let fixed = staff.post(&format!("{meeting}/fix"), &[&today[..], &[("version", &version)]].concat()).await;
    assert_eq!(fixed.status, StatusCode::SEE_OTHER, "{}", fixed.body);
    let came = staff.post(&format!("{meeting}/day/attendance"), &[("seat", &seat), ("mode", "in_person")]).await;
    assert_eq!(came.status, StatusCode::SEE_OTHER, "{}", came.body);
    let address = format!("{meeting}/payments");
    let page = staff.get(&address).await.body;
    let field = page.split("name=\"honorarium-").nth(1).and_then(|rest| rest.split('"').next()).unwrap().to_owned();
    let (honorarium, travel) = (format!("honorarium-{field}"), format!("travel-{field}"));
    let wrong = staff.post(&address, &[(&honorarium, "二千円"), (&travel, "480")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.body.contains("二千円"));
    assert_eq!(staff.post(&address, &[(&honorarium, "２，０００"), (&travel, "480")]).await.status, StatusCode::SEE_OTHER);
    assert!(staff.get(&address).await.body.contains("2480円"));
    let waiting = site.test.take_mail().await.len();
    assert_eq!(waiting, 0, "a member without an address gets a letter");
    site.finish().await;
}
