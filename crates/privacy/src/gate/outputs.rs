//! The last look: every form in which released content will be shown is made, read as its reader would, and scanned.

use std::collections::BTreeMap;

use super::{
    Gate,
    read::read,
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
    /// For printing.
    Pdf,
    /// For a word processor.
    Docx,
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
            for (hit, _) in self.hits(&read(blank)?, blank.format, &released) {
                *own.entry((hit.label, hit.text)).or_default() += 1;
            }
            for (hit, context) in self.hits(&read(output)?, output.format, &released) {
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
    /// In a PDF the ends of lines are the paper's own, and a sentence that is parted by one may seem to begin with a name (山・林の手入れ):
    /// there, what a released text says in the same surroundings was looked at as well.
    fn hits<T: Publishable>(&self, text: &str, format: Format, released: &Released<T>) -> Vec<(Span, String)> {
        let letters: Vec<char> = text.chars().collect();
        let texts: Vec<String> = released.content.texts().into_iter().map(unspaced).collect();
        let looked_at = |span: &Span| {
            let words = if span.known {
                let around = span.start.saturating_sub(SURROUNDINGS)..(span.end + SURROUNDINGS).min(letters.len());
                let around: String = letters[around].iter().collect();
                if format != Format::Pdf || !around.contains('\n') {
                    return false;
                }
                unspaced(&around)
            } else {
                unspaced(&span.text)
            };
            texts.iter().any(|text| text.contains(&words))
        };
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

/// So many letters on both sides tell where something stands.
const SURROUNDINGS: usize = 4;

/// Without spaces and ends of lines.
fn unspaced(text: &str) -> String {
    text.chars().filter(|letter| !letter.is_whitespace()).collect()
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
