//! 公表前確認 (H1): decisions about a text before it may become public, and whether a second person has to agree.

use jiff::Timestamp;
use model::{AccountId, MeetingId, OfficeId};

use crate::{Keyring, Place, ReadTx, Row, StoreError, WriteTx, sql, sql::composed};

/// A review as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Review {
    /// The meeting whose minutes are looked at.
    pub meeting: MeetingId,
    /// Whose office.
    pub office: OfficeId,
    /// The decisions, as the caller wrote them down.
    pub decisions: String,
    /// Who decided last, as the audit log writes actors.
    pub decided_by: String,
    /// When.
    pub decided_at: Timestamp,
    /// Since when what was decided is only proposed.
    pub released_at: Option<Timestamp>,
    /// Who agreed, to which text.
    pub agreement: Option<Agreement>,
    /// For optimistic locking; 0 while nothing is stored.
    pub version: i64,
}

/// A second person agreed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Agreement {
    /// Who.
    pub by: AccountId,
    /// To exactly which text.
    pub sha256: String,
    /// When.
    pub at: Timestamp,
}

const COLUMNS: &str = "about, office_id, decisions, decided_by, decided_at, released_at, agreed_by, agreed_sha256, agreed_at, version";

/// The review of a meeting's minutes.
pub async fn load(tx: &mut ReadTx, office: OfficeId, meeting: MeetingId) -> Result<Option<Review>, StoreError> {
    let keyring = tx.keyring();
    composed(format!("SELECT {COLUMNS} FROM reviews WHERE office_id = $1 AND about = $2"))
        .bind(office)
        .bind(meeting)
        .optional(tx, |row| read(&keyring, row))
        .await
}

/// All reviews of an office, the newest first.
pub async fn list(tx: &mut ReadTx, office: OfficeId) -> Result<Vec<Review>, StoreError> {
    let keyring = tx.keyring();
    composed(format!("SELECT {COLUMNS} FROM reviews WHERE office_id = $1 ORDER BY decided_at DESC, about DESC"))
        .bind(office)
        .all(tx, |row| read(&keyring, row))
        .await
}

/// Stores a review; the version is the one that was read, 0 for the first. [`StoreError::Stale`] when somebody else was faster.
pub async fn save(tx: &mut WriteTx, review: &Review) -> Result<(), StoreError> {
    let decisions = tx.keyring().seal(&place(review.meeting), &review.decisions)?;
    let agreed = review.agreement.as_ref();
    let stored = sql("INSERT INTO reviews (about, office_id, decisions, decided_by, decided_at, released_at, agreed_by, agreed_sha256, agreed_at, version)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 1)
         ON CONFLICT (about) DO UPDATE SET decisions = excluded.decisions, decided_by = excluded.decided_by, decided_at = excluded.decided_at,
             released_at = excluded.released_at, agreed_by = excluded.agreed_by, agreed_sha256 = excluded.agreed_sha256,
             agreed_at = excluded.agreed_at, version = reviews.version + 1
         WHERE reviews.office_id = excluded.office_id AND reviews.version = $10")
    .bind(review.meeting)
    .bind(review.office)
    .bind(decisions)
    .bind(&review.decided_by)
    .bind(review.decided_at)
    .bind(review.released_at)
    .bind(agreed.map(|agreed| agreed.by))
    .bind(agreed.map(|agreed| agreed.sha256.clone()))
    .bind(agreed.map(|agreed| agreed.at))
    .bind(review.version)
    .run(tx)
    .await?;
    if stored == 1 { Ok(()) } else { Err(StoreError::Stale) }
}

/// Forgets reviews in which nobody decided anything since `before`. Returns how many.
pub async fn delete_before(tx: &mut WriteTx, before: Timestamp) -> Result<u64, StoreError> {
    sql("DELETE FROM reviews WHERE decided_at < $1").bind(before).run(tx).await
}

/// How an office publishes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Settings {
    /// Whether a second person has to agree.
    pub second_review: bool,
    /// For optimistic locking; 0 while nothing is stored.
    pub version: i64,
}

/// How an office publishes; the default where it never said.
pub async fn settings(tx: &mut ReadTx, office: OfficeId) -> Result<Settings, StoreError> {
    let stored = sql("SELECT second_review, version FROM publication_settings WHERE office_id = $1")
        .bind(office)
        .optional(tx, |row| Ok(Settings { second_review: row.get("second_review")?, version: row.get("version")? }))
        .await?;
    Ok(stored.unwrap_or_default())
}

/// Changes how an office publishes. [`StoreError::Stale`] when somebody else was faster.
pub async fn save_settings(tx: &mut WriteTx, office: OfficeId, settings: Settings) -> Result<(), StoreError> {
    let stored = sql("INSERT INTO publication_settings (office_id, second_review, version) VALUES ($1, $2, 1)
         ON CONFLICT (office_id) DO UPDATE SET second_review = excluded.second_review, version = publication_settings.version + 1
         WHERE publication_settings.version = $3")
    .bind(office)
    .bind(settings.second_review)
    .bind(settings.version)
    .run(tx)
    .await?;
    if stored == 1 { Ok(()) } else { Err(StoreError::Stale) }
}

fn place(meeting: MeetingId) -> Place {
    Place::new("reviews.decisions", meeting)
}

fn read(keyring: &Keyring, row: &Row) -> Result<Review, StoreError> {
    let meeting: MeetingId = row.get("about")?;
    let by: Option<AccountId> = row.get("agreed_by")?;
    let sha256: Option<String> = row.get("agreed_sha256")?;
    let at: Option<Timestamp> = row.get("agreed_at")?;
    Ok(Review {
        meeting,
        office: row.get("office_id")?,
        decisions: keyring.open(&place(meeting), &row.get("decisions")?)?,
        decided_by: row.get("decided_by")?,
        decided_at: row.get("decided_at")?,
        released_at: row.get("released_at")?,
        agreement: by.zip(sha256).zip(at).map(|((by, sha256), at)| Agreement { by, sha256, at }),
        version: row.get("version")?,
    })
}
