//! Replays every input that the fuzzer keeps (`fuzz/corpus`), as a short run of it without its tools.

#![expect(clippy::disallowed_methods, clippy::unwrap_used, reason = "a test reads the files of the corpus; the core itself does no I/O")]

#[path = "../../../fuzz/src/lib.rs"]
mod targets;

use std::{fs, path::Path};

/// Hands every file of a corpus to a target, and tells how many there were.
fn replay(corpus: &str, target: fn(&str)) -> usize {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fuzz/corpus").join(corpus);
    let mut files = 0;
    for entry in fs::read_dir(folder).unwrap() {
        // What is no text never reaches the readers.
        if let Ok(text) = fs::read_to_string(entry.unwrap().path()) {
            target(&text);
            files += 1;
        }
    }
    files
}

#[test]
fn every_rulebook_of_the_corpus_is_read_or_refused() {
    assert!(replay("rulebook", targets::rulebook) >= 30);
}

#[test]
fn all_facts_of_the_corpus_are_judged_or_refused() {
    assert!(replay("facts", targets::facts) >= 30);
}
