//! 訪問のご案内: the visitor is told when, where and what to read before, with a link that opens the same and the 手引き (C1, C5).

use jiff::{SignedDuration, civil::Date};
use model::{
    OfficeId, VisitId,
    seats::{Accommodation, SeatState},
    visits::{VisitMode, VisitState},
};
use store::{
    ReadTx, Subject, WriteTx,
    abuse_desks::AbuseDesk,
    dwellings::{self, Dwelling},
    offices::{self, Office},
    persons::{self, Person},
    seats::{self, Seat},
    visits::Visit,
};

use crate::{Action, Actor, App, Fault, LinkPurpose, Resource, authorities::desk, links::Ticket, mail};

/// What a visitor sees.
#[derive(Debug, Clone)]
pub struct Announced {
    /// 事業所の名称.
    pub office_name: String,
    /// 事業所の電話番号.
    pub phone: String,
    /// 氏名.
    pub name: String,
    /// The visit.
    pub visit: Visit,
    /// Where it leads.
    pub dwelling: Dwelling,
    /// Where abuse is reported there (C7); `None` where the municipality did not say.
    pub desk: Option<AbuseDesk>,
    /// When the 手引き was handed over.
    pub handbook_given_on: Option<Date>,
    /// Whether the visitor reads with readings above the characters (A13).
    pub ruby: bool,
}

/// Nobody was told.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// It is over, or will not take place.
    #[error("中止した訪問や、終わった訪問のご案内は送れません。")]
    NotPlanned,
    /// Without a day there is nothing to come to.
    #[error("訪問の日を決めてから、ご案内を送ってください。「予定を変える」で決められます。")]
    NoDay,
    /// The day is past.
    #[error("訪問の日が過ぎています。訪問が終わっていたら、記録してください。日が変わったときは、「予定を変える」で直してください。")]
    Past,
    /// No visit lies ahead.
    #[error("日の決まった、これからの訪問がありません。先に訪問の予定を入れてください。")]
    NoneAhead,
    /// The member has left.
    #[error("この方は、いま構成員として就任していません。訪問する方を変えてください。")]
    NotSeated,
    /// See [`Fault`].
    #[error(transparent)]
    Fault(#[from] Fault),
}

crate::fault::from_store!(Error);

/// A link outlives the day a while: when the visit is moved, the letter in somebody's hand still opens.
const GRACE: SignedDuration = SignedDuration::from_hours(60 * 24);

/// Tells the visitor, by mail where there is an address, and makes a ticket. An earlier one of the same visit is taken back.
pub async fn announce(app: &App, actor: &Actor, office: OfficeId, id: VisitId) -> Result<Ticket, Error> {
    let mut tx = app.change(actor, Action::VisitsPlan, &Resource::office(office)).await?;
    let visit = super::load(&mut tx, office, id).await?;
    let day = examine(app, &visit)?;
    let told = parties(&mut tx, &visit).await?;
    if told.seat.state != SeatState::Seated {
        return Err(Error::NotSeated);
    }
    let ticket = ticket(app, &mut tx, &visit, &told.person).await?;
    if let Some(to) = told.person.email.clone() {
        mail::enqueue(app, &mut tx, told.mail(&visit, to, &ticket.link)).await?;
    }
    let mut record = app.record(actor, Action::VisitsPlan, office, Subject::new("visit", id));
    record.after = super::facts(&visit).plain("announced_for", day);
    tx.commit(app.now(), record).await?;
    Ok(ticket)
}

/// What opens a visit until some time after its day. An earlier one is taken back.
pub(super) async fn ticket(app: &App, tx: &mut WriteTx, visit: &Visit, person: &Person) -> Result<Ticket, Fault> {
    let day = visit.day.unwrap_or_else(|| visit.year.last_day());
    let expires_at = app.now() + day.duration_since(app.today()) + GRACE;
    Ticket::issue(app, tx, visit.seat, person, LinkPurpose::Visit, visit.id.to_string(), expires_at).await
}

/// Where a visit leads, in a line of a letter.
pub(super) fn place(visit: &Visit, dwelling: &Dwelling) -> String {
    match visit.mode {
        Some(VisitMode::Online) => "方法　オンライン（つなぎ方は、事業所からご連絡します）".to_owned(),
        _ => format!("訪問先　{}（{}）", dwelling.name, dwelling.address),
    }
}

/// The visit behind a link.
pub async fn view(app: &App, actor: &Actor) -> Result<Announced, Fault> {
    let Actor::Link { purpose: LinkPurpose::Visit, office: Some(office), subject, .. } = actor else { return Err(Fault::Hidden) };
    let mut tx = app.view(actor, Action::VisitsReadOwn, &Resource::office(*office).subject(subject)).await?;
    let (visit, seat) = visit_of_link(&mut tx, *office, subject.parse().map_err(|_| Fault::Hidden)?).await?;
    let told = parties(&mut tx, &visit).await?;
    let desk = desk::of_place(&mut tx, told.dwelling.location.or(told.owner.location)).await?;
    Ok(Announced {
        desk,
        office_name: told.owner.name,
        phone: told.owner.phone,
        ruby: told.person.needs.contains(&Accommodation::Ruby),
        name: told.person.name,
        visit,
        dwelling: told.dwelling,
        handbook_given_on: seat.handbook_given_on,
    })
}

/// The visit that a link opens, and whose it is. It opens nothing any more once the member has left the body.
pub(crate) async fn visit_of_link(tx: &mut ReadTx, office: OfficeId, id: VisitId) -> Result<(Visit, Seat), Fault> {
    let visit = super::load(tx, office, id).await?;
    let seat = seats::load(tx, office, visit.seat).await?.filter(|seat| seat.state == SeatState::Seated).ok_or(Fault::Hidden)?;
    Ok((visit, seat))
}

fn examine(app: &App, visit: &Visit) -> Result<Date, Error> {
    if visit.state != VisitState::Planned {
        return Err(Error::NotPlanned);
    }
    match visit.day {
        None => Err(Error::NoDay),
        Some(day) if day < app.today() => Err(Error::Past),
        Some(day) => Ok(day),
    }
}

/// Who and what a visit brings together.
struct Parties {
    owner: Office,
    seat: Seat,
    person: Person,
    dwelling: Dwelling,
}

async fn parties(tx: &mut ReadTx, visit: &Visit) -> Result<Parties, Fault> {
    let office = visit.office;
    let seat = seats::load(tx, office, visit.seat).await?.ok_or(Fault::Hidden)?;
    Ok(Parties {
        owner: offices::load(tx, office).await?.ok_or(Fault::Hidden)?,
        person: persons::load(tx, office, seat.person).await?.ok_or(Fault::Hidden)?,
        dwelling: dwellings::load(tx, office, visit.dwelling).await?.ok_or(Fault::Hidden)?,
        seat,
    })
}

impl Parties {
    fn mail(&self, visit: &Visit, to: String, link: &str) -> mail::Mail {
        let Self { owner, person, dwelling, .. } = self;
        let place = place(visit, dwelling);
        let guide = match (&dwelling.guide, visit.mode) {
            (Some(guide), mode) if mode != Some(VisitMode::Online) => format!("\n{guide}\n"),
            _ => String::new(),
        };
        mail::Mail {
            office: Some(owner.id),
            to,
            subject: format!("{}　訪問のご案内", owner.name),
            body: format!(
                "{} 様\n\n訪問のご予定をお知らせします。\n\n日時　{}\n{place}\n{guide}\n\
                 くわしいご案内と、訪問の手引きは、次のページでご覧になれます（登録は要りません）。訪問の前に、手引きをお読みください。\n{link}\n\n\
                 ご都合が変わったときは、お電話ください。\n\nお問い合わせ　{}　電話 {}\n",
                person.name,
                super::when(visit),
                owner.name,
                owner.phone
            ),
            calendar: None,
        }
    }
}
