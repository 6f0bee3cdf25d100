//! A year of visits as whole requests (C1–C3, A11): wishes asked and said, a plan proposed, changed by hand, taken over and told.

use axum::http::StatusCode;
use model::{OfficeId, accounts::Role};
use web::testing::{Answer, Client, TestSite};

use crate::neighbour;

/// An office with two houses and a neighbour seated.
struct Scene {
    site: TestSite,
    office: OfficeId,
    staff: Client,
    base: String,
    seat: String,
}

async fn scene() -> Scene {
    let (site, office, mut staff) = TestSite::at_work().await;
    let seat = neighbour::seated(&mut staff, office, "paper").await;
    Scene { site, office, staff, base: format!("/offices/{office}/visits"), seat }
}

/// The rows of the form as the page shows them.
fn rows(page: &Answer) -> Vec<(String, String)> {
    let count: usize = page.field("rows").unwrap().parse().unwrap();
    let mut fields = vec![("rows".to_owned(), count.to_string()), ("seen".to_owned(), page.field("seen").unwrap())];
    for number in 1..=count {
        let chosen = |name: &str| {
            let select = page.body.split(&format!("name=\"{name}-{number}\"")).nth(1).unwrap().split("</select>").next().unwrap();
            let option = select.split("\" selected").next().filter(|_| select.contains("\" selected"));
            option.and_then(|before| before.rsplit("value=\"").next()).unwrap_or_default().to_owned()
        };
        let day = page.field(&format!("day-{number}")).unwrap_or_default();
        if !day.is_empty() {
            let (dwelling, seat) = (chosen("dwelling"), chosen("seat"));
            let values = [("take", "1".to_owned()), ("day", day), ("dwelling", dwelling), ("seat", seat)];
            fields.extend(values.map(|(name, value)| (format!("{name}-{number}"), value)));
        }
    }
    fields
}

fn pairs(fields: &[(String, String)]) -> Vec<(&str, &str)> {
    fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect()
}

/// C1, C3: from the year's empty list to a plan, told to whoever visits, in the calendar.
#[tokio::test]
async fn a_year_of_visits_is_proposed_taken_over_and_told() {
    let Scene { site, mut staff, base, .. } = scene().await;
    let list = staff.get(&base).await;
    assert!(list.body.contains("訪問の計画案を見る"));
    let page = staff.get(&format!("{base}/proposal")).await;
    assert!(page.body.contains("隣野 三郎さんの都合は、平日ならいつでもよいものとしました"), "{}", page.body);
    assert!(page.body.contains("理由を見る、変える") && page.body.contains("きまりと希望に合っています"));
    let mut fields = rows(&page);
    fields.push(("do".into(), "accept".into()));
    let taken = staff.post(&format!("{base}/proposal"), &pairs(&fields)).await;
    assert_eq!(
        (taken.status, taken.location.as_str()),
        (StatusCode::SEE_OTHER, format!("{base}/tell?year=2026").as_str()),
        "{}",
        taken.body
    );
    let told = staff.post(&format!("{base}/tell?year=2026"), &[]).await;
    assert!(told.body.contains("ご案内を送りました") && told.body.contains("letter__code"), "{}", told.body);
    let list = staff.get(&base).await.body;
    assert!(list.contains("住居と月ごと") && list.contains("隣野 三郎さん"));
    let file = staff.get(&format!("{base}/calendar.ics?year=2026")).await;
    assert_eq!(file.body.matches("BEGIN:VEVENT").count(), 2);
    assert!(!file.body.contains("隣野"));
    site.finish().await;
}

/// C3: what speaks against a change by hand is told at once, and nothing is taken over until somebody says so.
#[tokio::test]
async fn a_change_by_hand_is_checked_and_kept_on_the_form() {
    let Scene { site, mut staff, base, .. } = scene().await;
    let page = staff.get(&format!("{base}/proposal")).await;
    let mut fields = rows(&page);
    // A Sunday, and the second visit is not wanted.
    let day = fields.iter_mut().find(|(name, _)| name == "day-1").unwrap();
    day.1 = "2026-05-17".into();
    fields.retain(|(name, _)| name != "take-2");
    let part = staff.post_from(&page, &format!("{base}/proposal/check"), &pairs(&fields)).await;
    assert_eq!(part.status, StatusCode::OK);
    assert!(part.body.contains("<li>") && !part.body.contains("<html"), "{}", part.body);
    fields.push(("do".into(), "accept".into()));
    let refused = staff.post(&format!("{base}/proposal"), &pairs(&fields)).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.body.contains("2026-05-17") && refused.body.contains("確かめたうえで、このまま予定に入れます"));
    assert!(staff.get(&base).await.body.contains("この年度の訪問は、まだありません"));
    fields.push(("despite".into(), "1".into()));
    let taken = staff.post(&format!("{base}/proposal"), &pairs(&fields)).await;
    assert_eq!(taken.status, StatusCode::SEE_OTHER, "{}", taken.body);
    assert!(staff.get(&base).await.body.contains("令和8年5月17日（日）"));
    let again = staff.post(&format!("{base}/proposal"), &pairs(&fields)).await;
    assert_eq!(again.status, StatusCode::CONFLICT, "the plan that was shown is no longer the plan");
    assert!(again.body.contains("2026-05-17"), "what was chosen is kept");
    site.finish().await;
}

/// A row that does not read is named, and everything typed stays.
#[tokio::test]
async fn a_row_without_a_day_is_named() {
    let Scene { site, mut staff, base, .. } = scene().await;
    let page = staff.get(&format!("{base}/proposal")).await;
    let mut fields = rows(&page);
    fields.iter_mut().find(|(name, _)| name == "day-1").unwrap().1 = "いつか".into();
    fields.push(("do".into(), "accept".into()));
    let refused = staff.post(&format!("{base}/proposal"), &pairs(&fields)).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.body.contains("1番目の訪問の日") && refused.body.contains("いつか"));
    let empty = staff.post(&format!("{base}/proposal"), &[("rows", "0"), ("seen", ""), ("do", "accept")]).await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(empty.body.contains("訪問が1件も選ばれていません"), "{}", empty.body);
    site.finish().await;
}

/// C3, A11: a member says by link when visits are possible; staff write down what came on paper, and when a house is open.
#[tokio::test]
async fn wishes_are_said_by_link_and_written_down() {
    let Scene { site, office, mut staff, base, seat } = scene().await;
    let page = staff.get(&format!("{base}/wishes?year=2026")).await.body;
    assert_eq!(page.matches("まだうかがっていません").count(), 1);
    assert_eq!(page.matches("まだ決めていません").count(), 2);
    let late = staff.post(&format!("{base}/wishes?year=2026"), &[("reply_by", "2026-04-06")]).await;
    assert!(late.body.contains("お返事の期限は、明日から"));
    let asked = staff.post(&format!("{base}/wishes?year=2026"), &[("reply_by", "2026-05-01")]).await;
    let mut member = site.anon();
    let way = neighbour::entered(&mut member, &neighbour::code(&asked)).await;
    let way = member.get(&way).await.location;
    assert!(way.ends_with("/visit-days"), "{way}");
    let question = member.get(&way).await.body;
    assert!(question.contains("訪問に来られる日をお聞かせください") && question.contains("月曜日"));
    let wrong = [("weekdays", "saturday"), ("not_on", "8月13日\nお盆"), ("way", "on_site")];
    let refused = member.post(&way, &wrong).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.body.contains("2行目の「お盆」は、日付として読めません") && refused.body.contains("8月13日"));
    let right = [("weekdays", "saturday"), ("weekdays", "sunday"), ("not_on", "8月15日"), ("way", "accompanied")];
    assert_eq!(member.post(&way, &right).await.status, StatusCode::SEE_OTHER);
    assert!(member.get(&way).await.body.contains("お返事を受け取りました"));
    let page = staff.get(&format!("{base}/wishes?year=2026")).await.body;
    assert!(page.contains("土・日曜日、1日を除く"), "{page}");
    let own = format!("{base}/wishes/members/{seat}?year=2026");
    assert!(staff.get(&own).await.body.contains("value=\"saturday\" checked"));
    let by_phone = [("weekdays", "monday"), ("way", "on_site"), ("channel", "telephone")];
    assert_eq!(staff.post(&own, &by_phone).await.status, StatusCode::SEE_OTHER);
    let house = neighbour::first_dwelling(&mut staff, office).await;
    let open = format!("{base}/wishes/houses/{house}?year=2026");
    let nothing = staff.post(&open, &[("times", "0")]).await;
    assert_eq!(nothing.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(staff.post(&open, &[("weekdays", "monday"), ("out", "monday"), ("times", "2")]).await.status, StatusCode::SEE_OTHER);
    assert!(staff.get(&format!("{base}/wishes?year=2026")).await.body.contains("外出の曜日に合わせます"));
    assert!(staff.get(&open).await.body.contains("value=\"2\""));
    let mut stranger = site.signed_in(Role::OfficeStaff, Some(site.test.office().await)).await;
    for address in [&own, &open, &format!("{base}/proposal"), &format!("{base}/calendar.ics"), &format!("{base}/tell")] {
        assert_eq!(stranger.get(address).await.status, StatusCode::NOT_FOUND, "{address} of {office}");
    }
    site.finish().await;
}
