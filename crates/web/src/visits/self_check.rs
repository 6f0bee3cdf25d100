//! 視点によるセルフチェック of a house (C8): each viewpoint with what staff see, what visitors noticed, and what became of it.

use std::collections::BTreeMap;

use askama::Template;
use axum::{extract::State, http::StatusCode};
use model::{
    DwellingId, OfficeId,
    calendar::{FiscalYear, format_date},
    visits::self_check::SelfCheck,
};
use service::{
    App,
    rows::HouseCheck,
    visits::{
        notes::{Group, prompts},
        self_check::{self, Error},
    },
};

use super::year;
use crate::{
    caller::{Ids, Staff},
    errors::WebError,
    forms::Form,
    frame::{PageFrame, Room},
    posted::{Asked, Posted},
    render::{self, Page},
};

/// A group of viewpoints on the page.
struct View {
    title: String,
    points: Vec<String>,
    before: String,
    after: String,
    /// What visitors wrote, each with its day.
    noticed: Vec<(String, String)>,
    /// What somebody else saved in the meantime, where it differs from what is in the fields.
    theirs: Vec<(&'static str, String)>,
    /// Whether a part of it is filled in, or visitors wrote of it.
    open: bool,
}

#[derive(Template)]
#[template(path = "visits/self_check.html")]
struct SelfCheckPage {
    page: PageFrame,
    base: String,
    house: String,
    year: FiscalYear,
    form: Form,
    changed: Option<String>,
    look: Vec<View>,
    ask: Vec<View>,
    their_next: Option<String>,
}

const BEFORE: &str = "訪問の前に";
const AFTER: &str = "訪問のあとに";

fn fields(group: &Group) -> (String, String) {
    (format!("before-{}", group.id), format!("after-{}", group.id))
}

fn form_of(known: Option<&HouseCheck>) -> Form {
    let mut form = Form::from_pairs([("version", known.map_or(0, |known| known.version).to_string())]);
    for check in known.iter().map(|known| &known.check) {
        let parts = [("before", &check.before), ("after", &check.after)];
        for (part, (group, text)) in parts.into_iter().flat_map(|(part, texts)| texts.iter().map(move |text| (part, text))) {
            form.add(&format!("{part}-{group}"), text.clone());
        }
        form.add("next", check.next.clone());
    }
    form
}

/// The page. With `beside`, what stands in the database is shown beside a form that says something else.
async fn shown(
    app: &App,
    staff: &Staff,
    (office, dwelling): (OfficeId, DwellingId),
    year: FiscalYear,
    form: Option<Form>,
    beside: bool,
) -> Result<SelfCheckPage, WebError> {
    let page = staff.office_frame(app, office, Room::Visits).await?;
    let sheet = self_check::view(app, &staff.actor, office, dwelling, year).await?;
    let mut form = form.unwrap_or_else(|| form_of(sheet.known.as_ref()));
    let stored = form_of(sheet.known.as_ref());
    if beside {
        // The own values stay in the fields; saving again is done on top of what is shown beside.
        form.set("version", stored.value("version"));
    }
    let differs = |name: &str| (beside && stored.value(name) != form.value(name)).then(|| stored.value(name).to_owned());
    let view = |group: &Group| {
        let (before, after) = fields(group);
        let noticed: Vec<_> =
            sheet.noticed.get(&group.id).into_iter().flatten().map(|(day, text)| (format_date(*day), text.clone())).collect();
        let theirs = [(BEFORE, differs(&before)), (AFTER, differs(&after))];
        let theirs: Vec<_> = theirs.into_iter().filter_map(|(part, text)| Some((part, text?))).collect();
        View {
            title: group.title.plain(),
            points: group.points.iter().map(|point| point.plain()).collect(),
            open: !noticed.is_empty() || !theirs.is_empty() || [&before, &after].iter().any(|name| !form.value(name).is_empty()),
            before,
            after,
            noticed,
            theirs,
        }
    };
    let prompts = prompts()?;
    Ok(SelfCheckPage {
        page,
        base: format!("/offices/{office}/visits"),
        house: sheet.house.name.clone(),
        year,
        changed: sheet.known.as_ref().map(|known| format_date(known.changed_on)),
        look: prompts.look.iter().map(view).collect(),
        ask: prompts.ask.iter().map(view).collect(),
        their_next: differs("next"),
        form,
    })
}

fn read(form: &mut Form) -> Result<Option<SelfCheck>, WebError> {
    let (mut before, mut after) = (BTreeMap::new(), BTreeMap::new());
    for group in prompts()?.groups() {
        let names = fields(group);
        for (name, texts, part) in [(names.0, &mut before, BEFORE), (names.1, &mut after, AFTER)] {
            if let Some(text) = form.optional_text(&name, &format!("{}（{part}）", group.title.plain())) {
                texts.insert(group.id.clone(), text);
            }
        }
    }
    let next = form.optional_text("next", "これからすること").unwrap_or_default();
    Ok(form.is_valid().then_some(SelfCheck { before, after, next }))
}

pub(super) async fn page(State(app): State<App>, staff: Staff, Ids(which): Ids<(OfficeId, DwellingId)>, Asked(query): Asked) -> Page {
    render::page(&shown(&app, &staff, which, year(&app, &query), None, false).await?)
}

pub(super) async fn keep(
    State(app): State<App>,
    staff: Staff,
    Ids(which): Ids<(OfficeId, DwellingId)>,
    Asked(query): Asked,
    Posted(mut form): Posted,
) -> Page {
    let year = year(&app, &query);
    let (office, dwelling) = which;
    if let Some(check) = read(&mut form)? {
        match self_check::keep(&app, &staff.actor, office, dwelling, year, super::version(&form), check).await {
            Ok(()) => {
                let back = format!("/offices/{office}/visits?year={}", year.start_year());
                return render::done(&back, "セルフチェックを保存しました。公表されず、訪問する方にも見えません。");
            }
            Err(Error::Fault(fault)) => return Err(fault.into()),
            Err(error @ Error::Stale) => {
                form.fail_whole(error);
                return render::with_status(StatusCode::CONFLICT, &shown(&app, &staff, which, year, Some(form), true).await?);
            }
            Err(error @ (Error::Nothing | Error::TooLong)) => form.fail_whole(error),
        }
    }
    render::form_again(&shown(&app, &staff, which, year, Some(form), false).await?)
}
