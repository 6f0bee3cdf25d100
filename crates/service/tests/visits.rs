//! 施設訪問 (C1–C5, C8): planned, moved, recorded, never public; who need not visit, and who got the 手引き.

use std::collections::BTreeSet;

use jiff::civil::{Date, date, time};
use model::{
    DwellingId, OfficeId, SeatId, VisitId,
    calendar::FiscalYear,
    meetings::PublicationChannel,
    residents::WishAnswer,
    seats::{Channel, SeatCategory},
    visits::{VisitMode, VisitState},
};
use service::{
    Fault, agenda, findings, meetings,
    minutes::draft,
    offices::{dwelling, edit},
    publications::{self, release},
    seats::{self, answer, end, excuse, hand_over, reappoint},
    testing::TestApp,
    visits::{self, Unfit, change, plan, record},
};

use crate::scene::*;

fn year() -> FiscalYear {
    FiscalYear::of(date(2026, 4, 6))
}

async fn house(test: &TestApp, office: OfficeId) -> DwellingId {
    edit::view(&test.app, &test.manager(office), office).await.unwrap().dwellings[0].id
}

fn on(seat: SeatId, dwelling: DwellingId, day: Option<Date>) -> plan::Input {
    plan::Input { seat, dwelling, year: year(), day, starts_at: None, mode: None }
}

async fn planned(test: &TestApp, office: OfficeId, seat: SeatId, day: Option<Date>) -> VisitId {
    let input = on(seat, house(test, office).await, day);
    plan::plan(&test.app, &test.staff(office), office, input).await.unwrap()
}

fn made(version: i64, day: Date) -> record::Input {
    record::Input { version, day, mode: VisitMode::OnSite, recorded_on: None, in_form: None, record: None }
}

async fn version(test: &TestApp, office: OfficeId, id: VisitId) -> i64 {
    visits::view(&test.app, &test.staff(office), office, id).await.unwrap().visit.version
}

async fn visited(test: &TestApp, office: OfficeId, seat: SeatId, day: Date) -> VisitId {
    let id = planned(test, office, seat, Some(day)).await;
    record::record(&test.app, &test.staff(office), office, id, made(1, day)).await.unwrap();
    id
}

/// Somebody who accepted on the telephone: seated, but without a pledge.
async fn without_pledge(test: &TestApp, office: OfficeId) -> SeatId {
    let seat = chosen(test, office, candidate(SeatCategory::WelfareExpert, "木下 薫", "きのした かおる")).await;
    invited(test, office, seat).await;
    let accept = answer::Answer::Accept { affiliation: String::new(), position: String::new(), name: "木下 薫".into() };
    let way = answer::Way { channel: Channel::Telephone, on: test.app.today() };
    answer::enter_answer(&test.app, &test.staff(office), office, seat, accept, way).await.unwrap();
    test.take_mail().await;
    seat
}

/// C1, C8: a visit is planned, moved, made, and its record written; the facts say so.
#[tokio::test]
async fn a_visit_is_planned_moved_and_recorded() {
    let test = TestApp::new().await;
    let (office, members) = with_members(&test).await;
    let staff = test.staff(office);
    let id = planned(&test, office, members[2], None).await;
    let day = date(2026, 5, 20);
    let input = change::Input { version: 1, day: Some(day), starts_at: Some(time(10, 0, 0, 0)), mode: Some(VisitMode::OnSite) };
    change::move_to(&test.app, &staff, office, id, input).await.unwrap();
    test.on(date(2026, 5, 21));
    let text = "居間が明るく、落ち着いていた。";
    let written = record::Input { recorded_on: Some(date(2026, 5, 21)), in_form: Some(true), record: Some(text.into()), ..made(2, day) };
    record::record(&test.app, &staff, office, id, written).await.unwrap();

    let overview = visits::list(&test.app, &staff, office, year()).await.unwrap();
    assert_eq!((overview.houses[0].made, overview.houses[0].unrecorded, overview.houses[1].made), (1, 0, 0));
    assert_eq!(overview.visits[0].visit.record.as_deref(), Some(text));
    let mut tx = test.app.database.read().await.unwrap();
    let facts = findings::facts_of(&mut tx, office, year()).await.unwrap();
    let fact = &facts.visits[0];
    assert_eq!((fact.state, fact.day, fact.mode, fact.in_form), (VisitState::Made, Some(day), Some(VisitMode::OnSite), Some(true)));
    let neighbour = facts.seats.iter().find(|seat| seat.id == members[2]).unwrap();
    assert_eq!(neighbour.first_attended_on, Some(day), "a visit is taking part (A10)");
    drop(tx);
    test.finish().await;
}

/// The facts of a year hold the visits of the year before as well, and the days of earlier meetings.
#[tokio::test]
async fn the_facts_reach_back_to_the_year_before() {
    let test = TestApp::new().await;
    let (office, members) = with_members(&test).await;
    held_meeting(&test, office, &members, date(2026, 6, 10)).await;
    visited(&test, office, members[0], date(2026, 6, 10)).await;
    let mut tx = test.app.database.read().await.unwrap();
    let this = findings::facts_of(&mut tx, office, year()).await.unwrap();
    let next = findings::facts_of(&mut tx, office, year().next()).await.unwrap();
    let after = findings::facts_of(&mut tx, office, year().next().next()).await.unwrap();
    drop(tx);
    assert_eq!([this.visits.len(), next.visits.len(), after.visits.len()], [1, 1, 0]);
    assert_eq!((this.held_before.len(), next.held_before), (0, vec![date(2026, 6, 10)]));
    let meeting = &this.meetings[0];
    let present = meeting.members_present.unwrap();
    assert_eq!((present.in_person, present.online, meeting.payments_recorded), (3, 0, Some(false)));
    assert!(meeting.purposes.as_ref().is_some_and(|purposes| !purposes.is_empty()) && meeting.place.is_some());
    assert_eq!((meeting.channels.as_ref(), meeting.published_until), (None, None), "nothing was published");
    test.finish().await;
}

/// B14: where minutes were shown, and until when: one place without an end is enough.
#[tokio::test]
async fn the_facts_tell_where_minutes_were_shown_and_until_when() {
    let test = TestApp::new().await;
    let (office, members) = with_members(&test).await;
    let manager = test.manager(office);
    let meeting = held_meeting(&test, office, &members, date(2026, 6, 10)).await;
    draft::draft(&test.app, &manager, office, meeting).await.unwrap();
    confirmed(&test, office, meeting).await;
    let shown = async || {
        let mut tx = test.app.database.read().await.unwrap();
        let fact = findings::facts_of(&mut tx, office, year()).await.unwrap().meetings.remove(0);
        (fact.channels.unwrap_or_default(), fact.published_until, fact.withdrawn_on)
    };
    let address = release::release(&test.app, &manager, office, meeting, all_ticked()).await.unwrap();
    assert_eq!(shown().await, (vec![PublicationChannel::PublicPage], None, None));
    let board = (date(2026, 6, 10), Some(date(2026, 6, 20)));
    publications::note_shown(&test.app, &manager, office, meeting, PublicationChannel::NoticeBoard, "玄関".into(), board).await.unwrap();
    let both = vec![PublicationChannel::PublicPage, PublicationChannel::NoticeBoard];
    assert_eq!(shown().await, (both, None, None), "the page has no end");
    test.on(date(2026, 6, 15));
    publications::withdraw::withdraw(&test.app, &manager, office, &address, "記載の誤り").await.unwrap();
    let board = vec![PublicationChannel::NoticeBoard];
    assert_eq!(shown().await, (board, Some(date(2026, 6, 20)), None), "the notice board counts on");
    test.finish().await;
}

/// A10: planning warns on the page, but who has not given a pledge has not visited.
#[tokio::test]
async fn a_visit_of_a_member_without_a_pledge_is_not_recorded() {
    let test = TestApp::new().await;
    let office = test.office().await;
    let seat = without_pledge(&test, office).await;
    let id = planned(&test, office, seat, Some(date(2026, 4, 6))).await;
    let refused = record::record(&test.app, &test.staff(office), office, id, made(1, date(2026, 4, 6))).await;
    assert!(matches!(refused, Err(record::Error::NoPledge)));
    assert_eq!(visits::view(&test.app, &test.staff(office), office, id).await.unwrap().visit.state, VisitState::Planned);
    test.finish().await;
}

#[tokio::test]
async fn impossible_days_are_refused() {
    let test = TestApp::new().await;
    let (office, members) = with_members(&test).await;
    let staff = test.staff(office);
    let home = house(&test, office).await;
    let outside = plan::plan(&test.app, &staff, office, on(members[0], home, Some(date(2027, 4, 1)))).await;
    assert!(matches!(outside, Err(plan::Error::OutsideYear(_))));
    let far = plan::Input { year: year().next().next(), ..on(members[0], home, None) };
    assert!(matches!(plan::plan(&test.app, &staff, office, far).await, Err(plan::Error::YearUnfit)));

    let id = planned(&test, office, members[0], Some(date(2026, 4, 6))).await;
    let recorded = async |input| record::record(&test.app, &staff, office, id, input).await;
    assert!(matches!(recorded(made(1, date(2026, 4, 7))).await, Err(record::Error::InFuture)));
    let early = record::Input { recorded_on: Some(date(2026, 4, 5)), ..made(1, date(2026, 4, 6)) };
    assert!(matches!(recorded(early).await, Err(record::Error::RecordedOutside)));
    let undated = record::Input { record: Some("よい家でした。".into()), ..made(1, date(2026, 4, 6)) };
    assert!(matches!(recorded(undated).await, Err(record::Error::RecordedMissing)));
    test.finish().await;
}

/// Who does not sit on a day does not visit on it; who sat then did, also after leaving.
#[tokio::test]
async fn only_who_sits_on_the_day_visits() {
    let test = TestApp::new().await;
    let (office, members) = with_members(&test).await;
    let staff = test.staff(office);
    let home = house(&test, office).await;
    let asked = chosen(&test, office, candidate(SeatCategory::Municipality, "市川 渉", "いちかわ わたる")).await;
    let refused = plan::plan(&test.app, &staff, office, on(asked, home, None)).await;
    assert!(matches!(refused, Err(plan::Error::Unfit(Unfit::NotSeated))));

    let id = planned(&test, office, members[2], Some(date(2026, 4, 6))).await;
    test.on(date(2026, 6, 1));
    end::end(&test.app, &staff, office, members[2], date(2026, 4, 30)).await.unwrap();
    let late = record::record(&test.app, &staff, office, id, made(1, date(2026, 5, 1))).await;
    assert!(matches!(late, Err(record::Error::Unfit(Unfit::NotSeated))));
    record::record(&test.app, &staff, office, id, made(1, date(2026, 4, 30))).await.unwrap();
    test.finish().await;
}

#[tokio::test]
async fn a_dwelling_that_is_gone_is_not_visited() {
    let test = TestApp::new().await;
    let (office, members) = with_members(&test).await;
    let staff = test.staff(office);
    let known = edit::view(&test.app, &test.manager(office), office).await.unwrap().dwellings[0].clone();
    let id = planned(&test, office, members[0], Some(date(2026, 4, 6))).await;
    let closed = dwelling::Input {
        id: Some((known.id, known.version)),
        name: known.name,
        satellite: false,
        address: known.address,
        phone: String::new(),
        capacity: None,
        guide: None,
        gone_since: Some(date(2026, 4, 10)),
    };
    dwelling::edit_dwelling(&test.app, &test.manager(office), office, closed).await.unwrap();
    test.on(date(2026, 5, 1));
    let refused = plan::plan(&test.app, &staff, office, on(members[1], known.id, None)).await;
    assert!(matches!(refused, Err(plan::Error::Unfit(Unfit::Gone))));
    let late = record::record(&test.app, &staff, office, id, made(1, date(2026, 4, 10))).await;
    assert!(matches!(late, Err(record::Error::Unfit(Unfit::Gone))));
    record::record(&test.app, &staff, office, id, made(1, date(2026, 4, 9))).await.unwrap();
    test.finish().await;
}

/// What happened is corrected or taken back, never cancelled on the way.
#[tokio::test]
async fn a_visit_that_was_made_is_not_cancelled() {
    let test = TestApp::new().await;
    let (office, members) = with_members(&test).await;
    let staff = test.staff(office);
    let id = visited(&test, office, members[0], date(2026, 4, 6)).await;
    assert!(matches!(change::cancel(&test.app, &staff, office, id, 2).await, Err(change::Error::Made)));
    let moved = change::Input { version: 2, day: None, starts_at: None, mode: None };
    assert!(matches!(change::move_to(&test.app, &staff, office, id, moved).await, Err(change::Error::Made)));
    let corrected = record::Input { mode: VisitMode::Online, ..made(2, date(2026, 4, 6)) };
    record::record(&test.app, &staff, office, id, corrected).await.unwrap();
    record::take_back(&test.app, &staff, office, id, 3).await.unwrap();
    assert!(matches!(record::take_back(&test.app, &staff, office, id, 4).await, Err(record::Error::NotMade)));
    change::cancel(&test.app, &staff, office, id, 4).await.unwrap();
    assert!(matches!(change::cancel(&test.app, &staff, office, id, 5).await, Err(change::Error::Cancelled)));
    let again = record::record(&test.app, &staff, office, id, made(5, date(2026, 4, 6))).await;
    assert!(matches!(again, Err(record::Error::Cancelled)));
    test.finish().await;
}

#[tokio::test]
async fn a_stale_version_and_a_second_visit_on_the_day_are_refused() {
    let test = TestApp::new().await;
    let (office, members) = with_members(&test).await;
    let staff = test.staff(office);
    let id = visited(&test, office, members[0], date(2026, 4, 6)).await;
    let stale = record::record(&test.app, &staff, office, id, made(1, date(2026, 4, 6))).await;
    assert!(matches!(stale, Err(record::Error::Stale)));
    let twice = plan::plan(&test.app, &staff, office, on(members[0], house(&test, office).await, Some(date(2026, 4, 6)))).await;
    assert!(matches!(twice, Err(plan::Error::ThereAlready)));
    let other = planned(&test, office, members[0], None).await;
    let moved = change::Input { version: 1, day: Some(date(2026, 4, 6)), starts_at: None, mode: None };
    assert!(matches!(change::move_to(&test.app, &staff, office, other, moved).await, Err(change::Error::ThereAlready)));
    let old = change::Input { version: 0, day: Some(date(2026, 5, 6)), starts_at: None, mode: None };
    assert!(matches!(change::move_to(&test.app, &staff, office, other, old).await, Err(change::Error::Stale)));
    assert_eq!(version(&test, office, other).await, 1);
    test.finish().await;
}

/// Invariant 2
#[tokio::test]
async fn what_belongs_to_another_office_is_hidden() {
    let test = TestApp::new().await;
    let (office, members) = with_members(&test).await;
    let other = test.office().await;
    let (staff, stranger) = (test.staff(office), test.staff(other));
    let (home, theirs) = (house(&test, office).await, house(&test, other).await);
    let id = visited(&test, office, members[0], date(2026, 4, 6)).await;
    let hidden = |result: Result<VisitId, plan::Error>| matches!(result, Err(plan::Error::Fault(Fault::Hidden)));
    assert!(hidden(plan::plan(&test.app, &staff, office, on(members[0], theirs, None)).await));
    assert!(hidden(plan::plan(&test.app, &stranger, other, on(members[0], theirs, None)).await));
    assert!(hidden(plan::plan(&test.app, &stranger, office, on(members[0], home, None)).await));
    assert!(matches!(visits::view(&test.app, &stranger, other, id).await, Err(Fault::Hidden)));
    let recorded = record::record(&test.app, &stranger, other, id, made(2, date(2026, 4, 6))).await;
    assert!(matches!(recorded, Err(record::Error::Fault(Fault::Hidden))));
    let given = hand_over::hand_over(&test.app, &stranger, other, &BTreeSet::from([members[0]]), None).await;
    assert!(matches!(given, Err(hand_over::Error::Fault(Fault::Hidden))));
    let excused = excuse::excuse(&test.app, &stranger, other, members[0], 1, None).await;
    assert!(matches!(excused, Err(excuse::Error::Fault(Fault::Hidden))));
    assert!(matches!(visits::unwilling(&test.app, &stranger, office).await, Err(Fault::Hidden)));
    test.finish().await;
}

/// C8: impressions come onto the next agenda, once, and what was visited before a meeting is planned is not forgotten.
#[tokio::test]
async fn impressions_come_onto_the_next_agenda_once() {
    let test = TestApp::new().await;
    let (office, members) = with_members(&test).await;
    let staff = test.staff(office);
    let impressions = async |meeting| {
        let items = agenda::view(&test.app, &staff, office, meeting).await.unwrap().items;
        items.iter().filter(|item| item.library_key.as_deref() == Some("visits")).count()
    };
    let first = held_meeting(&test, office, &members, date(2026, 5, 10)).await;
    test.on(date(2026, 6, 1));
    visited(&test, office, members[0], date(2026, 6, 1)).await;
    assert_eq!(impressions(first).await, 0, "it was over before");
    let second = meetings::plan::plan(&test.app, &staff, office, year()).await.unwrap();
    assert_eq!(impressions(second).await, 1, "planned after the visit");
    visited(&test, office, members[1], date(2026, 6, 1)).await;
    assert_eq!(impressions(second).await, 1, "one item for all visits");
    test.finish().await;
}

#[tokio::test]
async fn a_visit_of_last_meeting_is_not_told_again() {
    let test = TestApp::new().await;
    let (office, members) = with_members(&test).await;
    let staff = test.staff(office);
    visited(&test, office, members[0], date(2026, 4, 6)).await;
    held_meeting(&test, office, &members, date(2026, 5, 10)).await;
    let next = meetings::plan::plan(&test.app, &staff, office, year()).await.unwrap();
    assert!(agenda::view(&test.app, &staff, office, next).await.unwrap().items.is_empty());
    test.finish().await;
}

/// C5: the 手引き goes to several at once, on a day that was; a wrong note is taken back.
#[tokio::test]
async fn the_handbook_is_handed_over_with_its_day() {
    let test = TestApp::new().await;
    let (office, members) = with_members(&test).await;
    let staff = test.staff(office);
    let to: BTreeSet<SeatId> = members[..2].iter().copied().collect();
    let given = async |on| hand_over::hand_over(&test.app, &staff, office, &to, on).await;
    assert!(matches!(given(Some(date(2026, 4, 7))).await, Err(hand_over::Error::InFuture)));
    let nobody = hand_over::hand_over(&test.app, &staff, office, &BTreeSet::new(), Some(date(2026, 4, 6))).await;
    assert!(matches!(nobody, Err(hand_over::Error::Nobody)));
    given(Some(date(2026, 4, 6))).await.unwrap();
    let days = async || -> Vec<Option<Date>> {
        let held = seats::overview(&test.app, &staff, office).await.unwrap().held;
        held.iter().map(|held| held.seat.handbook_given_on).collect()
    };
    assert_eq!(days().await, [Some(date(2026, 4, 6)), Some(date(2026, 4, 6)), None]);
    given(None).await.unwrap();
    assert_eq!(days().await, [None, None, None]);
    let asked = chosen(&test, office, candidate(SeatCategory::Municipality, "市川 渉", "いちかわ わたる")).await;
    let unseated = hand_over::hand_over(&test.app, &staff, office, &BTreeSet::from([asked]), Some(date(2026, 4, 6))).await;
    assert!(matches!(unseated, Err(hand_over::Error::NotSeated)));
    test.finish().await;
}

/// C2: who need not visit, with the reason; it is sealed, taken back, and asked anew for another term.
#[tokio::test]
async fn a_member_is_excused_with_the_reason() {
    let test = TestApp::new().await;
    let (office, members) = with_members(&test).await;
    let staff = test.staff(office);
    let seat = async |id| seats::view(&test.app, &staff, office, id).await.unwrap().seat;
    let excused = async |id, version, reason: Option<&str>| {
        excuse::excuse(&test.app, &staff, office, id, version, reason.map(ToOwned::to_owned)).await
    };
    let shown = seat(members[0]).await.version;
    excused(members[0], shown, Some("長く歩くことが難しいため")).await.unwrap();
    assert!(matches!(excused(members[0], shown, None).await, Err(excuse::Error::Stale)));
    assert_eq!(seat(members[0]).await.visit_excuse.as_deref(), Some("長く歩くことが難しいため"));
    let sealed = test.database().rows("SELECT CAST(count(*) AS TEXT) AS detail FROM seats WHERE visit_excuse IS NOT NULL").await;
    assert_eq!(sealed, ["1"]);
    let mut tx = test.app.database.read().await.unwrap();
    let facts = findings::facts_of(&mut tx, office, year()).await.unwrap();
    assert!(facts.seats.iter().all(|fact| fact.excused_from_visits == (fact.id == members[0])));
    drop(tx);
    let next = reappoint::reappoint(&test.app, &staff, office, members[0], date(2028, 4, 1), date(2030, 3, 31)).await.unwrap();
    assert_eq!(seat(next).await.visit_excuse, None);
    excused(members[0], shown + 1, None).await.unwrap();
    assert_eq!(seat(members[0]).await.visit_excuse, None);
    let asked = chosen(&test, office, candidate(SeatCategory::Municipality, "市川 渉", "いちかわ わたる")).await;
    assert!(matches!(excused(asked, 1, Some("遠いため")).await, Err(excuse::Error::NotSeated)));
    test.finish().await;
}

/// A11: staff see how many of a house do not wish to be met, as they said last; no name is needed for it.
#[tokio::test]
async fn staff_see_where_care_is_needed() {
    let test = TestApp::new().await;
    let office = test.office().await;
    let changed = resident(&test, office, "青空 一郎", "あおぞら いちろう", Some(WishAnswer::Declines)).await;
    resident(&test, office, "小雪 花江", "こゆき はなえ", Some(WishAnswer::Declines)).await;
    resident(&test, office, "月野 三郎", "つきの さぶろう", Some(WishAnswer::Undecided)).await;
    wish(&test, office, changed, WishAnswer::Wishes).await;
    let home = house(&test, office).await;
    let counts = visits::unwilling(&test.app, &test.staff(office), office).await.unwrap();
    assert_eq!(counts.into_iter().collect::<Vec<_>>(), [(home, 1)]);
    let houses = visits::list(&test.app, &test.staff(office), office, year()).await.unwrap().houses;
    assert_eq!(houses.iter().map(|house| house.unwilling).collect::<Vec<_>>(), [1, 0]);
    test.finish().await;
}
