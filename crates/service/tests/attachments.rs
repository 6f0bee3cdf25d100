//! Files that go with published minutes (H1, B9, section 6): clean copies only, through the gate, gone when withdrawn.

use std::collections::BTreeSet;

use jiff::civil::date;
use model::{AttachmentId, MaterialId, MeetingId, OfficeId, files::FileKind};
use privacy::uploads::Refusal;
use service::{
    Fault,
    files::Upload,
    materials,
    minutes::draft,
    publications::{
        attachments::{
            self,
            prepare::{self, Source, prepare},
            public::{self, Found},
            release::{self, release},
            withdraw,
        },
        release as minutes_release, withdraw as minutes_withdraw,
    },
    testing::TestApp,
};

use crate::scene::*;

/// A picture with a name beside its pixels.
const PICTURE: &[u8] = b"\x89PNG\x0d\x0a\x1a\x0a\x00\x00\x00\x0dIHDR\x00\x00\x00\x02\x00\x00\x00\x01\x08\x02\x00\x00\x00{@\xe8\xdd\x00\x00\x00\x15tEXtAuthor\x00MARKER-himitsu\x0do\x01\xcc\x00\x00\x00\x0dIDATx\x9cc\xf8\xcf\x00\x04\xff\x01\x07\x00\x01\xff\xe2#\x9eY\x00\x00\x00\x00IEND\xaeB`\x82";
const MARKER: &[u8] = b"MARKER-himitsu";

/// An office whose minutes wait to be published.
async fn ready(test: &TestApp) -> (OfficeId, MeetingId) {
    let (office, seats) = with_members(test).await;
    let meeting = held_meeting(test, office, &seats, date(2026, 10, 1)).await;
    draft::draft(&test.app, &test.staff(office), office, meeting).await.unwrap();
    confirmed(test, office, meeting).await;
    (office, meeting)
}

async fn published(test: &TestApp, office: OfficeId, meeting: MeetingId) -> String {
    minutes_release::release(&test.app, &test.staff(office), office, meeting, all_ticked()).await.unwrap()
}

fn upload(bytes: &[u8]) -> Source {
    Source::Upload(Upload { name: "見本花子さん.bin".into(), bytes: bytes.to_vec() })
}

async fn prepared(test: &TestApp, office: OfficeId, meeting: MeetingId, bytes: &[u8]) -> AttachmentId {
    prepare(&test.app, &test.staff(office), office, meeting, upload(bytes)).await.unwrap()
}

fn looked_through(description: &str) -> release::Input {
    let ticked = ["read", "rights", "faces", "words"].map(ToOwned::to_owned).into();
    release::Input { description: description.into(), ticked, cleared: BTreeSet::new() }
}

async fn released(
    test: &TestApp,
    office: OfficeId,
    meeting: MeetingId,
    id: AttachmentId,
    input: release::Input,
) -> Result<(), release::Error> {
    release(&test.app, &test.staff(office), office, meeting, id, input).await
}

/// H1: what is public is another file than what was brought, under a number instead of a name.
#[tokio::test]
async fn a_clean_copy_becomes_public_and_never_the_original() {
    let test = TestApp::new().await;
    let (office, meeting) = ready(&test).await;
    let id = prepared(&test, office, meeting, PICTURE).await;
    let input = || looked_through("庭の花");
    assert!(matches!(released(&test, office, meeting, id, input()).await, Err(release::Error::NotPublished)));
    let address = published(&test, office, meeting).await;
    assert!(matches!(public::find(&test.app, &address, 1).await, Err(Fault::Hidden)), "what waits is not public");
    let unticked = release::Input { ticked: ["read", "rights"].map(ToOwned::to_owned).into(), ..input() };
    assert!(
        matches!(released(&test, office, meeting, id, unticked).await, Err(release::Error::Unchecked)),
        "faces are looked for by a person"
    );
    assert!(matches!(released(&test, office, meeting, id, looked_through(" ")).await, Err(release::Error::Undescribed)));
    assert!(matches!(released(&test, office, meeting, id, looked_through("隣野さんの庭")).await, Err(release::Error::Blocked(_))));
    released(&test, office, meeting, id, input()).await.unwrap();
    let (found, bytes) = public::bytes(&test.app, &address, 1).await.unwrap();
    let Found::Shown(content) = found else { panic!("it is public") };
    assert_eq!((content.kind, content.description.as_str(), content.pictures), (FileKind::Png, "庭の花", 1));
    assert!(bytes != PICTURE && !bytes.windows(MARKER.len()).any(|window| window == MARKER));
    assert!(matches!(released(&test, office, meeting, id, input()).await, Err(release::Error::Changed | release::Error::Fault(_))), "once");
    test.finish().await;
}

/// H1: a name in a file blocks as it does in minutes, and clearing words does not help it.
#[tokio::test]
async fn a_name_in_a_file_blocks_it() {
    let test = TestApp::new().await;
    let (office, meeting) = ready(&test).await;
    published(&test, office, meeting).await;
    let id = prepared(&test, office, meeting, "当日は、隣 野 三郎さんが参加しました。".as_bytes()).await;
    let waiting = attachments::waiting(&test.app, &test.staff(office), office, meeting, id).await.unwrap().unwrap();
    assert!(!waiting.seen.is_empty());
    let mut input = looked_through("当日の様子");
    input.cleared = waiting.seen.iter().map(|subject| subject.key.clone()).collect();
    assert!(matches!(released(&test, office, meeting, id, input).await, Err(release::Error::Blocked(_))));
    test.finish().await;
}

/// Invariant 3: withdrawing minutes takes their files away in the same transaction; the bytes are swept.
#[tokio::test]
async fn withdrawn_minutes_take_their_files_with_them() {
    let test = TestApp::new().await;
    let (office, meeting) = ready(&test).await;
    let address = published(&test, office, meeting).await;
    for text in ["活動の報告です。", "来年の予定です。"] {
        let id = prepared(&test, office, meeting, text.as_bytes()).await;
        released(&test, office, meeting, id, looked_through("報告")).await.unwrap();
    }
    let one = attachments::view(&test.app, &test.staff(office), office, meeting).await.unwrap().attachments[1].id;
    assert!(withdraw::withdraw(&test.app, &test.staff(office), office, meeting, one).await.is_err(), "managers only");
    withdraw::withdraw(&test.app, &test.manager(office), office, meeting, one).await.unwrap();
    assert!(matches!(public::find(&test.app, &address, 2).await.unwrap(), Found::Withdrawn(_)));
    assert_eq!(public::list(&test.app, &address).await.unwrap().len(), 1);
    minutes_withdraw::withdraw(&test.app, &test.manager(office), office, &address, "訂正のため").await.unwrap();
    assert!(matches!(public::bytes(&test.app, &address, 1).await.unwrap(), (Found::Withdrawn(_), bytes) if bytes.is_empty()));
    assert!(public::list(&test.app, &address).await.unwrap().is_empty());
    assert_eq!(test.app.files.sweep(&test.app.database, jiff::Timestamp::MAX).await.unwrap(), 2, "and their bytes go");
    assert_eq!(
        test.database()
            .tamper("UPDATE attachments SET number = number WHERE content IS NOT NULL OR text IS NOT NULL OR file_id IS NOT NULL")
            .await,
        0
    );
    test.finish().await;
}

/// Section 6: what is refused leaves nothing behind.
#[tokio::test]
async fn a_hostile_file_is_refused_and_nothing_is_kept() {
    let test = TestApp::new().await;
    let (office, meeting) = ready(&test).await;
    for (bytes, refusal) in [
        (&b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"[..], Refusal::Markup),
        (b"MZ\x90\0\x03\0\0\0\x04\0\0\0", Refusal::Program),
        (&PICTURE[..40], Refusal::Broken("画像")),
        (b"", Refusal::Empty),
    ] {
        let found = prepare(&test.app, &test.staff(office), office, meeting, upload(bytes)).await;
        assert!(matches!(&found, Err(prepare::Error::Refused(known)) if *known == refusal), "{found:?}");
    }
    assert!(attachments::view(&test.app, &test.staff(office), office, meeting).await.unwrap().attachments.is_empty());
    assert_eq!(test.app.files.sweep(&test.app.database, jiff::Timestamp::MAX).await.unwrap(), 0, "no bytes lie anywhere");
    test.finish().await;
}

async fn material(test: &TestApp, office: OfficeId, meeting: MeetingId, personal: bool) -> MaterialId {
    let upload = Some(Upload { name: "写真.png".into(), bytes: PICTURE.to_vec() });
    let input = materials::Input { title: "庭の写真".into(), item: None, personal, upload, own_copies: 0 };
    materials::add(&test.app, &test.staff(office), office, meeting, input).await.unwrap()
}

/// B9: a material of the meeting may be chosen, one with personal information may not; the original stays inside.
#[tokio::test]
async fn a_material_is_chosen_only_without_personal_information() {
    let test = TestApp::new().await;
    let (office, meeting) = ready(&test).await;
    let (open, closed) = (material(&test, office, meeting, false).await, material(&test, office, meeting, true).await);
    let staff = test.staff(office);
    let view = attachments::view(&test.app, &staff, office, meeting).await.unwrap();
    assert_eq!(view.offered.iter().map(|material| material.id).collect::<Vec<_>>(), [open]);
    let refused = prepare(&test.app, &staff, office, meeting, Source::Material(closed)).await;
    assert!(matches!(refused, Err(prepare::Error::Fault(Fault::Hidden))));
    let id = prepare(&test.app, &staff, office, meeting, Source::Material(open)).await.unwrap();
    let address = published(&test, office, meeting).await;
    released(&test, office, meeting, id, looked_through("庭の花")).await.unwrap();
    assert_ne!(public::bytes(&test.app, &address, 1).await.unwrap().1, PICTURE);
    withdraw::withdraw(&test.app, &test.manager(office), office, meeting, id).await.unwrap();
    assert_eq!(materials::open(&test.app, &staff, office, open).await.unwrap().bytes, PICTURE, "the original is still the office's");
    test.finish().await;
}

#[tokio::test]
async fn another_office_sees_and_does_nothing() {
    let test = TestApp::new().await;
    let (office, meeting) = ready(&test).await;
    let id = prepared(&test, office, meeting, PICTURE).await;
    let other = test.office().await;
    for stranger in [test.manager(other), test.staff(other)] {
        for of in [office, other] {
            assert!(matches!(attachments::open(&test.app, &stranger, of, meeting, id).await, Err(Fault::Hidden)));
            assert!(matches!(attachments::waiting(&test.app, &stranger, of, meeting, id).await, Err(Fault::Hidden)));
            assert!(prepare(&test.app, &stranger, of, meeting, upload(PICTURE)).await.is_err());
            assert!(release(&test.app, &stranger, of, meeting, id, looked_through("花")).await.is_err());
            assert!(withdraw::withdraw(&test.app, &stranger, of, meeting, id).await.is_err());
        }
    }
    test.finish().await;
}
