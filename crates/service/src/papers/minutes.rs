//! 議事録 in three shapes, and the poster that leads to what was published (B13, B14).

use model::{MeetingId, OfficeId, Vocabulary, publications::PublicMinutes};
use paper::content::{Attendees, Count, Discussed, Entry, Minutes, Office, Poster, Shape};
use store::offices;

use super::{
    Error, Filled,
    particulars::{given, meeting as facts, office as particulars},
};
use crate::{Action, Actor, App, Fault, Resource, attendances, japan, minutes, publications, rows::Meeting};

/// What was talked about, in the shape in which it may be read by everybody.
pub(super) fn from_public(shape: Shape, office: Office, content: &PublicMinutes) -> Minutes {
    let entry = |entry: &model::publications::PublicEntry| Entry {
        kind: entry.kind.label().to_owned(),
        by: entry.category.map_or("事業所", Vocabulary::label).to_owned(),
        text: entry.text.clone(),
        answer: entry.answer.clone(),
    };
    let count = |count: &model::publications::CategoryCount| Count {
        category: count.category.label().to_owned(),
        present: count.present,
        written: count.written,
    };
    Minutes {
        shape,
        office,
        meeting: paper::content::MeetingFacts {
            title: crate::meetings::title(content.year, content.number),
            date: Some(content.held_on),
            start: None,
            end: None,
            // The kind only: the address of a house is told to nobody.
            place: content.place_kind.map(|kind| kind.label().to_owned()),
            online: None,
        },
        attendance: content.attendance.iter().map(count).collect(),
        staff_present: content.staff_present,
        attendees: Vec::new(),
        summary: content.summary.clone(),
        items: content
            .items
            .iter()
            .map(|item| Discussed { title: item.title.clone(), entries: item.entries.iter().map(entry).collect() })
            .collect(),
        next: None,
        recorded_on: None,
        confirm_by: None,
        reply: None,
        address: None,
    }
}

/// The office as everybody may know it: nobody's name.
pub(super) fn public_office(content: &PublicMinutes) -> Office {
    Office {
        name: content.office_name.clone(),
        number: Some(content.office_number.clone()),
        manager: None,
        postal_code: None,
        address: None,
        phone: None,
        fax: None,
        email: None,
    }
}

async fn written(app: &App, actor: &Actor, office: OfficeId, id: MeetingId, shape: Shape) -> Result<(Minutes, Meeting), Error> {
    let view = minutes::view(app, actor, office, id).await?;
    let mut tx = app.view(actor, Action::MinutesView, &Resource::office(office)).await?;
    let owner = offices::load(&mut tx, office).await?.ok_or(Fault::Hidden)?;
    let content = view.content.ok_or(Error::TooEarly("議事録を書き始めると作れます。"))?;
    let content = publications::with_answers(&mut tx, office, id, content).await?;
    let mut minutes = from_public(shape, particulars(&owner), &content);
    minutes.recorded_on = view.versions.first().map(|version| japan(version.written_at).date());
    Ok((minutes, view.meeting))
}

/// The office's own, with everybody who was there.
pub(super) async fn internal(app: &App, actor: &Actor, office: OfficeId, id: MeetingId) -> Result<Filled, Error> {
    let (mut minutes, meeting) = written(app, actor, office, id, Shape::Internal).await?;
    minutes.meeting = facts(&meeting);
    let list = attendances::view(app, actor, office, id).await?;
    let member = list.members.iter().filter_map(|(held, line)| {
        let line = line.as_ref()?;
        let mode = line.mode?.to_string();
        let name =
            line.proxy_name.as_ref().map_or_else(|| held.person.name.clone(), |proxy| format!("{}（代理　{proxy}）", held.person.name));
        Some(Attendees { category: held.seat.category.label().to_owned(), name, attendance: mode })
    });
    let staff = list.staff.iter().filter_map(|line| match &line.attendee {
        store::attendances::Attendee::Staff { name, role } => Some(Attendees {
            category: given(role).unwrap_or_else(|| "職員".to_owned()),
            name: name.clone(),
            attendance: "対面".to_owned(),
        }),
        store::attendances::Attendee::Member(_) => None,
    });
    minutes.attendees = member.chain(staff).collect();
    Filled::one(minutes)
}

/// For those who attended.
pub(super) async fn confirmation(app: &App, actor: &Actor, office: OfficeId, id: MeetingId) -> Result<Filled, Error> {
    let (minutes, _) = written(app, actor, office, id, Shape::Confirmation).await?;
    Filled::one(minutes)
}

/// What everybody reads now: only what was released.
pub(super) async fn shown(app: &App, actor: &Actor, office: OfficeId, id: MeetingId) -> Result<(String, PublicMinutes), Error> {
    let (published, _, _) = publications::list(app, actor, office).await?;
    let newest = published
        .into_iter()
        .find(|publication| publication.meeting == id && publication.superseded_at.is_none() && publication.withdrawn_at.is_none());
    let newest = newest.ok_or(Error::TooEarly("議事録を公表すると作れます。"))?;
    let content = newest.content().cloned().ok_or(Fault::Hidden)?;
    Ok((newest.address, content))
}

/// As published.
pub(super) async fn publication(app: &App, actor: &Actor, office: OfficeId, id: MeetingId) -> Result<Filled, Error> {
    let (address, content) = shown(app, actor, office, id).await?;
    published(format!("{}/p/{address}", app.settings.base_url), &content)
}

/// The poster of what is published.
pub(super) async fn poster(app: &App, actor: &Actor, office: OfficeId, id: MeetingId) -> Result<Filled, Error> {
    let (address, content) = shown(app, actor, office, id).await?;
    poster_of(format!("{}/p/{address}", app.settings.base_url), &content)
}

/// Minutes that stand at a public address.
pub(super) fn published(link: String, content: &PublicMinutes) -> Result<Filled, Error> {
    let minutes = from_public(Shape::Publication, public_office(content), content);
    Filled::one(Minutes { address: Some(link), ..minutes })
}

/// The poster for a public address.
pub(super) fn poster_of(link: String, content: &PublicMinutes) -> Result<Filled, Error> {
    Filled::one(Poster {
        office: public_office(content),
        meeting: crate::meetings::title(content.year, content.number),
        held_on: content.held_on,
        summary: content.summary.clone(),
        link,
        until: None,
    })
}
