//! 構成員: seats of a body with their state and term, and the pledges of those who accepted (A2–A10, A15).

use jiff::{Timestamp, civil::Date};
use model::{
    AccountId, BodyId, FileId, OfficeId, PersonId, PledgeId, ResidentId, SeatId,
    seats::{Channel, CommunityKind, FamilyStanding, SeatCategory, SeatState},
};

use crate::{Keyring, Place, ReadTx, Row, Sealed, StoreError, WriteTx, sql, sql::composed};

/// A seat. It keeps its history when the person leaves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seat {
    /// Its id.
    pub id: SeatId,
    /// Whose office.
    pub office: OfficeId,
    /// Of which body.
    pub body: BodyId,
    /// Who holds it.
    pub person: PersonId,
    /// 区分.
    pub category: SeatCategory,
    /// The kind of 地域の関係者 (A4).
    pub community_kind: Option<CommunityKind>,
    /// In whose place a family seat is held (A6).
    pub family_standing: Option<FamilyStanding>,
    /// Whose family (A6).
    pub family_of: Option<ResidentId>,
    /// Whom the person speaks for (A5).
    pub proxy_for: Option<ResidentId>,
    /// Where it stands.
    pub state: SeatState,
    /// First day of the term.
    pub term_from: Option<Date>,
    /// Last day of the term.
    pub term_until: Option<Date>,
    /// The seat that this one follows.
    pub predecessor: Option<SeatId>,
    /// When the person was asked.
    pub invited_on: Option<Date>,
    /// By when an answer is asked for.
    pub reply_by: Option<Date>,
    /// When the person answered.
    pub answered_on: Option<Date>,
    /// By which way.
    pub answered_via: Option<Channel>,
    /// Why the person declined.
    pub decline_reason: Option<String>,
    /// Whom the person would ask instead (A9).
    pub nominee: Option<String>,
    /// 謝礼, as it was agreed (A15).
    pub honorarium: Option<String>,
    /// 交通費 (A15).
    pub travel_costs: Option<String>,
    /// When 地域連携推進員の手引き was handed over (C5).
    pub handbook_given_on: Option<Date>,
    /// Why the member need not visit (C2).
    pub visit_excuse: Option<String>,
    /// When the row was made.
    pub created_at: Timestamp,
    /// For optimistic locking.
    pub version: i64,
}

/// 参加承諾書. Frozen: never changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pledge {
    /// Its id.
    pub id: PledgeId,
    /// Whose office.
    pub office: OfficeId,
    /// For which seat.
    pub seat: SeatId,
    /// When it was given.
    pub given_on: Date,
    /// By which way.
    pub channel: Channel,
    /// The text that was pledged.
    pub text: String,
    /// SHA-256 of the text, in hexadecimal digits.
    pub text_sha256: String,
    /// 宛先.
    pub addressee: String,
    /// 所属.
    pub affiliation: String,
    /// 役職.
    pub position: String,
    /// 氏名.
    pub name: String,
    /// The scan of a paper.
    pub file: Option<FileId>,
    /// Who entered it for the person; `None` when the person did.
    pub entered_by: Option<AccountId>,
    /// When the row was made.
    pub recorded_at: Timestamp,
}

const COLUMNS: &str = "id, office_id, body_id, person_id, category, community_kind, family_standing, family_of, proxy_for, state, term_from, \
                       term_until, predecessor_id, invited_on, reply_by, answered_on, answered_via, decline_reason, honorarium, travel_costs, \
                       created_at, version, nominee, handbook_given_on, visit_excuse";

/// All seats of a body, ended ones included, the oldest first.
pub async fn list(tx: &mut ReadTx, office: OfficeId, body: BodyId) -> Result<Vec<Seat>, StoreError> {
    let keyring = tx.keyring();
    composed(format!("SELECT {COLUMNS} FROM seats WHERE office_id = $1 AND body_id = $2 ORDER BY id"))
        .bind(office)
        .bind(body)
        .all(tx, |row| read(&keyring, row))
        .await
}

/// One seat of an office.
pub async fn load(tx: &mut ReadTx, office: OfficeId, id: SeatId) -> Result<Option<Seat>, StoreError> {
    let keyring = tx.keyring();
    composed(format!("SELECT {COLUMNS} FROM seats WHERE office_id = $1 AND id = $2"))
        .bind(office)
        .bind(id)
        .optional(tx, |row| read(&keyring, row))
        .await
}

/// Adds a seat.
pub async fn insert(tx: &mut WriteTx, seat: &Seat) -> Result<(), StoreError> {
    let said = Said::seal(&tx.keyring(), seat)?;
    composed(format!("INSERT INTO seats ({COLUMNS}) VALUES ({})", crate::sql::placeholders(1, 25)))
        .bind(seat.id)
        .bind(seat.office)
        .bind(seat.body)
        .bind(seat.person)
        .bind(seat.category)
        .bind(seat.community_kind)
        .bind(seat.family_standing)
        .bind(seat.family_of)
        .bind(seat.proxy_for)
        .bind(seat.state)
        .bind(seat.term_from)
        .bind(seat.term_until)
        .bind(seat.predecessor)
        .bind(seat.invited_on)
        .bind(seat.reply_by)
        .bind(seat.answered_on)
        .bind(seat.answered_via)
        .bind(said.reason)
        .bind(&seat.honorarium)
        .bind(&seat.travel_costs)
        .bind(seat.created_at)
        .bind(seat.version)
        .bind(said.nominee)
        .bind(seat.handbook_given_on)
        .bind(said.excuse)
        .run(tx)
        .await?;
    Ok(())
}

/// Changes what may change of a seat, if nobody else did in the meantime. Person, body and category never change.
pub async fn update(tx: &mut WriteTx, seat: &Seat) -> Result<(), StoreError> {
    let said = Said::seal(&tx.keyring(), seat)?;
    sql("UPDATE seats SET state = $1, term_from = $2, term_until = $3, invited_on = $4, reply_by = $5, answered_on = $6, answered_via = $7,
         decline_reason = $8, honorarium = $9, travel_costs = $10, nominee = $11, handbook_given_on = $12, visit_excuse = $13, version = version + 1
         WHERE office_id = $14 AND id = $15 AND version = $16")
    .bind(seat.state)
    .bind(seat.term_from)
    .bind(seat.term_until)
    .bind(seat.invited_on)
    .bind(seat.reply_by)
    .bind(seat.answered_on)
    .bind(seat.answered_via)
    .bind(said.reason)
    .bind(&seat.honorarium)
    .bind(&seat.travel_costs)
    .bind(said.nominee)
    .bind(seat.handbook_given_on)
    .bind(said.excuse)
    .bind(seat.office)
    .bind(seat.id)
    .bind(seat.version)
    .run_versioned(tx)
    .await
}

const PLEDGE_COLUMNS: &str = "id, office_id, seat_id, given_on, channel, text, text_sha256, addressee, affiliation, position, name, file_id, entered_by, recorded_at";

/// All pledges of an office, the oldest first.
pub async fn pledges(tx: &mut ReadTx, office: OfficeId) -> Result<Vec<Pledge>, StoreError> {
    let keyring = tx.keyring();
    composed(format!("SELECT {PLEDGE_COLUMNS} FROM pledges WHERE office_id = $1 ORDER BY id"))
        .bind(office)
        .all(tx, |row| read_pledge(&keyring, row))
        .await
}

/// Adds the scan of a pledge on paper, once. What was pledged stays as it is.
pub async fn attach_pledge_file(tx: &mut WriteTx, office: OfficeId, pledge: PledgeId, file: FileId) -> Result<(), StoreError> {
    sql("UPDATE pledges SET file_id = $1 WHERE office_id = $2 AND id = $3 AND file_id IS NULL")
        .bind(file)
        .bind(office)
        .bind(pledge)
        .run_versioned(tx)
        .await
}

/// Adds a pledge. There is no call to change one but for the scan of its paper.
pub async fn insert_pledge(tx: &mut WriteTx, pledge: &Pledge) -> Result<(), StoreError> {
    let keyring = tx.keyring();
    let seal = |column, text: &str| keyring.seal(&Place::new(column, pledge.id), text);
    composed(format!("INSERT INTO pledges ({PLEDGE_COLUMNS}) VALUES ({})", crate::sql::placeholders(1, 14)))
        .bind(pledge.id)
        .bind(pledge.office)
        .bind(pledge.seat)
        .bind(pledge.given_on)
        .bind(pledge.channel)
        .bind(&pledge.text)
        .bind(&pledge.text_sha256)
        .bind(&pledge.addressee)
        .bind(seal("pledges.affiliation", &pledge.affiliation)?)
        .bind(seal("pledges.position", &pledge.position)?)
        .bind(seal("pledges.name", &pledge.name)?)
        .bind(pledge.file)
        .bind(pledge.entered_by)
        .bind(pledge.recorded_at)
        .run(tx)
        .await?;
    Ok(())
}

/// What a person said about the seat, sealed.
struct Said {
    reason: Option<Sealed>,
    nominee: Option<Sealed>,
    excuse: Option<Sealed>,
}

impl Said {
    fn seal(keyring: &Keyring, seat: &Seat) -> Result<Self, StoreError> {
        let seal = |column, text: &Option<String>| keyring.seal_option(&Place::new(column, seat.id), text.as_deref());
        Ok(Self {
            reason: seal("seats.decline_reason", &seat.decline_reason)?,
            nominee: seal("seats.nominee", &seat.nominee)?,
            excuse: seal("seats.visit_excuse", &seat.visit_excuse)?,
        })
    }
}

fn read(keyring: &Keyring, row: &Row) -> Result<Seat, StoreError> {
    let id: SeatId = row.get("id")?;
    Ok(Seat {
        id,
        office: row.get("office_id")?,
        body: row.get("body_id")?,
        person: row.get("person_id")?,
        category: row.get("category")?,
        community_kind: row.get("community_kind")?,
        family_standing: row.get("family_standing")?,
        family_of: row.get("family_of")?,
        proxy_for: row.get("proxy_for")?,
        state: row.get("state")?,
        term_from: row.get("term_from")?,
        term_until: row.get("term_until")?,
        predecessor: row.get("predecessor_id")?,
        invited_on: row.get("invited_on")?,
        reply_by: row.get("reply_by")?,
        answered_on: row.get("answered_on")?,
        answered_via: row.get("answered_via")?,
        decline_reason: keyring.open_option(&Place::new("seats.decline_reason", id), row.get("decline_reason")?)?,
        nominee: keyring.open_option(&Place::new("seats.nominee", id), row.get("nominee")?)?,
        honorarium: row.get("honorarium")?,
        travel_costs: row.get("travel_costs")?,
        handbook_given_on: row.get("handbook_given_on")?,
        visit_excuse: keyring.open_option(&Place::new("seats.visit_excuse", id), row.get("visit_excuse")?)?,
        created_at: row.get("created_at")?,
        version: row.get("version")?,
    })
}

fn read_pledge(keyring: &Keyring, row: &Row) -> Result<Pledge, StoreError> {
    let id: PledgeId = row.get("id")?;
    let place = |column| Place::new(column, id);
    Ok(Pledge {
        id,
        office: row.get("office_id")?,
        seat: row.get("seat_id")?,
        given_on: row.get("given_on")?,
        channel: row.get("channel")?,
        text: row.get("text")?,
        text_sha256: row.get("text_sha256")?,
        addressee: row.get("addressee")?,
        affiliation: keyring.open(&place("pledges.affiliation"), &row.get("affiliation")?)?,
        position: keyring.open(&place("pledges.position"), &row.get("position")?)?,
        name: keyring.open(&place("pledges.name"), &row.get("name")?)?,
        file: row.get("file_id")?,
        entered_by: row.get("entered_by")?,
        recorded_at: row.get("recorded_at")?,
    })
}
