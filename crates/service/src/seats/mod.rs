//! 構成員: choosing, inviting, answering with the pledge, ending (A2–A10, B2).

pub mod amend;
pub mod answer;
pub mod attach_scan;
pub mod choose;
pub mod end;
pub mod excuse;
pub mod hand_over;
pub(crate) mod holder;
pub mod invite;
pub mod needs;
pub mod pledge;
pub mod reappoint;
pub mod receive_pledge;
pub mod tell_needs;
mod wish;

use std::collections::BTreeMap;

use model::{OfficeId, PersonId, SeatId, calendar::FiscalYear};
use rulebook::{Finding, facts::SeatFact};
use store::{
    Facts, ReadTx, bodies,
    handbook_receipts::{self, HandbookReceipt},
    persons::{self, Person},
    seats::{self, Pledge},
};

pub use store::seats::Seat;

use crate::{Action, Actor, App, Fault, Resource, findings};

/// A seat with the person who holds it.
#[derive(Debug, Clone)]
pub struct Held {
    /// The seat.
    pub seat: Seat,
    /// Who holds it.
    pub person: Person,
    /// The pledge, if it was given.
    pub pledge: Option<Pledge>,
    /// The person's own word that the 手引き arrived, the latest one (C5).
    pub receipt: Option<HandbookReceipt>,
}

/// The members of an office and what the rules say of them.
#[derive(Debug, Clone)]
pub struct Overview {
    /// All seats, ended ones included.
    pub held: Vec<Held>,
    /// What the rules say of members, most urgent first.
    pub findings: Vec<Finding>,
}

/// Everybody who sits, sat, or is asked.
pub async fn overview(app: &App, actor: &Actor, office: OfficeId) -> Result<Overview, Fault> {
    let mut tx = app.view(actor, Action::SeatsView, &Resource::office(office)).await?;
    let mut findings = findings::assessed(&mut tx, office, FiscalYear::of(app.today()), app.today()).await?;
    findings.retain(|finding| finding.wants_attention() && finding.rule.as_str().starts_with("seats."));
    Ok(Overview { held: held(&mut tx, office).await?, findings })
}

/// One seat.
pub async fn view(app: &App, actor: &Actor, office: OfficeId, id: SeatId) -> Result<Held, Fault> {
    let mut tx = app.view(actor, Action::SeatsView, &Resource::office(office)).await?;
    held(&mut tx, office).await?.into_iter().find(|held| held.seat.id == id).ok_or(Fault::Hidden)
}

/// All seats of an office with their persons.
pub(crate) async fn held(tx: &mut ReadTx, office: OfficeId) -> Result<Vec<Held>, Fault> {
    let Some(body) = bodies::of_office(tx, office).await? else { return Ok(Vec::new()) };
    let persons: BTreeMap<PersonId, Person> = persons::list(tx, office).await?.into_iter().map(|person| (person.id, person)).collect();
    let pledges = seats::pledges(tx, office).await?;
    let receipts = handbook_receipts::of_office(tx, office).await?;
    let rows = seats::list(tx, office, body.id).await?;
    Ok(rows
        .into_iter()
        .filter_map(|seat| {
            let person = persons.get(&seat.person)?.clone();
            let pledge = pledges.iter().rev().find(|pledge| pledge.seat == seat.id).cloned();
            let receipt = receipts.iter().rev().find(|receipt| receipt.seat == seat.id).cloned();
            Some(Held { seat, person, pledge, receipt })
        })
        .collect())
}

/// A seat that is not in the rows yet, or changes, as the rules want to see it.
pub(crate) fn fact(seat: &Seat, person: &Person) -> SeatFact {
    SeatFact {
        community_kind: seat.community_kind,
        family_standing: seat.family_standing,
        independence: person.independence,
        term_from: seat.term_from,
        term_until: seat.term_until,
        resident: person.resident,
        proxy_for: seat.proxy_for,
        family_of: seat.family_of,
        ..SeatFact::new(seat.id, seat.person, seat.category, seat.state)
    }
}

/// What the audit record says of a seat.
pub(crate) fn facts(seat: &Seat) -> Facts {
    Facts::new()
        .plain("person", seat.person)
        .plain("category", model::Vocabulary::code(seat.category))
        .plain("state", model::Vocabulary::code(seat.state))
        .plain_option("term_from", seat.term_from)
        .plain_option("term_until", seat.term_until)
        .plain_option("reply_by", seat.reply_by)
        .plain_option("answered_on", seat.answered_on)
        .plain_option("answered_via", seat.answered_via.map(model::Vocabulary::code))
}
