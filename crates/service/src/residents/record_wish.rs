//! Writing down an answer to the 意向確認 (A11). A change of mind is a new answer; none is overwritten.

use jiff::civil::Date;
use model::{
    ContactWishId, OfficeId, ResidentId, Vocabulary,
    residents::{WishAnswer, WishMethod, WishRespondent},
};
use store::{
    Facts, Subject,
    residents::{self, ContactWish},
};

use crate::{Action, Actor, App, Fault, Resource};

/// An answer.
#[derive(Debug, Clone)]
pub struct Input {
    /// Who was asked.
    pub resident: ResidentId,
    /// When.
    pub asked_on: Date,
    /// How.
    pub method: WishMethod,
    /// Who answered.
    pub respondent: WishRespondent,
    /// Who asked.
    pub asked_by: String,
    /// The answer.
    pub answer: WishAnswer,
    /// What staff take care of.
    pub care: Option<String>,
}

/// The answer was not kept.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Nobody was asked tomorrow.
    #[error("確認した日が、今日より後になっています。")]
    InFuture,
    /// See [`Fault`].
    #[error(transparent)]
    Fault(#[from] Fault),
}

crate::fault::from_store!(Error);

/// Writes an answer down.
pub async fn record_wish(app: &App, actor: &Actor, office: OfficeId, input: Input) -> Result<ContactWishId, Error> {
    if input.asked_on > app.today() {
        return Err(Error::InFuture);
    }
    let mut tx = app.change(actor, Action::ResidentsRecordWish, &Resource::office(office)).await?;
    residents::load(&mut tx, office, input.resident).await?.ok_or(Fault::Hidden)?;
    let wish = ContactWish {
        id: app.mint(),
        office,
        resident: input.resident,
        asked_on: input.asked_on,
        method: input.method,
        respondent: input.respondent,
        asked_by: input.asked_by,
        answer: input.answer,
        care: input.care,
        recorded_at: app.now(),
    };
    residents::insert_wish(&mut tx, &wish).await?;
    let mut record = app.record(actor, Action::ResidentsRecordWish, office, Subject::new("resident", wish.resident));
    record.after = Facts::new()
        .plain("asked_on", wish.asked_on)
        .plain("method", wish.method.code())
        .plain("respondent", wish.respondent.code())
        .personal("answer", wish.answer.code())
        .personal("asked_by", wish.asked_by.as_str());
    tx.commit(app.now(), record).await?;
    Ok(wish.id)
}
