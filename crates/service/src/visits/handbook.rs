//! 地域連携推進員の手引き by link (C5–C7): read on the own phone, and received with a word that is kept. The words are those of the
//! paper; links that a member holds anyhow open it.

use data_encoding::HEXLOWER;
use jiff::Timestamp;
use model::{
    jurisdictions::{self, Jurisdiction},
    seats::Accommodation,
};
use sha2::{Digest, Sha256};
use store::{
    StoreError, Subject,
    abuse_desks::AbuseDesk,
    handbook_receipts::{self, HandbookReceipt},
    offices, persons,
    seats::{self, Seat},
};

use crate::{
    Action, Actor, App, Fault,
    authorities::desk,
    japan,
    papers::{self, Filled, Format, Way},
    seats::{hand_over, holder::Holder},
};

/// What a member reads.
#[derive(Debug, Clone)]
pub struct Handbook {
    /// 事業所の名称.
    pub office_name: String,
    /// 事業所の電話番号.
    pub phone: String,
    /// 市町村 where the office lies.
    pub place: Option<&'static Jurisdiction>,
    /// Where abuse is reported there (C7); `None` where the municipality did not say.
    pub desk: Option<AbuseDesk>,
    /// HTML of the form, with one heading of the first level.
    pub html: String,
    /// Whether readings stand over the kanji.
    pub ruby: bool,
    /// SHA-256 of the text, in hexadecimal digits: the same with and without readings.
    pub sha256: String,
    /// When the member received this text.
    pub received_at: Option<Timestamp>,
}

/// Nothing was received.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The text is not the one that was read.
    #[error("手引きが新しくなりました。受け取りは、まだ記録していません。お手数ですが、もう一度お読みになってから押してください。")]
    Changed,
    /// Somebody else was faster.
    #[error("ほかの方が先に変更しました。受け取りは、まだ記録していません。もう一度押してください。")]
    Stale,
    /// The form could not be set.
    #[error(transparent)]
    Paper(papers::Error),
    /// See [`Fault`].
    #[error(transparent)]
    Fault(#[from] Fault),
}

crate::fault::from_store!(Error, Stale => Stale);

impl From<papers::Error> for Error {
    fn from(error: papers::Error) -> Self {
        match error {
            papers::Error::Fault(fault) => Self::Fault(fault),
            other => Self::Paper(other),
        }
    }
}

/// The 手引き behind a member's link. `ruby` is what the reader asks for; without it, what is known of the reader's needs decides (A13).
pub async fn read(app: &App, actor: &Actor, ruby: Option<bool>) -> Result<Handbook, papers::Error> {
    let asked = Holder::of(actor)?;
    let mut tx = app.view(actor, Action::VisitsReceiveHandbook, &asked.resource()).await?;
    let seat = asked.seat(&mut tx).await?;
    let person = persons::load(&mut tx, asked.office, seat.person).await?.ok_or(Fault::Hidden)?;
    let owner = offices::load(&mut tx, asked.office).await?.ok_or(Fault::Hidden)?;
    let desk = desk::of_place(&mut tx, owner.location).await?;
    let received = handbook_receipts::of_office(&mut tx, asked.office).await?;
    drop(tx);
    let filled = papers::handbook_to_read(&owner, desk.as_ref())?;
    let sha256 = sha256(app, filled.clone()).await?;
    let ruby = ruby.unwrap_or_else(|| person.needs.contains(&Accommodation::Ruby));
    let (_, html) = papers::html(app, filled, Some(ruby)).await?;
    let of_this = |receipt: &&HandbookReceipt| receipt.seat == seat.id && receipt.text_sha256 == sha256;
    let received_at = received.iter().find(of_this).map(|receipt| receipt.received_at);
    let place = owner.location.and_then(jurisdictions::lookup);
    Ok(Handbook { office_name: owner.name, phone: owner.phone, place, desk, html, ruby, sha256, received_at })
}

/// The member's word that the 手引き arrived. A second word about the same text is the same word.
///
/// `read` is the hash of the text that the page showed: what is kept is what was read, or nothing.
pub async fn receive(app: &App, actor: &Actor, read: &str) -> Result<(), Error> {
    let asked = Holder::of(actor)?;
    if self::read(app, actor, None).await?.sha256 != read {
        return Err(Error::Changed);
    }
    let mut tx = app.change(actor, Action::VisitsReceiveHandbook, &asked.resource()).await?;
    let before = asked.seat(&mut tx).await?;
    let receipt = HandbookReceipt { office: asked.office, seat: before.id, text_sha256: read.to_owned(), received_at: app.now() };
    match handbook_receipts::insert(&mut tx, &receipt).await {
        Err(StoreError::Duplicate) => return Ok(()),
        kept => kept?,
    }
    // The first day counts: what was handed over on paper before stays handed over on that day.
    let day = before.handbook_given_on.unwrap_or(japan(receipt.received_at).date());
    let after = Seat { handbook_given_on: Some(day), ..before.clone() };
    seats::update(&mut tx, &after).await?;
    let mut record = app.record(actor, Action::VisitsReceiveHandbook, asked.office, Subject::new("seat", before.id));
    (record.before, record.after) = (hand_over::facts(&before), hand_over::facts(&after).plain("handbook_sha256", read));
    tx.commit(app.now(), record).await?;
    Ok(())
}

/// The hash of the text alone: neither the size of its letters nor readings nor the layout make it another.
async fn sha256(app: &App, filled: Filled) -> Result<String, papers::Error> {
    let text = papers::print(app, filled, Way { format: Format::Text, size: None, ruby: Some(false) }).await?;
    Ok(HEXLOWER.encode(&Sha256::digest(&text)))
}
