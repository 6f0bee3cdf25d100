//! The import of the national list: look first, then take over (D7).

use askama::Template;
use axum::extract::State;
use service::{
    App,
    offices::import::{self, Error, Line, Report},
};

use crate::{
    caller::Staff,
    errors::WebError,
    forms::Form,
    frame::PageFrame,
    posted::Uploaded,
    render::{self, Page},
};

/// So many rows of a table are shown; all of them come with the command.
const SHOWN: usize = 50;

#[derive(Template)]
#[template(path = "offices/import.html")]
struct ImportPage {
    page: PageFrame,
    form: Form,
    report: Option<Report>,
    done: bool,
    shown: usize,
}

impl ImportPage {
    /// What is to be looked at, with its heading.
    fn tables(&self) -> Vec<(&'static str, &[Line])> {
        match &self.report {
            Some(report) => vec![("取り込めなかった行", &report.rejected), ("確かめたい行（取り込みました）", &report.doubts)],
            None => Vec::new(),
        }
    }
}

/// Only those who may import see the page at all.
fn may(app: &App, staff: &Staff) -> Result<(), WebError> {
    Ok(app.authorise(&staff.actor, service::Action::OfficesImport, &service::Resource::installation())?)
}

pub(super) async fn page(State(app): State<App>, staff: Staff) -> Page {
    may(&app, &staff)?;
    render::page(&ImportPage { page: staff.frame(), form: Form::empty(), report: None, done: false, shown: SHOWN })
}

pub(super) async fn send(State(app): State<App>, staff: Staff, Uploaded { mut form, files }: Uploaded) -> Page {
    may(&app, &staff)?;
    let take_over = form.value("do") == "take_over";
    let Some(file) = files.into_iter().find(|file| file.field == "list") else {
        form.fail("list", "取り込むファイルを選んでください。");
        return render::form_again(&ImportPage { page: staff.frame(), form, report: None, done: false, shown: SHOWN });
    };
    match import::import(&app, &staff.actor, &file.bytes, !take_over).await {
        Ok(report) => render::page(&ImportPage { page: staff.frame(), form, report: Some(report), done: take_over, shown: SHOWN }),
        Err(Error::Fault(fault)) => Err(fault.into()),
        Err(error) => {
            form.fail("list", error);
            render::form_again(&ImportPage { page: staff.frame(), form, report: None, done: false, shown: SHOWN })
        }
    }
}
