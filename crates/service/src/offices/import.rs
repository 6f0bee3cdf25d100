//! Loading the national list, repeatedly and without duplicates (D7). A row's key is its `NO`; several rows with one 事業所番号
//! are one office with several dwellings. What disappeared is listed and kept; what people registered by hand is never touched.

use std::collections::{BTreeSet, HashMap};

use data_encoding::HEXLOWER;
use model::{
    CorporationId, DwellingId,
    identifiers::{CorporateNumber, JurisdictionCode, OfficeNumber},
    offices::ServiceKind,
    open_data::{self, ListError, ListedDwelling, ListedOffice, OpenDataList, Remark},
};
use serde::Serialize;
use sha2::{Digest, Sha256};
use store::{
    Across, Facts, StoreError, Subject, WriteTx,
    bodies::Body,
    dwellings::Dwelling,
    imports::{self, KnownDwelling, KnownOffice},
    offices::{Corporation, Office, Source},
    standings,
};

use crate::{Action, Actor, App, Fault, Resource};

/// What an import did, or would do. The shape is the command line's contract.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Report {
    /// Rows that were read.
    pub rows: usize,
    /// Offices.
    pub offices: Counts,
    /// Dwellings.
    pub dwellings: Counts,
    /// Rows that were not taken, with the place and the reason.
    pub rejected: Vec<Line>,
    /// Rows that were taken although something is odd about them.
    pub doubts: Vec<Line>,
    /// `NO` of the dwellings that the list no longer names.
    pub gone: Vec<String>,
}

/// How many were new, changed, unchanged.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Counts {
    /// Not known before.
    pub new: usize,
    /// Known, and different now.
    pub changed: usize,
    /// Known, and the same.
    pub unchanged: usize,
}

/// Something about a row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Line {
    /// The line of the file, from 1.
    pub line: u32,
    /// The column, where one is meant.
    pub column: Option<String>,
    /// The value, as written.
    pub value: String,
    /// What is the matter, in Japanese.
    pub reason: String,
}

/// Nothing was imported.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The file is no such list.
    #[error("{0}")]
    List(#[from] ListError),
    /// See [`Fault`].
    #[error(transparent)]
    Fault(#[from] Fault),
}

crate::fault::from_store!(Error);

/// Imports a list, all of it or nothing. With `dry_run` only the report is made.
pub async fn import(app: &App, actor: &Actor, bytes: &[u8], dry_run: bool) -> Result<Report, Error> {
    let list = open_data::read(bytes)?;
    let mut tx = app.change(actor, Action::OfficesImport, &Resource::installation()).await?;
    let mut report = report_of(&list);
    let services: BTreeSet<ServiceKind> = list.rows.iter().map(|row| row.service).collect();
    let listed = open_data::group(list.rows);
    let across = Across::within_recorded_change("offices.import");
    let (by_number, by_name) = imports::corporations(&mut tx, &across).await?;
    let mut plan = Plan { app, by_number, by_name, ..Plan::new(app) };
    for service in &services {
        let known_offices = imports::offices(&mut tx, &across, *service).await?;
        let known_dwellings = imports::dwellings(&mut tx, &across, *service).await?;
        let of_service: Vec<&ListedOffice> = listed.iter().filter(|office| office.service == *service).collect();
        plan.compare(&of_service, &known_offices, &known_dwellings, &mut report);
    }
    if dry_run {
        return Ok(report);
    }
    plan.carry_out(&mut tx, &across).await?;
    standings::expire(&mut tx, &across).await?;
    let sha256 = HEXLOWER.encode(&Sha256::digest(bytes));
    let services: Vec<ServiceKind> = services.into_iter().collect();
    let text = serde_json::to_string(&report).map_err(|error| Fault::Broken(error.to_string()))?;
    let id = app.mint();
    imports::insert_run(&mut tx, &across, (id, app.now()), &sha256, &services, &text).await?;
    let mut record = app.installation_record(actor, Action::OfficesImport, Subject::new("import", id));
    record.after = Facts::new()
        .plain("sha256", sha256)
        .plain("rows", report.rows)
        .plain("offices_new", report.offices.new)
        .plain("offices_changed", report.offices.changed)
        .plain("dwellings_new", report.dwellings.new)
        .plain("dwellings_changed", report.dwellings.changed)
        .plain("gone", report.gone.len());
    tx.commit(app.now(), record).await?;
    Ok(report)
}

fn report_of(list: &OpenDataList) -> Report {
    Report {
        rows: list.rows.len(),
        rejected: list.rejections.iter().map(line).collect(),
        doubts: list.doubts.iter().map(line).collect(),
        ..Report::default()
    }
}

fn line<R: std::fmt::Display>(remark: &Remark<R>) -> Line {
    Line {
        line: remark.line,
        column: remark.column.map(|column| column.to_string()),
        value: remark.value.clone(),
        reason: remark.reason.to_string(),
    }
}

/// What has to be written.
struct Plan<'a> {
    app: &'a App,
    by_number: HashMap<CorporateNumber, CorporationId>,
    by_name: HashMap<String, CorporationId>,
    corporations: Vec<Corporation>,
    new_offices: Vec<Office>,
    bodies: Vec<Body>,
    changed_offices: Vec<Office>,
    new_dwellings: Vec<Dwelling>,
    changed_dwellings: Vec<Dwelling>,
    gone: Vec<DwellingId>,
}

impl<'a> Plan<'a> {
    fn new(app: &'a App) -> Self {
        Self {
            app,
            by_number: HashMap::new(),
            by_name: HashMap::new(),
            corporations: Vec::new(),
            new_offices: Vec::new(),
            bodies: Vec::new(),
            changed_offices: Vec::new(),
            new_dwellings: Vec::new(),
            changed_dwellings: Vec::new(),
            gone: Vec::new(),
        }
    }

    fn compare(
        &mut self,
        listed: &[&ListedOffice],
        offices: &HashMap<OfficeNumber, KnownOffice>,
        dwellings: &HashMap<String, KnownDwelling>,
        report: &mut Report,
    ) {
        let mut named = BTreeSet::new();
        for entry in listed {
            let known = offices.get(&entry.number.number());
            if known.is_some_and(|known| !known.from_list) {
                report.doubts.push(by_hand(entry));
                continue;
            }
            let office = self.office(entry, known);
            match known {
                None => {
                    report.offices.new += 1;
                    self.bodies
                        .push(Body { id: self.app.mint(), office: office.id, name: "地域連携推進会議".to_owned(), version: 1 });
                    self.new_offices.push(office.clone());
                }
                Some(known) if differs(known, &office) => {
                    report.offices.changed += 1;
                    self.changed_offices.push(office.clone());
                }
                Some(_) => report.offices.unchanged += 1,
            }
            for listed in &entry.dwellings {
                named.insert(listed.list_no.as_str());
                self.dwelling(listed, &office, dwellings.get(&listed.list_no), report);
            }
        }
        let mut gone: Vec<(&String, &KnownDwelling)> =
            dwellings.iter().filter(|(no, known)| known.gone_since.is_none() && !named.contains(no.as_str())).collect();
        gone.sort_by_key(|(no, _)| *no);
        report.gone.extend(gone.iter().map(|(no, _)| (*no).clone()));
        self.gone.extend(gone.iter().map(|(_, known)| known.id));
    }

    fn dwelling(&mut self, listed: &ListedDwelling, office: &Office, known: Option<&KnownDwelling>, report: &mut Report) {
        let dwelling = Dwelling {
            id: known.map_or_else(|| self.app.mint(), |known| known.id),
            office: office.id,
            name: listed.place.name.clone(),
            satellite: false,
            address: format!("{}{}", listed.place.city, listed.place.address),
            location: listed.location,
            phone: listed.place.phone.clone(),
            capacity: listed.capacity,
            list_no: Some(listed.list_no.clone()),
            gone_since: None,
            guide: None,
            version: 1,
        };
        match known {
            None => {
                report.dwellings.new += 1;
                self.new_dwellings.push(dwelling);
            }
            Some(known) if same_dwelling(known, &dwelling) => report.dwellings.unchanged += 1,
            Some(_) => {
                report.dwellings.changed += 1;
                self.changed_dwellings.push(dwelling);
            }
        }
    }

    fn office(&mut self, entry: &ListedOffice, known: Option<&KnownOffice>) -> Office {
        Office {
            id: known.map_or_else(|| self.app.mint(), |known| known.id),
            corporation: self.corporation(entry),
            number: entry.number.number(),
            service: entry.service,
            group_home_type: None,
            name: entry.place.name.clone(),
            kana: entry.place.kana.clone(),
            designator: entry.designator,
            location: entry.location,
            prefecture: entry.location.map(JurisdictionCode::prefecture),
            address: format!("{}{}", entry.place.city, entry.place.address),
            phone: entry.place.phone.clone(),
            fax: entry.place.fax.clone(),
            url: entry.place.url.clone(),
            manager_name: None,
            reply_email: None,
            source: Source::List,
            gone_since: None,
            created_at: self.app.now(),
            version: 1,
        }
    }

    /// The corporation of an entry: found by its number, by its name where it has none, or new.
    fn corporation(&mut self, entry: &ListedOffice) -> CorporationId {
        let listed = &entry.corporation;
        let number = listed.number.map(|number| number.number());
        let found = match number {
            Some(number) => self.by_number.get(&number),
            None => self.by_name.get(&listed.name),
        };
        if let Some(found) = found {
            return *found;
        }
        let id: CorporationId = self.app.mint();
        match number {
            Some(number) => drop(self.by_number.insert(number, id)),
            None => drop(self.by_name.insert(listed.name.clone(), id)),
        }
        self.corporations.push(Corporation {
            id,
            number,
            name: listed.name.clone(),
            kana: listed.kana.clone(),
            address: format!("{}{}", listed.city, listed.address),
            phone: listed.phone.clone(),
            version: 1,
        });
        id
    }

    async fn carry_out(&self, tx: &mut WriteTx, across: &Across) -> Result<(), StoreError> {
        imports::insert_corporations(tx, across, &self.corporations).await?;
        imports::insert_offices(tx, across, &self.new_offices, &self.bodies).await?;
        for office in &self.changed_offices {
            imports::update_office(tx, across, office).await?;
        }
        imports::insert_dwellings(tx, across, &self.new_dwellings).await?;
        for dwelling in &self.changed_dwellings {
            imports::update_dwelling(tx, across, dwelling).await?;
        }
        imports::mark_gone(tx, across, &self.gone, self.app.today()).await
    }
}

fn differs(known: &KnownOffice, office: &Office) -> bool {
    let particulars = [&office.name, &office.kana, &office.address, &office.phone, &office.fax, &office.url];
    let same = known.particulars.iter().zip(particulars).all(|(known, listed)| known == listed);
    !same || known.corporation != office.corporation || known.designator != office.designator || known.location != office.location
}

fn same_dwelling(known: &KnownDwelling, dwelling: &Dwelling) -> bool {
    let particulars = [&dwelling.name, &dwelling.address, &dwelling.phone];
    let same = known.particulars.iter().zip(particulars).all(|(known, listed)| known == listed);
    same && known.office == dwelling.office && known.capacity == dwelling.capacity && known.gone_since.is_none()
}

fn by_hand(entry: &ListedOffice) -> Line {
    Line {
        line: entry.dwellings.first().map_or(0, |dwelling| dwelling.line),
        column: Some("事業所番号".to_owned()),
        value: entry.number.number().to_string(),
        reason: "この事業所は手で登録されているため、一覧の内容では上書きしませんでした。".to_owned(),
    }
}
