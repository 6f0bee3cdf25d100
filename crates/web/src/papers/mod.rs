//! 書類: every paper of the year in one room, each in every format; and the one line by which pages lead to their papers (B2, H2, H3).

mod links;
mod public;
mod shown;

use std::str::FromStr;

use askama::Template;
use axum::{
    extract::State,
    http::{
        HeaderValue,
        header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE},
    },
    response::{IntoResponse, Response},
};
use model::{OfficeId, Vocabulary, calendar::FiscalYear};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use service::{
    App,
    papers::{self, Asked as Wanted, Error, Format, Paper, Size, Way},
};

use crate::{
    caller::{Ids, Staff},
    errors::WebError,
    forms::Form,
    frame::{PageFrame, Room},
    house::House,
    posted::Asked,
    render::{self, Page},
};

pub(crate) use links::Papers;
pub(crate) use shown::show;

pub(crate) fn rooms(house: House) -> House {
    house
        .get("/offices/{office}/papers", room)
        .get("/offices/{office}/papers/{paper}", download)
        .get("/p/{address}/papers/{paper}", public::download)
}

/// A paper as the room shows it.
struct Line {
    title: String,
    purpose: &'static str,
    missing: Option<(&'static str, String)>,
    papers: Papers,
}

#[derive(Template)]
#[template(path = "papers/room.html")]
struct RoomPage {
    page: PageFrame,
    base: String,
    year: FiscalYear,
    lines: Vec<Line>,
}

async fn room(State(app): State<App>, staff: Staff, Ids(office): Ids<OfficeId>, Asked(query): Asked) -> Page {
    let page = staff.office_frame(&app, office, Room::Papers).await?;
    let year = query.year().unwrap_or_else(|| FiscalYear::of(app.today()));
    let lines = papers::of_year(&app, &staff.actor, office, year).await?.into_iter().map(|line| {
        let title =
            if line.about.is_empty() { line.asked.paper.label().to_owned() } else { format!("{}　{}", line.asked.paper, line.about) };
        Line {
            title,
            purpose: links::purpose(line.asked.paper),
            missing: line.missing.map(|missing| (missing, links::mend(office, &line))),
            papers: Papers::new(office, &line.asked),
        }
    });
    render::page(&RoomPage { page, base: format!("/offices/{office}"), year, lines: lines.collect() })
}

/// A file of a paper; `agenda.pdf?of=…&size=14`. HTML is shown as a page of ours, to be read and printed.
async fn download(State(app): State<App>, staff: Staff, Ids((office, name)): Ids<(OfficeId, String)>, Asked(query): Asked) -> Page {
    let (paper, format) = named::<Paper>(&name)?;
    let of = Some(query.value("of").to_owned()).filter(|of| !of.is_empty());
    let wanted = Wanted { paper, of, year: query.year() };
    if format == Format::Html {
        return show(&app, &staff, office, wanted, format!("/offices/{office}/papers"), Room::Papers).await;
    }
    let filled = papers::gather(&app, &staff.actor, office, &wanted).await.map_err(refused)?;
    let bytes = papers::print(&app, filled, way(format, &query)).await.map_err(refused)?;
    Ok(private_file(bytes, format, (paper.label(), paper.code())))
}

/// A file under its title and code. Names stand in it: nobody keeps it on the way.
pub(crate) fn private_file(bytes: Vec<u8>, format: Format, (title, code): (&str, &str)) -> Response {
    let mut response = file(bytes, format, (title, &format!("{code}.{}", format.extension())));
    response.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("private, no-store"));
    response
}

/// The paper and the format of a file's name.
pub(crate) fn named<P: FromStr>(name: &str) -> Result<(P, Format), WebError> {
    let (paper, ending) = name.rsplit_once('.').ok_or(WebError::NotFound)?;
    Ok((paper.parse().map_err(|_| WebError::NotFound)?, Format::from_extension(ending).ok_or(WebError::NotFound)?))
}

/// How a paper is wanted; what is not asked for is as each reader needs it.
pub(crate) fn way(format: Format, query: &Form) -> Way {
    let size = query.value("size").parse().ok().and_then(Size::from_points);
    let ruby = match query.value("ruby") {
        "on" => Some(true),
        "off" => Some(false),
        _ => None,
    };
    Way { format, size, ruby }
}

/// A file under its title, and for old programs a plain name: nobody's name stands in them.
fn file(bytes: Vec<u8>, format: Format, (title, plain): (&str, &str)) -> Response {
    let name = format!("{title}.{}", format.extension());
    let encoded = utf8_percent_encode(&name, NON_ALPHANUMERIC);
    let headers = [
        (CONTENT_TYPE, format.media_type().to_owned()),
        (CONTENT_DISPOSITION, format!("attachment; filename=\"{plain}\"; filename*=UTF-8''{encoded}")),
    ];
    (headers, bytes).into_response()
}

/// Why there is no paper, as a page.
pub(crate) fn refused(error: Error) -> WebError {
    match error {
        Error::Fault(fault) => fault.into(),
        Error::TooEarly(_) | Error::Paper(_) => WebError::NoPaper(error.to_string()),
    }
}
