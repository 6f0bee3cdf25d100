//! Papers around a meeting (B4, B5, B8, B10).

use jiff::{SignedDuration, civil::Time};
use model::{
    MeetingId, OfficeId, Vocabulary,
    meetings::{AttendanceMode, ItemStyle},
};
use paper::content::{Agenda, AgendaLine, AttendanceReply, ChairLine, ChairScript, MeetingNotice, Style};
use store::{materials, offices};

use super::{
    Error, Filled,
    particulars::{addressee, day as day_of, given, meeting as facts, named, office as particulars, reading, reply},
};
use crate::{
    Action, Actor, App, Fault, Resource, agenda as agendas, attendances,
    links::in_hand::{self, InHand},
};

async fn owner_of(app: &App, actor: &Actor, office: OfficeId) -> Result<offices::Office, Error> {
    let mut tx = app.view(actor, Action::MeetingsView, &Resource::office(office)).await?;
    Ok(offices::load(&mut tx, office).await?.ok_or(Fault::Hidden)?)
}

/// By when an answer is asked for on paper: a week before, but not before today.
fn reply_by(app: &App, day: jiff::civil::Date) -> jiff::civil::Date {
    day.saturating_sub(SignedDuration::from_hours(7 * 24)).max(app.today()).min(day)
}

/// A notice for each member; with QR and code where the actor asked for the answers a short while ago.
pub(super) async fn notice(app: &App, actor: &Actor, office: OfficeId, id: MeetingId) -> Result<Filled, Error> {
    let owner = owner_of(app, actor, office).await?;
    let list = attendances::view(app, actor, office, id).await?;
    let agenda = agendas::view(app, actor, office, id).await?;
    let (meeting, day) = (facts(&list.meeting), day_of(&list.meeting)?);
    let mut tx = app.view(actor, Action::MeetingsArrange, &Resource::office(office)).await?;
    if crate::matters::notice::held_back(app, &mut tx, &list.meeting).await? {
        return Err(Error::TooEarly("先に、行政に会議の日をお知らせください。会議の画面の「行政に日程を知らせる」からできます。"));
    }
    let mut notices = Vec::new();
    for (held, line) in &list.members {
        let letter: Option<InHand> = match line {
            Some(line) => in_hand::load(app, &mut tx, actor, office, line.id).await?,
            None => None,
        };
        let notice = MeetingNotice {
            written_on: app.today(),
            office: particulars(&owner),
            addressee: addressee(&held.person),
            meeting: meeting.clone(),
            items: agenda.items.iter().map(|item| item.title.clone()).collect(),
            accommodations: held.person.needs.iter().map(|need| need.label().to_owned()).collect(),
            reply_by: reply_by(app, day),
            reply: letter.map(|letter| reply(app, &letter)),
            with_reply_sheet: true,
        };
        notices.push((notice, reading(&held.person)));
    }
    if notices.is_empty() {
        return Err(Error::TooEarly("構成員が就任すると作れます。"));
    }
    Filled::to_readers(notices)
}

/// The sheet on which somebody answers by hand.
pub(super) async fn attendance_reply(app: &App, actor: &Actor, office: OfficeId, id: MeetingId) -> Result<Filled, Error> {
    let owner = owner_of(app, actor, office).await?;
    let agenda = agendas::view(app, actor, office, id).await?;
    let (meeting, day) = (facts(&agenda.meeting), day_of(&agenda.meeting)?);
    Filled::one(AttendanceReply {
        office: particulars(&owner),
        name: None,
        items: agenda.items.iter().map(|item| item.title.clone()).collect(),
        reply_by: reply_by(app, day),
        meeting,
    })
}

/// 次第.
pub(super) async fn agenda(app: &App, actor: &Actor, office: OfficeId, id: MeetingId) -> Result<Filled, Error> {
    let owner = owner_of(app, actor, office).await?;
    let agenda = agendas::view(app, actor, office, id).await?;
    let mut tx = app.view(actor, Action::MeetingsView, &Resource::office(office)).await?;
    let materials = materials::list(&mut tx, office, id).await?;
    let line = |item: &store::agenda::AgendaItem| AgendaLine { title: item.title.clone(), minutes: Some(item.minutes), presenter: None };
    Filled::one(Agenda {
        office: particulars(&owner),
        meeting: facts(&agenda.meeting),
        first: agenda.meeting.number == 1,
        items: agenda.items.iter().map(line).collect(),
        impressions: !agenda.has_impressions(),
        materials: materials.into_iter().map(|material| material.title).collect(),
    })
}

/// How long the opening and the introductions take.
const OPENING: SignedDuration = SignedDuration::from_mins(10);

/// 進行表 for whoever leads.
pub(super) async fn chair_script(app: &App, actor: &Actor, office: OfficeId, id: MeetingId) -> Result<Filled, Error> {
    let owner = owner_of(app, actor, office).await?;
    let agenda = agendas::view(app, actor, office, id).await?;
    let list = attendances::view(app, actor, office, id).await?;
    let mut clock: Option<Time> = agenda.meeting.starts_at.map(|start| start.wrapping_add(OPENING));
    let mut items = Vec::new();
    for item in &agenda.items {
        items.push(ChairLine {
            start: clock,
            title: item.title.clone(),
            minutes: Some(item.minutes),
            style: match item.style {
                ItemStyle::Report => Style::Report,
                ItemStyle::Dialogue => Style::Dialogue,
            },
            presenter: None,
            description: item.description.clone(),
            written: Vec::new(),
        });
        clock = clock.map(|start| start.wrapping_add(SignedDuration::from_mins(item.minutes.into())));
    }
    // Opinions in writing are about the meeting as a whole; they are read out at the first item that is talked about.
    let written: Vec<String> = list
        .members
        .iter()
        .filter_map(|(held, line)| {
            let text = given(line.as_ref()?.written_opinion.as_deref()?)?;
            Some(format!("{}：{text}", held.seat.category))
        })
        .collect();
    if let Some(item) = items.iter_mut().find(|item| item.style == Style::Dialogue).filter(|_| !written.is_empty()) {
        item.written = written;
    }
    let members = list.members.iter().map(|(held, line)| {
        let mode = line.as_ref().and_then(|line| line.mode.or(line.planned));
        let word = mode.filter(|mode| *mode != AttendanceMode::InPerson).map(|mode| format!("（{mode}）")).unwrap_or_default();
        format!("{}{word}", named(held.seat.category, &held.person.name))
    });
    Filled::one(ChairScript {
        office: particulars(&owner),
        meeting: facts(&agenda.meeting),
        first: agenda.meeting.number == 1,
        members: members.collect(),
        items,
        closing: clock,
        next: None,
    })
}
