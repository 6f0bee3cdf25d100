//! What the templates in `components/` show: choices, lists, findings, steps, the line of the year.

use model::Vocabulary;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use crate::forms::Form;

/// Rows of one page of a list.
pub const PAGE_ROWS: usize = 50;

/// RFC 3986 unreserved characters stay; everything else of a query value is escaped.
const QUERY_VALUE: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.').remove(b'~');

/// One option of a select, one radio button or one box.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// What is sent.
    pub value: String,
    /// What is read.
    pub label: String,
    /// A second, smaller line; empty for none. A select does not show it.
    pub hint: String,
}

impl Choice {
    /// A choice without a second line.
    pub fn new(value: impl Into<String>, label: impl Into<String>) -> Self {
        Self { value: value.into(), label: label.into(), hint: String::new() }
    }

    /// The same with a second line.
    pub fn with_hint(self, hint: impl Into<String>) -> Self {
        Self { hint: hint.into(), ..self }
    }

    /// Yes, no, and what nobody knows yet; read with [`Form::yes_no`].
    pub fn yes_no() -> Vec<Self> {
        [Some(true), Some(false), None]
            .into_iter()
            .zip(["はい", "いいえ", "わからない"])
            .map(|(answer, label)| Self::new(Self::of_yes_no(answer), label))
            .collect()
    }

    /// The value that stands for an answer to [`Choice::yes_no`].
    pub fn of_yes_no(answer: Option<bool>) -> &'static str {
        match answer {
            Some(true) => "yes",
            Some(false) => "no",
            None => "unknown",
        }
    }

    /// Every word of a vocabulary, in its own order.
    pub fn all<V: Vocabulary>() -> Vec<Self> {
        V::ALL.iter().map(|word| Self::new(word.code(), word.label())).collect()
    }
}

/// A column of a list by which readers may sort.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Column {
    /// The value of `sort` in the address; empty for a column that cannot be sorted.
    pub key: &'static str,
    /// The heading.
    pub label: &'static str,
}

/// How a reader wants to see a list: search, order, page. Read from the query of the address, where a value that makes no
/// sense counts as not given, because an address is no form to correct.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListFrame {
    /// The address of the list without query.
    pub path: String,
    /// What is searched for; empty for everything.
    pub search: String,
    /// The key of a column.
    pub sort: &'static str,
    /// Whether the order is turned round.
    pub descending: bool,
    /// From 1 on.
    pub page: usize,
    /// Rows that match the search, over all pages.
    pub total: usize,
    /// Rows without any search, where that is known.
    pub all: usize,
    /// The headings in their order.
    pub columns: &'static [Column],
    /// What else the query asks for, such as a year; other orders and pages ask for it as well.
    pub kept: Vec<(&'static str, String)>,
}

impl ListFrame {
    /// Reads the query. The order of the first column is the default. `total` is 0 until [`ListFrame::with_total`].
    pub fn read(path: impl Into<String>, columns: &'static [Column], query: &Form) -> Self {
        let (descending, key) = match query.value("sort").strip_prefix('-') {
            Some(key) => (true, key),
            None => (false, query.value("sort")),
        };
        let known = columns.iter().map(|c| c.key).find(|k| !k.is_empty() && *k == key);
        Self {
            path: path.into(),
            search: query.value("q").trim().to_owned(),
            sort: known.or_else(|| columns.first().map(|c| c.key)).unwrap_or(""),
            descending: descending && known.is_some(),
            page: query.value("page").parse().unwrap_or(1).max(1),
            total: 0,
            all: 0,
            columns,
            kept: Vec::new(),
        }
    }

    /// Keeps what else the query asks for; what it does not ask for is left out.
    pub fn keeping(self, names: &[&'static str], query: &Form) -> Self {
        let asked = names.iter().filter(|name| !query.value(name).is_empty());
        Self { kept: asked.map(|name| (*name, query.value(name).to_owned())).collect(), ..self }
    }

    /// Searches, sorts and cuts rows that are all at hand. `words` is what a search looks through; `key` gives what a row is sorted
    /// by in a column, and the same for all rows where they stand in order already.
    pub fn arrange<T, K: Ord>(self, mut rows: Vec<T>, words: impl Fn(&T) -> String, key: impl Fn(&T, &'static str) -> K) -> (Self, Vec<T>) {
        let all = rows.len();
        let fold = |text: &str| text::width::fold(text).to_lowercase();
        let sought = fold(&self.search);
        rows.retain(|row| {
            let words = fold(&words(row));
            sought.split_whitespace().all(|word| words.contains(word))
        });
        rows.sort_by_cached_key(|row| key(row, self.sort));
        if self.descending {
            rows.reverse();
        }
        let frame = Self { all, ..self.with_total(rows.len()) };
        let rows = rows.into_iter().skip(frame.offset()).take(PAGE_ROWS).collect();
        (frame, rows)
    }

    /// Whether there is anything to search or sort.
    pub fn has_tools(&self) -> bool {
        self.all > 1 || !self.search.is_empty()
    }

    /// Whether the tools lie open: where a search is on, or where there is much to look through.
    pub fn shows_tools(&self) -> bool {
        self.all > 10 || !self.search.is_empty()
    }

    /// The orders to choose from, with what the address calls them.
    pub fn orders(&self) -> Vec<(String, String, bool)> {
        let columns = self.columns.iter().filter(|column| !column.key.is_empty());
        let both = columns.flat_map(|column| {
            let is = |descending| column.key == self.sort && self.descending == descending;
            [
                (column.key.to_owned(), column.label.to_owned(), is(false)),
                (format!("-{}", column.key), format!("{}（逆の順）", column.label), is(true)),
            ]
        });
        both.collect()
    }

    /// The number of matching rows, once known. A page beyond the last becomes the last.
    pub fn with_total(self, total: usize) -> Self {
        let page = self.page.min(last_page(total));
        Self { total, page, ..self }
    }

    /// The number of the last page, at least 1.
    pub fn pages(&self) -> usize {
        last_page(self.total)
    }

    /// Rows to leave out before this page. Before the total is known it is what the address asks for, without overflow.
    pub fn offset(&self) -> usize {
        (self.page - 1).saturating_mul(PAGE_ROWS)
    }

    /// The number of the first row of this page, from 1.
    pub fn first_row(&self) -> usize {
        self.offset() + 1
    }

    /// The number of the last row of this page.
    pub fn last_row(&self) -> usize {
        self.total.min(self.offset() + PAGE_ROWS)
    }

    /// The page before, if any.
    pub fn previous(&self) -> Option<usize> {
        (self.page > 1).then(|| self.page - 1)
    }

    /// The page after, if any.
    pub fn next(&self) -> Option<usize> {
        (self.page < self.pages()).then_some(self.page + 1)
    }

    /// The value of `aria-sort` for a column; empty where it does not decide the order.
    pub fn aria_sort(&self, column: &Column) -> &'static str {
        match (column.key == self.sort && !column.key.is_empty(), self.descending) {
            (false, _) => "",
            (true, false) => "ascending",
            (true, true) => "descending",
        }
    }

    /// The address that sorts by the column, or turns its order round. It starts at the first page.
    pub fn sort_href(&self, column: &Column) -> String {
        let turned = column.key == self.sort && !self.descending;
        self.href(column.key, turned, 1)
    }

    /// The address of another page in the same order.
    pub fn page_href(&self, page: &usize) -> String {
        self.href(self.sort, self.descending, *page)
    }

    /// The address of the whole list in the same order.
    pub fn everything_href(&self) -> String {
        Self { search: String::new(), ..self.clone() }.href(self.sort, self.descending, 1)
    }

    /// The value of `sort` that stands for the present order.
    pub fn sort_value(&self) -> String {
        sort_value(self.sort, self.descending)
    }

    /// The query for the same rows, all pages together.
    pub fn query(&self) -> String {
        self.rows().join("&")
    }

    /// What of a query decides about the rows.
    fn rows(&self) -> Vec<String> {
        let search = (!self.search.is_empty()).then_some(("q", &self.search));
        let kept = self.kept.iter().map(|(name, value)| (*name, value));
        kept.chain(search).map(|(name, value)| format!("{name}={}", utf8_percent_encode(value, QUERY_VALUE))).collect()
    }

    fn href(&self, sort: &str, descending: bool, page: usize) -> String {
        let mut parts = self.rows();
        parts.push(format!("sort={}", sort_value(sort, descending)));
        if page > 1 {
            parts.push(format!("page={page}"));
        }
        format!("{}?{}", self.path, parts.join("&"))
    }
}

fn last_page(total: usize) -> usize {
    total.div_ceil(PAGE_ROWS).max(1)
}

fn sort_value(key: &str, descending: bool) -> String {
    format!("{}{key}", if descending { "-" } else { "" })
}

/// The word of a status on screen, always read as a word and never as a colour alone (WCAG 1.4.1).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StatusWord {
    /// 済
    Met,
    /// これから
    Due,
    /// 目安を過ぎました: a day that we proposed, no official deadline, has passed.
    Late,
    /// 期限超過
    Overdue,
    /// 不足
    Broken,
    /// 未確認
    Unknown,
    /// 助言
    Advice,
    /// 対象外
    NotApplicable,
}

impl StatusWord {
    /// The word.
    pub fn label(self) -> &'static str {
        match self {
            Self::Met => "済",
            Self::Due => "これから",
            Self::Late => "目安を過ぎました",
            Self::Overdue => "期限超過",
            Self::Broken => "不足",
            Self::Unknown => "未確認",
            Self::Advice => "助言",
            Self::NotApplicable => "対象外",
        }
    }

    /// The last part of the CSS class.
    pub fn class(self) -> &'static str {
        match self {
            Self::Met => "met",
            Self::Due => "due",
            Self::Late => "advice",
            Self::Overdue => "overdue",
            Self::Broken => "broken",
            Self::Unknown => "advice",
            Self::Advice => "advice",
            Self::NotApplicable => "na",
        }
    }
}

/// A link with its words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// Where it leads.
    pub href: String,
    /// What it says.
    pub label: String,
}

/// One finding as a line of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FindingLine {
    /// How it stands.
    pub status: StatusWord,
    /// What the rule asks for.
    pub title: String,
    /// Why the status is what it is.
    pub reason: String,
    /// The day by which it is due, written for people.
    pub due: Option<String>,
    /// The next step.
    pub next: Option<Link>,
    /// The document of the rule.
    pub source: String,
    /// The place in the document.
    pub at: String,
}

/// One step of a longer task.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// What is done in it.
    pub label: String,
    /// Where the reader stands.
    pub state: StepState,
}

/// Where a step stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StepState {
    /// 済み
    Done,
    /// 今ここ
    Current,
    /// これから
    Ahead,
}

impl Step {
    /// All steps of a task of which the step at `current` (from 0) is being done.
    pub fn list(labels: &[&str], current: usize) -> Vec<Self> {
        let state = |number: usize| match number.cmp(&current) {
            std::cmp::Ordering::Less => StepState::Done,
            std::cmp::Ordering::Equal => StepState::Current,
            std::cmp::Ordering::Greater => StepState::Ahead,
        };
        labels.iter().enumerate().map(|(number, label)| Self { label: (*label).to_owned(), state: state(number) }).collect()
    }

    /// The mark in the circle: a tick, or the number from 1.
    pub fn mark(&self, number: &usize) -> String {
        match self.state {
            StepState::Done => "✓".to_owned(),
            StepState::Current | StepState::Ahead => number.to_string(),
        }
    }

    /// Whether it is behind.
    pub fn is_done(&self) -> bool {
        self.state == StepState::Done
    }

    /// Whether it is being done.
    pub fn is_current(&self) -> bool {
        self.state == StepState::Current
    }
}

/// A month on the line of the year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Month {
    /// Such as `4月`.
    pub label: String,
    /// Whether today lies in it.
    pub current: bool,
    /// What lies in it.
    pub events: Vec<MonthEvent>,
}

/// Something that lies in a month.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MonthEvent {
    /// What and, if known, on which day.
    pub label: String,
    /// How it stands.
    pub status: StatusWord,
    /// Its page, if it has one.
    pub href: Option<String>,
}

#[cfg(test)]
#[path = "components_tests.rs"]
mod tests;
