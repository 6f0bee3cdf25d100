//! What the rules want to know (`rulebook::facts`), read for one office or for a stretch of offices with the same few statements.
//! Nothing sealed is opened but the answers to the 意向確認. A fact that nobody recorded stays `None`.

mod matters;
mod meetings;
mod seats;

use std::collections::{BTreeMap, HashMap};

use jiff::civil::Date;
use model::{
    DwellingId, OfficeId,
    calendar::FiscalYear,
    identifiers::{JurisdictionCode, OfficeNumber},
};
use rulebook::facts::{
    DwellingFact, EvaluationFact, InspectionFact, MeetingFact, OfficeFact, OfficeYear, ReportFact, ResidentFact, SeatFact, SurveyFact,
    VisitFact,
};

use crate::{Across, ReadTx, Row, StoreError, column::Column, sql::composed};

/// An office with everything that the rules may ask about some years of it.
#[derive(Debug, Clone)]
pub struct OfficeRows {
    /// The office.
    pub id: OfficeId,
    /// 事業所番号.
    pub number: OfficeNumber,
    /// 名称.
    pub name: String,
    /// Who designated it.
    pub designator: JurisdictionCode,
    /// It no longer stands in the national list.
    pub gone: bool,
    /// The names of its dwellings.
    pub dwelling_names: BTreeMap<DwellingId, String>,
    /// What does not depend on a year.
    office: OfficeFact,
    seats: Vec<SeatFact>,
    residents: Vec<ResidentFact>,
    /// Those of the years that were asked for, with their year.
    meetings: Vec<(FiscalYear, MeetingFact)>,
    /// The days of all meetings that were held.
    held: Vec<(FiscalYear, Date)>,
    visits: Vec<(FiscalYear, VisitFact)>,
    /// In the order of their days.
    evaluations: Vec<EvaluationFact>,
    reports: Vec<(FiscalYear, ReportFact)>,
    surveys: Vec<(FiscalYear, SurveyFact)>,
    inspections: Vec<InspectionFact>,
}

impl OfficeRows {
    /// Where it lies.
    pub fn place(&self) -> Option<JurisdictionCode> {
        self.office.place
    }

    /// What the rules want to know about one of the years that were asked for.
    pub fn facts(&self, year: FiscalYear) -> OfficeYear {
        fn of<T: Clone>(year: FiscalYear, rows: &[(FiscalYear, T)]) -> Vec<T> {
            rows.iter().filter(|(of, _)| *of == year).map(|(_, fact)| fact.clone()).collect()
        }
        let visited = [year.previous(), year];
        OfficeYear {
            seats: self.seats.clone(),
            residents: self.residents.clone(),
            meetings: of(year, &self.meetings),
            held_before: self.held.iter().filter(|(of, _)| *of < year).map(|(_, day)| *day).collect(),
            visits: self.visits.iter().filter(|(of, _)| visited.contains(of)).map(|(_, fact)| fact.clone()).collect(),
            evaluation: self.evaluations.iter().rfind(|evaluation| evaluation.taken_on <= year.last_day()).cloned(),
            reports: of(year, &self.reports),
            surveys: of(year, &self.surveys),
            inspections: self.inspections.clone(),
            ..OfficeYear::new(self.office.clone(), year)
        }
    }
}

/// The years of which something is asked.
#[derive(Debug, Clone, Copy)]
pub struct Years {
    /// The first.
    pub from: FiscalYear,
    /// The last.
    pub until: FiscalYear,
}

impl Years {
    /// One year.
    pub fn only(year: FiscalYear) -> Self {
        Self { from: year, until: year }
    }
}

/// The facts of an office; `None` when there is no such office.
pub async fn of_office(tx: &mut ReadTx, office: OfficeId, years: Years) -> Result<Option<OfficeRows>, StoreError> {
    Ok(Reader { tx, first: office, last: office, years }.read(true).await?.pop())
}

/// The facts of all offices that are not gone, from one id to another.
pub async fn of_stretch(
    tx: &mut ReadTx,
    _across: &Across,
    first: OfficeId,
    last: OfficeId,
    years: Years,
) -> Result<Vec<OfficeRows>, StoreError> {
    Reader { tx, first, last, years }.read(false).await
}

/// Reads the rows of a stretch of offices, each table once.
struct Reader<'t> {
    tx: &'t mut ReadTx,
    first: OfficeId,
    last: OfficeId,
    years: Years,
}

/// Where the rows of an office belong.
type Places = HashMap<OfficeId, usize>;

impl Reader<'_> {
    async fn read(mut self, gone_too: bool) -> Result<Vec<OfficeRows>, StoreError> {
        let mut offices = self.offices(gone_too).await?;
        let places: Places = offices.iter().enumerate().map(|(place, office)| (office.id, place)).collect();
        self.dwellings(&mut offices, &places).await?;
        self.seats(&mut offices, &places).await?;
        self.residents(&mut offices, &places).await?;
        self.meetings(&mut offices, &places).await?;
        self.visits(&mut offices, &places).await?;
        self.evaluations(&mut offices, &places).await?;
        self.matters(&mut offices, &places).await?;
        Ok(offices)
    }

    /// The rows of a statement whose first two values are the ends of the stretch, with their office.
    async fn rows<T>(&mut self, statement: String, read: impl Fn(&Row) -> Result<T, StoreError>) -> Result<Vec<(OfficeId, T)>, StoreError> {
        let with_office = |row: &Row| Ok((row.get("office_id")?, read(row)?));
        composed(statement).bind(self.first).bind(self.last).all(self.tx, with_office).await
    }

    /// The same with the first and the last year as third and fourth value.
    async fn rows_of_years<T>(
        &mut self,
        statement: String,
        (from, until): (FiscalYear, FiscalYear),
        read: impl Fn(&Row) -> Result<T, StoreError>,
    ) -> Result<Vec<(OfficeId, T)>, StoreError> {
        let with_office = |row: &Row| Ok((row.get("office_id")?, read(row)?));
        composed(statement).bind(self.first).bind(self.last).bind(from).bind(until).all(self.tx, with_office).await
    }

    /// The same with a year as third value.
    async fn rows_until<T>(
        &mut self,
        statement: String,
        year: FiscalYear,
        read: impl Fn(&Row) -> Result<T, StoreError>,
    ) -> Result<Vec<(OfficeId, T)>, StoreError> {
        let with_office = |row: &Row| Ok((row.get("office_id")?, read(row)?));
        composed(statement).bind(self.first).bind(self.last).bind(year).all(self.tx, with_office).await
    }

    async fn offices(&mut self, gone_too: bool) -> Result<Vec<OfficeRows>, StoreError> {
        let here = if gone_too { "" } else { "AND gone_since IS NULL" };
        let statement = format!(
            "SELECT id AS office_id, number, name, service, group_home_type, location, designator, gone_since FROM offices
             WHERE id BETWEEN $1 AND $2 {here} ORDER BY id"
        );
        let read = |row: &Row| {
            Ok(OfficeRows {
                id: row.get("office_id")?,
                number: row.get("number")?,
                name: row.get("name")?,
                designator: row.get("designator")?,
                gone: row.get::<Option<Date>>("gone_since")?.is_some(),
                dwelling_names: BTreeMap::new(),
                office: OfficeFact {
                    service: row.get("service")?,
                    group_home_type: row.get("group_home_type")?,
                    place: row.get("location")?,
                    dwellings: Vec::new(),
                },
                seats: Vec::new(),
                residents: Vec::new(),
                meetings: Vec::new(),
                held: Vec::new(),
                visits: Vec::new(),
                evaluations: Vec::new(),
                reports: Vec::new(),
                surveys: Vec::new(),
                inspections: Vec::new(),
            })
        };
        Ok(self.rows(statement, read).await?.into_iter().map(|(_, office)| office).collect())
    }

    async fn dwellings(&mut self, offices: &mut [OfficeRows], places: &Places) -> Result<(), StoreError> {
        let statement = "SELECT office_id, id, name, satellite FROM dwellings WHERE office_id BETWEEN $1 AND $2 AND gone_since IS NULL
                         ORDER BY office_id, id";
        let read = |row: &Row| Ok((DwellingFact { id: row.get("id")?, satellite: row.get("satellite")? }, row.get("name")?));
        for (office, (dwelling, name)) in self.rows(statement.to_owned(), read).await? {
            let Some(place) = places.get(&office) else { continue };
            offices[*place].dwelling_names.insert(dwelling.id, name);
            offices[*place].office.dwellings.push(dwelling);
        }
        Ok(())
    }

    async fn visits(&mut self, offices: &mut [OfficeRows], places: &Places) -> Result<(), StoreError> {
        let statement = "SELECT office_id, id, dwelling_id, seat_id, fiscal_year, state, day, mode, recorded_on, in_form FROM visits
                         WHERE office_id BETWEEN $1 AND $2 AND fiscal_year BETWEEN $3 AND $4 ORDER BY office_id, id";
        let read = |row: &Row| {
            let visit = VisitFact {
                id: row.get("id")?,
                dwelling: row.get("dwelling_id")?,
                seat: row.get("seat_id")?,
                state: row.get("state")?,
                day: row.get("day")?,
                mode: row.get("mode")?,
                recorded_on: row.get("recorded_on")?,
                in_form: row.get("in_form")?,
            };
            Ok((row.get("fiscal_year")?, visit))
        };
        let years = (self.years.from.previous(), self.years.until);
        for (office, visit) in self.rows_of_years(statement.to_owned(), years, read).await? {
            let Some(place) = places.get(&office) else { continue };
            offices[*place].visits.push(visit);
        }
        Ok(())
    }

    async fn evaluations(&mut self, offices: &mut [OfficeRows], places: &Places) -> Result<(), StoreError> {
        let statement = "SELECT office_id, received_on, published_on, certified FROM evaluations
                         WHERE office_id BETWEEN $1 AND $2 ORDER BY office_id, received_on, id";
        let read = |row: &Row| {
            Ok(EvaluationFact {
                taken_on: row.get("received_on")?,
                published_on: row.get("published_on")?,
                certified: row.get("certified")?,
            })
        };
        for (office, evaluation) in self.rows(statement.to_owned(), read).await? {
            let Some(place) = places.get(&office) else { continue };
            offices[*place].evaluations.push(evaluation);
        }
        Ok(())
    }
}

/// The values of one thing among many, by its id.
fn by_id<K: std::hash::Hash + Eq, V>(rows: Vec<(OfficeId, (K, V))>) -> HashMap<K, V> {
    rows.into_iter().map(|(_, pair)| pair).collect()
}

/// All values of each thing, in the order of the rows.
fn grouped<K: std::hash::Hash + Eq, V>(rows: Vec<(OfficeId, (K, V))>) -> HashMap<K, Vec<V>> {
    let mut groups: HashMap<K, Vec<V>> = HashMap::new();
    for (_, (key, value)) in rows {
        groups.entry(key).or_default().push(value);
    }
    groups
}

/// Two columns of a row.
fn pair<K: Column, V: Column>(row: &Row, key: &str, value: &str) -> Result<(K, V), StoreError> {
    Ok((row.get(key)?, row.get(value)?))
}
