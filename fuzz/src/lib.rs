//! What is done with each input: the same by the fuzzer and by the test that replays the corpus
//! (`crates/rulebook/tests/corpus.rs`).

use jiff::{ToSpan, civil::Date};
use rulebook::{Library, Rulebook, Rules, assess, cases, compare};

/// A rulebook of somebody: alone, and under that of the country. What can be read is applied to an office on several days, compared
/// with the rules of the country, and told as a change log.
pub fn rulebook(text: &str) {
    // Read for its own sake; most inputs are refused here.
    let _ = Library::parse([("fuzz.toml", text)]);
    let Ok(book) = Rulebook::parse_under("fuzz.toml", text, Rulebook::national()) else { return };
    let Ok((_, facts)) = cases::situation("scene.toml", SCENE, None) else { return };
    assert!(book.changes().is_sorted_by_key(|entry| entry.day), "the change log is out of order");
    let first = facts.year.first_day();
    for changed in compare(&facts, Rules::of_today(Rulebook::national()), Rules::of_day(&book, first), first) {
        assert_ne!((changed.from, changed.level_from), (changed.to, changed.level_to), "a change that is none");
    }
    for months in [-30, 0, 7, 11, 12, 40] {
        for finding in assess(&facts, &book, first.saturating_add(months.months())) {
            assert!(book.source(&finding.citation.source_id).is_some(), "a finding without a source");
        }
    }
}

/// Facts of somebody, as a situation and as cases, judged by every rulebook of the program.
pub fn facts(text: &str) {
    if let Ok((on, facts)) = cases::situation("fuzz.toml", text, None) {
        for book in Library::built_in().books() {
            for day in [on, facts.year.last_day(), Date::MAX] {
                assert!(assess(&facts, book, day).iter().all(|finding| !finding.reason.is_empty()));
            }
        }
    }
    for case in cases::parse("fuzz.cases.toml", text).into_iter().flatten() {
        for book in Library::built_in().books() {
            let _ = cases::run(&case, book);
        }
    }
}

/// An office of which everything is known, so that every kind of rule has something to say.
const SCENE: &str = include_str!("scene.toml");
