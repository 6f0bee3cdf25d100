//! 地域連携推進員の手引き on the phone (C5, C7) as whole requests.

use axum::http::StatusCode;
use model::OfficeId;
use web::testing::{Client, NEIGHBOUR, TestSite};

/// A neighbour who accepted on the phone, and staff.
struct Scene {
    site: TestSite,
    office: OfficeId,
    staff: Client,
    phone: Client,
    /// `/m/…`
    link: String,
}

async fn accepted() -> Scene {
    let (site, office, mut staff) = TestSite::at_work().await;
    let seat = staff.choose(office, &NEIGHBOUR).await;
    let made = staff.post(&format!("{seat}/invite"), &[("reply_by", "2026-05-01")]).await;
    let letter = staff.get(&made.location).await.body;
    let code = letter.split("class=\"paper-large\">").nth(1).and_then(|rest| rest.split('<').next()).unwrap();
    let mut phone = site.anon();
    let link = phone.post("/code", &[("code", code), ("surname", "となりの")]).await.location;
    let page = phone.get(&format!("{link}/invitation")).await;
    let fields = [("answer", "accept"), ("name", "隣野 三郎"), ("pledge", &page.field("pledge").unwrap())];
    assert_eq!(phone.post(&format!("{link}/invitation"), &fields).await.status, StatusCode::SEE_OTHER);
    Scene { site, office, staff, phone, link }
}

/// C5, C7: from the page of the invitation to the word that it arrived; pressing twice is once; the office sees who said so and when.
#[tokio::test]
async fn a_member_reads_the_handbook_on_the_phone_and_says_that_it_arrived() {
    let mut scene = accepted().await;
    let address = format!("{}/handbook", scene.link);
    assert!(scene.phone.get(&format!("{}/invitation", scene.link)).await.body.contains(&format!("href=\"{address}\"")));
    let page = scene.phone.get(&address).await;
    assert_eq!(page.body.matches("<h1>").count(), 1);
    assert!(page.body.contains("訪問のときの約束") && page.body.contains("虐待かもしれないと思ったら"), "{}", page.body);
    let (read, before) = (page.field("read").unwrap(), scene.staff.get(&format!("/offices/{}/visits", scene.office)).await.body);
    assert!(before.contains("まだお渡ししていません"));
    for _ in 0..2 {
        let answer = scene.phone.post(&address, &[("read", &read), ("ruby", "off")]).await;
        assert_eq!((answer.status, answer.location), (StatusCode::SEE_OTHER, format!("{address}?ruby=off")));
    }
    let thanks = scene.phone.get(&address).await;
    assert!(
        thanks.body.contains("令和8年4月6日（月）に、受け取ったことを記録しました") && thanks.field("read").is_none(),
        "{}",
        thanks.body
    );
    let after = scene.staff.get(&format!("/offices/{}/visits", scene.office)).await.body;
    assert!(after.contains("ご本人がリンクで令和8年4月6日（月）に受け取り") && !after.contains("まだお渡ししていません"));
    scene.site.finish().await;
}

/// C5, H3: readings come and go by a link, without a script; the button to listen is not there without one.
#[tokio::test]
async fn readings_come_and_go_without_a_script() {
    let mut scene = accepted().await;
    let address = format!("{}/handbook", scene.link);
    let without = scene.phone.get(&address).await.body;
    assert!(!without.contains("<rt>") && without.contains(&format!("href=\"{address}?ruby=on\"")));
    let with = scene.phone.get(&format!("{address}?ruby=on")).await.body;
    assert!(with.contains("<rt>ほうもん</rt>") && with.contains(&format!("href=\"{address}?ruby=off\"")));
    let listen = with.split("data-listen=").nth(1).and_then(|rest| rest.split('>').next()).unwrap();
    assert!(listen.ends_with("hidden"), "{listen}");
    scene.site.finish().await;
}

/// C5: what was not read is not received, and the page says so and what to do.
#[tokio::test]
async fn an_older_handbook_is_read_again_before_it_is_received() {
    let mut scene = accepted().await;
    let address = format!("{}/handbook", scene.link);
    let again = scene.phone.post(&address, &[("read", "an older text"), ("ruby", "on")]).await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(again.body.contains("手引きが新しくなりました") && again.body.contains("<rt>"), "{}", again.body);
    let fresh = again.field("read").unwrap();
    assert_eq!(scene.phone.post(&address, &[("read", &fresh)]).await.status, StatusCode::SEE_OTHER);
    scene.site.finish().await;
}

/// C5: the office does not take back what a member said.
#[tokio::test]
async fn the_office_is_told_that_a_members_word_stays() {
    let mut scene = accepted().await;
    let address = format!("{}/handbook", scene.link);
    let read = scene.phone.get(&address).await.field("read").unwrap();
    scene.phone.post(&address, &[("read", &read)]).await;
    let page = format!("/offices/{}/visits/handbook", scene.office);
    let shown = scene.staff.get(&page).await.body;
    let seat = shown.split("name=\"seats\" value=\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap().to_owned();
    let refused = scene.staff.post(&page, &[("seats", &seat), ("do", "take_back")]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.body.contains("ご本人がリンクから受け取ったこと"), "{}", refused.body);
    scene.site.finish().await;
}

/// C1, C5: the office announces a visit; the code on its page opens the visitor's, from which the handbook is one press away.
#[tokio::test]
async fn a_visit_is_announced_with_a_code_that_opens_the_handbook() {
    let mut scene = accepted().await;
    let (site, base) = (&scene.site, format!("/offices/{}/visits", scene.office));
    let list = scene.staff.get(&base).await.body;
    let dwelling = list.split("new?dwelling=").nth(1).and_then(|rest| rest.split('"').next()).unwrap().to_owned();
    let new = scene.staff.get(&format!("{base}/new")).await.body;
    let seat = new.split("name=\"seat\" value=\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap().to_owned();
    let fields = [("seat", seat.as_str()), ("dwelling", &dwelling), ("year", "2026"), ("day", ""), ("mode", "on_site")];
    let visit = scene.staff.post(&format!("{base}/new"), &fields).await.location;
    let refused = scene.staff.post(&format!("{visit}/announce"), &[]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.body.contains("訪問の日を決めてから"), "{}", refused.body);
    scene.staff.post(&format!("{visit}/change"), &[("version", "1"), ("day", "2026-05-10"), ("mode", "on_site")]).await;
    let told = scene.staff.post(&format!("{visit}/announce"), &[]).await.body;
    let code = told.split("class=\"letter__code\">").nth(1).and_then(|rest| rest.split('<').next()).expect("a code");
    let mut phone = site.anon();
    let link = phone.post("/code", &[("code", code), ("surname", "となりの")]).await.location;
    assert_eq!(phone.get(&link).await.location, format!("{link}/visit"));
    let page = phone.get(&format!("{link}/visit")).await.body;
    assert!(page.contains("令和8年5月10日（日）") && page.contains("みかんの家") && page.contains(&format!("{link}/handbook")), "{page}");
    assert_eq!(phone.get(&format!("{link}/handbook")).await.status, StatusCode::OK);
    // A link to a visit opens neither an invitation nor an attendance.
    for other in ["invitation", "attendance", "dates", "minutes"] {
        assert_eq!(phone.get(&format!("{link}/{other}")).await.status, StatusCode::NOT_FOUND, "{other}");
    }
    scene.site.finish().await;
}
