//! What an authority asks of all its offices: the list, and a new survey or report (D2, D4, D10).

use askama::Template;
use axum::extract::State;
use jiff::ToSpan;
use model::{
    Vocabulary,
    calendar::{FiscalYear, format_date},
    matters::{MatterKind, Recipient, Scope},
};
use service::{
    App,
    matters::{
        calls::{self, Asked as AskedFor, Error, Input},
        oversee,
    },
};

use crate::{
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
    kind: String,
    title: String,
    year: String,
    opened: String,
    due: String,
    closed: bool,
}

#[derive(Template)]
#[template(path = "matters/authority/calls.html")]
struct CallsPage {
    page: PageFrame,
    area: &'static str,
    list: ListFrame,
    lines: Vec<Line>,
}

const COLUMNS: &[Column] = &[
    Column { key: "opened", label: "依頼した日" },
    Column { key: "title", label: "依頼" },
    Column { key: "year", label: "年度" },
    Column { key: "due", label: "期限" },
    Column { key: "closed", label: "状態" },
];

pub(super) async fn list(State(app): State<App>, staff: Staff, Asked(query): Asked) -> Page {
    let area = oversee::area_of(&app, &staff.actor)?;
    let all = calls::list(&app, &staff.actor).await?;
    let lines = all.into_iter().filter(|call| call.kind != MatterKind::Reminder).map(|call| Line {
        href: format!("/authority/calls/{}", call.id),
        kind: call.kind.to_string(),
        year: call.year.to_string(),
        opened: format_date(call.opened_on),
        due: call.due_on.map(format_date).unwrap_or_default(),
        closed: call.closed_on.is_some(),
        title: call.title,
    });
    let words = |line: &Line| format!("{} {} {}", line.title, line.kind, line.year);
    let frame = ListFrame::read("/authority/calls", COLUMNS, &query);
    // They come newest first.
    let (list, lines) = frame.arrange(lines.collect(), words, |line, sort| match sort {
        "title" => line.title.clone(),
        "year" => line.year.clone(),
        "due" => line.due.clone(),
        "closed" => u8::from(line.closed).to_string(),
        _ => String::new(),
    });
    render::page(&CallsPage { page: staff.frame(), area: area.name, list, lines })
}

#[derive(Template)]
#[template(path = "matters/authority/call_new.html")]
struct NewPage {
    page: PageFrame,
    area: &'static str,
    form: Form,
    survey: bool,
    years: Vec<Choice>,
    scopes: Vec<Choice>,
    recipients: Vec<Choice>,
}

fn compose(app: &App, staff: &Staff, form: Form) -> Result<NewPage, WebError> {
    let area = oversee::area_of(app, &staff.actor)?;
    Ok(NewPage {
        page: staff.frame(),
        area: area.name,
        survey: form.value("kind") != MatterKind::Report.code(),
        form,
        years: super::years(app),
        scopes: Choice::all::<Scope>(),
        recipients: Choice::all::<Recipient>(),
    })
}

pub(super) async fn new_page(State(app): State<App>, staff: Staff, Asked(query): Asked) -> Page {
    let area = oversee::area_of(&app, &staff.actor)?;
    let survey = query.value("kind") != MatterKind::Report.code();
    let this_year = FiscalYear::of(app.today());
    let year = if survey { this_year.next() } else { this_year };
    let designates = model::jurisdictions::designates(area.code);
    let scope = if survey || !designates { Scope::Located } else { Scope::Designated };
    let recipient = if designates { Recipient::Designator } else { Recipient::Municipality };
    let (title, text) = if survey {
        (
            format!("{year}の地域連携推進会議の開催日程について"),
            format!(
                "{year}に予定している地域連携推進会議の日時を、お知らせください。まだ仮の予定でもかまいません。職員の出席を調整するために使います。"
            ),
        )
    } else {
        (
            format!("{year}の地域連携推進会議の実施状況の報告について"),
            format!(
                "{year}の会議議事録、施設訪問記録、議事録の公表の状況を、期限までに提出してください。個人が特定される内容は含めないでください。"
            ),
        )
    };
    let kind = if survey { MatterKind::Survey } else { MatterKind::Report };
    let form = Form::from_pairs([
        ("kind", kind.code().to_owned()),
        ("year", year.start_year().to_string()),
        ("title", title),
        ("body", text),
        ("scope", scope.code().to_owned()),
        ("recipient", recipient.code().to_owned()),
        ("pairs", "1".to_owned()),
        ("due_on", app.today().saturating_add(30.days()).to_string()),
    ]);
    render::page(&compose(&app, &staff, form)?)
}

pub(super) async fn open(State(app): State<App>, staff: Staff, Posted(mut form): Posted) -> Page {
    oversee::area_of(&app, &staff.actor)?;
    if let Some(input) = read(&mut form) {
        match calls::open(&app, &staff.actor, input).await {
            Ok(id) => return render::done(&format!("/authority/calls/{id}"), "依頼を送りました。お返事は、この画面に集まります。"),
            Err(Error::Fault(fault)) => return Err(fault.into()),
            Err(error @ Error::DuePast) => form.fail("due_on", error),
            Err(error @ Error::UrlUnfit) => form.fail("form_url", error),
            Err(error @ Error::Nobody) => form.fail("scope", error),
            Err(error) => form.fail_whole(error),
        }
    }
    render::form_again(&compose(&app, &staff, form)?)
}

fn read(form: &mut Form) -> Option<Input> {
    let kind: Option<MatterKind> = form.choice("kind", "依頼の種類");
    let year = form.choice("year", "年度");
    let title = form.required("title", "件名");
    let text = form.required_text("body", "本文");
    let scope = form.choice("scope", "対象");
    let due_on = form.date("due_on", "期限");
    let form_text = form.optional_text("form_text", "様式についての説明").unwrap_or_default();
    let form_url = form.optional("form_url", "様式のアドレス").unwrap_or_default();
    let asked = match kind? {
        MatterKind::Report => AskedFor::Report { to: form.choice("recipient", "報告先")? },
        _ => AskedFor::Survey { pairs: form.number("pairs", "同じ時間に出席できる組の数", 1..=20)? },
    };
    if !form.is_valid() {
        return None;
    }
    Some(Input { asked, year: year?, title: title?, text: text?, scope: scope?, form_text, form_url, due_on: due_on? })
}
