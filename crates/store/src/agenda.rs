//! 議題 (B6–B8).

use model::{
    AgendaItemId, MeetingId, OfficeId, Vocabulary, VoiceId,
    meetings::{IncidentConsent, ItemStyle, Purpose},
    seats::SeatCategory,
};

use crate::{ReadTx, Row, StoreError, WriteTx, sql, sql::composed};

/// An agenda item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AgendaItem {
    /// Its id.
    pub id: AgendaItemId,
    /// Whose office.
    pub office: OfficeId,
    /// Of which meeting.
    pub meeting: MeetingId,
    /// Its place, from 1.
    pub place_in_order: u32,
    /// The entry of the library it was made from.
    pub library_key: Option<String>,
    /// 議題.
    pub title: String,
    /// What it is about.
    pub description: String,
    /// Which of the four purposes it serves.
    pub purposes: Vec<Purpose>,
    /// Report or conversation.
    pub style: ItemStyle,
    /// How long.
    pub minutes: u32,
    /// Whose advice is asked.
    pub wants_expert: Option<SeatCategory>,
    /// Whether it shares 虐待・事故・ヒヤリハット, and whether the resident concerned agreed.
    pub incident: Option<IncidentConsent>,
    /// The follow-up it reports on.
    pub voice: Option<VoiceId>,
    /// For optimistic locking.
    pub version: i64,
}

const COLUMNS: &str = "id, office_id, meeting_id, place_in_order, library_key, title, description, purposes, style, minutes, wants_expert, incident, \
                       incident_consent, voice_id, version";

/// The agenda of a meeting, in order.
pub async fn list(tx: &mut ReadTx, office: OfficeId, meeting: MeetingId) -> Result<Vec<AgendaItem>, StoreError> {
    composed(format!("SELECT {COLUMNS} FROM agenda_items WHERE office_id = $1 AND meeting_id = $2 ORDER BY place_in_order, id"))
        .bind(office)
        .bind(meeting)
        .all(tx, read)
        .await
}

/// Adds an item.
pub async fn insert(tx: &mut WriteTx, item: &AgendaItem) -> Result<(), StoreError> {
    composed(format!("INSERT INTO agenda_items ({COLUMNS}) VALUES ({})", crate::sql::placeholders(1, 15)))
        .bind(item.id)
        .bind(item.office)
        .bind(item.meeting)
        .bind(item.place_in_order)
        .bind(&item.library_key)
        .bind(&item.title)
        .bind(&item.description)
        .bind(purposes_text(&item.purposes))
        .bind(item.style)
        .bind(item.minutes)
        .bind(item.wants_expert)
        .bind(item.incident.is_some())
        .bind(consent_code(item.incident))
        .bind(item.voice)
        .bind(item.version)
        .run(tx)
        .await?;
    Ok(())
}

/// Changes an item, if nobody else did in the meantime.
pub async fn update(tx: &mut WriteTx, item: &AgendaItem) -> Result<(), StoreError> {
    sql("UPDATE agenda_items SET place_in_order = $1, title = $2, description = $3, purposes = $4, style = $5, minutes = $6, wants_expert = $7,
         incident = $8, incident_consent = $9, version = version + 1 WHERE office_id = $10 AND id = $11 AND version = $12")
        .bind(item.place_in_order)
        .bind(&item.title)
        .bind(&item.description)
        .bind(purposes_text(&item.purposes))
        .bind(item.style)
        .bind(item.minutes)
        .bind(item.wants_expert)
        .bind(item.incident.is_some())
        .bind(consent_code(item.incident))
        .bind(item.office)
        .bind(item.id)
        .bind(item.version)
        .run_versioned(tx)
        .await
}

/// Takes an item off the agenda.
pub async fn delete(tx: &mut WriteTx, office: OfficeId, id: AgendaItemId) -> Result<(), StoreError> {
    sql("DELETE FROM agenda_items WHERE office_id = $1 AND id = $2").bind(office).bind(id).run_versioned(tx).await
}

fn purposes_text(purposes: &[Purpose]) -> String {
    purposes.iter().map(|purpose| purpose.code()).collect::<Vec<_>>().join(" ")
}

fn consent_code(incident: Option<IncidentConsent>) -> &'static str {
    // The column keeps a word even where no incident is shared, so that the check constraint can list them all.
    incident.map_or("not_needed", |consent| consent.code())
}

fn read(row: &Row) -> Result<AgendaItem, StoreError> {
    let purposes: String = row.get("purposes")?;
    let incident: bool = row.get("incident")?;
    let consent: IncidentConsent = row.get("incident_consent")?;
    Ok(AgendaItem {
        id: row.get("id")?,
        office: row.get("office_id")?,
        meeting: row.get("meeting_id")?,
        place_in_order: row.get("place_in_order")?,
        library_key: row.get("library_key")?,
        title: row.get("title")?,
        description: row.get("description")?,
        purposes: purposes.split_whitespace().filter_map(|code| code.parse().ok()).collect(),
        style: row.get("style")?,
        minutes: row.get("minutes")?,
        wants_expert: row.get("wants_expert")?,
        incident: incident.then_some(consent),
        voice: row.get("voice_id")?,
        version: row.get("version")?,
    })
}
