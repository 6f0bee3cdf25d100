//! What is prepared for a member's needs before a meeting or a visit (A13).

use jiff::civil::Date;
use model::{MeetingId, OfficeId, SeatId, VisitId, Vocabulary, seats::Accommodation};

use crate::{Keyring, Place, ReadTx, Row, StoreError, WriteTx, sql};

/// For what something is prepared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Occasion {
    /// A meeting.
    Meeting(MeetingId),
    /// A visit.
    Visit(VisitId),
}

impl Occasion {
    fn id(self) -> String {
        match self {
            Self::Meeting(id) => id.to_string(),
            Self::Visit(id) => id.to_string(),
        }
    }
}

/// One thing that is prepared for one member.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Preparation {
    /// Whose office.
    pub office: OfficeId,
    /// For what.
    pub occasion: Occasion,
    /// For whom.
    pub seat: SeatId,
    /// What is needed.
    pub need: Accommodation,
    /// Who of the staff sees to it.
    pub owner: Option<String>,
    /// Until when.
    pub due_on: Option<Date>,
    /// When it was done.
    pub done_on: Option<Date>,
    /// For optimistic locking; 0 for one that nobody wrote down yet.
    pub version: i64,
}

fn place(occasion: Occasion, seat: SeatId, need: Accommodation) -> Place {
    Place::new("preparations.owner", format_args!("{}/{seat}/{}", occasion.id(), need.code()))
}

/// What is written down for an occasion.
pub async fn of_occasion(tx: &mut ReadTx, office: OfficeId, occasion: Occasion) -> Result<Vec<Preparation>, StoreError> {
    let keyring = tx.keyring();
    sql("SELECT seat_id, need, owner, due_on, done_on, version FROM preparations WHERE office_id = $1 AND occasion = $2
         ORDER BY seat_id, need")
    .bind(office)
    .bind(occasion.id())
    .all(tx, |row| read(&keyring, office, occasion, row))
    .await
}

/// Writes down something that nobody wrote down yet.
///
/// # Errors
/// [`StoreError::Duplicate`] if somebody did in the meantime.
pub async fn insert(tx: &mut WriteTx, office: OfficeId, new: &Preparation) -> Result<(), StoreError> {
    let owner = tx.keyring().seal_option(&place(new.occasion, new.seat, new.need), new.owner.as_deref())?;
    sql("INSERT INTO preparations (office_id, occasion, seat_id, need, owner, due_on, done_on, version) VALUES ($1, $2, $3, $4, $5, $6, $7, 1)")
        .bind(office)
        .bind(new.occasion.id())
        .bind(new.seat)
        .bind(new.need)
        .bind(owner)
        .bind(new.due_on)
        .bind(new.done_on)
        .run(tx)
        .await?;
    Ok(())
}

/// Changes what is written down, if nobody else did in the meantime.
pub async fn update(tx: &mut WriteTx, office: OfficeId, known: &Preparation) -> Result<(), StoreError> {
    let owner = tx.keyring().seal_option(&place(known.occasion, known.seat, known.need), known.owner.as_deref())?;
    sql("UPDATE preparations SET owner = $1, due_on = $2, done_on = $3, version = version + 1
         WHERE office_id = $4 AND occasion = $5 AND seat_id = $6 AND need = $7 AND version = $8")
    .bind(owner)
    .bind(known.due_on)
    .bind(known.done_on)
    .bind(office)
    .bind(known.occasion.id())
    .bind(known.seat)
    .bind(known.need)
    .bind(known.version)
    .run_versioned(tx)
    .await
}

fn read(keyring: &Keyring, office: OfficeId, occasion: Occasion, row: &Row) -> Result<Preparation, StoreError> {
    let (seat, need) = (row.get("seat_id")?, row.get("need")?);
    Ok(Preparation {
        office,
        occasion,
        seat,
        need,
        owner: keyring.open_option(&place(occasion, seat, need), row.get("owner")?)?,
        due_on: row.get("due_on")?,
        done_on: row.get("done_on")?,
        version: row.get("version")?,
    })
}
