//! A plan of the visits of a 年度 (C1–C3): proposed with its reasons, changed by hand with what speaks against it told at once, taken over.

use askama::Template;
use axum::{extract::State, http::StatusCode};
use jiff::civil::Date;
use model::{DwellingId, OfficeId, SeatId, calendar::FiscalYear, calendar::format_date};
use service::{
    App,
    visits::propose::{
        self, Chosen, Proposal, Stand,
        accept::{self, Error, Input},
    },
};

use super::{timetable::YearTable, wishes::year};
use crate::{
    caller::{Ids, Staff},
    components::Choice,
    errors::WebError,
    forms::Form,
    frame::{PageFrame, Room},
    posted::{Asked, Posted},
    render::{self, Page},
};

/// So many empty rows are there for visits added by hand.
const EMPTY_ROWS: usize = 2;
/// No form has more rows.
const MOST_ROWS: usize = 2000;

/// A visit on the form.
struct Row {
    number: usize,
    /// The visit in a line; of an empty row, what it is for.
    heading: String,
    badge: &'static str,
    because: Vec<String>,
    /// Whether its fields are to be seen at once.
    open: bool,
}

#[derive(Template)]
#[template(path = "visits/proposal.html")]
struct ProposalPage {
    page: PageFrame,
    base: String,
    office: String,
    year: FiscalYear,
    form: Form,
    rows: Vec<Row>,
    members: Vec<Choice>,
    dwellings: Vec<Choice>,
    settled: Vec<String>,
    dropped: Vec<String>,
    obstacles: Vec<String>,
    unasked: Vec<String>,
    unopened: Vec<String>,
    speaks: Vec<String>,
    must_confirm: bool,
    table: YearTable,
    this_year: FiscalYear,
}

impl ProposalPage {
    /// The other 年度 that can be planned.
    fn other_years(&self) -> impl Iterator<Item = FiscalYear> {
        [self.this_year, self.this_year.next()].into_iter().filter(|year| *year != self.year)
    }
}

/// How houses and members are called on the page.
struct Called<'a>(&'a Proposal);

impl Called<'_> {
    fn house(&self, id: DwellingId) -> String {
        self.0.houses.iter().find(|house| house.id == id).map_or("（閉じた住居）".to_owned(), |house| house.name.clone())
    }

    fn member(&self, id: SeatId) -> String {
        self.0
            .members
            .iter()
            .find(|held| held.seat.id == id)
            .map_or("（退任した方）".to_owned(), |held| format!("{}さん", held.person.name))
    }

    fn told(&self, one: &Chosen) -> String {
        format!("{}　{}　{}", format_date(one.day), self.house(one.dwelling), self.member(one.seat))
    }
}

/// The proposal as a form, all of it ticked.
fn form_of(proposal: &Proposal) -> Form {
    let open = proposal.visits.iter().filter(|visit| visit.stand != Stand::Settled);
    let rows = open.enumerate().flat_map(|(place, visit)| {
        let number = place + 1;
        [
            (format!("take-{number}"), "1".to_owned()),
            (format!("day-{number}"), visit.chosen.day.to_string()),
            (format!("dwelling-{number}"), visit.chosen.dwelling.to_string()),
            (format!("seat-{number}"), visit.chosen.seat.to_string()),
        ]
    });
    let count = proposal.visits.iter().filter(|visit| visit.stand != Stand::Settled).count() + EMPTY_ROWS;
    Form::from_pairs(rows.chain([("rows".to_owned(), count.to_string()), ("seen".to_owned(), proposal.seen.clone())]))
}

/// How many rows a form has.
fn rows(form: &Form) -> usize {
    form.value("rows").parse().unwrap_or(0).min(MOST_ROWS)
}

/// The ticked rows, as far as they read; messages at the others.
fn read(form: &mut Form) -> Vec<Chosen> {
    let mut chosen = Vec::new();
    for number in 1..=rows(form) {
        if !form.checked(&format!("take-{number}")) {
            continue;
        }
        let day: Option<Date> = form.date(&format!("day-{number}"), &format!("{number}番目の訪問の日"));
        let dwelling = form.choice(&format!("dwelling-{number}"), &format!("{number}番目の訪問の住居"));
        let seat = form.choice(&format!("seat-{number}"), &format!("{number}番目の訪問の方"));
        if let (Some(day), Some(dwelling), Some(seat)) = (day, dwelling, seat) {
            chosen.push(Chosen { day, dwelling, seat });
        }
    }
    chosen
}

/// What of a form reads, without a word about the rest: for showing while somebody writes.
fn readable(form: &Form) -> Vec<Chosen> {
    read(&mut form.clone())
}

async fn proposal_page(
    app: &App,
    staff: &Staff,
    office: OfficeId,
    year: FiscalYear,
    form: Option<Form>,
    must_confirm: bool,
) -> Result<ProposalPage, WebError> {
    let page = staff.office_frame(app, office, Room::Visits).await?;
    let proposal = propose::propose(app, &staff.actor, office, year).await?;
    let form = form.unwrap_or_else(|| form_of(&proposal));
    let chosen = readable(&form);
    let speaks = propose::check(app, &staff.actor, office, year, &chosen).await?;
    let called = Called(&proposal);
    let settled: Vec<Chosen> = proposal.visits.iter().filter(|visit| visit.stand == Stand::Settled).map(|visit| visit.chosen).collect();
    let cells = settled.iter().chain(&chosen).map(|one| (one.dwelling, one.day, called.member(one.seat))).collect();
    Ok(ProposalPage {
        page,
        base: format!("/offices/{office}/visits"),
        office: format!("/offices/{office}"),
        year,
        rows: (1..=rows(&form)).map(|number| row(&form, &proposal, number)).collect(),
        members: proposal.members.iter().map(|held| Choice::new(held.seat.id.to_string(), format!("{}さん", held.person.name))).collect(),
        dwellings: proposal.houses.iter().map(|house| Choice::new(house.id.to_string(), house.name.clone())).collect(),
        settled: settled.iter().map(|one| called.told(one)).collect(),
        dropped: proposal
            .dropped
            .iter()
            .map(|visit| {
                let when = visit.day.map_or_else(|| "日はまだ決まっていません".to_owned(), format_date);
                format!("{when}　{}　{}", called.house(visit.dwelling), called.member(visit.seat))
            })
            .collect(),
        obstacles: proposal.obstacles.clone(),
        unasked: proposal.unasked.iter().map(|held| format!("{}さん", held.person.name)).collect(),
        unopened: proposal.unopened.iter().map(|house| house.name.clone()).collect(),
        speaks,
        must_confirm,
        table: YearTable::of(year, proposal.houses.iter().map(|house| (house.id, house.name.clone())), cells),
        this_year: FiscalYear::of(proposal.on),
        form,
    })
}

/// A row as it stands on the form; the planner's reasons as long as it is the planner's visit.
fn row(form: &Form, proposal: &Proposal, number: usize) -> Row {
    let value = |name: &str| form.value(format!("{name}-{number}")).to_owned();
    let is = |one: &Chosen| {
        (one.day.to_string(), one.dwelling.to_string(), one.seat.to_string()) == (value("day"), value("dwelling"), value("seat"))
    };
    let proposed = proposal.visits.iter().find(|visit| is(&visit.chosen));
    let empty = ["day", "dwelling", "seat"].iter().all(|name| value(name).is_empty());
    let fields = ["day", "dwelling", "seat"].map(|name| format!("{name}-{number}"));
    let called = Called(proposal);
    let told = match (value("day").parse(), value("dwelling").parse(), value("seat").parse()) {
        (Ok(day), Ok(dwelling), Ok(seat)) => Some(called.told(&Chosen { day, dwelling, seat })),
        _ => None,
    };
    Row {
        number,
        open: fields.iter().any(|name| form.error(name).is_some()) || (told.is_none() && !empty),
        heading: told.unwrap_or_else(|| if empty { "ほかの訪問を足す".to_owned() } else { format!("{number}番目の訪問") }),
        badge: match proposed.map(|visit| (visit.stand, visit.on_site)) {
            Some((Stand::Kept, _)) => "前からの予定",
            Some((_, true)) => "新しい予定",
            Some((_, false)) => "新しい予定・オンライン",
            None if empty => "",
            None => "手で変えた予定",
        },
        because: proposed.map(|visit| visit.because.clone()).unwrap_or_default(),
    }
}

pub(super) async fn page(State(app): State<App>, staff: Staff, Ids(office): Ids<OfficeId>, Asked(query): Asked) -> Page {
    render::page(&proposal_page(&app, &staff, office, year(&app, &query), None, false).await?)
}

pub(super) async fn send(
    State(app): State<App>,
    staff: Staff,
    Ids(office): Ids<OfficeId>,
    Asked(query): Asked,
    Posted(mut form): Posted,
) -> Page {
    let year = year(&app, &query);
    let chosen = read(&mut form);
    let (mut must_confirm, mut status) = (false, StatusCode::OK);
    if form.is_valid() && form.value("do") == "accept" {
        let input = Input { chosen, seen: form.value("seen").to_owned(), despite: form.checked("despite") };
        match accept::accept(&app, &staff.actor, office, year, input).await {
            Ok(accepted) => {
                let cancelled =
                    if accepted.cancelled > 0 { format!("{}件を中止にしました。", accepted.cancelled) } else { String::new() };
                let message = format!("訪問の予定を{}件入れました。{cancelled}続けて、訪問する方に知らせましょう。", accepted.new);
                return render::done(&format!("/offices/{office}/visits/tell?year={}", year.start_year()), &message);
            }
            Err(Error::Fault(fault)) => return Err(fault.into()),
            Err(error @ Error::Speaks(_)) => {
                must_confirm = true;
                form.fail("despite", error);
            }
            Err(error @ Error::Stale) => {
                status = StatusCode::CONFLICT;
                form.fail_whole(error);
                form.set("seen", propose::propose(&app, &staff.actor, office, year).await?.seen);
            }
            Err(error) => form.fail_whole(error),
        }
    }
    let page = proposal_page(&app, &staff, office, year, Some(form), must_confirm).await?;
    match status {
        StatusCode::OK if page.form.is_valid() => render::page(&page),
        StatusCode::OK => render::form_again(&page),
        status => render::with_status(status, &page),
    }
}

#[derive(Template)]
#[template(path = "visits/speaks.html")]
struct SpeaksPart {
    speaks: Vec<String>,
}

/// What speaks against a form, for the module that shows it while somebody chooses. Nothing is kept.
pub(super) async fn check(
    State(app): State<App>,
    staff: Staff,
    Ids(office): Ids<OfficeId>,
    Asked(query): Asked,
    Posted(form): Posted,
) -> Page {
    let chosen = readable(&form);
    let speaks = propose::check(&app, &staff.actor, office, year(&app, &query), &chosen).await?;
    render::page(&SpeaksPart { speaks })
}
