//! The public shelf (B14, H1): what is found, what is found no more, and that it can be filled again.

use std::sync::Arc;

use jiff::civil::date;
use model::{MeetingId, OfficeId, calendar::FiscalYear, publications::Licence};
use service::{
    SeededEntropy,
    minutes::{self, draft, reopen, write},
    publications::{
        licence,
        public::{self, Scope},
        release, search, withdraw,
    },
    seeding::{self, Size},
    testing::{SYSTEM, TestApp},
};

use crate::scene::*;

async fn seeded(offices: u32, years: u8) -> TestApp {
    let mut test = TestApp::new().await;
    test.app.entropy = Arc::new(SeededEntropy::new(1));
    seeding::seed(&test.app, &SYSTEM, Size { offices, years }).await.unwrap();
    test
}

async fn found(test: &TestApp, query: &str, scope: Scope, year: Option<FiscalYear>) -> Vec<String> {
    let found = search::search(&test.app, query, scope, year, (0, 50)).await.unwrap();
    assert_eq!(found.hits.len(), found.total.min(50));
    found.hits.into_iter().map(|hit| hit.entry.address).collect()
}

/// Minutes of a held meeting in which one thing was said, published.
async fn published(test: &TestApp, text: &str) -> (OfficeId, MeetingId, String) {
    let (office, seats) = with_members(test).await;
    let meeting = held_meeting(test, office, &seats, date(2026, 10, 1)).await;
    noted(test, office, meeting, seats[2], text).await;
    draft::draft(&test.app, &test.staff(office), office, meeting).await.unwrap();
    confirmed(test, office, meeting).await;
    let address = release::release(&test.app, &test.staff(office), office, meeting, all_ticked()).await.unwrap();
    (office, meeting, address)
}

async fn rows(test: &TestApp, table: &str) -> String {
    test.database().rows(&format!("SELECT CAST(count(*) AS TEXT) AS detail FROM {table}")).await.remove(0)
}

/// B14: all words must stand there, however they are typed; a place, an office and a year narrow it.
#[tokio::test]
async fn a_search_finds_all_words_within_a_place_an_office_and_a_year() {
    let test = seeded(3, 2).await;
    assert_eq!(found(&test, "夏祭り", Scope::Country, None).await.len(), 6);
    assert_eq!(found(&test, "ﾅﾂまつり", Scope::Country, None).await.len(), 0, "kanji are not read");
    assert_eq!(found(&test, "ひやりはっと　手すり", Scope::Country, None).await.len(), 6);
    assert_eq!(found(&test, "ひやりはっと 盆踊り", Scope::Country, None).await.len(), 0);
    assert_eq!(found(&test, "祭", Scope::Country, None).await.len(), 6);
    assert_eq!(found(&test, "の", Scope::Country, None).await.len(), 0);
    assert_eq!(found(&test, "測定2", Scope::Country, None).await.len(), 2, "the name of an office");
    let listing = public::list(&test.app, Scope::Country, None, 0, 50).await.unwrap();
    assert_eq!((listing.total, listing.years.len(), listing.places.len()), (6, 2, 1));
    let (year, office) = (listing.years[0], listing.entries[0].office_number);
    assert_eq!(found(&test, "祭り", Scope::Country, Some(year)).await.len(), 3);
    assert_eq!(found(&test, "祭り", Scope::Office(office), Some(year)).await.len(), 1);
    let osaka = Scope::Place("271004".parse().unwrap());
    assert_eq!(found(&test, "祭り", osaka, Some(year)).await.len(), 3);
    assert_eq!(public::list(&test.app, osaka, Some(year), 0, 50).await.unwrap().entries.len(), 3);
    let nerima = Scope::Place("131202".parse().unwrap());
    assert_eq!(found(&test, "祭り", nerima, None).await.len(), 0);
    assert_eq!(public::list(&test.app, nerima, None, 0, 50).await.unwrap().total, 0);
    test.finish().await;
}

/// B14: where a word is the title or the decision stands before where it is only said; the newest first among equals.
#[tokio::test]
async fn what_weighs_more_comes_first() {
    let test = seeded(2, 2).await;
    let all = search::search(&test.app, "祭り", Scope::Country, None, (0, 50)).await.unwrap();
    let numbers: Vec<i64> = all.hits.iter().map(|hit| hit.entry.number).collect();
    assert!(numbers.is_sorted_by(|one, other| one > other), "{numbers:?}");
    let titled = search::search(&test.app, "測定1", Scope::Country, None, (0, 50)).await.unwrap();
    assert!(titled.hits.iter().all(|hit| hit.entry.office_name.ends_with('1')));
    let marked: Vec<&str> = all.hits[0].excerpt.iter().filter(|(_, marked)| *marked).map(|(piece, _)| piece.as_str()).collect();
    assert_eq!(marked[0], "祭り");
    let several = search::search(&test.app, "夏祭り 手すり", Scope::Country, None, (0, 1)).await.unwrap();
    let marked: Vec<&str> = several.hits[0].excerpt.iter().filter(|(_, marked)| *marked).map(|(piece, _)| piece.as_str()).collect();
    assert_eq!(marked, ["夏祭り", "手すり"], "every word is shown where it stands");
    test.finish().await;
}

/// B14, invariant 3: after a withdrawal nothing is found, listed, walked to or left in the index; the stone is known.
#[tokio::test]
async fn what_is_withdrawn_is_gone_from_search_list_and_index() {
    let test = TestApp::new().await;
    let (office, _, address) = published(&test, "盆踊りの太鼓をたたきたい。").await;
    assert_eq!(found(&test, "盆踊り 太鼓", Scope::Country, None).await, [address.as_str()]);
    withdraw::withdraw(&test.app, &test.manager(office), office, &address, "訂正のため").await.unwrap();
    assert_eq!(found(&test, "太鼓", Scope::Country, None).await, Vec::<String>::new());
    let listing = public::list(&test.app, Scope::Country, None, 0, 50).await.unwrap();
    assert_eq!((listing.total, listing.entries.len(), listing.places.len()), (0, 0, 0));
    assert!(public::walk(&test.app, Scope::Country, None, (0, 0)).await.unwrap().is_empty());
    assert_eq!((rows(&test, "shelf").await, rows(&test, "shelf_words").await), ("0".to_owned(), "0".to_owned()));
    assert_eq!(public::stones(&test.app).await.unwrap(), [address]);
    test.finish().await;
}

/// B14, invariant 3: a correction takes the place of what it corrects, in the same transaction.
#[tokio::test]
async fn what_is_superseded_is_found_no_more() {
    let test = TestApp::new().await;
    let (office, meeting, address) = published(&test, "盆踊りの太鼓をたたきたい。").await;
    let staff = test.staff(office);
    reopen::reopen(&test.app, &staff, office, meeting).await.unwrap();
    let view = minutes::view(&test.app, &staff, office, meeting).await.unwrap();
    let mut content = view.content.unwrap();
    content.items[0].entries[0].text = "盆踊りの笛を吹きたい。".into();
    write::write(&test.app, &staff, office, meeting, view.minutes.unwrap().number, content).await.unwrap();
    assert_eq!(found(&test, "太鼓", Scope::Country, None).await.len(), 1, "what is only written is not shown");
    assert_eq!(found(&test, "笛を", Scope::Country, None).await.len(), 0);
    confirmed(&test, office, meeting).await;
    release::release(&test.app, &staff, office, meeting, all_ticked()).await.unwrap();
    assert_eq!(found(&test, "太鼓", Scope::Country, None).await.len(), 0);
    assert_eq!(found(&test, "笛を", Scope::Country, None).await, [address]);
    assert_eq!(rows(&test, "shelf").await, "1");
    assert_eq!(public::walk(&test.app, Scope::Country, None, (0, 0)).await.unwrap()[0].version, 2);
    test.finish().await;
}

/// B14: after an import, or when words are indexed in another way, the shelf is filled once, and then left alone.
#[tokio::test]
async fn the_shelf_is_filled_anew_and_only_once() {
    let test = seeded(3, 2).await;
    let before = found(&test, "祭り", Scope::Country, None).await;
    test.database().tamper("DELETE FROM shelf_words").await;
    test.database().tamper("DELETE FROM shelf").await;
    assert!(!public::is_true(&test.app).await.unwrap());
    assert_eq!(public::refill(&test.app).await.unwrap(), 6);
    assert_eq!(public::refill(&test.app).await.unwrap(), 0);
    let mut after = found(&test, "祭り", Scope::Country, None).await;
    after.sort();
    let mut sorted = before;
    sorted.sort();
    assert_eq!(after, sorted);
    test.database().tamper("UPDATE shelf_state SET value = 0 WHERE name = 'edition'").await;
    assert_eq!(public::refill(&test.app).await.unwrap(), 6);
    test.finish().await;
}

/// D5: an office that moved is found where it lies now.
#[tokio::test]
async fn an_office_that_moved_is_found_in_its_new_place() {
    let test = seeded(2, 1).await;
    let (osaka, nerima) = (Scope::Place("271004".parse().unwrap()), Scope::Place("131202".parse().unwrap()));
    let number = public::newest(&test.app, osaka, 1).await.unwrap()[0].office_number;
    test.database().tamper(&format!("UPDATE offices SET location = '131202', prefecture = '130001' WHERE number = '{number}'")).await;
    assert!(public::refill(&test.app).await.unwrap() > 0);
    assert_eq!(found(&test, "祭り", nerima, None).await.len(), 1);
    assert_eq!((found(&test, "祭り", osaka, None).await.len(), public::list(&test.app, osaka, None, 0, 50).await.unwrap().total), (1, 1));
    test.database().tamper(&format!("UPDATE offices SET location = '271004', prefecture = '270008' WHERE number = '{number}'")).await;
    public::refill(&test.app).await.unwrap();
    test.finish().await;
}

/// B14: the manager chooses the terms; staff and strangers do not.
#[tokio::test]
async fn only_the_manager_chooses_the_terms_of_use() {
    let test = TestApp::new().await;
    let (office, _, address) = published(&test, "盆踊りの太鼓をたたきたい。").await;
    assert_eq!(public::seen_at(&test.app, &address).await.unwrap().licence, Licence::AsByLaw);
    for stranger in [test.staff(office), test.manager(test.office().await)] {
        assert!(licence::choose(&test.app, &stranger, office, Licence::CcBy4).await.is_err());
    }
    licence::choose(&test.app, &test.manager(office), office, Licence::CcBy4).await.unwrap();
    assert_eq!(public::seen_at(&test.app, &address).await.unwrap().licence, Licence::CcBy4);
    assert_eq!(public::newest(&test.app, Scope::Country, 1).await.unwrap()[0].licence, Licence::CcBy4);
    test.finish().await;
}

/// The planner of SQLite reads no table from end to end for what everybody may ask.
#[tokio::test]
async fn lists_and_searches_are_answered_from_indexes() {
    let test = seeded(2, 1).await;
    if test.app.database.backend() == store::Backend::Sqlite {
        let plans = [
            ("SELECT block, gram, places FROM shelf_words WHERE gram IN (1, 2, 3)", "PRIMARY KEY"),
            ("SELECT gram, places FROM shelf_words WHERE block = 1", "shelf_words_block"),
            ("SELECT s.number FROM shelf s WHERE s.city = '271004' ORDER BY s.fiscal_year DESC, s.number DESC LIMIT 50", "shelf_city"),
            ("SELECT count(*) FROM shelf s WHERE s.prefecture = '270008' AND s.fiscal_year = 2025", "shelf_prefecture"),
            (
                "SELECT s.number FROM shelf s WHERE CAST(NULL AS TEXT) IS NULL ORDER BY s.fiscal_year DESC, s.number DESC LIMIT 50",
                "shelf_year",
            ),
            ("SELECT number FROM shelf WHERE publication_id IN (SELECT id FROM publications WHERE address = 'x')", "publications_address"),
        ];
        for (statement, index) in plans {
            let plan = test.database().rows(&format!("EXPLAIN QUERY PLAN {statement}")).await.join("\n");
            assert!(plan.contains(index) && !plan.contains("TEMP B-TREE"), "{statement}: {plan}");
        }
    }
    test.finish().await;
}
