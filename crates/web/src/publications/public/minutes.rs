//! One publication: the page, in large letters, as plain text, as data, as a poster.

use askama::Template;
use axum::{
    extract::State,
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use model::{calendar::format_date, publications::PublicMinutes};
use service::{
    App,
    publications::public::{self, Seen},
};

use super::{answer::kept, day, formats, formats::Format, frame, structured, trail};
use crate::{
    caller::{Caller, Ids},
    components::Link,
    errors::WebError,
    frame::PageFrame,
    preferences::TextSize,
    qr,
    render::{self, Page},
};

#[derive(Template)]
#[template(path = "publications/public.html")]
struct MinutesPage {
    page: PageFrame,
    title: String,
    description: String,
    url: String,
    trail: Vec<Link>,
    published_on: String,
    held_on: String,
    version: u32,
    content: PublicMinutes,
    licence: String,
    licence_address: Option<&'static str>,
    formats: Vec<Format>,
    large: bool,
    itself: String,
    data: String,
    office_list: Link,
}

/// A publication that is shown, or the stone of one that was.
enum Found {
    Shown(Box<Seen>, PublicMinutes),
    Withdrawn(Response),
}

async fn find(app: &App, caller: &Caller, address: &str) -> Result<Found, WebError> {
    let mut seen = public::seen_at(app, address).await?;
    Ok(match seen.publication.content.take() {
        Some(content) => Found::Shown(Box::new(seen), content),
        None => Found::Withdrawn(stone(caller, &seen)?),
    })
}

#[derive(Template)]
#[template(path = "publications/stone.html")]
struct Stone {
    page: PageFrame,
    title: String,
    withdrawn_on: String,
    reason: String,
    office_list: String,
}

/// What stays at the address of something withdrawn: when, and why. It is gone (410), in every form.
fn stone(caller: &Caller, seen: &Seen) -> Page {
    let number = seen.publication.address.split('-').next().unwrap_or_default();
    let stone = Stone {
        page: frame(caller),
        title: seen.publication.title.clone(),
        withdrawn_on: seen.publication.withdrawn_at.map(day).unwrap_or_default(),
        reason: seen.publication.withdraw_reason.clone().unwrap_or_default(),
        office_list: format!("/p/offices/{number}"),
    };
    kept(render::with_status(StatusCode::GONE, &stone))
}

/// `/p/{address}`, and with an ending the same as text or data.
pub(super) async fn page(State(app): State<App>, caller: Caller, Ids(address): Ids<String>) -> Page {
    let (address, ending) = address.split_once('.').map_or((address.as_str(), ""), |(address, ending)| (address, ending));
    let (seen, content) = match find(&app, &caller, address).await? {
        Found::Shown(seen, content) => (seen, content),
        Found::Withdrawn(stone) => return Ok(stone),
    };
    match ending {
        "" => html(&app, &caller, &seen, content, false),
        "txt" => kept(text(&app, &seen, &content)),
        "json" => {
            let data = structured::of(&app, &seen, &content).to_string();
            kept(Ok(([(header::CONTENT_TYPE, "application/ld+json")], data).into_response()))
        }
        _ => Err(WebError::NotFound),
    }
}

/// `/p/{address}/large`: the same page in the largest letters, whatever the reader chose.
pub(super) async fn large(State(app): State<App>, caller: Caller, Ids(address): Ids<String>) -> Page {
    match find(&app, &caller, &address).await? {
        Found::Shown(seen, content) => html(&app, &caller, &seen, content, true),
        Found::Withdrawn(stone) => Ok(stone),
    }
}

fn html(app: &App, caller: &Caller, seen: &Seen, content: PublicMinutes, large: bool) -> Page {
    let publication = &seen.publication;
    let address = &publication.address;
    let mut page = frame(caller);
    if large {
        page.reader.text_size = TextSize::ExtraLarge;
    }
    let held_on = format_date(content.held_on);
    kept(render::page(&MinutesPage {
        page,
        title: publication.title.clone(),
        description: format!("{}の地域連携推進会議（{held_on}開催）の議事録です。", content.office_name),
        url: format!("{}/p/{address}", app.settings.base_url),
        trail: trail(seen.place),
        published_on: day(publication.published_at),
        held_on,
        version: publication.number,
        licence: seen.licence.to_string(),
        licence_address: seen.licence.address(),
        formats: formats::formats(address),
        large,
        itself: format!("/p/{address}"),
        data: structured::block(&structured::of(app, seen, &content)),
        office_list: Link {
            href: format!("/p/offices/{}", content.office_number),
            label: format!("{}の議事録の一覧", content.office_name),
        },
        content,
    }))
}

#[derive(Template)]
#[template(path = "publications/minutes.txt", escape = "none")]
struct Text<'a> {
    title: &'a str,
    held_on: String,
    published_on: String,
    version: u32,
    content: &'a PublicMinutes,
    licence: String,
    url: String,
}

fn text(app: &App, seen: &Seen, content: &PublicMinutes) -> Page {
    let text = Text {
        title: &seen.publication.title,
        held_on: format_date(content.held_on),
        published_on: day(seen.publication.published_at),
        version: seen.publication.number,
        content,
        licence: seen.licence.to_string(),
        url: format!("{}/p/{}", app.settings.base_url, seen.publication.address),
    };
    let text = text.render().map_err(|error| WebError::Broken(error.to_string()))?;
    Ok(([(header::CONTENT_TYPE, "text/plain; charset=utf-8")], text).into_response())
}

#[derive(Template)]
#[template(path = "publications/poster.html")]
struct Poster {
    page: PageFrame,
    title: String,
    office: String,
    held_on: String,
    summary: String,
    address: String,
    qr: String,
}

/// `/p/{address}/poster`: a sheet for the notice board.
pub(super) async fn poster(State(app): State<App>, caller: Caller, Ids(address): Ids<String>) -> Page {
    let (seen, content) = match find(&app, &caller, &address).await? {
        Found::Shown(seen, content) => (seen, content),
        Found::Withdrawn(stone) => return Ok(stone),
    };
    let link = caller.outside(format!("{}/p/{address}", app.settings.base_url));
    kept(render::page(&Poster {
        page: PageFrame { nav: Vec::new(), ..frame(&caller) },
        title: seen.publication.title,
        office: content.office_name,
        held_on: format_date(content.held_on),
        summary: content.summary,
        qr: qr::svg(&link)?,
        address: link,
    }))
}
