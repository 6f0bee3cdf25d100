//! Sending minutes to those who attended, each with an own link.

use jiff::SignedDuration;
use model::{MeetingId, OfficeId, meetings::MinutesState};
use store::{
    Facts, Subject,
    minutes::{self, Minutes},
    offices,
};

use super::confirm::Error;
use crate::{Action, Actor, App, Fault, LinkPurpose, Resource, links::Ticket, mail};

const VALID: SignedDuration = SignedDuration::from_hours(60 * 24);

/// Sends the newest text; returns each one's link for printing.
pub async fn circulate(app: &App, actor: &Actor, office: OfficeId, meeting: MeetingId) -> Result<Vec<Ticket>, Error> {
    let mut tx = app.change(actor, Action::MinutesWrite, &Resource::office(office)).await?;
    let view = super::load(&mut tx, office, meeting).await?;
    let before = view.minutes.ok_or(Fault::Hidden)?;
    if before.state == MinutesState::Confirmed {
        return Err(Error::Closed);
    }
    if view.attended.is_empty() {
        return Err(Error::NobodyAttended);
    }
    let after = Minutes { state: MinutesState::Circulated, circulated_on: Some(app.today()), ..before.clone() };
    minutes::update(&mut tx, &after).await?;
    let owner = offices::load(&mut tx, office).await?.ok_or(Fault::Hidden)?;
    let mut tickets = Vec::new();
    for (held, _) in &view.attended {
        let expires_at = app.now() + VALID;
        let ticket = Ticket::issue(
            app,
            &mut tx,
            held.seat.id,
            &held.person,
            LinkPurpose::MinutesConfirmation,
            format!("{}:{}", meeting, held.seat.id),
            expires_at,
        )
        .await?;
        let Ticket { name, link, .. } = &ticket;
        if let Some(to) = held.person.email.clone() {
            let body = format!(
                "{name} 様\n\n{}の地域連携推進会議にご出席いただき、ありがとうございました。\n議事録ができましたので、内容をご確認ください（登録は要りません）。\n{link}\n",
                owner.name
            );
            let subject = format!("{}　議事録のご確認のお願い", owner.name);
            mail::enqueue(app, &mut tx, mail::Mail { office: Some(office), to, subject, body, calendar: None }).await?;
        }
        tickets.push(ticket);
    }
    let mut record = app.record(actor, Action::MinutesWrite, office, Subject::new("minutes", before.id));
    record.after = Facts::new().plain("state", "circulated").plain("number", before.number).plain("asked", tickets.len());
    tx.commit(app.now(), record).await?;
    Ok(tickets)
}
