//! People who may sit in a body of an office. A person is not an account (invariant 6).

use jiff::Timestamp;
use model::{
    OfficeId, PersonId, ResidentId, Vocabulary,
    seats::{Accommodation, Independence},
};

use crate::{
    Keyring, Place, ReadTx, Row, StoreError, WriteTx,
    schema::{PERSON_KANA, PERSON_NAME},
    sql,
    sql::composed,
};

/// Somebody who may sit in a body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// Its id.
    pub id: PersonId,
    /// Whose office.
    pub office: OfficeId,
    /// 氏名.
    pub name: String,
    /// ふりがな.
    pub kana: String,
    /// Mail.
    pub email: Option<String>,
    /// 電話番号.
    pub phone: Option<String>,
    /// 住所.
    pub address: Option<String>,
    /// 所属.
    pub affiliation: Option<String>,
    /// 役職.
    pub position: Option<String>,
    /// 情報保障・合理的配慮 (A13).
    pub needs: Vec<Accommodation>,
    /// The resident that this person is.
    pub resident: Option<ResidentId>,
    /// How the person is tied to the 法人 (A7).
    pub independence: Independence,
    /// When the row was made.
    pub created_at: Timestamp,
    /// For optimistic locking.
    pub version: i64,
}

const COLUMNS: &str =
    "id, office_id, name, kana, email, phone, address, affiliation, position, needs, resident_id, independence, created_at, version";

/// Everybody an office knows as a possible member.
pub async fn list(tx: &mut ReadTx, office: OfficeId) -> Result<Vec<Person>, StoreError> {
    let keyring = tx.keyring();
    composed(format!("SELECT {COLUMNS} FROM persons WHERE office_id = $1 ORDER BY id"))
        .bind(office)
        .all(tx, |row| read(&keyring, row))
        .await
}

/// One of them.
pub async fn load(tx: &mut ReadTx, office: OfficeId, id: PersonId) -> Result<Option<Person>, StoreError> {
    let keyring = tx.keyring();
    composed(format!("SELECT {COLUMNS} FROM persons WHERE office_id = $1 AND id = $2"))
        .bind(office)
        .bind(id)
        .optional(tx, |row| read(&keyring, row))
        .await
}

/// Adds a person.
pub async fn insert(tx: &mut WriteTx, person: &Person) -> Result<(), StoreError> {
    let keyring = tx.keyring();
    let place = |column| Place::new(column, person.id);
    composed(format!("INSERT INTO persons ({COLUMNS}, name_index, kana_index) VALUES ({})", crate::sql::placeholders(1, 16)))
        .bind(person.id)
        .bind(person.office)
        .bind(keyring.seal(&place("persons.name"), &person.name)?)
        .bind(keyring.seal(&place("persons.kana"), &person.kana)?)
        .bind(keyring.seal_option(&place("persons.email"), person.email.as_deref())?)
        .bind(keyring.seal_option(&place("persons.phone"), person.phone.as_deref())?)
        .bind(keyring.seal_option(&place("persons.address"), person.address.as_deref())?)
        .bind(keyring.seal_option(&place("persons.affiliation"), person.affiliation.as_deref())?)
        .bind(keyring.seal_option(&place("persons.position"), person.position.as_deref())?)
        .bind(keyring.seal_option(&place("persons.needs"), needs_text(&person.needs).as_deref())?)
        .bind(person.resident)
        .bind(person.independence)
        .bind(person.created_at)
        .bind(person.version)
        .bind(PERSON_NAME.hash(&keyring, &person.name))
        .bind(PERSON_KANA.hash(&keyring, &person.kana))
        .run(tx)
        .await?;
    Ok(())
}

/// Changes a person, if nobody else did in the meantime.
pub async fn update(tx: &mut WriteTx, person: &Person) -> Result<(), StoreError> {
    let keyring = tx.keyring();
    let place = |column| Place::new(column, person.id);
    sql("UPDATE persons SET name = $1, kana = $2, email = $3, phone = $4, address = $5, affiliation = $6, position = $7, needs = $8,
         independence = $9, name_index = $10, kana_index = $11, version = version + 1 WHERE office_id = $12 AND id = $13 AND version = $14")
    .bind(keyring.seal(&place("persons.name"), &person.name)?)
    .bind(keyring.seal(&place("persons.kana"), &person.kana)?)
    .bind(keyring.seal_option(&place("persons.email"), person.email.as_deref())?)
    .bind(keyring.seal_option(&place("persons.phone"), person.phone.as_deref())?)
    .bind(keyring.seal_option(&place("persons.address"), person.address.as_deref())?)
    .bind(keyring.seal_option(&place("persons.affiliation"), person.affiliation.as_deref())?)
    .bind(keyring.seal_option(&place("persons.position"), person.position.as_deref())?)
    .bind(keyring.seal_option(&place("persons.needs"), needs_text(&person.needs).as_deref())?)
    .bind(person.independence)
    .bind(PERSON_NAME.hash(&keyring, &person.name))
    .bind(PERSON_KANA.hash(&keyring, &person.kana))
    .bind(person.office)
    .bind(person.id)
    .bind(person.version)
    .run_versioned(tx)
    .await
}

fn read(keyring: &Keyring, row: &Row) -> Result<Person, StoreError> {
    let id: PersonId = row.get("id")?;
    let place = |column| Place::new(column, id);
    Ok(Person {
        id,
        office: row.get("office_id")?,
        name: keyring.open(&place("persons.name"), &row.get("name")?)?,
        kana: keyring.open(&place("persons.kana"), &row.get("kana")?)?,
        email: keyring.open_option(&place("persons.email"), row.get("email")?)?,
        phone: keyring.open_option(&place("persons.phone"), row.get("phone")?)?,
        address: keyring.open_option(&place("persons.address"), row.get("address")?)?,
        affiliation: keyring.open_option(&place("persons.affiliation"), row.get("affiliation")?)?,
        position: keyring.open_option(&place("persons.position"), row.get("position")?)?,
        needs: needs_of(keyring.open_option(&place("persons.needs"), row.get("needs")?)?)?,
        resident: row.get("resident_id")?,
        independence: row.get("independence")?,
        created_at: row.get("created_at")?,
        version: row.get("version")?,
    })
}

/// Codes, one a line; nothing where nothing is needed.
fn needs_text(needs: &[Accommodation]) -> Option<String> {
    (!needs.is_empty()).then(|| needs.iter().map(|need| need.code()).collect::<Vec<_>>().join("\n"))
}

fn needs_of(text: Option<String>) -> Result<Vec<Accommodation>, StoreError> {
    let unreadable = |_| StoreError::Unreadable("what a person needs to take part".to_owned());
    text.as_deref().unwrap_or_default().lines().map(|code| code.parse().map_err(unreadable)).collect()
}
