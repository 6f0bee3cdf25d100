//! 議事録 and 施設訪問記録 in the form that an authority prescribes (B13, C8, D4). The rulebook that holds where the office lies says
//! which form and what stands in it; minutes come from what passed the gate and from nothing else, and of a visitor the category is told.

use jiff::civil::Date;
use model::{MeetingId, OfficeId, VisitId, Vocabulary, calendar::FiscalYear, publications::PublicMinutes};
use paper::content::{Addressee, Prescribed, PrescribedPart, PublicationLine, Row};
use rulebook::{
    Rulebook,
    facts::{DwellingFact, OfficeFact},
    form::{Fill, FormSubject, Layout, PrescribedForm, Prescription},
};
use store::{
    ReadTx, dwellings,
    offices::{self, Office},
};

use super::{
    Error, Filled, fills, minutes,
    particulars::{given, office as particulars},
    reports,
};
use crate::{Action, Actor, App, Fault, Resource, meetings, publications, visits};

/// Which form an office must use for a year, as the rules stood on a day; outside the year its nearest day counts, as for findings.
pub(super) async fn form_of(
    tx: &mut ReadTx,
    owner: &Office,
    subject: FormSubject,
    year: FiscalYear,
    on: Date,
) -> Result<Option<Prescription<'static>>, Fault> {
    Ok(prescribed(&facts_of(tx, owner).await?, subject, year, on))
}

/// What the rules on forms look at.
async fn facts_of(tx: &mut ReadTx, owner: &Office) -> Result<OfficeFact, Fault> {
    let known = dwellings::run(tx, owner.id).await?;
    Ok(OfficeFact {
        service: owner.service,
        group_home_type: owner.group_home_type,
        place: owner.location,
        dwellings: known.iter().map(|dwelling| DwellingFact { id: dwelling.id, satellite: dwelling.satellite }).collect(),
    })
}

fn prescribed(facts: &OfficeFact, subject: FormSubject, year: FiscalYear, on: Date) -> Option<Prescription<'static>> {
    rulebook::prescribed(Rulebook::at(facts.place), subject, facts, on.clamp(year.first_day(), year.last_day()))
}

/// For what the rules of a year ask an office of forms of the authority.
pub(crate) async fn asked(app: &App, actor: &Actor, office: OfficeId, year: FiscalYear) -> Result<Vec<FormSubject>, Fault> {
    let mut tx = app.view(actor, Action::OfficesView, &Resource::office(office)).await?;
    let owner = offices::load(&mut tx, office).await?.ok_or(Fault::Hidden)?;
    let facts = facts_of(&mut tx, &owner).await?;
    Ok(FormSubject::ALL.iter().copied().filter(|subject| prescribed(&facts, *subject, year, app.today()).is_some()).collect())
}

async fn form(tx: &mut ReadTx, owner: &Office, subject: FormSubject, year: FiscalYear, on: Date) -> Result<&'static PrescribedForm, Error> {
    match form_of(tx, owner, subject, year, on).await? {
        Some(Prescription::Form(form)) => Ok(form),
        Some(Prescription::Unknown) => {
            Err(Error::TooEarly("自治体の様式に何を書くかが、規則集にまだ書かれていません。自治体の様式に、手で写してください。"))
        }
        None => Err(Error::TooEarly("この事業所の自治体の規則に、所定の様式の定めはありません。")),
    }
}

/// The minutes of a meeting, from what is published now.
pub(super) async fn of_meeting(app: &App, actor: &Actor, office: OfficeId, id: MeetingId) -> Result<Filled, Error> {
    let (_, content) = minutes::shown(app, actor, office, id).await?;
    let (published, shown, all) = publications::list(app, actor, office).await?;
    let meeting = all.iter().find(|meeting| meeting.id == id).ok_or(Fault::Hidden)?;
    let mut tx = app.view(actor, Action::PublicationsRelease, &Resource::office(office)).await?;
    let owner = offices::load(&mut tx, office).await?.ok_or(Fault::Hidden)?;
    let form = form(&mut tx, &owner, FormSubject::Minutes, meeting.year, app.today()).await?;
    let dwellings = meetings::scope::houses(&mut tx, office, id, content.held_on).await?;
    let publications = reports::lines_of(app, meeting, content.held_on, &published, &shown);
    Filled::one(filled_minutes(form, &owner, &content, &dwellings, &publications))
}

/// The record of a visit as far as it is known; without one, the empty form. For those who may read the record.
pub(super) async fn of_visit(app: &App, actor: &Actor, office: OfficeId, of: Option<VisitId>) -> Result<Filled, Error> {
    let line = match of {
        Some(id) => Some(visits::view(app, actor, office, id).await?),
        None => None,
    };
    let mut tx = app.view(actor, Action::VisitsView, &Resource::office(office)).await?;
    let owner = offices::load(&mut tx, office).await?.ok_or(Fault::Hidden)?;
    let year = line.as_ref().map_or_else(|| FiscalYear::of(app.today()), |line| line.visit.year);
    let form = form(&mut tx, &owner, FormSubject::VisitRecord, year, app.today()).await?;
    let visit = line.map(|line| fills::Visited {
        dwelling: line.dwelling.name,
        day: line.visit.day,
        mode: line.visit.mode,
        visitors: line.held.seat.category.label().to_owned(),
        text: line.visit.record.unwrap_or_default(),
        recorded_on: line.visit.recorded_on,
    });
    Filled::one(filled_visit(form, &owner, year, &visit.unwrap_or_default()))
}

/// A form with minutes in it, which passed the gate.
pub(super) fn filled_minutes(
    form: &PrescribedForm,
    owner: &Office,
    content: &PublicMinutes,
    dwellings: &[String],
    publications: &[PublicationLine],
) -> Prescribed {
    let about = meetings::title(content.year, content.number);
    let filled = |fill| match fills::of_office(fill, owner, content.year) {
        Some(text) => text,
        None => fills::of_minutes(fill, content, dwellings, publications),
    };
    fill(form, owner, about, filled)
}

/// A form with a visit in it.
pub(super) fn filled_visit(form: &PrescribedForm, owner: &Office, year: FiscalYear, visit: &fills::Visited) -> Prescribed {
    let day = visit.day.map(model::calendar::format_date).unwrap_or_default();
    let filled = |fill| match fills::of_office(fill, owner, year) {
        Some(text) => text,
        None => fills::of_visit(fill, form, visit),
    };
    fill(form, owner, format!("{}　{day}", visit.dwelling).trim().to_owned(), filled)
}

fn fill(form: &PrescribedForm, owner: &Office, about: String, filled: impl Fn(Fill) -> String) -> Prescribed {
    let row = |field: &rulebook::form::FormField| Row { label: field.label.clone(), text: filled(field.from) };
    let part = |section: &rulebook::form::FormSection| PrescribedPart {
        heading: section.heading.clone(),
        rows: section.fields.iter().map(row).collect(),
    };
    Prescribed {
        title: form.title.clone(),
        number: form.number.clone(),
        addressee: form.addressee.as_ref().map(|name| Addressee { name: name.clone(), affiliation: None, honorific: "様".to_owned() }),
        written_on: None,
        about: given(&about),
        office: (!form.asks_for(Fill::OfficeName)).then(|| paper::content::Office { manager: None, ..particulars(owner) }),
        parts: form.sections.iter().map(part).collect(),
        notes: form.notes.iter().cloned().chain(warning(form)).collect(),
    }
}

/// Whoever gets a paper in a layout of ours learns that it is not the authority's own form, and where that lies.
fn warning(form: &PrescribedForm) -> Option<String> {
    let url = form.url.as_ref().filter(|_| form.layout == Layout::Ours)?;
    Some(format!("項目の並べ方は縁側のもので、自治体の様式そのものではありません。出す前に、自治体の様式と見比べてください（{url}）。"))
}
