//! A member who need not visit, with the reason (C2): a condition that makes visiting hard, numbers that were agreed on otherwise.

use model::{OfficeId, SeatId, seats::SeatState};
use store::{
    Subject,
    seats::{self, Seat},
};

use crate::{Action, Actor, App, Fault, Resource};

/// Nothing was noted.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// It is for those who would visit.
    #[error("就任している方についてだけ、記録できます。")]
    NotSeated,
    /// Somebody else was faster.
    #[error("ほかの方が先に変更しました。入力した内容は残してあります。今の内容と見比べてください。")]
    Stale,
    /// See [`Fault`].
    #[error(transparent)]
    Fault(#[from] Fault),
}

crate::fault::from_store!(Error, Stale => Stale);

/// Excuses a member from visiting for a reason; `None` takes it back. `version` is that of the seat that was shown.
pub async fn excuse(app: &App, actor: &Actor, office: OfficeId, id: SeatId, version: i64, reason: Option<String>) -> Result<(), Error> {
    let mut tx = app.change(actor, Action::VisitsPlan, &Resource::office(office)).await?;
    let before = seats::load(&mut tx, office, id).await?.ok_or(Fault::Hidden)?;
    if before.state != SeatState::Seated {
        return Err(Error::NotSeated);
    }
    let visit_excuse = reason.filter(|reason| !reason.trim().is_empty());
    let after = Seat { visit_excuse, version, ..before.clone() };
    seats::update(&mut tx, &after).await?;
    let mut record = app.record(actor, Action::VisitsPlan, office, Subject::new("seat", id));
    (record.before, record.after) = (facts(&before), facts(&after));
    tx.commit(app.now(), record).await?;
    Ok(())
}

fn facts(seat: &Seat) -> store::Facts {
    super::facts(seat)
        .plain("excused_from_visits", seat.visit_excuse.is_some())
        .personal("visit_excuse", seat.visit_excuse.clone().unwrap_or_default())
}
