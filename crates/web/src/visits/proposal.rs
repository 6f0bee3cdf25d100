//! A plan of the visits of a 年度 (C1–C3): proposed with its reasons, changed by hand with what speaks against it told at once, taken over.

use askama::Template;
use axum::{extract::State, http::StatusCode};
use jiff::civil::Date;
use model::{
    OfficeId,
    calendar::{FiscalYear, format_date},
};
use service::{
    App,
    visits::propose::{
        self, Chosen, Proposal, Stand,
        accept::{self, Error, Input},
    },
};

use super::{timetable::YearTable, year};
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

/// A visit in a line.
fn told(proposal: &Proposal, one: &Chosen) -> String {
    format!("{}　{}　{}", format_date(one.day), proposal.house(one.dwelling), proposal.member(one.seat))
}

/// The proposal as a form, all of it ticked.
fn form_of(proposal: &Proposal) -> Form {
    let open = || proposal.visits.iter().filter(|visit| visit.stand != Stand::Settled);
    let rows = open().enumerate().flat_map(|(place, visit)| {
        let number = place + 1;
        [
            (format!("take-{number}"), "1".to_owned()),
            (format!("day-{number}"), visit.chosen.day.to_string()),
            (format!("dwelling-{number}"), visit.chosen.dwelling.to_string()),
            (format!("seat-{number}"), visit.chosen.seat.to_string()),
        ]
    });
    let count = open().count() + EMPTY_ROWS;
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

/// What somebody who sent a proposal must do before it is taken over.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Must {
    /// Nothing, or mend what the form says.
    Nothing,
    /// Say that what speaks against it was looked at.
    Confirm,
    /// Look at what was planned in the meantime.
    LookAgain,
}

async fn proposal_page(
    app: &App,
    staff: &Staff,
    office: OfficeId,
    year: FiscalYear,
    form: Option<Form>,
    must: Must,
) -> Result<ProposalPage, WebError> {
    let page = staff.office_frame(app, office, Room::Visits).await?;
    let by_hand = form.as_ref().map(readable);
    let proposal = propose::propose(app, &staff.actor, office, year, by_hand.as_deref()).await?;
    let mut form = form.unwrap_or_else(|| form_of(&proposal));
    if must == Must::LookAgain {
        form.set("seen", proposal.seen.clone());
    }
    let chosen = by_hand.unwrap_or_else(|| readable(&form));
    let settled: Vec<Chosen> = proposal.visits.iter().filter(|visit| visit.stand == Stand::Settled).map(|visit| visit.chosen).collect();
    let cells = settled.iter().chain(&chosen).map(|one| (one.dwelling, one.day, proposal.member(one.seat))).collect();
    Ok(ProposalPage {
        page,
        base: format!("/offices/{office}/visits"),
        office: format!("/offices/{office}"),
        year,
        rows: (1..=rows(&form)).map(|number| row(&form, &proposal, number)).collect(),
        members: proposal.members.iter().map(|held| Choice::new(held.seat.id.to_string(), format!("{}さん", held.person.name))).collect(),
        dwellings: proposal.houses.iter().map(|house| Choice::new(house.id.to_string(), house.name.clone())).collect(),
        settled: settled.iter().map(|one| told(&proposal, one)).collect(),
        dropped: proposal
            .dropped
            .iter()
            .map(|visit| {
                let when = visit.day.map_or_else(|| "日はまだ決まっていません".to_owned(), format_date);
                format!("{when}　{}　{}", proposal.house(visit.dwelling), proposal.member(visit.seat))
            })
            .collect(),
        obstacles: proposal.obstacles.clone(),
        unasked: proposal.unasked.iter().map(|held| format!("{}さん", held.person.name)).collect(),
        unopened: proposal.unopened.iter().map(|house| house.name.clone()).collect(),
        speaks: proposal.speaks.clone(),
        must_confirm: must == Must::Confirm,
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
    let told = match (value("day").parse(), value("dwelling").parse(), value("seat").parse()) {
        (Ok(day), Ok(dwelling), Ok(seat)) => Some(told(proposal, &Chosen { day, dwelling, seat })),
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
    render::page(&proposal_page(&app, &staff, office, year(&app, &query), None, Must::Nothing).await?)
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
    let mut must = Must::Nothing;
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
                must = Must::Confirm;
                form.fail("despite", error);
            }
            Err(error @ Error::Stale) => {
                must = Must::LookAgain;
                form.fail_whole(error);
            }
            Err(error) => form.fail_whole(error),
        }
    }
    let page = proposal_page(&app, &staff, office, year, Some(form), must).await?;
    match must {
        Must::LookAgain => render::with_status(StatusCode::CONFLICT, &page),
        _ if page.form.is_valid() => render::page(&page),
        _ => render::form_again(&page),
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
