//! Whether a resident's wish stands against a seat (A11). Asked at every door: choosing, asking, accepting, appointing again;
//! for a wish may change in between, and somebody who does not wish it is never seated.

use jiff::civil::Date;
use model::{calendar::FiscalYear, seats::SeatCategory};
use rulebook::{Finding, Rulebook, Subject, advice, facts::OfficeYear, facts::SeatFact};
use store::{ReadTx, persons::Person, seats::Seat};

use crate::{Fault, findings};

/// Why this person must not take this seat now; `None` if nothing stands against it.
pub(super) async fn stands_against(tx: &mut ReadTx, seat: &Seat, person: &Person, today: Date) -> Result<Option<Finding>, Fault> {
    let facts = findings::facts_of(tx, seat.office, FiscalYear::of(today)).await?;
    Ok(objection(&super::fact(seat, person), &facts, today))
}

/// The same, with the facts at hand. Only a clear or conditional yes opens the way: whoever has not decided, or was not asked, is
/// asked first. It does not matter in which category the resident would sit.
pub(super) fn objection(candidate: &SeatFact, facts: &OfficeYear, today: Date) -> Option<Finding> {
    candidate.voice_of()?;
    let as_resident = SeatFact { category: SeatCategory::Resident, ..candidate.clone() };
    advice::for_seat(&as_resident, facts, Rulebook::at(facts.office.place), today)
        .into_iter()
        .find(|finding| finding.subject == Subject::Seat(candidate.id) && finding.requirement.as_str() == "A11")
}
