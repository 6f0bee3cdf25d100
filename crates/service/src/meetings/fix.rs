//! Fixing the date of a meeting, moving it, cancelling it; everybody who is seated is told (B3).

use jiff::civil::{Date, Time};
use model::{
    MeetingId, OfficeId,
    calendar::{format_date, format_time},
    meetings::{MeetingState, PlaceKind},
};
use rulebook::{Finding, Rulebook, advice};
use store::{
    ReadTx, Subject, WriteTx, attendances,
    meetings::{self, Meeting},
    offices::{self, Office},
    polls,
};

use crate::{Action, Actor, App, Fault, Resource, mail, matters::notice};

/// When and where.
#[derive(Debug, Clone)]
pub struct Input {
    /// The version that was shown.
    pub version: i64,
    /// The day.
    pub day: Date,
    /// From.
    pub starts_at: Time,
    /// To.
    pub ends_at: Time,
    /// Kind of place.
    pub place_kind: PlaceKind,
    /// The place.
    pub place: String,
    /// How the place can be reached and used by everybody.
    pub place_access: String,
    /// Where to join online.
    pub online_url: Option<String>,
}

/// The date was not fixed.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Outside the year of the meeting.
    #[error("この会議は{0}の会議です。{0}の中の日を選んでください。")]
    OutsideYear(model::calendar::FiscalYear),
    /// In the past.
    #[error("過ぎた日は選べません。")]
    Past,
    /// Ends before it begins.
    #[error("終わりの時刻は、始まりの時刻より後にしてください。")]
    TimesUnfit,
    /// It took place already, or was cancelled.
    #[error("この会議は、すでに終わったか中止になっています。")]
    Over,
    /// Somebody else was faster.
    #[error("ほかの方が先に変更しました。入力した内容は残してあります。今の内容と見比べてください。")]
    Stale,
    /// See [`Fault`].
    #[error(transparent)]
    Fault(#[from] Fault),
}

crate::fault::from_store!(Error, Stale => Stale);

/// What became of a date that was fixed.
#[derive(Debug, Clone, PartialEq)]
pub enum Outcome {
    /// The members were told. With it what the rules have to say about how early that was.
    MembersTold(Option<Box<Finding>>),
    /// The authority is to be told first; until then the members are not (D1).
    HeldBack,
}

/// Fixes the date, or moves it.
pub async fn fix(app: &App, actor: &Actor, office: OfficeId, id: MeetingId, input: Input) -> Result<Outcome, Error> {
    let mut tx = app.change(actor, Action::MeetingsArrange, &Resource::office(office)).await?;
    let before = open_meeting(&mut tx, office, id).await?;
    examine(app, &before, &input)?;
    let moved = before.state == MeetingState::Fixed;
    let mut after = Meeting {
        state: MeetingState::Fixed,
        day: Some(input.day),
        starts_at: Some(input.starts_at),
        ends_at: Some(input.ends_at),
        place_kind: Some(input.place_kind),
        place: input.place,
        place_access: input.place_access,
        online_url: input.online_url,
        fixed_on: Some(app.today()),
        version: input.version,
        ..before.clone()
    };
    let same_time = (before.day, before.starts_at, before.ends_at) == (after.day, after.starts_at, after.ends_at);
    let held_back = notice::held_back(app, &mut tx, &after).await?;
    after.members_told_on = if held_back { before.members_told_on.filter(|_| same_time) } else { Some(app.today()) };
    meetings::update(&mut tx, &after).await?;
    if !same_time {
        attendances::forget_planned(&mut tx, office, id).await?;
    }
    if let Some(poll) = polls::of_meeting(&mut tx, office, id).await? {
        polls::close(&mut tx, office, poll.id, app.today()).await?;
    }
    if !held_back {
        tell(app, &mut tx, office, &after, if moved && before.members_told_on.is_some() { Told::Moved } else { Told::Fixed }).await?;
    }
    let mut record = app.record(actor, Action::MeetingsArrange, office, Subject::new("meeting", id));
    (record.before, record.after) = (super::facts(&before), super::facts(&after));
    let outcome = if held_back { Outcome::HeldBack } else { Outcome::MembersTold(too_late(app, &mut tx, &after).await?) };
    tx.commit(app.now(), record).await?;
    Ok(outcome)
}

/// What the rules say about how early the date was fixed, if they wished it earlier (B3).
async fn too_late(app: &App, tx: &mut ReadTx, meeting: &Meeting) -> Result<Option<Box<Finding>>, Fault> {
    let facts = crate::findings::facts_of(tx, meeting.office, meeting.year).await?;
    Ok(advice::for_date(meeting.id, &facts, Rulebook::at(facts.office.place), app.today()).map(Box::new))
}

/// Cancels a meeting.
pub async fn cancel(app: &App, actor: &Actor, office: OfficeId, id: MeetingId, version: i64, reason: String) -> Result<(), Error> {
    let mut tx = app.change(actor, Action::MeetingsArrange, &Resource::office(office)).await?;
    let before = open_meeting(&mut tx, office, id).await?;
    let after =
        Meeting { state: MeetingState::Cancelled, cancelled_on: Some(app.today()), cancel_reason: Some(reason), version, ..before.clone() };
    meetings::update(&mut tx, &after).await?;
    notice::cancelled(app, &mut tx, actor, &after).await?;
    if before.members_told_on.is_some() {
        tell(app, &mut tx, office, &after, Told::Cancelled).await?;
    }
    let mut record = app.record(actor, Action::MeetingsArrange, office, Subject::new("meeting", id));
    (record.before, record.after) = (super::facts(&before), super::facts(&after));
    tx.commit(app.now(), record).await?;
    Ok(())
}

async fn open_meeting(tx: &mut WriteTx, office: OfficeId, id: MeetingId) -> Result<Meeting, Error> {
    let meeting = meetings::load(tx, office, id).await?.ok_or(Fault::Hidden)?;
    match meeting.state {
        MeetingState::Held | MeetingState::Cancelled => Err(Error::Over),
        MeetingState::Planned | MeetingState::Polling | MeetingState::Fixed => Ok(meeting),
    }
}

fn examine(app: &App, meeting: &Meeting, input: &Input) -> Result<(), Error> {
    if !meeting.year.contains(input.day) {
        return Err(Error::OutsideYear(meeting.year));
    }
    if input.day < app.today() {
        return Err(Error::Past);
    }
    if input.ends_at <= input.starts_at {
        return Err(Error::TimesUnfit);
    }
    Ok(())
}

/// What the members are told of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Told {
    Fixed,
    Moved,
    Cancelled,
}

/// Writes to everybody who is seated and has an address, with an entry for calendars.
pub(super) async fn tell(app: &App, tx: &mut WriteTx, office: OfficeId, meeting: &Meeting, told: Told) -> Result<(), Fault> {
    let owner = offices::load(tx, office).await?.ok_or(Fault::Hidden)?;
    for held in super::seated(tx, office).await? {
        let Some(to) = held.person.email.clone() else { continue };
        mail::enqueue(app, tx, letter(app, &owner, meeting, told, &held.person.name, to)).await?;
    }
    Ok(())
}

fn letter(app: &App, owner: &Office, meeting: &Meeting, told: Told, name: &str, to: String) -> mail::Mail {
    let title = super::title(meeting.year, meeting.number);
    let (word, sentence) = match told {
        Told::Fixed => ("日程のお知らせ", "次のとおり開くことになりました。"),
        Told::Moved => ("日程の変更のお知らせ", "日程が変わりました。新しい日程は次のとおりです。"),
        Told::Cancelled => ("中止のお知らせ", "次の会議は、中止することになりました。"),
    };
    let day = meeting.day.map(format_date).unwrap_or_default();
    let time = |time: Option<Time>| time.map(format_time).unwrap_or_default();
    let reason = meeting.cancel_reason.as_deref().map(|reason| format!("理由　{reason}\n")).unwrap_or_default();
    let online = meeting.online_url.as_deref().map(|url| format!("オンライン　{url}\n")).unwrap_or_default();
    mail::Mail {
        office: Some(owner.id),
        to,
        subject: format!("{}　{title}　{word}", owner.name),
        body: format!(
            "{name} 様\n\n{title}について、{sentence}\n\n日時　{day}　{}から{}まで\n場所　{}\n{online}{reason}\n\
             お問い合わせ　{}　電話 {}\n",
            time(meeting.starts_at),
            time(meeting.ends_at),
            meeting.place,
            owner.name,
            owner.phone
        ),
        calendar: super::calendar::entry(meeting, &owner.name, &app.settings.host(), app.now(), told == Told::Cancelled),
    }
}
