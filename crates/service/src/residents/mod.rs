//! Residents and the 意向確認 (A11). Seen by staff of the office only.

pub mod edit;
pub mod record_wish;

use model::{DwellingId, OfficeId, ResidentId};
use store::{
    dwellings::{self, Dwelling},
    residents::{self, ContactWish, Resident},
};

use crate::{Action, Actor, App, Fault, Resource};

/// A resident with the answer that counts.
#[derive(Debug, Clone)]
pub struct Line {
    /// The resident.
    pub resident: Resident,
    /// The name of the dwelling.
    pub dwelling: String,
    /// The latest answer.
    pub wish: Option<ContactWish>,
}

/// The list of residents.
#[derive(Debug, Clone)]
pub struct Listed {
    /// Those who live here, the ones who were never asked first, then by reading.
    pub lines: Vec<Line>,
    /// Those who moved out, by reading. They stay known, so that no text about them becomes public (H1).
    pub left: Vec<Line>,
    /// How many of all who live here were never asked.
    pub unasked: usize,
    /// The dwellings, for adding residents.
    pub dwellings: Vec<Dwelling>,
}

/// Everybody who lives or lived here, or those with a name or reading.
pub async fn list(app: &App, actor: &Actor, office: OfficeId, name: Option<&str>) -> Result<Listed, Fault> {
    let mut tx = app.view(actor, Action::ResidentsView, &Resource::office(office)).await?;
    let everybody = residents::list(&mut tx, office).await?;
    let wishes = residents::wishes(&mut tx, office).await?;
    let dwellings = dwellings::list(&mut tx, office).await?;
    // The answers come oldest first; the latest counts.
    let latest = |id: ResidentId| wishes.iter().rev().find(|wish| wish.resident == id);
    let unasked = everybody.iter().filter(|resident| resident.left_on.is_none() && latest(resident.id).is_none()).count();
    let found = match name {
        Some(name) => residents::named(&mut tx, office, name).await?,
        None => everybody,
    };
    let name_of =
        |id: DwellingId| dwellings.iter().find(|dwelling| dwelling.id == id).map(|dwelling| dwelling.name.clone()).unwrap_or_default();
    let mut all: Vec<Line> = found
        .into_iter()
        .map(|resident| Line { dwelling: name_of(resident.dwelling), wish: latest(resident.id).cloned(), resident })
        .collect();
    all.sort_by_cached_key(|line| (line.wish.is_some(), text::kana::reading_key(&line.resident.kana)));
    let (lines, left) = all.into_iter().partition(|line| line.resident.left_on.is_none());
    Ok(Listed { lines, left, unasked, dwellings })
}

/// One resident with all answers, the newest first.
pub async fn view(app: &App, actor: &Actor, office: OfficeId, id: ResidentId) -> Result<(Resident, Vec<ContactWish>), Fault> {
    let mut tx = app.view(actor, Action::ResidentsView, &Resource::office(office)).await?;
    let resident = residents::load(&mut tx, office, id).await?.ok_or(Fault::Hidden)?;
    let mut wishes: Vec<_> = residents::wishes(&mut tx, office).await?.into_iter().filter(|wish| wish.resident == id).collect();
    wishes.reverse();
    Ok((resident, wishes))
}
