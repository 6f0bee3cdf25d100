//! Where abuse is reported (C7), as whole requests: a municipality says it, a visitor has it one tap away, on the page and on paper.

use axum::http::StatusCode;
use model::accounts::Role;
use web::testing::{Client, TestSite};

use crate::neighbour;

const DESK: [(&str, &str); 4] = [
    ("name", "見本の虐待防止センター"),
    ("phone", "０１１－０００－０１９９"),
    ("night_phone", "011ー000ー0198"),
    ("form_url", "https://city.example/form"),
];

async fn entered(official: &mut Client, version: &str, fields: &[(&str, &str)]) -> web::testing::Answer {
    let all: Vec<(&str, &str)> = std::iter::once(("version", version)).chain(fields.iter().copied()).collect();
    official.post("/authority/desk", &all).await
}

/// C7: the number that the city entered stands on every page of a visitor of a house in one of its wards, and in the 手引き.
#[tokio::test]
async fn the_number_of_the_desk_is_one_tap_away() {
    let site = TestSite::new().await;
    let office = site.test.office_with(|input| input.address = "北海道札幌市中央区見本町1-1".to_owned()).await;
    let mut staff = site.signed_in(Role::OfficeStaff, Some(office)).await;
    let seat = neighbour::seated(&mut staff, office, "paper").await;
    let dwelling = neighbour::first_dwelling(&mut staff, office).await;
    let visit = neighbour::planned(&mut staff, office, &seat, &dwelling, "2026-04-06").await;
    let mut visitor = site.anon();
    let link = neighbour::told(&mut staff, &visit, &mut visitor).await;
    let way = visitor.get(&link).await.location;
    let base = way.trim_end_matches("/visit").to_owned();
    let pages = [way.clone(), format!("{way}/notes"), format!("{base}/handbook")];
    for page in &pages {
        assert!(visitor.get(page).await.body.contains("の代表番号に"), "{page}: nobody entered a number yet");
    }

    let mut city = site.official(Role::MunicipalityStaff, "011002").await;
    assert!(city.get("/authority").await.body.contains("障害者虐待の相談窓口を登録"));
    assert!(city.get("/authority/desk").await.body.contains("まだ登録がありません"));
    assert_eq!(entered(&mut city, "0", &DESK).await.status, StatusCode::SEE_OTHER);
    assert!(!city.get("/authority").await.body.contains("障害者虐待の相談窓口を登録"));

    for page in &pages {
        let body = visitor.get(page).await.body;
        for part in ["href=\"tel:011-000-0199\"", "href=\"tel:011-000-0198\"", "見本の虐待防止センター", "https://city.example/form"]
        {
            assert!(body.contains(part), "{page}: {part}");
        }
        assert!(!body.contains("の代表番号に"), "{page}");
    }
    let paper = visitor.get(&format!("{base}/handbook")).await.body;
    assert!(paper.split("id=\"abuse\"").next().unwrap().contains("011-000-0199"), "the words of the paper name it as well");
    site.finish().await;
}

/// C7, H4: what is no number is told at its field and nothing is lost; two officials at once are shown each other's.
#[tokio::test]
async fn what_is_no_number_is_told_and_the_slower_one_sees_the_faster() {
    let site = TestSite::new().await;
    let mut one = site.official(Role::MunicipalityStaff, "131202").await;
    let mut other = site.again("municipality_staff131202@example.jp").await;
    let wrong = [("name", "見本の窓口"), ("phone", "代表番号へ"), ("form_url", "http://city.example")];
    let refused = entered(&mut one, "0", &wrong).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        refused.body.contains("数字とハイフンで") && refused.body.contains("value=\"代表番号へ\"") && refused.body.contains("見本の窓口")
    );
    let unsafe_address = [("name", "見本の窓口"), ("phone", "110"), ("form_url", "http://city.example")];
    assert!(entered(&mut one, "0", &unsafe_address).await.body.contains("https:// から"));

    assert_eq!(entered(&mut one, "0", &DESK).await.status, StatusCode::SEE_OTHER);
    let slower = [("name", "遅い窓口"), ("phone", "03-0000-0000")];
    let refused = entered(&mut other, "0", &slower).await;
    assert_eq!(refused.status, StatusCode::CONFLICT);
    assert!(refused.body.contains("value=\"遅い窓口\"") && refused.body.contains("011-000-0199"), "{}", refused.body);
    assert_eq!(entered(&mut other, &refused.field("version").unwrap(), &slower).await.status, StatusCode::SEE_OTHER);
    let page = one.get("/authority/desk").await.body;
    assert!(page.contains("遅い窓口") && !page.contains("011-000-0198"), "what was left out is gone");
    site.finish().await;
}

/// C7: a prefecture has no such desk, and offices do not say where they are reported.
#[tokio::test]
async fn only_a_municipality_says_where_abuse_is_reported() {
    let (site, _, mut staff) = TestSite::at_work().await;
    let mut prefecture = site.official(Role::PrefectureStaff, "010006").await;
    assert!(!prefecture.get("/authority").await.body.contains("/authority/desk"));
    for caller in [&mut prefecture, &mut staff] {
        assert_eq!(caller.get("/authority/desk").await.status, StatusCode::NOT_FOUND);
        assert_eq!(entered(caller, "0", &DESK).await.status, StatusCode::NOT_FOUND);
    }
    site.finish().await;
}
