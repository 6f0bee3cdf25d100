//! `docs/coverage.md` is true: every page it names is a door of the house, every test it names exists.

#![allow(clippy::expect_used, reason = "a test that cannot set its scene has failed")]

use std::{
    collections::BTreeSet,
    path::{Path, PathBuf},
};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// The rows of the table: id, pages, tests, what is open.
fn rows() -> Vec<[String; 4]> {
    let text = std::fs::read_to_string(root().join("docs/coverage.md")).expect("docs/coverage.md reads");
    let cells = |line: &str| -> Option<[String; 4]> {
        let cells: Vec<String> = line.trim_matches('|').split('|').map(|cell| cell.trim().to_owned()).collect();
        cells.try_into().ok()
    };
    text.lines().filter(|line| line.starts_with("| ")).filter_map(cells).filter(|row| row[0] != "id").collect()
}

fn quoted(cell: &str) -> impl Iterator<Item = &str> {
    cell.split('`').skip(1).step_by(2)
}

fn sources(folder: &Path, text: &mut String) {
    for entry in std::fs::read_dir(folder).expect("the folder reads").flatten() {
        let path = entry.path();
        if path.is_dir() {
            sources(&path, text);
        } else if path.extension().is_some_and(|kind| kind == "rs") {
            text.push_str(&std::fs::read_to_string(&path).expect("the source reads"));
        }
    }
}

#[test]
fn every_page_of_the_coverage_is_a_door_of_the_house() {
    let doors: BTreeSet<&str> = web::house().doors().into_iter().map(|door| door.pattern).collect();
    for [id, pages, ..] in rows() {
        for page in quoted(&pages) {
            assert!(doors.contains(page), "{id}: there is no page {page}");
        }
    }
}

#[test]
fn every_test_of_the_coverage_exists() {
    let mut text = String::new();
    sources(&root().join("crates"), &mut text);
    for [id, _, tests, _] in rows() {
        for test in quoted(&tests) {
            assert!(text.contains(&format!("fn {test}(")), "{id}: there is no test {test}");
        }
    }
}

/// A requirement without page and test says what is open.
#[test]
fn what_is_missing_is_said() {
    for [id, pages, tests, open] in rows() {
        assert!(!(pages.is_empty() || tests.is_empty()) || !open.is_empty(), "{id}: no page or no test, and nothing is said to be open");
    }
}

#[test]
fn every_requirement_of_an_offices_year_has_a_row() {
    let ids: BTreeSet<String> = rows().into_iter().map(|[id, ..]| id).collect();
    // A8 is Sapporo's own and belongs to the cities' rulebooks.
    let expected = (1..=15)
        .filter(|n| *n != 8)
        .map(|n| format!("A{n}"))
        .chain((1..=17).map(|n| format!("B{n}")))
        .chain((2..=6).map(|n| format!("H{n}")));
    for id in expected {
        assert!(ids.contains(&id), "{id} has no row");
    }
}

/// Where the files of a crate's tests are modules of one program, a file that is not named there would never run.
#[test]
fn no_file_of_tests_is_forgotten() {
    for entry in std::fs::read_dir(root().join("crates")).expect("the crates read").flatten() {
        let tests = entry.path().join("tests");
        let Ok(all) = std::fs::read_to_string(tests.join("all.rs")) else { continue };
        for file in std::fs::read_dir(&tests).expect("the tests read").flatten() {
            let name = file.file_name().to_string_lossy().replace(".rs", "");
            assert!(name == "all" || all.contains(&format!("mod {name};")), "{}: {name} is not a module of all.rs", tests.display());
        }
    }
}
