//! 書類 as whole requests: every paper of the year in every format, the letter that is printed twice, and who gets none (B2, B9, B14, H2).

use axum::http::StatusCode;
use jiff::civil::date;
use model::accounts::Role;
use web::testing::{NEIGHBOUR, TestSite};

/// The addresses of files on a page, in its order.
fn files(page: &str) -> Vec<String> {
    let links = page.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next());
    links.filter(|link| link.contains("/papers/")).map(|link| link.replace("&#38;", "&").replace("&amp;", "&")).collect()
}

/// H2: every paper that the room offers comes in every format, under a name without anybody's name, and is kept by nobody on the way.
#[tokio::test]
async fn every_paper_of_the_room_comes_in_every_format() {
    let (site, office, mut staff) = TestSite::at_work().await;
    let base = format!("/offices/{office}");
    let seat = staff.choose(office, &NEIGHBOUR).await;
    staff.post(&format!("{seat}/invite"), &[("reply_by", "2026-05-01")]).await;
    let room = staff.get(&format!("{base}/papers")).await;
    assert_eq!(room.status, StatusCode::OK, "{}", room.body);
    let offered = files(&room.body);
    assert!(
        offered.iter().any(|file| file.contains("/invitation.pdf")) && offered.iter().any(|file| file.contains("/year-plan.docx")),
        "{offered:?}"
    );
    for file in offered {
        let answer = staff.get(&file).await;
        assert_eq!(answer.status, StatusCode::OK, "{file}: {}", answer.body);
        assert!(answer.headers["cache-control"].to_str().unwrap().contains("no-store"), "{file}");
        assert!(!answer.body.is_empty(), "{file}");
        if file.contains(".pdf") {
            assert_eq!(answer.headers["content-type"], "application/pdf");
            assert!(answer.body.starts_with("%PDF"), "{file}");
        }
        if !file.contains(".html") {
            let name = answer.headers["content-disposition"].to_str().unwrap();
            assert!(name.starts_with("attachment; filename=\"") && name.contains("filename*=UTF-8''"), "{name}");
        }
    }
    site.finish().await;
}

/// B2: one link for one letter. Sent twice, the form leads to the same letter; in larger letters it carries the same code.
#[tokio::test]
async fn a_letter_is_made_once_however_often_it_is_sent_and_printed() {
    let (site, office, mut staff) = TestSite::at_work().await;
    let seat = staff.choose(office, &NEIGHBOUR).await;
    let form = staff.get(&format!("{seat}/invite")).await;
    let mut codes = Vec::new();
    for _ in 0..2 {
        let made = staff.post_from(&form, &format!("{seat}/invite"), &[("reply_by", "2026-05-01")]).await;
        assert_eq!((made.status, made.location.as_str()), (StatusCode::SEE_OTHER, format!("{seat}/letter").as_str()));
        let page = staff.get(&made.location).await.body;
        codes.push(page.split("class=\"paper-large\">").nth(1).and_then(|rest| rest.split('<').next()).unwrap().to_owned());
    }
    assert_eq!(codes[0], codes[1]);
    let id = seat.rsplit('/').next().unwrap();
    let text = staff.get(&format!("/offices/{office}/papers/invitation.txt?of={id}&size=22")).await.body;
    assert!(text.contains(&codes[0]), "{text}");
    site.finish().await;
}

/// B2, E7: link and code are shown to whoever made the letter, not to a colleague.
#[tokio::test]
async fn a_colleague_does_not_see_the_code_of_a_letter() {
    let (site, office, mut staff) = TestSite::at_work().await;
    let seat = staff.choose(office, &NEIGHBOUR).await;
    staff.post(&format!("{seat}/invite"), &[("reply_by", "2026-05-01")]).await;
    let mut colleague = site.signed_in(Role::OfficeManager, Some(office)).await;
    let refused = colleague.get(&format!("{seat}/letter")).await;
    assert_eq!(refused.status, StatusCode::CONFLICT);
    assert!(refused.body.contains("作った方だけが印刷できます") && !refused.body.contains("paper-large"));
    site.finish().await;
}

/// Invariant 8: no paper of an office comes to another office, to an administrator or to an authority, in any format.
#[tokio::test]
async fn nobody_else_gets_a_paper_of_an_office() {
    let site = TestSite::new().await;
    let office = site.test.office().await;
    let other = site.test.office().await;
    let mut strangers = vec![site.signed_in(Role::OfficeManager, Some(other)).await, site.signed_in(Role::Administrator, None).await];
    strangers.push(site.official(Role::MunicipalityStaff, "131202").await);
    for stranger in &mut strangers {
        for paper in <service::papers::Paper as model::Vocabulary>::ALL {
            for ending in ["pdf", "docx", "txt", "html"] {
                let address = format!("/offices/{office}/papers/{}.{ending}", model::Vocabulary::code(*paper));
                assert_eq!(stranger.get(&address).await.status, StatusCode::NOT_FOUND, "{address}");
            }
        }
    }
    site.finish().await;
}

/// B8: before there is a day, the agenda can be printed and says so; an invitation to it cannot.
#[tokio::test]
async fn an_agenda_without_a_day_says_that_it_is_open() {
    let (site, office, mut staff) = TestSite::at_work().await;
    let year = model::calendar::FiscalYear::of(site.test.app.today());
    let meeting = service::meetings::plan::plan(&site.test.app, &site.test.staff(office), office, year).await.unwrap();
    let printed = staff.get(&format!("/offices/{office}/meetings/{meeting}/agenda/print")).await;
    assert!(printed.status == StatusCode::OK && printed.body.contains("未定"), "{}", printed.body);
    let text = staff.get(&format!("/offices/{office}/papers/agenda.txt?of={meeting}")).await;
    assert!(text.status == StatusCode::OK && text.body.contains("未定"), "{}", text.body);
    let early = staff.get(&format!("/offices/{office}/papers/meeting-notice.pdf?of={meeting}")).await;
    assert!(early.status == StatusCode::CONFLICT && early.body.contains("会議の日程が決まると作れます"), "{}", early.body);
    site.finish().await;
}

/// A paper, a format or a thing that there is not, is not there.
#[tokio::test]
async fn what_is_no_paper_is_not_there() {
    let (site, office, mut staff) = TestSite::at_work().await;
    for name in ["seat-list", "seat-list.exe", "secret.pdf", "agenda.pdf", "agenda.pdf?of=x", "agenda.pdf?of=01ARZ3NDEKTSV4RRFFQ69G5FAV"] {
        assert_eq!(staff.get(&format!("/offices/{office}/papers/{name}")).await.status, StatusCode::NOT_FOUND, "{name}");
    }
    let early = staff.get(&format!("/offices/{office}/papers/seat-list.pdf")).await;
    assert_eq!(early.status, StatusCode::CONFLICT);
    assert!(early.body.contains("構成員が就任すると作れます"));
    site.finish().await;
}

/// B13, D4: where the city prescribes a form for minutes, their page leads to it and asks whether it was used; elsewhere nobody is asked.
#[tokio::test]
async fn the_page_of_minutes_asks_for_the_form_of_the_city() {
    let site = TestSite::new().await;
    let (office, seats) = crate::scene::with_members(&site.test).await;
    let meeting = crate::scene::held_meeting(&site.test, office, &seats, date(2026, 7, 1)).await;
    crate::scene::noted(&site.test, office, meeting, seats[2], "夏祭りに一緒に出たい。").await;
    service::minutes::draft::draft(&site.test.app, &site.test.staff(office), office, meeting).await.unwrap();
    crate::scene::confirmed(&site.test, office, meeting).await;
    let mut staff = site.signed_in(Role::OfficeStaff, Some(office)).await;
    let address = format!("/offices/{office}/minutes/{meeting}");
    assert!(!staff.get(&address).await.body.contains("所定の様式でも作りましたか"));

    crate::scene::move_to(&site.test, office, "北海道札幌市中央区見本町1-1").await;
    let page = staff.get(&address).await;
    assert!(page.body.contains("所定の様式でも作りましたか") && page.body.contains("prescribed-minutes.pdf"));
    let version = page.body.split("name=\"version\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let said = [("version", version.as_str()), ("in_form", "yes")];
    assert_eq!(staff.post(&format!("{address}/form"), &said).await.status, StatusCode::SEE_OTHER);
    let body = staff.get(&address).await.body;
    let yes = body.split("value=\"yes\"").nth(1).unwrap().split('>').next().unwrap();
    assert!(yes.contains("checked"), "{yes}");
    let late = staff.post(&format!("{address}/form"), &[("version", version.as_str()), ("in_form", "no")]).await;
    assert_eq!(late.status, StatusCode::CONFLICT);
    assert!(late.body.contains("ほかの方が先に変更しました"));
    site.finish().await;
}
