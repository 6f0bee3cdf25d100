//! The last look: every form in which released content will be shown is made, read as its reader would, and scanned.

use std::collections::BTreeMap;

use html5gum::{DefaultEmitter, Token, Tokenizer};

use super::{
    Gate,
    released::{Cleared, Publishable, Released},
    subjects::Meaning,
};
use crate::span::{Label, Span};

/// The format of a form in which something is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// A page.
    Html,
    /// A feed.
    Xml,
    /// Plain text, also tables.
    Text,
    /// For programs.
    Json,
}

/// A form in which released content will be shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Produced {
    /// What people call it: 公表ページ.
    pub name: String,
    /// How to read it.
    pub format: Format,
    /// Exactly what will be sent.
    pub bytes: Vec<u8>,
}

/// What was found in the last look.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Leaked {
    /// In which form.
    pub output: String,
    /// What.
    pub words: String,
    /// What stands around it.
    pub context: String,
    /// What it is called.
    pub what: &'static str,
    /// Why.
    pub why: String,
}

/// Nothing becomes public.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Leak {
    /// A form could not be made or read.
    #[error("「{output}」を作れなかったため、公表しませんでした。{reason}")]
    Unreadable {
        /// Which.
        output: String,
        /// Why.
        reason: String,
    },
    /// No form was made at all.
    #[error("公表するものを作れなかったため、公表しませんでした。")]
    Nothing,
    /// Something was found.
    #[error("できあがった{}の中に、個人が分かるかもしれない言葉（{}か所）が見つかったため、公表しませんでした。", outputs(.0), .0.len())]
    Found(Vec<Leaked>),
}

fn outputs(leaked: &[Leaked]) -> String {
    let mut names: Vec<&str> = leaked.iter().map(|one| one.output.as_str()).collect();
    names.dedup();
    names.iter().map(|name| format!("「{name}」")).collect()
}

/// A hit, as often as it stands there.
type Hits = BTreeMap<(Label, String), usize>;

impl Gate {
    /// Looks at every form of released content. `produce` makes them, of this content and of the same document without a word that
    /// people wrote: what our own pages say by themselves is nobody's name. Fails closed: what cannot be made or read is no form.
    pub fn clear<T: Publishable>(
        &self,
        released: Released<T>,
        mut produce: impl FnMut(&Released<T>) -> Result<Vec<Produced>, Leak>,
    ) -> Result<Cleared<T>, Leak> {
        let outputs = produce(&released)?;
        let blank = produce(&released.blank())?;
        if outputs.is_empty() || outputs.len() != blank.len() {
            return Err(Leak::Nothing);
        }
        let mut leaked = Vec::new();
        for (output, blank) in outputs.iter().zip(&blank) {
            let mut own = Hits::new();
            for (hit, _) in self.hits(&read(blank)?, &released) {
                *own.entry((hit.label, hit.text)).or_default() += 1;
            }
            for (hit, context) in self.hits(&read(output)?, &released) {
                match own.get_mut(&(hit.label, hit.text.clone())) {
                    Some(left @ 1..) => *left -= 1,
                    _ => {
                        leaked.push(Leaked { output: output.name.clone(), words: hit.text, context, what: hit.label.word(), why: hit.why })
                    }
                }
            }
        }
        if leaked.is_empty() { Ok(Cleared { released }) } else { Err(Leak::Found(leaked)) }
    }

    /// What is found in a form, besides replacements and what a person kept, with what stands around it. What only looks like
    /// something and stands so in a released text was looked at there, where it belongs; beside the words of a page it may look like
    /// more than it is. A name that the office knows is one everywhere.
    fn hits<T: Publishable>(&self, text: &str, released: &Released<T>) -> Vec<(Span, String)> {
        let looked_at = |span: &Span| !span.known && released.content.texts().iter().any(|text| text.contains(&span.text));
        let letters: Vec<char> = text.chars().collect();
        let ours = replaced(&letters, released);
        let mut hits = Vec::new();
        for mut span in self.scan(text) {
            if released.kept.contains(&Meaning::of(&self.people, &span, &letters).key) {
                continue;
            }
            while span.start < span.end && ours.get(span.start).copied().unwrap_or(false) {
                span.start += 1;
            }
            while span.end > span.start && ours.get(span.end - 1).copied().unwrap_or(false) {
                span.end -= 1;
            }
            span.text = letters[span.start..span.end].iter().collect();
            if span.text.chars().any(char::is_alphanumeric) && !looked_at(&span) {
                let around = span.start.saturating_sub(10)..(span.end + 10).min(letters.len());
                hits.push((span, letters[around].iter().collect::<String>().replace('\n', " ")));
            }
        }
        hits
    }
}

/// Which letters stand in place of something.
fn replaced<T>(letters: &[char], released: &Released<T>) -> Vec<bool> {
    let mut ours = vec![false; letters.len()];
    for words in &released.replacements {
        let words: Vec<char> = words.chars().collect();
        for start in 0..=letters.len().saturating_sub(words.len()) {
            if !words.is_empty() && letters[start..].starts_with(&words) {
                ours[start..start + words.len()].fill(true);
            }
        }
    }
    ours
}

/// What a form says to its reader, and what stands in it unseen.
fn read(output: &Produced) -> Result<String, Leak> {
    let unreadable = |reason: String| Leak::Unreadable { output: output.name.clone(), reason };
    let text = std::str::from_utf8(&output.bytes).map_err(|_| unreadable("文字として読めません。".to_owned()))?;
    match output.format {
        Format::Text => Ok(text.to_owned()),
        Format::Html | Format::Xml => markup(text).map_err(unreadable),
        Format::Json => {
            let value: serde_json::Value = serde_json::from_str(text).map_err(|_| unreadable("内容を読めません。".to_owned()))?;
            let mut lines = Vec::new();
            strings(&value, &mut lines);
            Ok(lines.join("\n"))
        }
    }
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

/// The text of a page or a feed in reading order, and after it all that attributes and comments hold. A reading above kanji stands
/// in brackets.
fn markup(text: &str) -> Result<String, String> {
    let mut emitter = DefaultEmitter::default();
    emitter.naively_switch_states(true);
    let (mut shown, mut unseen) = (String::new(), Vec::new());
    let lossy = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    for token in Tokenizer::new_with_emitter(text, emitter) {
        let Ok(token) = token;
        match token {
            Token::String(words) => shown.push_str(&lossy(&words)),
            Token::StartTag(tag) => {
                match tag.name.as_slice() {
                    b"rt" => shown.push('（'),
                    name if WITHIN.contains(&name) => {}
                    _ => shown.push('\n'),
                }
                unseen.extend(tag.attributes.values().map(|value| lossy(value)));
            }
            Token::EndTag(tag) => match tag.name.as_slice() {
                b"rt" => shown.push('）'),
                name if WITHIN.contains(&name) => {}
                _ => shown.push('\n'),
            },
            Token::Comment(words) => unseen.push(lossy(&words)),
            Token::Doctype(_) | Token::Error(_) => {}
        }
    }
    Ok(format!("{shown}\n{}", unseen.join("\n")))
}
