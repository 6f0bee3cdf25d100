#![no_main]

libfuzzer_sys::fuzz_target!(|text: &str| engawa_fuzz::facts(text));
