//! The colleagues of an office.

use askama::Template;
use axum::extract::State;
use model::{AccountId, OfficeId, accounts::Role};
use service::{
    App,
    accounts::{COLLEAGUE_ROLES, colleagues, invite},
};

use crate::{
    caller::{Ids, Staff},
    components::{Choice, Column, ListFrame},
    errors::WebError,
    forms::Form,
    frame::{PageFrame, Room},
    posted::{Asked, Posted},
    render::{self, Page},
};

/// A colleague as the list shows one.
struct Line {
    name: String,
    email: String,
    role: Role,
    standing: &'static str,
    disable_href: Option<String>,
}

#[derive(Template)]
#[template(path = "accounts/colleagues.html")]
struct ColleaguesPage {
    page: PageFrame,
    list: ListFrame,
    lines: Vec<Line>,
    invite_href: Option<String>,
}

const COLUMNS: &[Column] = &[
    Column { key: "name", label: "お名前" },
    Column { key: "email", label: "メールアドレス" },
    Column { key: "role", label: "役割" },
    Column { key: "standing", label: "状態" },
    Column { key: "", label: "操作" },
];

pub(super) async fn page(State(app): State<App>, staff: Staff, Ids(office): Ids<OfficeId>, Asked(query): Asked) -> Page {
    let page = staff.office_frame(&app, office, Room::Settings).await?;
    let manages = staff.signed_in.account.role == Role::OfficeManager;
    let accounts = colleagues::list(&app, &staff.actor, office).await?;
    let lines = accounts.into_iter().map(|account| {
        let standing = match (account.disabled_at, &account.password_hash) {
            (Some(_), _) => "停止中",
            (None, None) => "招待中",
            (None, Some(_)) => "利用中",
        };
        let may_close = manages && account.disabled_at.is_none() && account.id != staff.signed_in.account.id;
        let disable_href = may_close.then(|| format!("/offices/{office}/staff/{}/disable", account.id));
        Line { name: account.name, email: account.email, role: account.role, standing, disable_href }
    });
    let invite_href = manages.then(|| format!("/offices/{office}/staff/invite"));
    let frame = ListFrame::read(format!("/offices/{office}/staff"), COLUMNS, &query);
    let words = |line: &Line| format!("{} {} {} {}", line.name, line.email, line.role, line.standing);
    let (list, lines) = frame.arrange(lines.collect(), words, |line, sort| match sort {
        "email" => line.email.clone(),
        "role" => line.role.to_string(),
        "standing" => line.standing.to_owned(),
        _ => line.name.clone(),
    });
    render::page(&ColleaguesPage { page, list, lines, invite_href })
}

#[derive(Template)]
#[template(path = "accounts/invite.html")]
struct InvitePage {
    page: PageFrame,
    form: Form,
    roles: Vec<Choice>,
}

async fn invitation(app: &App, staff: &Staff, office: OfficeId, form: Form) -> Result<InvitePage, WebError> {
    let page = staff.office_frame(app, office, Room::Settings).await?;
    let roles = COLLEAGUE_ROLES.iter().map(|role| Choice::new(model::Vocabulary::code(*role), role.to_string())).collect();
    Ok(InvitePage { page, form, roles })
}

pub(super) async fn invite_page(State(app): State<App>, staff: Staff, Ids(office): Ids<OfficeId>) -> Page {
    render::page(&invitation(&app, &staff, office, Form::from_pairs([("role", "office_staff")])).await?)
}

pub(super) async fn invite(State(app): State<App>, staff: Staff, Ids(office): Ids<OfficeId>, Posted(mut form): Posted) -> Page {
    let name = form.required("name", "お名前");
    let email = form.required("email", "メールアドレス");
    let role = form.choice("role", "役割");
    if let (Some(name), Some(email), Some(role)) = (name, email, role) {
        match invite::invite(&app, &staff.actor, invite::Input { office, role, name, email }).await {
            Ok(_) => {
                return render::done(
                    &format!("/offices/{office}/staff"),
                    "招待のメールを送りました。14日以内に登録していただくようお伝えください。",
                );
            }
            Err(invite::Error::Fault(fault)) => return Err(fault.into()),
            Err(error @ invite::Error::RoleUnfit) => form.fail("role", error),
            Err(error) => form.fail("email", error),
        }
    }
    render::form_again(&invitation(&app, &staff, office, form).await?)
}

#[derive(Template)]
#[template(path = "accounts/disable.html")]
struct DisablePage {
    page: PageFrame,
    form: Form,
    explanation: String,
    action: String,
    cancel: String,
}

async fn closing(app: &App, staff: &Staff, office: OfficeId, account: AccountId, form: Form) -> Result<DisablePage, WebError> {
    let page = staff.office_frame(app, office, Room::Settings).await?;
    let all = colleagues::list(app, &staff.actor, office).await?;
    let name = all.into_iter().find(|known| known.id == account).map(|known| known.name).ok_or(WebError::NotFound)?;
    let cancel = format!("/offices/{office}/staff");
    let explanation =
        format!("{name}さんは、すぐにサインインできなくなります。これまでの記録は残ります。もう一度使うときは、新しく招待してください。");
    Ok(DisablePage { page, form, explanation, action: format!("{cancel}/{account}/disable"), cancel })
}

pub(super) async fn disable_page(State(app): State<App>, staff: Staff, Ids((office, account)): Ids<(OfficeId, AccountId)>) -> Page {
    render::page(&closing(&app, &staff, office, account, Form::empty()).await?)
}

pub(super) async fn disable(
    State(app): State<App>,
    staff: Staff,
    Ids((office, account)): Ids<(OfficeId, AccountId)>,
    Posted(mut form): Posted,
) -> Page {
    match colleagues::disable(&app, &staff.actor, office, account).await {
        Ok(()) => render::done(&format!("/offices/{office}/staff"), "この方の登録を止めました。もうサインインできません。"),
        Err(colleagues::Error::Fault(fault)) => Err(fault.into()),
        Err(error) => {
            form.fail_whole(error);
            render::form_again(&closing(&app, &staff, office, account, form).await?)
        }
    }
}
