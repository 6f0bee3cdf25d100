//! 地域連携推進員の手引き by link (C5–C7): read with the links that a member holds anyhow, received once, never taken back by others.

use std::collections::BTreeSet;

use jiff::civil::{Date, date};
use model::{
    OfficeId, SeatId, VisitId,
    calendar::FiscalYear,
    seats::{Accommodation, SeatCategory},
    visits::VisitState,
};
use service::{
    Actor, Fault, attendances, findings, offices, papers,
    seats::{self, Held, choose, hand_over},
    testing::TestApp,
    visits::{
        announce, change,
        handbook::{self, Error, Handbook},
        plan,
    },
};

use crate::scene::*;

/// A neighbour who accepted, with the link of the invitation.
async fn neighbour(test: &TestApp, office: OfficeId, needs: Vec<Accommodation>) -> (SeatId, Actor) {
    let input = choose::Input { needs, ..candidate(SeatCategory::Community, "隣野 三郎", "となりの さぶろう") };
    let seat = chosen(test, office, input).await;
    let link = accepted(test, office, seat).await;
    (seat, link)
}

async fn read(test: &TestApp, link: &Actor) -> Handbook {
    handbook::read(&test.app, link, None).await.unwrap()
}

async fn held(test: &TestApp, office: OfficeId, seat: SeatId) -> Held {
    seats::view(&test.app, &test.staff(office), office, seat).await.unwrap()
}

async fn handed_over(test: &TestApp, office: OfficeId, seat: SeatId, on: Option<Date>) -> Result<(), hand_over::Error> {
    hand_over::hand_over(&test.app, &test.staff(office), office, &BTreeSet::from([seat]), on).await
}

/// The audit records of receipts.
async fn recorded(test: &TestApp) -> Vec<String> {
    test.database().rows("SELECT CAST(count(*) AS TEXT) AS detail FROM audit_log WHERE action = 'visits.receive_handbook'").await
}

fn is_hidden<T: std::fmt::Debug>(answer: &Result<T, papers::Error>) -> bool {
    matches!(answer, Err(papers::Error::Fault(Fault::Hidden)))
}

/// C5, C7: the words are those of the form, with the rules of conduct; the receipt says who, when and which text.
#[tokio::test]
async fn the_handbook_is_read_by_link_and_received_once() {
    let test = TestApp::new().await;
    let office = test.office().await;
    let (seat, link) = neighbour(&test, office, Vec::new()).await;
    let shown = read(&test, &link).await;
    assert!(shown.html.contains("無理に聞きません") && shown.html.contains("障害者虐待防止法"), "{}", shown.html);
    assert!(!shown.html.contains('＿'), "nobody writes on a screen");
    assert_eq!((shown.received_at, held(&test, office, seat).await.seat.handbook_given_on), (None, None));
    test.on(date(2026, 4, 8));
    let (one, two) = tokio::join!(handbook::receive(&test.app, &link, &shown.sha256), handbook::receive(&test.app, &link, &shown.sha256));
    one.unwrap();
    two.unwrap();
    let after = held(&test, office, seat).await;
    assert_eq!(after.seat.handbook_given_on, Some(date(2026, 4, 8)));
    let receipt = after.receipt.expect("it is kept");
    assert_eq!((receipt.seat, &receipt.text_sha256), (seat, &shown.sha256));
    assert_eq!(read(&test, &link).await.received_at, Some(receipt.received_at));
    assert_eq!(recorded(&test).await, ["1"], "twice is once");
    // The rule counts it as a fact.
    let mut tx = test.app.database.read().await.unwrap();
    let facts = findings::facts_of(&mut tx, office, FiscalYear::of(date(2026, 4, 8))).await.unwrap();
    assert_eq!(facts.seats.iter().find(|fact| fact.id == seat).unwrap().handbook_given_on, Some(date(2026, 4, 8)));
    drop(tx);
    test.finish().await;
}

/// C5: readings are another print of the same text; whoever needs them has them without asking (A13).
#[tokio::test]
async fn readings_stand_where_they_are_needed_or_asked_for() {
    let test = TestApp::new().await;
    let office = test.office().await;
    let (_, link) = neighbour(&test, office, vec![Accommodation::Ruby]).await;
    let needed = read(&test, &link).await;
    assert!(needed.ruby && needed.html.contains("<rt>ほうもん</rt>"));
    let without = handbook::read(&test.app, &link, Some(false)).await.unwrap();
    assert!(!without.ruby && !without.html.contains("<rt>"));
    assert_eq!(needed.sha256, without.sha256);
    test.finish().await;
}

/// C5: what is received is what was read, or nothing.
#[tokio::test]
async fn a_handbook_that_was_not_shown_is_not_received() {
    let test = TestApp::new().await;
    let office = test.office().await;
    let (seat, link) = neighbour(&test, office, Vec::new()).await;
    assert!(matches!(handbook::receive(&test.app, &link, &"0".repeat(64)).await, Err(Error::Changed)));
    let after = held(&test, office, seat).await;
    assert_eq!((after.receipt, after.seat.handbook_given_on), (None, None));
    assert_eq!(recorded(&test).await, ["0"]);
    test.finish().await;
}

/// C5: a day on paper before stays; what the member said is not changed by the office.
#[tokio::test]
async fn what_a_member_received_is_not_taken_back_by_the_office() {
    let test = TestApp::new().await;
    let office = test.office().await;
    let (seat, link) = neighbour(&test, office, Vec::new()).await;
    test.on(date(2026, 4, 7));
    handed_over(&test, office, seat, Some(date(2026, 4, 6))).await.unwrap();
    test.on(date(2026, 4, 9));
    let shown = read(&test, &link).await;
    handbook::receive(&test.app, &link, &shown.sha256).await.unwrap();
    for changed in [None, Some(date(2026, 4, 9))] {
        assert!(matches!(handed_over(&test, office, seat, changed).await, Err(hand_over::Error::Received)));
    }
    assert_eq!(held(&test, office, seat).await.seat.handbook_given_on, Some(date(2026, 4, 6)));
    test.finish().await;
}

/// C5: the link of an attendance opens it as well; other links, people who are only asked, and people who left see nothing.
#[tokio::test]
async fn only_a_member_with_a_link_of_the_body_reads_the_handbook() {
    let test = TestApp::new().await;
    let (office, members) = with_members(&test).await;
    let meeting = fixed_meeting(&test, office, date(2026, 6, 1)).await;
    let asked = attendances::ask::Input { reply_by: date(2026, 5, 20), only_unanswered: false };
    let tickets = attendances::ask::ask(&test.app, &test.staff(office), office, meeting, asked).await.unwrap();
    test.take_mail().await;
    let ticket = tickets.iter().find(|ticket| ticket.seat == members[2]).unwrap();
    let link = by_link(&test, &ticket.link).await;
    let shown = read(&test, &link).await;
    handbook::receive(&test.app, &link, &shown.sha256).await.unwrap();
    assert!(held(&test, office, members[2]).await.receipt.is_some());

    let only_asked = chosen(&test, office, candidate(SeatCategory::Municipality, "市川 渉", "いちかわ わたる")).await;
    let invitation = invited(&test, office, only_asked).await;
    test.take_mail().await;
    assert!(is_hidden(&handbook::read(&test.app, &invitation, None).await));
    for stranger in [Actor::Anonymous, test.staff(office), test.manager(office)] {
        assert!(is_hidden(&handbook::read(&test.app, &stranger, None).await), "{stranger:?}");
    }
    seats::end::end(&test.app, &test.staff(office), office, members[2], date(2026, 4, 6)).await.unwrap();
    assert!(is_hidden(&handbook::read(&test.app, &link, None).await), "after leaving");
    test.finish().await;
}

/// A visit of a member to the first dwelling.
async fn planned(test: &TestApp, office: OfficeId, seat: SeatId, day: Option<Date>) -> VisitId {
    let dwelling = offices::edit::view(&test.app, &test.manager(office), office).await.unwrap().dwellings[0].id;
    let input = plan::Input { seat, dwelling, year: FiscalYear::of(date(2026, 4, 6)), day, starts_at: None, mode: None };
    plan::plan(&test.app, &test.staff(office), office, input).await.unwrap()
}

/// C1, C5: whoever visits is told when and where; the same link opens the 手引き, and follows the visit when it is moved or cancelled.
#[tokio::test]
async fn a_visitor_is_told_of_the_visit_and_reads_the_handbook_there() {
    let test = TestApp::new().await;
    let (office, members) = with_members(&test).await;
    let staff = test.staff(office);
    let id = planned(&test, office, members[2], Some(date(2026, 5, 10))).await;
    let ticket = announce::announce(&test.app, &staff, office, id).await.unwrap();
    let mail = test.take_mail().await;
    assert_eq!(mail.len(), 1);
    assert!(mail[0].body.contains(&ticket.link) && mail[0].body.contains("令和8年5月10日（日）") && mail[0].body.contains("手引き"));
    let link = by_link(&test, &ticket.link).await;
    let told = announce::view(&test.app, &link).await.unwrap();
    assert_eq!((told.name.as_str(), told.visit.day, told.handbook_given_on), ("隣野 三郎", Some(date(2026, 5, 10)), None));
    let shown = read(&test, &link).await;
    handbook::receive(&test.app, &link, &shown.sha256).await.unwrap();
    assert_eq!(announce::view(&test.app, &link).await.unwrap().handbook_given_on, Some(date(2026, 4, 6)));

    change::cancel(&test.app, &staff, office, id, told.visit.version).await.unwrap();
    assert_eq!(announce::view(&test.app, &link).await.unwrap().visit.state, VisitState::Cancelled);
    assert!(matches!(announce::announce(&test.app, &staff, office, id).await, Err(announce::Error::NotPlanned)));
    test.finish().await;
}

/// C1: nobody is told of a visit without a day or of one that is over; a new letter closes the old one.
#[tokio::test]
async fn a_visit_without_a_day_or_behind_us_is_not_announced() {
    let test = TestApp::new().await;
    let (office, members) = with_members(&test).await;
    let staff = test.staff(office);
    let open = planned(&test, office, members[0], None).await;
    assert!(matches!(announce::announce(&test.app, &staff, office, open).await, Err(announce::Error::NoDay)));
    let soon = planned(&test, office, members[1], Some(date(2026, 4, 10))).await;
    let first = announce::announce(&test.app, &staff, office, soon).await.unwrap();
    announce::announce(&test.app, &staff, office, soon).await.unwrap();
    test.take_mail().await;
    let old = service::links::open_by_token(&test.app, first.link.rsplit('/').next().unwrap()).await;
    assert!(matches!(old, Err(service::links::LinkError::Revoked)));
    test.on(date(2026, 4, 11));
    assert!(matches!(announce::announce(&test.app, &staff, office, soon).await, Err(announce::Error::Past)));
    test.finish().await;
}
