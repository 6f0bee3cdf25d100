//! Issue 3, section 3, as whole requests: what an authority sees of its offices, and what it never sees.

use axum::http::{StatusCode, header};
use model::{OfficeId, accounts::Role};
use web::testing::{Client, TestSite};

/// An office in Nerima and one in Sapporo.
async fn offices(site: &TestSite) -> (OfficeId, OfficeId) {
    let nerima = site.test.office_with(|input| input.address = "東京都練馬区見本町1-1".to_owned()).await;
    let sapporo = site.test.office_with(|input| input.address = "北海道札幌市中央区見本町1-1".to_owned()).await;
    (nerima, sapporo)
}

async fn a_member_of_doubtful_independence(staff: &mut Client, office: OfficeId) {
    let expert = [
        ("category", "welfare_expert"),
        ("name", "隠野 賢者"),
        ("kana", "かくれの けんじゃ"),
        ("independence", "same_corporation"),
        ("term_from", "2026-04-01"),
        ("term_until", "2028-03-31"),
    ];
    let chosen = staff.post(&format!("/offices/{office}/seats/new"), &expert).await;
    assert_eq!(chosen.status, StatusCode::SEE_OTHER, "{}", chosen.body);
}

/// D6: the offices of the own area with their statuses, by the rulebook of the place; no others.
#[tokio::test]
async fn an_official_sees_the_offices_of_the_own_area_and_no_others() {
    let site = TestSite::new().await;
    let (nerima, sapporo) = offices(&site).await;
    let mut ward = site.official(Role::MunicipalityStaff, "131202").await;
    let list = ward.get("/authority").await;
    assert_eq!(list.status, StatusCode::OK);
    assert!(list.body.contains("練馬区の規則") && list.body.contains("グループホーム見本1") && !list.body.contains("グループホーム見本2"));
    assert_eq!(ward.get(&format!("/authority/offices/{nerima}")).await.status, StatusCode::OK);
    assert_eq!(ward.get(&format!("/authority/offices/{sapporo}")).await.status, StatusCode::NOT_FOUND);
    assert_eq!(ward.get(&format!("/offices/{nerima}")).await.status, StatusCode::NOT_FOUND, "an office is not seen from inside");

    // A prefecture sees what lies in it; a designated city its wards.
    let mut hokkaido = site.official(Role::PrefectureStaff, "010006").await;
    assert!(hokkaido.get("/authority").await.body.contains("グループホーム見本2"));
    let mut city = site.official(Role::MunicipalityStaff, "011002").await;
    let detail = city.get(&format!("/authority/offices/{sapporo}")).await.body;
    assert!(detail.contains("札幌市 会議について") && detail.contains("4名以上"));
    let mut itabashi = site.official(Role::MunicipalityStaff, "131199").await;
    let empty = itabashi.get("/authority").await.body;
    assert!(empty.contains("この地域の規則集は、まだありません") && empty.contains("この条件の事業所はありません"));
    site.finish().await;
}

/// D6: whoever sits, and what a resident wished, stays with the office.
#[tokio::test]
async fn an_official_never_sees_who_sits_or_what_was_wished() {
    let site = TestSite::new().await;
    let (_, office) = offices(&site).await;
    let mut staff = site.signed_in(Role::OfficeStaff, Some(office)).await;
    a_member_of_doubtful_independence(&mut staff, office).await;
    let mut city = site.official(Role::MunicipalityStaff, "011002").await;
    for address in ["/authority".to_owned(), "/authority/export.csv".to_owned(), format!("/authority/offices/{office}")] {
        let page = city.get(&address).await;
        assert_eq!(page.status, StatusCode::OK, "{address}");
        assert!(!page.body.contains("隠野") && !page.body.contains("同一法人に所属している方です"), "{address}");
    }
    assert!(city.get(&format!("/authority/offices/{office}")).await.body.contains("構成員ごとの内容は、事業所だけが見られます"));
    site.finish().await;
}

/// D6: offices that miss one rule are picked out, and all findings leave as a table for spreadsheets.
#[tokio::test]
async fn offices_are_picked_out_by_rule_and_exported() {
    let site = TestSite::new().await;
    let (_, office) = offices(&site).await;
    let mut staff = site.signed_in(Role::OfficeStaff, Some(office)).await;
    let mut city = site.official(Role::MunicipalityStaff, "011002").await;
    let missing = |page: String| page.contains("グループホーム見本2");
    assert!(!missing(city.get("/authority?rule=seats.independence&status=broken").await.body));
    a_member_of_doubtful_independence(&mut staff, office).await;
    assert!(missing(city.get("/authority?rule=seats.independence&status=broken").await.body));
    assert!(!missing(city.get("/authority?rule=seats.independence&status=broken&q=ありません").await.body));
    let sorted = city.get("/authority?rule=seats.independence&year=2026").await.body;
    assert!(sorted.contains("/authority?year=2026&#38;rule=seats.independence&#38;sort=name"), "other orders keep the choice");
    let table = city.get("/authority/export.csv?year=2026").await;
    assert_eq!(table.headers[header::CONTENT_TYPE], "text/csv; charset=utf-8");
    assert!(table.body.starts_with("\u{feff}事業所番号,") && table.body.contains("札幌市 会議について"));
    site.finish().await;
}

/// D8, D9: the rules of the area on any day, with their sources; what comes is told.
#[tokio::test]
async fn the_rules_of_an_area_are_shown_for_any_day() {
    let site = TestSite::new().await;
    let mut ward = site.official(Role::MunicipalityStaff, "131202").await;
    let now = ward.get("/authority/rules").await.body;
    assert!(now.contains("第三者評価を受けた年度は") && now.contains("この地域の決まり"));
    let before = ward.get("/authority/rules?on=2026-03-31").await.body;
    assert!(!before.split("このあと始まること").next().unwrap().contains("第三者評価を受けた年度は"));
    assert!(before.contains("このあと始まること") && before.contains("第三者評価を受けた年度は"));
    let wrong = ward.get("/authority/rules?on=2026-02-30").await;
    assert!(wrong.status == StatusCode::OK && wrong.body.contains("エラー："), "{}", wrong.body);
    assert!(!now.contains("所定の様式"), "Nerima prescribes none");
    // D4: whose the layout of a form is, and where the city's own lies.
    let mut city = site.official(Role::MunicipalityStaff, "011002").await;
    let forms = city.get("/authority/rules").await.body;
    assert!(forms.contains("縁側の並べ方") && forms.contains("href=\"https://www.city.sapporo.jp/"), "{forms}");
    site.finish().await;
}

/// D6: a workbook leaves as well, and what is asked for narrows it.
#[tokio::test]
async fn findings_leave_as_a_workbook() {
    let site = TestSite::new().await;
    offices(&site).await;
    let mut city = site.official(Role::MunicipalityStaff, "011002").await;
    let book = city.get("/authority/export.xlsx?year=2026").await;
    assert_eq!(book.status, StatusCode::OK);
    assert!(book.body.starts_with("PK") && book.headers[header::CONTENT_DISPOSITION].to_str().unwrap().contains("hantei.xlsx"));
    let narrowed = city.get("/authority/export.csv?rule=meetings.yearly").await.body;
    assert!(narrowed.lines().count() >= 2 && narrowed.lines().skip(1).all(|line| line.contains("会議を、住居ごとに")), "{narrowed}");
    site.finish().await;
}

/// D6: a number leads to the offices behind it, and stands next to that of the year before.
#[tokio::test]
async fn every_number_leads_to_the_offices_behind_it() {
    let site = TestSite::new().await;
    offices(&site).await;
    site.test.on(jiff::civil::date(2027, 4, 1));
    service::findings::keep::refresh_outdated(&site.test.app).await.unwrap();
    let mut ward = site.official(Role::MunicipalityStaff, "131202").await;
    let last_year = ward.get("/authority?year=2026").await.body;
    assert!(last_year.contains("href=\"/authority?year=2026&#38;rule=meetings.yearly&#38;status=broken\">1</a>"), "{last_year}");
    let behind = ward.get("/authority?year=2026&rule=meetings.yearly&status=broken").await.body;
    assert!(behind.contains("グループホーム見本1") && behind.contains("の事業所だけを表示しています"));
    assert!(ward.get("/authority?year=2026&rule=meetings.yearly&status=met").await.body.contains("この条件の事業所はありません"));
    assert!(ward.get("/authority?year=2027").await.body.contains("昨年度 1"));
    site.finish().await;
}

/// D5: what an authority designated and what lies in its area are told apart.
#[tokio::test]
async fn designated_offices_and_those_in_the_area_are_told_apart() {
    let site = TestSite::new().await;
    // Designated by Sapporo, in the prefecture around it.
    let elsewhere = site
        .test
        .office_with(|input| {
            input.address = "北海道小樽市見本町1-1".to_owned();
            input.designator = "011002".parse().unwrap();
        })
        .await;
    let mut city = site.official(Role::MunicipalityStaff, "011002").await;
    assert!(!city.get("/authority").await.body.contains("グループホーム見本1"));
    assert!(city.get("/authority?scope=designated").await.body.contains("グループホーム見本1"));
    assert_eq!(city.get(&format!("/authority/offices/{elsewhere}")).await.status, StatusCode::OK);
    let mut hokkaido = site.official(Role::PrefectureStaff, "010006").await;
    assert!(hokkaido.get("/authority").await.body.contains("指定は別の自治体"));
    assert!(!hokkaido.get("/authority?scope=designated").await.body.contains("グループホーム見本1"));
    site.finish().await;
}

/// D6: an official keeps a view under a name; nobody else sees it.
#[tokio::test]
async fn a_view_is_kept_under_a_name_by_its_official_only() {
    let site = TestSite::new().await;
    let mut ward = site.official(Role::MunicipalityStaff, "131202").await;
    let asked = [("name", "会議がまだの所"), ("query", "rule=meetings.yearly&status=due&x=<script>")];
    assert_eq!(ward.post("/authority/views", &asked).await.status, StatusCode::SEE_OTHER);
    let page = ward.get("/authority").await.body;
    assert!(page.contains("会議がまだの所") && page.contains("/authority?rule=meetings.yearly&#38;status=due\""), "{page}");
    let mut other = site.official(Role::MunicipalityStaff, "131199").await;
    assert!(!other.get("/authority").await.body.contains("会議がまだの所"));
    let refused = ward.post("/authority/views", &[("name", ""), ("query", "status=due")]).await;
    assert!(ward.get(&refused.location).await.body.contains("条件は保存していません"));
    ward.post("/authority/views/forget", &[("name", "会議がまだの所")]).await;
    assert!(!ward.get("/authority").await.body.contains("会議がまだの所"));
    site.finish().await;
}

/// D6: a program reads with the key of its area what the pages show, and nothing of other areas; a closed key opens nothing.
#[tokio::test]
async fn a_program_reads_with_the_key_of_its_area() {
    let site = TestSite::new().await;
    let (nerima, sapporo) = offices(&site).await;
    let mut ward = site.official(Role::MunicipalityStaff, "131202").await;
    let page = ward.post("/authority/key", &[]).await;
    let key = page.body.split("<code>").nth(1).unwrap().split("</code>").next().unwrap().to_owned();
    let mut program = site.anon();
    let list = program.get_with_key("/api/v1/offices?status=due", &key).await;
    assert_eq!(list.status, StatusCode::OK);
    assert!(list.body.contains("グループホーム見本1") && list.body.contains("\"meetings.yearly\":\"due\""), "{}", list.body);
    let findings = program.get_with_key(&format!("/api/v1/offices/{nerima}/findings"), &key).await;
    assert!(findings.body.contains("練馬区 実施方法"), "{}", findings.body);
    assert_eq!(program.get_with_key(&format!("/api/v1/offices/{sapporo}/findings"), &key).await.status, StatusCode::NOT_FOUND);
    assert_eq!(program.get_with_key("/api/v1/offices/nonsense/findings", &key).await.status, StatusCode::NOT_FOUND);
    assert!(program.get_with_key("/api/v1/counts", &key).await.body.contains("\"counts\""));
    assert_eq!(program.get_with_key("/authority", &key).await.status, StatusCode::SEE_OTHER, "a key opens no page");
    assert_eq!(program.get(&format!("/m/{key}")).await.status, StatusCode::NOT_FOUND);
    ward.post("/authority/key/close", &[]).await;
    assert_eq!(program.get_with_key("/api/v1/offices", &key).await.status, StatusCode::UNAUTHORIZED);
    site.finish().await;
}

/// D6: the description of what programs read is OpenAPI 3.1 and names every address.
#[tokio::test]
async fn what_programs_read_is_described() {
    let site = TestSite::new().await;
    let described = site.anon().get("/api/v1/openapi.json").await;
    assert!(described.body.starts_with("{\"openapi\":\"3.1"), "{}", described.body);
    for door in web::house().doors().iter().filter(|door| door.pattern.starts_with("/api/") && !door.pattern.ends_with(".json")) {
        assert!(described.body.contains(&format!("\"{}\"", door.pattern)), "{door:?}");
    }
    site.finish().await;
}

/// D8: rules of another day, and a rulebook that is being written, are tried on the own offices; what is wrong is told with its place.
#[tokio::test]
async fn other_rules_are_tried_on_the_own_offices() {
    let site = TestSite::new().await;
    offices(&site).await;
    let mut ward = site.official(Role::MunicipalityStaff, "131202").await;
    let before = ward.post("/authority/rules/preview", &[("day", "2025-01-01"), ("text", "")]).await;
    assert_eq!(before.status, StatusCode::OK, "{}", before.body);
    assert!(
        before.body.contains("（努力義務）") && before.body.contains("グループホーム見本1") && !before.body.contains("グループホーム見本2")
    );
    let same = ward.post("/authority/rules/preview", &[("day", "2026-04-06"), ("text", "")]).await.body;
    assert!(same.contains("判定は変わりません"), "{same}");
    let book = r#"
id = "131202-nerima"
title = "試し"
extends = "jp"
jurisdiction = "131202"
[[source]]
id = "draft"
title = "案"
short = "案"
issuer = "見本課"
place = "見本"
layer = "notice"
[[rule]]
id = "seats.minimum"
kind = "minimum_members"
parameters = { at_least = 9, days_before = 60 }
requirement = "A3"
level = [{ is = "duty", since = 2026-01-01 }]
cite = { source = "draft", at = "1" }
sentence = "構成員は、{at_least}名以上を選びます。"
"#;
    let tried = ward.post("/authority/rules/preview", &[("day", "2026-04-06"), ("text", book)]).await.body;
    assert!(tried.contains("構成員は、9名以上を選びます。") && tried.contains("1の事業所"), "{tried}");
    let wrong = ward
        .post("/authority/rules/preview", &[("day", "2026-04-06"), ("text", &book.replace("since = 2026-01-01", "since = 2026-13-01"))])
        .await;
    assert!(
        wrong.status == StatusCode::UNPROCESSABLE_ENTITY && wrong.body.contains("規則集:1") && wrong.body.contains("at_least = 9"),
        "{}",
        wrong.body
    );
    assert!(ward.get("/authority/rules").await.body.contains("変更の記録"));
    site.finish().await;
}

/// D6: whoever runs the installation sees numbers and no office behind them; officials and offices do not see the whole.
#[tokio::test]
async fn the_whole_is_shown_in_numbers_to_whoever_runs_the_installation() {
    let site = TestSite::new().await;
    let (office, _) = offices(&site).await;
    let mut administrator = site.signed_in(Role::Administrator, None).await;
    let page = administrator.get("/admin/standing").await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(
        page.body.contains("会議を") && !page.body.contains("グループホーム見本") && !page.body.contains("/authority?"),
        "{}",
        page.body
    );
    assert_eq!(site.official(Role::MunicipalityStaff, "131202").await.get("/admin/standing").await.status, StatusCode::NOT_FOUND);
    assert_eq!(site.signed_in(Role::OfficeManager, Some(office)).await.get("/admin/standing").await.status, StatusCode::NOT_FOUND);
    site.finish().await;
}
