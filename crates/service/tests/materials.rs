//! Materials and files (B4, B9, A10; section 2).

use jiff::civil::date;
use model::{MaterialId, MeetingId, OfficeId, SeatId, files::FileKind, seats::Channel};
use service::{
    Actor, Fault,
    attendances::ask,
    files::{self, Upload},
    materials::{self, Error, Input},
    seats::{
        self,
        answer::{self, Answer, Way},
        attach_scan::{self, attach_scan},
    },
    testing::TestApp,
};

use crate::scene::*;

const PDF: &[u8] = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF";

fn pdf(name: &str) -> Upload {
    Upload { name: name.to_owned(), bytes: PDF.to_vec() }
}

fn material(personal: bool) -> Input {
    Input { title: "日常生活の様子".into(), item: None, personal, upload: Some(pdf("資料.pdf")), own_copies: 2 }
}

async fn added(test: &TestApp, office: OfficeId, meeting: MeetingId, input: Input) -> MaterialId {
    materials::add(&test.app, &test.staff(office), office, meeting, input).await.unwrap()
}

/// The link by which a member is asked for attendance.
async fn link_of(test: &TestApp, office: OfficeId, meeting: MeetingId, seat: SeatId) -> Actor {
    let input = ask::Input { reply_by: date(2026, 9, 20), only_unanswered: false };
    let tickets = ask::ask(&test.app, &test.staff(office), office, meeting, input).await.unwrap();
    test.take_mail().await;
    by_link(test, &tickets.iter().find(|ticket| ticket.seat == seat).unwrap().link).await
}

/// B9: with personal information, every copy has a number and a holder, and the last one out is seen.
#[tokio::test]
async fn copies_with_personal_information_are_numbered_and_collected() {
    let test = TestApp::new().await;
    let (office, seats) = with_members(&test).await;
    let meeting = fixed_meeting(&test, office, date(2026, 10, 1)).await;
    let id = added(&test, office, meeting, material(true)).await;
    let staff = test.staff(office);
    let view = materials::view(&test.app, &staff, office, meeting).await.unwrap();
    let numbers: Vec<u32> = view.materials[0].1.iter().map(|copy| copy.number).collect();
    assert_eq!(numbers, [1, 2, 3, 4, 5]);
    assert_eq!(view.materials[0].1.iter().filter(|copy| copy.seat.is_some()).count(), seats.len());
    materials::collect(&test.app, &staff, office, id, &[1, 2, 3, 5]).await.unwrap();
    assert_eq!(materials::view(&test.app, &staff, office, meeting).await.unwrap().outstanding(), 1);
    // A mistake is taken back.
    materials::collect(&test.app, &staff, office, id, &[1]).await.unwrap();
    assert_eq!(materials::view(&test.app, &staff, office, meeting).await.unwrap().outstanding(), 4);
    test.finish().await;
}

/// B9: what is in somebody's hands cannot disappear from the list.
#[tokio::test]
async fn a_material_whose_copies_are_out_is_not_removed() {
    let test = TestApp::new().await;
    let (office, _) = with_members(&test).await;
    let meeting = fixed_meeting(&test, office, date(2026, 10, 1)).await;
    let id = added(&test, office, meeting, material(true)).await;
    test.on(date(2026, 10, 1));
    let staff = test.staff(office);
    assert!(matches!(materials::remove(&test.app, &staff, office, id).await, Err(Error::CopiesOut)));
    materials::collect(&test.app, &staff, office, id, &[1, 2, 3, 4, 5]).await.unwrap();
    materials::remove(&test.app, &staff, office, id).await.unwrap();
    assert!(materials::view(&test.app, &staff, office, meeting).await.unwrap().materials.is_empty());
    assert_eq!(test.app.files.sweep(&test.app.database, jiff::Timestamp::MAX).await.unwrap(), 1, "and its bytes go");
    test.finish().await;
}

/// B4, B9: members read beforehand what holds no personal information, and nothing else.
#[tokio::test]
async fn a_member_reads_beforehand_only_what_holds_no_personal_information() {
    let test = TestApp::new().await;
    let (office, seats) = with_members(&test).await;
    let meeting = fixed_meeting(&test, office, date(2026, 10, 1)).await;
    let open = added(&test, office, meeting, material(false)).await;
    let closed = added(&test, office, meeting, material(true)).await;
    let member = link_of(&test, office, meeting, seats[2]).await;
    let offered: Vec<MaterialId> = materials::for_member(&test.app, &member).await.unwrap().iter().map(|material| material.id).collect();
    assert_eq!(offered, [open]);
    assert_eq!(materials::open_by_link(&test.app, &member, open).await.unwrap().bytes, PDF);
    assert!(matches!(materials::open_by_link(&test.app, &member, closed).await, Err(Fault::Hidden)));
    test.finish().await;
}

/// Section 2: another office's materials and files are not there.
#[tokio::test]
async fn another_offices_files_are_hidden() {
    let test = TestApp::new().await;
    let (office, _) = with_members(&test).await;
    let meeting = fixed_meeting(&test, office, date(2026, 10, 1)).await;
    let id = added(&test, office, meeting, material(false)).await;
    let file = materials::load(&test.app, &test.staff(office), office, id).await.unwrap().file.unwrap();
    assert_eq!(files::open(&test.app, &test.staff(office), office, file).await.unwrap().kind, FileKind::Pdf);
    let other = test.office().await;
    let stranger = test.staff(other);
    assert!(matches!(materials::open(&test.app, &stranger, other, id).await, Err(Fault::Hidden)));
    assert!(matches!(files::open(&test.app, &stranger, other, file).await, Err(Fault::Hidden)));
    assert!(matches!(files::open(&test.app, &stranger, office, file).await, Err(Fault::Hidden)));
    assert!(matches!(materials::add(&test.app, &stranger, office, meeting, material(false)).await, Err(Error::Fault(Fault::Hidden))));
    test.finish().await;
}

/// Section 6: an executable is refused, and nothing half-done remains.
#[tokio::test]
async fn a_refused_file_leaves_nothing_behind() {
    let test = TestApp::new().await;
    let (office, _) = with_members(&test).await;
    let meeting = fixed_meeting(&test, office, date(2026, 10, 1)).await;
    let disguised = Upload { name: "資料.pdf".into(), bytes: b"MZ\x90\0\x03\0\0\0\x04\0\0\0\xff\xff".to_vec() };
    let input = Input { upload: Some(disguised), ..material(false) };
    let staff = test.staff(office);
    let refused = materials::add(&test.app, &staff, office, meeting, input).await;
    assert!(matches!(refused, Err(Error::File(files::Error::KindUnfit))));
    assert!(materials::view(&test.app, &staff, office, meeting).await.unwrap().materials.is_empty());
    assert_eq!(test.app.files.sweep(&test.app.database, jiff::Timestamp::MAX).await.unwrap(), 0);
    test.finish().await;
}

/// A10: the scan of a paper pledge is kept with it, once; an electronic pledge has none.
#[tokio::test]
async fn a_paper_pledge_keeps_its_scan_and_is_not_given_another() {
    let test = TestApp::new().await;
    let (office, by_phone) = with_members(&test).await;
    let seat = chosen(&test, office, candidate(model::seats::SeatCategory::WelfareExpert, "紙野 四郎", "かみの しろう")).await;
    invited(&test, office, seat).await;
    let accept = Answer::Accept { affiliation: String::new(), position: String::new(), name: "紙野 四郎".into() };
    let way = Way { channel: Channel::Paper, on: test.app.today() };
    let staff = test.staff(office);
    answer::enter_answer(&test.app, &staff, office, seat, accept, way).await.unwrap();
    let text = Upload { name: "承諾書.docx".into(), bytes: PDF.to_vec() };
    assert!(attach_scan(&test.app, &staff, office, seat, text).await.is_err());
    let file = attach_scan(&test.app, &staff, office, seat, pdf("承諾書.pdf")).await.unwrap();
    assert_eq!(files::open(&test.app, &staff, office, file).await.unwrap().bytes, PDF);
    assert!(matches!(attach_scan(&test.app, &staff, office, seat, pdf("b.pdf")).await, Err(attach_scan::Error::ThereAlready)));
    assert!(matches!(attach_scan(&test.app, &staff, office, by_phone[0], pdf("b.pdf")).await, Err(attach_scan::Error::NoPaper)));
    let held = seats::view(&test.app, &staff, office, seat).await.unwrap();
    assert_eq!(held.pledge.unwrap().file, Some(file));
    test.take_mail().await;
    test.finish().await;
}
