//! Offices with their corporation (A1). An office is the owner of almost everything else.

use jiff::{Timestamp, civil::Date};
use model::{
    CorporationId, OfficeId,
    identifiers::{CorporateNumber, JurisdictionCode, OfficeNumber},
    offices::{GroupHomeType, ServiceKind},
    publications::Licence,
};

use crate::{Across, Place, ReadTx, Row, Sealed, StoreError, WriteTx, sql, sql::composed};

/// 法人.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Corporation {
    /// Its id.
    pub id: CorporationId,
    /// 法人番号, where there is one.
    pub number: Option<CorporateNumber>,
    /// 名称.
    pub name: String,
    /// かな.
    pub kana: String,
    /// 住所.
    pub address: String,
    /// 電話番号.
    pub phone: String,
    /// For optimistic locking.
    pub version: i64,
}

/// How an office came into the installation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Source {
    /// By hand.
    Registered,
    /// From the national list.
    List,
}

impl Source {
    fn code(self) -> &'static str {
        match self {
            Self::Registered => "registered",
            Self::List => "list",
        }
    }
}

/// 事業所.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Office {
    /// Its id.
    pub id: OfficeId,
    /// Who runs it.
    pub corporation: CorporationId,
    /// 事業所番号.
    pub number: OfficeNumber,
    /// The service.
    pub service: ServiceKind,
    /// The type of a 共同生活援助, where it is known.
    pub group_home_type: Option<GroupHomeType>,
    /// 名称.
    pub name: String,
    /// かな.
    pub kana: String,
    /// The authority that designated it; not where it lies.
    pub designator: JurisdictionCode,
    /// Municipality or ward where it lies.
    pub location: Option<JurisdictionCode>,
    /// Prefecture where it lies.
    pub prefecture: Option<JurisdictionCode>,
    /// 住所, whole.
    pub address: String,
    /// 電話番号.
    pub phone: String,
    /// FAX番号.
    pub fax: String,
    /// URL.
    pub url: String,
    /// 管理者の氏名, for letters.
    pub manager_name: Option<String>,
    /// The address for replies, for letters.
    pub reply_email: Option<String>,
    /// How it came here.
    pub source: Source,
    /// First day on which the national list no longer named it.
    pub gone_since: Option<Date>,
    /// When it was made.
    pub created_at: Timestamp,
    /// For optimistic locking.
    pub version: i64,
}

const COLUMNS: &str = "id, corporation_id, number, service, group_home_type, name, kana, designator, location, prefecture, address, phone, \
                       fax, url, manager_name, reply_email, source, gone_since, created_at, version";

/// The office itself.
pub async fn load(tx: &mut ReadTx, id: OfficeId) -> Result<Option<Office>, StoreError> {
    let keyring = tx.keyring();
    composed(format!("SELECT {COLUMNS} FROM offices WHERE id = $1")).bind(id).optional(tx, |row| read(&keyring, row)).await
}

/// The office with a number and service: whether it is registered already.
pub async fn by_number(
    tx: &mut ReadTx,
    _across: &Across,
    number: OfficeNumber,
    service: ServiceKind,
) -> Result<Option<Office>, StoreError> {
    let keyring = tx.keyring();
    composed(format!("SELECT {COLUMNS} FROM offices WHERE number = $1 AND service = $2"))
        .bind(number)
        .bind(service)
        .optional(tx, |row| read(&keyring, row))
        .await
}

/// The corporation of an office.
pub async fn corporation_of(tx: &mut ReadTx, office: OfficeId) -> Result<Option<Corporation>, StoreError> {
    sql("SELECT c.id, c.number, c.name, c.kana, c.address, c.phone, c.version FROM corporations c JOIN offices o ON o.corporation_id = c.id
         WHERE o.id = $1")
    .bind(office)
    .optional(tx, read_corporation)
    .await
}

/// The corporation with a 法人番号.
pub async fn corporation_by_number(tx: &mut ReadTx, _across: &Across, number: CorporateNumber) -> Result<Option<Corporation>, StoreError> {
    sql("SELECT id, number, name, kana, address, phone, version FROM corporations WHERE number = $1 ORDER BY id LIMIT 1")
        .bind(number)
        .optional(tx, read_corporation)
        .await
}

/// Where an office is, and what it is called.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Whereabouts {
    /// The office.
    pub id: OfficeId,
    /// 事業所番号.
    pub number: OfficeNumber,
    /// 名称.
    pub name: String,
    /// The municipality or ward where it lies.
    pub location: Option<JurisdictionCode>,
    /// Who designated it.
    pub designator: JurisdictionCode,
}

/// All offices that are not gone, by number.
pub async fn whereabouts(tx: &mut ReadTx, _across: &Across) -> Result<Vec<Whereabouts>, StoreError> {
    sql("SELECT id, number, name, location, designator FROM offices WHERE gone_since IS NULL ORDER BY number, service")
        .all(tx, |row| {
            Ok(Whereabouts {
                id: row.get("id")?,
                number: row.get("number")?,
                name: row.get("name")?,
                location: row.get("location")?,
                designator: row.get("designator")?,
            })
        })
        .await
}

/// An office as an authority writes to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Addressee {
    /// The office.
    pub id: OfficeId,
    /// 事業所番号.
    pub number: OfficeNumber,
    /// 名称.
    pub name: String,
    /// 住所.
    pub address: String,
    /// The municipality or ward where it lies.
    pub location: Option<JurisdictionCode>,
    /// Who designated it.
    pub designator: JurisdictionCode,
    /// The type of a 共同生活援助, where it is known.
    pub group_home_type: Option<GroupHomeType>,
}

/// The offices that are not gone and lie in one of these places or were designated by this authority, by number.
pub async fn addressees(
    tx: &mut ReadTx,
    _across: &Across,
    designator: JurisdictionCode,
    places: &[JurisdictionCode],
) -> Result<Vec<Addressee>, StoreError> {
    let somewhere = if places.is_empty() { "''".to_owned() } else { crate::sql::placeholders(2, places.len()) };
    let statement = composed(format!(
        "SELECT id, number, name, address, location, designator, group_home_type FROM offices
         WHERE gone_since IS NULL AND (designator = $1 OR location IN ({somewhere})) ORDER BY number, service"
    ));
    let statement = places.iter().fold(statement.bind(designator), |statement, place| statement.bind(*place));
    statement
        .all(tx, |row| {
            Ok(Addressee {
                id: row.get("id")?,
                number: row.get("number")?,
                name: row.get("name")?,
                address: row.get("address")?,
                location: row.get("location")?,
                designator: row.get("designator")?,
                group_home_type: row.get("group_home_type")?,
            })
        })
        .await
}

/// Adds a corporation.
pub async fn insert_corporation(tx: &mut WriteTx, corporation: &Corporation) -> Result<(), StoreError> {
    sql("INSERT INTO corporations (id, number, name, kana, address, phone, version) VALUES ($1, $2, $3, $4, $5, $6, $7)")
        .bind(corporation.id)
        .bind(corporation.number)
        .bind(&corporation.name)
        .bind(&corporation.kana)
        .bind(&corporation.address)
        .bind(&corporation.phone)
        .bind(corporation.version)
        .run(tx)
        .await?;
    Ok(())
}

/// Adds an office. [`StoreError::Duplicate`] when its number and service are there already.
pub async fn insert(tx: &mut WriteTx, office: &Office) -> Result<(), StoreError> {
    let (manager_name, reply_email) = seal_contacts(tx, office)?;
    composed(format!("INSERT INTO offices ({COLUMNS}, search_key) VALUES ({})", crate::sql::placeholders(1, 21)))
        .bind(office.id)
        .bind(office.corporation)
        .bind(office.number)
        .bind(office.service)
        .bind(office.group_home_type)
        .bind(&office.name)
        .bind(&office.kana)
        .bind(office.designator)
        .bind(office.location)
        .bind(office.prefecture)
        .bind(&office.address)
        .bind(&office.phone)
        .bind(&office.fax)
        .bind(&office.url)
        .bind(manager_name)
        .bind(reply_email)
        .bind(office.source.code())
        .bind(office.gone_since)
        .bind(office.created_at)
        .bind(office.version)
        .bind(search_key(office))
        .run(tx)
        .await?;
    Ok(())
}

/// Changes the particulars that people edit, if nobody else did in the meantime.
pub async fn update(tx: &mut WriteTx, office: &Office) -> Result<(), StoreError> {
    let (manager_name, reply_email) = seal_contacts(tx, office)?;
    sql("UPDATE offices SET group_home_type = $1, name = $2, kana = $3, address = $4, phone = $5, fax = $6, url = $7, manager_name = $8,
         reply_email = $9, search_key = $10, version = version + 1 WHERE id = $11 AND version = $12")
    .bind(office.group_home_type)
    .bind(&office.name)
    .bind(&office.kana)
    .bind(&office.address)
    .bind(&office.phone)
    .bind(&office.fax)
    .bind(&office.url)
    .bind(manager_name)
    .bind(reply_email)
    .bind(search_key(office))
    .bind(office.id)
    .bind(office.version)
    .run_versioned(tx)
    .await
}

/// Under which terms others may use what the office publishes.
pub async fn licence(tx: &mut ReadTx, office: OfficeId) -> Result<Licence, StoreError> {
    sql("SELECT licence FROM offices WHERE id = $1").bind(office).one(tx, |row| row.get("licence")).await
}

/// What its publications tell of an office besides: where it lies, and under which terms others may use them.
pub async fn public_face(tx: &mut ReadTx, office: OfficeId) -> Result<(Option<JurisdictionCode>, Licence), StoreError> {
    sql("SELECT location, licence FROM offices WHERE id = $1")
        .bind(office)
        .one(tx, |row| Ok((row.get("location")?, row.get("licence")?)))
        .await
}

/// Chooses the terms.
pub async fn set_licence(tx: &mut WriteTx, office: OfficeId, licence: Licence) -> Result<(), StoreError> {
    sql("UPDATE offices SET licence = $1 WHERE id = $2").bind(licence).bind(office).run_versioned(tx).await
}

fn seal_contacts(tx: &ReadTx, office: &Office) -> Result<(Option<Sealed>, Option<Sealed>), StoreError> {
    let keyring = tx.keyring();
    let seal = |column, value: &Option<String>| value.as_deref().map(|text| keyring.seal(&Place::new(column, office.id), text)).transpose();
    Ok((seal("offices.manager_name", &office.manager_name)?, seal("offices.reply_email", &office.reply_email)?))
}

/// What a search looks through: name, reading, number and address, folded.
pub fn search_key(office: &Office) -> String {
    let text = format!("{} {} {} {}", office.name, office.kana, office.number, office.address);
    text::kana::to_hiragana(&text::width::fold(&text)).to_lowercase()
}

/// The order of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Order {
    /// By reading.
    #[default]
    Kana,
    /// By 事業所番号.
    Number,
    /// By place, then reading.
    Location,
}

/// What a list shows.
#[derive(Debug, Clone, Default)]
pub struct Search {
    /// Part of a name, reading, number or address; folded here.
    pub text: String,
    /// Only of this prefecture.
    pub prefecture: Option<JurisdictionCode>,
    /// The order.
    pub order: Order,
    /// Backwards.
    pub descending: bool,
    /// Which page, from 0.
    pub page: u32,
}

/// Rows on a page of a list.
pub const PAGE: u32 = 50;

/// A line of the list of offices.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// The office.
    pub id: OfficeId,
    /// 事業所番号.
    pub number: OfficeNumber,
    /// The service.
    pub service: ServiceKind,
    /// 名称.
    pub name: String,
    /// Who designated it.
    pub designator: JurisdictionCode,
    /// Where it lies.
    pub location: Option<JurisdictionCode>,
    /// How many dwellings.
    pub dwellings: i64,
    /// First day on which the national list no longer named it.
    pub gone_since: Option<Date>,
}

/// A page of the list, and how many there are in all.
pub async fn search(tx: &mut ReadTx, _across: &Across, search: &Search) -> Result<(Vec<Line>, i64), StoreError> {
    let condition = "WHERE o.search_key LIKE $1 ESCAPE '!' AND (CAST($2 AS TEXT) IS NULL OR o.prefecture = $2)";
    let order = match search.order {
        Order::Kana => "o.kana",
        Order::Number => "o.number",
        Order::Location => "o.location",
    };
    let direction = if search.descending { "DESC" } else { "ASC" };
    let pattern = like_pattern(&search.text);
    let total = composed(format!("SELECT count(*) AS total FROM offices o {condition}"))
        .bind(&pattern)
        .bind(search.prefecture)
        .one(tx, |row| row.get("total"))
        .await?;
    let lines = composed(format!(
        "SELECT o.id, o.number, o.service, o.name, o.designator, o.location, o.gone_since,
                (SELECT count(*) FROM dwellings d WHERE d.office_id = o.id) AS dwellings
         FROM offices o {condition} ORDER BY {order} {direction}, o.id LIMIT {PAGE} OFFSET $3"
    ))
    .bind(&pattern)
    .bind(search.prefecture)
    .bind(i64::from(search.page) * i64::from(PAGE))
    .all(tx, |row| {
        Ok(Line {
            id: row.get("id")?,
            number: row.get("number")?,
            service: row.get("service")?,
            name: row.get("name")?,
            designator: row.get("designator")?,
            location: row.get("location")?,
            dwellings: row.get("dwellings")?,
            gone_since: row.get("gone_since")?,
        })
    })
    .await?;
    Ok((lines, total))
}

/// A LIKE pattern for a part of a folded text, with `!` before the signs that mean something to LIKE.
pub(crate) fn like_pattern(part: &str) -> String {
    let folded = text::kana::to_hiragana(&text::width::fold(part.trim())).to_lowercase();
    let escaped = folded.replace('!', "!!").replace('%', "!%").replace('_', "!_");
    format!("%{escaped}%")
}

fn read(keyring: &crate::Keyring, row: &Row) -> Result<Office, StoreError> {
    let id: OfficeId = row.get("id")?;
    let open = |name: &str, column| -> Result<Option<String>, StoreError> {
        let sealed: Option<Sealed> = row.get(name)?;
        sealed.map(|sealed| keyring.open(&Place::new(column, id), &sealed)).transpose()
    };
    Ok(Office {
        id,
        corporation: row.get("corporation_id")?,
        number: row.get("number")?,
        service: row.get("service")?,
        group_home_type: row.get("group_home_type")?,
        name: row.get("name")?,
        kana: row.get("kana")?,
        designator: row.get("designator")?,
        location: row.get("location")?,
        prefecture: row.get("prefecture")?,
        address: row.get("address")?,
        phone: row.get("phone")?,
        fax: row.get("fax")?,
        url: row.get("url")?,
        manager_name: open("manager_name", "offices.manager_name")?,
        reply_email: open("reply_email", "offices.reply_email")?,
        source: if row.get::<String>("source")? == "list" { Source::List } else { Source::Registered },
        gone_since: row.get("gone_since")?,
        created_at: row.get("created_at")?,
        version: row.get("version")?,
    })
}

fn read_corporation(row: &Row) -> Result<Corporation, StoreError> {
    Ok(Corporation {
        id: row.get("id")?,
        number: row.get("number")?,
        name: row.get("name")?,
        kana: row.get("kana")?,
        address: row.get("address")?,
        phone: row.get("phone")?,
        version: row.get("version")?,
    })
}
