//! Changing what is kept of a member: contact, needs (A13), term, payment (A15).

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use model::{
    OfficeId, SeatId, Vocabulary,
    calendar::format_date,
    seats::{Accommodation, Independence},
};
use service::{
    App,
    seats::{
        self, Held,
        amend::{self, Error},
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
#[template(path = "seats/edit.html")]
struct EditPage {
    page: PageFrame,
    base: String,
    form: Form,
    name: String,
    is_resident: bool,
    independences: Vec<Choice>,
    needs: Vec<Choice>,
    /// What somebody else saved in the meantime: label and value.
    theirs: Vec<(&'static str, String)>,
}

async fn edit_page(app: &App, staff: &Staff, office: OfficeId, held: &Held, form: Form) -> Result<EditPage, WebError> {
    Ok(EditPage {
        page: staff.office_frame(app, office, Room::Seats).await?,
        base: format!("/offices/{office}/seats"),
        form,
        name: held.person.name.clone(),
        is_resident: held.person.resident.is_some(),
        independences: Choice::all::<Independence>(),
        needs: Choice::all::<Accommodation>(),
        theirs: Vec::new(),
    })
}

pub(super) async fn page(State(app): State<App>, staff: Staff, Ids((office, seat)): Ids<(OfficeId, SeatId)>) -> Page {
    let held = seats::view(&app, &staff.actor, office, seat).await?;
    render::page(&edit_page(&app, &staff, office, &held, form_of(&held)).await?)
}

fn form_of(held: &Held) -> Form {
    let (seat, person) = (&held.seat, held.person.clone());
    let day = |day: Option<jiff::civil::Date>| day.map(|day| day.to_string()).unwrap_or_default();
    let mut pairs = vec![
        ("seat_version", seat.version.to_string()),
        ("person_version", person.version.to_string()),
        ("name", person.name),
        ("kana", person.kana),
        ("affiliation", person.affiliation.unwrap_or_default()),
        ("position", person.position.unwrap_or_default()),
        ("email", person.email.unwrap_or_default()),
        ("phone", person.phone.unwrap_or_default()),
        ("address", person.address.unwrap_or_default()),
        ("independence", person.independence.code().to_owned()),
        ("term_from", day(seat.term_from)),
        ("term_until", day(seat.term_until)),
        ("honorarium", seat.honorarium.clone().unwrap_or_default()),
        ("travel_costs", seat.travel_costs.clone().unwrap_or_default()),
    ];
    pairs.extend(person.needs.iter().map(|need| ("needs", need.code().to_owned())));
    Form::from_pairs(pairs)
}

fn read(form: &mut Form, held: &Held) -> Option<amend::Input> {
    // The list of residents keeps the names of residents.
    let (name, kana) = match held.person.resident {
        Some(_) => (Some(held.person.name.clone()), Some(held.person.kana.clone())),
        None => (form.required("name", "氏名"), form.required("kana", "ふりがな")),
    };
    let affiliation = form.optional("affiliation", "所属");
    let position = form.optional("position", "役職");
    let email = super::choose::email(form);
    let phone = form.optional("phone", "電話番号");
    let address = form.optional("address", "住所");
    let independence = form.choice("independence", "法人との関係");
    let needs = form.choices("needs", "必要な配慮");
    let term_from = form.date("term_from", "任期の始まり");
    let term_until = form.date("term_until", "任期の終わり");
    let honorarium = form.optional("honorarium", "謝礼");
    let travel_costs = form.optional("travel_costs", "交通費");
    // A version that does not read is older than any: the person is shown what stands there now.
    let version = |name: &str| form.value(name).parse().unwrap_or_default();
    if !form.is_valid() {
        return None;
    }
    Some(amend::Input {
        seat_version: version("seat_version"),
        person_version: version("person_version"),
        name: name?,
        kana: kana?,
        email,
        phone,
        address,
        affiliation,
        position,
        needs,
        independence: independence?,
        term_from: term_from?,
        term_until: term_until?,
        honorarium,
        travel_costs,
    })
}

pub(super) async fn save(
    State(app): State<App>,
    staff: Staff,
    Ids((office, seat)): Ids<(OfficeId, SeatId)>,
    Posted(mut form): Posted,
) -> Page {
    let held = seats::view(&app, &staff.actor, office, seat).await?;
    if let Some(input) = read(&mut form, &held) {
        match amend::amend(&app, &staff.actor, office, seat, input).await {
            Ok(()) => return render::done(&format!("/offices/{office}/seats"), "保存しました。"),
            Err(Error::Fault(fault)) => return Err(fault.into()),
            Err(error @ Error::Stale) => return overtaken(&app, &staff, office, seat, form, error).await,
            Err(error @ Error::KanaUnfit) => form.fail("kana", error),
            Err(error @ Error::TermUnfit) => form.fail("term_until", error),
            Err(error @ Error::Closed) => form.fail_whole(error),
        }
    }
    render::form_again(&edit_page(&app, &staff, office, &held, form).await?)
}

/// Theirs is shown above; the own input stays in the fields and can be saved on top of it.
async fn overtaken(app: &App, staff: &Staff, office: OfficeId, seat: SeatId, mut form: Form, error: Error) -> Page {
    let now = seats::view(app, &staff.actor, office, seat).await?;
    form.set("seat_version", now.seat.version.to_string());
    form.set("person_version", now.person.version.to_string());
    form.fail_whole(error);
    let mut page = edit_page(app, staff, office, &now, form).await?;
    page.theirs = lines(&now);
    render::with_status(StatusCode::CONFLICT, &page)
}

fn lines(held: &Held) -> Vec<(&'static str, String)> {
    let (seat, person) = (&held.seat, held.person.clone());
    let needs: Vec<&str> = person.needs.iter().map(|need| need.label()).collect();
    vec![
        ("氏名", person.name),
        ("ふりがな", person.kana),
        ("所属", person.affiliation.unwrap_or_default()),
        ("役職", person.position.unwrap_or_default()),
        ("メールアドレス", person.email.unwrap_or_default()),
        ("電話番号", person.phone.unwrap_or_default()),
        ("住所", person.address.unwrap_or_default()),
        ("法人との関係", person.independence.to_string()),
        ("必要な配慮", needs.join("、")),
        ("任期の始まり", seat.term_from.map(format_date).unwrap_or_default()),
        ("任期の終わり", seat.term_until.map(format_date).unwrap_or_default()),
        ("謝礼", seat.honorarium.clone().unwrap_or_default()),
        ("交通費", seat.travel_costs.clone().unwrap_or_default()),
    ]
}
