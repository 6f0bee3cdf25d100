//! Scenes with a neighbour who sits and visits, shared by the tests of visits.

use axum::http::StatusCode;
use model::OfficeId;
use web::testing::{Answer, Client, NEIGHBOUR};

/// A neighbour who accepted, on paper (with the pledge) or by telephone (without). Returns the seat.
pub async fn seated(staff: &mut Client, office: OfficeId, channel: &str) -> String {
    let seat = staff.choose(office, &NEIGHBOUR).await.rsplit('/').next().unwrap().to_owned();
    let answer = [("answer", "accept"), ("channel", channel), ("on", "2026-04-06"), ("name", "隣野 三郎")];
    let answered = staff.post(&format!("/offices/{office}/seats/{seat}/answer"), &answer).await;
    assert_eq!(answered.status, StatusCode::SEE_OTHER, "{}", answered.body);
    seat
}

/// The first dwelling of an office.
pub async fn first_dwelling(staff: &mut Client, office: OfficeId) -> String {
    let page = staff.get(&format!("/offices/{office}/visits")).await.body;
    page.split("new?dwelling=").nth(1).and_then(|rest| rest.split('"').next()).unwrap().to_owned()
}

/// Plans a visit and returns its address.
pub async fn planned(staff: &mut Client, office: OfficeId, seat: &str, dwelling: &str, day: &str) -> String {
    let fields = [("seat", seat), ("dwelling", dwelling), ("year", "2026"), ("day", day), ("mode", "on_site")];
    let answer = staff.post(&format!("/offices/{office}/visits/new"), &fields).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    answer.location
}

/// The first code that a page shows.
pub fn code(page: &Answer) -> String {
    page.body.split("letter__code\">").nth(1).and_then(|rest| rest.split('<').next()).unwrap().to_owned()
}

/// Tells the neighbour of a visit, who types the code. Returns the address of the link.
pub async fn told(staff: &mut Client, visit: &str, phone: &mut Client) -> String {
    let code = code(&staff.post(&format!("{visit}/announce"), &[]).await);
    entered(phone, &code).await
}

/// The neighbour types a code.
pub async fn entered(phone: &mut Client, code: &str) -> String {
    phone.post("/code", &[("code", code), ("surname", "となりの")]).await.location
}
