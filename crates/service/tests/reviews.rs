//! 公表前確認: decisions are kept, shared and remembered; a second person agrees; the last look blocks (H1, B14).

use std::collections::BTreeSet;

use jiff::civil::date;
use model::{
    AccountId, Id, MeetingId, OfficeId, SeatId,
    accounts::Role,
    residents::{Sex, Traits},
};
use privacy::{Decision, Decisions, Format, Leak, Produced, Stand};
use service::{
    Actor,
    minutes::draft,
    publications::{
        Output,
        public::{self, Seen},
        release, review, settings,
    },
    testing::TestApp,
};

use crate::scene::*;

/// A meeting whose minutes are confirmed and full of names.
async fn careless(test: &TestApp, text: &str) -> (OfficeId, Vec<SeatId>, MeetingId) {
    let (office, seats) = with_members(test).await;
    let meeting = noted_and_confirmed(test, office, &seats, text).await;
    (office, seats, meeting)
}

async fn noted_and_confirmed(test: &TestApp, office: OfficeId, seats: &[SeatId], text: &str) -> MeetingId {
    let meeting = held_meeting(test, office, seats, date(2026, 10, 1)).await;
    noted(test, office, meeting, seats[2], text).await;
    draft::draft(&test.app, &test.staff(office), office, meeting).await.unwrap();
    confirmed(test, office, meeting).await;
    meeting
}

async fn seen(test: &TestApp, office: OfficeId, meeting: MeetingId) -> review::Review {
    review::view(&test.app, &test.staff(office), office, meeting).await.unwrap().expect("confirmed")
}

/// Decides everything as it is proposed.
async fn as_proposed(test: &TestApp, office: OfficeId, meeting: MeetingId) {
    let before = seen(test, office, meeting).await;
    let made = before.settled.subjects.iter().map(|subject| (subject.key.clone(), subject.proposal.clone())).collect();
    let decisions = Decisions { made, marked: before.marked };
    review::decide(&test.app, &test.staff(office), office, meeting, before.version, decisions).await.unwrap();
}

async fn shown(test: &TestApp, address: &str) -> String {
    public::at_address(&test.app, address).await.unwrap().content().unwrap().items[0].entries[0].text.clone()
}

fn somebody(office: OfficeId, number: u64) -> Actor {
    Actor::Account { id: AccountId::mint(7, u128::from(number)), role: Role::OfficeStaff, office: Some(office), jurisdiction: None }
}

const TEXT: &str = "若葉さんと隣野会長が祭りの話をした。若葉さんは喜んだ。";

/// H1, B14: a careless text becomes a public one, and what was decided is kept between.
#[tokio::test]
async fn decisions_are_carried_out_in_what_is_published() {
    let test = TestApp::new().await;
    let (office, _, meeting) = careless(&test, TEXT).await;
    let first = seen(&test, office, meeting).await;
    assert_eq!(first.settled.open().count(), 2);
    assert_eq!(first.sha256, None);
    assert!(matches!(
        release::release(&test.app, &test.staff(office), office, meeting, all_ticked()).await,
        Err(release::Error::Blocked(_))
    ));
    as_proposed(&test, office, meeting).await;
    let then = seen(&test, office, meeting).await;
    assert_eq!((then.settled.open().count(), then.version), (0, 1));
    let input = release::Input { sha256: then.sha256, ..all_ticked() };
    let address = release::release(&test.app, &test.staff(office), office, meeting, input).await.unwrap();
    // 若葉 is a resident and a resident's family: who is meant, nobody but a person can say.
    assert_eq!(shown(&test, &address).await, "〔氏名〕さんと地域の方が祭りの話をした。〔氏名〕さんは喜んだ。");
    test.finish().await;
}

/// H1: what the office wrote down of its residents tells how many a description fits; fewer than three are asked about.
#[tokio::test]
async fn a_description_that_fits_fewer_than_three_residents_is_asked_about() {
    let test = TestApp::new().await;
    let (office, _, meeting) = careless(&test, "50代の女性の利用者から、手すりの話がありました。").await;
    let found = async || {
        seen(&test, office, meeting)
            .await
            .settled
            .subjects
            .into_iter()
            .flat_map(|subject| subject.places)
            .map(|place| place.words)
            .collect::<Vec<_>>()
    };
    let born = |birth_year, sex| Traits { birth_year: Some(birth_year), sex: Some(sex), words: Vec::new() };
    for (year, kana) in [(1970, "いちか"), (1971, "にか")] {
        described_resident(&test, office, "見本 花", kana, born(year, Sex::Female)).await;
    }
    assert!(found().await.contains(&"50代の女性の利用者".to_owned()), "{:?}", found().await);
    described_resident(&test, office, "見本 星", "みほん ほし", born(1969, Sex::Female)).await;
    assert!(!found().await.contains(&"50代の女性の利用者".to_owned()), "three are women of that age");
    test.finish().await;
}

/// H1: nobody keeps a known name, whoever asks.
#[tokio::test]
async fn a_known_name_that_somebody_wants_to_keep_stays_open() {
    let test = TestApp::new().await;
    let (office, _, meeting) = careless(&test, TEXT).await;
    let subjects = seen(&test, office, meeting).await.settled.subjects;
    let keep = Decision::Keep { reason: "よい".into() };
    let decisions = Decisions { made: subjects.iter().map(|one| (one.key.clone(), keep.clone())).collect(), ..Decisions::none() };
    review::decide(&test.app, &test.staff(office), office, meeting, 0, decisions).await.unwrap();
    assert_eq!(seen(&test, office, meeting).await.settled.open().count(), 2);
    assert!(matches!(
        release::release(&test.app, &test.staff(office), office, meeting, all_ticked()).await,
        Err(release::Error::Blocked(_))
    ));
    test.finish().await;
}

/// Two people review at once: the second is told.
#[tokio::test]
async fn the_second_of_two_reviewers_is_told() {
    let test = TestApp::new().await;
    let (office, _, meeting) = careless(&test, TEXT).await;
    let decide = |version| review::decide(&test.app, &SOMEBODY, office, meeting, version, Decisions::none());
    const SOMEBODY: Actor = Actor::System("test");
    decide(0).await.unwrap();
    assert!(matches!(decide(0).await, Err(review::Error::Stale)));
    decide(1).await.unwrap();
    test.finish().await;
}

/// Invariant 3: a correction is a new version through the gate; what was decided before is proposed, not taken.
#[tokio::test]
async fn what_was_decided_before_is_proposed_for_a_correction_and_for_another_meeting() {
    let test = TestApp::new().await;
    let (office, seats, meeting) = careless(&test, TEXT).await;
    let first = seen(&test, office, meeting).await;
    let made = first.settled.subjects.iter().map(|one| (one.key.clone(), Decision::Letter)).collect();
    let decisions = Decisions { made, marked: BTreeSet::from(["祭りの話".to_owned()]) };
    review::decide(&test.app, &test.staff(office), office, meeting, 0, decisions.clone()).await.unwrap();
    let marked = seen(&test, office, meeting).await;
    let key = marked.settled.open().next().expect("what was marked is open").key.clone();
    let mut all = decisions;
    all.made.insert(key, Decision::Mark);
    review::decide(&test.app, &test.staff(office), office, meeting, 1, all).await.unwrap();
    let address = release::release(&test.app, &test.staff(office), office, meeting, all_ticked()).await.unwrap();
    let text = shown(&test, &address).await;
    assert!(!text.contains("若葉") && !text.contains("隣野") && !text.contains("祭りの話"), "{text}");
    for about in [meeting, noted_and_confirmed(&test, office, &seats, TEXT).await] {
        let again = seen(&test, office, about).await;
        assert_eq!(again.settled.open().count(), 3, "nothing is taken without being looked at");
        assert!(again.settled.open().all(|one| again.remembered.contains(&one.key)));
        assert!(again.settled.open().filter(|one| !one.marked).all(|one| one.proposal == Decision::Letter));
    }
    test.finish().await;
}

/// H1: where the office wants it, another person agrees to exactly this text.
#[tokio::test]
async fn a_second_person_agrees_to_exactly_this_text() {
    let test = TestApp::new().await;
    let (office, _, meeting) = careless(&test, TEXT).await;
    let (one, other) = (somebody(office, 1), somebody(office, 2));
    assert!(settings::change(&test.app, &test.staff(office), office, settings::Settings::default()).await.is_err(), "managers only");
    let wanted = settings::Settings { second_review: true, version: 0 };
    settings::change(&test.app, &test.manager(office), office, wanted).await.unwrap();
    assert!(matches!(settings::change(&test.app, &test.manager(office), office, wanted).await, Err(settings::Error::Stale)));
    as_proposed(&test, office, meeting).await;
    let sha256 = seen(&test, office, meeting).await.sha256.unwrap();
    let publish = |actor: &Actor| {
        let (app, actor) = (test.app.clone(), actor.clone());
        async move { release::release(&app, &actor, office, meeting, all_ticked()).await }
    };
    assert!(matches!(publish(&one).await, Err(release::Error::NeedsSecond)));
    assert!(matches!(review::agree(&test.app, &other, office, meeting, "another text").await, Err(review::Error::Changed)));
    review::agree(&test.app, &one, office, meeting, &sha256).await.unwrap();
    assert!(matches!(publish(&one).await, Err(release::Error::NeedsSecond)), "nobody is their own second pair of eyes");
    review::agree(&test.app, &other, office, meeting, &sha256).await.unwrap();
    // Another decision makes another text: it is agreed to anew.
    let before = seen(&test, office, meeting).await;
    assert!(before.agreement.is_some());
    let marks = before.settled.subjects.iter().map(|one| (one.key.clone(), Decision::Mark)).collect();
    let version = before.version;
    review::decide(&test.app, &one, office, meeting, version, Decisions { made: marks, ..Decisions::none() }).await.unwrap();
    assert!(seen(&test, office, meeting).await.agreement.is_none());
    assert!(matches!(publish(&one).await, Err(release::Error::NeedsSecond)));
    let sha256 = seen(&test, office, meeting).await.sha256.unwrap();
    review::agree(&test.app, &other, office, meeting, &sha256).await.unwrap();
    publish(&one).await.unwrap();
    test.finish().await;
}

/// What was looked at is what is published.
#[tokio::test]
async fn a_text_that_changed_since_it_was_shown_is_not_published() {
    let test = TestApp::new().await;
    let (office, _, meeting) = careless(&test, TEXT).await;
    as_proposed(&test, office, meeting).await;
    let input = release::Input { sha256: Some("0".repeat(64)), ..all_ticked() };
    assert!(matches!(release::release(&test.app, &test.staff(office), office, meeting, input).await, Err(release::Error::Changed)));
    test.finish().await;
}

/// A form that says more than it was given.
struct Chatty(&'static str);

impl Output for Chatty {
    fn produce(&self, seen: &Seen) -> Result<Vec<Produced>, Leak> {
        let words = seen.publication.content().map(|content| content.items[0].entries[0].text.clone()).unwrap_or_default();
        let bytes = if words.is_empty() { String::new() } else { format!("<p>{words}　{}</p>", self.0) };
        Ok(vec![Produced { name: "掲示".into(), format: Format::Html, bytes: bytes.into_bytes() }])
    }
}

/// A form that cannot be made.
struct Broken;

impl Output for Broken {
    fn produce(&self, _: &Seen) -> Result<Vec<Produced>, Leak> {
        Err(Leak::Unreadable { output: "掲示".into(), reason: "用紙がありません。".into() })
    }
}

/// Invariant 4: the bytes of every form are looked at; what cannot be made is not published; nothing is half published.
#[tokio::test]
async fn a_form_that_says_a_name_or_cannot_be_made_stops_the_publication_as_a_whole() {
    let mut test = TestApp::new().await;
    let (office, _, meeting) = careless(&test, "祭りの話をした。").await;
    let own = test.app.outputs.clone();
    test.app.outputs = own.and(Chatty("若葉さんより"));
    let leak = release::release(&test.app, &test.staff(office), office, meeting, all_ticked()).await;
    assert!(matches!(&leak, Err(release::Error::Leak(Leak::Found(leaked))) if leaked[0].output == "掲示"), "{leak:?}");
    test.app.outputs = own.and(Broken);
    let leak = release::release(&test.app, &test.staff(office), office, meeting, all_ticked()).await;
    assert!(matches!(leak, Err(release::Error::Leak(Leak::Unreadable { .. }))));
    assert!(public::of_office(&test.app, "9920000010").await.is_err(), "nothing became public");
    test.app.outputs = own.and(Chatty("より"));
    release::release(&test.app, &test.staff(office), office, meeting, all_ticked()).await.unwrap();
    test.finish().await;
}

/// H1: decisions hold names; they are forgotten in the end, and sealed until then.
#[tokio::test]
async fn decisions_are_sealed_and_forgotten_after_three_years() {
    let test = TestApp::new().await;
    let (office, _, meeting) = careless(&test, TEXT).await;
    as_proposed(&test, office, meeting).await;
    let mut tx = test.app.database.read().await.unwrap();
    let bytes: store::Sealed = store::sql("SELECT decisions FROM reviews").one(&mut tx, |row| row.get("decisions")).await.unwrap();
    drop(tx);
    assert!(!format!("{bytes:?}").contains("若葉"));
    test.on(date(2028, 10, 1));
    assert_eq!(review::forget_old(&test.app).await.unwrap(), 0);
    test.on(date(2030, 1, 1));
    assert_eq!(review::forget_old(&test.app).await.unwrap(), 1);
    service::findings::keep::refresh_outdated(&test.app).await.unwrap();
    test.finish().await;
}

/// Another office's review does not exist.
#[tokio::test]
async fn another_office_neither_sees_nor_decides() {
    let test = TestApp::new().await;
    let (office, _, meeting) = careless(&test, TEXT).await;
    let other = test.office().await;
    let stranger = test.manager(other);
    assert!(review::view(&test.app, &stranger, office, meeting).await.is_err());
    assert!(review::decide(&test.app, &stranger, office, meeting, 0, Decisions::none()).await.is_err());
    assert!(review::decide(&test.app, &stranger, other, meeting, 0, Decisions::none()).await.is_err());
    assert!(review::agree(&test.app, &stranger, office, meeting, "").await.is_err());
    test.finish().await;
}

/// H1: what a person marks by hand is hidden as well.
#[tokio::test]
async fn what_a_person_marks_by_hand_is_hidden() {
    let test = TestApp::new().await;
    let (office, _, meeting) = careless(&test, "角の家の犬好きの方が来た。").await;
    let marked = BTreeSet::from(["角の家の犬好きの方".to_owned()]);
    let staff = test.staff(office);
    review::decide(&test.app, &staff, office, meeting, 0, Decisions { marked: marked.clone(), ..Decisions::none() }).await.unwrap();
    let key = seen(&test, office, meeting).await.settled.open().next().unwrap().key.clone();
    let made = [(key, Decision::Category { stand: Stand::Community })].into();
    review::decide(&test.app, &staff, office, meeting, 1, Decisions { made, marked }).await.unwrap();
    let address = release::release(&test.app, &staff, office, meeting, all_ticked()).await.unwrap();
    assert_eq!(shown(&test, &address).await, "地域の方が来た。");
    test.finish().await;
}
