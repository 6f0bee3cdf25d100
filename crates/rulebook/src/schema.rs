//! The form of a rulebook as a JSON Schema, for editors that help while one writes.
//!
//! The parameters of kinds come from their types; the keys around them are written here, and a test compares them with what the
//! reader takes.

use model::{
    Vocabulary,
    offices::{GroupHomeType, ServiceKind},
};
use schemars::{Schema, generate::SchemaSettings};
use serde_json::{Map, Value, json};

use crate::{
    form::{Fill, FormSubject, Layout},
    kind::Kind,
    rule::{Change, Layer, Regulation, Remedy},
};

/// The schema of a rulebook file.
pub fn schema() -> Value {
    let (kinds, definitions) = kinds();
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "縁側の規則集",
        "type": "object",
        "additionalProperties": false,
        "required": ["id", "title", "source", "rule"],
        "properties": {
            "id": name("規則集の名前"),
            "title": text("人が読む名前"),
            "extends": name("広げる規則集。国の規則は jp"),
            "jurisdiction": { "type": "string", "pattern": "^[0-9]{6}$", "description": "全国地方公共団体コード" },
            "year": object(&["assumed_meeting"], json!({
                "assumed_meeting": object(&["month", "day"], json!({ "month": { "type": "integer" }, "day": { "type": "integer" } })),
            })),
            "source": { "type": "array", "minItems": 1, "items": source() },
            "form": { "type": "array", "items": form() },
            "rule": { "type": "array", "minItems": 1, "items": rule(&kinds) },
        },
        "$defs": definitions,
    })
}

fn source() -> Value {
    object(
        &["id", "title", "short", "issuer", "place", "layer"],
        json!({
            "id": name("この規則集の中での出典の名前"),
            "title": text("正式な題名"),
            "short": text("引くときの短い題名"),
            "issuer": text("出したところ"),
            "date": day("出された日"),
            "place": text("どこで見られるか"),
            "layer": word::<Layer>("どの層の決まりか"),
        }),
    )
}

fn form() -> Value {
    object(
        &["id", "for", "title", "layout", "cite", "section"],
        json!({
            "id": name("様式の名前。規則の prescribed_form に書きます"),
            "for": word::<FormSubject>("何を書く様式か"),
            "title": text("紙の一番上に書く題"),
            "number": text("様式第1号など"),
            "addressee": text("宛先。例：見本市長"),
            "layout": word::<Layout>("項目の並べ方がだれのものか"),
            "url": { "type": "string", "pattern": "^https?://", "description": "自治体の様式がある場所。layout が ours なら必ず書きます" },
            "cite": cite(),
            "notes": { "type": "array", "items": text("記入する人への注意書き") },
            "section": { "type": "array", "minItems": 1, "items": object(&["fields"], json!({
                "heading": text("見出し"),
                "fields": { "type": "array", "minItems": 1, "items": object(&["label", "from"], json!({
                    "label": text("紙に書く項目の名前"),
                    "from": word::<Fill>("何で埋めるか"),
                })) },
            })) },
        }),
    )
}

fn cite() -> Value {
    object(&["source", "at"], json!({ "source": name("出典の名前"), "at": text("その中の場所") }))
}

fn rule(kinds: &[Value]) -> Value {
    let mut rule = object(
        &["id", "level", "cite"],
        json!({
            "id": name("規則の名前"),
            "change": word::<Change>("上位の規則をどうするか"),
            "kind": { "type": "string", "description": "規則の種類" },
            "parameters": { "type": "object", "description": "種類ごとの値" },
            "requirement": { "type": "string", "pattern": "^[A-H][0-9]{1,2}$", "description": "要件の番号" },
            "services": list::<ServiceKind>("当てはまるサービス"),
            "applies_to": object(&[], json!({
                "types": list::<GroupHomeType>("類型"),
                "min_dwellings": { "type": "integer", "minimum": 0 },
                "max_dwellings": { "type": "integer", "minimum": 0 },
            })),
            "unless": { "type": "array", "items": object(&["when"], json!({
                "when": { "enum": ["evaluated"] },
                "published": { "type": "boolean" },
                "certified": { "type": "boolean" },
                "within_years": { "type": "integer", "minimum": 1, "maximum": 100 },
            })) },
            "level": { "type": "array", "minItems": 1, "items": object(&["is", "since"], json!({
                "is": word::<Regulation>("何であるか"),
                "since": day("はじめの日"),
                "until": day("終わりの日"),
            })) },
            "cite": cite(),
            "basis": object(&["source", "at", "services"], json!({
                "source": name("省令の出典の名前"),
                "at": text("条"),
                "services": list::<ServiceKind>("その省令が当てはまるサービス"),
            })),
            "sentence": text("事業所の方が読む一文。{名前}には値が入ります"),
            "remedy": word::<Remedy>("直す画面"),
        }),
    );
    rule["allOf"] = Value::Array(kinds.to_vec());
    rule
}

/// For each kind: if it is named, its parameters look like this.
fn kinds() -> (Vec<Value>, Map<String, Value>) {
    let mut generator = SchemaSettings::draft2020_12().into_generator();
    let of_kind: Schema = generator.subschema_for::<Kind>();
    let definitions = generator.take_definitions(true);
    let whole = of_kind.as_value().get("$ref").and_then(Value::as_str).and_then(|path| path.rsplit('/').next());
    let variants = whole.and_then(|name| definitions.get(name)).and_then(|kind| kind.get("oneOf")).and_then(Value::as_array);
    let mut words = Vec::new();
    let mut conditions = Vec::new();
    for variant in variants.into_iter().flatten() {
        let named = |word: &str, parameters: Option<&Value>| {
            let then = match parameters {
                Some(parameters) => json!({ "required": ["parameters"], "properties": { "parameters": parameters } }),
                None => json!({ "not": { "required": ["parameters"] } }),
            };
            json!({ "if": { "required": ["kind"], "properties": { "kind": { "const": word } } }, "then": then })
        };
        if let Some(properties) = variant.get("properties").and_then(Value::as_object) {
            for (word, parameters) in properties {
                words.push(word.clone());
                conditions.push(named(word, Some(parameters)));
            }
        }
        let alone = variant.get("const").and_then(Value::as_str).into_iter();
        let listed = variant.get("enum").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str);
        for word in alone.chain(listed) {
            words.push(word.to_owned());
            conditions.push(named(word, None));
        }
    }
    conditions.push(json!({ "properties": { "kind": { "enum": words } } }));
    let used = definitions.into_iter().filter(|(name, _)| Some(name.as_str()) != whole).collect();
    (conditions, used)
}

fn object(required: &[&str], properties: Value) -> Value {
    json!({ "type": "object", "additionalProperties": false, "required": required, "properties": properties })
}

fn text(description: &str) -> Value {
    json!({ "type": "string", "description": description })
}

fn name(description: &str) -> Value {
    json!({ "type": "string", "pattern": "^[a-z0-9]+([.-][a-z0-9]+)*$", "description": description })
}

/// A date of TOML reaches a schema as a text.
fn day(description: &str) -> Value {
    json!({ "type": "string", "format": "date", "description": description })
}

fn word<V: Vocabulary + std::fmt::Display + 'static>(description: &str) -> Value {
    let words: Vec<&str> = V::ALL.iter().map(|word| word.code()).collect();
    let told: Vec<String> = V::ALL.iter().map(|word| format!("{}：{word}", word.code())).collect();
    json!({ "enum": words, "description": format!("{description}（{}）", told.join("、")) })
}

fn list<V: Vocabulary + std::fmt::Display + 'static>(description: &str) -> Value {
    json!({ "type": "array", "items": word::<V>(description) })
}
