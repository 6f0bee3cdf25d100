//! Choosing somebody for a seat, with the advice of the rules (A2–A9). A resident who does not wish to meet people of the
//! community is refused, with the reason (A11).

use jiff::civil::Date;
use model::{
    OfficeId, PersonId, ResidentId, SeatId,
    calendar::FiscalYear,
    seats::{Accommodation, CommunityKind, FamilyStanding, Independence, SeatCategory, SeatState},
};
use rulebook::{Finding, Rulebook, advice};
use store::{
    Subject, WriteTx, bodies,
    persons::{self, Person},
    residents,
    seats::{self, Seat},
};

use super::wish;
use crate::{Action, Actor, App, Fault, Resource, findings};

/// Who is chosen for what.
#[derive(Debug, Clone)]
pub struct Input {
    /// 氏名.
    pub name: String,
    /// ふりがな.
    pub kana: String,
    /// Mail.
    pub email: Option<String>,
    /// 電話番号.
    pub phone: Option<String>,
    /// 住所, for the letter.
    pub address: Option<String>,
    /// 所属.
    pub affiliation: Option<String>,
    /// 役職.
    pub position: Option<String>,
    /// 情報保障・合理的配慮 (A13).
    pub needs: Vec<Accommodation>,
    /// How the person is tied to the 法人 (A7).
    pub independence: Independence,
    /// The resident that this person is; its name is taken from there.
    pub resident: Option<ResidentId>,
    /// 区分.
    pub category: SeatCategory,
    /// The kind of 地域の関係者 (A4).
    pub community_kind: Option<CommunityKind>,
    /// In whose place a family seat is held (A6).
    pub family_standing: Option<FamilyStanding>,
    /// Whose family (A6).
    pub family_of: Option<ResidentId>,
    /// Whom the person speaks for (A5).
    pub proxy_for: Option<ResidentId>,
    /// First day of the term.
    pub term_from: Date,
    /// Last day of the term.
    pub term_until: Date,
    /// The seat that this one follows.
    pub predecessor: Option<SeatId>,
}

/// What came of it.
#[derive(Debug, Clone)]
pub struct Chosen {
    /// The new seat.
    pub seat: SeatId,
    /// What the rules advise, now that the person is chosen.
    pub advice: Vec<Finding>,
}

/// Nobody was chosen.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The rules refuse it (A11).
    #[error("{}", .0.reason)]
    Refused(Box<Finding>),
    /// The reading holds something that is no kana.
    #[error("ふりがなは、ひらがなまたはカタカナで入力してください。姓と名の間は1文字あけてください。")]
    KanaUnfit,
    /// A seat for a resident needs the resident, or whom the person speaks for.
    #[error("利用者として選ぶときは、ご本人、または代理される方を選んでください。")]
    ResidentMissing,
    /// A seat for the neighbourhood needs its kind.
    #[error("地域の関係者として選ぶときは、どのような立場の方かを選んでください。")]
    KindMissing,
    /// The term ends before it begins.
    #[error("任期の終わりの日が、始まりの日より前になっています。")]
    TermUnfit,
    /// See [`Fault`].
    #[error(transparent)]
    Fault(#[from] Fault),
}

crate::fault::from_store!(Error);

/// Chooses somebody.
pub async fn choose(app: &App, actor: &Actor, office: OfficeId, input: Input) -> Result<Chosen, Error> {
    examine(&input)?;
    let mut tx = app.change(actor, Action::SeatsChoose, &Resource::office(office)).await?;
    let body = bodies::of_office(&mut tx, office).await?.ok_or(Fault::Hidden)?;
    everything_is_ours(&mut tx, office, &input).await?;
    let person = person_from(app, &mut tx, office, &input).await?;
    let seat = seat_from(app, body.id, &person, &input);
    let facts = findings::facts_of(&mut tx, office, FiscalYear::of(app.today())).await?;
    let candidate = super::fact(&seat, &person);
    if let Some(refusal) = wish::objection(&candidate, &facts, app.today()) {
        return Err(Error::Refused(Box::new(refusal)));
    }
    let advice = advice::for_seat(&candidate, &facts, Rulebook::at(facts.office.place), app.today());
    persons::insert(&mut tx, &person).await?;
    seats::insert(&mut tx, &seat).await?;
    let mut record = app.record(actor, Action::SeatsChoose, office, Subject::new("seat", seat.id));
    record.after = super::facts(&seat).personal("name", person.name.as_str());
    tx.commit(app.now(), record).await?;
    Ok(Chosen { seat: seat.id, advice })
}

fn examine(input: &Input) -> Result<(), Error> {
    if input.resident.is_none() && !text::kana::is_reading(&input.kana) {
        return Err(Error::KanaUnfit);
    }
    if input.category == SeatCategory::Resident && input.resident.is_none() && input.proxy_for.is_none() {
        return Err(Error::ResidentMissing);
    }
    if input.category == SeatCategory::Community && input.community_kind.is_none() {
        return Err(Error::KindMissing);
    }
    if input.term_until < input.term_from {
        return Err(Error::TermUnfit);
    }
    Ok(())
}

async fn everything_is_ours(tx: &mut WriteTx, office: OfficeId, input: &Input) -> Result<(), Error> {
    for id in [input.resident, input.family_of, input.proxy_for].into_iter().flatten() {
        residents::load(tx, office, id).await?.ok_or(Fault::Hidden)?;
    }
    if let Some(id) = input.predecessor {
        seats::load(tx, office, id).await?.ok_or(Fault::Hidden)?;
    }
    Ok(())
}

async fn person_from(app: &App, tx: &mut WriteTx, office: OfficeId, input: &Input) -> Result<Person, Error> {
    let (name, kana) = match input.resident {
        Some(id) => {
            let resident = residents::load(tx, office, id).await?.ok_or(Fault::Hidden)?;
            (resident.name, resident.kana)
        }
        None => (input.name.clone(), input.kana.clone()),
    };
    Ok(Person {
        id: app.mint::<PersonId>(),
        office,
        name,
        kana,
        email: input.email.clone(),
        phone: input.phone.clone(),
        address: input.address.clone(),
        affiliation: input.affiliation.clone(),
        position: input.position.clone(),
        needs: input.needs.clone(),
        resident: input.resident,
        independence: input.independence,
        created_at: app.now(),
        version: 1,
    })
}

fn seat_from(app: &App, body: model::BodyId, person: &Person, input: &Input) -> Seat {
    Seat {
        id: app.mint(),
        office: person.office,
        body,
        person: person.id,
        category: input.category,
        community_kind: input.community_kind,
        family_standing: input.family_standing,
        family_of: input.family_of,
        proxy_for: input.proxy_for,
        state: SeatState::Candidate,
        term_from: Some(input.term_from),
        term_until: Some(input.term_until),
        predecessor: input.predecessor,
        invited_on: None,
        reply_by: None,
        answered_on: None,
        answered_via: None,
        decline_reason: None,
        nominee: None,
        handbook_given_on: None,
        visit_excuse: None,
        honorarium: None,
        travel_costs: None,
        created_at: app.now(),
        version: 1,
    }
}
