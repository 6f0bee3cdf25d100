//! What members need to take part, as a check-list for the next meeting (A13).

use std::sync::LazyLock;

use jiff::civil::Date;
use model::{OfficeId, Vocabulary, meetings::MeetingState, seats::Accommodation};
use serde::Deserialize;
use store::meetings;

use crate::{Action, Actor, App, Fault, Resource};

/// One thing to prepare.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// What is needed.
    pub need: Accommodation,
    /// What staff do about it, and when.
    pub prepare: &'static str,
    /// Who needs it.
    pub names: Vec<String>,
}

/// The check-list of the members who sit now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CheckList {
    /// The day of the next meeting whose date is fixed.
    pub meeting_on: Option<Date>,
    /// What to prepare, in the order of the vocabulary.
    pub items: Vec<Item>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Words {
    items: Vec<Preparation>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Preparation {
    need: Accommodation,
    days_before: u16,
    prepare: String,
}

static WORDS: LazyLock<Result<Words, String>> =
    LazyLock::new(|| toml::from_str(include_str!("../../../../words/accommodations.toml")).map_err(|error| error.to_string()));

/// The check-list for the next meeting.
pub async fn check_list(app: &App, actor: &Actor, office: OfficeId) -> Result<CheckList, Fault> {
    let mut tx = app.view(actor, Action::SeatsView, &Resource::office(office)).await?;
    let seated = crate::meetings::seated(&mut tx, office).await?;
    let coming = |meeting: &meetings::Meeting| (meeting.state == MeetingState::Fixed).then_some(meeting.day).flatten();
    let meeting_on = meetings::list(&mut tx, office).await?.iter().filter_map(coming).filter(|day| *day >= app.today()).min();
    let mut items = Vec::new();
    for &need in Accommodation::ALL {
        let who = seated.iter().filter(|held| held.person.needs.contains(&need));
        let names: Vec<String> = who.map(|held| held.person.name.clone()).collect();
        if !names.is_empty() {
            items.push(Item { need, prepare: prepare(need)?, names });
        }
    }
    Ok(CheckList { meeting_on, items })
}

/// What staff do about a need.
pub(crate) fn prepare(need: Accommodation) -> Result<&'static str, Fault> {
    Ok(preparation(need)?.prepare.as_str())
}

/// So many days before a meeting or visit it should be done.
pub(crate) fn days_before(need: Accommodation) -> Result<u16, Fault> {
    Ok(preparation(need)?.days_before)
}

fn preparation(need: Accommodation) -> Result<&'static Preparation, Fault> {
    let words = WORDS.as_ref().map_err(|error| Fault::Broken(format!("words/accommodations.toml: {error}")))?;
    let found = words.items.iter().find(|item| item.need == need);
    found.ok_or_else(|| Fault::Broken(format!("words/accommodations.toml: no {}", need.code())))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A13
    #[test]
    fn every_need_says_what_to_prepare() {
        for need in Accommodation::ALL {
            assert!(!prepare(*need).unwrap().is_empty());
        }
    }
}
