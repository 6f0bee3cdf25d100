//! Faults of content in the words of whoever filled in the form. What was written is not repeated: it may be a name.

use jsonschema::{
    ValidationError, Validator,
    error::{TypeKind, ValidationErrorKind},
};
use serde_json::Value;

use crate::errors::Fault;

/// Of hopeless input, no more than this many faults are listed.
const LISTED: usize = 50;

/// What is wrong with each copy's content, in the order of the copies.
pub(crate) fn faults(validator: &Validator, contents: &[Value]) -> Vec<Fault> {
    let several = contents.len() > 1;
    let all = contents.iter().enumerate().flat_map(|(number, content)| {
        validator.iter_errors(content).map(move |error| {
            let mut fault = fault(&error);
            if several {
                let field = if fault.field.is_empty() { String::new() } else { format!(" {}", fault.field) };
                fault.field = format!("{}通目{field}", number + 1);
            }
            fault
        })
    });
    all.take(LISTED).collect()
}

fn fault(error: &ValidationError<'_>) -> Fault {
    let mut field = dotted(error.instance_path().as_str());
    let mut inside = |name: &str| {
        field = if field.is_empty() { name.to_owned() } else { format!("{field}.{name}") };
    };
    let reason = match error.kind() {
        ValidationErrorKind::Required { property } => {
            inside(property.as_str().unwrap_or_default());
            "必要な項目がありません。".to_owned()
        }
        ValidationErrorKind::AdditionalProperties { unexpected } => {
            inside(&unexpected.join("・"));
            "この様式にはない項目です。名前を確かめてください。".to_owned()
        }
        ValidationErrorKind::Type { kind } => format!("{}で書いてください。", kinds(kind)),
        ValidationErrorKind::Format { format } => match format.as_str() {
            "date" => "日付として読めません。「2026-11-20」のように書いてください。".to_owned(),
            "partial-time" => "時刻として読めません。「13:30」のように書いてください。".to_owned(),
            "qr" => "QRコードにするには長すぎるか、使えない文字があります。".to_owned(),
            other => format!("決められた書き方（{other}）ではありません。"),
        },
        ValidationErrorKind::Enum { options } => format!("{}のどれかを書いてください。", choices(options)),
        ValidationErrorKind::OneOfNotValid { context } => constants(context),
        ValidationErrorKind::MinLength { .. } => "何も書かれていません。".to_owned(),
        ValidationErrorKind::MaxLength { limit } => format!("{limit}字までで書いてください。"),
        ValidationErrorKind::MinItems { limit } => format!("{limit}件以上、書いてください。"),
        ValidationErrorKind::MaxItems { limit } => format!("{limit}件までで書いてください。"),
        ValidationErrorKind::Minimum { limit } => format!("{limit}以上の数にしてください。"),
        ValidationErrorKind::Maximum { limit } => format!("{limit}以下の数にしてください。"),
        ValidationErrorKind::AnyOf { .. } => "書き方が様式に合っていません。項目の名前と種類を確かめてください。".to_owned(),
        _ => format!("様式の決まり（{}）に合っていません。", error.kind().keyword()),
    };
    Fault { field, reason }
}

/// `/items/0/title` as `items.1.title`: people count from one.
fn dotted(pointer: &str) -> String {
    let step = |step: &str| step.parse::<usize>().map_or_else(|_| step.replace("~1", "/").replace("~0", "~"), |at| (at + 1).to_string());
    pointer.split('/').skip(1).map(step).collect::<Vec<_>>().join(".")
}

fn kinds(kind: &TypeKind) -> String {
    let word = |name: &str| match name {
        "string" => "文字",
        "integer" => "整数",
        "number" => "数",
        "boolean" => "trueかfalse",
        "array" => "一覧（[ ]）",
        "object" => "項目の組（{ }）",
        _ => "なし（null）",
    };
    match kind {
        TypeKind::Single(one) => word(one.as_str()).to_owned(),
        TypeKind::Multiple(several) => several.iter().map(|one| word(one.as_str())).collect::<Vec<_>>().join("か"),
    }
}

fn choices(options: &Value) -> String {
    let words = options.as_array().into_iter().flatten().filter_map(Value::as_str);
    words.map(|word| format!("「{word}」")).collect()
}

/// The words of which one is wanted, where each is described by itself in the schema.
fn constants(context: &[Vec<ValidationError<'static>>]) -> String {
    let wanted = context.iter().flatten().filter_map(|error| match error.kind() {
        ValidationErrorKind::Constant { expected_value } => expected_value.as_str(),
        _ => None,
    });
    format!("{}のどれかを書いてください。", wanted.map(|word| format!("「{word}」")).collect::<String>())
}
