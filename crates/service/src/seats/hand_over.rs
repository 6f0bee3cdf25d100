//! 地域連携推進員の手引き, handed over before the first visit (C5): to whom and when, as the proof of it.

use std::collections::BTreeSet;

use jiff::civil::Date;
use model::{OfficeId, SeatId, seats::SeatState};
use store::{
    Record, Subject, handbook_receipts,
    seats::{self, Seat},
};

use crate::{Action, Actor, App, Fault, Resource};

/// Nothing was noted.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Somebody must have got it.
    #[error("お渡しした方を、少なくとも1人選んでください。")]
    Nobody,
    /// Nobody gets it tomorrow.
    #[error("お渡しした日が、今日より後になっています。")]
    InFuture,
    /// It is for those who visit.
    #[error("就任していない方が選ばれています。画面を読み込み直して、選び直してください。")]
    NotSeated,
    /// What the member has said stays.
    #[error("ご本人がリンクから受け取ったことを、すでに記録しています。その記録は変えられません。その方を外して、もう一度送ってください。")]
    Received,
    /// Somebody else was faster.
    #[error("ほかの方が先に変更しました。画面を読み込み直してください。")]
    Stale,
    /// See [`Fault`].
    #[error(transparent)]
    Fault(#[from] Fault),
}

crate::fault::from_store!(Error, Stale => Stale);

/// Notes that members got the 手引き on a day; `None` takes a wrong note back.
pub async fn hand_over(app: &App, actor: &Actor, office: OfficeId, to: &BTreeSet<SeatId>, on: Option<Date>) -> Result<(), Error> {
    if on.is_some_and(|day| day > app.today()) {
        return Err(Error::InFuture);
    }
    let mut tx = app.change(actor, Action::VisitsRecord, &Resource::office(office)).await?;
    let received = handbook_receipts::of_office(&mut tx, office).await?;
    let mut last: Option<Record> = None;
    for id in to {
        let before = seats::load(&mut tx, office, *id).await?.ok_or(Fault::Hidden)?;
        if before.state != SeatState::Seated {
            return Err(Error::NotSeated);
        }
        if received.iter().any(|receipt| receipt.seat == *id) {
            return Err(Error::Received);
        }
        let after = Seat { handbook_given_on: on, ..before.clone() };
        seats::update(&mut tx, &after).await?;
        let mut record = app.record(actor, Action::VisitsRecord, office, Subject::new("seat", *id));
        (record.before, record.after) = (facts(&before), facts(&after));
        if let Some(earlier) = last.replace(record) {
            tx.record(app.now(), earlier).await?;
        }
    }
    tx.commit(app.now(), last.ok_or(Error::Nobody)?).await?;
    Ok(())
}

/// What the audit record says of a hand-over.
pub(crate) fn facts(seat: &Seat) -> store::Facts {
    super::facts(seat).plain_option("handbook_given_on", seat.handbook_given_on)
}
