//! Reminders in bulk: who gets what, then mails and letters, and a log of who got what when (D6).

use std::collections::BTreeSet;

use askama::Template;
use axum::extract::State;
use model::{
    OfficeId,
    calendar::format_date,
    matters::{MatterKind, MatterState},
};
use service::{
    App, authorities,
    matters::{
        calls, oversee,
        reminders::{self, Error, Input},
    },
};

use crate::{
    authorities::view_of,
    caller::Staff,
    components::{Choice, Column, ListFrame},
    errors::WebError,
    forms::Form,
    frame::PageFrame,
    posted::{Asked, Posted},
    render::{self, Page},
};

struct Line {
    href: String,
    title: String,
    sent: String,
}

#[derive(Template)]
#[template(path = "matters/authority/reminders.html")]
struct LogPage {
    page: PageFrame,
    list: ListFrame,
    lines: Vec<Line>,
}

const COLUMNS: &[Column] = &[Column { key: "sent", label: "送った日" }, Column { key: "title", label: "件名" }];

pub(super) async fn log(State(app): State<App>, staff: Staff, Asked(query): Asked) -> Page {
    let sent = calls::list(&app, &staff.actor).await?.into_iter().filter(|call| call.kind == MatterKind::Reminder);
    let lines =
        sent.map(|call| Line { href: format!("/authority/calls/{}", call.id), sent: format_date(call.opened_on), title: call.title });
    let frame = ListFrame::read("/authority/reminders", COLUMNS, &query);
    let words = |line: &Line| format!("{} {}", line.title, line.sent);
    // They come newest first.
    let (list, lines) = frame.arrange(lines.collect(), words, |line, sort| (sort == "title").then(|| line.title.clone()));
    render::page(&LogPage { page: staff.frame(), list, lines })
}

#[derive(Template)]
#[template(path = "matters/authority/reminder_new.html")]
struct NewPage {
    page: PageFrame,
    area: &'static str,
    form: Form,
    offices: Vec<Choice>,
}

async fn compose(app: &App, staff: &Staff, form: Form) -> Result<NewPage, WebError> {
    let area = oversee::area_of(app, &staff.actor)?;
    let all = oversee::offices(app, &staff.actor).await?;
    let choice = |office: service::rows::Addressee| {
        Choice::new(office.id.to_string(), format!("{}（{}）", office.name, office.number)).with_hint(office.address)
    };
    let (chosen, others): (Vec<_>, Vec<_>) = all.into_iter().partition(|office| form.has("office", office.id.to_string()));
    Ok(NewPage { page: staff.frame(), area: area.name, offices: chosen.into_iter().chain(others).map(choice).collect(), form })
}

/// Chosen offices come by `office=…`, by what the list of offices was asked for (`rule=…`, `status=…`), or by a call that they have not answered (`call=…`).
pub(super) async fn new_page(State(app): State<App>, staff: Staff, Asked(mut query): Asked) -> Page {
    let mut chosen: Vec<OfficeId> = query.choices("office", "事業所");
    let (mut title, mut text) = ("地域連携推進会議についてのお知らせ".to_owned(), String::new());
    let (_, view) = view_of(&query);
    if view.rule.is_some() || view.status.is_some() {
        chosen.extend(authorities::chosen(&app, &staff.actor, &view).await?);
        let (_, book) = authorities::rules(&app, &staff.actor)?;
        let rule = view.rule.as_deref().and_then(|id| book.versions(id).next());
        let sentence = rule.map(|rule| format!("\n\n{}", rule.sentence)).unwrap_or_default();
        text = format!("次のことについて、ご確認をお願いします。{sentence}");
    }
    if let Ok(call) = query.value("call").parse() {
        let view = calls::view(&app, &staff.actor, call).await?;
        title = format!("{}（お返事のお願い）", view.call.title);
        text = "まだお返事をいただいていません。Engawaの「行政」の画面から、お返事をお願いします。".to_owned();
        let open = view.matters.iter().filter(|seen| seen.matter.state == MatterState::AwaitsOffice);
        chosen.extend(open.map(|seen| seen.matter.office));
    }
    let offices = chosen.into_iter().map(|id| ("office", id.to_string()));
    let form = Form::from_pairs(offices.chain([("title", title), ("body", text)]));
    render::page(&compose(&app, &staff, form).await?)
}

struct Recipient {
    office: String,
    number: String,
    way: String,
}

#[derive(Template)]
#[template(path = "matters/authority/reminder_preview.html")]
struct PreviewPage {
    page: PageFrame,
    title: String,
    text: String,
    due: Option<String>,
    recipients: Vec<Recipient>,
    by_mail: usize,
    /// What is sent once it is agreed on.
    fields: Vec<(&'static str, String)>,
}

pub(super) async fn preview(State(app): State<App>, staff: Staff, Posted(mut form): Posted) -> Page {
    oversee::area_of(&app, &staff.actor)?;
    if let Some(input) = read(&mut form) {
        match reminders::preview(&app, &staff.actor, &input.offices).await {
            Ok(seen) => {
                let recipients = seen.iter().map(|one| Recipient {
                    office: one.office.name.clone(),
                    number: one.office.number.to_string(),
                    way: if one.mails > 0 {
                        format!("メール（{}件）", one.mails)
                    } else {
                        "書面（メールの宛先がありません）".to_owned()
                    },
                });
                let offices = input.offices.iter().map(|id| ("office", id.to_string()));
                let due = input.due_on.map(|day| day.to_string()).unwrap_or_default();
                return render::page(&PreviewPage {
                    page: staff.frame(),
                    by_mail: seen.iter().filter(|one| one.mails > 0).count(),
                    recipients: recipients.collect(),
                    due: input.due_on.map(format_date),
                    fields: offices.chain([("title", input.title.clone()), ("body", input.text.clone()), ("due_on", due)]).collect(),
                    title: input.title,
                    text: input.text,
                });
            }
            Err(error) => refuse(&mut form, error)?,
        }
    }
    render::form_again(&compose(&app, &staff, form).await?)
}

pub(super) async fn send(State(app): State<App>, staff: Staff, Posted(mut form): Posted) -> Page {
    oversee::area_of(&app, &staff.actor)?;
    if let Some(input) = read(&mut form) {
        match reminders::send(&app, &staff.actor, input).await {
            Ok(id) => {
                let message = "お知らせを送りました。メールの届かない事業所には、書面を印刷してお送りください。";
                return render::done(&format!("/authority/calls/{id}"), message);
            }
            Err(error) => refuse(&mut form, error)?,
        }
    }
    render::form_again(&compose(&app, &staff, form).await?)
}

fn read(form: &mut Form) -> Option<Input> {
    let offices: BTreeSet<OfficeId> = form.choices("office", "事業所").into_iter().collect();
    if offices.is_empty() {
        form.fail("office", Error::Nobody);
    }
    let title = form.required("title", "件名");
    let text = form.required_text("body", "本文");
    let due_on = form.optional_date("due_on", "期限");
    if !form.is_valid() {
        return None;
    }
    Some(Input { offices, title: title?, text: text?, due_on })
}

fn refuse(form: &mut Form, error: Error) -> Result<(), WebError> {
    match error {
        Error::Fault(fault) => return Err(fault.into()),
        Error::Nobody => form.fail("office", error),
        Error::DuePast => form.fail("due_on", error),
    }
    Ok(())
}
