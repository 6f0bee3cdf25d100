//! Opening a date poll: candidate times, a reply date, and a link for every member.

use jiff::{
    SignedDuration,
    civil::{Date, Time},
};
use model::{MeetingId, OfficeId, calendar::format_date, meetings::MeetingState};
use store::{
    Subject, WriteTx,
    meetings::{self, Meeting},
    offices,
    polls::{self, Poll, Slot},
};

use crate::{Action, Actor, App, Fault, LinkPurpose, Resource, links::Ticket, mail, seats::Held};

/// A poll to open.
#[derive(Debug, Clone)]
pub struct Input {
    /// Candidate times: day, from, to.
    pub slots: Vec<(Date, Time, Time)>,
    /// By when answers are asked for.
    pub reply_by: Date,
}

/// The poll was not opened.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Nothing to choose from.
    #[error("候補の日を、少なくとも1つ入力してください。")]
    NoSlot,
    /// A candidate outside the year of the meeting, or past.
    #[error("{0}は選べません。明日から、その年度の終わりまでの日を入力してください。")]
    SlotUnfit(String),
    /// A candidate ends before it begins.
    #[error("{0}の終わりの時刻は、始まりの時刻より後にしてください。")]
    TimesUnfit(String),
    /// The reply date is past, or after the candidates.
    #[error("お返事の期限は、明日から最初の候補日までの間にしてください。")]
    ReplyUnfit,
    /// Nobody is seated yet.
    #[error("就任した構成員がまだいません。先に構成員を決めてください。")]
    NoMember,
    /// It took place already, or was cancelled.
    #[error("この会議は、すでに日程が決まったか、終わっています。")]
    Over,
    /// Somebody else was faster.
    #[error("ほかの方が先に変更しました。画面を読み込み直してください。")]
    Stale,
    /// See [`Fault`].
    #[error(transparent)]
    Fault(#[from] Fault),
}

crate::fault::from_store!(Error, Stale => Stale);

/// A link stays open a while after the reply date: people answer late, until the date is fixed.
const GRACE: SignedDuration = SignedDuration::from_hours(30 * 24);

/// Opens a poll and makes a ticket for every member.
pub async fn open(app: &App, actor: &Actor, office: OfficeId, meeting: MeetingId, input: Input) -> Result<Vec<Ticket>, Error> {
    let mut tx = app.change(actor, Action::MeetingsArrange, &Resource::office(office)).await?;
    let before = meetings::load(&mut tx, office, meeting).await?.ok_or(Fault::Hidden)?;
    examine(app, &before, &input)?;
    let members = crate::meetings::seated(&mut tx, office).await?;
    if members.is_empty() {
        return Err(Error::NoMember);
    }
    let poll = Poll { id: app.mint(), office, meeting, reply_by: input.reply_by, closed_on: None, version: 1 };
    let slots: Vec<Slot> = input
        .slots
        .iter()
        .map(|(day, from, to)| Slot { id: app.mint(), poll: poll.id, day: *day, starts_at: *from, ends_at: *to })
        .collect();
    polls::insert(&mut tx, &poll, &slots).await?;
    let after = Meeting { state: MeetingState::Polling, ..before.clone() };
    meetings::update(&mut tx, &after).await?;
    let owner = offices::load(&mut tx, office).await?.ok_or(Fault::Hidden)?;
    let mut tickets = Vec::new();
    for member in &members {
        tickets.push(ticket(app, &mut tx, &owner.name, &poll, member).await?);
    }
    let mut record = app.record(actor, Action::MeetingsArrange, office, Subject::new("poll", poll.id));
    record.after = store::Facts::new()
        .plain("meeting", meeting)
        .plain("slots", slots.len())
        .plain("reply_by", poll.reply_by)
        .plain("asked", members.len());
    tx.commit(app.now(), record).await?;
    Ok(tickets)
}

fn examine(app: &App, meeting: &Meeting, input: &Input) -> Result<(), Error> {
    if !matches!(meeting.state, MeetingState::Planned | MeetingState::Polling) {
        return Err(Error::Over);
    }
    let first = input.slots.iter().map(|slot| slot.0).min().ok_or(Error::NoSlot)?;
    for (day, from, to) in &input.slots {
        if *day <= app.today() || !meeting.year.contains(*day) {
            return Err(Error::SlotUnfit(format_date(*day)));
        }
        if to <= from {
            return Err(Error::TimesUnfit(format_date(*day)));
        }
    }
    if input.reply_by <= app.today() || input.reply_by > first {
        return Err(Error::ReplyUnfit);
    }
    Ok(())
}

async fn ticket(app: &App, tx: &mut WriteTx, office_name: &str, poll: &Poll, member: &Held) -> Result<Ticket, Fault> {
    let expires_at = app.now() + poll.reply_by.duration_since(app.today()) + GRACE;
    let ticket =
        Ticket::issue(app, tx, member.seat.id, &member.person, LinkPurpose::DatePoll, member.seat.id.to_string(), expires_at).await?;
    let Ticket { name, link, .. } = &ticket;
    if let Some(to) = member.person.email.clone() {
        let body = format!(
            "{name} 様\n\n{office_name}の地域連携推進会議の日程を決めるため、ご都合をお聞かせください。\n\
             次のページで、候補の日ごとに ○・△・× を選ぶだけです（登録は要りません）。\n{link}\n\n{}までにお返事をいただけますと幸いです。\n",
            format_date(poll.reply_by)
        );
        mail::enqueue(
            app,
            tx,
            mail::Mail {
                office: Some(poll.office),
                to,
                subject: format!("{office_name}　会議の日程についてのお尋ね"),
                body,
                calendar: None,
            },
        )
        .await?;
    }
    Ok(ticket)
}
