//! Asking the members whether they come: a link for each, by mail or on paper (B4).

use std::collections::BTreeMap;

use jiff::{SignedDuration, civil::Date};
use model::{MeetingId, OfficeId, SeatId, calendar::format_date, meetings::MeetingState};
use store::{
    Facts, StoreError, Subject, WriteTx,
    attendances::{self, Attendance, Attendee},
    meetings::{self, Meeting},
    offices::{self, Office},
};

use crate::{
    Action, Actor, App, Fault, LinkPurpose, Resource,
    links::{self, Ticket, in_hand::InHand},
    mail,
    matters::notice,
    seats::Held,
};

/// Who is asked, and until when.
#[derive(Debug, Clone, Copy)]
pub struct Input {
    /// By when answers are asked for.
    pub reply_by: Date,
    /// Only those who have not answered yet: a reminder.
    pub only_unanswered: bool,
}

/// Nobody was asked.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Without a date there is nothing to come to.
    #[error("日程が決まってから、出欠をお尋ねください。")]
    NotFixed,
    /// The day is past.
    #[error("会議の日が過ぎています。「当日の進行と記録」に出欠を記録してください。")]
    Past,
    /// The reply date is past, or after the meeting.
    #[error("お返事の期限は、今日から会議の日までの間にしてください。")]
    ReplyUnfit,
    /// The authority comes first (D1).
    #[error("構成員に尋ねる前に、行政に会議の日をお知らせください。会議の画面の「行政に日程を知らせる」からできます。")]
    HeldBack,
    /// Nobody is left to ask.
    #[error("お尋ねする方がいません。全員のお返事がそろっているか、就任した構成員がまだいません。")]
    Nobody,
    /// See [`Fault`].
    #[error(transparent)]
    Fault(#[from] Fault),
}

crate::fault::from_store!(Error);

/// A link outlives the day a while: when the meeting is moved, the letter in somebody's hand still opens.
const GRACE: SignedDuration = SignedDuration::from_hours(60 * 24);

/// Asks the seated members and makes a ticket for each. An earlier letter of the same member is taken back.
pub async fn ask(app: &App, actor: &Actor, office: OfficeId, meeting: MeetingId, input: Input) -> Result<Vec<Ticket>, Error> {
    let mut tx = app.change(actor, Action::MeetingsArrange, &Resource::office(office)).await?;
    let meeting = meetings::load(&mut tx, office, meeting).await?.ok_or(Fault::Hidden)?;
    let day = examine(app, &meeting, input)?;
    if notice::held_back(app, &mut tx, &meeting).await? {
        return Err(Error::HeldBack);
    }
    let known = lines(&mut tx, &meeting).await?;
    let mut asked = crate::meetings::seated(&mut tx, office).await?;
    asked.retain(|held| !input.only_unanswered || known.get(&held.seat.id).is_none_or(|line| line.planned.is_none()));
    if asked.is_empty() {
        return Err(Error::Nobody);
    }
    let owner = offices::load(&mut tx, office).await?.ok_or(Fault::Hidden)?;
    let letter = Letter { owner: &owner, meeting: &meeting, day, reply_by: input.reply_by };
    let mut tickets = Vec::new();
    for held in &asked {
        let line = match known.get(&held.seat.id) {
            Some(line) => line.clone(),
            None => {
                let line = super::blank(app.mint(), office, meeting.id, held.seat.id);
                attendances::insert(&mut tx, &line).await?;
                line
            }
        };
        let ticket = letter.ticket(app, &mut tx, held, &line).await?;
        let in_hand = InHand { link: ticket.link.clone(), code: ticket.code.clone(), again: input.only_unanswered };
        links::in_hand::keep(app, &mut tx, actor, office, line.id, &in_hand).await?;
        tickets.push(ticket);
    }
    if meeting.members_told_on.is_none() {
        meetings::update(&mut tx, &Meeting { members_told_on: Some(app.today()), ..meeting.clone() }).await?;
    }
    let mut record = app.record(actor, Action::MeetingsArrange, office, Subject::new("meeting", meeting.id));
    record.after = Facts::new().plain("attendance_asked", asked.len()).plain("reply_by", input.reply_by);
    tx.commit(app.now(), record).await?;
    Ok(tickets)
}

fn examine(app: &App, meeting: &Meeting, input: Input) -> Result<Date, Error> {
    let day = meeting.day.filter(|_| meeting.state == MeetingState::Fixed).ok_or(Error::NotFixed)?;
    if day < app.today() {
        return Err(Error::Past);
    }
    if input.reply_by < app.today() || input.reply_by > day {
        return Err(Error::ReplyUnfit);
    }
    Ok(day)
}

async fn lines(tx: &mut WriteTx, meeting: &Meeting) -> Result<BTreeMap<SeatId, Attendance>, StoreError> {
    let of_member = |line: Attendance| match line.attendee {
        Attendee::Member(seat) => Some((seat, line)),
        Attendee::Staff { .. } => None,
    };
    Ok(attendances::list(tx, meeting.office, meeting.id).await?.into_iter().filter_map(of_member).collect())
}

struct Letter<'a> {
    owner: &'a Office,
    meeting: &'a Meeting,
    day: Date,
    reply_by: Date,
}

impl Letter<'_> {
    async fn ticket(&self, app: &App, tx: &mut WriteTx, held: &Held, line: &Attendance) -> Result<Ticket, Fault> {
        let expires_at = app.now() + self.day.duration_since(app.today()) + GRACE;
        let ticket = Ticket::issue(app, tx, held.seat.id, &held.person, LinkPurpose::Attendance, line.id.to_string(), expires_at).await?;
        if let Some(to) = held.person.email.clone() {
            mail::enqueue(app, tx, self.mail(&ticket.name, to, &ticket.link)).await?;
        }
        Ok(ticket)
    }

    fn mail(&self, name: &str, to: String, link: &str) -> mail::Mail {
        let owner = &self.owner.name;
        let title = crate::meetings::title(self.meeting.year, self.meeting.number);
        mail::Mail {
            office: Some(self.owner.id),
            to,
            subject: format!("{owner}　会議の出欠についてのお尋ね"),
            body: format!(
                "{name} 様\n\n{}に開く{title}の出欠を、{}までにお知らせください。次のページで選べます（登録は要りません）。\n{link}\n\n\
                 次第と、訪問の手引きも、同じページでご覧になれます。ご都合がつかないときは、書面でご意見をお寄せいただけます。いただいたご意見は、会議の記録に入れます。\n\n\
                 お問い合わせ　{owner}　電話 {}\n",
                format_date(self.day),
                format_date(self.reply_by),
                self.owner.phone
            ),
            calendar: None,
        }
    }
}
