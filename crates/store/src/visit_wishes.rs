//! What is wished for the visits of a 年度 (C1–C3, A11): the days that members and houses offer.

use jiff::civil::Date;
use model::{
    AccountId, DwellingId, OfficeId, SeatId,
    calendar::FiscalYear,
    seats::Channel,
    visits::wishes::{HouseWish, MemberWish},
};

use crate::{Place, ReadTx, Sealed, StoreError, WriteTx, sql};

/// What a member said last about a 年度.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OfMember {
    /// Whose office.
    pub office: OfficeId,
    /// Who.
    pub seat: SeatId,
    /// For which 年度.
    pub year: FiscalYear,
    /// What.
    pub wish: MemberWish,
    /// How the word came.
    pub channel: Channel,
    /// Who of the staff wrote it down; `None`: the member.
    pub entered_by: Option<AccountId>,
    /// When.
    pub said_on: Date,
}

/// What staff said last about a house in a 年度.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OfHouse {
    /// Whose office.
    pub office: OfficeId,
    /// Which.
    pub dwelling: DwellingId,
    /// For which 年度.
    pub year: FiscalYear,
    /// What.
    pub wish: HouseWish,
    /// Who wrote it down.
    pub entered_by: AccountId,
    /// When.
    pub said_on: Date,
}

fn place_of_member(seat: SeatId, year: FiscalYear) -> Place {
    Place::new("member_visit_wishes.wish", format_args!("{seat}/{}", year.start_year()))
}

fn place_of_house(dwelling: DwellingId, year: FiscalYear) -> Place {
    Place::new("house_visit_wishes.wish", format_args!("{dwelling}/{}", year.start_year()))
}

/// What a wish that does not read should be.
const WHAT: &str = "what is wished for visits";

/// What the members of an office wish in a 年度.
pub async fn of_members(tx: &mut ReadTx, office: OfficeId, year: FiscalYear) -> Result<Vec<OfMember>, StoreError> {
    let keyring = tx.keyring();
    sql("SELECT seat_id, wish, channel, entered_by, said_on FROM member_visit_wishes WHERE office_id = $1 AND fiscal_year = $2 ORDER BY seat_id")
        .bind(office)
        .bind(year)
        .all(tx, |row| {
            let seat = row.get("seat_id")?;
            let sealed: Sealed = row.get("wish")?;
            Ok(OfMember {
                office,
                seat,
                year,
                wish: keyring.open_json(&place_of_member(seat, year), &sealed, WHAT)?,
                channel: row.get("channel")?,
                entered_by: row.get("entered_by")?,
                said_on: row.get("said_on")?,
            })
        })
        .await
}

/// What is wished for the houses of an office in a 年度.
pub async fn of_houses(tx: &mut ReadTx, office: OfficeId, year: FiscalYear) -> Result<Vec<OfHouse>, StoreError> {
    let keyring = tx.keyring();
    sql("SELECT dwelling_id, wish, entered_by, said_on FROM house_visit_wishes WHERE office_id = $1 AND fiscal_year = $2 ORDER BY dwelling_id")
        .bind(office)
        .bind(year)
        .all(tx, |row| {
            let dwelling = row.get("dwelling_id")?;
            let sealed: Sealed = row.get("wish")?;
            Ok(OfHouse {
                office,
                dwelling,
                year,
                wish: keyring.open_json(&place_of_house(dwelling, year), &sealed, WHAT)?,
                entered_by: row.get("entered_by")?,
                said_on: row.get("said_on")?,
            })
        })
        .await
}

/// Keeps what a member said; the newest word counts.
pub async fn keep_of_member(tx: &mut WriteTx, office: OfficeId, said: &OfMember) -> Result<(), StoreError> {
    let sealed = tx.keyring().seal_json(&place_of_member(said.seat, said.year), &said.wish)?;
    sql("INSERT INTO member_visit_wishes (office_id, seat_id, fiscal_year, wish, channel, entered_by, said_on)
         VALUES ($1, $2, $3, $4, $5, $6, $7)
         ON CONFLICT (seat_id, fiscal_year) DO UPDATE SET wish = excluded.wish, channel = excluded.channel,
         entered_by = excluded.entered_by, said_on = excluded.said_on")
    .bind(office)
    .bind(said.seat)
    .bind(said.year)
    .bind(sealed)
    .bind(said.channel)
    .bind(said.entered_by)
    .bind(said.said_on)
    .run(tx)
    .await?;
    Ok(())
}

/// Keeps what was said about a house; the newest word counts.
pub async fn keep_of_house(tx: &mut WriteTx, office: OfficeId, said: &OfHouse) -> Result<(), StoreError> {
    let sealed = tx.keyring().seal_json(&place_of_house(said.dwelling, said.year), &said.wish)?;
    sql("INSERT INTO house_visit_wishes (office_id, dwelling_id, fiscal_year, wish, entered_by, said_on) VALUES ($1, $2, $3, $4, $5, $6)
         ON CONFLICT (dwelling_id, fiscal_year) DO UPDATE SET wish = excluded.wish, entered_by = excluded.entered_by,
         said_on = excluded.said_on")
    .bind(office)
    .bind(said.dwelling)
    .bind(said.year)
    .bind(sealed)
    .bind(said.entered_by)
    .bind(said.said_on)
    .run(tx)
    .await?;
    Ok(())
}
