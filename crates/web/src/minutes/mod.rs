//! 議事録 and the follow-up of requests and advice (4.8).

mod member;
mod voices;
mod write;

use askama::Template;
use axum::extract::State;
use model::{
    OfficeId,
    meetings::{MeetingState, MinutesState},
};
use service::{App, meetings, minutes};

use crate::{
    caller::{Ids, Staff},
    components::ListFrame,
    frame::{PageFrame, Room},
    house::House,
    meetings as meeting_pages,
    posted::Asked,
    render::{self, Page},
};

pub(crate) fn rooms(house: House) -> House {
    house
        .get("/offices/{office}/minutes", list)
        .get("/offices/{office}/minutes/{meeting}", write::page)
        .post("/offices/{office}/minutes/{meeting}", write::save)
        .post("/offices/{office}/minutes/{meeting}/autosave", write::autosave)
        .get("/offices/{office}/minutes/{meeting}/resume", write::resume)
        .post("/offices/{office}/minutes/{meeting}/forget", write::forget)
        .post("/offices/{office}/minutes/{meeting}/draft", write::draft)
        .post("/offices/{office}/minutes/{meeting}/circulate", write::circulate)
        .post("/offices/{office}/minutes/{meeting}/confirm/{seat}", write::confirm)
        .post("/offices/{office}/minutes/{meeting}/finish", write::finish)
        .post("/offices/{office}/minutes/{meeting}/reopen", write::reopen)
        .post("/offices/{office}/minutes/{meeting}/form", write::form)
        .get("/offices/{office}/voices", voices::page)
        .get("/offices/{office}/voices/{voice}", voices::edit)
        .post("/offices/{office}/voices/{voice}", voices::save)
        .get("/m/{token}/minutes", member::page)
        .post("/m/{token}/minutes", member::send)
}

#[derive(Template)]
#[template(path = "minutes/list.html")]
struct ListPage {
    page: PageFrame,
    office: String,
    list: ListFrame,
    lines: Vec<(meeting_pages::Line, &'static str)>,
}

async fn list(State(app): State<App>, staff: Staff, Ids(office): Ids<OfficeId>, Asked(query): Asked) -> Page {
    let page = staff.office_frame(&app, office, Room::Minutes).await?;
    let base = format!("/offices/{office}/minutes");
    let mut lines = Vec::new();
    for meeting in meetings::list(&app, &staff.actor, office).await? {
        if meeting.state != MeetingState::Held {
            continue;
        }
        let state = minutes::view(&app, &staff.actor, office, meeting.id).await?.minutes.map(|minutes| minutes.state);
        let word = match state {
            None => "まだ作っていません",
            Some(MinutesState::Drafted) => "作成中",
            Some(MinutesState::Circulated) => "確認依頼中",
            Some(MinutesState::Confirmed) => "確認済",
        };
        lines.push((meeting_pages::line(&base, &meeting), word));
    }
    let frame = ListFrame::read(&base, meeting_pages::ORDERS, &query);
    let (list, lines) =
        frame.arrange(lines, |(line, word)| format!("{} {word}", line.words()), |(_, word), sort| (sort == "state").then_some(*word));
    render::page(&ListPage { page, office: format!("/offices/{office}"), list, lines })
}

/// 「要望（地域の関係者）」: what an entry is, for its field.
pub(crate) fn entry_label(entry: &model::publications::PublicEntry) -> String {
    let speaker = entry.category.map_or("事業所".to_owned(), |category| category.to_string());
    format!("{}（{speaker}）", entry.kind)
}
