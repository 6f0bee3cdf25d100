//! How an official writes a rulebook: the same text as in `docs/`.

use std::sync::LazyLock;

use askama::Template;
use axum::extract::State;
use pulldown_cmark::{Options, Parser, html};
use service::{App, authorities};

use crate::{
    caller::Staff,
    frame::PageFrame,
    render::{self, Page},
};

const GUIDE: &str = include_str!("../../../../docs/rulebooks.md");

/// The text without its title, as HTML. It is part of the program, so that nothing in it has to be distrusted.
static SHOWN: LazyLock<String> = LazyLock::new(|| {
    let body = GUIDE.split_once('\n').map_or(GUIDE, |(_, body)| body);
    let mut shown = String::new();
    html::push_html(&mut shown, Parser::new_ext(body, Options::ENABLE_TABLES));
    shown
});

#[derive(Template)]
#[template(path = "authorities/guide.html")]
struct GuidePage {
    page: PageFrame,
    text: &'static str,
}

pub(super) async fn page(State(app): State<App>, staff: Staff) -> Page {
    authorities::rules(&app, &staff.actor)?;
    render::page(&GuidePage { page: staff.frame(), text: &SHOWN })
}
