//! What members need, told by themselves, and prepared by somebody until some day (A13).

use jiff::civil::{Date, date};
use model::{OfficeId, SeatId, calendar::FiscalYear, seats::Accommodation};
use service::{
    Actor, Fault, papers,
    preparations::{self, Error, Input, Item, Occasion},
    seats::tell_needs,
    testing::TestApp,
    visits::{announce, plan},
};

use crate::scene::*;

async fn visit(test: &TestApp, office: OfficeId, seat: SeatId, day: Date) -> Occasion {
    let dwelling = service::offices::edit::view(&test.app, &test.manager(office), office).await.unwrap().dwellings[0].id;
    let input = plan::Input { seat, dwelling, year: FiscalYear::of(day), day: Some(day), starts_at: None, mode: None };
    Occasion::Visit(plan::plan(&test.app, &test.staff(office), office, input).await.unwrap())
}

async fn visitor(test: &TestApp, office: OfficeId, occasion: Occasion) -> Actor {
    let Occasion::Visit(id) = occasion else { panic!("a visit") };
    let ticket = announce::announce(&test.app, &test.staff(office), office, id).await.unwrap();
    test.take_mail().await;
    by_link(test, &ticket.link).await
}

async fn listed(test: &TestApp, office: OfficeId, occasion: Occasion) -> Vec<Item> {
    preparations::list(&test.app, &test.staff(office), office, occasion).await.unwrap()
}

fn input(item: &Item) -> Input {
    let kept = item.kept.clone();
    Input { seat: kept.seat, need: kept.need, version: kept.version, owner: kept.owner, due_on: kept.due_on, done: kept.done_on.is_some() }
}

/// A13: what a member says by link stands on the lists of the meeting and of the own visit, with a date before each, and goes away again.
#[tokio::test]
async fn what_a_member_needs_is_prepared_until_a_day() {
    let test = TestApp::new().await;
    let (office, members) = with_members(&test).await;
    let day = date(2026, 6, 10);
    let own = visit(&test, office, members[2], day).await;
    let other = visit(&test, office, members[1], day).await;
    let meeting = Occasion::Meeting(fixed_meeting(&test, office, date(2026, 7, 1)).await);
    let member = visitor(&test, office, own).await;
    assert!(listed(&test, office, own).await.is_empty());
    tell_needs::tell(&test.app, &member, vec![Accommodation::SignLanguage, Accommodation::LargePrint]).await.unwrap();
    assert_eq!(tell_needs::view(&test.app, &member).await.unwrap().needs.len(), 2);
    let items = listed(&test, office, own).await;
    let dates: Vec<_> = items.iter().map(|item| (item.kept.need, item.kept.due_on.unwrap())).collect();
    assert_eq!(dates, [(Accommodation::LargePrint, date(2026, 6, 3)), (Accommodation::SignLanguage, date(2026, 5, 11))]);
    assert_eq!((listed(&test, office, other).await.len(), listed(&test, office, meeting).await.len()), (0, 2));
    let mut inputs: Vec<Input> = items.iter().map(input).collect();
    inputs[1].owner = Some("夏川".into());
    inputs[1].done = true;
    preparations::keep(&test.app, &test.staff(office), office, own, inputs).await.unwrap();
    let kept = listed(&test, office, own).await;
    assert_eq!((kept[1].kept.owner.as_deref(), kept[1].kept.done_on), (Some("夏川"), Some(test.app.today())));
    assert!(kept[0].kept.done_on.is_none() && !kept[0].is_late(date(2026, 6, 3)) && kept[0].is_late(date(2026, 6, 4)));
    assert!(!kept[1].is_late(date(2027, 1, 1)), "what is done is not late");
    assert!(listed(&test, office, meeting).await.iter().all(|item| item.kept.version == 0), "each occasion has its own list");
    tell_needs::tell(&test.app, &member, Vec::new()).await.unwrap();
    assert!(listed(&test, office, own).await.is_empty());
    test.finish().await;
}

/// A13: who reads large print gets letters in large print without anybody asking for it; whoever prints may ask otherwise.
#[tokio::test]
async fn letters_are_printed_as_their_readers_need_them() {
    let test = TestApp::new().await;
    let (office, members) = with_members(&test).await;
    let own = visit(&test, office, members[2], date(2026, 6, 10)).await;
    let member = visitor(&test, office, own).await;
    let meeting = fixed_meeting(&test, office, date(2026, 7, 1)).await;
    let notices = || async {
        let asked = papers::Asked::of(papers::Paper::MeetingNotice, meeting);
        papers::gather(&test.app, &test.staff(office), office, &asked).await.unwrap()
    };
    let printed = |filled: papers::Filled, size| {
        let way = papers::Way { format: papers::Format::Pdf, size, ruby: None };
        let app = &test.app;
        async move { papers::print(app, filled, way).await.unwrap() }
    };
    let before = notices().await;
    assert!(before.readings.iter().all(|reading| *reading == papers::Reading::default()) && before.copies.len() > 2);
    let usual = printed(before, None).await;
    tell_needs::tell(&test.app, &member, vec![Accommodation::LargePrint, Accommodation::Ruby]).await.unwrap();
    let after = notices().await;
    let large: Vec<_> = after.readings.iter().filter(|reading| reading.size == papers::Size::Larger && reading.ruby).collect();
    assert_eq!(large.len(), 1, "the one who said so, and nobody else");
    let by_themselves = printed(after.clone(), None).await;
    assert_ne!(by_themselves, usual);
    assert_ne!(by_themselves, printed(after, Some(papers::Size::Larger)).await, "not everybody's is large");
    test.finish().await;
}

/// Two people keep the list at once: the second is told, and nothing is half kept.
#[tokio::test]
async fn a_list_that_changed_meanwhile_is_not_overwritten() {
    let test = TestApp::new().await;
    let (office, members) = with_members(&test).await;
    let own = visit(&test, office, members[2], date(2026, 6, 10)).await;
    let member = visitor(&test, office, own).await;
    tell_needs::tell(&test.app, &member, vec![Accommodation::Ruby, Accommodation::Captions]).await.unwrap();
    let shown: Vec<Input> = listed(&test, office, own).await.iter().map(input).collect();
    let keep = async |inputs: Vec<Input>| preparations::keep(&test.app, &test.staff(office), office, own, inputs).await;
    keep(shown[1..].to_vec()).await.unwrap();
    keep(shown[1..].to_vec()).await.expect("the same word again is the same word");
    let mut shown = shown;
    shown[1].done = true;
    assert!(matches!(keep(shown.clone()).await, Err(Error::Stale)));
    assert_eq!(listed(&test, office, own).await[0].kept.version, 0, "nothing is half kept");
    tell_needs::tell(&test.app, &member, Vec::new()).await.unwrap();
    assert!(matches!(keep(shown).await, Err(Error::Changed)));
    test.finish().await;
}

/// Only those who arrange it see the list; only whoever holds the seat says what is needed.
#[tokio::test]
async fn needs_are_seen_only_by_those_who_arrange_them() {
    let test = TestApp::new().await;
    let (office, members) = with_members(&test).await;
    let own = visit(&test, office, members[2], date(2026, 6, 10)).await;
    let member = visitor(&test, office, own).await;
    let stranger = test.staff(test.office_with(|input| input.name = "よその家".into()).await);
    assert!(matches!(preparations::list(&test.app, &member, office, own).await, Err(Fault::Hidden)));
    assert!(matches!(preparations::list(&test.app, &stranger, office, own).await, Err(Fault::Hidden)));
    assert!(matches!(tell_needs::view(&test.app, &test.staff(office)).await, Err(Fault::Hidden)));
    service::seats::end::end(&test.app, &test.staff(office), office, members[2], test.app.today()).await.unwrap();
    assert!(matches!(tell_needs::view(&test.app, &member).await, Err(Fault::Hidden)), "the seat is held no more");
    test.finish().await;
}
