//! Filling the shelf anew: after an import, which brings publications and no shelf, after an office moved, and when a new program indexes
//! words in another way. Doing it again changes nothing.

use model::{OfficeId, PublicationId, calendar::FiscalYear, publications::PublicMinutes};

use super::shelf::{self, Standing};
use crate::{ReadTx, StoreError, WriteTx, sql};

/// Changes whenever words are folded, cut or weighed in another way.
pub(super) const EDITION: i64 = 1;

struct Waiting {
    publication: PublicationId,
    office: OfficeId,
    year: FiscalYear,
    title: String,
    content: PublicMinutes,
    published_at: jiff::Timestamp,
}

/// Puts up to `most` publications onto the shelf that should stand there and do not, the oldest first, and takes those away that should
/// not. Returns how many; 0 when the shelf is as it should be.
pub async fn refill(tx: &mut WriteTx, most: u32) -> Result<usize, StoreError> {
    if edition(tx).await? != Some(EDITION) {
        sql("DELETE FROM shelf_words").run(tx).await?;
        sql("DELETE FROM shelf").run(tx).await?;
        sql("INSERT INTO shelf_state (name, value) VALUES ('edition', $1) ON CONFLICT (name) DO UPDATE SET value = excluded.value")
            .bind(EDITION)
            .run(tx)
            .await?;
    }
    let strays = strays(tx, most).await?;
    for number in &strays {
        shelf::take_number_down(tx, *number).await?;
    }
    let waiting = waiting(tx, most).await?;
    let standing: Vec<Standing<'_>> = waiting
        .iter()
        .map(|one| Standing {
            publication: one.publication,
            office: one.office,
            year: one.year,
            title: &one.title,
            content: &one.content,
            published_at: one.published_at,
        })
        .collect();
    if !standing.is_empty() {
        shelf::put_up(tx, &standing).await?;
    }
    Ok(strays.len() + waiting.len())
}

/// Whether the shelf holds exactly what is published and neither superseded nor withdrawn, each where its office lies.
pub async fn is_true(tx: &mut ReadTx) -> Result<bool, StoreError> {
    if !strays(tx, 1).await?.is_empty() || !waiting(tx, 1).await?.is_empty() {
        return Ok(false);
    }
    // An empty shelf has no edition yet; its first publication says which.
    Ok(edition(tx).await? == Some(EDITION) || shelf::last_number(tx).await? == 0)
}

async fn edition(tx: &mut ReadTx) -> Result<Option<i64>, StoreError> {
    sql("SELECT value FROM shelf_state WHERE name = 'edition'").optional(tx, |row| row.get("value")).await
}

async fn strays(tx: &mut ReadTx, most: u32) -> Result<Vec<i64>, StoreError> {
    sql("SELECT s.number FROM shelf s JOIN publications p ON p.id = s.publication_id JOIN offices o ON o.id = s.office_id
         WHERE p.superseded_at IS NOT NULL OR p.withdrawn_at IS NOT NULL OR s.place <> COALESCE(o.location, '') ORDER BY s.number LIMIT $1")
    .bind(i64::from(most))
    .all(tx, |row| row.get("number"))
    .await
}

async fn waiting(tx: &mut ReadTx, most: u32) -> Result<Vec<Waiting>, StoreError> {
    sql("SELECT p.id, p.office_id, p.fiscal_year, p.title, p.content, p.published_at FROM publications p
         WHERE p.superseded_at IS NULL AND p.withdrawn_at IS NULL AND NOT EXISTS (SELECT 1 FROM shelf s WHERE s.publication_id = p.id)
         ORDER BY p.published_at, p.id LIMIT $1")
    .bind(i64::from(most))
    .all(tx, |row| {
        Ok(Waiting {
            publication: row.get("id")?,
            office: row.get("office_id")?,
            year: row.get("fiscal_year")?,
            title: row.get("title")?,
            content: shelf::read_content(row)?,
            published_at: row.get("published_at")?,
        })
    })
    .await
}
