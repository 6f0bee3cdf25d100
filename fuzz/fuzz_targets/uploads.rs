#![no_main]

#[path = "../src/uploads.rs"]
mod uploads;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| uploads::uploads(bytes));
