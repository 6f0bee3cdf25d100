//! 用件 as whole requests: what offices and authorities do with each other, and what is refused (D1–D4, D6).

use axum::http::{StatusCode, header};
use jiff::civil::date;
use model::{OfficeId, accounts::Role};
use web::testing::{Answer, Client, TestSite};

/// An office in Nerima, one of its staff, and the ward's officer.
async fn in_nerima() -> (TestSite, OfficeId, Client, Client) {
    let site = TestSite::new().await;
    let office = site.test.office_with(|input| input.address = "東京都練馬区見本町1-1".to_owned()).await;
    let staff = site.signed_in(Role::OfficeStaff, Some(office)).await;
    let ward = site.official(Role::MunicipalityStaff, "131202").await;
    (site, office, staff, ward)
}

/// An office in Sapporo, one of its staff, and the city's officer.
async fn in_sapporo() -> (TestSite, OfficeId, Client, Client) {
    let site = TestSite::new().await;
    let office = site.test.office_with(|input| input.address = "北海道札幌市中央区見本町1-1".to_owned()).await;
    let staff = site.signed_in(Role::OfficeStaff, Some(office)).await;
    let city = site.official(Role::MunicipalityStaff, "011002").await;
    (site, office, staff, city)
}

fn went_on(answer: &Answer) -> String {
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    answer.location.clone()
}

const DATE: [(&str, &str); 7] = [
    ("version", "1"),
    ("day", "2026-07-01"),
    ("starts_at", "14:00"),
    ("ends_at", "16:00"),
    ("place_kind", "outside"),
    ("place", "緑町公民館"),
    ("place_access", ""),
];

async fn fixed(staff: &mut Client, office: OfficeId) -> String {
    let meeting = went_on(&staff.post(&format!("/offices/{office}/meetings"), &[("year", "2026")]).await);
    assert_eq!(went_on(&staff.post(&format!("{meeting}/fix"), &DATE).await), format!("{meeting}/notice"));
    meeting
}

/// The address of the only matter of a list.
async fn only_matter(client: &mut Client, list: &str) -> String {
    let page = client.get(list).await.body;
    let id = page.split(&format!("href=\"{list}/")).find_map(|rest| rest.split('"').next().filter(|id| id.len() == 26));
    format!("{list}/{}", id.expect("a matter"))
}

/// D1: the ward is told with one press; only then the members; the ward answers in its own list.
#[tokio::test]
async fn the_ward_hears_of_a_date_before_the_members() {
    let (site, office, mut staff, mut ward) = in_nerima().await;
    let meeting = fixed(&mut staff, office).await;
    let page = staff.get(&format!("{meeting}/notice")).await.body;
    assert!(page.contains("構成員にお知らせする前に、練馬区に") && page.contains("令和8年7月1日"));
    assert!(staff.get(&meeting).await.body.contains("構成員には、まだ知らせていません"));
    let early = staff.post(&format!("{meeting}/announce"), &[]).await;
    assert!(early.status == StatusCode::UNPROCESSABLE_ENTITY && early.body.contains("行政に会議の日をお知らせください"));
    let asked = staff.post(&format!("{meeting}/attendance"), &[("reply_by", "2026-06-01")]).await;
    assert_eq!(went_on(&asked), format!("{meeting}/notice"));

    went_on(&staff.post(&format!("{meeting}/notice"), &[("text", "7月1日に開きます。")]).await);
    let twice = staff.post(&format!("{meeting}/notice"), &[("text", "7月1日に開きます。")]).await;
    assert!(twice.status == StatusCode::UNPROCESSABLE_ENTITY && twice.body.contains("すでにお知らせしています"));
    let thread = only_matter(&mut ward, "/authority/matters").await;
    let seen = ward.get(&thread).await.body;
    assert!(seen.contains("7月1日に開きます。") && seen.contains("こちらの番"));
    let wordless = [("version", "1"), ("answer", "other_date")];
    let refused = ward.post(&format!("{thread}/answer"), &wordless).await;
    assert!(refused.status == StatusCode::UNPROCESSABLE_ENTITY && refused.body.contains("希望する日を書いてください"));
    went_on(&ward.post(&format!("{thread}/answer"), &[("version", "1"), ("answer", "coming"), ("officials", "２")]).await);
    went_on(&staff.post(&format!("{meeting}/announce"), &[]).await);
    let own = only_matter(&mut staff, &format!("/offices/{office}/matters")).await;
    assert!(staff.get(&own).await.body.contains("職員2名が出席します。"));
    assert_eq!(ward.get("/authority/matters").await.body.matches("badge--met").count(), 1);
    site.test.take_mail().await;
    site.finish().await;
}

/// D1: going on without telling needs a reason.
#[tokio::test]
async fn going_on_asks_for_a_reason() {
    let (site, office, mut staff, _) = in_nerima().await;
    let meeting = fixed(&mut staff, office).await;
    let silent = staff.post(&format!("{meeting}/notice/go-on"), &[("reason", "")]).await;
    assert!(silent.status == StatusCode::UNPROCESSABLE_ENTITY && silent.body.contains("先に進める理由を入力してください"));
    went_on(&staff.post(&format!("{meeting}/notice/go-on"), &[("reason", "窓口が休みのため。")]).await);
    went_on(&staff.post(&format!("{meeting}/announce"), &[]).await);
    site.finish().await;
}

fn survey<'a>() -> Vec<(&'a str, &'a str)> {
    vec![
        ("kind", "survey"),
        ("year", "2026"),
        ("scope", "located"),
        ("title", "令和8年度の開催日程について"),
        ("body", "予定をお知らせください。"),
        ("due_on", "2026-04-30"),
        ("pairs", "1"),
    ]
}

/// D2: sent to all, answered provisionally, seen in a table, a calendar and a file, with clashes.
#[tokio::test]
async fn planned_dates_are_collected_with_their_clashes() {
    let (site, office, mut staff, mut ward) = in_nerima().await;
    let second = site.test.office_with(|input| input.address = "東京都練馬区見本町2-2".to_owned()).await;
    let mut other = site.signed_in(Role::OfficeManager, Some(second)).await;
    let past: Vec<_> = survey().into_iter().map(|(name, value)| (name, if name == "due_on" { "2026-02-01" } else { value })).collect();
    let refused = ward.post("/authority/calls/new", &past).await;
    assert!(refused.status == StatusCode::UNPROCESSABLE_ENTITY && refused.body.contains("明日より後の日"));
    let call = went_on(&ward.post("/authority/calls/new", &survey()).await);
    assert!(ward.post("/authority/calls/new", &survey()).await.body.contains("すでに依頼しています"));

    for (client, id, from) in [(&mut staff, office, "10:00"), (&mut other, second, "11:00")] {
        let matter = only_matter(client, &format!("/offices/{id}/matters")).await;
        let nothing = client.post(&format!("{matter}/survey"), &[("version", "1")]).await;
        assert!(nothing.status == StatusCode::UNPROCESSABLE_ENTITY && nothing.body.contains("まだ決まっていません」に印"));
        let outside = [("version", "1"), ("day1", "2026-03-20"), ("from1", "10:00"), ("to1", "12:00")];
        let outside = client.post(&format!("{matter}/survey"), &outside).await;
        assert!(outside.body.contains("令和8年度の予定をおたずねしています") && outside.body.contains("value=\"2026-03-20\""));
        let dates = [("version", "1"), ("day1", "2026-06-01"), ("from1", from), ("to1", "13:00"), ("provisional1", "1")];
        went_on(&client.post(&format!("{matter}/survey"), &dates).await);
    }
    let table = ward.get(&call).await.body;
    assert!(table.contains("2／2事業所") && table.matches("badge--broken\">重なり").count() == 2, "{table}");
    let calendar = ward.get(&format!("{call}/calendar")).await.body;
    assert!(calendar.contains("2026年6月") && calendar.contains("（仮）"));
    let file = ward.get(&format!("{call}/export.csv")).await;
    assert_eq!(file.headers[header::CONTENT_TYPE], "text/csv; charset=utf-8");
    assert!(file.body.contains("2026-06-01,10:00,13:00,仮,重なり"), "{}", file.body);
    went_on(&ward.post(&format!("{call}/close"), &[("version", "1")]).await);
    let matter = only_matter(&mut staff, &format!("/offices/{office}/matters")).await;
    let late = staff.post(&format!("{matter}/survey"), &[("version", "2"), ("unknown", "1")]).await;
    assert!(late.status == StatusCode::UNPROCESSABLE_ENTITY && late.body.contains("締め切られました"));
    site.test.take_mail().await;
    site.finish().await;
}

/// D3
#[tokio::test]
async fn a_visit_is_planned_announced_and_noted() {
    let (site, office, mut staff, mut ward) = in_nerima().await;
    assert!(ward.get("/authority/visits").await.body.contains("記録なし"));
    let form = format!("/authority/visits/new?office={office}");
    assert_eq!(ward.get(&form).await.status, StatusCode::OK);
    let id = office.to_string();
    let past = ward.post("/authority/visits/new", &[("office", &id), ("day", "2026-04-01"), ("starts", "")]).await;
    assert!(past.status == StatusCode::UNPROCESSABLE_ENTITY && past.body.contains("今日から後の日"));
    let planned = [("office", id.as_str()), ("day", "2026-09-01"), ("starts", "10:00"), ("body", "2名でうかがいます。")];
    let thread = went_on(&ward.post("/authority/visits/new", &planned).await);
    let own = only_matter(&mut staff, &format!("/offices/{office}/matters")).await;
    assert!(staff.get(&own).await.body.contains("令和8年9月1日"));
    let theirs = staff.post(&format!("{own}/withdraw"), &[("version", "1"), ("withdraw_reason", "都合が悪いため")]).await;
    assert!(theirs.body.contains("始めた側だけが取り下げられます"));
    went_on(&staff.post(&format!("{own}/say"), &[("version", "1"), ("text", "承知しました。")]).await);
    let early = ward.post(&format!("{thread}/made"), &[("version", "2"), ("made_on", "2026-09-01")]).await;
    assert!(early.status == StatusCode::UNPROCESSABLE_ENTITY, "{}", early.body);
    site.test.on(date(2026, 9, 1));
    // A session does not last that long.
    let mut ward = site.again("municipality_staff131202@example.jp").await;
    went_on(&ward.post(&format!("{thread}/made"), &[("version", "2"), ("made_on", "2026-09-01")]).await);
    assert!(ward.get("/authority/visits").await.body.contains("令和11年9月1日"));
    let mut city = site.official(Role::MunicipalityStaff, "011002").await;
    assert_eq!(city.get(&form).await.status, StatusCode::NOT_FOUND);
    site.test.take_mail().await;
    site.finish().await;
}

/// D4: incomplete without a reason, a name in the reason, handed in, given back, handed in again, received, printed.
#[tokio::test]
async fn a_report_goes_to_and_fro_until_it_is_received() {
    let (site, office, mut staff, mut city) = in_sapporo().await;
    let houses = service::residents::list(&site.test.app, &site.test.staff(office), office, None).await.unwrap().dwellings;
    let dwelling = houses[0].id.to_string();
    let named = [("dwelling", dwelling.as_str()), ("name", "青空 一郎"), ("kana", "あおぞら いちろう")];
    let added = staff.post(&format!("/offices/{office}/residents/new"), &named).await;
    assert_eq!(added.status, StatusCode::SEE_OTHER, "{}", added.body);
    let report = [
        ("kind", "report"),
        ("year", "2026"),
        ("scope", "located"),
        ("recipient", "municipality"),
        ("title", "令和8年度の実施状況の報告"),
        ("body", "提出してください。"),
        ("due_on", "2026-05-15"),
        ("form_url", "javascript:alert(1)"),
    ];
    assert!(city.post("/authority/calls/new", &report).await.body.contains("https:// または http://"));
    let call = went_on(&city.post("/authority/calls/new", &report[..7]).await);
    let matter = only_matter(&mut staff, &format!("/offices/{office}/matters")).await;
    let page = staff.get(&matter).await.body;
    assert!(page.contains("この年度に開いた会議の記録がありません") && page.contains("への訪問の記録がありません"));
    let bare = staff.post(&format!("{matter}/report"), &[("version", "1"), ("checked", "1")]).await;
    assert!(bare.status == StatusCode::UNPROCESSABLE_ENTITY && bare.body.contains("そろわない理由を書いてください"));
    let named = [("version", "1"), ("checked", "1"), ("reason", "青空一郎さんの入院のため。")];
    let blocked = staff.post(&format!("{matter}/report"), &named).await;
    assert!(
        blocked.status == StatusCode::UNPROCESSABLE_ENTITY
            && blocked.body.contains("書き換えてから、もう一度提出してください：「青空一郎」"),
        "{}",
        blocked.body
    );
    let sent = [("version", "1"), ("checked", "1"), ("reason", "会議は来月開きます。")];
    went_on(&staff.post(&format!("{matter}/report"), &sent).await);

    let thread = matter.replace(&format!("/offices/{office}"), "/authority");
    let papers = city.get(&thread).await.body;
    let papers = papers.split("/papers/").nth(1).map(|rest| format!("{thread}/papers/{}", &rest[..26])).unwrap();
    assert!(city.get(&papers).await.body.contains("会議は来月開きます。"));
    went_on(&city.post(&format!("{thread}/return"), &[("version", "2"), ("return_reason", "日を書いてください。")]).await);
    assert!(staff.get(&matter).await.body.contains("日を書いてください。"));
    let again = [("version", "3"), ("checked", "1"), ("reason", "会議は5月20日に開きます。")];
    went_on(&staff.post(&format!("{matter}/report"), &again).await);
    went_on(&city.post(&format!("{thread}/receive"), &[("version", "4")]).await);
    let twice = city.post(&format!("{thread}/receive"), &[("version", "5")]).await;
    assert!(twice.status == StatusCode::UNPROCESSABLE_ENTITY && twice.body.contains("すでに受け取っています"));
    assert!(city.get(&call).await.body.contains("1／1事業所"));
    let mut ward = site.official(Role::MunicipalityStaff, "131202").await;
    assert_eq!(ward.get(&papers).await.status, StatusCode::NOT_FOUND);
    assert_eq!(ward.get(&call).await.status, StatusCode::NOT_FOUND);
    site.test.take_mail().await;
    site.finish().await;
}

/// D6: chosen by address or by a missed rule; a preview before, mails, letters and a log after.
#[tokio::test]
async fn offices_are_reminded_after_a_preview() {
    let (site, office, mut staff, mut ward) = in_nerima().await;
    let elsewhere = site.test.office().await.to_string();
    let id = office.to_string();
    let form = ward.get(&format!("/authority/reminders/new?office={id}")).await.body;
    assert!(form.contains(&format!("value=\"{id}\" checked")) && !form.contains(&elsewhere));
    assert_eq!(ward.get("/authority/reminders/new?rule=seats.pledge&year=2026").await.status, StatusCode::OK);
    let nobody = ward.post("/authority/reminders/preview", &[("title", "お知らせ"), ("body", "本文")]).await;
    assert!(nobody.status == StatusCode::UNPROCESSABLE_ENTITY && nobody.body.contains("少なくとも1つ"));
    let fields = [("office", id.as_str()), ("title", "開催のお願い"), ("body", "会議の開催をお願いします。"), ("due_on", "")];
    let preview = ward.post("/authority/reminders/preview", &fields).await;
    assert!(preview.status == StatusCode::OK && preview.body.contains("まだ送っていません") && preview.body.contains("メール（1件）"));
    assert!(site.test.take_mail().await.is_empty(), "a preview sends nothing");
    let stranger = [("office", elsewhere.as_str()), ("title", "開催のお願い"), ("body", "本文")];
    assert_eq!(ward.post("/authority/reminders", &stranger).await.status, StatusCode::NOT_FOUND);
    let log = went_on(&ward.post("/authority/reminders", &fields).await);
    assert!(site.test.take_mail().await[0].body.contains("会議の開催をお願いします。"));
    assert!(ward.get("/authority/reminders").await.body.contains("開催のお願い"));
    assert!(ward.get(&log).await.body.contains("送信済み"));
    let letters = ward.get(&format!("{log}/letters")).await.body;
    assert!(letters.contains("御中") && letters.contains("会議の開催をお願いします。") && letters.contains("1事業所分"));
    for (file, media) in [("letters.pdf", "application/pdf"), ("letters.txt", "text/plain"), ("labels.pdf", "application/pdf")] {
        let address = format!("{log}/letters/{file}");
        assert!(letters.contains(&format!("href=\"{address}\"")), "{file}");
        let answer = ward.get(&address).await;
        assert_eq!(answer.status, StatusCode::OK, "{file}: {}", answer.body);
        assert!(answer.headers["content-type"].to_str().unwrap().starts_with(media), "{file}");
        assert!(answer.headers["cache-control"].to_str().unwrap().contains("no-store"), "{file}");
    }
    assert!(ward.get(&format!("{log}/letters?only=undelivered")).await.body.contains("どの事業所にも、メールが届いています。"));
    for absent in ["letters.html", "letters.exe", "seat-list.pdf"] {
        assert_eq!(ward.get(&format!("{log}/letters/{absent}")).await.status, StatusCode::NOT_FOUND, "{absent}");
    }
    assert_eq!(staff.get(&format!("{log}/letters/letters.pdf")).await.status, StatusCode::NOT_FOUND);
    let own = only_matter(&mut staff, &format!("/offices/{office}/matters")).await;
    went_on(&staff.post(&format!("{own}/settle"), &[("version", "1")]).await);
    site.test.take_mail().await;
    site.finish().await;
}

/// A question goes to the municipality; an answer that is late to a change is told so, and its text kept.
#[tokio::test]
async fn a_question_is_asked_and_a_stale_answer_is_kept() {
    let (site, office, mut staff, mut ward) = in_nerima().await;
    let to = [("to", "011002"), ("title", "会場"), ("text", "段差のない会場を知りたいです。")];
    let elsewhere = staff.post(&format!("/offices/{office}/matters/new"), &to).await;
    assert!(elsewhere.status == StatusCode::UNPROCESSABLE_ENTITY && elsewhere.body.contains("送り先を選んでください"));
    let to = [("to", "131202"), to[1], to[2]];
    let matter = went_on(&staff.post(&format!("/offices/{office}/matters/new"), &to).await);
    let thread = matter.replace(&format!("/offices/{office}"), "/authority");
    went_on(&ward.post(&format!("{thread}/say"), &[("version", "1"), ("text", "地区センターがあります。")]).await);
    let stale = staff.post(&format!("{matter}/say"), &[("version", "1"), ("text", "急いでいます。")]).await;
    assert!(stale.status == StatusCode::UNPROCESSABLE_ENTITY && stale.body.contains("ほかの方が先に進めました"));
    assert!(stale.body.contains("急いでいます。") && stale.body.contains("地区センターがあります。"));
    site.test.take_mail().await;
    site.finish().await;
}
