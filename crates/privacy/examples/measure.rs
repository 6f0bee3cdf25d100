//! Scans lines of `{"id", "text", "roster": [{"name", "kana", "role"}]}` with the reader of names and prints what was found as the
//! scorers of names read it; how fast, to standard error.
//!
//! ```text
//! cargo run --release -p engawa-privacy --example measure -- FILE [LEAST CONFIDENCE [without]]
//! ```
//!
//! `without`: without lists and the reader of names. Seconds are those of the clock: for one core, measure on a quiet machine.
#![allow(
    clippy::disallowed_methods,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a program that measures reads a file and a clock"
)]

use std::{error::Error, sync::Arc, time::Instant};

use privacy::{
    Language, RosterName,
    scan::{Knowledge, LIKELY, Names, Scanner},
};
use serde::Deserialize;
use serde_json::json;

#[derive(Deserialize)]
struct Document {
    id: String,
    text: String,
    #[serde(default)]
    roster: Vec<Person>,
}

#[derive(Deserialize)]
struct Person {
    name: String,
    kana: String,
    role: String,
}

/// The reader of names; how long it took, to standard error.
fn read() -> Result<Language, Box<dyn Error>> {
    let begun = Instant::now();
    let compiled = text::words::compile(text::words::PACKED)?;
    let compiling = begun.elapsed().as_secs_f64();
    let begun = Instant::now();
    let language = Language::load(&compiled)?;
    eprintln!("dictionary compiled in {compiling:.3} s, language loaded in {:.3} s", begun.elapsed().as_secs_f64());
    Ok(language)
}

fn main() -> Result<(), Box<dyn Error>> {
    let mut words = std::env::args().skip(1);
    let file = words.next().ok_or("which file?")?;
    let least: f32 = words.next().map_or(Ok(LIKELY), |least| least.parse())?;
    let language: Option<Arc<dyn Names>> = if words.next().is_some_and(|word| word == "without") { None } else { Some(Arc::new(read()?)) };
    let (mut bytes, mut scanning, mut making) = (0, 0.0, 0.0);
    for line in std::fs::read_to_string(file)?.lines() {
        let document: Document = serde_json::from_str(line)?;
        let begun = Instant::now();
        let names = document.roster.into_iter().map(|person| RosterName { name: person.name, kana: person.kana, role: person.role });
        let scanner = Scanner::new(Knowledge { names: names.collect(), ..Knowledge::default() }, language.clone());
        making += begun.elapsed().as_secs_f64();
        let begun = Instant::now();
        let spans = scanner.scan(&document.text);
        scanning += begun.elapsed().as_secs_f64();
        bytes += document.text.len();
        let told = spans.iter().filter(|span| span.confidence >= least).map(|span| {
            json!({"start": span.start, "end": span.end, "label": span.label.code(), "text": span.text, "confidence": span.confidence,
                "why": span.why, "known": span.known})
        });
        println!("{}", json!({"id": document.id, "spans": told.collect::<Vec<_>>()}));
    }
    let megabytes = bytes as f64 / 1e6;
    eprintln!("{megabytes:.2} MB scanned in {scanning:.3} s ({:.2} MB/s); rosters made in {making:.3} s", megabytes / scanning);
    Ok(())
}
