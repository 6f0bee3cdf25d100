//! The prompts of a visit (C6) and the rules of conduct (C7): the words of the 手引き, which stand in its form and nowhere else.

use std::sync::LazyLock;

use serde::Deserialize;

use crate::Fault;

/// Words with readings: 「{手引|てび}き」.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(transparent)]
pub struct Read(String);

impl Read {
    /// The words without readings.
    pub fn plain(&self) -> String {
        self.pieces().map(|(words, _)| words).collect()
    }

    /// The words in pieces, each with its reading where it has one.
    pub fn pieces(&self) -> impl Iterator<Item = (&str, Option<&str>)> {
        self.0.split('{').enumerate().flat_map(|(number, part)| {
            let (marked, rest) =
                if number == 0 { (None, part) } else { part.split_once('}').map_or((None, part), |(in_, rest)| (Some(in_), rest)) };
            let marked = marked.map(|marked| marked.split_once('|').map_or((marked, None), |(words, reading)| (words, Some(reading))));
            marked.into_iter().chain(Some((rest, None)).filter(|(rest, _)| !rest.is_empty()))
        })
    }
}

/// A group of prompts.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Group {
    /// The stable name under which answers are kept.
    pub id: String,
    /// Its heading.
    pub title: Read,
    /// The prompts.
    pub points: Vec<Read>,
}

#[derive(Deserialize)]
struct Part {
    heading: Read,
    #[serde(default)]
    sentences: Vec<Read>,
    #[serde(default)]
    groups: Vec<Group>,
    #[serde(default)]
    points: Vec<Read>,
    after: Option<Read>,
}

#[derive(Deserialize)]
struct Words {
    free: Part,
    look: Part,
    ask: Part,
    promise: Part,
    abuse: Part,
}

static WORDS: LazyLock<Result<Words, String>> =
    LazyLock::new(|| toml::from_str(include_str!("../../../../../forms/visitor-handbook/words.toml")).map_err(|error| error.to_string()));

fn words() -> Result<&'static Words, Fault> {
    WORDS.as_ref().map_err(|error| Fault::Broken(format!("forms/visitor-handbook/words.toml: {error}")))
}

/// What a visitor is told while writing.
#[derive(Debug, Clone, Copy)]
pub struct Prompts {
    /// First of all, what one felt.
    pub free: &'static [Read],
    /// What to look at.
    pub look: &'static [Group],
    /// What to ask.
    pub ask: &'static [Group],
    /// The rules of conduct.
    pub promise: &'static [Read],
    /// What to do when abuse is noticed: heading, sentences, and what is said after the telephone number.
    pub abuse: (&'static Read, &'static [Read], Option<&'static Read>),
}

/// The prompts.
pub fn prompts() -> Result<Prompts, Fault> {
    let words = words()?;
    Ok(Prompts {
        free: &words.free.sentences,
        look: &words.look.groups,
        ask: &words.ask.groups,
        promise: &words.promise.points,
        abuse: (&words.abuse.heading, &words.abuse.sentences, words.abuse.after.as_ref()),
    })
}

impl Prompts {
    /// All groups.
    pub fn groups(&self) -> impl Iterator<Item = &'static Group> {
        self.look.iter().chain(self.ask)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    /// C6, C7: every group has its own id and prompts; there are rules of conduct, and what to do when abuse is noticed.
    #[test]
    fn every_group_has_an_id_and_prompts() {
        let prompts = prompts().unwrap();
        let ids: BTreeSet<&str> = prompts.groups().map(|group| group.id.as_str()).collect();
        assert_eq!(ids.len(), prompts.groups().count());
        assert!(prompts.groups().all(|group| !group.points.is_empty()) && !prompts.promise.is_empty());
        assert!(prompts.abuse.1.iter().any(|sentence| sentence.plain().contains("障害者虐待防止法")));
    }

    #[test]
    fn words_are_read_with_and_without_readings() {
        let read = Read("{施設|しせつ}の{環境|かんきょう}".to_owned());
        assert_eq!(read.plain(), "施設の環境");
        assert_eq!(read.pieces().collect::<Vec<_>>(), [("施設", Some("しせつ")), ("の", None), ("環境", Some("かんきょう"))]);
        assert_eq!(Read("ごはん".to_owned()).plain(), "ごはん");
    }
}
