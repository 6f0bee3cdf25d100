//! 出欠: in taps on the day, staff present, written opinions of those who cannot come (B4, B11, B12).

pub mod answer;
pub mod ask;
pub mod leave;
pub mod pay;

use model::{
    AttendanceId, MeetingId, OfficeId, SeatId,
    meetings::{AttendanceMode, MeetingState},
    seats::{Channel, SeatCategory},
};
use store::{
    Facts, StoreError, Subject, WriteTx,
    attendances::{self, Attendance, Attendee},
    meetings::{self, Meeting},
};

use crate::{Action, Actor, App, Fault, Resource, seats::Held};

/// The list of a meeting.
#[derive(Debug, Clone)]
pub struct List {
    /// The meeting.
    pub meeting: Meeting,
    /// Every seated member, with the line if there is one.
    pub members: Vec<(Held, Option<Attendance>)>,
    /// Staff who were there.
    pub staff: Vec<Attendance>,
    /// Categories without which the meeting is not whole, by the rules of the place (A2).
    pub mandatory: Vec<SeatCategory>,
}

impl List {
    /// Mandatory categories of which everybody has said not to come: time to find a proxy, or another date.
    pub fn categories_nobody_comes_from(&self) -> Vec<SeatCategory> {
        let comes = |line: &Option<Attendance>| line.as_ref().and_then(|line| line.planned).is_none_or(AttendanceMode::present);
        let mut without = self.mandatory.clone();
        without.retain(|category| {
            let mut of_category = self.members.iter().filter(|(held, _)| held.seat.category == *category).peekable();
            of_category.peek().is_some() && !of_category.any(|(_, line)| comes(line))
        });
        without
    }
}

/// What is written down for a member.
#[derive(Debug, Clone)]
pub struct Input {
    /// Who.
    pub seat: SeatId,
    /// How.
    pub mode: AttendanceMode,
    /// Who came in the member's place.
    pub proxy_name: Option<String>,
    /// The opinion of somebody who could not come.
    pub written_opinion: Option<String>,
    /// By which way it reached us.
    pub channel: Channel,
}

/// Nothing was written down.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Before the day of the meeting nobody has attended.
    #[error("会議の日になってから記録してください。")]
    TooEarly,
    /// No pledge, no attendance (A10).
    #[error("参加承諾書がまだありません。承諾書をいただいてから、出席として記録してください。")]
    NoPledge,
    /// A proxy has a name, a written opinion has a text.
    #[error("代理の方のお名前、または書面のご意見を入力してください。")]
    DetailMissing,
    /// Somebody else was faster.
    #[error("ほかの方が先に変更しました。画面を読み込み直してください。")]
    Stale,
    /// See [`Fault`].
    #[error(transparent)]
    Fault(#[from] Fault),
}

crate::fault::from_store!(Error, Stale => Stale);

/// The attendance list.
pub async fn view(app: &App, actor: &Actor, office: OfficeId, meeting: MeetingId) -> Result<List, Fault> {
    let mut tx = app.view(actor, Action::MeetingsView, &Resource::office(office)).await?;
    let meeting = meetings::load(&mut tx, office, meeting).await?.ok_or(Fault::Hidden)?;
    let lines = attendances::list(&mut tx, office, meeting.id).await?;
    let line_of = |seat: SeatId| lines.iter().find(|line| line.attendee == Attendee::Member(seat)).cloned();
    let mut members: Vec<(Held, Option<Attendance>)> = Vec::new();
    for held in crate::seats::held(&mut tx, office).await? {
        let line = line_of(held.seat.id);
        // Whoever attended stays on the list, also after leaving the body.
        let attended = line.as_ref().is_some_and(|line| line.mode.is_some());
        if held.seat.state == model::seats::SeatState::Seated || attended {
            members.push((held, line));
        }
    }
    let staff = lines.into_iter().filter(|line| matches!(line.attendee, Attendee::Staff { .. })).collect();
    let mandatory = crate::polls::wishes_of_dates(app, &mut tx, office).await?.mandatory;
    Ok(List { meeting, members, staff, mandatory })
}

/// Writes down how a member attended; again replaces. What the member sent before the meeting need not be typed again.
pub async fn record(app: &App, actor: &Actor, office: OfficeId, meeting: MeetingId, input: Input) -> Result<(), Error> {
    let list = view(app, actor, office, meeting).await?;
    let (held, known) = list.members.into_iter().find(|(held, _)| held.seat.id == input.seat).ok_or(Fault::Hidden)?;
    if input.mode.present() && held.pledge.is_none() {
        return Err(Error::NoPledge);
    }
    if list.meeting.day.is_none_or(|day| day > app.today()) {
        return Err(Error::TooEarly);
    }
    let before = known.clone().unwrap_or_else(|| blank(app.mint(), office, meeting, input.seat));
    let line = Attendance {
        mode: Some(input.mode),
        proxy_name: input.proxy_name.or(before.proxy_name).filter(|_| input.mode == AttendanceMode::Proxy),
        written_opinion: input.written_opinion.or(before.written_opinion),
        channel: input.channel,
        entered_by: actor.account(),
        ..before
    };
    if detail_missing(input.mode, line.proxy_name.as_deref(), line.written_opinion.as_deref()) {
        return Err(Error::DetailMissing);
    }
    let mut tx = app.change(actor, Action::AttendancesRecord, &Resource::office(office).subject(input.seat)).await?;
    keep(&mut tx, known.is_some(), &line).await?;
    let mut record = app.record(actor, Action::AttendancesRecord, office, Subject::new("attendance", line.id));
    record.after = Facts::new().plain("seat", input.seat).plain("mode", model::Vocabulary::code(input.mode));
    tx.commit(app.now(), record).await?;
    Ok(())
}

/// A proxy has a name, a written opinion has a text.
fn detail_missing(mode: AttendanceMode, proxy_name: Option<&str>, written_opinion: Option<&str>) -> bool {
    let missing = |text: Option<&str>| text.unwrap_or_default().trim().is_empty();
    match mode {
        AttendanceMode::Proxy => missing(proxy_name),
        AttendanceMode::Written => missing(written_opinion),
        AttendanceMode::InPerson | AttendanceMode::Online | AttendanceMode::Absent => false,
    }
}

/// The line of a member of whom nothing is known yet.
fn blank(id: AttendanceId, office: OfficeId, meeting: MeetingId, seat: SeatId) -> Attendance {
    Attendance {
        id,
        office,
        meeting,
        attendee: Attendee::Member(seat),
        planned: None,
        mode: None,
        proxy_name: None,
        written_opinion: None,
        channel: Channel::Online,
        entered_by: None,
        version: 1,
    }
}

async fn keep(tx: &mut WriteTx, known: bool, line: &Attendance) -> Result<(), StoreError> {
    match known {
        true => attendances::update(tx, line).await,
        false => attendances::insert(tx, line).await,
    }
}

/// Writes down somebody of the staff (B11).
pub async fn add_staff(app: &App, actor: &Actor, office: OfficeId, meeting: MeetingId, name: String, role: String) -> Result<(), Error> {
    let mut tx = app.change(actor, Action::AttendancesRecord, &Resource::office(office)).await?;
    meetings::load(&mut tx, office, meeting).await?.ok_or(Fault::Hidden)?;
    let line = Attendance {
        id: app.mint(),
        office,
        meeting,
        attendee: Attendee::Staff { name: name.clone(), role },
        planned: None,
        mode: Some(AttendanceMode::InPerson),
        proxy_name: None,
        written_opinion: None,
        channel: Channel::InPerson,
        entered_by: None,
        version: 1,
    };
    attendances::insert(&mut tx, &line).await?;
    let mut record = app.record(actor, Action::AttendancesRecord, office, Subject::new("attendance", line.id));
    record.after = Facts::new().personal("staff", name);
    tx.commit(app.now(), record).await?;
    Ok(())
}

/// Says that the meeting took place.
pub async fn close_meeting(app: &App, actor: &Actor, office: OfficeId, id: MeetingId) -> Result<(), Error> {
    let mut tx = app.change(actor, Action::AttendancesRecord, &Resource::office(office)).await?;
    let before = meetings::load(&mut tx, office, id).await?.ok_or(Fault::Hidden)?;
    if before.state == MeetingState::Held {
        return Ok(());
    }
    let day = before.day.filter(|day| *day <= app.today() && before.state == MeetingState::Fixed).ok_or(Error::TooEarly)?;
    let after = Meeting { state: MeetingState::Held, held_on: Some(day), ..before.clone() };
    meetings::update(&mut tx, &after).await?;
    let mut record = app.record(actor, Action::AttendancesRecord, office, Subject::new("meeting", id));
    (record.before, record.after) = (crate::meetings::facts(&before), crate::meetings::facts(&after));
    tx.commit(app.now(), record).await?;
    Ok(())
}
