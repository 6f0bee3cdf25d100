//! The library of agenda items (B7): words, kept in `words/agenda.toml`.

use std::sync::LazyLock;

use model::{
    AgendaItemId,
    meetings::{IncidentConsent, ItemStyle, Purpose},
    seats::SeatCategory,
};
use serde::Deserialize;
use store::{agenda::AgendaItem, meetings::Meeting};

use crate::Fault;

/// An entry of the library.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// Its key.
    pub key: String,
    /// 議題.
    pub title: String,
    /// What it is about.
    pub description: String,
    /// The purposes it serves.
    pub purposes: Vec<Purpose>,
    /// Report or conversation.
    pub style: ItemStyle,
    /// How long.
    pub minutes: u32,
    /// Whose advice is asked.
    #[serde(default)]
    pub wants_expert: Option<SeatCategory>,
    /// Whether it shares 虐待・事故・ヒヤリハット (B8).
    #[serde(default)]
    pub incident: bool,
    /// Only at the first meeting.
    #[serde(default)]
    pub first_only: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Library {
    items: Vec<Entry>,
}

static LIBRARY: LazyLock<Result<Vec<Entry>, String>> = LazyLock::new(|| {
    let library: Result<Library, _> = toml::from_str(include_str!("../../../../words/agenda.toml"));
    library.map(|library| library.items).map_err(|error| error.to_string())
});

/// All entries, in the order of the file.
pub fn library() -> Result<&'static [Entry], Fault> {
    LIBRARY.as_deref().map_err(|error| Fault::Broken(format!("words/agenda.toml: {error}")))
}

impl Entry {
    pub(super) fn as_item(&self, id: AgendaItemId, meeting: &Meeting, place: u32) -> AgendaItem {
        AgendaItem {
            id,
            office: meeting.office,
            meeting: meeting.id,
            place_in_order: place,
            library_key: Some(self.key.clone()),
            title: self.title.clone(),
            description: self.description.clone(),
            purposes: self.purposes.clone(),
            style: self.style,
            minutes: self.minutes,
            wants_expert: self.wants_expert,
            incident: self.incident.then_some(IncidentConsent::Open),
            voice: None,
            version: 1,
        }
    }
}
