//! What is wished for the visits of a 年度 (C1–C3, A11): members say by link, on paper or by telephone when they can visit; staff say when
//! a house can be visited, and when residents who do not wish to be met are out.

use std::collections::BTreeSet;

use jiff::{SignedDuration, civil::Date};
use model::{
    DwellingId, OfficeId, SeatId, Vocabulary,
    calendar::{FiscalYear, format_date},
    seats::{Channel, SeatState},
    visits::wishes::{HouseWish, MemberWish},
};
use store::{
    Facts, ReadTx, Subject,
    dwellings::{self, Dwelling},
    offices, persons, seats,
    visit_wishes::{self, OfHouse, OfMember},
};

use crate::{Action, Actor, App, Fault, LinkPurpose, Resource, links::Ticket, mail, seats::Held};

/// What is known so far of the wishes for a 年度.
#[derive(Debug, Clone)]
pub struct Standing {
    /// The 年度.
    pub year: FiscalYear,
    /// The members who sit now, with what they said.
    pub members: Vec<(Held, Option<OfMember>)>,
    /// The houses that are run now, with what was said of them.
    pub houses: Vec<(Dwelling, Option<OfHouse>)>,
}

/// What a member sees who is asked.
#[derive(Debug, Clone)]
pub struct Question {
    /// 事業所の名称.
    pub office_name: String,
    /// 事業所の電話番号.
    pub phone: String,
    /// 氏名.
    pub name: String,
    /// The 年度.
    pub year: FiscalYear,
    /// The houses.
    pub houses: Vec<Dwelling>,
    /// What the member said before.
    pub said: Option<OfMember>,
}

/// Nothing was kept, or nobody was asked.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Nobody is asked about a year that is over, or far off.
    #[error("今年度と来年度の訪問について、うかがえます。")]
    YearUnfit,
    /// The reply date is past, or after the year.
    #[error("お返事の期限は、明日から年度の終わりまでの日にしてください。")]
    ReplyUnfit,
    /// Nobody sits who could be asked.
    #[error("就任している構成員がまだいません。先に構成員を決めてください。")]
    NoMember,
    /// Who is away is asked when they are back.
    #[error("この方は、いま構成員として就任していません。")]
    NotSeated,
    /// No day is left.
    #[error("訪問できる日が1日もありません。曜日を選ぶか、訪問できる日を入力してください。")]
    NoDay,
    /// A house that is named is none of the office's.
    #[error("選んだ住居が見つかりません。画面を読み込み直してください。")]
    UnknownHouse,
    /// See [`Fault`].
    #[error(transparent)]
    Fault(#[from] Fault),
}

crate::fault::from_store!(Error);

/// A link outlives the reply date a while: people answer late.
const GRACE: SignedDuration = SignedDuration::from_hours(60 * 24);

/// What is known so far of the wishes for a 年度.
pub async fn standing(app: &App, actor: &Actor, office: OfficeId, year: FiscalYear) -> Result<Standing, Fault> {
    let mut tx = app.view(actor, Action::VisitsView, &Resource::office(office)).await?;
    load(&mut tx, office, year).await
}

pub(super) async fn load(tx: &mut ReadTx, office: OfficeId, year: FiscalYear) -> Result<Standing, Fault> {
    let of_members = visit_wishes::of_members(tx, office, year).await?;
    let of_houses = visit_wishes::of_houses(tx, office, year).await?;
    let mut seated = crate::meetings::seated(tx, office).await?;
    seated.sort_by_key(|held| held.seat.category);
    let members = seated.into_iter().map(|held| {
        let said = of_members.iter().find(|said| said.seat == held.seat.id).cloned();
        (held, said)
    });
    let houses = dwellings::run(tx, office).await?.into_iter().map(|dwelling| {
        let said = of_houses.iter().find(|said| said.dwelling == dwelling.id).cloned();
        (dwelling, said)
    });
    Ok(Standing { year, members: members.collect(), houses: houses.collect() })
}

/// Asks every member who sits when they can visit, by mail where there is an address, and makes a ticket for each. An earlier one for the
/// same 年度 is taken back.
pub async fn ask(app: &App, actor: &Actor, office: OfficeId, year: FiscalYear, reply_by: Date) -> Result<Vec<Ticket>, Error> {
    let mut tx = app.change(actor, Action::VisitsPlan, &Resource::office(office)).await?;
    let today = app.today();
    if ![FiscalYear::of(today), FiscalYear::of(today).next()].contains(&year) {
        return Err(Error::YearUnfit);
    }
    if reply_by <= today || reply_by > year.last_day() {
        return Err(Error::ReplyUnfit);
    }
    let owner = offices::load(&mut tx, office).await?.ok_or(Fault::Hidden)?;
    let mut tickets = Vec::new();
    for held in crate::meetings::seated(&mut tx, office).await? {
        let expires_at = app.now() + reply_by.duration_since(today) + GRACE;
        let ticket =
            Ticket::issue(app, &mut tx, held.seat.id, &held.person, LinkPurpose::VisitDays, subject(held.seat.id, year), expires_at)
                .await?;
        let Ticket { name, link, .. } = &ticket;
        if let Some(to) = held.person.email {
            let body = format!(
                "{name} 様\n\n{}への{year}の訪問の日程を考えるため、ご都合をお聞かせください。\n次のページで、来られる曜日などを選ぶだけです（登録は要りません）。\n{link}\n\n\
                 {}までにお返事をいただけますと幸いです。ご無理のない範囲でお答えください。\n",
                owner.name,
                format_date(reply_by)
            );
            let subject = format!("{}　訪問のご都合のお伺い", owner.name);
            mail::enqueue(app, &mut tx, mail::Mail { office: Some(office), to, subject, body, calendar: None }).await?;
        }
        tickets.push(ticket);
    }
    if tickets.is_empty() {
        return Err(Error::NoMember);
    }
    let mut record = app.record(actor, Action::VisitsPlan, office, Subject::new("office", office));
    record.after = Facts::new().plain("asked_about_visits_of", year.start_year()).plain("asked", tickets.len()).plain("reply_by", reply_by);
    tx.commit(app.now(), record).await?;
    Ok(tickets)
}

/// What a member is asked through a link.
pub async fn view(app: &App, actor: &Actor) -> Result<Question, Fault> {
    let (office, seat, year) = asked(actor)?;
    let mut tx = app.view(actor, Action::VisitsWish, &Resource::office(office).subject(subject(seat, year))).await?;
    let held = seats::load(&mut tx, office, seat).await?.filter(|seat| seat.state == SeatState::Seated).ok_or(Fault::Hidden)?;
    let person = persons::load(&mut tx, office, held.person).await?.ok_or(Fault::Hidden)?;
    let owner = offices::load(&mut tx, office).await?.ok_or(Fault::Hidden)?;
    let houses = dwellings::run(&mut tx, office).await?;
    let said = visit_wishes::of_members(&mut tx, office, year).await?.into_iter().find(|said| said.seat == seat);
    Ok(Question { office_name: owner.name, phone: owner.phone, name: person.name, year, houses, said })
}

/// The member's own word through a link. It may be changed as long as the link opens.
pub async fn say(app: &App, actor: &Actor, wish: MemberWish) -> Result<(), Error> {
    let (office, seat, year) = asked(actor)?;
    keep(app, actor, office, seat, year, wish, Channel::Online).await
}

/// A member's word that came by paper or telephone, entered by staff.
pub async fn enter(
    app: &App,
    actor: &Actor,
    office: OfficeId,
    seat: SeatId,
    year: FiscalYear,
    wish: MemberWish,
    channel: Channel,
) -> Result<(), Error> {
    keep(app, actor, office, seat, year, wish, channel).await
}

/// When a house can be visited.
pub async fn open_house(
    app: &App,
    actor: &Actor,
    office: OfficeId,
    dwelling: DwellingId,
    year: FiscalYear,
    wish: HouseWish,
) -> Result<(), Error> {
    let mut tx = app.change(actor, Action::VisitsPlan, &Resource::office(office)).await?;
    let Some(entered_by) = actor.account() else { return Err(Fault::Hidden.into()) };
    dwellings::load(&mut tx, office, dwelling).await?.ok_or(Fault::Hidden)?;
    if wish.offer.days(year, year.first_day()).is_empty() || wish.while_out.as_ref().is_some_and(BTreeSet::is_empty) {
        return Err(Error::NoDay);
    }
    let said = OfHouse { office, dwelling, year, wish, entered_by, said_on: app.today() };
    visit_wishes::keep_of_house(&mut tx, office, &said).await?;
    let mut record = app.record(actor, Action::VisitsPlan, office, Subject::new("dwelling", dwelling));
    let cared_for = said.wish.while_out.is_some();
    record.after = facts(year, &said.wish)?.plain("while_out", cared_for);
    tx.commit(app.now(), record).await?;
    Ok(())
}

async fn keep(
    app: &App,
    actor: &Actor,
    office: OfficeId,
    seat: SeatId,
    year: FiscalYear,
    wish: MemberWish,
    channel: Channel,
) -> Result<(), Error> {
    let mut tx = app.change(actor, Action::VisitsWish, &Resource::office(office).subject(subject(seat, year))).await?;
    let held = seats::load(&mut tx, office, seat).await?.ok_or(Fault::Hidden)?;
    if held.state != SeatState::Seated {
        return Err(Error::NotSeated);
    }
    if wish.offer.days(year, year.first_day()).is_empty() {
        return Err(Error::NoDay);
    }
    let own: BTreeSet<DwellingId> = dwellings::list(&mut tx, office).await?.iter().map(|dwelling| dwelling.id).collect();
    if [&wish.near, &wish.far, &wish.relatives].into_iter().any(|named| !named.is_subset(&own)) {
        return Err(Error::UnknownHouse);
    }
    let said = OfMember { office, seat, year, wish, channel, entered_by: actor.account(), said_on: app.today() };
    visit_wishes::keep_of_member(&mut tx, office, &said).await?;
    let mut record = app.record(actor, Action::VisitsWish, office, Subject::new("seat", seat));
    record.after = facts(year, &said.wish)?.plain("channel", channel.code());
    tx.commit(app.now(), record).await?;
    Ok(())
}

fn facts(year: FiscalYear, wish: &impl serde::Serialize) -> Result<Facts, Fault> {
    let wish = serde_json::to_string(wish).map_err(|_| Fault::Hidden)?;
    Ok(Facts::new().plain("year", year.start_year()).personal("wish", wish))
}

/// What a link is for: this member's days in this 年度.
fn subject(seat: SeatId, year: FiscalYear) -> String {
    format!("{seat}/{}", year.start_year())
}

/// What [`subject`] wrote.
pub(crate) fn of_subject(subject: &str) -> Result<(SeatId, FiscalYear), Fault> {
    let (seat, year) = subject.split_once('/').ok_or(Fault::Hidden)?;
    Ok((seat.parse().map_err(|_| Fault::Hidden)?, year.parse().map_err(|_| Fault::Hidden)?))
}

fn asked(actor: &Actor) -> Result<(OfficeId, SeatId, FiscalYear), Fault> {
    let Actor::Link { purpose: LinkPurpose::VisitDays, office: Some(office), subject, .. } = actor else { return Err(Fault::Hidden) };
    let (seat, year) = of_subject(subject)?;
    Ok((*office, seat, year))
}
