//! The wishes for the visits of a 年度 (C1–C3, A11): asking members, writing down what came by paper or telephone, and when houses can be
//! visited.

use askama::Template;
use axum::extract::State;
use model::{
    DwellingId, OfficeId, SeatId, Vocabulary,
    calendar::{FiscalYear, format_date},
    seats::Channel,
    visits::wishes::{HouseWish, MemberWish, Offer, VisitWay, WeekDay},
};
use service::{
    App,
    links::Ticket,
    rows::{Dwelling, HouseVisitWish, MemberVisitWish},
    visits::wishes::{self, Error, Question, Standing},
};

use super::{
    offer::{self, Offered},
    year,
};
use crate::{
    caller::{Ids, Member, Staff},
    components::Choice,
    errors::WebError,
    forms::Form,
    frame::{PageFrame, Room},
    posted::{Asked, Posted},
    render::{self, Page},
};

/// Somebody or something that may have been spoken of.
struct Line {
    name: String,
    href: String,
    said: Option<String>,
    note: &'static str,
}

#[derive(Template)]
#[template(path = "visits/wishes.html")]
struct StandingPage {
    page: PageFrame,
    base: String,
    year: FiscalYear,
    form: Form,
    members: Vec<Line>,
    houses: Vec<Line>,
    tickets: Vec<(Ticket, String)>,
}

async fn standing_page(
    app: &App,
    staff: &Staff,
    office: OfficeId,
    year: FiscalYear,
    form: Form,
    tickets: Vec<Ticket>,
) -> Result<StandingPage, WebError> {
    let page = staff.office_frame(app, office, Room::Visits).await?;
    let base = format!("/offices/{office}/visits");
    let Standing { members, houses, .. } = wishes::standing(app, &staff.actor, office, year).await?;
    let asked = year.start_year();
    let members = members.into_iter().map(|(held, said)| Line {
        name: format!("{}さん（{}）", held.person.name, held.seat.category),
        href: format!("{base}/wishes/members/{}?year={asked}", held.seat.id),
        said: said.map(|said| format!("{}（{}）", told(&said.wish.offer), said.channel)),
        note: if held.seat.visit_excuse.is_some() { "訪問しないことにしている方です。" } else { "" },
    });
    let houses = houses.into_iter().map(|(dwelling, said)| Line {
        name: dwelling.name,
        href: format!("{base}/wishes/houses/{}?year={asked}", dwelling.id),
        note: if said.as_ref().is_some_and(|said| said.wish.while_out.is_some()) { "外出の曜日に合わせます。" } else { "" },
        said: said.map(|said| told(&said.wish.offer)),
    });
    Ok(StandingPage {
        page,
        year,
        form,
        members: members.collect(),
        houses: houses.collect(),
        tickets: crate::meetings::with_qr(tickets)?,
        base,
    })
}

/// An offer in a line.
fn told(offer: &Offer) -> String {
    let weekdays: Vec<&str> = offer.weekdays.iter().map(|day| day.label()).collect();
    let parts = [
        (!weekdays.is_empty()).then(|| format!("{}曜日", weekdays.join("・"))),
        offer.holidays.then(|| "祝日も".to_owned()),
        (!offer.not_in.is_empty()).then(|| format!("{}月を除く", offer.not_in.iter().map(i8::to_string).collect::<Vec<_>>().join("・"))),
        (!offer.not_on.is_empty()).then(|| format!("{}日を除く", offer.not_on.len())),
        (!offer.also_on.is_empty()).then(|| format!("ほかに{}日", offer.also_on.len())),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join("、")
}

pub(super) async fn page(State(app): State<App>, staff: Staff, Ids(office): Ids<OfficeId>, Asked(query): Asked) -> Page {
    render::page(&standing_page(&app, &staff, office, year(&app, &query), Form::empty(), Vec::new()).await?)
}

pub(super) async fn ask(
    State(app): State<App>,
    staff: Staff,
    Ids(office): Ids<OfficeId>,
    Asked(query): Asked,
    Posted(mut form): Posted,
) -> Page {
    let year = year(&app, &query);
    if let Some(reply_by) = form.date("reply_by", "お返事の期限") {
        match wishes::ask(&app, &staff.actor, office, year, reply_by).await {
            Ok(tickets) => return render::page(&standing_page(&app, &staff, office, year, Form::empty(), tickets).await?),
            Err(Error::Fault(fault)) => return Err(fault.into()),
            Err(error @ Error::ReplyUnfit) => form.fail("reply_by", error),
            Err(error) => form.fail_whole(error),
        }
    }
    render::form_again(&standing_page(&app, &staff, office, year, form, Vec::new()).await?)
}

/// What a member can choose from.
struct MemberChoices {
    ways: Vec<Choice>,
    houses: Vec<Choice>,
}

fn member_choices(houses: &[Dwelling]) -> MemberChoices {
    MemberChoices {
        ways: Choice::all::<VisitWay>(),
        houses: houses.iter().map(|house| Choice::new(house.id.to_string(), house.name.clone())).collect(),
    }
}

fn member_pairs(said: Option<&MemberVisitWish>) -> Form {
    let Some(wish) = said.map(|said| &said.wish) else { return Form::from_pairs([("way", VisitWay::OnSite.code())]) };
    let houses = [("near", &wish.near), ("far", &wish.far), ("relatives", &wish.relatives)];
    let houses = houses.into_iter().flat_map(|(name, ids)| ids.iter().map(move |id| (name, id.to_string())));
    Form::from_pairs(offer::pairs(&wish.offer).into_iter().chain([("way", wish.way.code().to_owned())]).chain(houses))
}

fn member_wish(form: &mut Form, year: FiscalYear) -> Option<MemberWish> {
    let offer = offer::read(form, year);
    let way = form.choice("way", "訪問のしかた");
    let mut houses = |name: &str, label: &str| form.choices::<DwellingId>(name, label).into_iter().collect();
    let (near, far, relatives) =
        (houses("near", "近くの住居"), houses("far", "遠くの住居"), houses("relatives", "ご家族が暮らしている住居"));
    form.is_valid().then_some(())?;
    Some(MemberWish { offer: offer?, way: way?, near, far, relatives })
}

/// Puts what was refused where it can be mended.
fn refuse(form: &mut Form, error: Error) -> Result<(), WebError> {
    match error {
        Error::Fault(fault) => return Err(fault.into()),
        error @ Error::NoDay => form.fail("weekdays", error),
        error => form.fail_whole(error),
    }
    Ok(())
}

#[derive(Template)]
#[template(path = "visits/wish.html")]
struct EnterPage {
    page: PageFrame,
    back: String,
    year: FiscalYear,
    form: Form,
    name: String,
    said: Option<String>,
    offered: Offered,
    choices: MemberChoices,
    channels: Vec<Choice>,
}

async fn enter_form(
    app: &App,
    staff: &Staff,
    office: OfficeId,
    seat: SeatId,
    year: FiscalYear,
    form: Option<Form>,
) -> Result<EnterPage, WebError> {
    let page = staff.office_frame(app, office, Room::Visits).await?;
    let standing = wishes::standing(app, &staff.actor, office, year).await?;
    let (held, said) = standing.members.into_iter().find(|(held, _)| held.seat.id == seat).ok_or(WebError::NotFound)?;
    let houses: Vec<Dwelling> = standing.houses.into_iter().map(|(dwelling, _)| dwelling).collect();
    let channels = Channel::ALL.iter().filter(|channel| **channel != Channel::Online);
    Ok(EnterPage {
        page,
        back: format!("/offices/{office}/visits/wishes?year={}", year.start_year()),
        year,
        form: form.unwrap_or_else(|| member_pairs(said.as_ref())),
        name: held.person.name,
        said: said.map(|said| format!("{}（{}）", format_date(said.said_on), said.channel)),
        offered: offer::choices(year),
        choices: member_choices(&houses),
        channels: channels.map(|channel| Choice::new(channel.code(), channel.label())).collect(),
    })
}

pub(super) async fn enter_page(
    State(app): State<App>,
    staff: Staff,
    Ids((office, seat)): Ids<(OfficeId, SeatId)>,
    Asked(query): Asked,
) -> Page {
    render::page(&enter_form(&app, &staff, office, seat, year(&app, &query), None).await?)
}

pub(super) async fn enter(
    State(app): State<App>,
    staff: Staff,
    Ids((office, seat)): Ids<(OfficeId, SeatId)>,
    Asked(query): Asked,
    Posted(mut form): Posted,
) -> Page {
    let year = year(&app, &query);
    let channel: Option<Channel> = form.choice("channel", "お返事の方法");
    if let (Some(wish), Some(channel)) = (member_wish(&mut form, year), channel) {
        match wishes::enter(&app, &staff.actor, office, seat, year, wish, channel).await {
            Ok(()) => {
                let back = format!("/offices/{office}/visits/wishes?year={}", year.start_year());
                return render::done(&back, "訪問の希望を記録しました。");
            }
            Err(error) => refuse(&mut form, error)?,
        }
    }
    render::form_again(&enter_form(&app, &staff, office, seat, year, Some(form)).await?)
}

#[derive(Template)]
#[template(path = "visits/house.html")]
struct HousePage {
    page: PageFrame,
    back: String,
    year: FiscalYear,
    form: Form,
    name: String,
    care: String,
    offered: Offered,
}

fn house_pairs(said: Option<&HouseVisitWish>) -> Form {
    let unsaid = Offer::unsaid();
    let mut pairs = offer::pairs(said.map_or(&unsaid, |said| &said.wish.offer));
    if let Some(wish) = said.map(|said| &said.wish) {
        pairs.extend(wish.while_out.iter().flatten().map(|day| ("out", day.code().to_owned())));
        pairs.extend(wish.times.map(|times| ("times", times.to_string())));
    }
    Form::from_pairs(pairs)
}

fn house_wish(form: &mut Form, year: FiscalYear) -> Option<HouseWish> {
    let offer = offer::read(form, year);
    let out: Vec<WeekDay> = form.choices("out", "外出している曜日");
    let times = form.optional_number("times", "訪問してほしい回数", 1..=50);
    form.is_valid().then_some(())?;
    Some(HouseWish { offer: offer?, while_out: (!out.is_empty()).then(|| out.into_iter().collect()), times })
}

async fn house_form(
    app: &App,
    staff: &Staff,
    office: OfficeId,
    dwelling: DwellingId,
    year: FiscalYear,
    form: Option<Form>,
) -> Result<HousePage, WebError> {
    let page = staff.office_frame(app, office, Room::Visits).await?;
    let standing = wishes::standing(app, &staff.actor, office, year).await?;
    let (house, said) = standing.houses.into_iter().find(|(house, _)| house.id == dwelling).ok_or(WebError::NotFound)?;
    let unwilling = service::visits::unwilling(app, &staff.actor, office).await?.get(&dwelling).copied().unwrap_or_default();
    Ok(HousePage {
        page,
        back: format!("/offices/{office}/visits/wishes?year={}", year.start_year()),
        year,
        form: form.unwrap_or_else(|| house_pairs(said.as_ref())),
        name: house.name,
        care: super::care(unwilling),
        offered: offer::choices(year),
    })
}

pub(super) async fn house_page(
    State(app): State<App>,
    staff: Staff,
    Ids((office, dwelling)): Ids<(OfficeId, DwellingId)>,
    Asked(query): Asked,
) -> Page {
    render::page(&house_form(&app, &staff, office, dwelling, year(&app, &query), None).await?)
}

pub(super) async fn open_house(
    State(app): State<App>,
    staff: Staff,
    Ids((office, dwelling)): Ids<(OfficeId, DwellingId)>,
    Asked(query): Asked,
    Posted(mut form): Posted,
) -> Page {
    let year = year(&app, &query);
    if let Some(wish) = house_wish(&mut form, year) {
        match wishes::open_house(&app, &staff.actor, office, dwelling, year, wish).await {
            Ok(()) => {
                let back = format!("/offices/{office}/visits/wishes?year={}", year.start_year());
                return render::done(&back, "訪問を受け入れる日を記録しました。");
            }
            Err(error) => refuse(&mut form, error)?,
        }
    }
    render::form_again(&house_form(&app, &staff, office, dwelling, year, Some(form)).await?)
}

#[derive(Template)]
#[template(path = "member/visit_days.html")]
struct MemberPage {
    page: PageFrame,
    action: String,
    form: Form,
    name: String,
    office: String,
    phone: String,
    year: FiscalYear,
    thanked: bool,
    offered: Offered,
    choices: MemberChoices,
}

fn member_page(member: &Member, question: Question, form: Form) -> MemberPage {
    MemberPage {
        page: member.frame(question.office_name.clone()),
        action: format!("/m/{}/visit-days", member.token),
        form,
        name: question.name,
        office: question.office_name,
        phone: question.phone,
        year: question.year,
        thanked: question.said.is_some(),
        offered: offer::choices(question.year),
        choices: member_choices(&question.houses),
    }
}

pub(crate) async fn by_link(State(app): State<App>, member: Member) -> Page {
    let question = wishes::view(&app, &member.actor).await?;
    let form = member_pairs(question.said.as_ref());
    render::page(&member_page(&member, question, form))
}

pub(crate) async fn say(State(app): State<App>, member: Member, Posted(mut form): Posted) -> Page {
    let question = wishes::view(&app, &member.actor).await?;
    if let Some(wish) = member_wish(&mut form, question.year) {
        match wishes::say(&app, &member.actor, wish).await {
            Ok(()) => return render::on_to(&format!("/m/{}/visit-days", member.token)),
            Err(error) => refuse(&mut form, error)?,
        }
    }
    render::form_again(&member_page(&member, question, form))
}
