//! Measures letters: `cargo run --release -p engawa-paper --example typeset 1000` prints one JSON object.

#![allow(clippy::unwrap_used, clippy::disallowed_methods, clippy::print_stdout, reason = "a measuring tool reads the clock and prints")]

use std::time::Instant;

use jiff::civil::date;
use paper::{Engine, Form, Format, Print};
use serde_json::{Value, json};

fn main() {
    let count: usize = std::env::args().nth(1).and_then(|count| count.parse().ok()).unwrap_or(1_000);
    let print = Print::on(date(2026, 6, 1));
    let start = Instant::now();
    let engine = Engine::new().unwrap();
    let cold = engine.render("invitation", &letter(0), Format::Pdf, print).unwrap();
    let first = start.elapsed();
    let mut warm: Vec<f64> =
        (1..=200).map(|number| timed(|| engine.render("invitation", &letter(number), Format::Pdf, print).unwrap())).collect();
    warm.sort_by(f64::total_cmp);
    let single = timed(|| {
        (0..count).for_each(|number| drop(engine.render("invitation", &letter(number + 1_000), Format::Pdf, print).unwrap()));
        Vec::new()
    });
    let single_peak = peak();
    let letters: Vec<Value> = (0..count).map(|number| letter(number + 10_000)).collect();
    let mut bytes = 0;
    let merged = timed(|| {
        let all = engine.render_all("invitation", &letters, Format::Pdf, print).unwrap();
        bytes = all.len();
        all
    });
    let rows: Vec<Value> = (1..=10_000).map(|number| json!({ "number": number, "holder": format!("見本 {number}") })).collect();
    let mut sheet = Form::find("collection-sheet").and_then(Form::sample).unwrap();
    sheet["copies"] = rows.into();
    let table = timed(|| engine.render("collection-sheet", &sheet, Format::Pdf, print).unwrap());
    println!(
        "{}",
        json!({
            "form": "invitation", "first_ms": first.as_secs_f64() * 1e3, "letter_bytes": cold.len(), "warm_p50_ms": warm[100], "warm_p95_ms": warm[190], "count": count,
            "single_s": single / 1e3, "single_peak_mb": single_peak, "merged_s": merged / 1e3, "merged_bytes": bytes, "rows_10000_s": table / 1e3, "peak_mb": peak(),
        })
    );
}

/// A letter that no other is like: everything that differs between letters differs.
fn letter(number: usize) -> Value {
    let mut letter = Form::find("invitation").and_then(Form::sample).unwrap();
    letter["addressee"]["name"] = format!("見本 {number}号").into();
    letter["reply"]["code"] = format!("7KMR-{number:04}-QP").into();
    letter["reply"]["link"] = format!("https://engawa.example.jp/m/Vn3kQ0xY8sTfLr2pWc{number:05}").into();
    letter
}

/// Milliseconds.
fn timed(make: impl FnOnce() -> Vec<u8>) -> f64 {
    let start = Instant::now();
    drop(make());
    start.elapsed().as_secs_f64() * 1e3
}

/// The largest memory so far in MB, as the kernel counts it; 0 where it does not say.
fn peak() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.split_whitespace().next()?.parse::<u64>().ok()).unwrap_or(0) / 1024
}
