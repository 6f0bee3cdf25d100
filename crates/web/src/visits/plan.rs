//! Planning a visit (C1, C3): who, where, when; what staff should know beforehand stands beside the choices.

use askama::Template;
use axum::extract::State;
use model::{OfficeId, calendar::FiscalYear};
use service::{
    App,
    visits::{
        self, House, Unfit, Visitor,
        plan::{self, Error, Input},
    },
};

use crate::{
    caller::{Ids, Staff},
    components::Choice,
    errors::WebError,
    forms::Form,
    frame::{PageFrame, Room},
    meetings::optional_time,
    posted::{Asked, Posted},
    render::{self, Page},
};

#[derive(Template)]
#[template(path = "visits/plan.html")]
struct PlanPage {
    page: PageFrame,
    base: String,
    office: String,
    form: Form,
    members: Vec<Choice>,
    dwellings: Vec<Choice>,
    years: Vec<Choice>,
    modes: Vec<Choice>,
}

async fn plan_form(app: &App, staff: &Staff, office: OfficeId, form: Form) -> Result<PlanPage, WebError> {
    let page = staff.office_frame(app, office, Room::Visits).await?;
    let this_year = FiscalYear::of(app.today());
    let overview = visits::list(app, &staff.actor, office, this_year).await?;
    let years = [this_year, this_year.next(), this_year.previous()];
    Ok(PlanPage {
        page,
        base: format!("/offices/{office}/visits"),
        office: format!("/offices/{office}"),
        form,
        members: overview.visitors.iter().map(member).collect(),
        dwellings: overview.houses.iter().map(dwelling).collect(),
        years: years.map(|year| Choice::new(year.start_year().to_string(), year.to_string())).to_vec(),
        modes: super::modes(true),
    })
}

/// A member, with what is still to be done before the visit.
fn member(visitor: &Visitor) -> Choice {
    let (seat, person) = (&visitor.held.seat, &visitor.held.person);
    let before = [
        (visitor.held.pledge.is_none(), "参加承諾書がまだありません。訪問の前に受け取ってください。"),
        (seat.handbook_given_on.is_none(), "手引きをまだお渡ししていません。訪問の前にお渡しください。"),
        (seat.visit_excuse.is_some(), "訪問しないことにしている方です。"),
    ];
    let before = before.into_iter().filter(|(holds, _)| *holds).map(|(_, words)| words);
    let so_far = format!("今年度の訪問　済み{}件・予定{}件。", visitor.made, visitor.planned);
    let hint: String = std::iter::once(so_far.as_str()).chain(before).collect();
    Choice::new(seat.id.to_string(), format!("{}さん（{}）", person.name, seat.category)).with_hint(hint)
}

fn dwelling(house: &House) -> Choice {
    let so_far = format!("今年度の訪問　済み{}件・予定{}件。", house.made, house.planned);
    Choice::new(house.dwelling.id.to_string(), house.dwelling.name.clone()).with_hint(so_far + &super::care(house.unwilling))
}

pub(super) async fn page(State(app): State<App>, staff: Staff, Ids(office): Ids<OfficeId>, Asked(query): Asked) -> Page {
    let year = FiscalYear::of(app.today()).start_year().to_string();
    let asked = |name: &str, or: &str| if query.value(name).is_empty() { or.to_owned() } else { query.value(name).to_owned() };
    let pairs =
        [("dwelling", asked("dwelling", "")), ("seat", asked("seat", "")), ("year", asked("year", &year)), ("mode", "on_site".to_owned())];
    render::page(&plan_form(&app, &staff, office, Form::from_pairs(pairs)).await?)
}

pub(super) async fn send(State(app): State<App>, staff: Staff, Ids(office): Ids<OfficeId>, Posted(mut form): Posted) -> Page {
    if let Some(input) = read(&mut form) {
        let over = input.day.is_some_and(|day| day <= app.today());
        match plan::plan(&app, &staff.actor, office, input).await {
            Ok(id) => {
                let message = match over {
                    true => "訪問の予定を入れました。訪問が終わっていたら、続けて記録してください。",
                    false => "訪問の予定を入れました。訪問の前に、手引きと参加承諾書を確かめましょう。",
                };
                return render::done(&format!("/offices/{office}/visits/{id}"), message);
            }
            Err(Error::Fault(fault)) => return Err(fault.into()),
            Err(error @ Error::YearUnfit) => form.fail("year", error),
            Err(error @ (Error::OutsideYear(_) | Error::ThereAlready)) => form.fail("day", error),
            Err(error @ Error::Unfit(Unfit::Gone)) => form.fail("dwelling", error),
            Err(error @ Error::Unfit(_)) => form.fail("seat", error),
        }
    }
    render::form_again(&plan_form(&app, &staff, office, form).await?)
}

fn read(form: &mut Form) -> Option<Input> {
    let seat = form.choice("seat", "訪問する方");
    let dwelling = form.choice("dwelling", "訪問する住居");
    let year = form.choice("year", "年度");
    let day = form.optional_date("day", "訪問の日");
    let starts_at = optional_time(form, "starts_at", "始まりの時刻");
    let mode = form.optional_choice("mode", "訪問の方法");
    form.is_valid().then_some(())?;
    Some(Input { seat: seat?, dwelling: dwelling?, year: year?, day, starts_at, mode })
}
