//! What is done with a file: the same by the fuzzer and by the property tests (`crates/privacy/src/uploads/tests/mangled.rs`).

/// A file of somebody on its way to the public: refused, or a clean one that is read again as it was read before.
pub fn uploads(bytes: &[u8]) {
    let Ok(clean) = privacy::uploads::clean(bytes) else { return };
    match privacy::uploads::clean(&clean.bytes) {
        Ok(again) => assert_eq!((again.kind, again.text), (clean.kind, clean.text), "a clean file is read in another way"),
        Err(refusal) => panic!("a clean file is refused: {refusal}"),
    }
}
