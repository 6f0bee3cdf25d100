//! Answers before the meeting (B4, B12): by the member's own link, or entered for somebody.

use jiff::civil::date;
use model::{
    AttendanceId, Id, MeetingId, OfficeId, SeatId,
    meetings::AttendanceMode,
    seats::{Channel, SeatCategory},
};
use service::{
    Actor, Fault, agenda,
    attendances::{
        self,
        answer::{self, Error, Reply},
        ask,
        leave::{self, Left},
        pay,
    },
    meetings,
    minutes::{self, draft},
    notes,
    testing::TestApp,
};

use crate::scene::*;

fn reply(mode: AttendanceMode) -> Reply {
    Reply { mode, proxy_name: None, written_opinion: None }
}

fn written(text: &str) -> Reply {
    Reply { written_opinion: Some(text.to_owned()), ..reply(AttendanceMode::Written) }
}

/// Asks everybody; the links in the order of the seats.
async fn asked(test: &TestApp, office: OfficeId, meeting: MeetingId, seats: &[SeatId]) -> Vec<Actor> {
    let input = ask::Input { reply_by: date(2026, 9, 20), only_unanswered: false };
    let tickets = ask::ask(&test.app, &test.staff(office), office, meeting, input).await.unwrap();
    test.take_mail().await;
    let mut actors = Vec::new();
    for seat in seats {
        let ticket = tickets.iter().find(|ticket| ticket.seat == *seat).unwrap();
        actors.push(by_link(test, &ticket.link).await);
    }
    actors
}

/// B4: who cannot come is heard in writing, and it enters the record.
#[tokio::test]
async fn a_written_opinion_sent_by_link_enters_the_minutes() {
    let test = TestApp::new().await;
    let (office, seats) = with_members(&test).await;
    let meeting = fixed_meeting(&test, office, date(2026, 10, 1)).await;
    let links = asked(&test, office, meeting, &seats).await;
    answer::answer_by_link(&test.app, &links[2], written("畑の水やりを一緒にしたい。")).await.unwrap();
    test.on(date(2026, 10, 1));
    let staff = test.staff(office);
    for (seat, mode) in [(seats[0], AttendanceMode::InPerson), (seats[2], AttendanceMode::Written)] {
        // The opinion is there already: nobody types it again.
        let input = attendances::Input { seat, mode, proxy_name: None, written_opinion: None, channel: Channel::InPerson };
        attendances::record(&test.app, &staff, office, meeting, input).await.unwrap();
    }
    attendances::close_meeting(&test.app, &staff, office, meeting).await.unwrap();
    draft::draft(&test.app, &staff, office, meeting).await.unwrap();
    let content = minutes::view(&test.app, &staff, office, meeting).await.unwrap().content.unwrap();
    let entry = content.items.iter().flat_map(|item| &item.entries).find(|entry| entry.text.contains("水やり")).unwrap();
    assert_eq!(entry.category, Some(SeatCategory::Community));
    test.finish().await;
}

/// B4: the latest answer is the whole answer.
#[tokio::test]
async fn an_answer_may_be_changed_until_the_day() {
    let test = TestApp::new().await;
    let (office, seats) = with_members(&test).await;
    let meeting = fixed_meeting(&test, office, date(2026, 10, 1)).await;
    let links = asked(&test, office, meeting, &seats).await;
    answer::answer_by_link(&test.app, &links[0], written("声を聞いてほしい。")).await.unwrap();
    answer::answer_by_link(&test.app, &links[0], reply(AttendanceMode::InPerson)).await.unwrap();
    let now = answer::view(&test.app, &links[0]).await.unwrap();
    assert_eq!((now.planned, now.written_opinion), (Some(AttendanceMode::InPerson), None));
    test.on(date(2026, 10, 2));
    let late = answer::answer_by_link(&test.app, &links[0], reply(AttendanceMode::Absent)).await;
    assert!(matches!(late, Err(Error::Closed)));
    test.finish().await;
}

/// B4: a proxy has a name, an opinion a text, and nobody joins online where there is no way to.
#[tokio::test]
async fn an_answer_without_what_it_needs_is_refused() {
    let test = TestApp::new().await;
    let (office, seats) = with_members(&test).await;
    let meeting = fixed_meeting(&test, office, date(2026, 10, 1)).await;
    let links = asked(&test, office, meeting, &seats).await;
    let given = |mode| answer::answer_by_link(&test.app, &links[0], reply(mode));
    assert!(matches!(given(AttendanceMode::Proxy).await, Err(Error::ProxyMissing)));
    assert!(matches!(given(AttendanceMode::Written).await, Err(Error::OpinionMissing)));
    assert!(matches!(given(AttendanceMode::Online).await, Err(Error::ModeUnfit)));
    test.finish().await;
}

/// B3: an answer belongs to the day it was given for.
#[tokio::test]
async fn moving_the_meeting_asks_everybody_anew() {
    let test = TestApp::new().await;
    let (office, seats) = with_members(&test).await;
    let meeting = fixed_meeting(&test, office, date(2026, 10, 1)).await;
    let links = asked(&test, office, meeting, &seats).await;
    answer::answer_by_link(&test.app, &links[2], reply(AttendanceMode::InPerson)).await.unwrap();
    fixed(&test, office, meeting, date(2026, 10, 8)).await;
    assert_eq!(answer::view(&test.app, &links[2]).await.unwrap().planned, None);
    test.finish().await;
}

/// B4: a reminder goes only to those who have not answered; A2: a category that stays away is told.
#[tokio::test]
async fn only_who_has_not_answered_is_reminded() {
    let test = TestApp::new().await;
    let (office, seats) = with_members(&test).await;
    let meeting = fixed_meeting(&test, office, date(2026, 10, 1)).await;
    let links = asked(&test, office, meeting, &seats).await;
    answer::answer_by_link(&test.app, &links[2], reply(AttendanceMode::Absent)).await.unwrap();
    let input = ask::Input { reply_by: date(2026, 9, 25), only_unanswered: true };
    let reminded = ask::ask(&test.app, &test.staff(office), office, meeting, input).await.unwrap();
    assert!(reminded.iter().all(|ticket| ticket.seat != seats[2]) && reminded.len() == 2);
    test.take_mail().await;
    let list = attendances::view(&test.app, &test.staff(office), office, meeting).await.unwrap();
    assert_eq!(list.categories_nobody_comes_from(), [SeatCategory::Community]);
    test.finish().await;
}

/// B12: what came by telephone is entered for somebody and marked so; staff of another office enter nothing.
#[tokio::test]
async fn an_answer_by_telephone_is_marked_as_entered() {
    let test = TestApp::new().await;
    let (office, seats) = with_members(&test).await;
    let meeting = fixed_meeting(&test, office, date(2026, 10, 1)).await;
    let (app, seat) = (&test.app, seats[0]);
    let enter = |actor: Actor| async move {
        answer::enter_answer(app, &actor, office, meeting, seat, reply(AttendanceMode::InPerson), Channel::Telephone).await
    };
    enter(test.staff(office)).await.unwrap();
    let other = test.office().await;
    assert!(matches!(enter(test.staff(other)).await, Err(Error::Fault(Fault::Hidden))));
    let list = attendances::view(&test.app, &test.staff(office), office, meeting).await.unwrap();
    let line = list.members.iter().find(|(held, _)| held.seat.id == seats[0]).unwrap().1.clone().unwrap();
    assert_eq!((line.planned, line.channel, line.entered_by.is_some()), (Some(AttendanceMode::InPerson), Channel::Telephone, true));
    test.finish().await;
}

/// B4: the entry for the member's calendar says that a meeting was cancelled.
#[tokio::test]
async fn the_calendar_of_a_cancelled_meeting_says_so() {
    let test = TestApp::new().await;
    let (office, seats) = with_members(&test).await;
    let meeting = fixed_meeting(&test, office, date(2026, 10, 1)).await;
    let links = asked(&test, office, meeting, &seats).await;
    assert!(answer::calendar(&test.app, &links[0]).await.unwrap().unwrap().contains("BEGIN:VEVENT"));
    let staff = test.staff(office);
    let version = meetings::view(&test.app, &staff, office, meeting).await.unwrap().version;
    meetings::fix::cancel(&test.app, &staff, office, meeting, version, "大雨のため".into()).await.unwrap();
    test.take_mail().await;
    assert!(answer::calendar(&test.app, &links[0]).await.unwrap().unwrap().contains("STATUS:CANCELLED"));
    test.finish().await;
}

/// B12: who left for an item is written down, only of those who were there, and can be taken back.
#[tokio::test]
async fn only_who_is_there_can_leave_for_an_item() {
    let test = TestApp::new().await;
    let (office, seats) = with_members(&test).await;
    let meeting = held_meeting(&test, office, &seats[..2], date(2026, 10, 1)).await;
    let staff = test.staff(office);
    let item = agenda::view(&test.app, &staff, office, meeting).await.unwrap().items[0].id;
    let left = |seat| Left { item, seat, reason: "議題に関わりがあるため".into() };
    assert!(matches!(leave::leave(&test.app, &staff, office, meeting, left(seats[2])).await, Err(leave::Error::NotPresent)));
    for _ in 0..2 {
        leave::leave(&test.app, &staff, office, meeting, left(seats[0])).await.unwrap();
    }
    assert_eq!(leave::list(&test.app, &staff, office, meeting).await.unwrap(), [left(seats[0])]);
    leave::take_back(&test.app, &staff, office, meeting, item, seats[0]).await.unwrap();
    assert!(leave::list(&test.app, &staff, office, meeting).await.unwrap().is_empty());
    test.finish().await;
}

/// B13: a note written by mistake goes, until the minutes are drafted from it.
#[tokio::test]
async fn a_note_is_taken_away_only_before_the_minutes_are_drafted() {
    let test = TestApp::new().await;
    let (office, seats) = with_members(&test).await;
    let meeting = held_meeting(&test, office, &seats, date(2026, 10, 1)).await;
    noted(&test, office, meeting, seats[2], "まちがい").await;
    noted(&test, office, meeting, seats[2], "夏祭りに一緒に出たい。").await;
    let staff = test.staff(office);
    let all = notes::list(&test.app, &staff, office, meeting).await.unwrap();
    notes::remove(&test.app, &staff, office, meeting, all[0].id).await.unwrap();
    draft::draft(&test.app, &staff, office, meeting).await.unwrap();
    let late = notes::remove(&test.app, &staff, office, meeting, all[1].id).await;
    assert!(matches!(late, Err(notes::Error::InMinutes)));
    test.finish().await;
}

/// A15: what was paid is written down for those who came, replaced when written again, and taken away when nothing was paid.
#[tokio::test]
async fn what_was_paid_is_written_down_for_those_who_came() {
    let test = TestApp::new().await;
    let (office, seats) = with_members(&test).await;
    let meeting = held_meeting(&test, office, &seats[..2], date(2026, 10, 1)).await;
    let staff = test.staff(office);
    let payees = pay::view(&test.app, &staff, office, meeting).await.unwrap();
    assert_eq!(payees.iter().map(|payee| payee.held.seat.id).collect::<Vec<_>>(), seats[..2]);
    let input = pay::Input { attendance: payees[0].attendance, honorarium: 2000, travel: 480, paid_on: Some(test.app.today()) };
    for honorarium in [2000, 3000] {
        pay::record(&test.app, &staff, office, meeting, &[pay::Input { honorarium, ..input }]).await.unwrap();
    }
    let paid = pay::view(&test.app, &staff, office, meeting).await.unwrap()[0].payment.unwrap();
    assert_eq!((paid.honorarium, paid.travel, paid.paid_on), (3000, 480, Some(test.app.today())));

    let tomorrow = Some(test.app.today().tomorrow().unwrap());
    let early = pay::record(&test.app, &staff, office, meeting, &[pay::Input { paid_on: tomorrow, ..input }]).await;
    assert!(matches!(early, Err(pay::Error::InFuture(_))));
    let stranger = pay::Input { attendance: AttendanceId::mint(1, 1), ..input };
    let hidden = pay::record(&test.app, &staff, office, meeting, &[stranger]).await;
    assert!(matches!(hidden, Err(pay::Error::Fault(Fault::Hidden))));
    let nothing = pay::Input { honorarium: 0, travel: 0, paid_on: None, ..input };
    pay::record(&test.app, &staff, office, meeting, &[nothing]).await.unwrap();
    assert!(pay::view(&test.app, &staff, office, meeting).await.unwrap()[0].payment.is_none());
    test.finish().await;
}
