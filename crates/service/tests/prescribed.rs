//! 議事録 and 施設訪問記録 in the form that a city prescribes, and the letters of an authority to many offices (B13, C8, D4, D6).

use jiff::civil::{Date, date};
use model::{
    AccountId, Id, MeetingId, OfficeId, SeatId, VisitId,
    accounts::Role,
    calendar::FiscalYear,
    matters::{Recipient, Scope},
    visits::VisitMode,
};
use rulebook::Status;
use serde_json::Value;
use service::{
    Actor, Fault, findings,
    matters::{self, calls, reminders, report},
    minutes::{self, draft, form},
    offices::edit,
    papers::{self, Asked, CallPaper, Error, Filled, Format, Paper, Receivers, Way},
    publications::release,
    testing::TestApp,
    visits::{plan, record},
};

const SAPPORO: &str = "011002";
const NERIMA: &str = "131202";
/// Everybody of the scene who has a name.
const NAMES: [&str; 6] = ["青空", "若葉", "隣野", "一郎", "二郎", "三郎"];

fn official(area: &str) -> Actor {
    let role = Role::MunicipalityStaff;
    Actor::Account { id: AccountId::mint(1, 2), role, office: None, jurisdiction: Some(area.parse().unwrap()) }
}

async fn in_sapporo(test: &TestApp) -> (OfficeId, Vec<SeatId>) {
    let (office, seats) = crate::scene::with_members(test).await;
    crate::scene::move_to(test, office, "北海道札幌市中央区見本町1-1").await;
    (office, seats)
}

/// A meeting whose minutes are confirmed by those who attended.
async fn met(test: &TestApp, office: OfficeId, seats: &[SeatId]) -> MeetingId {
    let meeting = crate::scene::held_meeting(test, office, seats, date(2026, 7, 1)).await;
    crate::scene::noted(test, office, meeting, seats[2], "夏祭りに一緒に出たい。").await;
    draft::draft(&test.app, &test.staff(office), office, meeting).await.unwrap();
    crate::scene::confirmed(test, office, meeting).await;
    meeting
}

async fn visited(test: &TestApp, office: OfficeId, seat: SeatId, day: Date, text: &str) -> VisitId {
    let staff = test.staff(office);
    let dwelling = edit::view(&test.app, &test.manager(office), office).await.unwrap().dwellings[0].id;
    let input = plan::Input { seat, dwelling, year: FiscalYear::of(day), day: Some(day), starts_at: None, mode: None };
    let id = plan::plan(&test.app, &staff, office, input).await.unwrap();
    let mode = VisitMode::OnSite;
    let input = record::Input { version: 1, day, mode, recorded_on: Some(day), in_form: None, record: Some(text.to_owned()) };
    record::record(&test.app, &staff, office, id, input).await.unwrap();
    id
}

async fn gather(test: &TestApp, actor: &Actor, office: OfficeId, asked: Asked) -> Result<Filled, Error> {
    papers::gather(&test.app, actor, office, &asked).await
}

/// What stands in a field of a prescribed form.
fn field<'f>(form: &'f Value, label: &str) -> &'f str {
    let rows = form["parts"].as_array().unwrap().iter().flat_map(|part| part["rows"].as_array().unwrap());
    rows.filter(|row| row["label"] == label).map(|row| row["text"].as_str().unwrap()).next().unwrap_or_else(|| panic!("no field {label}"))
}

fn names_nobody(filled: &Filled) {
    let all = serde_json::to_string(&filled.copies).unwrap();
    for name in NAMES {
        assert!(!all.contains(name), "{name} in {all}");
    }
}

async fn text(test: &TestApp, filled: Filled) -> String {
    let way = Way { format: Format::Text, size: None, ruby: None };
    String::from_utf8(papers::print(&test.app, filled, way).await.unwrap()).unwrap()
}

/// B13, D4: what was published stands in the city's fields, with the answers' place; nothing before the gate, and nobody's name.
#[tokio::test]
async fn minutes_come_in_the_form_of_the_city_from_what_was_published() {
    let test = TestApp::new().await;
    let (office, seats) = in_sapporo(&test).await;
    let manager = test.manager(office);
    let meeting = met(&test, office, &seats).await;
    let asked = || Asked::of(Paper::PrescribedMinutes, meeting);
    assert!(matches!(gather(&test, &manager, office, asked()).await, Err(Error::TooEarly(_))), "the gate has not been passed");
    release::release(&test.app, &manager, office, meeting, crate::scene::all_ticked()).await.unwrap();
    let filled = gather(&test, &manager, office, asked()).await.unwrap();
    assert_eq!((filled.form, filled.copies.len()), ("prescribed", 1));
    names_nobody(&filled);
    let form = &filled.copies[0];
    assert_eq!(field(form, "開催日"), "令和8年7月1日（水）");
    assert!(field(form, "出席した構成員").contains("地域の関係者　1人"), "{form}");
    assert_eq!(field(form, "構成員からの要望"), "・夏祭りに一緒に出たい。（地域の関係者）");
    assert_eq!(field(form, "構成員からの助言"), "ありません。");
    assert_eq!(field(form, "要望・助言等への対応"), "・要望「夏祭りに一緒に出たい。」\n　回答　まだお答えしていません。");
    assert!(field(form, "公表の状況").starts_with("ホームページ　http"), "{form}");
    assert!(!field(form, "会議の対象の住居").is_empty(), "B17");
    assert!(form["office"].is_null(), "the form names the office itself");
    let printed = text(&test, filled).await;
    assert!(printed.contains("自治体の様式そのものではありません") && printed.contains("https://www.city.sapporo.jp/"), "{printed}");
    let other = test.office().await;
    let stranger = gather(&test, &test.manager(other), office, asked()).await;
    assert!(matches!(stranger, Err(Error::Fault(Fault::Hidden))));
    test.take_mail().await;
    test.finish().await;
}

/// C8: the record of a visit for those who may read it, by category and not by name; printing it says nothing about the record.
#[tokio::test]
async fn the_record_of_a_visit_comes_in_the_form_of_the_city() {
    let test = TestApp::new().await;
    let (office, seats) = in_sapporo(&test).await;
    let staff = test.staff(office);
    test.on(date(2026, 7, 2));
    let visit = visited(&test, office, seats[2], date(2026, 7, 2), "居間が明るかった。").await;
    let asked = || Asked::of(Paper::PrescribedVisitRecord, visit);
    let filled = gather(&test, &staff, office, asked()).await.unwrap();
    names_nobody(&filled);
    let form = &filled.copies[0];
    assert_eq!((field(form, "訪問した日"), field(form, "訪問した構成員の区分")), ("令和8年7月2日（木）", "地域の関係者"));
    assert_eq!(field(form, "感想"), "居間が明るかった。");
    assert_eq!(field(form, "職員の様子"), "「感想」の欄に、まとめて書かれています。");
    assert!(text(&test, filled).await.contains("この記録は公表しません。"));
    let kept = service::visits::view(&test.app, &staff, office, visit).await.unwrap().visit;
    assert_eq!(kept.in_form, None, "a paper that was printed is not yet a record in the prescribed form");
    let empty = gather(&test, &staff, office, Asked::office(Paper::PrescribedVisitRecord)).await.unwrap();
    assert_eq!((field(&empty.copies[0], "訪問した住居"), field(&empty.copies[0], "感想")), ("", ""), "to be written by hand");
    for stranger in [official(SAPPORO), test.staff(test.office().await)] {
        assert!(matches!(gather(&test, &stranger, office, asked()).await, Err(Error::Fault(_))));
    }
    test.finish().await;
}

/// D4: only where the rules ask for a form is there one, and the room lists it.
#[tokio::test]
async fn where_no_rule_asks_for_a_form_there_is_none() {
    let test = TestApp::new().await;
    let (office, seats) = in_sapporo(&test).await;
    let manager = test.manager(office);
    let meeting = met(&test, office, &seats).await;
    let year = FiscalYear::of(date(2026, 7, 1));
    let listed = async || {
        let lines = papers::of_year(&test.app, &manager, office, year).await.unwrap();
        let prescribed = |paper| matches!(paper, Paper::PrescribedMinutes | Paper::PrescribedVisitRecord);
        lines
            .into_iter()
            .filter(|line| prescribed(line.asked.paper))
            .map(|line| (line.asked.paper, line.missing.is_some()))
            .collect::<Vec<_>>()
    };
    assert_eq!(listed().await, [(Paper::PrescribedVisitRecord, false), (Paper::PrescribedMinutes, true)]);
    crate::scene::move_to(&test, office, "東京都練馬区見本町1-1").await;
    assert_eq!(listed().await, []);
    let none = gather(&test, &manager, office, Asked::office(Paper::PrescribedVisitRecord)).await;
    assert!(matches!(none, Err(Error::TooEarly(_))));
    release::release(&test.app, &manager, office, meeting, crate::scene::all_ticked()).await.unwrap();
    assert!(matches!(gather(&test, &manager, office, Asked::of(Paper::PrescribedMinutes, meeting)).await, Err(Error::TooEarly(_))));
    test.take_mail().await;
    test.finish().await;
}

/// D4: ① and ② of the report stand in the city's form, as they were on the day on which they were handed in.
#[tokio::test]
async fn the_report_holds_its_papers_in_the_form_of_the_city_as_handed_in() {
    let test = TestApp::new().await;
    let (office, seats) = in_sapporo(&test).await;
    test.account(Role::OfficeStaff, Some(office), "staff@example.jp").await;
    test.official(Role::MunicipalityStaff, SAPPORO, "ward@example.jp").await;
    let staff = test.staff(office);
    let call = calls::Input {
        asked: calls::Asked::Report { to: Recipient::Municipality },
        year: FiscalYear::of(date(2026, 7, 1)),
        title: "令和8年度の実施状況の報告".into(),
        text: "提出してください。".into(),
        scope: Scope::Located,
        form_text: String::new(),
        form_url: String::new(),
        due_on: date(2027, 4, 15),
    };
    calls::open(&test.app, &official(SAPPORO), call).await.unwrap();
    met(&test, office, &seats).await;
    let visit = visited(&test, office, seats[2], date(2026, 7, 1), "居間が明るかった。").await;
    let matter = matters::list(&test.app, &staff, office).await.unwrap()[0].id;
    let asked = || Asked::of(Paper::AnnualReport, matter);
    assert!(matches!(gather(&test, &staff, office, asked()).await, Err(Error::TooEarly(_))), "nothing was handed in");
    let input = report::Input { version: 1, checked: true, reason: "公表はこれからです。".into(), ..report::Input::default() };
    report::submit(&test.app, &staff, office, matter, input).await.unwrap();
    let handed_in = gather(&test, &staff, office, asked()).await.unwrap();
    names_nobody(&handed_in);
    let report = &handed_in.copies[0];
    let (minutes, record) = (&report["minutes_in_form"][0], &report["visits_in_form"][0]);
    assert!(field(minutes, "構成員からの要望").contains("夏祭り") && !field(minutes, "会議の対象の住居").is_empty(), "{minutes}");
    assert_eq!(field(minutes, "公表の状況"), "まだ公表していません。");
    assert_eq!((field(record, "感想"), field(record, "訪問した構成員の区分")), ("居間が明るかった。", "構成員"));
    // What is changed afterwards is not in what was handed in.
    let version = service::visits::view(&test.app, &staff, office, visit).await.unwrap().visit.version;
    let day = date(2026, 7, 1);
    let input =
        record::Input {
            version, day, mode: VisitMode::OnSite, recorded_on: Some(day), in_form: None, record: Some("直しました。".into())
        };
    record::record(&test.app, &staff, office, visit, input).await.unwrap();
    assert_eq!(gather(&test, &staff, office, asked()).await.unwrap(), handed_in);
    let printed = text(&test, handed_in).await;
    assert!(printed.contains("地域連携推進会議　会議録") && printed.contains("地域連携推進会議　施設訪問記録"), "{printed}");
    test.take_mail().await;
    test.finish().await;
}

/// D6: all letters of a reminder as one document, for everybody or for those whom no mail reached, with labels for the envelopes.
#[tokio::test]
async fn all_letters_of_a_reminder_are_one_document_with_labels() {
    let test = TestApp::new().await;
    let mut offices = Vec::new();
    for number in 1..=3 {
        let office = test.office().await;
        crate::scene::move_to(&test, office, &format!("東京都練馬区見本町{number}-1")).await;
        offices.push(office);
    }
    test.account(Role::OfficeStaff, Some(offices[0]), "staff@example.jp").await;
    test.database().tamper("UPDATE offices SET reply_email = NULL").await;
    let ward = official(NERIMA);
    let input = reminders::Input {
        offices: offices.iter().copied().collect(),
        title: "会議の開催について".into(),
        text: "開催をお願いします。".into(),
        due_on: Some(date(2026, 12, 1)),
    };
    let call = reminders::send(&test.app, &ward, input).await.unwrap();
    let print = async |paper, to| papers::of_call(&test.app, &ward, call, paper, to).await;
    let letters = print(CallPaper::Letters, Receivers::Everybody).await.unwrap();
    assert_eq!((letters.form, letters.copies.len()), ("authority-letter", 3));
    assert_eq!(print(CallPaper::Letters, Receivers::Unreached).await.unwrap().copies.len(), 2);
    let labels = print(CallPaper::Labels, Receivers::Unreached).await.unwrap();
    let addresses: Vec<_> = labels.copies[0]["labels"].as_array().unwrap().iter().map(|label| label["address"].as_str().unwrap()).collect();
    assert_eq!(addresses, ["東京都練馬区見本町2-1", "東京都練馬区見本町3-1"]);
    let many = Filled { copies: vec![letters.copies[0].clone(); papers::MOST_IN_A_FILE + 1], ..letters.clone() };
    let sizes: Vec<_> = (0..=many.files()).map(|number| many.clone().file(number).map(|file| file.copies.len())).collect();
    assert_eq!(sizes, [Some(papers::MOST_IN_A_FILE), Some(1), None], "what is printed at once is bounded");
    let printed = text(&test, letters).await;
    assert_eq!(printed.matches("開催をお願いします。").count(), 3);
    assert!(printed.contains("練馬区") && printed.contains("令和8年12月1日") && printed.contains("御中"), "{printed}");
    for stranger in [official(SAPPORO), test.manager(offices[0])] {
        let refused = papers::of_call(&test.app, &stranger, call, CallPaper::Letters, Receivers::Everybody).await;
        assert!(matches!(refused, Err(Error::Fault(_))));
    }
    test.take_mail().await;
    test.finish().await;
}

/// H2: a paper is called as its form is, on the screen and on the paper.
#[test]
fn a_paper_has_the_title_of_its_form() {
    use model::Vocabulary;
    let forms =
        || Paper::ALL.iter().filter_map(|paper| Some((paper.label(), paper::BUILT_IN.iter().find(|form| form.id == paper.code())?.title)));
    assert!(forms().count() > 15);
    for (label, title) in forms() {
        assert_eq!(label, title);
    }
}

/// B13, D4: where a city prescribes a form for minutes, the office says whether it used it; the finding follows, and a new text asks anew.
#[tokio::test]
async fn minutes_in_the_form_of_the_city_are_said_to_be_so() {
    let test = TestApp::new().await;
    let (office, seats) = in_sapporo(&test).await;
    let meeting = met(&test, office, &seats).await;
    let staff = test.staff(office);
    let found = || async {
        let year = FiscalYear::of(test.app.today());
        let home = findings::view_home(&test.app, &staff, office, Some(year)).await.unwrap();
        home.findings.into_iter().filter(|found| found.rule.as_str() == "minutes.form").map(|found| found.status).collect::<Vec<_>>()
    };
    assert_eq!(found().await, [Status::Unknown]);
    let view = || async { minutes::view(&test.app, &staff, office, meeting).await.unwrap() };
    let asked = view().await;
    assert!(form::asked(&test.app, &staff, office, &asked).await.unwrap());
    let asked = asked.minutes.unwrap();
    assert_eq!(asked.in_form, None);
    form::say(&test.app, &staff, office, meeting, asked.version, Some(true)).await.unwrap();
    assert_eq!(found().await, [Status::Met]);
    let stale = form::say(&test.app, &staff, office, meeting, asked.version, Some(false)).await;
    assert!(matches!(stale, Err(minutes::confirm::Error::Stale)), "{stale:?}");
    minutes::reopen::reopen(&test.app, &staff, office, meeting).await.unwrap();
    assert!(!form::asked(&test.app, &staff, office, &view().await).await.unwrap(), "a text in the making is in no form");
    minutes::circulate::circulate(&test.app, &staff, office, meeting).await.unwrap();
    test.take_mail().await;
    assert_eq!(found().await, [Status::Unknown], "what goes round anew is in no form yet");

    let elsewhere = test.office().await;
    let strangers = form::say(&test.app, &test.staff(elsewhere), office, meeting, 1, Some(true)).await;
    assert!(matches!(strangers, Err(minutes::confirm::Error::Fault(Fault::Hidden))), "{strangers:?}");
    test.finish().await;
}
