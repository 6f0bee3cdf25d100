//! What an office knows about people, for its gate: everybody who lives there, sits in its body, works there, or was named beside
//! them; people who left as well.

use std::collections::BTreeMap;

use model::{MeetingId, OfficeId, PersonId, Vocabulary, residents::Traits, seats::SeatCategory};
use privacy::{Gate, KnownPerson, ResidentTraits, RosterName, Stand};
use store::{
    ReadTx, accounts,
    attendances::{self, Attendee},
    offices, persons, residents,
};

use crate::{App, Fault};

/// The gate of an office, which also knows who came to these meetings.
pub(crate) async fn gate_of(app: &App, tx: &mut ReadTx, office: OfficeId, meetings: &[MeetingId]) -> Result<Gate, Fault> {
    let (mut known, mut living) = (Vec::new(), Vec::new());
    for resident in residents::list(tx, office).await? {
        if resident.left_on.is_none() {
            living.push(traits(&resident.traits, app.today().year()));
        }
        known.push(person(&resident.name, &resident.kana, Stand::Resident));
        known.extend(in_line(resident.contact_person.as_deref(), Stand::Family));
    }
    let stands = stands(tx, office).await?;
    for one in persons::list(tx, office).await? {
        known.push(person(&one.name, &one.kana, stands.get(&one.id).copied().unwrap_or(Stand::Other)));
    }
    for account in accounts::of_office(tx, office).await? {
        known.push(person(&account.name, "", Stand::Staff));
    }
    for meeting in meetings {
        for line in attendances::list(tx, office, *meeting).await? {
            known.extend(in_line(line.proxy_name.as_deref(), Stand::Other));
            if let Attendee::Staff { name, role } = &line.attendee {
                // 世話人 is nobody's surname where somebody wrote the role before the name as well.
                known.push(person(name.strip_prefix(role.as_str()).unwrap_or(name).trim(), "", Stand::Staff));
            }
        }
    }
    let own = own(tx, office, &mut known).await?;
    Ok(Gate::with_residents(known, living, own, app.tongue.names().await?))
}

/// What a description may say of a resident in a year.
fn traits(known: &Traits, year: i16) -> ResidentTraits {
    let sex = known.sex.map(|sex| sex.label().to_owned());
    ResidentTraits { ages: known.ages_in(year), sex, words: known.words.clone() }
}

fn person(name: &str, kana: &str, stand: Stand) -> KnownPerson {
    KnownPerson { name: name.to_owned(), kana: kana.to_owned(), stand }
}

/// Names in a line that somebody wrote down freely.
fn in_line(line: Option<&str>, stand: Stand) -> impl Iterator<Item = KnownPerson> {
    line.into_iter().flat_map(RosterName::in_free_text).map(move |name| KnownPerson { name: name.name, kana: name.kana, stand })
}

/// In which part a person sits, or sat last.
async fn stands(tx: &mut ReadTx, office: OfficeId) -> Result<BTreeMap<PersonId, Stand>, Fault> {
    let stand = |category| match category {
        SeatCategory::Resident => Stand::Resident,
        SeatCategory::Family => Stand::Family,
        SeatCategory::Community => Stand::Community,
        _ => Stand::Other,
    };
    Ok(crate::seats::held(tx, office).await?.into_iter().map(|held| (held.person.id, stand(held.seat.category))).collect())
}

/// What the office says of itself anyway: its name, its number, its address as the national list has them.
async fn own(tx: &mut ReadTx, id: OfficeId, known: &mut Vec<KnownPerson>) -> Result<Vec<String>, Fault> {
    let office = offices::load(tx, id).await?.ok_or(Fault::Hidden)?;
    known.extend(office.manager_name.iter().map(|name| person(name, "", Stand::Staff)));
    let mut own = vec![office.name, office.address, office.phone, office.fax, office.url, office.number.to_string()];
    own.extend(offices::corporation_of(tx, id).await?.map(|corporation| corporation.name));
    own.retain(|text| !text.trim().is_empty());
    Ok(own)
}
