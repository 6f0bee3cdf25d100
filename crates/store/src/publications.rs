//! 公表 (B14). What is stored here was released by the gate: the call takes nothing else. It never changes; a correction is a
//! new version, a withdrawal leaves a dated stone (invariant 3).

mod postings;
mod refill;
pub mod shelf;

use jiff::{Timestamp, civil::Date};
use model::{
    AccountId, MeetingId, OfficeId, PublicationId, calendar::FiscalYear, meetings::PublicationChannel, publications::PublicMinutes,
};
use privacy::{Cleared, Released};
use sha2::{Digest, Sha256};

use crate::{ReadTx, Row, StoreError, WriteTx, sql, sql::composed};

/// A version of published minutes. Nobody can make one but by reading what was stored, or as the proof of what was released: a page
/// for everybody that asks for one cannot be given a draft.
///
/// ```compile_fail
/// fn smuggle(shown: store::publications::Publication, draft: model::publications::PublicMinutes) -> store::publications::Publication {
///     store::publications::Publication { content: Some(draft), ..shown }
/// }
/// ```
///
/// ```compile_fail
/// fn change(mut shown: store::publications::Publication, draft: model::publications::PublicMinutes) {
///     shown.content = Some(draft);
/// }
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Publication {
    /// Its id.
    pub id: PublicationId,
    /// Whose office.
    pub office: OfficeId,
    /// Of which meeting.
    pub meeting: MeetingId,
    /// In which 年度.
    pub year: FiscalYear,
    /// The stable part of its public address, shared by all versions.
    pub address: String,
    /// Version, from 1.
    pub number: u32,
    /// Its title.
    pub title: String,
    /// The content; gone after a withdrawal.
    content: Option<PublicMinutes>,
    /// Since when.
    pub published_at: Timestamp,
    /// Since when a newer version stands in its place.
    pub superseded_at: Option<Timestamp>,
    /// Since when it is withdrawn.
    pub withdrawn_at: Option<Timestamp>,
    /// Why.
    pub withdraw_reason: Option<String>,
}

impl Publication {
    /// The content; gone after a withdrawal.
    pub fn content(&self) -> Option<&PublicMinutes> {
        self.content.as_ref()
    }

    /// How released content would be read back once it is stored: what the last look of the gate looks at.
    pub fn proof(new: &NewPublication, released: &Released<PublicMinutes>) -> Self {
        Self {
            id: new.id,
            office: new.office,
            meeting: new.meeting,
            year: new.year,
            address: new.address.clone(),
            number: new.number,
            title: new.title.clone(),
            content: Some(released.content().clone()),
            published_at: new.published_at,
            superseded_at: None,
            withdrawn_at: None,
            withdraw_reason: None,
        }
    }
}

/// Content as it is stored, and its hash: what a second person agrees to.
pub fn written(content: &PublicMinutes) -> Result<(String, String), StoreError> {
    let text = serde_json::to_string(content).map_err(|error| StoreError::Unreadable(error.to_string()))?;
    let sha256 = data_encoding::HEXLOWER.encode(&Sha256::digest(text.as_bytes()));
    Ok((text, sha256))
}

/// A new version, without its content.
#[derive(Debug, Clone)]
pub struct NewPublication {
    /// Its id.
    pub id: PublicationId,
    /// Whose office.
    pub office: OfficeId,
    /// Of which meeting.
    pub meeting: MeetingId,
    /// In which 年度.
    pub year: FiscalYear,
    /// The stable part of its public address.
    pub address: String,
    /// Version, from 1.
    pub number: u32,
    /// Its title.
    pub title: String,
    /// Who released it, as the audit log writes actors.
    pub released_by: String,
    /// Who agreed besides, where a second person was asked.
    pub agreed_by: Option<AccountId>,
    /// The points of the check list that were ticked.
    pub checks: String,
    /// Since when.
    pub published_at: Timestamp,
}

const COLUMNS: &str =
    "id, office_id, meeting_id, fiscal_year, address, number, title, content, published_at, superseded_at, withdrawn_at, withdraw_reason";

/// Everything an office ever published, the newest first.
pub async fn list(tx: &mut ReadTx, office: OfficeId) -> Result<Vec<Publication>, StoreError> {
    composed(format!("SELECT {COLUMNS} FROM publications WHERE office_id = $1 ORDER BY fiscal_year DESC, address DESC, number DESC"))
        .bind(office)
        .all(tx, read)
        .await
}

/// The newest version at a public address. Public addresses belong to everybody, so no owner is asked for.
pub async fn at_address(tx: &mut ReadTx, address: &str) -> Result<Option<Publication>, StoreError> {
    composed(format!("SELECT {COLUMNS} FROM publications WHERE address = $1 ORDER BY number DESC LIMIT 1"))
        .bind(address)
        .optional(tx, read)
        .await
}

/// Whether an office of this 事業所番号 ever published anything.
pub async fn ever_by_number(tx: &mut ReadTx, number: &str) -> Result<bool, StoreError> {
    sql("SELECT count(*) AS found FROM publications WHERE office_id IN (SELECT id FROM offices WHERE number = $1)")
        .bind(number)
        .one(tx, |row| Ok(row.get::<i64>("found")? > 0))
        .await
}

/// Publishes what was released and looked at in every form; an earlier version at the same address is superseded.
///
/// ```compile_fail
/// async fn publish(
///     tx: &mut store::WriteTx,
///     new: &store::publications::NewPublication,
///     released: &privacy::Released<model::publications::PublicMinutes>,
/// ) {
///     let _ = store::publications::insert(tx, new, released).await;
/// }
/// ```
pub async fn insert(tx: &mut WriteTx, new: &NewPublication, cleared: &Cleared<PublicMinutes>) -> Result<(), StoreError> {
    insert_all(tx, &[(new, cleared)]).await
}

/// The same for many at once, each at another address: the words of all of them enter the search together.
pub async fn insert_all(tx: &mut WriteTx, all: &[(&NewPublication, &Cleared<PublicMinutes>)]) -> Result<(), StoreError> {
    for (new, cleared) in all {
        let (content, sha256) = written(cleared.released().content())?;
        shelf::take_down(tx, new.office, &new.address).await?;
        sql("UPDATE publications SET superseded_at = $1 WHERE office_id = $2 AND address = $3 AND superseded_at IS NULL")
            .bind(new.published_at)
            .bind(new.office)
            .bind(&new.address)
            .run(tx)
            .await?;
        sql("INSERT INTO publications (id, office_id, meeting_id, fiscal_year, address, number, title, content, content_sha256, released_by, agreed_by, checks, published_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)")
            .bind(new.id)
            .bind(new.office)
            .bind(new.meeting)
            .bind(new.year)
            .bind(&new.address)
            .bind(new.number)
            .bind(&new.title)
            .bind(content)
            .bind(sha256)
            .bind(&new.released_by)
            .bind(new.agreed_by)
            .bind(&new.checks)
            .bind(new.published_at)
            .run(tx)
            .await?;
    }
    let standing: Vec<_> = all
        .iter()
        .map(|(new, cleared)| shelf::Standing {
            publication: new.id,
            office: new.office,
            year: new.year,
            title: &new.title,
            content: cleared.released().content(),
            published_at: new.published_at,
        })
        .collect();
    shelf::put_up(tx, &standing).await
}

/// Takes the content of every version at an address away and leaves a dated stone with the reason.
pub async fn withdraw(
    tx: &mut WriteTx,
    office: OfficeId,
    address: &str,
    at: Timestamp,
    reason: &Released<String>,
) -> Result<u64, StoreError> {
    shelf::take_down(tx, office, address).await?;
    sql("UPDATE publications SET content = NULL, withdrawn_at = $1, withdraw_reason = $2 WHERE office_id = $3 AND address = $4 AND withdrawn_at IS NULL")
        .bind(at)
        .bind(reason.content().as_str())
        .bind(office)
        .bind(address)
        .run(tx)
        .await
}

/// Where else minutes were shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shown {
    /// Its id.
    pub id: PublicationId,
    /// Whose office.
    pub office: OfficeId,
    /// Of which meeting.
    pub meeting: MeetingId,
    /// By which way.
    pub channel: PublicationChannel,
    /// Where.
    pub place: String,
    /// From.
    pub from_day: Date,
    /// To; `None` while it is still shown.
    pub until_day: Option<Date>,
}

/// Where else the minutes of an office were shown, the newest first.
pub async fn shown(tx: &mut ReadTx, office: OfficeId) -> Result<Vec<Shown>, StoreError> {
    sql("SELECT id, office_id, meeting_id, channel, place, from_day, until_day FROM publication_channels WHERE office_id = $1 ORDER BY from_day DESC, id")
        .bind(office)
        .all(tx, |row| {
            Ok(Shown {
                id: row.get("id")?,
                office: row.get("office_id")?,
                meeting: row.get("meeting_id")?,
                channel: row.get("channel")?,
                place: row.get("place")?,
                from_day: row.get("from_day")?,
                until_day: row.get("until_day")?,
            })
        })
        .await
}

/// Notes where else minutes were shown.
pub async fn insert_shown(tx: &mut WriteTx, shown: &Shown) -> Result<(), StoreError> {
    sql("INSERT INTO publication_channels (id, office_id, meeting_id, channel, place, from_day, until_day) VALUES ($1, $2, $3, $4, $5, $6, $7)")
        .bind(shown.id)
        .bind(shown.office)
        .bind(shown.meeting)
        .bind(shown.channel)
        .bind(&shown.place)
        .bind(shown.from_day)
        .bind(shown.until_day)
        .run(tx)
        .await?;
    Ok(())
}

fn read(row: &Row) -> Result<Publication, StoreError> {
    let content: Option<String> = row.get("content")?;
    let content = content.map(|text| serde_json::from_str(&text)).transpose();
    Ok(Publication {
        id: row.get("id")?,
        office: row.get("office_id")?,
        meeting: row.get("meeting_id")?,
        year: row.get("fiscal_year")?,
        address: row.get("address")?,
        number: row.get("number")?,
        title: row.get("title")?,
        content: content.map_err(|_| StoreError::Unreadable("published minutes".to_owned()))?,
        published_at: row.get("published_at")?,
        superseded_at: row.get("superseded_at")?,
        withdrawn_at: row.get("withdrawn_at")?,
        withdraw_reason: row.get("withdraw_reason")?,
    })
}
