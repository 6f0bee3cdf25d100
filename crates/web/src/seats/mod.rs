//! 構成員: overview, choosing, letters, answers entered by staff, the log of contacts (4.4).

mod answer;
mod appointment;
mod choose;
mod edit;
mod excuse;
mod letter;
mod needs;
mod outreach;
mod pledge;
mod terms;

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
        .get("/offices/{office}/seats/{seat}/letter", letter::letter)
        .get("/offices/{office}/seats/{seat}/answer", answer::page)
        .post("/offices/{office}/seats/{seat}/answer", answer::send)
        .get("/offices/{office}/seats/needs", needs::page)
        .get("/offices/{office}/seats/{seat}/edit", edit::page)
        .post("/offices/{office}/seats/{seat}/edit", edit::save)
        .get("/offices/{office}/seats/{seat}/pledge", pledge::page)
        .post("/offices/{office}/seats/{seat}/pledge", pledge::send)
        .post("/offices/{office}/seats/{seat}/pledge/scan", pledge::scan)
        .get("/offices/{office}/seats/{seat}/pledge/sheet", pledge::sheet)
        .get("/offices/{office}/seats/{seat}/appointment", appointment::page)
        .get("/offices/{office}/seats/{seat}/reappoint", terms::reappoint_page)
        .post("/offices/{office}/seats/{seat}/reappoint", terms::reappoint)
        .get("/offices/{office}/seats/{seat}/visits", excuse::page)
        .post("/offices/{office}/seats/{seat}/visits", excuse::send)
        .get("/offices/{office}/seats/{seat}/end", terms::end_page)
        .post("/offices/{office}/seats/{seat}/end", terms::end)
        .get("/offices/{office}/outreach", outreach::page)
        .post("/offices/{office}/outreach", outreach::send)
        .get("/offices/{office}/outreach/proof", outreach::proof)
        .get("/offices/{office}/outreach/municipality", outreach::ask_page)
        .post("/offices/{office}/outreach/municipality", outreach::ask)
        .get("/offices/{office}/outreach/municipality/{logged}", outreach::letter)
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
        lines: overview.held.iter().filter(|held| held.seat.category == category).map(|held| line(&base, held, &overview.held)).collect(),
    };
    let groups = SeatCategory::ALL.iter().copied().map(group).collect();
    render::page(&Overview { page, groups, findings: findings::lines(office, &overview.findings), base })
}

fn line(base: &str, held: &seats::Held, all: &[seats::Held]) -> Line {
    let seat = &held.seat;
    let (about, next) = match seat.state {
        SeatState::Candidate => ("まだお願いしていません。".to_owned(), vec![("invite", "依頼する"), ("answer", "お返事を記録する")]),
        SeatState::Invited => (
            format!("{}にお願いしました。お返事の期限は{}です。", day(seat.invited_on), day(seat.reply_by)),
            vec![("answer", "お返事を記録する"), ("invite", "もう一度依頼する")],
        ),
        SeatState::Seated => match &held.pledge {
            Some(pledge) => (
                format!("{}に承諾書をいただきました（{}）。", day(Some(pledge.given_on)), pledge.channel),
                vec![("pledge", "承諾書を見る"), ("reappoint", "再任をお願いする"), ("end", "任期を終える")],
            ),
            None => (
                format!(
                    "{}に引き受けていただきました。参加承諾書をまだ受け取っていません。会議や訪問の前に受け取ってください。",
                    day(seat.answered_on)
                ),
                vec![("pledge", "承諾書を記録する"), ("end", "任期を終える")],
            ),
        },
        SeatState::Declined => {
            let said = [("理由", &seat.decline_reason), ("代わりにお願いできそうな方", &seat.nominee)];
            let said = said.iter().filter_map(|(what, text)| text.as_ref().map(|text| format!("　{what}：{text}")));
            (format!("{}に見送りのお返事をいただきました。{}", day(seat.answered_on), said.collect::<String>()), Vec::new())
        }
        SeatState::Ended => ("任期が終わりました。".to_owned(), Vec::new()),
    };
    let mut next: Vec<_> = next.into_iter().map(|(what, label)| (format!("{base}/seats/{}/{what}", seat.id), label)).collect();
    match seat.state {
        SeatState::Candidate | SeatState::Invited => next.push((format!("{base}/seats/{}/edit", seat.id), "登録内容を変える")),
        SeatState::Seated => {
            next.push((format!("{base}/seats/{}/edit", seat.id), "登録内容を変える"));
            next.push((format!("{base}/seats/new?after={}", seat.id), "後任の方を選ぶ"));
            next.push((format!("{base}/seats/{}/appointment", seat.id), "委嘱状を印刷する"));
            next.push((format!("{base}/seats/{}/visits", seat.id), "訪問しないとき"));
        }
        SeatState::Declined => next.push(after_refusal(base, seat.category, all)),
        SeatState::Ended => {}
    }
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

/// The next candidate of the same category, or the page to find one.
fn after_refusal(base: &str, category: SeatCategory, all: &[seats::Held]) -> (String, &'static str) {
    let waits = |held: &&seats::Held| held.seat.category == category && held.seat.state == SeatState::Candidate;
    match all.iter().find(waits) {
        Some(next) => (format!("{base}/seats/{}/invite", next.seat.id), "同じ区分の次の候補の方に依頼する"),
        None => (format!("{base}/seats/new?category={}", category.code()), "同じ区分の候補の方を探す"),
    }
}

fn day(day: Option<jiff::civil::Date>) -> String {
    day.map(format_date).unwrap_or_default()
}
