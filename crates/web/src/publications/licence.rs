//! The terms under which others may use what an office publishes.

use askama::Template;
use axum::extract::State;
use model::{OfficeId, Vocabulary, accounts::Role, publications::Licence};
use service::{App, publications::licence};

use crate::{
    caller::{Ids, Staff},
    components::Choice,
    errors::WebError,
    forms::Form,
    frame::{PageFrame, Room},
    posted::Posted,
    render::{self, Page},
};

#[derive(Template)]
#[template(path = "publications/licence.html")]
struct LicencePage {
    page: PageFrame,
    base: String,
    form: Form,
    licences: Vec<Choice>,
}

async fn form_page(app: &App, staff: &Staff, office: OfficeId, form: Form) -> Result<LicencePage, WebError> {
    let page = staff.office_frame(app, office, Room::Publications).await?;
    if staff.signed_in.account.role != Role::OfficeManager {
        return Err(WebError::NotFound);
    }
    let hint = |licence| match licence {
        Licence::AsByLaw => "お知らせの転載などは、そのつど事業所にご相談いただきます。",
        Licence::CcBy4 => "出典を書けば、だれでも写したり、集めて調べたりできます。オープンデータとして広く使っていただけます。",
    };
    let licences = Licence::ALL.iter().map(|licence| Choice::new(licence.code(), licence.label()).with_hint(hint(*licence)));
    Ok(LicencePage { page, base: format!("/offices/{office}/publications"), form, licences: licences.collect() })
}

pub(super) async fn page(State(app): State<App>, staff: Staff, Ids(office): Ids<OfficeId>) -> Page {
    let licence = licence::view(&app, &staff.actor, office).await?;
    let form = Form::from_pairs([("licence", licence.code())]);
    render::page(&form_page(&app, &staff, office, form).await?)
}

pub(super) async fn choose(State(app): State<App>, staff: Staff, Ids(office): Ids<OfficeId>, Posted(mut form): Posted) -> Page {
    match form.choice("licence", "条件") {
        Some(licence) => {
            licence::choose(&app, &staff.actor, office, licence).await?;
            render::done(&format!("/offices/{office}/publications"), "ほかの方が使うときの条件を保存しました。公表ページにも表示されます。")
        }
        None => render::form_again(&form_page(&app, &staff, office, form).await?),
    }
}
