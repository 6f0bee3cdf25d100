//! A paper as a page: the HTML of its form in the layout of papers, with the files above it. The words stand in the form alone.

use askama::Template;
use model::OfficeId;
use service::{
    App,
    papers::{self, Asked},
};

use super::{Papers, refused};
use crate::{
    caller::Staff,
    frame::{PageFrame, Room},
    render::{self, Page},
};

#[derive(Template)]
#[template(path = "papers/paper.html")]
struct PaperPage {
    page: PageFrame,
    title: String,
    back: String,
    papers: Papers,
    paper: String,
}

/// Shows a paper; `back` is the page to which it belongs.
pub(crate) async fn show(app: &App, staff: &Staff, office: OfficeId, asked: Asked, back: String, room: Room) -> Page {
    let page = staff.office_frame(app, office, room).await?;
    let filled = papers::gather(app, &staff.actor, office, &asked).await.map_err(refused)?;
    let (title, paper) = papers::html(app, filled, None).await.map_err(refused)?;
    render::page(&PaperPage { page, title, back, papers: Papers::new(office, &asked), paper })
}
