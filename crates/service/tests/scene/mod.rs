//! Scenes that tests of the year begin with: an office with members, a meeting that was held.

#![allow(dead_code, reason = "no test needs every scene")]

use jiff::civil::{Date, date, time};
use model::{
    MeetingId, OfficeId, ResidentId, SeatId,
    calendar::FiscalYear,
    meetings::{AttendanceMode, NoteKind, PlaceKind},
    residents::{Traits, WishAnswer, WishMethod, WishRespondent},
    seats::{Channel, CommunityKind, Independence, SeatCategory},
};
use service::{
    Actor, agenda, attendances, links, meetings,
    minutes::{circulate, confirm},
    notes,
    publications::{self, release},
    residents,
    seats::{answer, choose, invite},
    testing::TestApp,
};

/// A resident of the first dwelling who can be described.
pub async fn described_resident(test: &TestApp, office: OfficeId, name: &str, kana: &str, traits: Traits) -> ResidentId {
    let staff = test.staff(office);
    let dwelling = residents::list(&test.app, &staff, office, None).await.unwrap().dwellings[0].id;
    let (name, kana) = (name.into(), kana.into());
    let input = residents::edit::Input { id: None, dwelling, name, kana, contact_person: None, traits, left_on: None };
    residents::edit::edit(&test.app, &staff, office, input).await.unwrap()
}

pub async fn resident(test: &TestApp, office: OfficeId, name: &str, kana: &str, answer: Option<WishAnswer>) -> ResidentId {
    let id = described_resident(test, office, name, kana, Traits::default()).await;
    if let Some(answer) = answer {
        wish(test, office, id, answer).await;
    }
    id
}

pub async fn wish(test: &TestApp, office: OfficeId, resident: ResidentId, answer: WishAnswer) {
    let input = residents::record_wish::Input {
        resident,
        asked_on: test.app.today(),
        method: WishMethod::Talk,
        respondent: WishRespondent::Resident,
        asked_by: "世話人 見本".into(),
        answer,
        care: None,
    };
    residents::record_wish::record_wish(&test.app, &test.staff(office), office, input).await.unwrap();
}

pub fn candidate(category: SeatCategory, name: &str, kana: &str) -> choose::Input {
    choose::Input {
        name: name.into(),
        kana: kana.into(),
        email: Some("member@example.jp".into()),
        phone: None,
        address: None,
        affiliation: None,
        position: None,
        needs: Vec::new(),
        independence: Independence::Independent,
        resident: None,
        category,
        community_kind: (category == SeatCategory::Community).then_some(CommunityKind::Neighbour),
        family_standing: None,
        family_of: None,
        proxy_for: None,
        term_from: date(2026, 4, 1),
        term_until: date(2028, 3, 31),
        predecessor: None,
    }
}

pub async fn chosen(test: &TestApp, office: OfficeId, input: choose::Input) -> SeatId {
    choose::choose(&test.app, &test.staff(office), office, input).await.unwrap().seat
}

/// Invites and accepts through the link of the letter.
pub async fn seated(test: &TestApp, office: OfficeId, seat: SeatId) {
    accepted(test, office, seat).await;
}

/// The same; whoever holds the link of the letter.
pub async fn accepted(test: &TestApp, office: OfficeId, seat: SeatId) -> Actor {
    let actor = invited(test, office, seat).await;
    let accept = answer::Answer::Accept { affiliation: String::new(), position: String::new(), name: "見本".into() };
    let read = answer::view(&test.app, &actor).await.unwrap().pledge.sha256;
    answer::answer_by_link(&test.app, &actor, accept, &read).await.unwrap();
    test.take_mail().await;
    actor
}

pub async fn invited(test: &TestApp, office: OfficeId, seat: SeatId) -> Actor {
    let letter = invite::invite(&test.app, &test.staff(office), office, seat, date(2026, 5, 1)).await.unwrap();
    by_link(test, &letter.link).await
}

pub async fn by_link(test: &TestApp, link: &str) -> Actor {
    links::open_by_token(&test.app, link.rsplit('/').next().unwrap()).await.unwrap()
}

/// An office with a resident, a family and a neighbour seated.
pub async fn with_members(test: &TestApp) -> (OfficeId, Vec<SeatId>) {
    let office = test.office().await;
    let who = resident(test, office, "青空 一郎", "あおぞら いちろう", Some(WishAnswer::Wishes)).await;
    let other = resident(test, office, "若葉 二郎", "わかば じろう", Some(WishAnswer::Undecided)).await;
    let resident = choose::Input { resident: Some(who), ..candidate(SeatCategory::Resident, "", "") };
    let family = choose::Input { family_of: Some(other), ..candidate(SeatCategory::Family, "若葉 母子", "わかば ははこ") };
    let neighbour = candidate(SeatCategory::Community, "隣野 三郎", "となりの さぶろう");
    let mut seats = Vec::new();
    for input in [resident, family, neighbour] {
        let seat = chosen(test, office, input).await;
        seated(test, office, seat).await;
        seats.push(seat);
    }
    (office, seats)
}

/// A meeting whose date is fixed. The mails about it are taken.
pub async fn fixed_meeting(test: &TestApp, office: OfficeId, day: Date) -> MeetingId {
    let id = meetings::plan::plan(&test.app, &test.staff(office), office, FiscalYear::of(day)).await.unwrap();
    fixed(test, office, id, day).await;
    id
}

/// Fixes a meeting on a day, or moves it there.
pub async fn fixed(test: &TestApp, office: OfficeId, id: MeetingId, day: Date) {
    let staff = test.staff(office);
    let version = meetings::view(&test.app, &staff, office, id).await.unwrap().version;
    let input = meetings::fix::Input {
        version,
        day,
        starts_at: time(14, 0, 0, 0),
        ends_at: time(16, 0, 0, 0),
        place_kind: PlaceKind::Outside,
        place: "緑町公民館".into(),
        place_access: "段差なし".into(),
        online_url: None,
    };
    meetings::fix::fix(&test.app, &staff, office, id, input).await.unwrap();
    test.take_mail().await;
}

/// A meeting to which these members came, closed.
pub async fn held_meeting(test: &TestApp, office: OfficeId, seats: &[SeatId], day: Date) -> MeetingId {
    let staff = test.staff(office);
    let id = fixed_meeting(test, office, day).await;
    agenda::edit(&test.app, &staff, office, id, agenda::Change::AddFromLibrary("events".into())).await.unwrap();
    test.on(day);
    for seat in seats {
        let input = attendances::Input {
            seat: *seat,
            mode: AttendanceMode::InPerson,
            proxy_name: None,
            written_opinion: None,
            channel: Channel::InPerson,
        };
        attendances::record(&test.app, &staff, office, id, input).await.unwrap();
    }
    attendances::add_staff(&test.app, &staff, office, id, "世話人 見本".into(), "世話人".into()).await.unwrap();
    attendances::close_meeting(&test.app, &staff, office, id).await.unwrap();
    test.take_mail().await;
    id
}

pub async fn noted(test: &TestApp, office: OfficeId, meeting: MeetingId, said_by: SeatId, text: &str) {
    let staff = test.staff(office);
    let item = agenda::view(&test.app, &staff, office, meeting).await.unwrap().items[0].id;
    let input =
        notes::Input { item: Some(item), kind: NoteKind::Request, said_by: Some(said_by), text: text.into(), client_key: text.into() };
    notes::save(&test.app, &staff, office, meeting, input).await.unwrap();
}

pub async fn confirmed(test: &TestApp, office: OfficeId, meeting: MeetingId) {
    let staff = test.staff(office);
    for ticket in circulate::circulate(&test.app, &staff, office, meeting).await.unwrap() {
        let actor = by_link(test, &ticket.link).await;
        confirm::confirm_by_link(&test.app, &actor, None).await.unwrap();
    }
    test.take_mail().await;
}

pub fn all_ticked() -> release::Input {
    let ticked = publications::checks().unwrap().iter().map(|check| check.key.clone()).collect();
    release::Input { ticked, sha256: None }
}

/// Puts an office somewhere, as an import of the national list would.
pub async fn move_to(test: &TestApp, office: OfficeId, address: &str) {
    let place = model::jurisdictions::locate(address).unwrap();
    test.database().tamper(&format!("UPDATE offices SET location = '{place}', address = '{address}' WHERE id = '{office}'")).await;
    // Nobody moves an office like this: what is kept of it is not true any more.
    test.database().tamper("UPDATE standings SET edition = ''").await;
}
