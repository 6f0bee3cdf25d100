//! A rulebook as it is written: TOML, read into spanned values so that every complaint can point at its place.
//!
//! `kind` and `parameters` of a rule are taken out first and read together as one [`Kind`]: a tagged enum inside the rule would
//! lose the places of its parts.

use std::ops::Range;

use jiff::civil::Date;
use model::offices::{GroupHomeType, ServiceKind};
use serde::{Deserialize, Deserializer, de};
use toml::{
    Spanned,
    de::{DeTable, DeValue, ValueDeserializer},
};

use super::error::{RulebookError, explain};
use crate::{
    form::{Fill, FormSubject, Layout},
    kind::Kind,
    rule::{Change, Exemption, Layer, Regulation, Remedy},
};

/// A rulebook of people is a few pages; what is far longer is a mistake or an attack.
const LONGEST_TEXT: usize = 1024 * 1024;

pub(super) struct BookText {
    pub(super) head: Head,
    pub(super) rules: Vec<RuleAt>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Head {
    pub(super) id: Spanned<String>,
    pub(super) title: String,
    pub(super) extends: Option<Spanned<String>>,
    pub(super) jurisdiction: Option<Spanned<String>>,
    pub(super) year: Option<YearText>,
    pub(super) source: Vec<SourceText>,
    #[serde(default)]
    pub(super) form: Vec<FormText>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct YearText {
    pub(super) assumed_meeting: Spanned<MonthDayText>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct MonthDayText {
    pub(super) month: i8,
    pub(super) day: i8,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SourceText {
    pub(super) id: Spanned<String>,
    pub(super) title: String,
    pub(super) short: String,
    pub(super) issuer: String,
    pub(super) date: Option<Day>,
    pub(super) place: String,
    pub(super) layer: Layer,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RuleText {
    pub(super) id: Spanned<String>,
    pub(super) change: Option<Spanned<Change>>,
    pub(super) requirement: Option<Spanned<String>>,
    pub(super) services: Option<Spanned<Vec<ServiceKind>>>,
    pub(super) applies_to: Option<Spanned<AppliesText>>,
    pub(super) unless: Option<Vec<Exemption>>,
    pub(super) level: Spanned<Vec<Spanned<PeriodText>>>,
    pub(super) cite: CiteText,
    pub(super) basis: Option<BasisText>,
    pub(super) sentence: Option<Spanned<String>>,
    pub(super) remedy: Option<Remedy>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct AppliesText {
    #[serde(default)]
    pub(super) types: Vec<GroupHomeType>,
    pub(super) min_dwellings: Option<u16>,
    pub(super) max_dwellings: Option<u16>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PeriodText {
    pub(super) is: Regulation,
    pub(super) since: Day,
    pub(super) until: Option<Day>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct CiteText {
    pub(super) source: Spanned<String>,
    pub(super) at: Spanned<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct BasisText {
    pub(super) source: Spanned<String>,
    pub(super) at: Spanned<String>,
    pub(super) services: Spanned<Vec<ServiceKind>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FormText {
    pub(super) id: Spanned<String>,
    #[serde(rename = "for")]
    pub(super) subject: FormSubject,
    pub(super) title: Spanned<String>,
    pub(super) number: Option<String>,
    pub(super) addressee: Option<String>,
    pub(super) layout: Spanned<Layout>,
    pub(super) url: Option<Spanned<String>>,
    pub(super) cite: CiteText,
    #[serde(default)]
    pub(super) notes: Vec<String>,
    pub(super) section: Spanned<Vec<SectionText>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SectionText {
    #[serde(default)]
    pub(super) heading: String,
    pub(super) fields: Spanned<Vec<FieldText>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FieldText {
    pub(super) label: Spanned<String>,
    pub(super) from: Spanned<Fill>,
}

/// A TOML date without time that the calendar has.
#[derive(Clone, Copy)]
pub(crate) struct Day(pub(crate) Date);

impl<'de> Deserialize<'de> for Day {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let written = toml::value::Datetime::deserialize(deserializer)?;
        let (Some(day), None, None) = (written.date, written.time, written.offset) else {
            return Err(de::Error::custom("日付だけを2025-04-01の形で書いてください"));
        };
        // The reader allows years up to 9999 only, months and days of two digits: all of them fit.
        let fitted = (i16::try_from(day.year), i8::try_from(day.month), i8::try_from(day.day));
        let (Ok(year), Ok(month), Ok(of_month)) = fitted else {
            return Err(de::Error::custom("この日付は暦にありません"));
        };
        Date::new(year, month, of_month).map(Self).map_err(|_| de::Error::custom("この日付は暦にありません"))
    }
}

pub(super) fn read(file: &str, text: &str) -> Result<BookText, RulebookError> {
    if text.len() > LONGEST_TEXT {
        return Err(RulebookError::at(file, text, &(0..0), None, "ファイルが長すぎます。", "1 MBまでにしてください。"));
    }
    let mut root = DeTable::parse(text).map_err(|e| explain(file, text, None, &e))?;
    let whole = root.span();
    let rules = root.get_mut().remove("rule");
    let head = Head::deserialize(ValueDeserializer::from(Spanned::new(whole.clone(), DeValue::Table(root.into_inner()))))
        .map_err(|e| explain(file, text, None, &e))?;
    let rules = read_rules(file, text, rules.unwrap_or_else(|| Spanned::new(whole, DeValue::Array(Default::default()))))?;
    Ok(BookText { head, rules })
}

/// A rule, its kind if it names one, and where it stands.
pub(super) struct RuleAt {
    pub(super) rule: RuleText,
    pub(super) kind: Option<Kind>,
    pub(super) span: Range<usize>,
    /// Where its parameters stand; where they could stand if there are none.
    pub(super) parameters: Range<usize>,
}

fn read_rules(file: &str, text: &str, rules: Spanned<DeValue<'_>>) -> Result<Vec<RuleAt>, RulebookError> {
    let not_tables = |span| RulebookError::at(file, text, &span, None, "規則の書き方が違います。", "規則は[[rule]]の行で始めてください。");
    let span = rules.span();
    let DeValue::Array(rules) = rules.into_inner() else { return Err(not_tables(span)) };
    rules
        .into_iter()
        .map(|rule| {
            let span = rule.span();
            match rule.into_inner() {
                DeValue::Table(table) => read_rule(file, text, table, span),
                _ => Err(not_tables(span)),
            }
        })
        .collect()
}

fn read_rule(file: &str, text: &str, mut table: DeTable<'_>, span: Range<usize>) -> Result<RuleAt, RulebookError> {
    let id = table.get("id").and_then(|id| id.get_ref().as_str()).map(str::to_owned);
    let explain = |e: toml::de::Error| explain(file, text, id.as_deref(), &e);
    let kind = table.remove("kind");
    let parameters = table.remove("parameters");
    let rule = RuleText::deserialize(ValueDeserializer::from(Spanned::new(span.clone(), DeValue::Table(table)))).map_err(explain)?;
    let Some(kind) = kind else {
        if let Some(parameters) = parameters {
            let hint = "kind = \"…\"を書き足してください。";
            return Err(RulebookError::at(file, text, &parameters.span(), id.as_deref(), "種類のない値です。", hint));
        }
        // Taken from the rule above, if there is one; whoever checks knows.
        return Ok(RuleAt { rule, kind: None, parameters: span.clone(), span });
    };
    let kind_span = kind.span();
    let DeValue::String(word) = kind.into_inner() else {
        let hint = "種類は\"…\"で囲んで書いてください。";
        return Err(RulebookError::at(file, text, &kind_span, id.as_deref(), "規則の種類が文字ではありません。", hint));
    };
    let parameters = parameters.unwrap_or_else(|| Spanned::new(kind_span.clone(), DeValue::Table(DeTable::new())));
    let of_parameters = parameters.span();
    let mut tagged = DeTable::new();
    tagged.insert(Spanned::new(kind_span.clone(), word), parameters);
    let kind = Kind::deserialize(ValueDeserializer::from(Spanned::new(kind_span, DeValue::Table(tagged)))).map_err(explain)?;
    Ok(RuleAt { rule, kind: Some(kind), span, parameters: of_parameters })
}
