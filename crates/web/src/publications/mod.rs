//! 公表: the gate, the list of an office, where else it was shown; and what everybody may read (4.9).

mod attached;
mod attachments;
mod licence;
mod marked;
mod outputs;
pub mod public;
mod review;
mod settings;
mod withdraw;

use askama::Template;
use axum::extract::State;
use model::{
    MeetingId, OfficeId, Vocabulary,
    accounts::Role,
    calendar::format_date,
    meetings::{MeetingState, PublicationChannel},
};
use service::{App, japan, meetings, publications};

use crate::{
    caller::{Ids, Staff},
    components::{Choice, Column, ListFrame},
    errors::WebError,
    forms::Form,
    frame::{PageFrame, Room},
    house::House,
    posted::{Asked, Posted},
    render::{self, Page},
};

pub use outputs::{outputs, page_outputs};

pub(crate) fn rooms(house: House) -> House {
    let house = attached::rooms(attachments::rooms(public::rooms(house)));
    house
        .get("/offices/{office}/publications", list)
        .get("/offices/{office}/publications/licence", licence::page)
        .post("/offices/{office}/publications/licence", licence::choose)
        .get("/offices/{office}/publications/{meeting}", review::page)
        .post("/offices/{office}/publications/{meeting}", review::publish)
        .post("/offices/{office}/publications/{meeting}/decisions", review::decide)
        .post("/offices/{office}/publications/{meeting}/preview", review::preview)
        .post("/offices/{office}/publications/{meeting}/agree", review::agree)
        .get("/offices/{office}/publications/{meeting}/shown", shown_page)
        .post("/offices/{office}/publications/{meeting}/shown", shown)
        .get("/offices/{office}/publications/{meeting}/withdraw", withdraw::page)
        .post("/offices/{office}/publications/{meeting}/withdraw", withdraw::send)
        .get("/offices/{office}/settings/publications", settings::page)
        .post("/offices/{office}/settings/publications", settings::send)
}

struct Line {
    title: String,
    base: String,
    public: Option<String>,
    word: String,
    elsewhere: Vec<String>,
    may_withdraw: bool,
}

#[derive(Template)]
#[template(path = "publications/list.html")]
struct ListPage {
    page: PageFrame,
    list: ListFrame,
    lines: Vec<Line>,
    /// Under which terms others may use what is published.
    terms: String,
    manages: bool,
    base: String,
}

const ORDERS: &[Column] = &[Column { key: "meeting", label: "会議の順" }, Column { key: "state", label: "公表の状態" }];

async fn list(State(app): State<App>, staff: Staff, Ids(office): Ids<OfficeId>, Asked(query): Asked) -> Page {
    let page = staff.office_frame(&app, office, Room::Publications).await?;
    let (published, shown, all) = publications::list(&app, &staff.actor, office).await?;
    let manages = staff.signed_in.account.role == Role::OfficeManager;
    let lines = all.iter().filter(|meeting| meeting.state == MeetingState::Held).map(|meeting| {
        let newest = published.iter().find(|publication| publication.meeting == meeting.id);
        let word = match newest {
            None => "まだ公表していません".to_owned(),
            Some(newest) => match newest.withdrawn_at {
                Some(at) => format!("{}に取り下げました", format_date(japan(at).date())),
                None => format!("{}から公表しています（第{}版）", format_date(japan(newest.published_at).date()), newest.number),
            },
        };
        let elsewhere = shown.iter().filter(|shown| shown.meeting == meeting.id).map(|shown| {
            let until = shown.until_day.map(|day| format!("{}まで", format_date(day))).unwrap_or_default();
            format!("{}　{}　{}から{until}", shown.channel, shown.place, format_date(shown.from_day))
        });
        Line {
            title: meetings::title(meeting.year, meeting.number),
            base: format!("/offices/{office}/publications/{}", meeting.id),
            public: newest.map(|newest| format!("/p/{}", newest.address)),
            word,
            elsewhere: elsewhere.collect(),
            may_withdraw: manages && newest.is_some_and(|newest| newest.withdrawn_at.is_none()),
        }
    });
    let frame = ListFrame::read(format!("/offices/{office}/publications"), ORDERS, &query);
    let words = |line: &Line| format!("{} {} {}", line.title, line.word, line.elsewhere.join(" "));
    let (list, lines) = frame.arrange(lines.collect(), words, |line, sort| (sort == "state").then(|| line.word.clone()));
    let terms = publications::licence::view(&app, &staff.actor, office).await?.to_string();
    render::page(&ListPage { page, list, lines, terms, manages, base: format!("/offices/{office}/publications") })
}

#[derive(Template)]
#[template(path = "publications/shown.html")]
struct ShownPage {
    page: PageFrame,
    base: String,
    form: Form,
    title: String,
    channels: Vec<Choice>,
}

async fn shown_form(app: &App, staff: &Staff, office: OfficeId, meeting: MeetingId, form: Form) -> Result<ShownPage, WebError> {
    let page = staff.office_frame(app, office, Room::Publications).await?;
    let known = meetings::view(app, &staff.actor, office, meeting).await?;
    let outside = PublicationChannel::ALL.iter().filter(|channel| **channel != PublicationChannel::PublicPage);
    let channels = outside.map(|channel| Choice::new(channel.code(), channel.label())).collect();
    Ok(ShownPage {
        page,
        base: format!("/offices/{office}/publications"),
        form,
        title: meetings::title(known.year, known.number),
        channels,
    })
}

async fn shown_page(State(app): State<App>, staff: Staff, Ids((office, meeting)): Ids<(OfficeId, MeetingId)>) -> Page {
    let form = Form::from_pairs([("from_day", app.today().to_string())]);
    render::page(&shown_form(&app, &staff, office, meeting, form).await?)
}

async fn shown(State(app): State<App>, staff: Staff, Ids((office, meeting)): Ids<(OfficeId, MeetingId)>, Posted(mut form): Posted) -> Page {
    let channel = form.choice("channel", "方法");
    let place = form.required("place", "場所");
    let from_day = form.date("from_day", "始めた日");
    let until_day = form.optional_date("until_day", "終わる日");
    if let (Some(channel), Some(place), Some(from_day), true) = (channel, place, from_day, form.is_valid()) {
        publications::note_shown(&app, &staff.actor, office, meeting, channel, place, (from_day, until_day)).await?;
        return render::done(&format!("/offices/{office}/publications"), "記録しました。");
    }
    render::form_again(&shown_form(&app, &staff, office, meeting, form).await?)
}
