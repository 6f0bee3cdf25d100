//! Residents and the 意向確認 (A11). Seen by staff of the office only.

pub mod edit;
pub mod record_wish;

use model::{DwellingId, OfficeId};
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
    /// How many were never asked.
    pub unasked: usize,
    /// The dwellings, for adding residents.
    pub dwellings: Vec<Dwelling>,
}

/// Everybody who lives here, or those with a name or reading.
pub async fn list(app: &App, actor: &Actor, office: OfficeId, name: Option<&str>) -> Result<Listed, Fault> {
    let mut tx = app.view(actor, Action::ResidentsView, &Resource::office(office)).await?;
    let found = match name {
        Some(name) => residents::named(&mut tx, office, name).await?,
        None => residents::list(&mut tx, office).await?,
    };
    let wishes = residents::wishes(&mut tx, office).await?;
    let dwellings = dwellings::list(&mut tx, office).await?;
    let name_of =
        |id: DwellingId| dwellings.iter().find(|dwelling| dwelling.id == id).map(|dwelling| dwelling.name.clone()).unwrap_or_default();
    let mut lines: Vec<Line> = found
        .into_iter()
        .filter(|resident| resident.left_on.is_none())
        .map(|resident| Line {
            dwelling: name_of(resident.dwelling),
            wish: wishes.iter().rev().find(|wish| wish.resident == resident.id).cloned(),
            resident,
        })
        .collect();
    lines.sort_by_key(|line| (line.wish.is_some(), text::kana::reading_key(&line.resident.kana)));
    let unasked = lines.iter().filter(|line| line.wish.is_none()).count();
    Ok(Listed { lines, unasked, dwellings })
}

/// One resident with all answers, the newest first.
pub async fn view(app: &App, actor: &Actor, office: OfficeId, id: model::ResidentId) -> Result<(Resident, Vec<ContactWish>), Fault> {
    let mut tx = app.view(actor, Action::ResidentsView, &Resource::office(office)).await?;
    let resident = residents::load(&mut tx, office, id).await?.ok_or(Fault::Hidden)?;
    let mut wishes: Vec<_> = residents::wishes(&mut tx, office).await?.into_iter().filter(|wish| wish.resident == id).collect();
    wishes.reverse();
    Ok((resident, wishes))
}
