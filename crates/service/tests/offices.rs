//! Offices by hand: dwellings, 第三者評価, for which dwellings a meeting is held, and who manages an office (A1, B16, B17).

use std::collections::BTreeSet;

use jiff::civil::date;
use model::{DwellingId, OfficeId, accounts::Role, calendar::FiscalYear};
use service::{
    Actor, Fault,
    accounts::appoint,
    agenda, meetings,
    meetings::scope,
    offices::{
        dwelling::{self, Error, Input},
        edit,
        evaluate::{self, Error as EvaluationError},
    },
    testing::TestApp,
};

use crate::scene::*;

async fn dwellings(test: &TestApp, office: OfficeId) -> Vec<store::dwellings::Dwelling> {
    edit::view(&test.app, &test.manager(office), office).await.unwrap().dwellings
}

fn house(name: &str) -> Input {
    Input {
        id: None,
        name: name.into(),
        satellite: false,
        address: "東京都練馬区1-1".into(),
        phone: String::new(),
        capacity: Some(1),
        guide: None,
        gone_since: None,
    }
}

/// A1: a satellite is added, and the same house is not added twice by a second press.
#[tokio::test]
async fn a_dwelling_is_added_once() {
    let test = TestApp::new().await;
    let office = test.office().await;
    let manager = test.manager(office);
    let satellite = Input { satellite: true, ..house("はなれ") };
    dwelling::edit_dwelling(&test.app, &manager, office, satellite.clone()).await.unwrap();
    assert!(matches!(dwelling::edit_dwelling(&test.app, &manager, office, satellite).await, Err(Error::ThereAlready)));
    let all = dwellings(&test, office).await;
    assert!(all.len() == 3 && all[2].satellite && all[2].location.is_some());
    test.finish().await;
}

/// A1: a house that is no longer run keeps its history; the last one stays.
#[tokio::test]
async fn a_dwelling_is_closed_and_opened_again_but_never_the_last_one() {
    let test = TestApp::new().await;
    let office = test.office().await;
    let manager = test.manager(office);
    let closed = |known: &store::dwellings::Dwelling, since| Input {
        id: Some((known.id, known.version)),
        address: known.address.clone(),
        gone_since: since,
        ..house(&known.name)
    };
    let all = dwellings(&test, office).await;
    dwelling::edit_dwelling(&test.app, &manager, office, closed(&all[0], Some(date(2026, 4, 1)))).await.unwrap();
    let last = dwelling::edit_dwelling(&test.app, &manager, office, closed(&all[1], Some(date(2026, 4, 1)))).await;
    assert!(matches!(last, Err(Error::LastOne)));
    let stale = dwelling::edit_dwelling(&test.app, &manager, office, closed(&all[0], None)).await;
    assert!(matches!(stale, Err(Error::Stale)), "the version that was shown is older");
    let all = dwellings(&test, office).await;
    dwelling::edit_dwelling(&test.app, &manager, office, closed(&all[0], None)).await.unwrap();
    assert!(dwellings(&test, office).await.iter().all(|known| known.gone_since.is_none()));
    test.finish().await;
}

/// Section 3: only the manager changes houses, and only those of the own office.
#[tokio::test]
async fn another_offices_dwelling_is_hidden() {
    let test = TestApp::new().await;
    let (office, other) = (test.office().await, test.office().await);
    let theirs = dwellings(&test, other).await[0].clone();
    let input = Input { id: Some((theirs.id, theirs.version)), ..house("x") };
    assert!(matches!(
        dwelling::edit_dwelling(&test.app, &test.manager(office), office, input.clone()).await,
        Err(Error::Fault(Fault::Hidden))
    ));
    assert!(matches!(dwelling::edit_dwelling(&test.app, &test.staff(other), other, input).await, Err(Error::Fault(Fault::Hidden))));
    test.finish().await;
}

fn evaluation() -> evaluate::Input {
    evaluate::Input {
        certified: Some(true),
        id: None,
        evaluator: "見本評価機関".into(),
        received_on: date(2026, 4, 2),
        published_on: None,
        published_at: String::new(),
        note: "居室の明るさを直しました。".into(),
    }
}

/// B16: one a year, on the agenda of the next meeting, whether that is planned already or later.
#[tokio::test]
async fn an_evaluation_is_recorded_once_a_year_and_comes_onto_the_agenda() {
    let test = TestApp::new().await;
    let (office, _) = with_members(&test).await;
    let staff = test.staff(office);
    let meeting = meetings::plan::plan(&test.app, &staff, office, FiscalYear::of(date(2026, 4, 1))).await.unwrap();
    let id = evaluate::evaluate(&test.app, &staff, office, evaluation()).await.unwrap();
    let again = evaluate::evaluate(&test.app, &staff, office, evaluation()).await;
    assert!(matches!(again, Err(EvaluationError::ThereAlready(_))));
    let corrected = evaluate::Input { id: Some((id, 1)), published_on: Some(date(2026, 4, 5)), ..evaluation() };
    evaluate::evaluate(&test.app, &staff, office, corrected).await.unwrap();
    let items = agenda::view(&test.app, &staff, office, meeting).await.unwrap().items;
    assert_eq!(items.iter().filter(|item| item.title.contains("第三者評価")).count(), 1);
    test.finish().await;
}

/// B16: nobody received a result tomorrow, and none is published before it came.
#[tokio::test]
async fn an_evaluation_on_impossible_days_is_refused() {
    let test = TestApp::new().await;
    let office = test.office().await;
    let staff = test.staff(office);
    let tomorrow = evaluate::Input { received_on: date(2026, 4, 7), ..evaluation() };
    assert!(matches!(evaluate::evaluate(&test.app, &staff, office, tomorrow).await, Err(EvaluationError::InFuture)));
    let before = evaluate::Input { published_on: Some(date(2026, 4, 1)), ..evaluation() };
    assert!(matches!(evaluate::evaluate(&test.app, &staff, office, before).await, Err(EvaluationError::PublishedBefore)));
    test.finish().await;
}

/// B16: what was recorded before the meeting was planned is on its agenda as well, and not again the year after.
#[tokio::test]
async fn an_evaluation_is_told_at_one_meeting_only() {
    let test = TestApp::new().await;
    let (office, seats) = with_members(&test).await;
    let staff = test.staff(office);
    evaluate::evaluate(&test.app, &staff, office, evaluation()).await.unwrap();
    let meeting = held_meeting(&test, office, &seats, date(2026, 10, 1)).await;
    let told = |items: Vec<store::agenda::AgendaItem>| items.iter().any(|item| item.title.contains("第三者評価"));
    assert!(told(agenda::view(&test.app, &staff, office, meeting).await.unwrap().items));
    let next = meetings::plan::plan(&test.app, &staff, office, FiscalYear::of(date(2027, 4, 1))).await.unwrap();
    assert!(!told(agenda::view(&test.app, &staff, office, next).await.unwrap().items));
    test.finish().await;
}

/// B17: a meeting for some of the dwellings together; all of them is the office.
#[tokio::test]
async fn a_meeting_is_held_for_the_dwellings_that_were_chosen() {
    let test = TestApp::new().await;
    let (office, _) = with_members(&test).await;
    let staff = test.staff(office);
    let meeting = fixed_meeting(&test, office, date(2026, 10, 1)).await;
    let all: Vec<DwellingId> = dwellings(&test, office).await.iter().map(|dwelling| dwelling.id).collect();
    let choose = |chosen: Vec<DwellingId>| {
        let (app, staff) = (&test.app, &staff);
        async move { scope::choose(app, staff, office, meeting, &chosen.into_iter().collect::<BTreeSet<_>>()).await }
    };
    assert!(matches!(choose(Vec::new()).await, Err(scope::Error::Nothing)));
    choose(vec![all[0]]).await.unwrap();
    let held_for: Vec<bool> =
        scope::view(&test.app, &staff, office, meeting).await.unwrap().iter().map(|(_, held_for)| *held_for).collect();
    assert_eq!(held_for, [true, false]);
    choose(all.clone()).await.unwrap();
    assert!(scope::view(&test.app, &staff, office, meeting).await.unwrap().iter().all(|(_, held_for)| *held_for));
    let other = test.office().await;
    let theirs = dwellings(&test, other).await[0].id;
    assert!(matches!(choose(vec![theirs]).await, Err(scope::Error::Fault(Fault::Hidden))));
    test.finish().await;
}

/// Section 3: an administrator invites the first manager, who joins by the link; nobody else does.
#[tokio::test]
async fn an_administrator_invites_the_first_manager_of_an_office() {
    let test = TestApp::new().await;
    let office = test.office().await;
    let id = test.account(Role::Administrator, None, "admin@example.jp").await;
    let administrator = Actor::Account { id, role: Role::Administrator, office: None, jurisdiction: None };
    let input = appoint::Input { office: Some(office), jurisdiction: None, name: "管野 見本".into(), email: "kanno@example.jp".into() };
    assert!(appoint::appoint(&test.app, &test.manager(office), input.clone()).await.is_err());
    let appointed = appoint::appoint(&test.app, &administrator, input.clone()).await.unwrap();
    assert!(matches!(appoint::appoint(&test.app, &administrator, input).await, Err(appoint::Error::EmailTaken)));
    let standing = appoint::standing(&test.app, &administrator, office).await.unwrap();
    assert_eq!((standing.managers, standing.invited), (0, 1));
    let link = by_link(&test, &appointed.link).await;
    assert!(matches!(link, Actor::Link { .. }));
    assert_eq!(test.take_mail().await.len(), 1);
    test.finish().await;
}
