//! 公表: the gate, the list of an office, where else it was shown; and what everybody may read (4.9).

mod licence;
pub mod public;

use std::collections::BTreeSet;

use askama::Template;
use axum::extract::State;
use model::{
    MeetingId, OfficeId, Vocabulary,
    accounts::Role,
    calendar::format_date,
    meetings::{MeetingState, PublicationChannel},
    publications::PublicMinutes,
};
use service::{
    App, japan, meetings,
    publications::{
        self, Check,
        release::{self, Error},
        withdraw,
    },
};

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

pub(crate) fn rooms(house: House) -> House {
    let house = public::rooms(house);
    house
        .get("/offices/{office}/publications", list)
        .get("/offices/{office}/publications/licence", licence::page)
        .post("/offices/{office}/publications/licence", licence::choose)
        .get("/offices/{office}/publications/{meeting}", gate)
        .post("/offices/{office}/publications/{meeting}", publish)
        .get("/offices/{office}/publications/{meeting}/shown", shown_page)
        .post("/offices/{office}/publications/{meeting}/shown", shown)
        .get("/offices/{office}/publications/{meeting}/withdraw", withdraw_page)
        .post("/offices/{office}/publications/{meeting}/withdraw", withdraw)
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

/// A word that the gate found.
struct Found {
    text: String,
    word: String,
    why: &'static str,
    certain: bool,
    context: String,
}

#[derive(Template)]
#[template(path = "publications/gate.html")]
struct GatePage {
    page: PageFrame,
    base: String,
    minutes: String,
    form: Form,
    title: String,
    draft: Option<PublicMinutes>,
    held_on: String,
    found: Vec<Found>,
    checks: Vec<Choice>,
    cleared: Vec<Choice>,
}

impl GatePage {
    fn blocked(&self) -> bool {
        self.found.iter().any(|found| found.certain)
    }
}

async fn gate_page(app: &App, staff: &Staff, office: OfficeId, meeting: MeetingId, form: Form) -> Result<GatePage, WebError> {
    let page = staff.office_frame(app, office, Room::Publications).await?;
    let known = meetings::view(app, &staff.actor, office, meeting).await?;
    let before = publications::before_gate(app, &staff.actor, office, meeting).await?;
    let checks = publications::checks()?.iter().map(|Check { key, text }| Choice::new(key.clone(), text.clone())).collect();
    let found: Vec<Found> = before.as_ref().map(found).unwrap_or_default();
    let possible: BTreeSet<&str> = found.iter().filter(|found| !found.certain).map(|found| found.word.as_str()).collect();
    let cleared = possible.into_iter().map(|word| Choice::new(word, format!("「{word}」は、人の名前ではありません。"))).collect();
    let draft = before.map(|before| before.draft);
    Ok(GatePage {
        page,
        base: format!("/offices/{office}/publications"),
        minutes: format!("/offices/{office}/minutes/{meeting}"),
        form,
        title: meetings::title(known.year, known.number),
        held_on: draft.as_ref().map(|draft| format_date(draft.held_on)).unwrap_or_default(),
        draft,
        found,
        checks,
        cleared,
    })
}

fn found(before: &publications::BeforeGate) -> Vec<Found> {
    let texts: Vec<&str> = before.draft.texts().collect();
    let line = |(number, span): &(usize, privacy::Span)| {
        let letters: Vec<char> = texts.get(*number).unwrap_or(&"").chars().collect();
        let around = letters[span.start.saturating_sub(12)..(span.end + 12).min(letters.len())].iter().collect();
        Found {
            text: span.text.clone(),
            word: span.word.clone(),
            why: span.why,
            certain: span.certainty == privacy::Certainty::Certain,
            context: around,
        }
    };
    before.seen.iter().map(line).collect()
}

async fn gate(State(app): State<App>, staff: Staff, Ids((office, meeting)): Ids<(OfficeId, MeetingId)>) -> Page {
    render::page(&gate_page(&app, &staff, office, meeting, Form::empty()).await?)
}

async fn publish(
    State(app): State<App>,
    staff: Staff,
    Ids((office, meeting)): Ids<(OfficeId, MeetingId)>,
    Posted(mut form): Posted,
) -> Page {
    let ticked: BTreeSet<String> = form.choices("checks", "確かめること").into_iter().collect();
    let cleared: BTreeSet<String> = form.choices("cleared", "名前ではない言葉").into_iter().collect();
    match release::release(&app, &staff.actor, office, meeting, release::Input { ticked, cleared }).await {
        Ok(address) => render::done(&format!("/p/{address}"), "公表しました。このページは、どなたでも読むことができます。"),
        Err(Error::Fault(fault)) => Err(fault.into()),
        Err(error) => {
            match &error {
                Error::Unchecked => form.fail("checks", &error),
                _ => form.fail_whole(&error),
            }
            render::form_again(&gate_page(&app, &staff, office, meeting, form).await?)
        }
    }
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

#[derive(Template)]
#[template(path = "publications/withdraw.html")]
struct WithdrawPage {
    page: PageFrame,
    base: String,
    form: Form,
    title: String,
}

async fn withdraw_form(
    app: &App,
    staff: &Staff,
    office: OfficeId,
    meeting: MeetingId,
    form: Form,
) -> Result<(WithdrawPage, String), WebError> {
    let page = staff.office_frame(app, office, Room::Publications).await?;
    let (published, _, _) = publications::list(app, &staff.actor, office).await?;
    let newest = published.into_iter().find(|publication| publication.meeting == meeting && publication.withdrawn_at.is_none());
    let newest = newest.filter(|_| staff.signed_in.account.role == Role::OfficeManager).ok_or(WebError::NotFound)?;
    Ok((WithdrawPage { page, base: format!("/offices/{office}/publications"), form, title: newest.title }, newest.address))
}

async fn withdraw_page(State(app): State<App>, staff: Staff, Ids((office, meeting)): Ids<(OfficeId, MeetingId)>) -> Page {
    render::page(&withdraw_form(&app, &staff, office, meeting, Form::empty()).await?.0)
}

async fn withdraw(
    State(app): State<App>,
    staff: Staff,
    Ids((office, meeting)): Ids<(OfficeId, MeetingId)>,
    Posted(mut form): Posted,
) -> Page {
    let (_, address) = withdraw_form(&app, &staff, office, meeting, Form::empty()).await?;
    let reason = form.required_text("reason", "取り下げの理由");
    if form.value("confirm_word").trim() != "取り下げる" {
        form.fail("confirm_word", "確認のため「取り下げる」と入力してください。");
    }
    if let (Some(reason), true) = (reason, form.is_valid()) {
        return match withdraw::withdraw(&app, &staff.actor, office, &address, &reason).await {
            Ok(()) => render::done(
                &format!("/offices/{office}/publications"),
                "公表を取り下げました。公表ページには、取り下げた日だけが残ります。",
            ),
            Err(Error::Fault(fault)) => Err(fault.into()),
            Err(_) => {
                form.fail("reason", "名簿にあるお名前と思われる言葉が入っています。お名前の出ない書き方に直してください。");
                render::form_again(&withdraw_form(&app, &staff, office, meeting, form).await?.0)
            }
        };
    }
    render::form_again(&withdraw_form(&app, &staff, office, meeting, form).await?.0)
}
