//! The key by which a program of the authority reads the same as the pages show.

use askama::Template;
use axum::extract::State;
use service::{App, authorities};

use crate::{
    caller::Staff,
    frame::PageFrame,
    posted::Posted,
    render::{self, Page},
};

#[derive(Template)]
#[template(path = "authorities/key.html")]
struct KeyPage {
    page: PageFrame,
    address: String,
    secret: Option<String>,
}

fn shown(app: &App, staff: &Staff, secret: Option<String>) -> Page {
    render::page(&KeyPage { page: staff.frame(), address: format!("{}/api/v1/openapi.json", app.settings.base_url), secret })
}

pub(super) async fn page(State(app): State<App>, staff: Staff) -> Page {
    // Whoever may not look at offices sees no page about it.
    authorities::rules(&app, &staff.actor)?;
    shown(&app, &staff, None)
}

pub(super) async fn make(State(app): State<App>, staff: Staff, Posted(_): Posted) -> Page {
    let secret = authorities::make_key(&app, &staff.actor).await?;
    shown(&app, &staff, Some(secret))
}

pub(super) async fn close(State(app): State<App>, staff: Staff, Posted(_): Posted) -> Page {
    authorities::close_key(&app, &staff.actor).await?;
    render::done("/authority/key", "鍵を閉じました。この鍵を使っていたプログラムは、もう読み出せません。")
}
