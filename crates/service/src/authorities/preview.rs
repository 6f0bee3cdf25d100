//! What other rules would change for the offices of an area: those of another day, or a rulebook that is not in force yet (D8).

use std::collections::BTreeMap;

use jiff::civil::Date;
use model::{OfficeId, calendar::FiscalYear};
use rulebook::{Changed, Library, Rulebook, RulebookError, Rules, Status, Subject, compare};
use store::{
    Across,
    facts::{self, Years},
    standings,
};

use super::{View, authorised, search_of};
use crate::{Actor, App, Fault};

/// What is tried out.
#[derive(Debug, Clone)]
pub struct Input {
    /// The day whose rules are applied, past or future.
    pub day: Date,
    /// The text of a rulebook, in place of the one in force or beside it.
    pub text: Option<String>,
}

/// Nothing could be tried out.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The rulebook is not in order.
    #[error("規則集に直すところがあります。")]
    Rulebook(Vec<RulebookError>),
    /// See [`Fault`].
    #[error(transparent)]
    Fault(#[from] Fault),
}

crate::fault::from_store!(Error);

/// What would change.
#[derive(Debug, Clone)]
pub struct Preview {
    /// How many offices were looked at.
    pub offices: usize,
    /// Each change with the offices that it concerns, the most offices first.
    pub changes: Vec<Change>,
}

/// One change.
#[derive(Debug, Clone)]
pub struct Change {
    /// The rule, its citation and what was said of it before and after.
    pub what: Changed,
    /// The offices: id, 事業所番号 and name.
    pub offices: Vec<(OfficeId, String, String)>,
}

/// Applies other rules to the offices that lie in the actor's area, with what is known of them today. Nothing is written but that
/// somebody looked.
pub async fn preview(app: &App, actor: &Actor, input: &Input) -> Result<Preview, Error> {
    let area = authorised(app, actor)?;
    let tried = match &input.text {
        Some(text) => Some(Library::parse_over_built_in([("規則集", text.as_str())]).map_err(Error::Rulebook)?),
        None => None,
    };
    let across = Across::open(&app.database, app.now(), actor.stamp(), "preview of rules").await?;
    let mut tx = app.database.read().await?;
    let ids = standings::ids(&mut tx, &across, &search_of(app, area, &View::default())).await?;
    let today = app.today();
    let year = FiscalYear::of(today);
    let mut changes: BTreeMap<Key, Change> = BTreeMap::new();
    for id in &ids {
        let Some(rows) = facts::of_office(&mut tx, *id, Years::only(year)).await? else { continue };
        let known = Library::in_force();
        let after = tried.as_ref().unwrap_or(known).at(rows.place());
        let (Some(before), Some(after)) = (known.at(rows.place()), after) else { continue };
        let after = Rules::of_day(after, input.day);
        // Another day is compared with today; another rulebook with the one in force on the same day.
        let before = if tried.is_some() { Rules::of_day(before, input.day) } else { Rules::of_today(before) };
        let mut seen = Vec::new();
        for what in compare(&rows.facts(year), before, after, today).into_iter().filter(|what| may_be_shown(what, after.book)) {
            let key = key(&what);
            if !seen.contains(&key) {
                seen.push(key.clone());
                let change = changes.entry(key).or_insert_with(|| Change { what, offices: Vec::new() });
                change.offices.push((rows.id, rows.number.to_string(), rows.name.clone()));
            }
        }
    }
    let mut changes: Vec<Change> = changes.into_values().collect();
    changes.sort_by_key(|change| std::cmp::Reverse(change.offices.len()));
    Ok(Preview { offices: ids.len(), changes })
}

/// Rule, sentence, and the statuses before and after: seats and houses of an office count once.
type Key = (String, String, Option<Status>, Option<Status>);

fn key(changed: &Changed) -> Key {
    (changed.rule.to_string(), changed.sentence.to_string(), changed.from, changed.to)
}

/// As in every list of an authority, nothing lets a resident's wish be guessed.
fn may_be_shown(changed: &Changed, book: &Rulebook) -> bool {
    let about_wishes = || book.versions(changed.rule.as_str()).any(|rule| rule.requirement.as_str() == "A11");
    !(matches!(changed.subject, Subject::Seat(_)) && about_wishes())
}
