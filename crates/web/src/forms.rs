//! What a person sent with a form: the values as typed, and what is wrong with them.
//!
//! A [`Form`] never loses input: a page that shows it again shows every value as it was typed, with a message at each field
//! that could not be read (H4). Reading a field takes its Japanese label, so that the summary of errors names the field.
//!
//! ```
//! let mut form = web::forms::Form::from_pairs([("name", "山田　花子"), ("day", "")]);
//! let name = form.required("name", "お名前");
//! let day = form.date("day", "開催日");
//! assert!(name.is_some() && day.is_none());
//! assert_eq!(form.error("day"), Some("開催日を入力してください。")); // show the page again, with `form`
//! ```

use std::{fmt, ops::RangeInclusive, str::FromStr};

use jiff::civil::Date;
use model::calendar::FiscalYear;

/// The most characters a one-line field takes.
pub const LINE_LIMIT: usize = 200;
/// The most characters a field of several lines takes.
pub const TEXT_LIMIT: usize = 20_000;

/// What is wrong with one field, or with the whole form when `field` is empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldError {
    /// The name of the field, which is also the id of its input.
    pub field: String,
    /// What to do about it, in Japanese.
    pub message: String,
}

/// Submitted (or prefilled) values with the errors found so far. A name may have several values, in the order sent.
#[derive(Clone, Default)]
pub struct Form {
    values: Vec<(String, String)>,
    errors: Vec<FieldError>,
}

impl Form {
    /// A form nobody has filled in yet.
    pub fn empty() -> Self {
        Self::default()
    }

    /// The values of a request body, or those with which a page starts.
    pub fn from_pairs<N: Into<String>, V: Into<String>>(pairs: impl IntoIterator<Item = (N, V)>) -> Self {
        let values = pairs.into_iter().map(|(n, v)| (n.into(), v.into())).collect();
        Self { values, errors: Vec::new() }
    }

    /// Puts a value in place of whatever the field had.
    pub fn set(&mut self, name: &str, value: impl Into<String>) {
        self.values.retain(|(known, _)| known != name);
        self.values.push((name.to_owned(), value.into()));
    }

    /// Puts one more value beside those that the field has.
    pub fn add(&mut self, name: &str, value: impl Into<String>) {
        self.values.push((name.to_owned(), value.into()));
    }

    /// The first value of the field as typed; empty if there is none.
    pub fn value(&self, name: impl AsRef<str>) -> &str {
        let name = name.as_ref();
        self.values.iter().find(|(n, _)| n == name).map_or("", |(_, value)| value)
    }

    /// Whether the field has this value among its values: a ticked box, a chosen option.
    pub fn has(&self, name: impl AsRef<str>, value: impl AsRef<str>) -> bool {
        self.values_of(name.as_ref()).any(|v| v == value.as_ref())
    }

    /// The 年度 that the field `year` names; nonsense counts as none.
    pub fn year(&self) -> Option<FiscalYear> {
        self.value("year").parse().ok()
    }

    /// Whether the field has any value: a box of several that is ticked.
    pub fn has_any(&self, name: impl AsRef<str>) -> bool {
        self.values_of(name.as_ref()).next().is_some()
    }

    /// The type of input that can show the value of a day: `date` drops whatever is not `2026-05-11`.
    pub fn date_input(&self, name: impl AsRef<str>) -> &'static str {
        let value = self.value(name);
        let shown = value.is_empty() || (value.len() == 10 && value.parse::<Date>().is_ok());
        if shown { "date" } else { "text" }
    }

    /// All values as typed, but those of the fields named: for keeping a form while it is written.
    pub fn pairs_without(&self, names: &[&str]) -> Vec<(String, String)> {
        self.values.iter().filter(|(name, _)| !names.contains(&name.as_str())).cloned().collect()
    }

    /// The first message at the field.
    pub fn error(&self, name: impl AsRef<str>) -> Option<&str> {
        let name = name.as_ref();
        self.errors.iter().find(|e| e.field == name).map(|e| e.message.as_str())
    }

    /// All messages in the order in which the fields were read.
    pub fn errors(&self) -> &[FieldError] {
        &self.errors
    }

    /// Whether everything read so far could be read.
    pub fn is_valid(&self) -> bool {
        self.errors.is_empty()
    }

    /// Adds a message at a field, for what only an action can know.
    pub fn fail(&mut self, name: &str, message: impl fmt::Display) {
        self.errors.push(FieldError { field: name.to_owned(), message: message.to_string() });
    }

    /// Adds a message that belongs to no single field.
    pub fn fail_whole(&mut self, message: impl fmt::Display) {
        self.fail("", message);
    }

    /// One line that must not be blank, without the blanks around it.
    pub fn required(&mut self, name: &str, label: &str) -> Option<String> {
        self.needed(name, label)?;
        self.optional(name, label)
    }

    /// One line, without the blanks around it; blank is `None`.
    pub fn optional(&mut self, name: &str, label: &str) -> Option<String> {
        let line = self.clean(name, label, LINE_LIMIT)?;
        if line.contains('\n') {
            self.fail(name, format_args!("{label}は改行せずに入力してください。"));
            return None;
        }
        Some(line)
    }

    /// Several lines that must not be blank, with `\n` between them.
    pub fn required_text(&mut self, name: &str, label: &str) -> Option<String> {
        self.needed(name, label)?;
        self.optional_text(name, label)
    }

    /// Several lines, with `\n` between them; blank is `None`.
    pub fn optional_text(&mut self, name: &str, label: &str) -> Option<String> {
        self.clean(name, label, TEXT_LIMIT)
    }

    /// A day that must be given, in any way of writing that [`model::calendar::parse_date`] reads.
    pub fn date(&mut self, name: &str, label: &str) -> Option<Date> {
        self.needed(name, label)?;
        self.optional_date(name, label)
    }

    /// A day; `None` is blank, or unreadable with a message ([`Form::is_valid`] tells them apart).
    pub fn optional_date(&mut self, name: &str, label: &str) -> Option<Date> {
        let typed = self.clean(name, label, LINE_LIMIT)?;
        match model::calendar::parse_date(&typed) {
            Ok(date) => Some(date),
            Err(reason) => {
                self.fail(name, format_args!("{label}：{reason}"));
                None
            }
        }
    }

    /// A number that must be given, in half or full width, with or without commas between thousands.
    pub fn number<T>(&mut self, name: &str, label: &str, range: RangeInclusive<T>) -> Option<T>
    where
        T: FromStr + PartialOrd + fmt::Display,
    {
        self.needed(name, label)?;
        self.optional_number(name, label, range)
    }

    /// A number; `None` is blank, or unreadable with a message.
    pub fn optional_number<T>(&mut self, name: &str, label: &str, range: RangeInclusive<T>) -> Option<T>
    where
        T: FromStr + PartialOrd + fmt::Display,
    {
        let typed = self.clean(name, label, LINE_LIMIT)?;
        let digits = without_separators(&narrow(&typed));
        let number = digits.and_then(|d| d.parse().ok()).filter(|n| range.contains(n));
        if number.is_none() {
            let (least, most) = (range.start(), range.end());
            self.fail(name, format_args!("{label}は{least}から{most}までの数字で入力してください。"));
        }
        number
    }

    /// One of the offered values, which must be chosen.
    pub fn choice<T: FromStr>(&mut self, name: &str, label: &str) -> Option<T> {
        if self.value(name).is_empty() {
            self.fail(name, format_args!("{label}を選んでください。"));
            return None;
        }
        self.optional_choice(name, label)
    }

    /// One of the offered values; `None` is no choice, or a value that was not offered, with a message.
    pub fn optional_choice<T: FromStr>(&mut self, name: &str, label: &str) -> Option<T> {
        let code = self.value(name);
        if code.is_empty() {
            return None;
        }
        let chosen = code.parse().ok();
        if chosen.is_none() {
            self.fail(name, format_args!("{label}は表示されている中から選んでください。"));
        }
        chosen
    }

    /// An answer to [`Choice::yes_no`](crate::components::Choice::yes_no); `None` is “not known”, no answer, or a value that was
    /// not offered, with a message.
    pub fn yes_no(&mut self, name: &str, label: &str) -> Option<bool> {
        match self.value(name) {
            "yes" => Some(true),
            "no" => Some(false),
            "unknown" | "" => None,
            _ => {
                self.fail(name, format_args!("{label}は表示されている中から選んでください。"));
                None
            }
        }
    }

    /// All ticked values; a value that was not offered is left out, with a message.
    pub fn choices<T: FromStr>(&mut self, name: &str, label: &str) -> Vec<T> {
        let read: Vec<Option<T>> = self.values_of(name).map(|code| code.parse().ok()).collect();
        if read.iter().any(Option::is_none) {
            self.fail(name, format_args!("{label}は表示されている中から選んでください。"));
        }
        read.into_iter().flatten().collect()
    }

    /// Whether a single box is ticked. Browsers send nothing for an empty one.
    pub fn checked(&self, name: &str) -> bool {
        !self.value(name).is_empty()
    }

    /// The value as sent, neither trimmed nor limited: for passwords and tokens, whose readers judge them. Blank is refused.
    pub fn secret(&mut self, name: &str, label: &str) -> Option<String> {
        if self.value(name).is_empty() {
            self.fail(name, format_args!("{label}を入力してください。"));
            return None;
        }
        Some(self.value(name).to_owned())
    }

    fn values_of<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.values.iter().filter(move |(n, _)| n == name).map(|(_, v)| v.as_str())
    }

    /// Refuses a blank value.
    fn needed(&mut self, name: &str, label: &str) -> Option<()> {
        if self.value(name).trim().is_empty() {
            self.fail(name, format_args!("{label}を入力してください。"));
            return None;
        }
        Some(())
    }

    /// The value trimmed, with one kind of line end; `None` when blank, or when refused with a message.
    fn clean(&mut self, name: &str, label: &str, limit: usize) -> Option<String> {
        let text = self.value(name).trim().replace("\r\n", "\n").replace('\r', "\n");
        if text.is_empty() {
            return None;
        }
        // PostgreSQL cannot store NUL, and no person types any of the others.
        if text.chars().any(|c| c.is_control() && c != '\n' && c != '\t') {
            self.fail(name, format_args!("{label}に使えない文字があります。入力し直してください。"));
            return None;
        }
        let length = text.chars().count();
        if length > limit {
            self.fail(name, format_args!("{label}は{limit}文字までです（今は{length}文字）。"));
            return None;
        }
        Some(text)
    }
}

/// Names only: values are personal data and must not reach a log.
impl fmt::Debug for Form {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let fields: Vec<&str> = self.values.iter().map(|(name, _)| name.as_str()).collect();
        let wrong: Vec<&str> = self.errors.iter().map(|e| e.field.as_str()).collect();
        f.debug_struct("Form").field("fields", &fields).field("wrong", &wrong).finish()
    }
}

/// Full-width ASCII in half width, as Japanese keyboards send it.
fn narrow(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '！'..='～' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
            '\u{2212}' => '-',
            _ => c,
        })
        .collect()
}

/// `1,200` as `1200`; `None` where the commas do not part thousands, because `1,5` may mean something else.
fn without_separators(digits: &str) -> Option<String> {
    let mut groups = digits.split(',');
    let first = groups.next()?;
    let mut joined = first.to_owned();
    for group in groups {
        if group.len() != 3 || first.is_empty() || first.len() > 3 {
            return None;
        }
        joined.push_str(group);
    }
    Some(joined)
}

#[cfg(test)]
#[path = "forms_tests.rs"]
mod tests;
