//! Asking somebody to take a seat: a letter with a link and a short code, and a mail where there is an address (B2).

use jiff::{SignedDuration, civil::Date};
use model::{OfficeId, SeatId, seats::SeatState};
use store::{
    Subject, offices,
    persons::{self, Person},
    seats::{self, Seat},
};

use super::wish;
use crate::{
    Action, Actor, App, Fault, LinkPurpose, Resource,
    links::{self, in_hand::InHand},
    mail,
};

/// A letter that was just made. Link and code stand on it; for a day, whoever made it can print it again ([`links::in_hand`]).
#[derive(Debug, Clone)]
pub struct Letter {
    /// 事業所の名称.
    pub office_name: String,
    /// 事業所の電話番号.
    pub phone: String,
    /// Who is asked.
    pub person: Person,
    /// For which seat.
    pub seat: Seat,
    /// The address of the answer page.
    pub link: String,
    /// The short code.
    pub code: String,
    /// Whether a mail was sent as well.
    pub mailed: bool,
    /// Whether the person was asked before and has not answered: then the letter reminds.
    pub again: bool,
}

/// Nobody was asked.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The reply date is past.
    #[error("お返事の期限は、明日より後の日にしてください。")]
    ReplyUnfit,
    /// A resident's wish stands against it (A11).
    #[error("{}", .0.reason)]
    Refused(Box<rulebook::Finding>),
    /// The person has answered already.
    #[error("この方からは、すでにお返事があります。")]
    Answered,
    /// Somebody else was faster.
    #[error("ほかの方が先に変更しました。画面を読み込み直してください。")]
    Stale,
    /// See [`Fault`].
    #[error(transparent)]
    Fault(#[from] Fault),
}

crate::fault::from_store!(Error, Stale => Stale);

/// A link stays open a while after the reply date: people answer late.
const GRACE: SignedDuration = SignedDuration::from_hours(30 * 24);

/// Asks somebody, or asks again: a new letter takes back the link of the old one.
pub async fn invite(app: &App, actor: &Actor, office: OfficeId, id: SeatId, reply_by: Date) -> Result<Letter, Error> {
    if reply_by <= app.today() {
        return Err(Error::ReplyUnfit);
    }
    let mut tx = app.change(actor, Action::SeatsInvite, &Resource::office(office)).await?;
    let before = seats::load(&mut tx, office, id).await?.ok_or(Fault::Hidden)?;
    if !matches!(before.state, SeatState::Candidate | SeatState::Invited) {
        return Err(Error::Answered);
    }
    let person = persons::load(&mut tx, office, before.person).await?.ok_or(Fault::Hidden)?;
    if let Some(refusal) = wish::stands_against(&mut tx, &before, &person, app.today()).await? {
        return Err(Error::Refused(Box::new(refusal)));
    }
    let owner = offices::load(&mut tx, office).await?.ok_or(Fault::Hidden)?;
    let after = Seat { state: SeatState::Invited, invited_on: Some(app.today()), reply_by: Some(reply_by), ..before.clone() };
    seats::update(&mut tx, &after).await?;
    let days = reply_by.duration_since(app.today());
    let new = links::NewLink {
        office: Some(office),
        purpose: LinkPurpose::Invitation,
        subject: id.to_string(),
        kana: Some(&person.kana),
        expires_at: app.now() + days + GRACE,
    };
    let issued = links::issue(app, &mut tx, new).await?;
    let letter = Letter {
        office_name: owner.name,
        phone: owner.phone,
        mailed: person.email.is_some(),
        person,
        seat: after.clone(),
        link: format!("{}/m/{}", app.settings.base_url, issued.token),
        code: issued.code.unwrap_or_default(),
        again: before.state == SeatState::Invited,
    };
    let in_hand = InHand { link: letter.link.clone(), code: letter.code.clone(), again: letter.again };
    links::in_hand::keep(app, &mut tx, actor, office, id, &in_hand).await?;
    if let Some(mail) = mail_of(&letter, office) {
        mail::enqueue(app, &mut tx, mail).await?;
    }
    let mut record = app.record(actor, Action::SeatsInvite, office, Subject::new("seat", id));
    (record.before, record.after) = (super::facts(&before), super::facts(&after));
    tx.commit(app.now(), record).await?;
    Ok(letter)
}

fn mail_of(letter: &Letter, office: OfficeId) -> Option<mail::Mail> {
    let to = letter.person.email.clone()?;
    let reply_by = letter.seat.reply_by.map(model::calendar::format_date).unwrap_or_default();
    let (again, asked) = match letter.again {
        true => (
            "（再度のご案内）",
            "構成員へのご参加をお願いした件で、もう一度ご連絡いたします。行き違いでお返事をいただいていましたら、お許しください。",
        ),
        false => ("", "構成員をお引き受けいただけないでしょうか。"),
    };
    Some(mail::Mail {
        office: Some(office),
        to,
        subject: format!("{}　地域連携推進会議へのご参加のお願い{again}", letter.office_name),
        body: format!(
            "{} 様\n\n{}では、地域の皆さまと一緒に「地域連携推進会議」を開いています。\n\
             「{}」として、{asked}\n\n\
             くわしいご案内とお返事は、次のページをご覧ください（登録は要りません）。\n{}\n\n{reply_by}までにお返事をいただけますと幸いです。\n\n\
             お問い合わせ　{}　電話 {}\n",
            letter.person.name, letter.office_name, letter.seat.category, letter.link, letter.office_name, letter.phone
        ),
        calendar: None,
    })
}
