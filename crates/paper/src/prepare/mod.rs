//! Content made ready for a template: checked against the form's schema, dates in 和暦, addresses with their QR code (H2).

mod faults;

use jiff::civil::{Date, Time};
use jsonschema::{Draft, Validator};
use model::calendar::{FiscalYear, format_date, format_time};
use serde_json::{Map, Value, json};

use crate::{errors::PaperError, qr};

pub(crate) use faults::faults;

/// The format of an integer that is a 年度, named by the year in which it begins.
const FISCAL_YEAR: &str = "fiscal-year";
/// The format of an address that is printed as a QR code.
const QR: &str = "qr";

/// The validator of a form's schema. Formats are checked: a date that does not exist is a fault.
pub(crate) fn validator(schema: &Value) -> Result<Validator, String> {
    Validator::options()
        .with_draft(Draft::Draft202012)
        .should_validate_formats(true)
        .with_format("date", |text: &str| text.parse::<Date>().is_ok())
        .with_format("partial-time", |text: &str| text.parse::<Time>().is_ok())
        .with_format(QR, qr::fits)
        .build(schema)
        .map_err(|error| error.to_string())
}

/// The content as templates read it: what the schema calls a date, a time, a year or an address is written out.
///
/// # Errors
/// [`PaperError::Export`] if an address does not become a QR code.
pub(crate) fn shown(schema: &Value, value: &Value) -> Result<Value, PaperError> {
    let format = schema.get("format").and_then(Value::as_str);
    match (value, format) {
        (Value::String(text), Some("date")) => Ok(text.parse::<Date>().map_or_else(|_| value.clone(), |date| format_date(date).into())),
        (Value::String(text), Some("partial-time")) => {
            Ok(text.parse::<Time>().map_or_else(|_| value.clone(), |time| format_time(time).into()))
        }
        (Value::String(text), Some(QR)) => Ok(json!({ "url": text, "svg": qr::svg(text)? })),
        (Value::Number(year), Some(FISCAL_YEAR)) => Ok(fiscal_year(year.as_i64()).unwrap_or_else(|| year.to_string()).into()),
        (Value::String(text), _) => Ok(plain(text).into()),
        (Value::Array(items), _) => {
            let schema = schema.get("items").unwrap_or(&Value::Null);
            items.iter().map(|item| shown(schema, item)).collect::<Result<Vec<_>, _>>().map(Value::Array)
        }
        (Value::Object(fields), _) => fields_shown(schema, fields),
        (Value::Null | Value::Bool(_) | Value::Number(_), _) => Ok(value.clone()),
    }
}

/// Absent fields become what the schema has as their default, or `none`, so that a template may ask for each field of its schema.
fn fields_shown(schema: &Value, fields: &Map<String, Value>) -> Result<Value, PaperError> {
    let known = schema.get("properties").and_then(Value::as_object).or_else(|| alternatives(schema));
    let Some(known) = known else {
        return fields
            .iter()
            .map(|(name, value)| Ok((name.clone(), shown(&Value::Null, value)?)))
            .collect::<Result<Map<_, _>, _>>()
            .map(Value::Object);
    };
    let mut all = Map::new();
    for (name, schema) in known {
        let value = match fields.get(name) {
            Some(value) => shown(schema, value)?,
            None => schema.get("default").cloned().unwrap_or_default(),
        };
        all.insert(name.clone(), value);
    }
    Ok(Value::Object(all))
}

/// An optional object is written as `anyOf` of itself and null.
fn alternatives(schema: &Value) -> Option<&Map<String, Value>> {
    schema.get("anyOf")?.as_array()?.iter().find_map(|one| one.get("properties")?.as_object())
}

fn fiscal_year(start: Option<i64>) -> Option<String> {
    let year = FiscalYear::starting_in(i16::try_from(start?).ok()?).ok()?;
    Some(year.to_string())
}

/// Text without signs that have no place on paper: control characters, marks of byte order. Line ends are `\n`.
fn plain(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    text.chars().filter(|character| matches!(character, '\n' | '\t') || !(character.is_control() || *character == '\u{FEFF}')).collect()
}
