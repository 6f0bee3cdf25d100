//! Ending a seat: the term is over, or the person leaves. The seat keeps its history (A9).

use jiff::civil::Date;
use model::{OfficeId, SeatId, seats::SeatState};
use store::{
    Subject,
    seats::{self, Seat},
};

use crate::{Action, Actor, App, Fault, LinkPurpose, Resource, links};

/// The seat was not ended.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Only a seat that is taken can end.
    #[error("就任している方の任期だけを終えられます。この方の記録は、そのまま残っています。")]
    NotSeated,
    /// The last day is before the first.
    #[error("任期の最後の日が、任期の始まりより前になっています。")]
    BeforeTerm,
    /// Somebody else was faster.
    #[error("ほかの方が先に変更しました。画面を読み込み直してください。")]
    Stale,
    /// See [`Fault`].
    #[error(transparent)]
    Fault(#[from] Fault),
}

crate::fault::from_store!(Error, Stale => Stale);

/// Ends a seat on a day.
pub async fn end(app: &App, actor: &Actor, office: OfficeId, id: SeatId, last_day: Date) -> Result<(), Error> {
    let mut tx = app.change(actor, Action::SeatsEnd, &Resource::office(office)).await?;
    let before = seats::load(&mut tx, office, id).await?.ok_or(Fault::Hidden)?;
    if !before.state.may_become(SeatState::Ended) {
        return Err(Error::NotSeated);
    }
    if before.term_from.is_some_and(|from| last_day < from) {
        return Err(Error::BeforeTerm);
    }
    let after = Seat { state: SeatState::Ended, term_until: Some(last_day), ..before.clone() };
    seats::update(&mut tx, &after).await?;
    links::revoke(app, &mut tx, Some(office), LinkPurpose::Invitation, id).await?;
    let mut record = app.record(actor, Action::SeatsEnd, office, Subject::new("seat", id));
    (record.before, record.after) = (super::facts(&before), super::facts(&after));
    tx.commit(app.now(), record).await?;
    Ok(())
}
