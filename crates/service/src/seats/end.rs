//! Ending a seat: the term is over, or the person leaves. The seat keeps its history (A9).

use jiff::civil::Date;
use model::{OfficeId, SeatId, seats::SeatState};
use store::{
    StoreError, Subject,
    seats::{self, Seat},
};

use super::invite::Error as InviteError;
use crate::{Action, Actor, App, Fault, LinkPurpose, Resource, links};

/// Ends a seat on a day.
pub async fn end(app: &App, actor: &Actor, office: OfficeId, id: SeatId, last_day: Date) -> Result<(), InviteError> {
    let mut tx = app.change(actor, Action::SeatsEnd, &Resource::office(office)).await?;
    let before = seats::load(&mut tx, office, id).await?.ok_or(Fault::Hidden)?;
    if !before.state.may_become(SeatState::Ended) {
        return Err(InviteError::Answered);
    }
    let after = Seat { state: SeatState::Ended, term_until: Some(last_day), ..before.clone() };
    seats::update(&mut tx, &after).await.map_err(|error| match error {
        StoreError::Stale => InviteError::Stale,
        other => InviteError::Fault(other.into()),
    })?;
    links::revoke(app, &mut tx, Some(office), LinkPurpose::Invitation, id).await?;
    let mut record = app.record(actor, Action::SeatsEnd, office, Subject::new("seat", id));
    (record.before, record.after) = (super::facts(&before), super::facts(&after));
    tx.commit(app.now(), record).await.map_err(Fault::from)?;
    Ok(())
}
