//! What visitors write on their phones (C6–C9): confirmed rules, notes taken once and in order, voices answered, sealed when sent later.

use std::collections::BTreeMap;

use aes_gcm::{
    Aes256Gcm, KeyInit,
    aead::{Aead, Payload},
};
use data_encoding::BASE64;
use jiff::civil::{Date, date};
use model::{
    OfficeId, SeatId, VisitId,
    calendar::FiscalYear,
    meetings::{NoteKind, VoiceState},
    visits::{VisitMode, VisitState, notes::Notes},
};
use service::{
    Actor, Fault, agenda, meetings,
    testing::TestApp,
    visits::{
        self, announce, change,
        notes::{self, Error, sealed},
        plan, record,
    },
    voices,
};

use crate::scene::*;

const DAY: Date = Date::constant(2026, 6, 10);

struct Visited {
    office: OfficeId,
    id: VisitId,
    members: Vec<SeatId>,
    visitor: Actor,
}

/// A visit of the neighbour, told by link.
async fn told(test: &TestApp) -> Visited {
    let (office, members) = with_members(test).await;
    let dwelling = service::offices::edit::view(&test.app, &test.manager(office), office).await.unwrap().dwellings[0].id;
    let input = plan::Input {
        seat: members[2],
        dwelling,
        year: FiscalYear::of(DAY),
        day: Some(DAY),
        starts_at: None,
        mode: Some(VisitMode::OnSite),
    };
    let id = plan::plan(&test.app, &test.staff(office), office, input).await.unwrap();
    let ticket = announce::announce(&test.app, &test.staff(office), office, id).await.unwrap();
    test.take_mail().await;
    let visitor = by_link(test, &ticket.link).await;
    Visited { office, id, members, visitor }
}

fn written(impressions: &str) -> Notes {
    Notes {
        day: DAY,
        mode: VisitMode::OnSite,
        impressions: impressions.to_owned(),
        answers: BTreeMap::new(),
        to_office: String::new(),
        to_meeting: String::new(),
    }
}

/// The key that a link lends.
async fn lent(test: &TestApp, visitor: &Actor) -> String {
    sealed::key(&test.app, &notes::view(&test.app, visitor).await.unwrap())
}

async fn of(test: &TestApp, visited: &Visited) -> visits::Visit {
    visits::view(&test.app, &test.staff(visited.office), visited.office, visited.id).await.unwrap().visit
}

async fn heard(test: &TestApp, visited: &Visited) -> Vec<service::rows::Voice> {
    voices::list(&test.app, &test.staff(visited.office), visited.office).await.unwrap()
}

/// C6–C8: the rules are confirmed, the notes make the visit and its record; what was said to the office waits for an answer, what was said
/// to the meeting stands on its agenda.
#[tokio::test]
async fn notes_make_the_record_and_reach_office_and_meeting() {
    let test = TestApp::new().await;
    let visited = told(&test).await;
    let staff = test.staff(visited.office);
    let next = meetings::plan::plan(&test.app, &staff, visited.office, FiscalYear::of(DAY)).await.unwrap();
    notes::confirm_conduct(&test.app, &visited.visitor).await.unwrap();
    notes::confirm_conduct(&test.app, &visited.visitor).await.expect("a second time is the same");
    assert!(notes::view(&test.app, &visited.visitor).await.unwrap().told.visit.conduct_at.is_some());
    test.on(DAY);
    let sent = Notes {
        answers: [("environment".to_owned(), "庭に花があった。".to_owned())].into(),
        to_office: "廊下の灯りが切れていた。".into(),
        to_meeting: "夏祭りのこと。".into(),
        ..written("明るい家だった。")
    };
    notes::send(&test.app, &visited.visitor, "phone", 1, sent.clone()).await.unwrap();
    let visit = of(&test, &visited).await;
    assert_eq!((visit.state, visit.day, visit.recorded_on), (VisitState::Made, Some(DAY), Some(DAY)));
    assert_eq!(visit.record.as_deref(), Some("明るい家だった。\n\n【施設の環境】\n庭に花があった。"));
    let voices = heard(&test, &visited).await;
    let kinds: Vec<_> = voices.iter().map(|voice| (voice.kind, voice.text.as_str(), voice.origin.visit())).collect();
    assert_eq!(
        kinds,
        [(NoteKind::Request, "廊下の灯りが切れていた。", Some(visited.id)), (NoteKind::Opinion, "夏祭りのこと。", Some(visited.id))]
    );
    let items = agenda::view(&test.app, &staff, visited.office, next).await.unwrap().items;
    assert!(items.iter().any(|item| item.title == "訪問した方が会議で話したいこと" && item.description == "夏祭りのこと。"));
    assert_eq!(notes::sent(&test.app, &staff, visited.office, visited.id).await.unwrap()[0].notes, sent);
    test.finish().await;
}

/// C9: each number of a device is taken once, in order; the same again is the same.
#[tokio::test]
async fn what_a_phone_sends_is_taken_once_and_in_order() {
    let test = TestApp::new().await;
    let visited = told(&test).await;
    test.on(DAY);
    let send = async |device: &str, seq, text: &str| notes::send(&test.app, &visited.visitor, device, seq, written(text)).await;
    assert!(matches!(send("a", 2, "二").await, Err(Error::Gap { expected: 1 })));
    send("a", 1, "一").await.unwrap();
    send("a", 1, "一").await.expect("the answer was lost on the way");
    assert!(matches!(send("a", 1, "ちがう").await, Err(Error::Taken)));
    send("a", 2, "二").await.unwrap();
    // Another phone with the same link counts its own, and nothing of the first is lost.
    send("b", 1, "別の電話").await.unwrap();
    let sent = notes::sent(&test.app, &test.staff(visited.office), visited.office, visited.id).await.unwrap();
    let texts: Vec<_> = sent.iter().map(|sent| (sent.device.as_str(), sent.seq, sent.notes.impressions.as_str())).collect();
    assert_eq!(texts, [("a", 1, "一"), ("a", 2, "二"), ("b", 1, "別の電話")]);
    test.finish().await;
}

/// C8: a correction changes what nobody answered yet; what was answered stays, and the new words wait for an answer of their own.
#[tokio::test]
async fn a_correction_never_changes_what_was_answered() {
    let test = TestApp::new().await;
    let visited = told(&test).await;
    test.on(DAY);
    let say = async |seq, text: &str| {
        let notes = Notes { to_office: text.into(), ..written("よい家。") };
        notes::send(&test.app, &visited.visitor, "a", seq, notes).await.unwrap();
    };
    say(1, "灯りが切れていた。").await;
    say(2, "廊下の灯りが切れていた。").await;
    let voices = heard(&test, &visited).await;
    assert_eq!(voices.iter().map(|voice| voice.text.as_str()).collect::<Vec<_>>(), ["廊下の灯りが切れていた。"]);
    let answer = voices::Input {
        version: voices[0].version,
        answer: Some("替えました。".into()),
        owner: None,
        due_on: None,
        state: VoiceState::Done,
        result: None,
    };
    voices::answer(&test.app, &test.staff(visited.office), visited.office, voices[0].id, answer).await.unwrap();
    say(3, "玄関の灯りも切れていた。").await;
    let voices = heard(&test, &visited).await;
    assert_eq!(voices.len(), 2);
    assert!(voices.iter().any(|voice| voice.text == "廊下の灯りが切れていた。" && voice.answer.is_some()));
    test.finish().await;
}

/// C8: the office's own record is not overwritten by the visitor's notes.
#[tokio::test]
async fn a_record_that_the_office_wrote_stays() {
    let test = TestApp::new().await;
    let visited = told(&test).await;
    test.on(DAY);
    notes::send(&test.app, &visited.visitor, "a", 1, written("一")).await.unwrap();
    notes::send(&test.app, &visited.visitor, "a", 2, written("二")).await.unwrap();
    assert_eq!(of(&test, &visited).await.record.as_deref(), Some("二"), "it follows as long as nobody else wrote");
    let version = of(&test, &visited).await.version;
    let own = record::Input {
        version,
        day: DAY,
        mode: VisitMode::OnSite,
        recorded_on: Some(DAY),
        in_form: Some(true),
        record: Some("様式に書き写した。".into()),
    };
    record::record(&test.app, &test.staff(visited.office), visited.office, visited.id, own).await.unwrap();
    notes::send(&test.app, &visited.visitor, "a", 3, written("三")).await.unwrap();
    assert_eq!(of(&test, &visited).await.record.as_deref(), Some("様式に書き写した。"));
    test.finish().await;
}

/// What cannot be is refused with its reason, and nothing is kept.
#[tokio::test]
async fn notes_that_cannot_be_are_refused() {
    let test = TestApp::new().await;
    let visited = told(&test).await;
    let send = async |notes| notes::send(&test.app, &visited.visitor, "a", 1, notes).await;
    assert!(matches!(send(written("まだ先")).await, Err(Error::InFuture)));
    test.on(DAY);
    assert!(matches!(send(written("　")).await, Err(Error::Nothing)));
    assert!(matches!(send(written(&"あ".repeat(20_001))).await, Err(Error::TooLong)));
    assert!(matches!(send(Notes { day: date(2026, 3, 31), ..written("前の年度") }).await, Err(Error::DayUnfit(_))));
    assert_eq!(of(&test, &visited).await.state, VisitState::Planned);
    let version = of(&test, &visited).await.version;
    change::cancel(&test.app, &test.staff(visited.office), visited.office, visited.id, version).await.unwrap();
    assert!(matches!(send(written("中止のあと")).await, Err(Error::Cancelled)));
    for stranger in [test.staff(visited.office), Actor::Anonymous] {
        assert!(matches!(notes::view(&test.app, &stranger).await, Err(Fault::Hidden)));
        assert!(matches!(notes::send(&test.app, &stranger, "a", 1, written("よそ")).await, Err(Error::Fault(Fault::Hidden))));
    }
    service::seats::end::end(&test.app, &test.staff(visited.office), visited.office, visited.members[2], DAY).await.unwrap();
    assert!(matches!(notes::view(&test.app, &visited.visitor).await, Err(Fault::Hidden)), "the seat is held no more");
    test.finish().await;
}

fn seal(key: &str, place: &str, notes: &Notes) -> String {
    let cipher = Aes256Gcm::new_from_slice(&BASE64.decode(key.as_bytes()).unwrap()).unwrap();
    let clear = serde_json::to_vec(notes).unwrap();
    let sealed = cipher.encrypt(&[7; 12].into(), Payload { msg: &clear, aad: place.as_bytes() }).unwrap();
    BASE64.encode(&[[7; 12].as_slice(), &sealed].concat())
}

/// C9: what was written without reception arrives sealed, and opens only for its visit, its device and its place in the order.
#[tokio::test]
async fn sealed_notes_open_only_where_they_belong() {
    let test = TestApp::new().await;
    let visited = told(&test).await;
    test.on(DAY);
    let key = lent(&test, &visited.visitor).await;
    let data = seal(&key, &format!("{}/abc/1", visited.id), &written("圏外で書いた。"));
    let envelope = |device: &str, seq| sealed::Envelope { device: device.to_owned(), seq, data: data.clone() };
    for wrong in [envelope("abd", 1), envelope("abc", 2), envelope("", 1), envelope("a-b", 1)] {
        assert!(matches!(sealed::take(&test.app, &visited.visitor, wrong).await, Err(sealed::Unopened::Unreadable)));
    }
    let broken = sealed::Envelope { data: data.replace('A', "B"), ..envelope("abc", 1) };
    assert!(matches!(sealed::take(&test.app, &visited.visitor, broken).await, Err(sealed::Unopened::Unreadable)));
    assert_eq!(of(&test, &visited).await.state, VisitState::Planned, "nothing was kept");
    sealed::take(&test.app, &visited.visitor, envelope("abc", 1)).await.unwrap();
    sealed::take(&test.app, &visited.visitor, envelope("abc", 1)).await.expect("the same again is the same");
    assert_eq!(of(&test, &visited).await.record.as_deref(), Some("圏外で書いた。"));
    test.finish().await;
}

/// C9: a link that was taken back lends the key to nobody; the new one lends the same, so that what waits on the phone is not lost.
#[tokio::test]
async fn a_link_that_was_taken_back_lends_no_key() {
    let test = TestApp::new().await;
    let visited = told(&test).await;
    let key = lent(&test, &visited.visitor).await;
    let ticket = announce::announce(&test.app, &test.staff(visited.office), visited.office, visited.id).await.unwrap();
    test.take_mail().await;
    let fresh = by_link(&test, &ticket.link).await;
    assert_eq!(lent(&test, &fresh).await, key);
    let other = told(&test).await;
    assert_ne!(lent(&test, &other.visitor).await, key, "each visit has its own");
    test.finish().await;
}
