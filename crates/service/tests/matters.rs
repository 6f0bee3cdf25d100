//! 用件 between offices and authorities (D1–D4, D6, D10): both sides, and what is refused.

use jiff::civil::{Date, date, time};
use model::{
    AccountId, CallId, Id, MatterId, MeetingId, OfficeId,
    accounts::Role,
    calendar::FiscalYear,
    matters::{Details, EntryKind, MatterState, NoticeAnswer, PlannedDate, Recipient, ReportItem, Scope, Sitting},
    meetings::{PlaceKind, PublicationChannel},
    offices::GroupHomeType,
};
use service::{
    Actor, Fault, attendances, findings,
    matters::{self, Desk, calls, notice, oversee, reminders, report, say, survey, visits},
    meetings::{self, fix},
    minutes::draft,
    publications,
    testing::TestApp,
};

const NERIMA: &str = "131202";
const SAPPORO: &str = "011002";

fn official(area: &str) -> Actor {
    let role = if area.ends_with("0006") { Role::PrefectureStaff } else { Role::MunicipalityStaff };
    Actor::Account { id: AccountId::mint(1, 2), role, office: None, jurisdiction: Some(area.parse().unwrap()) }
}

fn desk(area: &str) -> Desk {
    Desk::of_authority(&official(area)).unwrap()
}

/// An office in Nerima with members, and an account on each side.
async fn in_nerima(test: &TestApp) -> OfficeId {
    let (office, _) = crate::scene::with_members(test).await;
    crate::scene::move_to(test, office, "東京都練馬区見本町1-1").await;
    with_accounts(test, office, NERIMA).await;
    office
}

async fn with_accounts(test: &TestApp, office: OfficeId, area: &str) {
    test.account(Role::OfficeStaff, Some(office), &format!("staff-{office}@example.jp")).await;
    test.official(Role::MunicipalityStaff, area, &format!("ward-{area}@example.jp")).await;
}

/// A meeting in Nerima whose date is fixed and of which nobody was told.
async fn fixed_in_nerima(test: &TestApp, office: OfficeId) -> MeetingId {
    crate::scene::fixed_meeting(test, office, date(2026, 7, 1)).await
}

async fn matter(test: &TestApp, office: OfficeId, id: MatterId) -> matters::Thread {
    matters::thread(&test.app, &test.staff(office), Desk::Office(office), id).await.unwrap()
}

async fn only_matter(test: &TestApp, office: OfficeId) -> MatterId {
    matters::list(&test.app, &test.staff(office), office).await.unwrap()[0].id
}

fn reply() -> attendances::ask::Input {
    attendances::ask::Input { reply_by: date(2026, 6, 1), only_unanswered: false }
}

/// D1: the members hear nothing of a date before the ward was told.
#[tokio::test]
async fn the_members_are_not_told_before_the_ward() {
    let test = TestApp::new().await;
    let office = in_nerima(&test).await;
    let staff = test.staff(office);
    let meeting = meetings::plan::plan(&test.app, &staff, office, FiscalYear::of(date(2026, 7, 1))).await.unwrap();
    let input = fix::Input {
        version: 1,
        day: date(2026, 7, 1),
        starts_at: time(14, 0, 0, 0),
        ends_at: time(16, 0, 0, 0),
        place_kind: PlaceKind::Outside,
        place: "緑町公民館".into(),
        place_access: String::new(),
        online_url: None,
    };
    assert_eq!(fix::fix(&test.app, &staff, office, meeting, input).await.unwrap(), fix::Outcome::HeldBack);
    assert!(test.take_mail().await.is_empty(), "nobody was told");
    let asked = attendances::ask::ask(&test.app, &staff, office, meeting, reply()).await;
    assert!(matches!(asked, Err(attendances::ask::Error::HeldBack)));
    let told = meetings::announce::announce(&test.app, &staff, office, meeting).await;
    assert!(matches!(told, Err(meetings::announce::Error::HeldBack)));

    notice::tell(&test.app, &staff, office, meeting, "日程のご連絡です。".into()).await.unwrap();
    let mail = test.take_mail().await;
    assert_eq!(mail.len(), 1);
    assert_eq!(mail[0].recipient, "ward-131202@example.jp");
    assert!(mail[0].body.contains("日程のご連絡です。"), "{}", mail[0].body);
    meetings::announce::announce(&test.app, &staff, office, meeting).await.unwrap();
    assert_eq!(test.take_mail().await.len(), 3, "the members");
    let again = meetings::announce::announce(&test.app, &staff, office, meeting).await;
    assert!(matches!(again, Err(meetings::announce::Error::Told)));
    attendances::ask::ask(&test.app, &staff, office, meeting, reply()).await.unwrap();
    test.take_mail().await;

    let facts = &facts(&test, office).await.meetings[0];
    assert_eq!((facts.authority_told_on, facts.members_told_on), (Some(date(2026, 4, 6)), Some(date(2026, 4, 6))));
    test.finish().await;
}

async fn facts(test: &TestApp, office: OfficeId) -> rulebook::facts::OfficeYear {
    let mut tx = test.app.database.read().await.unwrap();
    findings::facts_of(&mut tx, office, FiscalYear::of(test.app.today())).await.unwrap()
}

/// D1: elsewhere the members are told at once.
#[tokio::test]
async fn where_no_rule_asks_for_it_the_members_are_told_at_once() {
    let test = TestApp::new().await;
    let (office, _) = crate::scene::with_members(&test).await;
    let staff = test.staff(office);
    let meeting = crate::scene::fixed_meeting(&test, office, date(2026, 7, 1)).await;
    assert_eq!(facts(&test, office).await.meetings[0].members_told_on, Some(date(2026, 4, 6)));
    let told = notice::tell(&test.app, &staff, office, meeting, "ご連絡".into()).await;
    assert!(matches!(told, Err(notice::Error::NoAuthority)), "nobody knows where the office lies");
    test.finish().await;
}

/// D1: the ward answers how many come; the office hears of it; another date makes it the office's turn.
#[tokio::test]
async fn the_ward_answers_a_notice() {
    let test = TestApp::new().await;
    let office = in_nerima(&test).await;
    let meeting = fixed_in_nerima(&test, office).await;
    let id = notice::tell(&test.app, &test.staff(office), office, meeting, "ご連絡".into()).await.unwrap();
    test.take_mail().await;
    let ward = official(NERIMA);
    notice::answer(&test.app, &ward, id, 1, NoticeAnswer::OtherDate, "7月2日はいかがですか。".into()).await.unwrap();
    assert_eq!(matter(&test, office, id).await.matter.state, MatterState::AwaitsOffice);
    assert!(test.take_mail().await[0].body.contains("7月2日はいかがですか。"));

    // The date moves: the ward is told anew before the members are.
    crate::scene::fixed(&test, office, meeting, date(2026, 7, 2)).await;
    let told = meetings::announce::announce(&test.app, &test.staff(office), office, meeting).await;
    assert!(matches!(told, Err(meetings::announce::Error::HeldBack)));
    assert_eq!(facts(&test, office).await.meetings[0].authority_told_on, None, "it was told of another date");
    let same = notice::tell(&test.app, &test.staff(office), office, meeting, "7月2日にしました。".into()).await.unwrap();
    assert_eq!(same, id, "a meeting has one notice");
    let version = matter(&test, office, id).await.matter.version;
    notice::answer(&test.app, &ward, id, version, NoticeAnswer::Coming(2), String::new()).await.unwrap();
    let stale = notice::answer(&test.app, &ward, id, version, NoticeAnswer::CannotCome, String::new()).await;
    assert!(matches!(stale, Err(notice::Error::Stale)));
    assert_eq!(facts(&test, office).await.meetings[0].officials_expected, Some(2));
    notice::attended(&test.app, &test.staff(office), Desk::Office(office), id, version + 1, 1).await.unwrap();
    assert_eq!(facts(&test, office).await.meetings[0].officials_attended, Some(1));
    test.take_mail().await;
    test.finish().await;
}

/// D1: the office may go on with a reason, and the rule still says that the ward was not told.
#[tokio::test]
async fn going_on_without_telling_needs_a_reason_and_tells_nobody() {
    let test = TestApp::new().await;
    let office = in_nerima(&test).await;
    let staff = test.staff(office);
    let meeting = fixed_in_nerima(&test, office).await;
    let nothing = notice::go_on(&test.app, &staff, office, meeting, "　".into()).await;
    assert!(matches!(nothing, Err(notice::Error::NoReason)));
    let id = notice::go_on(&test.app, &staff, office, meeting, "区の窓口が休みのため。".into()).await.unwrap();
    assert!(test.take_mail().await.is_empty());
    let thread = matter(&test, office, id).await;
    assert_eq!(thread.lines[0].entry.kind, EntryKind::Overridden);
    assert_eq!(facts(&test, office).await.meetings[0].authority_told_on, None);
    meetings::announce::announce(&test.app, &staff, office, meeting).await.unwrap();
    let answered = notice::answer(&test.app, &official(NERIMA), id, 1, NoticeAnswer::Coming(2), String::new()).await;
    assert!(matches!(answered, Err(notice::Error::Unfit)), "nobody answers what was never told");
    test.take_mail().await;
    test.finish().await;
}

/// D1: a cancelled meeting is told to whoever was told of it, and to nobody else.
#[tokio::test]
async fn a_cancelled_meeting_is_told_to_whoever_knew_of_it() {
    let test = TestApp::new().await;
    let office = in_nerima(&test).await;
    let staff = test.staff(office);
    let meeting = fixed_in_nerima(&test, office).await;
    notice::tell(&test.app, &staff, office, meeting, "ご連絡".into()).await.unwrap();
    test.take_mail().await;
    let version = meetings::view(&test.app, &staff, office, meeting).await.unwrap().version;
    fix::cancel(&test.app, &staff, office, meeting, version, "台風のため".into()).await.unwrap();
    let mail = test.take_mail().await;
    assert_eq!(mail.iter().map(|mail| mail.recipient.as_str()).collect::<Vec<_>>(), ["ward-131202@example.jp"]);
    assert_eq!(matter(&test, office, only_matter(&test, office).await).await.matter.state, MatterState::Withdrawn);
    test.finish().await;
}

fn survey_call(year: i16) -> calls::Input {
    calls::Input {
        asked: calls::Asked::Survey { pairs: 1 },
        year: FiscalYear::starting_in(year).unwrap(),
        title: "令和9年度の開催日程の調査".into(),
        text: "来年度の予定をお知らせください。".into(),
        scope: Scope::Located,
        form_text: String::new(),
        form_url: String::new(),
        due_on: date(2027, 3, 31),
    }
}

fn planned(day: Date, from: i8) -> PlannedDate {
    PlannedDate { sitting: Sitting { day, starts: time(from, 0, 0, 0), ends: time(from + 2, 0, 0, 0) }, provisional: true }
}

/// D2: all offices of the ward are asked, provisional answers are taken and changed, and none after the end.
#[tokio::test]
async fn a_survey_goes_to_every_office_of_the_ward_and_is_answered_provisionally() {
    let test = TestApp::new().await;
    let office = in_nerima(&test).await;
    test.on(date(2027, 3, 1));
    let elsewhere = test.office().await;
    let ward = official(NERIMA);
    let call = calls::open(&test.app, &ward, survey_call(2027)).await.unwrap();
    assert!(matches!(calls::open(&test.app, &ward, survey_call(2027)).await, Err(calls::Error::Open)), "asked once");
    assert_eq!(test.take_mail().await.len(), 1, "one office, one account");
    assert!(matters::list(&test.app, &test.staff(elsewhere), elsewhere).await.unwrap().is_empty());

    let (id, staff) = (only_matter(&test, office).await, test.staff(office));
    let outside = survey::answer(&test.app, &staff, office, id, 1, vec![planned(date(2027, 3, 31), 10)], String::new()).await;
    assert!(matches!(outside, Err(survey::Error::OutsideYear(_))));
    survey::answer(&test.app, &staff, office, id, 1, Vec::new(), String::new()).await.unwrap();
    assert_eq!(matter(&test, office, id).await.matter.state, MatterState::AwaitsOffice, "not yet known is no end");
    survey::answer(&test.app, &staff, office, id, 2, vec![planned(date(2027, 6, 1), 10)], "仮です。".into()).await.unwrap();
    let stale = survey::answer(&test.app, &staff, office, id, 2, Vec::new(), String::new()).await;
    assert!(matches!(stale, Err(survey::Error::Stale)));
    let seen = calls::view(&test.app, &ward, call).await.unwrap();
    let Details::Survey(answer) = &seen.matters[0].matter.details else { panic!("a survey") };
    assert_eq!(answer.dates, [planned(date(2027, 6, 1), 10)]);
    assert_eq!(facts(&test, office).await.surveys[0].answered_on, Some(date(2027, 3, 1)));

    calls::close(&test.app, &ward, call, 1).await.unwrap();
    assert!(matches!(calls::close(&test.app, &ward, call, 2).await, Err(calls::Error::Closed)));
    let late = survey::answer(&test.app, &staff, office, id, 3, Vec::new(), String::new()).await;
    assert!(matches!(late, Err(survey::Error::Closed)));
    test.finish().await;
}

/// D5: those who lie there and those who were designated there are told apart.
#[tokio::test]
async fn a_prefecture_asks_those_it_designated_or_those_that_lie_in_it() {
    let test = TestApp::new().await;
    let lies = test.office().await;
    crate::scene::move_to(&test, lies, "北海道函館市見本町1-1").await;
    let designated = test.office().await;
    test.database().tamper(&format!("UPDATE offices SET designator = '010006' WHERE id = '{designated}'")).await;
    test.database().tamper("UPDATE standings SET edition = ''").await;
    let hokkaido = official("010006");
    let due = calls::Input { due_on: date(2026, 5, 1), ..survey_call(2026) };
    calls::open(&test.app, &hokkaido, calls::Input { scope: Scope::Designated, ..due.clone() }).await.unwrap();
    assert_eq!(matters::list(&test.app, &test.staff(designated), designated).await.unwrap().len(), 1);
    assert!(matters::list(&test.app, &test.staff(lies), lies).await.unwrap().is_empty());
    let year = FiscalYear::starting_in(2027).unwrap();
    calls::open(&test.app, &hokkaido, calls::Input { year, ..due }).await.unwrap();
    assert_eq!(matters::list(&test.app, &test.staff(lies), lies).await.unwrap().len(), 1);
    assert_eq!(test.take_mail().await.len(), 2, "offices without accounts are written to at their address for replies");
    test.finish().await;
}

/// D3: a visit is announced once, made, and due again three years later.
#[tokio::test]
async fn a_visit_is_announced_made_and_due_again_in_three_years() {
    let test = TestApp::new().await;
    let office = in_nerima(&test).await;
    let ward = official(NERIMA);
    let input =
        visits::Input {
            office, day: date(2026, 9, 1), starts: Some(time(10, 0, 0, 0)), made: false, text: "2名でうかがいます。".into()
        };
    let past = visits::plan(&test.app, &ward, visits::Input { day: date(2026, 4, 1), ..input.clone() }).await;
    assert!(matches!(past, Err(visits::Error::Past)));
    let ahead = visits::plan(&test.app, &ward, visits::Input { made: true, ..input.clone() }).await;
    assert!(matches!(ahead, Err(visits::Error::Ahead)));
    let stranger = visits::plan(&test.app, &official(SAPPORO), input.clone()).await;
    assert!(matches!(stranger, Err(visits::Error::Fault(Fault::Hidden))));
    let id = visits::plan(&test.app, &ward, input.clone()).await.unwrap();
    assert!(matches!(visits::plan(&test.app, &ward, input).await, Err(visits::Error::Planned)));
    assert!(test.take_mail().await[0].body.contains("令和8年9月1日"));
    let early = visits::made(&test.app, &ward, id, 1, date(2026, 9, 1)).await;
    assert!(matches!(early, Err(visits::Error::Ahead)));
    test.on(date(2026, 9, 1));
    visits::made(&test.app, &ward, id, 1, date(2026, 9, 1)).await.unwrap();
    let round = &visits::rounds(&test.app, &ward).await.unwrap()[0];
    assert_eq!((round.last, round.next_due, round.planned), (Some(date(2026, 9, 1)), Some(date(2029, 9, 1)), None));
    let fact = facts(&test, office).await.inspections[0];
    assert!(fact.made && fact.announced_on == Some(date(2026, 4, 6)));
    test.take_mail().await;
    test.finish().await;
}

fn report_call(to: Recipient) -> calls::Input {
    calls::Input {
        asked: calls::Asked::Report { to },
        title: "令和8年度の実施状況の報告".into(),
        text: "議事録と施設訪問記録を提出してください。".into(),
        due_on: date(2027, 4, 15),
        form_text: "市の様式をお使いください。".into(),
        form_url: "https://example.jp/form".into(),
        ..survey_call(2026)
    }
}

/// An office in Sapporo with a report that was announced.
async fn in_sapporo(test: &TestApp) -> (OfficeId, Vec<model::SeatId>, CallId) {
    let (office, seats) = crate::scene::with_members(test).await;
    crate::scene::move_to(test, office, "北海道札幌市中央区見本町1-1").await;
    with_accounts(test, office, SAPPORO).await;
    let call = calls::open(&test.app, &official(SAPPORO), report_call(Recipient::Municipality)).await.unwrap();
    test.take_mail().await;
    (office, seats, call)
}

fn handing_in(version: i64) -> report::Input {
    report::Input { version, checked: true, ..report::Input::default() }
}

/// D4: announced, incomplete, handed in with a reason, given back, handed in again, received; each state is seen and frozen.
#[tokio::test]
async fn a_report_is_handed_in_given_back_corrected_and_received() {
    let test = TestApp::new().await;
    let (office, seats, _) = in_sapporo(&test).await;
    let (staff, city) = (test.staff(office), official(SAPPORO));
    let id = only_matter(&test, office).await;
    let package = report::package(&test.app, &staff, office, id).await.unwrap();
    assert!(package.parts.iter().all(|part| !part.missing.is_empty()) && package.parts.len() == 3);
    let incomplete = report::submit(&test.app, &staff, office, id, handing_in(1)).await;
    assert!(matches!(incomplete, Err(report::Error::Incomplete)));
    let early = report::receive(&test.app, &city, id, 1, String::new()).await;
    assert!(matches!(early, Err(report::DecideError::NotHandedIn)));

    let meeting = crate::scene::held_meeting(&test, office, &seats, date(2026, 7, 1)).await;
    crate::scene::noted(&test, office, meeting, seats[2], "夏祭りに一緒に出たい。").await;
    draft::draft(&test.app, &staff, office, meeting).await.unwrap();
    crate::scene::confirmed(&test, office, meeting).await;
    let days = (date(2026, 8, 1), None);
    publications::note_shown(&test.app, &staff, office, meeting, PublicationChannel::NoticeBoard, "玄関".into(), days).await.unwrap();
    let package = report::package(&test.app, &staff, office, id).await.unwrap();
    let open: Vec<ReportItem> = package.parts.iter().filter(|part| !part.missing.is_empty()).map(|part| part.item).collect();
    assert_eq!(open, [ReportItem::VisitRecords]);

    let with_reason = report::Input { reason: "訪問は、感染症の流行により延期しています。".into(), ..handing_in(1) };
    let unchecked = report::submit(&test.app, &staff, office, id, report::Input { checked: false, ..with_reason.clone() }).await;
    assert!(matches!(unchecked, Err(report::Error::Unchecked)));
    report::submit(&test.app, &staff, office, id, with_reason.clone()).await.unwrap();
    let twice = report::submit(&test.app, &staff, office, id, report::Input { version: 2, ..with_reason.clone() }).await;
    assert!(matches!(twice, Err(report::Error::Submitted)));
    assert!(!test.take_mail().await[0].body.contains("感染症"), "what an office writes is read in Engawa");

    let silent = report::give_back(&test.app, &city, id, 2, String::new()).await;
    assert!(matches!(silent, Err(report::DecideError::NoReason)));
    report::give_back(&test.app, &city, id, 2, "訪問の予定日を書き添えてください。".into()).await.unwrap();
    let stale = report::submit(&test.app, &staff, office, id, report::Input { version: 2, ..with_reason.clone() }).await;
    assert!(matches!(stale, Err(report::Error::Stale)));
    report::submit(&test.app, &staff, office, id, report::Input { version: 3, ..with_reason }).await.unwrap();
    report::receive(&test.app, &city, id, 4, "受け取りました。".into()).await.unwrap();
    let fact = &facts(&test, office).await.reports[0];
    assert_eq!(fact.items, [ReportItem::Minutes, ReportItem::PublicationState]);
    assert!(fact.received_on.is_some() && fact.returned_on.is_some());
    let thread = matters::thread(&test.app, &city, desk(SAPPORO), id).await.unwrap();
    let frozen: Vec<_> = thread.lines.iter().filter_map(|line| line.entry.snapshot.as_ref()).collect();
    assert_eq!(frozen.len(), 2);
    assert!(frozen[0].minutes[0].items[0].entries[0].text.contains("夏祭り"));
    test.take_mail().await;
    test.finish().await;
}

/// D4, H1: nobody can be recognised in a report; a name in the note stops it.
#[tokio::test]
async fn a_report_with_a_residents_name_is_not_handed_in() {
    let test = TestApp::new().await;
    let (office, _, _) = in_sapporo(&test).await;
    let id = only_matter(&test, office).await;
    let named = report::Input { reason: "青空 一郎さんの入院により開けませんでした。".into(), ..handing_in(1) };
    let refused = report::submit(&test.app, &test.staff(office), office, id, named).await;
    assert!(matches!(refused, Err(report::Error::Blocked(_))), "{refused:?}");
    assert_eq!(matter(&test, office, id).await.matter.state, MatterState::AwaitsOffice);
    test.finish().await;
}

/// D4: after the end nothing is handed in for the first time; what was given back still comes.
#[tokio::test]
async fn a_closed_report_is_taken_only_from_those_it_was_given_back_to() {
    let test = TestApp::new().await;
    let (office, _, call) = in_sapporo(&test).await;
    let (staff, city) = (test.staff(office), official(SAPPORO));
    let id = only_matter(&test, office).await;
    let reason = report::Input { reason: "会議は来月開きます。".into(), ..handing_in(1) };
    report::submit(&test.app, &staff, office, id, reason.clone()).await.unwrap();
    report::give_back(&test.app, &city, id, 2, "日を書いてください。".into()).await.unwrap();
    calls::close(&test.app, &city, call, 1).await.unwrap();
    report::submit(&test.app, &staff, office, id, report::Input { version: 3, ..reason.clone() }).await.unwrap();
    let second = calls::open(&test.app, &city, report_call(Recipient::Designator)).await;
    assert!(second.is_ok(), "another recipient is another report");
    calls::close(&test.app, &city, second.unwrap(), 1).await.unwrap();
    let other = only_matter(&test, office).await;
    assert!(matches!(report::submit(&test.app, &staff, office, other, reason).await, Err(report::Error::Closed)));
    test.take_mail().await;
    test.finish().await;
}

/// D10: only 日中サービス支援型 reports to the council, in its own words.
#[tokio::test]
async fn only_daytime_support_reports_to_the_council() {
    let test = TestApp::new().await;
    let (office, _) = crate::scene::with_members(&test).await;
    crate::scene::move_to(&test, office, "北海道札幌市中央区見本町1-1").await;
    let city = official(SAPPORO);
    let nobody = calls::open(&test.app, &city, report_call(Recipient::Council)).await;
    assert!(matches!(nobody, Err(calls::Error::Nobody)));
    let code = model::Vocabulary::code(GroupHomeType::DaytimeSupport);
    test.database().tamper(&format!("UPDATE offices SET group_home_type = '{code}' WHERE id = '{office}'")).await;
    calls::open(&test.app, &city, report_call(Recipient::Council)).await.unwrap();
    let id = only_matter(&test, office).await;
    let staff = test.staff(office);
    assert!(matches!(report::submit(&test.app, &staff, office, id, handing_in(1)).await, Err(report::Error::Incomplete)));
    let told = report::Input { note: "昼間の活動は週5日です。".into(), ..handing_in(1) };
    report::submit(&test.app, &staff, office, id, told).await.unwrap();
    assert_eq!(facts(&test, office).await.reports[0].items, [ReportItem::Operation]);
    test.take_mail().await;
    test.finish().await;
}

/// Both ways in a thread: a question, an answer, the end; afterwards only words open it again.
#[tokio::test]
async fn a_question_is_answered_and_settled() {
    let test = TestApp::new().await;
    let office = in_nerima(&test).await;
    let (staff, ward) = (test.staff(office), official(NERIMA));
    let nerima = NERIMA.parse().unwrap();
    let elsewhere = say::ask(&test.app, &staff, office, SAPPORO.parse().unwrap(), "質問".into(), "本文".into()).await;
    assert!(matches!(elsewhere, Err(say::Error::NoAuthority)));
    let empty = say::ask(&test.app, &staff, office, nerima, "質問".into(), " ".into()).await;
    assert!(matches!(empty, Err(say::Error::Empty)));
    let id = say::ask(&test.app, &staff, office, nerima, "会場について".into(), "青空さんが通れるか心配です。".into()).await.unwrap();
    assert!(!test.take_mail().await[0].body.contains("青空"), "what may tell of a resident stays in Engawa");
    say::say(&test.app, &ward, desk(NERIMA), id, 1, "段差のない会場をご案内します。".into()).await.unwrap();
    let thread = matter(&test, office, id).await;
    assert_eq!((thread.matter.state, thread.lines[1].entry.kind), (MatterState::AwaitsOffice, EntryKind::Answered));
    let theirs = say::withdraw(&test.app, &ward, desk(NERIMA), id, 2, String::new()).await;
    assert!(matches!(theirs, Err(say::Error::NotYours)));
    say::settle(&test.app, &staff, Desk::Office(office), id, 2).await.unwrap();
    let over = say::settle(&test.app, &staff, Desk::Office(office), id, 3).await;
    assert!(matches!(over, Err(say::Error::Over)));
    let stale = say::say(&test.app, &ward, desk(NERIMA), id, 2, "まだ開いていますか。".into()).await;
    assert!(matches!(stale, Err(say::Error::Stale)));
    test.take_mail().await;
    test.finish().await;
}

/// Invariant 8: an official elsewhere sees and does nothing here, and neither does another office.
#[tokio::test]
async fn a_matter_is_hidden_from_other_offices_and_other_authorities() {
    let test = TestApp::new().await;
    let office = in_nerima(&test).await;
    let other = test.office().await;
    let id = say::ask(&test.app, &test.staff(office), office, NERIMA.parse().unwrap(), "質問".into(), "本文".into()).await.unwrap();
    test.take_mail().await;
    let city = official(SAPPORO);
    let hidden = |result: Result<(), say::Error>| matches!(result, Err(say::Error::Fault(Fault::Hidden)));
    assert!(matches!(matters::thread(&test.app, &city, desk(SAPPORO), id).await, Err(Fault::Hidden)));
    assert!(matches!(matters::thread(&test.app, &city, desk(NERIMA), id).await, Err(Fault::Hidden)), "a borrowed desk");
    assert!(hidden(say::say(&test.app, &city, desk(SAPPORO), id, 1, "横から".into()).await));
    assert!(hidden(say::say(&test.app, &test.staff(other), Desk::Office(other), id, 1, "横から".into()).await));
    assert!(hidden(say::say(&test.app, &test.staff(other), Desk::Office(office), id, 1, "横から".into()).await));
    assert!(oversee::list(&test.app, &city, None).await.unwrap().is_empty());
    assert!(matches!(oversee::list(&test.app, &test.staff(office), None).await, Err(Fault::Hidden)));
    assert_eq!(oversee::list(&test.app, &official(NERIMA), None).await.unwrap().len(), 1);
    test.finish().await;
}

/// D6: a preview says who gets what; an office elsewhere is never reminded; a mail that does not arrive is seen in the thread.
#[tokio::test]
async fn several_offices_are_reminded_and_a_lost_mail_is_seen() {
    let test = TestApp::new().await;
    let office = in_nerima(&test).await;
    let without_mail = test.office().await;
    crate::scene::move_to(&test, without_mail, "東京都練馬区見本町2-2").await;
    test.database().tamper(&format!("UPDATE offices SET reply_email = NULL WHERE id = '{without_mail}'")).await;
    let elsewhere = test.office().await;
    let ward = official(NERIMA);
    let offices = [office, without_mail].into();
    let preview = reminders::preview(&test.app, &ward, &offices).await.unwrap();
    assert_eq!(preview.iter().map(|one| one.mails).collect::<Vec<_>>(), [1, 0]);
    let input = reminders::Input {
        offices, title: "会議の開催について".into(), text: "開催をお願いします。".into(), due_on: None
    };
    let stranger = reminders::Input { offices: [office, elsewhere].into(), ..input.clone() };
    assert!(matches!(reminders::send(&test.app, &ward, stranger).await, Err(reminders::Error::Fault(Fault::Hidden))));
    let nobody = reminders::Input { offices: [].into(), ..input.clone() };
    assert!(matches!(reminders::send(&test.app, &ward, nobody).await, Err(reminders::Error::Nobody)));
    let call = reminders::send(&test.app, &ward, input).await.unwrap();
    let arrivals = calls::view(&test.app, &ward, call).await.unwrap().arrivals;
    assert_eq!(arrivals.values().copied().collect::<Vec<_>>(), [matters::Arrival::Waiting, matters::Arrival::NotMailed]);
    test.database().tamper("UPDATE outbox SET state = 'failed' WHERE entry_id IS NOT NULL").await;
    let thread = matter(&test, office, only_matter(&test, office).await).await;
    assert_eq!(thread.lines[0].arrival, matters::Arrival::Failed);
    assert_eq!(thread.lines[0].entry.text, "開催をお願いします。", "nothing is lost with a mail");
    test.finish().await;
}
