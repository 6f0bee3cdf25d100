//! What a finished form says to its reader, and what stands in it unseen.

use std::{
    collections::BTreeSet,
    io::{Cursor, Read},
};

use html5gum::{DefaultEmitter, Token, Tokenizer};
use lopdf::{Dictionary, Document, Object};
use model::files::FileKind;
use zip::ZipArchive;

use super::outputs::{Format, Leak, Produced};
use crate::uploads::{self, bounds};

/// The text of a form, and after it all that is in it unseen. What cannot be read is no form.
pub(super) fn read(output: &Produced) -> Result<String, Leak> {
    let said = match output.format {
        Format::Text => utf8(&output.bytes).map(ToOwned::to_owned),
        Format::Html | Format::Xml => utf8(&output.bytes).map(|text| markup(text, |name| !WITHIN.contains(&name))).map(Said::whole),
        Format::Json => utf8(&output.bytes).and_then(json),
        Format::Pdf => pdf(&output.bytes),
        Format::Docx => docx(&output.bytes),
    };
    said.map_err(|reason| Leak::Unreadable { output: output.name.clone(), reason })
}

fn utf8(bytes: &[u8]) -> Result<&str, String> {
    std::str::from_utf8(bytes).map_err(|_| "文字として読めません。".to_owned())
}

fn json(text: &str) -> Result<String, String> {
    let value: serde_json::Value = serde_json::from_str(text).map_err(|_| "内容を読めません。".to_owned())?;
    let mut lines = Vec::new();
    strings(&value, &mut lines);
    Ok(lines.join("\n"))
}

fn strings(value: &serde_json::Value, lines: &mut Vec<String>) {
    match value {
        serde_json::Value::String(text) => lines.push(text.clone()),
        serde_json::Value::Number(number) => lines.push(number.to_string()),
        serde_json::Value::Array(values) => values.iter().for_each(|value| strings(value, lines)),
        serde_json::Value::Object(fields) => {
            for (name, value) in fields {
                lines.push(name.clone());
                strings(value, lines);
            }
        }
        serde_json::Value::Bool(_) | serde_json::Value::Null => {}
    }
}

/// Elements within a line.
const WITHIN: [&[u8]; 18] = [
    b"a", b"b", b"strong", b"em", b"mark", b"span", b"ruby", b"rb", b"small", b"sub", b"sup", b"i", b"u", b"code", b"wbr", b"abbr",
    b"time", b"ins",
];

/// Elements of Word that end a line.
const BREAKS: [&[u8]; 5] = [b"w:p", b"w:tc", b"w:tr", b"w:br", b"w:tab"];

#[derive(Default)]
struct Said {
    shown: String,
    unseen: Vec<String>,
}

impl Said {
    fn whole(self) -> String {
        format!("{}\n{}", self.shown, self.unseen.join("\n"))
    }
}

/// The text of a page, a feed or a part of a document in reading order, and all that attributes and comments hold. A reading above
/// kanji stands in brackets.
fn markup(text: &str, breaks: impl Fn(&[u8]) -> bool) -> Said {
    let mut emitter = DefaultEmitter::default();
    emitter.naively_switch_states(true);
    let Said { mut shown, mut unseen } = Said::default();
    let lossy = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    for token in Tokenizer::new_with_emitter(text, emitter) {
        let Ok(token) = token;
        match token {
            Token::String(words) => shown.push_str(&lossy(&words)),
            Token::StartTag(tag) => {
                match tag.name.as_slice() {
                    b"rt" => shown.push('（'),
                    name if breaks(name) => shown.push('\n'),
                    _ => {}
                }
                unseen.extend(tag.attributes.values().map(|value| lossy(value)));
            }
            Token::EndTag(tag) => match tag.name.as_slice() {
                b"rt" => shown.push('）'),
                name if breaks(name) => shown.push('\n'),
                _ => {}
            },
            Token::Comment(words) => unseen.push(lossy(&words)),
            Token::Doctype(_) | Token::Error(_) => {}
        }
    }
    Said { shown, unseen }
}

/// A document of Word: the text of every part, then the names of parts and what attributes hold, each once.
fn docx(bytes: &[u8]) -> Result<String, String> {
    const BROKEN: &str = "Wordの文書として読めません。";
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| BROKEN.to_owned())?;
    let (mut shown, mut unseen) = (String::new(), BTreeSet::new());
    for number in 0..archive.len() {
        let part = archive.by_index(number).map_err(|_| BROKEN.to_owned())?;
        let name = part.name().map_err(|_| BROKEN.to_owned())?.into_owned();
        if name.ends_with(".xml") || name.ends_with(".rels") {
            let mut text = String::new();
            part.take(bounds::PART_BYTES as u64 + 1).read_to_string(&mut text).map_err(|_| BROKEN.to_owned())?;
            if text.len() > bounds::PART_BYTES {
                return Err("Wordの文書が大きすぎて、最後まで確かめられません。".to_owned());
            }
            let said = markup(&text, |name| BREAKS.contains(&name));
            shown.push_str(&said.shown);
            shown.push('\n');
            unseen.extend(said.unseen);
        }
        unseen.insert(name);
    }
    Ok(format!("{shown}\n{}", unseen.into_iter().collect::<Vec<_>>().join("\n")))
}

/// A PDF: what its pages draw, then what stands in its title, structure, links and records, each once.
fn pdf(bytes: &[u8]) -> Result<String, String> {
    let drawn = uploads::clean(bytes).map_err(|refusal| refusal.to_string())?;
    if drawn.kind != FileKind::Pdf {
        return Err("PDFとして読めません。".to_owned());
    }
    let document = Document::load_mem(bytes).map_err(|_| "PDFとして読めません。".to_owned())?;
    let mut unseen = BTreeSet::new();
    for object in document.objects.values() {
        held(object, &mut unseen)?;
    }
    Ok(format!("{}\n{}", drawn.text, unseen.into_iter().collect::<Vec<_>>().join("\n")))
}

/// The texts that an object holds by itself.
fn held(object: &Object, texts: &mut BTreeSet<String>) -> Result<(), String> {
    match object {
        Object::String(bytes, _) => {
            texts.insert(words(bytes));
        }
        Object::Array(items) => items.iter().try_for_each(|item| held(item, texts))?,
        Object::Dictionary(fields) => all(fields, texts)?,
        Object::Stream(stream) => {
            all(&stream.dict, texts)?;
            if stream.dict.get(b"Type").and_then(Object::as_name).is_ok_and(|kind| kind == b"Metadata") {
                let bytes = stream.get_plain_content().map_err(|_| "PDFの記録を読めません。".to_owned())?;
                texts.insert(markup(utf8(&bytes)?, |_| true).whole());
            }
        }
        _ => {}
    }
    Ok(())
}

fn all(fields: &Dictionary, texts: &mut BTreeSet<String>) -> Result<(), String> {
    fields.iter().try_for_each(|(_, value)| held(value, texts))
}

/// A text of a PDF (ISO 32000, 7.9.2.2): UTF-16 or UTF-8 by its mark, otherwise a letter a byte.
fn words(bytes: &[u8]) -> String {
    match bytes {
        [0xFE, 0xFF, rest @ ..] => {
            let units: Vec<u16> = rest.chunks(2).map(|pair| u16::from_be_bytes([pair[0], pair.get(1).copied().unwrap_or(0)])).collect();
            String::from_utf16_lossy(&units)
        }
        [0xEF, 0xBB, 0xBF, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        _ => std::str::from_utf8(bytes).map_or_else(|_| bytes.iter().copied().map(char::from).collect(), ToOwned::to_owned),
    }
}
