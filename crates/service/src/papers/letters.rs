//! Letters about seats (B2, A10, A12).

use model::{OfficeId, OutreachId, SeatId, Vocabulary, calendar::format_date, seats::SeatState};
use paper::content::{Addressee, Invitation, Pledge, PledgeText, ReferralRequest, Signature};
use store::offices;

use super::{
    Error, Filled,
    particulars::{addressee, given, office as particulars, reading, reply},
};
use crate::{
    Action, Actor, App, Fault, Resource,
    links::in_hand::{self, InHand},
    outreach::request::Kept,
    seats::{self, pledge::text_for},
};

/// The letter of a seat, or all that the actor made a short while ago.
pub(super) async fn invitation(app: &App, actor: &Actor, office: OfficeId, of: Option<SeatId>) -> Result<Filled, Error> {
    let mut tx = app.view(actor, Action::SeatsInvite, &Resource::office(office)).await?;
    let owner = offices::load(&mut tx, office).await?.ok_or(Fault::Hidden)?;
    let text = text_for(&owner)?;
    let all = seats::held(&mut tx, office).await?;
    if of.is_some_and(|id| !all.iter().any(|held| held.seat.id == id)) {
        return Err(Fault::Hidden.into());
    }
    let mut letters = Vec::new();
    for held in all.iter().filter(|held| held.seat.state == SeatState::Invited && of.is_none_or(|id| id == held.seat.id)) {
        let (Some(letter), Some(written_on), Some(reply_by)) =
            (in_hand::load::<InHand>(app, &mut tx, actor, office, held.seat.id).await?, held.seat.invited_on, held.seat.reply_by)
        else {
            continue;
        };
        let invitation = Invitation {
            written_on,
            office: particulars(&owner),
            addressee: addressee(&held.person),
            category: held.seat.category.label().to_owned(),
            again: letter.again,
            reply_by,
            reply: Some(reply(app, &letter)),
            pledge: Some(PledgeText { addressee: text.addressee.clone(), text: text.text.clone() }),
        };
        letters.push((invitation, reading(&held.person)));
    }
    if letters.is_empty() {
        return Err(Error::TooEarly(
            "お手紙は、「依頼する」で作ってから1日の間、作った方だけが印刷できます。リンクとコードを、ほかの方に見せないためです。もう一度作ると、新しいお手紙になります。",
        ));
    }
    Filled::to_readers(letters)
}

/// The paper of a pledge: empty, or as a member gave it.
pub(super) async fn pledge(app: &App, actor: &Actor, office: OfficeId, of: Option<SeatId>) -> Result<Filled, Error> {
    let mut tx = app.view(actor, Action::SeatsView, &Resource::office(office)).await?;
    let giver = match of {
        Some(id) => Some(seats::held(&mut tx, office).await?.into_iter().find(|held| held.seat.id == id).ok_or(Fault::Hidden)?),
        None => None,
    };
    let reads = giver.as_ref().map(|held| reading(&held.person)).unwrap_or_default();
    let Some(pledge) = giver.and_then(|held| held.pledge) else {
        let text = text_for(&offices::load(&mut tx, office).await?.ok_or(Fault::Hidden)?)?;
        let empty = Pledge { pledge: PledgeText { addressee: text.addressee, text: text.text }, signature: None };
        return Filled::to_readers(vec![(empty, reads)]);
    };
    Filled::one(Pledge {
        signature: Some(Signature {
            signed_on: pledge.given_on,
            affiliation: given(&pledge.affiliation),
            position: given(&pledge.position),
            name: pledge.name,
            proof: Some(format!("受け取り方　{}（{}）\n文のSHA-256　{}", pledge.channel, format_date(pledge.given_on), pledge.text_sha256)),
        }),
        pledge: PledgeText { addressee: pledge.addressee, text: pledge.text },
    })
}

/// The request to a municipality that the actor wrote a short while ago.
pub(super) async fn referral_request(app: &App, actor: &Actor, office: OfficeId, of: OutreachId) -> Result<Filled, Error> {
    let mut tx = app.view(actor, Action::OutreachRecord, &Resource::office(office)).await?;
    let owner = offices::load(&mut tx, office).await?.ok_or(Fault::Hidden)?;
    let Kept { input: letter, written_on } = in_hand::load(app, &mut tx, actor, office, of).await?.ok_or(Fault::Hidden)?;
    Filled::one(ReferralRequest {
        written_on,
        office: particulars(&owner),
        addressee: Addressee {
            name: format!("{}　{}", letter.municipality, letter.section).trim().to_owned(),
            affiliation: None,
            honorific: "御中".to_owned(),
        },
        tried: letter.tried,
        wanted: letter.wanted.iter().map(|kind| kind.label().to_owned()).collect(),
        reply_by: letter.reply_by,
    })
}
