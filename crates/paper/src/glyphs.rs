//! Which characters the fonts cannot show (H2): said before a name is printed with a hole in it.

use serde_json::Value;

use crate::{errors::Fault, world};

/// The fields with characters that a font of paper lacks. Marks without a picture of their own are no loss.
pub(crate) fn missing(copies: &[Value]) -> Vec<Fault> {
    let mut faults = Vec::new();
    for (number, copy) in copies.iter().enumerate() {
        let start = if copies.len() > 1 { format!("{}通目", number + 1) } else { String::new() };
        walk(copy, &start, &mut faults);
    }
    faults
}

fn walk(value: &Value, field: &str, faults: &mut Vec<Fault>) {
    let below = |name: &str| if field.is_empty() { name.to_owned() } else { format!("{field}.{name}") };
    match value {
        Value::String(text) => {
            let mut lacking: Vec<char> = text.chars().filter(|character| !printable(*character)).collect();
            lacking.sort_unstable();
            lacking.dedup();
            if !lacking.is_empty() {
                let shown: Vec<String> =
                    lacking.iter().map(|character| format!("「{character}」（U+{:04X}）", u32::from(*character))).collect();
                faults.push(Fault { field: field.to_owned(), reason: format!("{}を印刷できません。", shown.join("")) });
            }
        }
        Value::Array(items) => items.iter().enumerate().for_each(|(at, item)| walk(item, &below(&(at + 1).to_string()), faults)),
        Value::Object(fields) => fields.iter().for_each(|(name, item)| walk(item, &below(name), faults)),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

fn printable(character: char) -> bool {
    let invisible = matches!(character, '\n' | '\t' | '\u{200B}'..='\u{200D}' | '\u{2060}' | '\u{FEFF}' | '\u{FE00}'..='\u{FE0F}' | '\u{E0100}'..='\u{E01EF}');
    invisible || world::fonts().iter().all(|font| font.info().coverage.contains(u32::from(character)))
}
