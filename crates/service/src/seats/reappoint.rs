//! Appointing somebody again for another term: a new seat that follows the old one, asked and pledged anew (A9, A10).

use jiff::civil::Date;
use model::{OfficeId, SeatId, seats::SeatState};
use store::{
    Record, Subject, WriteTx, persons,
    seats::{self, Seat},
};

use super::wish;
use crate::{Action, Actor, App, Fault, Resource};

/// Nobody was appointed again.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Only who sits or sat can be appointed again.
    #[error("就任している方、または任期を終えた方だけを再任の候補にできます。")]
    NeverSeated,
    /// There is a seat for the next term already.
    #[error("この方は、次の任期の候補または構成員になっています。")]
    Already,
    /// The new term overlaps the old one, or ends before it begins.
    #[error("新しい任期は、今の任期が終わった後の日から始め、始まりより後の日に終わるようにしてください。")]
    TermUnfit,
    /// A resident's wish stands against it (A11).
    #[error("{}", .0.reason)]
    Refused(Box<rulebook::Finding>),
    /// See [`Fault`].
    #[error(transparent)]
    Fault(#[from] Fault),
}

crate::fault::from_store!(Error);

/// Makes the person of a seat a candidate for the term after it. The old seat ends when the person accepts.
pub async fn reappoint(app: &App, actor: &Actor, office: OfficeId, id: SeatId, from: Date, until: Date) -> Result<SeatId, Error> {
    let mut tx = app.change(actor, Action::SeatsChoose, &Resource::office(office)).await?;
    let (made, record) = within(app, actor, &mut tx, office, id, from, until).await?;
    tx.commit(app.now(), record).await?;
    Ok(made)
}

/// The same within a change that does more; the record is for its end.
pub(crate) async fn within(
    app: &App,
    actor: &Actor,
    tx: &mut WriteTx,
    office: OfficeId,
    id: SeatId,
    from: Date,
    until: Date,
) -> Result<(SeatId, Record), Error> {
    let old = seats::load(tx, office, id).await?.ok_or(Fault::Hidden)?;
    if !matches!(old.state, SeatState::Seated | SeatState::Ended) {
        return Err(Error::NeverSeated);
    }
    if until <= from || old.term_until.is_some_and(|last| from <= last) {
        return Err(Error::TermUnfit);
    }
    let follows = |seat: &Seat| seat.predecessor == Some(id) && seat.person == old.person && seat.state != SeatState::Declined;
    if seats::list(tx, office, old.body).await?.iter().any(follows) {
        return Err(Error::Already);
    }
    let person = persons::load(tx, office, old.person).await?.ok_or(Fault::Hidden)?;
    let seat = Seat {
        id: app.mint(),
        state: SeatState::Candidate,
        term_from: Some(from),
        term_until: Some(until),
        predecessor: Some(id),
        invited_on: None,
        reply_by: None,
        answered_on: None,
        answered_via: None,
        decline_reason: None,
        nominee: None,
        // Who has the 手引き keeps it; whether visiting is too much is asked anew.
        visit_excuse: None,
        created_at: app.now(),
        version: 1,
        ..old
    };
    if let Some(refusal) = wish::stands_against(tx, &seat, &person, app.today()).await? {
        return Err(Error::Refused(Box::new(refusal)));
    }
    seats::insert(tx, &seat).await?;
    let mut record = app.record(actor, Action::SeatsChoose, office, Subject::new("seat", seat.id));
    record.after = super::facts(&seat).plain("predecessor", id);
    Ok((seat.id, record))
}
