//! What many forms say of the office and of a meeting, and what they share in how they say it.

use jiff::civil::Date;
use model::seats::{Accommodation, SeatCategory};
use paper::{
    Reading, Size,
    content::{Addressee, MeetingFacts, Office, Reply},
};
use store::{meetings::Meeting, offices, persons::Person};

use super::Error;
use crate::{App, links::in_hand::InHand};

/// A text that says something.
pub(super) fn given(text: &str) -> Option<String> {
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

/// An office as a letter names it.
pub(super) fn office(office: &offices::Office) -> Office {
    Office {
        name: office.name.clone(),
        number: Some(office.number.to_string()),
        manager: office.manager_name.clone().filter(|name| !name.trim().is_empty()),
        postal_code: None,
        address: given(&office.address),
        phone: given(&office.phone),
        fax: given(&office.fax),
        email: office.reply_email.clone().filter(|email| !email.trim().is_empty()),
    }
}

/// A person as a letter names them.
pub(super) fn addressee(person: &Person) -> Addressee {
    let affiliation = [person.affiliation.as_deref(), person.position.as_deref()];
    let affiliation = affiliation.into_iter().flatten().map(str::trim).filter(|text| !text.is_empty()).collect::<Vec<_>>().join("　");
    Addressee { name: person.name.clone(), affiliation: given(&affiliation), honorific: "様".to_owned() }
}

/// How a person reads, as far as they said (A13).
pub(super) fn reading(person: &Person) -> Reading {
    let needs = |need| person.needs.contains(&need);
    Reading { size: if needs(Accommodation::LargePrint) { Size::Larger } else { Size::Normal }, ruby: needs(Accommodation::Ruby) }
}

/// The day of a meeting, for papers that make no sense without one.
pub(super) fn day(meeting: &Meeting) -> Result<Date, Error> {
    meeting.held_on.or(meeting.day).ok_or(Error::TooEarly("会議の日程が決まると作れます。"))
}

/// A meeting; its day may be open.
pub(super) fn meeting(meeting: &Meeting) -> MeetingFacts {
    MeetingFacts {
        title: crate::meetings::title(meeting.year, meeting.number),
        date: meeting.held_on.or(meeting.day),
        start: meeting.starts_at,
        end: meeting.ends_at,
        place: given(&meeting.place),
        online: meeting
            .online_url
            .as_ref()
            .map(|_| "ご希望の方は、オンラインでも参加できます。参加の方法は、事業所からお伝えします。".to_owned()),
    }
}

/// How to answer by phone.
pub(super) fn reply(app: &App, letter: &InHand) -> Reply {
    Reply { link: letter.link.clone(), page: format!("{}/code", app.settings.base_url), code: letter.code.clone() }
}

/// 「利用者家族　佐藤様」
pub(super) fn named(category: SeatCategory, name: &str) -> String {
    format!("{category}　{name}様")
}
