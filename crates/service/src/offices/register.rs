//! Registering an office by hand, with its corporation, its dwellings and its 地域連携推進会議 (A1).

use model::{
    OfficeId,
    identifiers::{CorporateNumber, JurisdictionCode, OfficeNumber},
    jurisdictions,
    offices::{GroupHomeType, ServiceKind},
};
use store::{
    Across, Facts, StoreError, Subject, WriteTx,
    bodies::{self, Body},
    dwellings::{self, Dwelling},
    offices::{self, Corporation, Office, Source},
};

use crate::{Action, Actor, App, Fault, Resource};

/// What is registered. Official numbers are typed by people, so their check digits are right already.
#[derive(Debug, Clone)]
pub struct Input {
    /// 法人番号, where there is one.
    pub corporation_number: Option<CorporateNumber>,
    /// 法人の名称.
    pub corporation_name: String,
    /// かな.
    pub corporation_kana: String,
    /// 法人の住所.
    pub corporation_address: String,
    /// 法人の電話番号.
    pub corporation_phone: String,
    /// 事業所番号.
    pub number: OfficeNumber,
    /// The service.
    pub service: ServiceKind,
    /// The type of a 共同生活援助.
    pub group_home_type: Option<GroupHomeType>,
    /// 名称.
    pub name: String,
    /// かな.
    pub kana: String,
    /// Who designated it.
    pub designator: JurisdictionCode,
    /// 住所, whole, beginning with the prefecture.
    pub address: String,
    /// 電話番号.
    pub phone: String,
    /// FAX番号.
    pub fax: String,
    /// URL.
    pub url: String,
    /// 管理者の氏名, for letters.
    pub manager_name: Option<String>,
    /// The address for replies.
    pub reply_email: Option<String>,
    /// Its houses; at least one.
    pub dwellings: Vec<NewDwelling>,
}

/// A house.
#[derive(Debug, Clone)]
pub struct NewDwelling {
    /// 名称.
    pub name: String,
    /// サテライト型.
    pub satellite: bool,
    /// 住所.
    pub address: String,
    /// 定員.
    pub capacity: Option<u16>,
}

/// The office was not registered; nothing of it was kept.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Number and service are there already.
    #[error("この事業所番号は、すでに登録されています。一覧で検索してお確かめください。")]
    Registered,
    /// Only a 共同生活援助 has a type.
    #[error("類型を選べるのは、共同生活援助だけです。")]
    TypeUnfit,
    /// A meeting and a visit need a house.
    #[error("住居または施設を、少なくとも1つ入力してください。")]
    NoDwelling,
    /// Only a 共同生活援助 has satellites.
    #[error("サテライト型を選べるのは、共同生活援助だけです。")]
    SatelliteUnfit,
    /// See [`Fault`].
    #[error(transparent)]
    Fault(#[from] Fault),
}

crate::fault::from_store!(Error, Duplicate => Registered);

/// Registers an office.
pub async fn register(app: &App, actor: &Actor, input: Input) -> Result<OfficeId, Error> {
    examine(&input)?;
    let mut tx = app.change(actor, Action::OfficesRegister, &Resource::installation()).await?;
    let across = Across::within_recorded_change("offices.register");
    if offices::by_number(&mut tx, &across, input.number, input.service).await?.is_some() {
        return Err(Error::Registered);
    }
    let corporation = corporation_for(app, &mut tx, &across, &input).await?;
    let office = office_from(app, &corporation, &input);
    offices::insert(&mut tx, &office).await?;
    for new in &input.dwellings {
        dwellings::insert(&mut tx, &dwelling_from(app, &office, new)).await?;
    }
    found_body(app, &mut tx, office.id).await?;
    let mut record = app.record(actor, Action::OfficesRegister, office.id, Subject::new("office", office.id));
    record.after = facts(&office).plain("dwellings", input.dwellings.len());
    tx.commit(app.now(), record).await?;
    Ok(office.id)
}

fn examine(input: &Input) -> Result<(), Error> {
    let group_home = input.service == ServiceKind::GroupHome;
    if input.group_home_type.is_some() && !group_home {
        return Err(Error::TypeUnfit);
    }
    if input.dwellings.is_empty() {
        return Err(Error::NoDwelling);
    }
    if !group_home && input.dwellings.iter().any(|dwelling| dwelling.satellite) {
        return Err(Error::SatelliteUnfit);
    }
    Ok(())
}

/// The corporation that is there already under the same 法人番号, or a new one.
async fn corporation_for(app: &App, tx: &mut WriteTx, across: &Across, input: &Input) -> Result<Corporation, StoreError> {
    if let Some(number) = input.corporation_number
        && let Some(known) = offices::corporation_by_number(tx, across, number).await?
    {
        return Ok(known);
    }
    let corporation = Corporation {
        id: app.mint(),
        number: input.corporation_number,
        name: input.corporation_name.clone(),
        kana: input.corporation_kana.clone(),
        address: input.corporation_address.clone(),
        phone: input.corporation_phone.clone(),
        version: 1,
    };
    offices::insert_corporation(tx, &corporation).await?;
    Ok(corporation)
}

fn office_from(app: &App, corporation: &Corporation, input: &Input) -> Office {
    let location = jurisdictions::locate(&input.address);
    Office {
        id: app.mint(),
        corporation: corporation.id,
        number: input.number,
        service: input.service,
        group_home_type: input.group_home_type,
        name: input.name.clone(),
        kana: input.kana.clone(),
        designator: input.designator,
        location,
        prefecture: location.map(JurisdictionCode::prefecture),
        address: input.address.clone(),
        phone: input.phone.clone(),
        fax: input.fax.clone(),
        url: input.url.clone(),
        manager_name: input.manager_name.clone(),
        reply_email: input.reply_email.clone(),
        source: Source::Registered,
        gone_since: None,
        created_at: app.now(),
        version: 1,
    }
}

fn dwelling_from(app: &App, office: &Office, new: &NewDwelling) -> Dwelling {
    Dwelling {
        id: app.mint(),
        office: office.id,
        name: new.name.clone(),
        satellite: new.satellite,
        address: new.address.clone(),
        location: jurisdictions::locate(&new.address).or(office.location),
        phone: office.phone.clone(),
        capacity: new.capacity,
        list_no: None,
        gone_since: None,
        guide: None,
        version: 1,
    }
}

/// Every office has its one 地域連携推進会議 from the first day (A1).
pub(super) async fn found_body(app: &App, tx: &mut WriteTx, office: OfficeId) -> Result<(), StoreError> {
    bodies::insert(tx, &Body { id: app.mint(), office, name: "地域連携推進会議".to_owned(), version: 1 }).await
}

/// What the audit record says of an office.
pub(super) fn facts(office: &Office) -> Facts {
    let facts = Facts::new()
        .plain("number", office.number)
        .plain("service", model::Vocabulary::code(office.service))
        .plain_option("group_home_type", office.group_home_type.map(model::Vocabulary::code))
        .plain("name", &office.name)
        .plain("address", &office.address)
        .plain("phone", &office.phone);
    match (&office.manager_name, &office.reply_email) {
        (Some(name), Some(email)) => facts.personal("manager_name", name.as_str()).personal("reply_email", email.as_str()),
        (Some(name), None) => facts.personal("manager_name", name.as_str()),
        (None, Some(email)) => facts.personal("reply_email", email.as_str()),
        (None, None) => facts,
    }
}
