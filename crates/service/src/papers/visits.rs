//! Papers of visits (C5, C8).

use model::{OfficeId, VisitId, Vocabulary, jurisdictions};
use paper::content::{Handbook, ReportPlace, VisitRecord};
use store::{
    abuse_desks::AbuseDesk,
    offices::{self, Office},
};

use super::{Error, Filled, particulars::office as particulars};
use crate::{Action, Actor, App, Fault, Resource, authorities::desk, visits};

/// A place to write a number by hand.
const TO_WRITE: &str = "＿＿＿＿＿＿＿＿＿＿＿＿";

/// 手引き of an office.
pub(super) async fn handbook(app: &App, actor: &Actor, office: OfficeId) -> Result<Filled, Error> {
    let mut tx = app.view(actor, Action::VisitsView, &Resource::office(office)).await?;
    let owner = offices::load(&mut tx, office).await?.ok_or(Fault::Hidden)?;
    let known = desk::of_place(&mut tx, owner.location).await?;
    with_desk(&owner, known.as_ref(), |_| TO_WRITE.to_owned())
}

/// The same to be read on a screen, where nobody writes a number by hand.
pub(crate) fn handbook_to_read(office: &Office, known: Option<&AbuseDesk>) -> Result<Filled, Error> {
    with_desk(office, known, |place| format!("{place}の代表番号におかけになり、この窓口をお尋ねください"))
}

/// Abuse is reported to the municipality where the office lies: to the desk that it named, else as `otherwise` says.
fn with_desk(office: &Office, known: Option<&AbuseDesk>, otherwise: impl FnOnce(&str) -> String) -> Result<Filled, Error> {
    let place = office.location.and_then(jurisdictions::lookup).map_or("お住まいの市町村", |place| place.name);
    Filled::one(Handbook {
        office: particulars(office),
        report_to: ReportPlace {
            municipality: place.to_owned(),
            section: known.map_or_else(|| desk::USUAL_NAME.to_owned(), |desk| desk.name.clone()),
            phone: known.map_or_else(|| otherwise(place), |desk| desk.phone.to_string()),
            night_phone: known.and_then(|desk| desk.night_phone.as_ref()).map(ToString::to_string),
        },
    })
}

/// The record of a visit as far as it is known; without one, an empty sheet.
pub(super) async fn record(app: &App, actor: &Actor, office: OfficeId, of: Option<VisitId>) -> Result<Filled, Error> {
    let line = match of {
        Some(id) => Some(visits::view(app, actor, office, id).await?),
        None => None,
    };
    let mut tx = app.view(actor, Action::VisitsView, &Resource::office(office)).await?;
    let owner = particulars(&offices::load(&mut tx, office).await?.ok_or(Fault::Hidden)?);
    let Some(line) = line else {
        return Filled::one(VisitRecord { dwelling: TO_WRITE.to_owned(), ..empty(owner) });
    };
    let category = line.held.seat.category.label();
    Filled::one(VisitRecord {
        dwelling: line.dwelling.name,
        day: line.visit.day,
        mode: line.visit.mode.map(|mode| mode.label().to_owned()),
        visitors: vec![format!("{category}　{}", line.held.person.name)],
        recorded_on: line.visit.recorded_on,
        ..with_text(empty(owner), line.visit.record.as_deref().unwrap_or_default())
    })
}

/// Nothing but lines to write on.
pub(super) fn empty(office: paper::content::Office) -> VisitRecord {
    VisitRecord {
        office,
        dwelling: String::new(),
        day: None,
        mode: None,
        visitors: Vec::new(),
        impressions: None,
        environment: None,
        residents: None,
        staff: None,
        wishes: None,
        recorded_on: None,
    }
}

/// A record that was kept as one text stands where impressions are asked for; the other parts point there.
pub(super) fn with_text(record: VisitRecord, text: &str) -> VisitRecord {
    if text.trim().is_empty() {
        return record;
    }
    let above = || Some("「感想」の欄に、まとめて書かれています。".to_owned());
    VisitRecord { impressions: Some(text.to_owned()), environment: above(), residents: above(), staff: above(), wishes: above(), ..record }
}
