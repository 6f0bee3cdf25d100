//! 配慮の準備 for a meeting or a visit (A13): what is prepared for whom, who sees to it, until when. Only staff of the office come here.

use askama::Template;
use axum::{extract::State, http::StatusCode};
use model::{MeetingId, OfficeId, VisitId, Vocabulary, calendar::format_date};
use service::{
    App, meetings,
    preparations::{self, Error, Input, Item, Occasion},
    visits,
};

use crate::{
    caller::{Ids, Staff},
    errors::WebError,
    forms::Form,
    frame::{PageFrame, Room},
    house::House,
    posted::Posted,
    render::{self, Page},
};

pub(crate) fn rooms(house: House) -> House {
    house
        .get("/offices/{office}/meetings/{meeting}/preparations", of_meeting)
        .post("/offices/{office}/meetings/{meeting}/preparations", keep_of_meeting)
        .get("/offices/{office}/visits/{visit}/preparations", of_visit)
        .post("/offices/{office}/visits/{visit}/preparations", keep_of_visit)
}

/// One thing on the form.
struct Line {
    key: String,
    heading: String,
    prepare: &'static str,
    done: Option<String>,
    late: bool,
}

#[derive(Template)]
#[template(path = "preparations/list.html")]
struct ListPage {
    page: PageFrame,
    base: String,
    office: String,
    title: String,
    form: Form,
    lines: Vec<Line>,
    open: usize,
}

/// What the names of the fields of a thing end with.
fn key(item: &Item) -> String {
    format!("{}-{}", item.kept.seat, item.kept.need.code())
}

fn form_of(items: &[Item]) -> Form {
    Form::from_pairs(items.iter().flat_map(|item| {
        let (key, kept) = (key(item), &item.kept);
        [
            (format!("version-{key}"), kept.version.to_string()),
            (format!("owner-{key}"), kept.owner.clone().unwrap_or_default()),
            (format!("due-{key}"), kept.due_on.map(|day| day.to_string()).unwrap_or_default()),
            (format!("done-{key}"), if kept.done_on.is_some() { "1".to_owned() } else { String::new() }),
        ]
    }))
}

/// Where a list belongs: its page, the room it stands in, what it is for.
struct Place {
    office: OfficeId,
    occasion: Occasion,
    base: String,
    room: Room,
    title: String,
}

impl Place {
    async fn meeting(app: &App, staff: &Staff, office: OfficeId, id: MeetingId) -> Result<Self, WebError> {
        let meeting = meetings::view(app, &staff.actor, office, id).await?;
        let title = meetings::title(meeting.year, meeting.number);
        Ok(Self { office, occasion: Occasion::Meeting(id), base: format!("/offices/{office}/meetings/{id}"), room: Room::Meetings, title })
    }

    async fn visit(app: &App, staff: &Staff, office: OfficeId, id: VisitId) -> Result<Self, WebError> {
        let line = visits::view(app, &staff.actor, office, id).await?;
        let title = format!("{}への訪問", line.dwelling.name);
        Ok(Self { office, occasion: Occasion::Visit(id), base: format!("/offices/{office}/visits/{id}"), room: Room::Visits, title })
    }

    async fn page(self, app: &App, staff: &Staff, form: Option<Form>) -> Result<ListPage, WebError> {
        let page = staff.office_frame(app, self.office, self.room).await?;
        let items = preparations::list(app, &staff.actor, self.office, self.occasion).await?;
        let today = app.today();
        let line = |item: &Item| Line {
            key: key(item),
            heading: format!("{}さん　{}", item.name, item.kept.need),
            prepare: item.prepare,
            done: item.kept.done_on.map(format_date),
            late: item.is_late(today),
        };
        Ok(ListPage {
            page,
            base: self.base,
            office: format!("/offices/{}", self.office),
            title: self.title,
            open: items.iter().filter(|item| item.kept.done_on.is_none()).count(),
            lines: items.iter().map(line).collect(),
            form: form.unwrap_or_else(|| form_of(&items)),
        })
    }

    async fn keep(self, app: &App, staff: &Staff, mut form: Form) -> Page {
        let items = preparations::list(app, &staff.actor, self.office, self.occasion).await?;
        let inputs: Vec<Input> = items.iter().map(|item| read(&mut form, item)).collect();
        if form.is_valid() {
            match preparations::keep(app, &staff.actor, self.office, self.occasion, inputs).await {
                Ok(()) => return render::done(&format!("{}/preparations", self.base), "配慮の準備を保存しました。"),
                Err(Error::Fault(fault)) => return Err(fault.into()),
                Err(error @ (Error::Stale | Error::Changed)) => {
                    form.fail_whole(error);
                    for item in preparations::list(app, &staff.actor, self.office, self.occasion).await? {
                        form.set(&format!("version-{}", key(&item)), item.kept.version.to_string());
                    }
                    return render::with_status(StatusCode::CONFLICT, &self.page(app, staff, Some(form)).await?);
                }
            }
        }
        render::form_again(&self.page(app, staff, Some(form)).await?)
    }
}

fn read(form: &mut Form, item: &Item) -> Input {
    let key = key(item);
    Input {
        seat: item.kept.seat,
        need: item.kept.need,
        version: form.value(format!("version-{key}")).parse().unwrap_or_default(),
        owner: form.optional(&format!("owner-{key}"), "準備する職員"),
        due_on: form.optional_date(&format!("due-{key}"), "いつまでに"),
        done: form.checked(&format!("done-{key}")),
    }
}

async fn of_meeting(State(app): State<App>, staff: Staff, Ids((office, id)): Ids<(OfficeId, MeetingId)>) -> Page {
    render::page(&Place::meeting(&app, &staff, office, id).await?.page(&app, &staff, None).await?)
}

async fn keep_of_meeting(
    State(app): State<App>,
    staff: Staff,
    Ids((office, id)): Ids<(OfficeId, MeetingId)>,
    Posted(form): Posted,
) -> Page {
    Place::meeting(&app, &staff, office, id).await?.keep(&app, &staff, form).await
}

async fn of_visit(State(app): State<App>, staff: Staff, Ids((office, id)): Ids<(OfficeId, VisitId)>) -> Page {
    render::page(&Place::visit(&app, &staff, office, id).await?.page(&app, &staff, None).await?)
}

async fn keep_of_visit(State(app): State<App>, staff: Staff, Ids((office, id)): Ids<(OfficeId, VisitId)>, Posted(form): Posted) -> Page {
    Place::visit(&app, &staff, office, id).await?.keep(&app, &staff, form).await
}
