//! One publication: the page, in large letters, as plain text, as data, as a poster.

use askama::Template;
use axum::{
    extract::State,
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use model::{calendar::format_date, publications::PublicMinutes};
use service::{
    App, papers,
    publications::public::{self, Seen},
};

use super::super::attached::Attached;
use super::{answer::kept, day, formats, formats::Format, frame, structured, trail};
use crate::{
    caller::{Caller, Ids},
    components::Link,
    errors::WebError,
    frame::PageFrame,
    papers::refused,
    preferences::TextSize,
    render::{self, Page},
};

#[derive(Template)]
#[template(path = "publications/public.html")]
pub(in crate::publications) struct MinutesPage<'a> {
    page: PageFrame,
    title: &'a str,
    description: String,
    url: String,
    trail: Vec<Link>,
    published_on: String,
    held_on: String,
    version: u32,
    content: &'a PublicMinutes,
    licence: String,
    licence_address: Option<&'static str>,
    formats: Vec<Format>,
    large: bool,
    itself: String,
    data: String,
    office_list: Link,
    /// What is public with the minutes, as HTML.
    attached: String,
}

/// A publication that is shown, or the stone of one that was.
pub(crate) enum Found {
    /// It.
    Shown(Box<Seen>),
    /// What stands in its place.
    Withdrawn(Response),
}

/// What is at a public address.
pub(crate) async fn find(app: &App, caller: &Caller, address: &str) -> Result<Found, WebError> {
    let seen = public::seen_at(app, address).await?;
    Ok(match seen.publication.content() {
        Some(_) => Found::Shown(Box::new(seen)),
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
    let seen = match find(&app, &caller, address).await? {
        Found::Shown(seen) => seen,
        Found::Withdrawn(stone) => return Ok(stone),
    };
    let base = &app.settings.base_url;
    match ending {
        "" => whole(&app, &caller, address, &seen, false).await,
        "txt" => {
            let text = text_of(base, &seen)?.render().map_err(|error| WebError::Broken(error.to_string()))?;
            kept(Ok(([(header::CONTENT_TYPE, "text/plain; charset=utf-8")], text).into_response()))
        }
        "json" => kept(Ok(([(header::CONTENT_TYPE, "application/ld+json")], data_of(base, &seen)?).into_response())),
        _ => Err(WebError::NotFound),
    }
}

/// `/p/{address}/large`: the same page in the largest letters, whatever the reader chose.
pub(super) async fn large(State(app): State<App>, caller: Caller, Ids(address): Ids<String>) -> Page {
    match find(&app, &caller, &address).await? {
        Found::Shown(seen) => whole(&app, &caller, &address, &seen, true).await,
        Found::Withdrawn(stone) => Ok(stone),
    }
}

/// The page with the files beside the minutes, which passed the gate by themselves.
async fn whole(app: &App, caller: &Caller, address: &str, seen: &Seen, large: bool) -> Page {
    let attached = Attached::html(app, address).await?;
    kept(render::page(&MinutesPage { attached, ..minutes_of(frame(caller), &app.settings.base_url, seen, large)? }))
}

/// What is shown of a publication; nothing of one that was withdrawn.
fn shown(seen: &Seen) -> Result<&PublicMinutes, WebError> {
    seen.publication.content().ok_or(WebError::NotFound)
}

/// The page of a publication.
pub(in crate::publications) fn minutes_of<'a>(
    mut page: PageFrame,
    base: &str,
    seen: &'a Seen,
    large: bool,
) -> Result<MinutesPage<'a>, WebError> {
    let (publication, content) = (&seen.publication, shown(seen)?);
    let address = &publication.address;
    if large {
        page.reader.text_size = TextSize::ExtraLarge;
    }
    let held_on = format_date(content.held_on);
    Ok(MinutesPage {
        page,
        title: &publication.title,
        description: format!("{}の地域連携推進会議（{held_on}開催）の議事録です。", content.office_name),
        url: format!("{base}/p/{address}"),
        trail: trail(seen.place),
        published_on: day(publication.published_at),
        held_on,
        version: publication.number,
        licence: seen.licence.to_string(),
        licence_address: seen.licence.address(),
        formats: formats::formats(address),
        large,
        itself: format!("/p/{address}"),
        data: structured::block(&structured::of(base, seen, content)),
        attached: String::new(),
        office_list: Link {
            href: format!("/p/offices/{}", content.office_number),
            label: format!("{}の議事録の一覧", content.office_name),
        },
        content,
    })
}

/// A publication as data.
pub(in crate::publications) fn data_of(base: &str, seen: &Seen) -> Result<String, WebError> {
    Ok(structured::of(base, seen, shown(seen)?).to_string())
}

#[derive(Template)]
#[template(path = "publications/minutes.txt", escape = "none")]
pub(in crate::publications) struct Text<'a> {
    title: &'a str,
    held_on: String,
    published_on: String,
    version: u32,
    content: &'a PublicMinutes,
    licence: String,
    url: String,
}

/// A publication as plain text.
pub(in crate::publications) fn text_of<'a>(base: &str, seen: &'a Seen) -> Result<Text<'a>, WebError> {
    let content = shown(seen)?;
    Ok(Text {
        title: &seen.publication.title,
        held_on: format_date(content.held_on),
        published_on: day(seen.publication.published_at),
        version: seen.publication.number,
        content,
        licence: seen.licence.to_string(),
        url: format!("{base}/p/{}", seen.publication.address),
    })
}

#[derive(Template)]
#[template(path = "publications/poster.html")]
pub(in crate::publications) struct Poster {
    page: PageFrame,
    paper: String,
}

/// A sheet for the notice board, around the HTML of its form.
pub(in crate::publications) fn poster_of(page: PageFrame, paper: String) -> Poster {
    Poster { page: PageFrame { nav: Vec::new(), ..page }, paper }
}

/// `/p/{address}/poster`: a sheet for the notice board.
pub(super) async fn poster(State(app): State<App>, caller: Caller, Ids(address): Ids<String>) -> Page {
    match find(&app, &caller, &address).await? {
        Found::Shown(seen) => {
            let link = caller.outside(format!("{}/p/{address}", app.settings.base_url));
            let paper = papers::public_poster(&app, &seen.publication, link).await.map_err(refused)?;
            kept(render::page(&poster_of(frame(&caller), paper)))
        }
        Found::Withdrawn(stone) => Ok(stone),
    }
}
