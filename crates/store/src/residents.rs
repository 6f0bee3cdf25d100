//! The minimal list of residents and their answers to the 意向確認 (A11). Everything that tells who somebody is, is sealed.

use jiff::{Timestamp, civil::Date};
use model::{
    ContactWishId, DwellingId, OfficeId, ResidentId, Vocabulary,
    residents::{Traits, WishAnswer, WishMethod, WishRespondent},
};

use crate::{
    Keyring, Place, ReadTx, Row, Sealed, StoreError, WriteTx,
    schema::{RESIDENT_KANA, RESIDENT_NAME},
    sql,
    sql::composed,
};

/// 利用者.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Resident {
    /// Its id.
    pub id: ResidentId,
    /// Whose.
    pub office: OfficeId,
    /// Where.
    pub dwelling: DwellingId,
    /// 氏名.
    pub name: String,
    /// ふりがな.
    pub kana: String,
    /// Whom to call: family, guardian.
    pub contact_person: Option<String>,
    /// How people could describe the resident.
    pub traits: Traits,
    /// Day on which the resident moved out.
    pub left_on: Option<Date>,
    /// When the row was made.
    pub created_at: Timestamp,
    /// For optimistic locking.
    pub version: i64,
}

/// One answer to the 意向確認. All are kept; the latest counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ContactWish {
    /// Its id.
    pub id: ContactWishId,
    /// Whose office.
    pub office: OfficeId,
    /// Who was asked.
    pub resident: ResidentId,
    /// When.
    pub asked_on: Date,
    /// How.
    pub method: WishMethod,
    /// Who answered.
    pub respondent: WishRespondent,
    /// Who asked.
    pub asked_by: String,
    /// The answer.
    pub answer: WishAnswer,
    /// What staff take care of.
    pub care: Option<String>,
    /// When it was written down.
    pub recorded_at: Timestamp,
}

const COLUMNS: &str = "id, office_id, dwelling_id, name, kana, contact_person, traits, left_on, created_at, version";
const WISH_COLUMNS: &str = "id, office_id, resident_id, asked_on, method, respondent, asked_by, answer, care, recorded_at";

/// All residents of an office, those who moved out included.
pub async fn list(tx: &mut ReadTx, office: OfficeId) -> Result<Vec<Resident>, StoreError> {
    let keyring = tx.keyring();
    composed(format!("SELECT {COLUMNS} FROM residents WHERE office_id = $1 ORDER BY id"))
        .bind(office)
        .all(tx, |row| read(&keyring, row))
        .await
}

/// One resident of an office.
pub async fn load(tx: &mut ReadTx, office: OfficeId, id: ResidentId) -> Result<Option<Resident>, StoreError> {
    let keyring = tx.keyring();
    composed(format!("SELECT {COLUMNS} FROM residents WHERE office_id = $1 AND id = $2"))
        .bind(office)
        .bind(id)
        .optional(tx, |row| read(&keyring, row))
        .await
}

/// The residents of an office whose name or reading is this one, compared as people mean it.
pub async fn named(tx: &mut ReadTx, office: OfficeId, name_or_kana: &str) -> Result<Vec<Resident>, StoreError> {
    let keyring = tx.keyring();
    composed(format!("SELECT {COLUMNS} FROM residents WHERE office_id = $1 AND (name_index = $2 OR kana_index = $3) ORDER BY id"))
        .bind(office)
        .bind(RESIDENT_NAME.hash(&keyring, name_or_kana))
        .bind(RESIDENT_KANA.hash(&keyring, name_or_kana))
        .all(tx, |row| read(&keyring, row))
        .await
}

/// Adds a resident.
pub async fn insert(tx: &mut WriteTx, resident: &Resident) -> Result<(), StoreError> {
    let keyring = tx.keyring();
    let Secrets { name, kana, contact, traits } = seal(&keyring, resident)?;
    composed(format!("INSERT INTO residents ({COLUMNS}, name_index, kana_index) VALUES ({})", crate::sql::placeholders(1, 12)))
        .bind(resident.id)
        .bind(resident.office)
        .bind(resident.dwelling)
        .bind(name)
        .bind(kana)
        .bind(contact)
        .bind(traits)
        .bind(resident.left_on)
        .bind(resident.created_at)
        .bind(resident.version)
        .bind(RESIDENT_NAME.hash(&keyring, &resident.name))
        .bind(RESIDENT_KANA.hash(&keyring, &resident.kana))
        .run(tx)
        .await?;
    Ok(())
}

/// Changes a resident, if nobody else did in the meantime.
pub async fn update(tx: &mut WriteTx, resident: &Resident) -> Result<(), StoreError> {
    let keyring = tx.keyring();
    let Secrets { name, kana, contact, traits } = seal(&keyring, resident)?;
    sql("UPDATE residents SET dwelling_id = $1, name = $2, kana = $3, contact_person = $4, traits = $5, left_on = $6, name_index = $7,
         kana_index = $8, version = version + 1 WHERE office_id = $9 AND id = $10 AND version = $11")
    .bind(resident.dwelling)
    .bind(name)
    .bind(kana)
    .bind(contact)
    .bind(traits)
    .bind(resident.left_on)
    .bind(RESIDENT_NAME.hash(&keyring, &resident.name))
    .bind(RESIDENT_KANA.hash(&keyring, &resident.kana))
    .bind(resident.office)
    .bind(resident.id)
    .bind(resident.version)
    .run_versioned(tx)
    .await
}

/// Every answer of an office's residents, the oldest first.
pub async fn wishes(tx: &mut ReadTx, office: OfficeId) -> Result<Vec<ContactWish>, StoreError> {
    let keyring = tx.keyring();
    composed(format!("SELECT {WISH_COLUMNS} FROM contact_wishes WHERE office_id = $1 ORDER BY asked_on, id"))
        .bind(office)
        .all(tx, |row| read_wish(&keyring, row))
        .await
}

/// Adds an answer.
pub async fn insert_wish(tx: &mut WriteTx, wish: &ContactWish) -> Result<(), StoreError> {
    let keyring = tx.keyring();
    let place = |column| Place::new(column, wish.id);
    composed(format!("INSERT INTO contact_wishes ({WISH_COLUMNS}) VALUES ({})", crate::sql::placeholders(1, 10)))
        .bind(wish.id)
        .bind(wish.office)
        .bind(wish.resident)
        .bind(wish.asked_on)
        .bind(wish.method)
        .bind(wish.respondent)
        .bind(keyring.seal(&place("contact_wishes.asked_by"), &wish.asked_by)?)
        .bind(keyring.seal(&place("contact_wishes.answer"), wish.answer.code())?)
        .bind(keyring.seal_option(&place("contact_wishes.care"), wish.care.as_deref())?)
        .bind(wish.recorded_at)
        .run(tx)
        .await?;
    Ok(())
}

/// What is sealed of a resident.
struct Secrets {
    name: Sealed,
    kana: Sealed,
    contact: Option<Sealed>,
    traits: Option<Sealed>,
}

fn seal(keyring: &Keyring, resident: &Resident) -> Result<Secrets, StoreError> {
    let place = |column| Place::new(column, resident.id);
    let traits = (!resident.traits.is_empty()).then(|| serde_json::to_string(&resident.traits)).transpose();
    let traits = traits.map_err(|error| StoreError::Unreadable(error.to_string()))?;
    Ok(Secrets {
        name: keyring.seal(&place("residents.name"), &resident.name)?,
        kana: keyring.seal(&place("residents.kana"), &resident.kana)?,
        contact: keyring.seal_option(&place("residents.contact_person"), resident.contact_person.as_deref())?,
        traits: keyring.seal_option(&place("residents.traits"), traits.as_deref())?,
    })
}

fn read(keyring: &Keyring, row: &Row) -> Result<Resident, StoreError> {
    let id: ResidentId = row.get("id")?;
    let place = |column| Place::new(column, id);
    let traits = keyring.open_option(&place("residents.traits"), row.get("traits")?)?;
    let traits = traits.map(|text| serde_json::from_str(&text)).transpose();
    Ok(Resident {
        id,
        office: row.get("office_id")?,
        dwelling: row.get("dwelling_id")?,
        name: keyring.open(&place("residents.name"), &row.get("name")?)?,
        kana: keyring.open(&place("residents.kana"), &row.get("kana")?)?,
        contact_person: keyring.open_option(&place("residents.contact_person"), row.get("contact_person")?)?,
        traits: traits.map_err(|_| StoreError::Unreadable("how a resident could be described".to_owned()))?.unwrap_or_default(),
        left_on: row.get("left_on")?,
        created_at: row.get("created_at")?,
        version: row.get("version")?,
    })
}

fn read_wish(keyring: &Keyring, row: &Row) -> Result<ContactWish, StoreError> {
    let id: ContactWishId = row.get("id")?;
    let place = |column| Place::new(column, id);
    let answer = keyring.open(&place("contact_wishes.answer"), &row.get("answer")?)?;
    Ok(ContactWish {
        id,
        office: row.get("office_id")?,
        resident: row.get("resident_id")?,
        asked_on: row.get("asked_on")?,
        method: row.get("method")?,
        respondent: row.get("respondent")?,
        asked_by: keyring.open(&place("contact_wishes.asked_by"), &row.get("asked_by")?)?,
        answer: answer.parse().map_err(|_| StoreError::Unreadable("an answer to the 意向確認".to_owned()))?,
        care: keyring.open_option(&place("contact_wishes.care"), row.get("care")?)?,
        recorded_at: row.get("recorded_at")?,
    })
}
