//! The library of practice (G8), as whole requests.

use axum::http::StatusCode;
use model::practice::Library;
use web::testing::TestSite;

/// How many entries a page says there are.
fn count(body: &str) -> usize {
    body.matches("<h3><a href=\"/practice/").count()
}

/// G8: everybody finds practices by words and by what they have in common, and cites each by a stable address.
#[tokio::test]
async fn everybody_finds_and_cites_a_practice() {
    let site = TestSite::new().await;
    let mut anybody = site.anon();
    let all = anybody.get("/practice").await;
    assert_eq!((all.status, count(&all.body)), (StatusCode::OK, 50), "a page of them");
    assert!(all.body.contains("平成31年3月28日（木）") && all.body.contains("page=2"));
    let narrowed = anybody.get("/practice?prefecture=430005&kind=multifunctional&state=developed").await.body;
    assert!(count(&narrowed) >= 1 && count(&narrowed) < 5 && narrowed.contains("菊池市") && narrowed.contains("見つかった実践例"));
    let half_width =
        anybody.get("/practice?q=%EF%BD%BA%EF%BD%B0%EF%BE%83%EF%BE%9E%EF%BD%A8%EF%BE%88%EF%BD%B0%EF%BE%80%EF%BD%B0").await.body;
    assert!(count(&half_width) > 0 && half_width.contains("コーディネーター"), "ｺｰﾃﾞｨﾈｰﾀｰ");
    let nothing = anybody.get("/practice?q=%E5%AE%87%E5%AE%99%E6%97%85%E8%A1%8C").await;
    assert!(nothing.status == StatusCode::OK && nothing.body.contains("この条件の実践例はありません"));
    let nonsense = anybody.get("/practice?prefecture=999999x&kind=none&state=&theme=%3Cscript%3E&page=99999").await;
    assert_eq!(nonsense.status, StatusCode::OK);
    assert!(!nonsense.body.contains("<script>"), "what makes no sense counts as not asked");

    for known in Library::built_in().entries() {
        let page = anybody.get(&format!("/practice/{}", known.id)).await;
        assert!(page.status == StatusCode::OK && page.body.contains("をもとに作成"), "{}", known.id);
    }
    assert_eq!(anybody.get("/practice/b-999").await.status, StatusCode::NOT_FOUND);
    assert!(anybody.get("/p").await.body.contains("href=\"/practice\""));
    site.finish().await;
}
