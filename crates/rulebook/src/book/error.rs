//! What is wrong with a rulebook, in words for the official who wrote it.

use std::ops::Range;

use super::place::Place;

/// One thing that is wrong with a rulebook or with its cases.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{file}:{line}:{column}: {}{problem} {hint}", rule.as_ref().map(|r| format!("規則「{r}」：")).unwrap_or_default())]
pub struct RulebookError {
    /// The file, as named by the caller.
    pub file: String,
    /// Counted from 1.
    pub line: usize,
    /// Counted from 1, in characters.
    pub column: usize,
    /// The rule (or the case) in which it stands.
    pub rule: Option<String>,
    /// What is wrong.
    pub problem: String,
    /// What would be right.
    pub hint: String,
}

impl RulebookError {
    pub(crate) fn at(file: &str, text: &str, span: &Range<usize>, rule: Option<&str>, problem: impl Into<String>, hint: &str) -> Self {
        let Place { line, column } = Place::of(text, span);
        Self { file: file.into(), line, column, rule: rule.map(str::to_owned), problem: problem.into(), hint: hint.into() }
    }
}

/// Says in Japanese what the TOML reader found. What it says about words of ours is kept, because it lists the right ones.
pub(crate) fn explain(file: &str, text: &str, rule: Option<&str>, error: &toml::de::Error) -> RulebookError {
    let message = error.message();
    let quoted = |prefix: &str| message.strip_prefix(prefix).and_then(|rest| rest.split('`').next()).unwrap_or_default().to_owned();
    let expected = || message.split_once("expected").map(|(_, words)| words.trim_start_matches(" one of").trim()).unwrap_or_default();
    let (problem, hint) = if message.starts_with("unknown field `") {
        (format!("「{}」という項目はありません。", quoted("unknown field `")), format!("使える項目：{}", expected()))
    } else if message.starts_with("unknown variant `") {
        (format!("「{}」という語は使えません。", quoted("unknown variant `")), format!("使える語：{}", expected()))
    } else if message.starts_with("missing field `") {
        (format!("項目「{}」がありません。", quoted("missing field `")), "この項目を書き足してください。".to_owned())
    } else if message.starts_with("invalid type") {
        (format!("値の形が違います（{message}）。"), "文字は\"…\"、日付は2025-04-01、数は数字だけで書いてください。".to_owned())
    } else if message.starts_with("duplicate key") {
        ("同じ項目が2回書かれています。".to_owned(), "どちらか一方を消してください。".to_owned())
    } else if !message.is_ascii() {
        (format!("{message}。"), String::new())
    } else {
        (
            format!("TOMLとして読めません（{message}）。"),
            "この行と前の行の記号（かぎ括弧・引用符・等号・日付）を確かめてください。".to_owned(),
        )
    };
    RulebookError::at(file, text, &error.span().unwrap_or(0..0), rule, problem, hint.trim())
}
