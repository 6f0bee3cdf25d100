//! Choosing somebody for a seat.

use askama::Template;
use axum::extract::{Query, State};
use jiff::{ToSpan, civil::Date};
use model::{
    OfficeId, SeatId, Vocabulary,
    calendar::FiscalYear,
    seats::{Accommodation, CommunityKind, FamilyStanding, Independence, SeatCategory},
};
use serde::Deserialize;
use service::{
    App, residents,
    seats::{
        self, Seat,
        choose::{self, Error},
    },
};

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
#[template(path = "seats/choose.html")]
struct ChoosePage {
    page: PageFrame,
    base: String,
    form: Form,
    categories: Vec<Choice>,
    community_kinds: Vec<Choice>,
    family_standings: Vec<Choice>,
    independences: Vec<Choice>,
    residents: Vec<Choice>,
    needs: Vec<Choice>,
}

async fn choose_form(app: &App, staff: &Staff, office: OfficeId, form: Form) -> Result<ChoosePage, WebError> {
    let page = staff.office_frame(app, office, Room::Seats).await?;
    let listed = residents::list(app, &staff.actor, office, None).await?;
    let residents = listed.lines.into_iter().map(|line| {
        let wish = line.wish.map_or("まだ聞いていない".to_owned(), |wish| wish.answer.to_string());
        Choice::new(line.resident.id.to_string(), format!("{}（{}・{wish}）", line.resident.name, line.dwelling))
    });
    Ok(ChoosePage {
        page,
        base: format!("/offices/{office}/seats"),
        form,
        categories: Choice::all::<SeatCategory>(),
        community_kinds: Choice::all::<CommunityKind>(),
        family_standings: Choice::all::<FamilyStanding>(),
        independences: Choice::all::<Independence>(),
        residents: residents.collect(),
        needs: Choice::all::<Accommodation>(),
    })
}

/// Where the page begins: in a category, or after somebody.
#[derive(Deserialize)]
pub(super) struct Beginning {
    category: Option<SeatCategory>,
    after: Option<SeatId>,
}

pub(super) async fn page(State(app): State<App>, staff: Staff, Ids(office): Ids<OfficeId>, Query(beginning): Query<Beginning>) -> Page {
    let year = FiscalYear::of(app.today());
    let mut form = Form::from_pairs([
        ("term_from", app.today().to_string()),
        ("term_until", year.next().last_day().to_string()),
        ("independence", "unknown".to_owned()),
    ]);
    if let Some(category) = beginning.category {
        form.set("category", category.code());
    }
    if let Some(id) = beginning.after {
        succeed(&mut form, &seats::view(&app, &staff.actor, office, id).await?.seat);
    }
    render::page(&choose_form(&app, &staff, office, form).await?)
}

pub(super) async fn send(State(app): State<App>, staff: Staff, Ids(office): Ids<OfficeId>, Posted(mut form): Posted) -> Page {
    if let Some(input) = read(&mut form) {
        match choose::choose(&app, &staff.actor, office, input).await {
            Ok(chosen) => {
                let message = match chosen.advice.iter().find(|finding| matches!(finding.subject, rulebook::Subject::Seat(_))) {
                    Some(advice) => format!("候補に加えました。助言：{}", advice.reason),
                    None => "候補に加えました。次は「依頼する」から、お手紙を作ってください。".to_owned(),
                };
                return render::done(&format!("/offices/{office}/seats"), &message);
            }
            Err(Error::Fault(fault)) => return Err(fault.into()),
            Err(error) => {
                let field = match &error {
                    Error::KanaUnfit => "kana",
                    Error::ResidentMissing | Error::Refused(_) => "resident",
                    Error::KindMissing => "community_kind",
                    Error::TermUnfit => "term_until",
                    Error::Fault(_) => "",
                };
                form.fail(field, error);
            }
        }
    }
    render::form_again(&choose_form(&app, &staff, office, form).await?)
}

/// A successor sits in the same category, from the day after the term before.
fn succeed(form: &mut Form, before: &Seat) {
    form.set("predecessor", before.id.to_string());
    form.set("category", before.category.code());
    if let Some(kind) = before.community_kind {
        form.set("community_kind", kind.code());
    }
    if let Some(last) = before.term_until {
        let first = last.saturating_add(1.day());
        form.set("term_from", first.to_string());
        form.set("term_until", FiscalYear::of(first).next().last_day().to_string());
    }
}

/// An address for mail, if one is given that can be one.
pub(super) fn email(form: &mut Form) -> Option<String> {
    let email = form.optional("email", "メールアドレス");
    if email.as_deref().is_some_and(|email| !service::accounts::is_email(email)) {
        form.fail("email", "メールアドレスの形が正しくありません。わからないときは空のままにしてください。");
    }
    email
}

fn read(form: &mut Form) -> Option<choose::Input> {
    let category = form.choice("category", "区分");
    let resident = form.optional_choice("resident", "利用者");
    // A resident's name is known already.
    let (name, kana) = match resident {
        Some(_) => (Some(String::new()), Some(String::new())),
        None => (form.required("name", "氏名"), form.required("kana", "ふりがな")),
    };
    let email = email(form);
    let phone = form.optional("phone", "電話番号");
    let address = form.optional("address", "住所");
    let affiliation = form.optional("affiliation", "所属");
    let position = form.optional("position", "役職");
    let needs = form.choices("needs", "必要な配慮");
    let independence = form.choice("independence", "法人との関係");
    let community_kind = form.optional_choice("community_kind", "地域の関係者の立場");
    let family_standing = form.optional_choice("family_standing", "利用者家族としての立場");
    let family_of = form.optional_choice("family_of", "どなたのご家族か");
    let proxy_for = form.optional_choice("proxy_for", "代理する利用者");
    let term_from: Option<Date> = form.date("term_from", "任期の始まり");
    let term_until: Option<Date> = form.date("term_until", "任期の終わり");
    let predecessor = form.optional_choice("predecessor", "前任の方");
    if !form.is_valid() {
        return None;
    }
    Some(choose::Input {
        name: name?,
        kana: kana?,
        email,
        phone,
        address,
        affiliation,
        position,
        needs,
        independence: independence?,
        resident,
        category: category?,
        community_kind,
        family_standing,
        family_of,
        proxy_for,
        term_from: term_from?,
        term_until: term_until?,
        predecessor,
    })
}
