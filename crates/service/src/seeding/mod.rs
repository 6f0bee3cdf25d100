//! Invented installations of any size, for measuring (`engawa bench seed`). Nothing here is ever part of a real installation:
//! the database must be empty, and every number belongs to prefecture 99, which does not exist.
//!
//! The rows are those that the actions of a year leave behind, written office by office, each with its audit record; the text
//! that becomes public passes the gate like any other.

mod people;
mod places;
mod visits;
mod year;

use jiff::civil::Date;
use model::{
    OfficeId,
    accounts::Role,
    calendar::FiscalYear,
    identifiers::{JurisdictionCode, OfficeNumber},
    offices::{GroupHomeType, ServiceKind},
};
use store::{
    Facts, StoreError, Subject, WriteTx, bodies, dwellings,
    offices::{self, Corporation, Office, Source},
    publications,
};

use crate::{Action, Actor, App, Fault, Resource, accounts};

/// How much.
#[derive(Debug, Clone, Copy)]
pub struct Size {
    /// Offices, at most 999,999.
    pub offices: u32,
    /// Years of meetings, the newest being the last 年度.
    pub years: u8,
}

/// What was made.
#[derive(Debug, Clone)]
pub struct Seeded {
    /// The office whose manager can sign in.
    pub office: OfficeId,
    /// Its newest meeting.
    pub meeting: model::MeetingId,
    /// The address of its newest published minutes.
    pub address: String,
    /// How many offices.
    pub offices: u32,
}

/// With this address the manager of the office in the middle signs in.
pub const EMAIL: &str = "bench@example.jp";
/// With this one an official of the largest city.
pub const CITY_EMAIL: &str = "city@example.jp";
/// With this one an official of its prefecture.
pub const PREFECTURE_EMAIL: &str = "prefecture@example.jp";
/// With this one whoever runs the installation.
pub const ADMINISTRATOR_EMAIL: &str = "administrator@example.jp";
/// The password to all of them.
pub const PASSWORD: &str = "はかるための ながい あいことば";

/// Nothing was made.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// There are offices: it may be somebody's.
    #[error("the database has offices already: measuring data goes only into an empty one")]
    NotEmpty,
    /// The size makes no sense.
    #[error("the size does not fit: 1 to 999,999 offices, 0 to 20 years")]
    SizeUnfit,
    /// The account to sign in with.
    #[error("the account for signing in: {0}")]
    Account(accounts::create::Error),
    /// See [`Fault`].
    #[error(transparent)]
    Fault(#[from] Fault),
}

crate::fault::from_store!(Error);

/// So many offices go into one transaction.
const BATCH: u32 = 100;

/// Fills an empty installation. With the same entropy and clock it is the same every time.
pub async fn seed(app: &App, actor: &Actor, size: Size) -> Result<Seeded, Error> {
    if !(1..=999_999).contains(&size.offices) || size.years > 20 {
        return Err(Error::SizeUnfit);
    }
    let mut shown = None;
    for first in (0..size.offices).step_by(BATCH as usize) {
        let mut tx = app.change(actor, Action::OfficesRegister, &Resource::installation()).await?;
        if first == 0 && !is_empty(&mut tx).await? {
            return Err(Error::NotEmpty);
        }
        let mut released = Vec::new();
        for which in first..(first + BATCH).min(size.offices) {
            let made = office(app, actor, &mut tx, which, size.years, &mut released).await?;
            if which == size.offices / 2 {
                shown = Some(made);
            }
        }
        let published: Vec<_> = released.iter().map(|(new, cleared)| (new, cleared)).collect();
        publications::insert_all(&mut tx, &published).await?;
        let mut record = app.installation_record(actor, Action::OfficesRegister, Subject::new("offices", first));
        record.after = Facts::new().plain("seeded", BATCH.min(size.offices - first));
        tx.commit(app.now(), record).await?;
    }
    let (office, meeting, address) = shown.ok_or(Error::SizeUnfit)?;
    let (city, prefecture) = places::largest()?;
    account(app, actor, Role::OfficeManager, Some(office), None, EMAIL).await?;
    account(app, actor, Role::MunicipalityStaff, None, Some(city), CITY_EMAIL).await?;
    account(app, actor, Role::Administrator, None, None, ADMINISTRATOR_EMAIL).await?;
    account(app, actor, Role::PrefectureStaff, None, Some(prefecture), PREFECTURE_EMAIL).await?;
    Ok(Seeded { office, meeting, address, offices: size.offices })
}

async fn account(
    app: &App,
    actor: &Actor,
    role: Role,
    office: Option<OfficeId>,
    jurisdiction: Option<JurisdictionCode>,
    email: &str,
) -> Result<(), Error> {
    let (name, password) = ("測定 係".to_owned(), Some(PASSWORD.to_owned()));
    let input = accounts::create::Input { role, office, jurisdiction, email: email.to_owned(), name, password };
    accounts::create::create(app, actor, input).await.map(drop).map_err(Error::Account)
}

async fn is_empty(tx: &mut WriteTx) -> Result<bool, StoreError> {
    let count: i64 = store::sql("SELECT count(*) AS n FROM offices").one(tx, |row| row.get("n")).await?;
    Ok(count == 0)
}

/// One office with everything of its years, but what it publishes, which is put beside `released`. Returns it, its newest meeting and the
/// address of what it publishes last.
async fn office(
    app: &App,
    actor: &Actor,
    tx: &mut WriteTx,
    which: u32,
    years: u8,
    released: &mut Vec<year::Released>,
) -> Result<(OfficeId, model::MeetingId, String), Fault> {
    let office = registered(app, tx, which).await?;
    let homes = homes(app, tx, &office, which).await?;
    let body = bodies::Body { id: app.mint(), office: office.id, name: "地域連携推進会議".to_owned(), version: 1 };
    bodies::insert(tx, &body).await?;
    let newest = FiscalYear::of(app.today()).previous();
    let oldest = (1..years).fold(newest, |year, _| year.previous());
    let members = people::settle(app, tx, &office, &homes, body.id, oldest.first_day()).await?;
    let (mut meeting, mut address) = (app.mint(), String::new());
    let mut year = oldest;
    for number in 1..=u32::from(years) {
        let (held, publication) = year::hold(app, actor, tx, &office, body.id, &members, year, number).await?;
        (meeting, address) = (held, publication.0.address.clone());
        released.push(publication);
        visits::visit(app, tx, office.id, &homes, &members, year).await?;
        year = year.next();
    }
    let mut record = app.record(actor, Action::OfficesRegister, office.id, Subject::new("office", office.id));
    record.after = Facts::new().plain("number", office.number).plain("seeded", true);
    tx.record(app.now(), record).await?;
    Ok((office.id, meeting, address))
}

async fn registered(app: &App, tx: &mut WriteTx, which: u32) -> Result<Office, Fault> {
    let lies = places::of(which)?;
    let corporation = Corporation {
        id: app.mint(),
        number: None,
        name: format!("社会福祉法人 測定会{which}"),
        kana: format!("しゃかいふくしほうじん そくていかい{which}"),
        address: place(which),
        phone: "000-0000-0000".to_owned(),
        version: 1,
    };
    offices::insert_corporation(tx, &corporation).await?;
    let office = Office {
        id: app.mint(),
        corporation: corporation.id,
        number: number(which)?,
        service: ServiceKind::GroupHome,
        group_home_type: Some(GroupHomeType::CareIncluded),
        name: format!("グループホーム測定{which}"),
        kana: format!("ぐるーぷほーむそくてい{which}"),
        designator: lies.designator,
        location: Some(lies.location),
        prefecture: Some(lies.location.prefecture()),
        address: place(which),
        phone: "000-0000-0000".to_owned(),
        fax: String::new(),
        url: String::new(),
        manager_name: Some("測定 管理".to_owned()),
        reply_email: Some("sokutei@example.jp".to_owned()),
        source: Source::Registered,
        gone_since: None,
        created_at: app.now(),
        version: 1,
    };
    offices::insert(tx, &office).await?;
    Ok(office)
}

/// Three or four houses, 24 for every seven offices: 60,000 for 17,500, as in the country.
async fn homes(app: &App, tx: &mut WriteTx, office: &Office, which: u32) -> Result<Vec<model::DwellingId>, Fault> {
    let mut homes = Vec::new();
    let count = if which % 7 < 3 { 4 } else { 3 };
    for name in ["一号の家", "二号の家", "三号の家", "四号の家"].into_iter().take(count) {
        let home = dwellings::Dwelling {
            id: app.mint(),
            office: office.id,
            name: name.to_owned(),
            satellite: false,
            address: office.address.clone(),
            location: None,
            phone: office.phone.clone(),
            capacity: Some(5),
            list_no: None,
            gone_since: None,
            guide: None,
            version: 1,
        };
        dwellings::insert(tx, &home).await?;
        homes.push(home.id);
    }
    Ok(homes)
}

fn place(which: u32) -> String {
    format!("架空県測定市一丁目{}-{}", which / 100 + 1, which % 100 + 1)
}

/// A number of prefecture 99 with its right check digit.
fn number(which: u32) -> Result<OfficeNumber, Fault> {
    let fits = (0..10).find_map(|digit| format!("992{which:06}{digit}").parse().ok());
    fits.ok_or_else(|| Fault::Broken(format!("no office number for {which}")))
}

/// A day some weeks after the beginning of a year.
fn weeks_in(year: FiscalYear, weeks: i64) -> Date {
    year.first_day().saturating_add(jiff::Span::new().weeks(weeks))
}
