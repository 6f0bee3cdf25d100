//! Telephone numbers and addresses of electronic mail.

use std::sync::LazyLock;

use regex::Regex;

use crate::span::{Label, Span};

static MAIL: LazyLock<Regex> = LazyLock::new(|| pattern(r"[A-Za-z0-9._%+-]+ ?(?:@|＠|\(at\)) ?[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+"));
static PHONE: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?:\+81[- ]?|0)[0-9]{1,4}[-－‐−ー（(. ]?[0-9]{1,4}[-－‐−ー）). ]?[0-9]{3,4}"));

#[expect(clippy::expect_used, reason = "the patterns stand in this file, and its tests use each")]
fn pattern(of: &str) -> Regex {
    Regex::new(of).expect("a pattern of this file")
}

/// All of them in a text.
pub(super) fn find(text: &str, letters: &[char]) -> Vec<Span> {
    let mails = MAIL.find_iter(text).map(|place| (place.range(), Label::Email, "メールアドレスの形です。"));
    let phones = PHONE.find_iter(text).map(|place| (place.range(), Label::Phone, "電話番号の形です。"));
    let at = |byte: usize| text[..byte].chars().count();
    mails
        .chain(phones)
        .map(|(range, label, why)| {
            let (start, end) = (at(range.start), at(range.end));
            let text = letters[start..end].iter().collect();
            Span { start, end, label, text, confidence: 0.95, why: why.to_owned(), known: false }
        })
        .collect()
}
