//! What visitors write, as whole requests (C6–C9): rules of conduct, the form without a script, abuse, what a phone needs without reception.

use axum::http::StatusCode;
use model::OfficeId;
use web::testing::{Client, TestSite};

use crate::neighbour;

struct Scene {
    site: TestSite,
    office: OfficeId,
    staff: Client,
    visit: String,
    visitor: Client,
    /// `/m/…/visit`
    way: String,
}

/// A visit of today that the visitor was told of.
async fn told() -> Scene {
    let (site, office, mut staff) = TestSite::at_work().await;
    let seat = neighbour::seated(&mut staff, office, "paper").await;
    let dwelling = neighbour::first_dwelling(&mut staff, office).await;
    let visit = neighbour::planned(&mut staff, office, &seat, &dwelling, "2026-04-06").await;
    let mut visitor = site.anon();
    let link = neighbour::told(&mut staff, &visit, &mut visitor).await;
    let way = visitor.get(&link).await.location;
    Scene { site, office, staff, visit, visitor, way }
}

/// C6–C8: rules first, then the notes; the office reads what was sent, and answers what was said to it.
#[tokio::test]
async fn a_visitor_writes_and_the_office_reads() {
    let Scene { site, office, mut staff, visit, mut visitor, way } = told().await;
    let notes = format!("{way}/notes");
    assert!(visitor.get(&notes).await.body.contains("訪問のときの約束"));
    let on = visitor.post(&format!("{way}/conduct"), &[]).await;
    let page = visitor.get(&on.location).await;
    assert!(page.body.contains("事業所に伝えたいこと") && page.body.contains("会議で話したいこと") && page.body.contains("自分だけの控え"));
    for mark in ["点数を付け", "★", "type=\"number\"", "type=\"file\""] {
        assert!(!page.body.contains(mark), "no marks, no pictures: {mark}");
    }
    let seq = page.field("seq").unwrap();
    let empty = [("seq", seq.as_str()), ("day", "2026-04-06"), ("mode", "on_site"), ("impressions", " ")];
    let refused = visitor.post(&notes, &empty).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.body.contains("まだ何も書かれていません"));
    let later = [("seq", seq.as_str()), ("day", "2026-04-07"), ("mode", "on_site"), ("impressions", "明るい家だった。")];
    let refused = visitor.post(&notes, &later).await;
    assert!(refused.body.contains("今日より後") && refused.body.contains("明るい家だった。"), "what was written stays");
    let fields = [
        ("seq", seq.as_str()),
        ("day", "2026-04-06"),
        ("mode", "online"),
        ("impressions", "明るい家だった。"),
        ("answer-environment", "庭に花があった。"),
        ("to_office", "廊下の灯りが切れていた。"),
        ("to_meeting", "夏祭りのこと。"),
    ];
    assert_eq!(visitor.post(&notes, &fields).await.status, StatusCode::SEE_OTHER);
    assert_eq!(visitor.post(&notes, &fields).await.status, StatusCode::SEE_OTHER, "a double press is the same word");
    let page = visitor.get(&notes).await.body;
    assert!(page.contains("受け取りました") && page.contains("庭に花があった。"));
    let page = staff.get(&visit).await.body;
    for words in ["訪問した方から届いたこと", "明るい家だった。", "施設の環境", "廊下の灯りが切れていた。", "オンライン", "訪問済"]
    {
        assert!(page.contains(words), "{words}");
    }
    assert!(staff.get(&format!("/offices/{office}/voices")).await.body.contains("廊下の灯りが切れていた。"));
    site.finish().await;
}

/// C7: what to do about abuse is one tap away on every page of a visitor, within the page: no address is asked, so that nothing is left.
#[tokio::test]
async fn abuse_is_one_tap_away_and_asks_nothing() {
    let Scene { site, mut visitor, way, .. } = told().await;
    let base = way.trim_end_matches("/visit").to_owned();
    let mut pages = vec![way.clone(), format!("{base}/handbook"), format!("{way}/notes")];
    visitor.post(&format!("{way}/conduct"), &[]).await;
    pages.push(format!("{way}/notes"));
    pages.push("/m/offline".to_owned());
    for address in pages {
        let body = visitor.get(&address).await.body;
        assert!(body.contains("href=\"#abuse\"") && body.contains("id=\"abuse\"") && body.contains("href=\"tel:110\""), "{address}");
        let part = body.split("id=\"abuse\"").nth(1).unwrap().split("</section>").next().unwrap();
        assert!(!part.contains("<form") && !part.contains(" name=") && !part.contains("href=\"/"), "{address}: {part}");
    }
    site.finish().await;
}

/// C9: the page that a phone keeps holds nobody's words; the worker hands out only what lies below /m/ and keeps no page of a person.
#[tokio::test]
async fn what_a_phone_keeps_holds_nothing_of_anybody() {
    let Scene { site, mut visitor, way, .. } = told().await;
    visitor.post(&format!("{way}/conduct"), &[]).await;
    let page = visitor.get(&format!("{way}/notes")).await;
    let key = page.body.split("data-key=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let shell = visitor.get("/m/offline").await;
    assert_eq!(shell.status, StatusCode::OK);
    for word in ["隣野", "みかんの家", &key, way.split('/').nth(2).unwrap()] {
        assert!(!shell.body.contains(word), "{word}");
    }
    let worker = visitor.get("/m/worker.js").await;
    assert_eq!(worker.headers["content-type"], "text/javascript; charset=utf-8");
    assert!(worker.body.contains("\"shell\":\"/m/offline\"") && !worker.body.contains(&key));
    let policy = worker.headers["content-security-policy"].to_str().unwrap();
    assert!(policy.contains("worker-src 'self'") && !policy.contains("unsafe"));
    let manifest = visitor.get("/m/app.webmanifest").await;
    assert!(manifest.body.contains("\"scope\":\"/m/\""));
    for file in worker.body.split("\"/assets/").skip(1).map(|rest| rest.split('"').next().unwrap()) {
        assert_eq!(visitor.get(&format!("/assets/{file}")).await.status, StatusCode::OK, "{file}");
    }
    site.finish().await;
}

/// C9: whoever has no link that opens cannot write, nor read the key.
#[tokio::test]
async fn a_stranger_neither_writes_nor_reads() {
    let Scene { site, office, mut staff, visit, mut visitor, way } = told().await;
    let body = "{\"device\":\"abc\",\"seq\":1,\"data\":\"AAAA\"}";
    let refused = visitor.post_json(&format!("{way}/notes/sealed"), body).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.body.contains("この電話に残っています"), "{}", refused.body);
    assert_eq!(visitor.post_json(&format!("{way}/notes/sealed"), "{\"seq\":true}").await.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(site.anon().post_json("/m/nonsense/visit/notes/sealed", body).await.status, StatusCode::NOT_FOUND);
    assert_eq!(site.anon().get("/m/nonsense/visit/notes").await.status, StatusCode::NOT_FOUND);
    // A new letter takes the old link back.
    staff.post(&format!("{visit}/announce"), &[]).await;
    assert_eq!(visitor.get(&format!("{way}/notes")).await.status, StatusCode::GONE);
    assert_eq!(visitor.post_json(&format!("{way}/notes/sealed"), body).await.status, StatusCode::GONE, "{office}");
    site.finish().await;
}
