//! Papers about residents and members (A3, A11).

use model::{OfficeId, ResidentId, Vocabulary, calendar::FiscalYear, seats::SeatState};
use paper::content::{AddressLabels, ContactWishSheet, Label, SeatLine, SeatList, WishResident};
use store::{offices, residents};

use super::{
    Error, Filled,
    particulars::{addressee, given, office as particulars},
};
use crate::{Action, Actor, App, Fault, Resource, seats};

/// A sheet for a resident; without one, a sheet for everybody who was not asked yet, and an empty one where all were.
pub(super) async fn contact_wish(app: &App, actor: &Actor, office: OfficeId, of: Option<ResidentId>) -> Result<Filled, Error> {
    let listed = crate::residents::list(app, actor, office, None).await?;
    let mut tx = app.view(actor, Action::ResidentsView, &Resource::office(office)).await?;
    let owner = offices::load(&mut tx, office).await?.ok_or(Fault::Hidden)?;
    if let Some(id) = of {
        residents::load(&mut tx, office, id).await?.ok_or(Fault::Hidden)?;
    }
    let wanted = |line: &&crate::residents::Line| match of {
        Some(id) => line.resident.id == id,
        None => line.wish.is_none(),
    };
    let sheet = |resident| ContactWishSheet { office: particulars(&owner), resident, reply_by: None };
    let found = listed.lines.iter().chain(of.map(|_| &listed.left).into_iter().flatten()).filter(wanted);
    let mut sheets: Vec<_> =
        found.map(|line| sheet(Some(WishResident { name: line.resident.name.clone(), dwelling: given(&line.dwelling) }))).collect();
    if sheets.is_empty() {
        sheets.push(sheet(None));
    }
    Filled::new(sheets)
}

/// Who sits.
pub(super) async fn seat_list(app: &App, actor: &Actor, office: OfficeId) -> Result<Filled, Error> {
    let mut tx = app.view(actor, Action::SeatsView, &Resource::office(office)).await?;
    let owner = offices::load(&mut tx, office).await?.ok_or(Fault::Hidden)?;
    let mut held = crate::meetings::seated(&mut tx, office).await?;
    if held.is_empty() {
        return Err(Error::TooEarly("構成員が就任すると作れます。"));
    }
    held.sort_by_key(|held| held.seat.category);
    let seats = held.into_iter().map(|held| SeatLine {
        category: held.seat.category.label().to_owned(),
        affiliation: addressee(&held.person).affiliation,
        name: held.person.name,
        kana: given(&held.person.kana),
        term_from: held.seat.term_from,
        term_to: held.seat.term_until,
        pledged_on: held.pledge.map(|pledge| pledge.given_on),
    });
    Filled::one(SeatList {
        office: particulars(&owner),
        fiscal_year: FiscalYear::of(app.today()),
        as_of: app.today(),
        seats: seats.collect(),
    })
}

/// Labels for everybody who sits or was asked, and whose address is known.
pub(super) async fn address_labels(app: &App, actor: &Actor, office: OfficeId) -> Result<Filled, Error> {
    let mut tx = app.view(actor, Action::SeatsView, &Resource::office(office)).await?;
    let written_to = |state| matches!(state, SeatState::Candidate | SeatState::Invited | SeatState::Seated);
    let held = seats::held(&mut tx, office).await?.into_iter().filter(|held| written_to(held.seat.state));
    let labels = held.filter_map(|held| {
        let address = given(held.person.address.as_deref()?)?;
        Some(Label {
            postal_code: None,
            address,
            affiliation: addressee(&held.person).affiliation,
            name: held.person.name,
            honorific: "様".to_owned(),
        })
    });
    let labels: Vec<Label> = labels.collect();
    if labels.is_empty() {
        return Err(Error::TooEarly("構成員や候補の方の住所を登録すると作れます。"));
    }
    Filled::one(AddressLabels { labels, skip: 0 })
}
