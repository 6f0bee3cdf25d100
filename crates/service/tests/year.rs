//! The year of an office, from the first wish to published minutes (issue 2, section 4), and what is refused on the way.

use jiff::civil::{date, time};
use model::{
    MeetingId, OfficeId,
    calendar::FiscalYear,
    meetings::{AttendanceMode, PollAnswer, VoiceState},
    residents::WishAnswer,
    seats::{Channel, SeatCategory, SeatState},
};
use service::{
    Fault, agenda, attendances, findings, meetings,
    minutes::{self, circulate, confirm, draft, reopen, write},
    notes, polls,
    publications::{public, release, withdraw},
    residents,
    seats::{self, answer, choose, invite},
    testing::TestApp,
    voices,
};

use crate::scene::*;

/// B1–B15: the whole year.
#[tokio::test]
async fn a_year_goes_from_wishes_to_published_minutes() {
    let test = TestApp::new().await;
    let (office, seats) = with_members(&test).await;
    let meeting = held_meeting(&test, office, &seats, date(2026, 10, 1)).await;
    noted(&test, office, meeting, seats[2], "夏祭りに一緒に出たい。").await;
    let staff = test.staff(office);
    draft::draft(&test.app, &staff, office, meeting).await.unwrap();
    let voice = voices::list(&test.app, &staff, office).await.unwrap().remove(0);
    let answer = voices::Input {
        version: voice.version,
        answer: Some("来年の夏祭りに、希望する方と参加します。".into()),
        owner: Some("世話人 見本".into()),
        due_on: Some(date(2027, 7, 1)),
        state: VoiceState::Working,
        result: None,
    };
    voices::answer(&test.app, &staff, office, voice.id, answer).await.unwrap();
    confirmed(&test, office, meeting).await;
    let address = release::release(&test.app, &staff, office, meeting, all_ticked()).await.unwrap();
    let shown = public::at_address(&test.app, &address).await.unwrap().content().cloned().unwrap();
    assert_eq!(shown.items[0].entries[0].answer.as_deref(), Some("来年の夏祭りに、希望する方と参加します。"));
    assert_eq!(shown.items[0].entries[0].category, Some(SeatCategory::Community));
    let home = findings::view_home(&test.app, &staff, office, None).await.unwrap();
    let status = |rule: &str| home.findings.iter().find(|finding| finding.rule.as_str() == rule).map(|finding| finding.status);
    for rule in ["meetings.yearly", "minutes.confirmed", "publications.minutes", "meetings.attendance"] {
        assert_eq!(status(rule), Some(rulebook::Status::Met), "{rule}");
    }
    test.finish().await;
}

/// A11: whoever does not wish it, or was not asked, is never seated.
#[tokio::test]
async fn a_resident_who_does_not_wish_contact_is_refused_with_the_reason() {
    let test = TestApp::new().await;
    let office = test.office().await;
    for answer in [Some(WishAnswer::Declines), Some(WishAnswer::Undecided), None] {
        let who = resident(&test, office, "青空 一郎", "あおぞら いちろう", answer).await;
        let input = choose::Input { resident: Some(who), ..candidate(SeatCategory::Resident, "", "") };
        let refused = choose::choose(&test.app, &test.staff(office), office, input).await.unwrap_err();
        assert!(matches!(&refused, choose::Error::Refused(finding) if !finding.reason.is_empty()), "{refused}");
    }
    test.finish().await;
}

/// A11: a change of mind counts from then on.
#[tokio::test]
async fn the_latest_wish_counts() {
    let test = TestApp::new().await;
    let office = test.office().await;
    let who = resident(&test, office, "青空 一郎", "あおぞら いちろう", Some(WishAnswer::Wishes)).await;
    wish(&test, office, who, WishAnswer::Declines).await;
    let input = choose::Input { resident: Some(who), ..candidate(SeatCategory::Resident, "", "") };
    assert!(choose::choose(&test.app, &test.staff(office), office, input).await.is_err());
    test.finish().await;
}

/// A10: the pledge is frozen; the same answer twice is one answer; another answer afterwards is refused.
#[tokio::test]
async fn answering_twice_is_one_answer_and_one_pledge() {
    let test = TestApp::new().await;
    let office = test.office().await;
    let seat = chosen(&test, office, candidate(SeatCategory::Community, "隣野 三郎", "となりの さぶろう")).await;
    let actor = invited(&test, office, seat).await;
    let accept = || answer::Answer::Accept { affiliation: "緑町町会".into(), position: "会長".into(), name: "隣野 三郎".into() };
    let read = answer::view(&test.app, &actor).await.unwrap().pledge.sha256;
    answer::answer_by_link(&test.app, &actor, accept(), &read).await.unwrap();
    answer::answer_by_link(&test.app, &actor, accept(), &read).await.unwrap();
    let decline = answer::Answer::Decline { reason: None, nominee: None };
    assert!(matches!(answer::answer_by_link(&test.app, &actor, decline, &read).await, Err(answer::Error::Answered)));
    let held = seats::view(&test.app, &test.staff(office), office, seat).await.unwrap();
    let pledge = held.pledge.unwrap();
    assert_eq!((held.seat.state, pledge.name.as_str(), pledge.channel), (SeatState::Seated, "隣野 三郎", Channel::Online));
    assert_eq!(pledge.text_sha256.len(), 64);
    test.take_mail().await;
    test.finish().await;
}

/// Another office's things do not exist.
#[tokio::test]
async fn another_offices_seats_meetings_and_residents_are_hidden() {
    let test = TestApp::new().await;
    let (own, seats_of_own) = with_members(&test).await;
    let other = test.office().await;
    let stranger = test.manager(other);
    assert!(matches!(seats::view(&test.app, &stranger, own, seats_of_own[0]).await, Err(Fault::Hidden)));
    assert!(matches!(seats::view(&test.app, &stranger, other, seats_of_own[0]).await, Err(Fault::Hidden)));
    assert!(matches!(residents::list(&test.app, &stranger, own, None).await, Err(Fault::Hidden)));
    let refused = invite::invite(&test.app, &stranger, other, seats_of_own[0], date(2026, 5, 1)).await;
    assert!(matches!(refused, Err(invite::Error::Fault(Fault::Hidden))));
    test.finish().await;
}

/// A link opens its own purpose and nothing else.
#[tokio::test]
async fn a_link_for_one_seat_answers_for_no_other() {
    let test = TestApp::new().await;
    let office = test.office().await;
    let one = chosen(&test, office, candidate(SeatCategory::Community, "隣野 三郎", "となりの さぶろう")).await;
    let other = chosen(&test, office, candidate(SeatCategory::Community, "向井 四郎", "むかい しろう")).await;
    let actor = invited(&test, office, one).await;
    let way = answer::Way { channel: Channel::Paper, on: test.app.today() };
    let decline = answer::Answer::Decline { reason: None, nominee: None };
    assert!(answer::enter_answer(&test.app, &actor, office, other, decline, way).await.is_err());
    assert!(polls::answer::view(&test.app, &actor).await.is_err());
    test.take_mail().await;
    test.finish().await;
}

/// B3: members answer, the best slot is proposed with reasons, and a date outside the 年度 is refused.
#[tokio::test]
async fn members_answer_a_poll_and_the_best_date_is_proposed() {
    let test = TestApp::new().await;
    let (office, _) = with_members(&test).await;
    let staff = test.staff(office);
    let meeting = meetings::plan::plan(&test.app, &staff, office, FiscalYear::of(date(2026, 10, 1))).await.unwrap();
    let slot = |day| (day, time(14, 0, 0, 0), time(16, 0, 0, 0));
    let late = polls::open::Input { slots: vec![slot(date(2027, 4, 1))], reply_by: date(2026, 6, 1) };
    assert!(matches!(polls::open::open(&test.app, &staff, office, meeting, late).await, Err(polls::open::Error::SlotUnfit(_))));
    let input = polls::open::Input { slots: vec![slot(date(2026, 10, 1)), slot(date(2026, 10, 8))], reply_by: date(2026, 6, 1) };
    for (number, ticket) in polls::open::open(&test.app, &staff, office, meeting, input).await.unwrap().iter().enumerate() {
        let actor = by_link(&test, &ticket.link).await;
        let slots = polls::answer::view(&test.app, &actor).await.unwrap().slots;
        let first = if number == 0 { PollAnswer::No } else { PollAnswer::Yes };
        polls::answer::answer_by_link(&test.app, &actor, &[(slots[0].0.id, first), (slots[1].0.id, PollAnswer::Yes)]).await.unwrap();
    }
    test.take_mail().await;
    let standing = polls::view(&test.app, &staff, office, meeting).await.unwrap();
    assert_eq!(standing.proposals[0].slot, standing.slots[1].id.to_string());
    assert!(standing.proposals[1].reasons[0].contains("利用者の方が出席できません"));
    assert!(standing.obstacles.is_empty());
    test.finish().await;
}

/// B3: where no date is whole, the page says who never meets and what would help; before anybody answered it says nothing.
#[tokio::test]
async fn why_no_date_is_whole_is_told_once_members_have_answered() {
    let test = TestApp::new().await;
    let (office, _) = with_members(&test).await;
    let staff = test.staff(office);
    let meeting = meetings::plan::plan(&test.app, &staff, office, FiscalYear::of(date(2026, 10, 1))).await.unwrap();
    let slot = (date(2026, 10, 1), time(14, 0, 0, 0), time(16, 0, 0, 0));
    let input = polls::open::Input { slots: vec![slot], reply_by: date(2026, 6, 1) };
    let tickets = polls::open::open(&test.app, &staff, office, meeting, input).await.unwrap();
    assert!(polls::view(&test.app, &staff, office, meeting).await.unwrap().obstacles.is_empty());
    let actor = by_link(&test, &tickets[0].link).await;
    let slot = polls::answer::view(&test.app, &actor).await.unwrap().slots[0].0.id;
    polls::answer::answer_by_link(&test.app, &actor, &[(slot, PollAnswer::No)]).await.unwrap();
    test.take_mail().await;
    let obstacles = polls::view(&test.app, &staff, office, meeting).await.unwrap().obstacles;
    assert!(obstacles[0].contains("利用者") && obstacles[1].contains("令和8年10月1日"), "{obstacles:?}");
    test.finish().await;
}

/// A10, B12: no attendance without a pledge, none before the day.
#[tokio::test]
async fn a_member_without_a_pledge_may_not_attend() {
    let test = TestApp::new().await;
    let (office, seats) = with_members(&test).await;
    let meeting = held_meeting(&test, office, &seats, date(2026, 10, 1)).await;
    let late = chosen(&test, office, candidate(SeatCategory::Community, "向井 四郎", "むかい しろう")).await;
    let input = attendances::Input {
        seat: late,
        mode: AttendanceMode::InPerson,
        proxy_name: None,
        written_opinion: None,
        channel: Channel::InPerson,
    };
    assert!(attendances::record(&test.app, &test.staff(office), office, meeting, input).await.is_err());
    test.finish().await;
}

/// B10: a repeated save is the same note.
#[tokio::test]
async fn saving_a_note_twice_is_one_note() {
    let test = TestApp::new().await;
    let (office, seats) = with_members(&test).await;
    let meeting = held_meeting(&test, office, &seats, date(2026, 10, 1)).await;
    noted(&test, office, meeting, seats[2], "夏祭りに一緒に出たい。").await;
    noted(&test, office, meeting, seats[2], "夏祭りに一緒に出たい。").await;
    assert_eq!(notes::list(&test.app, &test.staff(office), office, meeting).await.unwrap().len(), 1);
    test.finish().await;
}

/// B13: two people write at once; the second sees the first one's text, and both texts are there.
#[tokio::test]
async fn the_second_of_two_writers_is_shown_the_first_ones_text() {
    let test = TestApp::new().await;
    let (office, seats) = with_members(&test).await;
    let meeting = held_meeting(&test, office, &seats, date(2026, 10, 1)).await;
    let staff = test.staff(office);
    draft::draft(&test.app, &staff, office, meeting).await.unwrap();
    let opened = minutes::view(&test.app, &staff, office, meeting).await.unwrap().content.unwrap();
    let with = |summary: &str| model::publications::PublicMinutes { summary: summary.into(), ..opened.clone() };
    assert_eq!(write::write(&test.app, &staff, office, meeting, 1, with("先の文章")).await.unwrap(), 2);
    match write::write(&test.app, &staff, office, meeting, 1, with("後の文章")).await {
        Err(write::Error::Overtaken(theirs)) => assert_eq!(theirs.1.summary, "先の文章"),
        other => panic!("{other:?}"),
    }
    assert_eq!(minutes::view(&test.app, &staff, office, meeting).await.unwrap().versions.len(), 2);
    test.finish().await;
}

/// B13: a wish for a change keeps the minutes open.
#[tokio::test]
async fn minutes_with_an_open_comment_are_not_confirmed() {
    let test = TestApp::new().await;
    let (office, seats) = with_members(&test).await;
    let meeting = held_meeting(&test, office, &seats, date(2026, 10, 1)).await;
    let staff = test.staff(office);
    draft::draft(&test.app, &staff, office, meeting).await.unwrap();
    for (number, ticket) in circulate::circulate(&test.app, &staff, office, meeting).await.unwrap().iter().enumerate() {
        let actor = by_link(&test, &ticket.link).await;
        confirm::confirm_by_link(&test.app, &actor, (number == 0).then(|| "日付が違います。".to_owned())).await.unwrap();
    }
    test.take_mail().await;
    assert!(matches!(release::release(&test.app, &staff, office, meeting, all_ticked()).await, Err(release::Error::NotConfirmed)));
    assert!(matches!(confirm::finish(&test.app, &staff, office, meeting, " ").await, Err(confirm::Error::ReasonMissing)));
    confirm::finish(&test.app, &staff, office, meeting, "期限までにお返事がなかったため").await.unwrap();
    test.finish().await;
}

/// B14, H1, invariants 3 and 4: a name blocks; a withdrawal takes the content away and leaves a stone.
#[tokio::test]
async fn a_name_in_the_text_blocks_publication() {
    let test = TestApp::new().await;
    let (office, seats) = with_members(&test).await;
    let meeting = held_meeting(&test, office, &seats, date(2026, 10, 1)).await;
    noted(&test, office, meeting, seats[2], "若 葉さんと祭りに出たい。").await;
    let staff = test.staff(office);
    draft::draft(&test.app, &staff, office, meeting).await.unwrap();
    confirmed(&test, office, meeting).await;
    assert!(matches!(
        release::release(&test.app, &staff, office, meeting, release::Input::default()).await,
        Err(release::Error::Unchecked)
    ));
    assert!(matches!(release::release(&test.app, &staff, office, meeting, all_ticked()).await, Err(release::Error::Blocked(_))));
    correct_and_confirm_anew(&test, office, meeting).await;
    release::release(&test.app, &staff, office, meeting, all_ticked()).await.unwrap();
    test.finish().await;
}

/// B13: a corrected text is a new version, and everybody confirms it anew.
async fn correct_and_confirm_anew(test: &TestApp, office: OfficeId, meeting: MeetingId) {
    let staff = test.staff(office);
    reopen::reopen(&test.app, &staff, office, meeting).await.unwrap();
    let view = minutes::view(&test.app, &staff, office, meeting).await.unwrap();
    let mut content = view.content.unwrap();
    content.items[0].entries[0].text = "祭りに出たい。".into();
    let number = write::write(&test.app, &staff, office, meeting, view.minutes.unwrap().number, content).await.unwrap();
    assert_eq!(number, 2);
    assert!(matches!(release::release(&test.app, &staff, office, meeting, all_ticked()).await, Err(release::Error::NotConfirmed)));
    confirmed(test, office, meeting).await;
}

/// B14: nothing is shown of an office that published nothing.
#[tokio::test]
async fn an_office_that_published_nothing_has_no_public_page() {
    let test = TestApp::new().await;
    test.office().await;
    assert!(public::of_office(&test.app, "9920000010").await.is_err());
    test.finish().await;
}

/// Invariant 3
#[tokio::test]
async fn a_withdrawal_leaves_a_dated_stone_and_takes_the_content_away() {
    let test = TestApp::new().await;
    let (office, seats) = with_members(&test).await;
    let meeting = held_meeting(&test, office, &seats, date(2026, 10, 1)).await;
    draft::draft(&test.app, &test.staff(office), office, meeting).await.unwrap();
    confirmed(&test, office, meeting).await;
    let address = release::release(&test.app, &test.staff(office), office, meeting, all_ticked()).await.unwrap();
    assert!(withdraw::withdraw(&test.app, &test.staff(office), office, &address, "訂正のため").await.is_err(), "managers only");
    let told = withdraw::withdraw(&test.app, &test.manager(office), office, &address, "隣野さんのお名前があったため").await;
    assert!(matches!(told, Err(release::Error::Blocked(_))), "the reason is public too");
    withdraw::withdraw(&test.app, &test.manager(office), office, &address, "訂正のため").await.unwrap();
    let stone = public::at_address(&test.app, &address).await.unwrap();
    assert!(stone.content().is_none() && stone.withdrawn_at.is_some());
    assert_eq!(test.database().tamper("UPDATE publications SET title = title WHERE content IS NOT NULL").await, 0);
    test.finish().await;
}

/// B15: what was asked last time is on the agenda again, once.
#[tokio::test]
async fn open_requests_are_put_on_the_next_agenda_once() {
    let test = TestApp::new().await;
    let (office, seats) = with_members(&test).await;
    let meeting = held_meeting(&test, office, &seats, date(2026, 10, 1)).await;
    noted(&test, office, meeting, seats[2], "夏祭りに一緒に出たい。").await;
    let staff = test.staff(office);
    draft::draft(&test.app, &staff, office, meeting).await.unwrap();
    let next = meetings::plan::plan(&test.app, &staff, office, FiscalYear::of(date(2027, 5, 1))).await.unwrap();
    for _ in 0..2 {
        agenda::edit(&test.app, &staff, office, next, agenda::Change::TakeOverVoices).await.unwrap();
    }
    let items = agenda::view(&test.app, &staff, office, next).await.unwrap().items;
    assert_eq!(items.iter().filter(|item| item.voice.is_some()).count(), 1);
    test.finish().await;
}

/// B15, B6: what is asked while the next meeting is planned already goes onto its agenda by itself.
#[tokio::test]
async fn a_request_goes_to_the_agenda_of_a_meeting_that_is_planned_already() {
    let test = TestApp::new().await;
    let (office, seats) = with_members(&test).await;
    let meeting = held_meeting(&test, office, &seats, date(2026, 10, 1)).await;
    let staff = test.staff(office);
    let next = meetings::plan::plan(&test.app, &staff, office, FiscalYear::of(date(2027, 5, 1))).await.unwrap();
    noted(&test, office, meeting, seats[2], "夏祭りに一緒に出たい。").await;
    draft::draft(&test.app, &staff, office, meeting).await.unwrap();
    let items = agenda::view(&test.app, &staff, office, next).await.unwrap().items;
    assert_eq!(items.iter().filter(|item| item.voice.is_some()).count(), 1);
    test.finish().await;
}
