//! 資料 of a meeting, and the numbered copies of those with personal information (B9).

use jiff::Timestamp;
use model::{AgendaItemId, FileId, MaterialId, MeetingId, OfficeId, SeatId};

use crate::{ReadTx, Row, StoreError, WriteTx, sql, sql::composed};

/// Something that is handed out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Material {
    /// Its id.
    pub id: MaterialId,
    /// Whose office.
    pub office: OfficeId,
    /// Of which meeting.
    pub meeting: MeetingId,
    /// For which item.
    pub item: Option<AgendaItemId>,
    /// What it is called.
    pub title: String,
    /// The file; absent when it exists on paper only.
    pub file: Option<FileId>,
    /// 個人情報あり: handed out in numbered copies that are collected back.
    pub personal: bool,
    /// For optimistic locking.
    pub version: i64,
}

/// A numbered copy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Copy {
    /// Of what.
    pub material: MaterialId,
    /// Its number, from 1.
    pub number: u32,
    /// Who gets it; absent for one of the office itself.
    pub seat: Option<SeatId>,
    /// When it came back (回収).
    pub returned_at: Option<Timestamp>,
}

const COLUMNS: &str = "id, office_id, meeting_id, agenda_item_id, title, file_id, personal, version";

/// The materials of a meeting, in the order in which they came.
pub async fn list(tx: &mut ReadTx, office: OfficeId, meeting: MeetingId) -> Result<Vec<Material>, StoreError> {
    composed(format!("SELECT {COLUMNS} FROM materials WHERE office_id = $1 AND meeting_id = $2 ORDER BY id"))
        .bind(office)
        .bind(meeting)
        .all(tx, read)
        .await
}

/// One material.
pub async fn load(tx: &mut ReadTx, office: OfficeId, id: MaterialId) -> Result<Option<Material>, StoreError> {
    composed(format!("SELECT {COLUMNS} FROM materials WHERE office_id = $1 AND id = $2")).bind(office).bind(id).optional(tx, read).await
}

/// Adds a material.
pub async fn insert(tx: &mut WriteTx, material: &Material) -> Result<(), StoreError> {
    composed(format!("INSERT INTO materials ({COLUMNS}) VALUES ({})", crate::sql::placeholders(1, 8)))
        .bind(material.id)
        .bind(material.office)
        .bind(material.meeting)
        .bind(material.item)
        .bind(material.title.as_str())
        .bind(material.file)
        .bind(material.personal)
        .bind(1_i64)
        .run(tx)
        .await?;
    Ok(())
}

/// Takes a material and its copies away.
pub async fn delete(tx: &mut WriteTx, office: OfficeId, id: MaterialId) -> Result<(), StoreError> {
    sql("DELETE FROM material_copies WHERE office_id = $1 AND material_id = $2").bind(office).bind(id).run(tx).await?;
    sql("DELETE FROM materials WHERE office_id = $1 AND id = $2").bind(office).bind(id).run(tx).await?;
    Ok(())
}

/// The copies of all materials of a meeting, by material and number.
pub async fn copies(tx: &mut ReadTx, office: OfficeId, meeting: MeetingId) -> Result<Vec<Copy>, StoreError> {
    sql("SELECT c.material_id, c.number, c.seat_id, c.returned_at FROM material_copies c JOIN materials m ON m.id = c.material_id
         WHERE c.office_id = $1 AND m.meeting_id = $2 ORDER BY c.material_id, c.number")
    .bind(office)
    .bind(meeting)
    .all(tx, read_copy)
    .await
}

/// Adds a copy.
pub async fn insert_copy(tx: &mut WriteTx, office: OfficeId, copy: &Copy) -> Result<(), StoreError> {
    sql("INSERT INTO material_copies (office_id, material_id, number, seat_id, returned_at) VALUES ($1, $2, $3, $4, $5)")
        .bind(office)
        .bind(copy.material)
        .bind(i64::from(copy.number))
        .bind(copy.seat)
        .bind(copy.returned_at)
        .run(tx)
        .await?;
    Ok(())
}

/// Notes that a copy came back, or that it was noted by mistake. Returns whether there is such a copy.
pub async fn set_returned(
    tx: &mut WriteTx,
    office: OfficeId,
    material: MaterialId,
    number: u32,
    at: Option<Timestamp>,
) -> Result<bool, StoreError> {
    let changed = sql("UPDATE material_copies SET returned_at = $1 WHERE office_id = $2 AND material_id = $3 AND number = $4")
        .bind(at)
        .bind(office)
        .bind(material)
        .bind(i64::from(number))
        .run(tx)
        .await?;
    Ok(changed == 1)
}

fn read(row: &Row) -> Result<Material, StoreError> {
    Ok(Material {
        id: row.get("id")?,
        office: row.get("office_id")?,
        meeting: row.get("meeting_id")?,
        item: row.get("agenda_item_id")?,
        title: row.get("title")?,
        file: row.get("file_id")?,
        personal: row.get("personal")?,
        version: row.get("version")?,
    })
}

fn read_copy(row: &Row) -> Result<Copy, StoreError> {
    Ok(Copy {
        material: row.get("material_id")?,
        number: u32::try_from(row.get::<i64>("number")?).unwrap_or_default(),
        seat: row.get("seat_id")?,
        returned_at: row.get("returned_at")?,
    })
}
