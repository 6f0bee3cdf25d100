//! 構成員: overview, choosing, letters, answers entered by staff, the log of contacts (4.4).

mod answer;
mod choose;
mod letter;
mod outreach;

use askama::Template;
use axum::extract::State;
use model::{
    OfficeId, Vocabulary,
    calendar::format_date,
    seats::{SeatCategory, SeatState},
};
use service::{App, seats};

use crate::{
    caller::{Ids, Staff},
    components::FindingLine,
    findings,
    frame::{PageFrame, Room},
    house::House,
    render::{self, Page},
};

pub(crate) fn rooms(house: House) -> House {
    house
        .get("/offices/{office}/seats", overview)
        .get("/offices/{office}/seats/new", choose::page)
        .post("/offices/{office}/seats/new", choose::send)
        .get("/offices/{office}/seats/{seat}/invite", letter::page)
        .post("/offices/{office}/seats/{seat}/invite", letter::send)
        .get("/offices/{office}/seats/{seat}/answer", answer::page)
        .post("/offices/{office}/seats/{seat}/answer", answer::send)
        .get("/offices/{office}/seats/{seat}/end", answer::end_page)
        .post("/offices/{office}/seats/{seat}/end", answer::end)
        .get("/offices/{office}/outreach", outreach::page)
        .post("/offices/{office}/outreach", outreach::send)
}

/// A seat as the overview shows it.
struct Line {
    name: String,
    kind: String,
    state: SeatState,
    about: String,
    term: String,
    next: Vec<(String, &'static str)>,
}

/// A category with its seats.
struct Group {
    category: SeatCategory,
    required: bool,
    lines: Vec<Line>,
}

#[derive(Template)]
#[template(path = "seats/overview.html")]
struct Overview {
    page: PageFrame,
    base: String,
    groups: Vec<Group>,
    findings: Vec<FindingLine>,
}

async fn overview(State(app): State<App>, staff: Staff, Ids(office): Ids<OfficeId>) -> Page {
    let page = staff.office_frame(&app, office, Room::Seats).await?;
    let overview = seats::overview(&app, &staff.actor, office).await?;
    let base = format!("/offices/{office}");
    let group = |category: SeatCategory| Group {
        category,
        required: matches!(category, SeatCategory::Resident | SeatCategory::Family | SeatCategory::Community),
        lines: overview.held.iter().filter(|held| held.seat.category == category).map(|held| line(&base, held)).collect(),
    };
    let groups = SeatCategory::ALL.iter().copied().map(group).collect();
    render::page(&Overview { page, groups, findings: findings::lines(office, &overview.findings), base })
}

fn line(base: &str, held: &seats::Held) -> Line {
    let seat = &held.seat;
    let at = |what: &str| format!("{base}/seats/{}/{what}", seat.id);
    let day = |day: Option<jiff::civil::Date>| day.map(format_date).unwrap_or_default();
    let (about, next) = match seat.state {
        SeatState::Candidate => {
            ("まだお願いしていません。".to_owned(), vec![(at("invite"), "依頼する"), (at("answer"), "お返事を記録する")])
        }
        SeatState::Invited => (
            format!("{}にお願いしました。お返事の期限は{}です。", day(seat.invited_on), day(seat.reply_by)),
            vec![(at("answer"), "お返事を記録する"), (at("invite"), "もう一度依頼する")],
        ),
        SeatState::Seated => {
            let via = seat.answered_via.map(|via| format!("（{via}）")).unwrap_or_default();
            (
                format!("{}に承諾書をいただきました{via}。", day(held.pledge.as_ref().map(|pledge| pledge.given_on))),
                vec![(at("end"), "任期を終える")],
            )
        }
        SeatState::Declined => (
            format!("{}に辞退のお返事をいただきました。{}", day(seat.answered_on), seat.decline_reason.clone().unwrap_or_default()),
            Vec::new(),
        ),
        SeatState::Ended => ("任期が終わりました。".to_owned(), Vec::new()),
    };
    let kind = seat
        .community_kind
        .map(|kind| kind.to_string())
        .or_else(|| seat.family_standing.map(|standing| standing.to_string()))
        .unwrap_or_default();
    let term = match (seat.term_from, seat.term_until) {
        (Some(from), Some(until)) => format!("{}から{}まで", format_date(from), format_date(until)),
        _ => String::new(),
    };
    Line { name: held.person.name.clone(), kind, state: seat.state, about, term, next }
}
