//! Saying before a meeting whether one comes, and sending an opinion when one cannot (B4, B12).

use model::{
    AttendanceId, MeetingId, OfficeId, SeatId,
    meetings::{AttendanceMode, MeetingState, PlaceKind},
    seats::{Channel, SeatState},
};
use store::{
    Facts, ReadTx, Subject,
    agenda::{self, AgendaItem},
    attendances::{self, Attendance, Attendee},
    meetings::{self, Meeting},
    offices, persons, seats,
};

use crate::{Action, Actor, App, Fault, LinkPurpose, Resource};

/// What a member sees.
#[derive(Debug, Clone)]
pub struct Question {
    /// 事業所の名称.
    pub office_name: String,
    /// 事業所の電話番号.
    pub phone: String,
    /// 氏名.
    pub name: String,
    /// The meeting.
    pub meeting: Meeting,
    /// What will be talked about, in order.
    pub agenda: Vec<AgendaItem>,
    /// What was answered so far; nothing again when the date has moved since.
    pub planned: Option<AttendanceMode>,
    /// Who was named to come in the member's place.
    pub proxy_name: Option<String>,
    /// The opinion that was sent so far.
    pub written_opinion: Option<String>,
    /// What may be answered.
    pub modes: Vec<AttendanceMode>,
    /// Whether answers are still taken.
    pub open: bool,
}

/// An answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reply {
    /// How the member means to attend.
    pub mode: AttendanceMode,
    /// Who comes in the member's place.
    pub proxy_name: Option<String>,
    /// What the member wants to be heard though absent.
    pub written_opinion: Option<String>,
}

/// The answer was not kept.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The meeting is over or will not take place.
    #[error("この会議の出欠の受け付けは終わりました。ご用のときは、事業所にお電話ください。")]
    Closed,
    /// There is no way to attend like this: nowhere to join online, or no room to come to.
    #[error("この会議では、その出席の方法は選べません。ほかの出欠を選んでください。")]
    ModeUnfit,
    /// A proxy has a name.
    #[error("代わりに出席する方のお名前を入力してください。")]
    ProxyMissing,
    /// A written opinion has a text.
    #[error("書面でお寄せになるご意見を入力してください。")]
    OpinionMissing,
    /// Somebody else was faster.
    #[error("ほかの方が先に変更しました。画面を読み込み直してください。")]
    Stale,
    /// See [`Fault`].
    #[error(transparent)]
    Fault(#[from] Fault),
}

// Two first answers at once: the other one made the line.
crate::fault::from_store!(Error, Stale | Duplicate => Stale);

/// The meeting behind a link.
pub async fn view(app: &App, actor: &Actor) -> Result<Question, Fault> {
    let (office, id) = asked(actor)?;
    let mut tx = app.view(actor, Action::AttendancesRecord, &Resource::office(office).subject(id)).await?;
    let (line, seat) = line_of_link(&mut tx, office, id).await?;
    let seat = seats::load(&mut tx, office, seat).await?.ok_or(Fault::Hidden)?;
    let person = persons::load(&mut tx, office, seat.person).await?.ok_or(Fault::Hidden)?;
    let owner = offices::load(&mut tx, office).await?.ok_or(Fault::Hidden)?;
    let meeting = meetings::load(&mut tx, office, line.meeting).await?.ok_or(Fault::Hidden)?;
    Ok(Question {
        office_name: owner.name,
        phone: owner.phone,
        name: person.name,
        agenda: agenda::list(&mut tx, office, meeting.id).await?,
        planned: line.planned,
        proxy_name: line.proxy_name,
        written_opinion: line.written_opinion,
        modes: modes(&meeting),
        open: takes_answers(app, &meeting),
        meeting,
    })
}

/// The meeting as an entry for the member's calendar; `None` while it has no date.
pub async fn calendar(app: &App, actor: &Actor) -> Result<Option<String>, Fault> {
    let question = view(app, actor).await?;
    let cancelled = question.meeting.state == MeetingState::Cancelled;
    Ok(crate::meetings::calendar::entry(&question.meeting, &question.office_name, &app.settings.host(), app.now(), cancelled))
}

/// The member's own answer through a link. It may be changed until the day is over.
pub async fn answer_by_link(app: &App, actor: &Actor, reply: Reply) -> Result<(), Error> {
    let (office, id) = asked(actor)?;
    let mut tx = app.change(actor, Action::AttendancesRecord, &Resource::office(office).subject(id)).await?;
    let (line, _) = line_of_link(&mut tx, office, id).await?;
    let meeting = meetings::load(&mut tx, office, line.meeting).await?.ok_or(Fault::Hidden)?;
    examine(app, &meeting, &reply)?;
    let after = answered(&line, reply, Channel::Online, actor);
    attendances::update(&mut tx, &after).await?;
    let record = record(app, actor, &line, &after);
    tx.commit(app.now(), record).await?;
    Ok(())
}

/// An answer that came by paper or telephone, entered by staff.
pub async fn enter_answer(
    app: &App,
    actor: &Actor,
    office: OfficeId,
    meeting: MeetingId,
    seat: SeatId,
    reply: Reply,
    channel: Channel,
) -> Result<(), Error> {
    let mut tx = app.change(actor, Action::AttendancesRecord, &Resource::office(office).subject(seat)).await?;
    let meeting = meetings::load(&mut tx, office, meeting).await?.ok_or(Fault::Hidden)?;
    seats::load(&mut tx, office, seat).await?.filter(|seat| seat.state == SeatState::Seated).ok_or(Fault::Hidden)?;
    examine(app, &meeting, &reply)?;
    let known = attendances::list(&mut tx, office, meeting.id).await?.into_iter().find(|line| line.attendee == Attendee::Member(seat));
    let before = known.clone().unwrap_or_else(|| super::blank(app.mint(), office, meeting.id, seat));
    let after = answered(&before, reply, channel, actor);
    super::keep(&mut tx, known.is_some(), &after).await?;
    let record = record(app, actor, &before, &after);
    tx.commit(app.now(), record).await?;
    Ok(())
}

fn asked(actor: &Actor) -> Result<(OfficeId, AttendanceId), Fault> {
    match actor {
        Actor::Link { purpose: LinkPurpose::Attendance, office: Some(office), subject, .. } => {
            subject.parse().map(|id| (*office, id)).map_err(|_| Fault::Hidden)
        }
        _ => Err(Fault::Hidden),
    }
}

/// The line that a link opens, and whose it is. It opens nothing any more once the member has left the body.
pub(crate) async fn line_of_link(tx: &mut ReadTx, office: OfficeId, id: AttendanceId) -> Result<(Attendance, SeatId), Fault> {
    let line = attendances::load(tx, office, id).await?.ok_or(Fault::Hidden)?;
    let Attendee::Member(seat) = line.attendee else { return Err(Fault::Hidden) };
    let seat = seats::load(tx, office, seat).await?.filter(|seat| seat.state == SeatState::Seated).ok_or(Fault::Hidden)?;
    Ok((line, seat.id))
}

fn takes_answers(app: &App, meeting: &Meeting) -> bool {
    meeting.state == MeetingState::Fixed && meeting.day.is_some_and(|day| day >= app.today())
}

/// How one may attend a meeting. In the room is the rule (B5); online is offered only where there is a way to join.
pub fn modes(meeting: &Meeting) -> Vec<AttendanceMode> {
    use AttendanceMode::{Absent, InPerson, Online, Proxy, Written};
    let possible = |mode: &AttendanceMode| match mode {
        InPerson => meeting.place_kind != Some(PlaceKind::Online),
        Online => meeting.online_url.is_some() || meeting.place_kind == Some(PlaceKind::Online),
        Proxy | Written | Absent => true,
    };
    [InPerson, Online, Proxy, Written, Absent].into_iter().filter(possible).collect()
}

fn examine(app: &App, meeting: &Meeting, reply: &Reply) -> Result<(), Error> {
    if !takes_answers(app, meeting) {
        return Err(Error::Closed);
    }
    if !modes(meeting).contains(&reply.mode) {
        return Err(Error::ModeUnfit);
    }
    if super::detail_missing(reply.mode, reply.proxy_name.as_deref(), reply.written_opinion.as_deref()) {
        return Err(if reply.mode == AttendanceMode::Proxy { Error::ProxyMissing } else { Error::OpinionMissing });
    }
    Ok(())
}

/// The latest answer is the whole answer: a proxy or an opinion that is no longer meant does not stay behind.
fn answered(line: &Attendance, reply: Reply, channel: Channel, actor: &Actor) -> Attendance {
    Attendance {
        planned: Some(reply.mode),
        proxy_name: reply.proxy_name.filter(|_| reply.mode == AttendanceMode::Proxy),
        written_opinion: reply.written_opinion.filter(|_| reply.mode == AttendanceMode::Written),
        channel,
        entered_by: actor.account(),
        ..line.clone()
    }
}

fn record(app: &App, actor: &Actor, before: &Attendance, after: &Attendance) -> store::Record {
    let facts = |line: &Attendance| {
        let facts = Facts::new().plain_option("planned", line.planned.map(model::Vocabulary::code));
        match &line.written_opinion {
            Some(opinion) => facts.personal("written_opinion", opinion.clone()),
            None => facts,
        }
    };
    let mut record = app.record(actor, Action::AttendancesRecord, before.office, Subject::new("attendance", before.id));
    (record.before, record.after) = (facts(before), facts(after));
    record
}
