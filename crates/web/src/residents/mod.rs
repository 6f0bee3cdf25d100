//! Residents and the 意向確認 (A11). Only staff of the office come here.

use askama::Template;
use axum::{extract::State, http::StatusCode};
use model::{
    OfficeId, ResidentId, Vocabulary,
    calendar::{format_both_years, format_date},
    residents::{Sex, Traits, WishAnswer, WishMethod, WishRespondent},
};
use service::{
    App,
    papers::{Asked as Wanted, Paper},
    residents::{self, Line, edit, record_wish},
};

use crate::{
    caller::{Ids, Staff},
    components::{Choice, Column, ListFrame, PAGE_ROWS},
    errors::WebError,
    forms::Form,
    frame::{PageFrame, Room},
    house::House,
    papers,
    posted::{Asked, Posted},
    render::{self, Page},
};

pub(crate) fn rooms(house: House) -> House {
    house
        .get("/offices/{office}/residents", list)
        .get("/offices/{office}/residents/new", new)
        .post("/offices/{office}/residents/new", add)
        .get("/offices/{office}/residents/sheet", sheet)
        .get("/offices/{office}/residents/{resident}", view)
        .get("/offices/{office}/residents/{resident}/edit", edit_page)
        .post("/offices/{office}/residents/{resident}/edit", save)
        .get("/offices/{office}/residents/{resident}/sheet", sheet_for)
        .get("/offices/{office}/residents/{resident}/wish", wish_page)
        .post("/offices/{office}/residents/{resident}/wish", wish)
}

const COLUMNS: &[Column] = &[
    Column { key: "name", label: "氏名" },
    Column { key: "dwelling", label: "住居" },
    Column { key: "wish", label: "お返事" },
    Column { key: "", label: "操作" },
];

#[derive(Template)]
#[template(path = "residents/list.html")]
struct ListPage {
    page: PageFrame,
    base: String,
    list: ListFrame,
    lines: Vec<Line>,
    left: Vec<Line>,
    unasked: usize,
}

async fn list(State(app): State<App>, staff: Staff, Ids(office): Ids<OfficeId>, Asked(query): Asked) -> Page {
    let page = staff.office_frame(&app, office, Room::Residents).await?;
    let base = format!("/offices/{office}/residents");
    let mut frame = ListFrame::read(&base, COLUMNS, &query);
    if query.value("sort").is_empty() {
        // Who was not asked yet stands on top (A11).
        frame.sort = "wish";
    }
    let sought = Some(frame.search.as_str()).filter(|name| !name.is_empty());
    let residents::Listed { mut lines, left, unasked, .. } = residents::list(&app, &staff.actor, office, sought).await?;
    // They come with the unasked first, then by reading; every other order keeps that within itself.
    match frame.sort {
        "name" => lines.sort_by_cached_key(|line| text::kana::reading_key(&line.resident.kana)),
        "dwelling" => lines.sort_by(|one, other| one.dwelling.cmp(&other.dwelling)),
        _ => {}
    }
    if frame.descending {
        lines.reverse();
    }
    let list = frame.with_total(lines.len());
    let lines = lines.into_iter().skip(list.offset()).take(PAGE_ROWS).collect();
    render::page(&ListPage { page, base, list, lines, left, unasked })
}

#[derive(Template)]
#[template(path = "residents/edit.html")]
struct EditPage {
    page: PageFrame,
    base: String,
    form: Form,
    dwellings: Vec<Choice>,
    years: Vec<Choice>,
    sexes: Vec<Choice>,
    is_new: bool,
    /// What somebody else saved in the meantime: label and value.
    theirs: Vec<(&'static str, String)>,
}

/// So many years back a resident may be born.
const OLDEST: i16 = 110;

async fn edit_form(app: &App, staff: &Staff, office: OfficeId, form: Form, is_new: bool) -> Result<EditPage, WebError> {
    let page = staff.office_frame(app, office, Room::Residents).await?;
    let dwellings = residents::list(app, &staff.actor, office, None).await?.dwellings;
    let dwellings = dwellings
        .into_iter()
        .filter(|dwelling| dwelling.gone_since.is_none())
        .map(|dwelling| Choice::new(dwelling.id.to_string(), dwelling.name));
    let this = app.today().year();
    Ok(EditPage {
        page,
        base: format!("/offices/{office}/residents"),
        form,
        dwellings: dwellings.collect(),
        years: (this - OLDEST..=this).rev().map(|year| Choice::new(year.to_string(), format_both_years(year))).collect(),
        sexes: Choice::all::<Sex>(),
        is_new,
        theirs: Vec::new(),
    })
}

async fn new(State(app): State<App>, staff: Staff, Ids(office): Ids<OfficeId>) -> Page {
    render::page(&edit_form(&app, &staff, office, Form::empty(), true).await?)
}

async fn add(State(app): State<App>, staff: Staff, Ids(office): Ids<OfficeId>, Posted(form): Posted) -> Page {
    keep(&app, &staff, office, None, form).await
}

async fn edit_page(State(app): State<App>, staff: Staff, Ids((office, id)): Ids<(OfficeId, ResidentId)>) -> Page {
    let (resident, _) = residents::view(&app, &staff.actor, office, id).await?;
    let form = Form::from_pairs([
        ("version", resident.version.to_string()),
        ("name", resident.name),
        ("kana", resident.kana),
        ("dwelling", resident.dwelling.to_string()),
        ("contact_person", resident.contact_person.unwrap_or_default()),
        ("birth_year", resident.traits.birth_year.map(|year| year.to_string()).unwrap_or_default()),
        ("sex", resident.traits.sex.map(|sex| sex.code().to_owned()).unwrap_or_default()),
        ("words", resident.traits.words.join("、")),
        ("left_on", resident.left_on.map(|day| day.to_string()).unwrap_or_default()),
    ]);
    render::page(&edit_form(&app, &staff, office, form, false).await?)
}

async fn save(State(app): State<App>, staff: Staff, Ids((office, id)): Ids<(OfficeId, ResidentId)>, Posted(form): Posted) -> Page {
    // Whose resident it is comes before what was typed.
    residents::view(&app, &staff.actor, office, id).await?;
    keep(&app, &staff, office, Some(id), form).await
}

async fn keep(app: &App, staff: &Staff, office: OfficeId, id: Option<ResidentId>, mut form: Form) -> Page {
    let name = form.required("name", "氏名");
    let kana = form.required("kana", "ふりがな");
    let dwelling = form.choice("dwelling", "住居");
    let contact_person = form.optional("contact_person", "連絡する方");
    let traits = Traits {
        birth_year: form.optional_choice("birth_year", "生まれた年"),
        sex: form.optional_choice("sex", "性別"),
        words: form.optional("words", "その方だと分かる言葉").as_deref().map(Traits::words_in).unwrap_or_default(),
    };
    let left_on = form.optional_date("left_on", "退居した日");
    let version = form.value("version").parse().unwrap_or_default();
    if let (Some(name), Some(kana), Some(dwelling), true) = (name, kana, dwelling, form.is_valid()) {
        let input = edit::Input { id: id.map(|id| (id, version)), dwelling, name, kana, contact_person, traits, left_on };
        match edit::edit(app, &staff.actor, office, input).await {
            Ok(id) => return render::done(&format!("/offices/{office}/residents/{id}"), "保存しました。"),
            Err(edit::Error::Fault(fault)) => return Err(fault.into()),
            Err(error @ edit::Error::KanaUnfit) => form.fail("kana", error),
            Err(error @ edit::Error::NotLeftYet) => form.fail("left_on", error),
            Err(error @ edit::Error::NotBornYet) => form.fail("birth_year", error),
            Err(error @ edit::Error::TooManyWords) => form.fail("words", error),
            Err(error @ edit::Error::Stale) => return overtaken(app, staff, office, id, form, error).await,
        }
    }
    render::form_again(&edit_form(app, staff, office, form, id.is_none()).await?)
}

/// Theirs is shown above; the own input stays in the fields and can be saved on top of it.
async fn overtaken(app: &App, staff: &Staff, office: OfficeId, id: Option<ResidentId>, mut form: Form, error: edit::Error) -> Page {
    // Only a resident who is there already can be overtaken.
    let (now, _) = residents::view(app, &staff.actor, office, id.ok_or(WebError::NotFound)?).await?;
    form.set("version", now.version.to_string());
    form.fail_whole(error);
    let mut page = edit_form(app, staff, office, form, false).await?;
    let dwelling = page.dwellings.iter().find(|choice| choice.value == now.dwelling.to_string());
    page.theirs = vec![
        ("住居", dwelling.map(|choice| choice.label.clone()).unwrap_or_default()),
        ("氏名", now.name),
        ("ふりがな", now.kana),
        ("連絡する方", now.contact_person.unwrap_or_default()),
        ("生まれた年", now.traits.birth_year.map(format_both_years).unwrap_or_default()),
        ("性別", now.traits.sex.map(|sex| sex.label().to_owned()).unwrap_or_default()),
        ("その方だと分かる言葉", now.traits.words.join("、")),
        ("退居した日", now.left_on.map(format_date).unwrap_or_default()),
    ];
    render::with_status(StatusCode::CONFLICT, &page)
}

/// An answer as the page of a resident shows it.
struct WishLine {
    asked_on: String,
    answer: WishAnswer,
    how: String,
    asked_by: String,
    care: Option<String>,
}

#[derive(Template)]
#[template(path = "residents/view.html")]
struct ViewPage {
    page: PageFrame,
    base: String,
    name: String,
    kana: String,
    contact_person: Option<String>,
    wishes: Vec<WishLine>,
}

async fn view(State(app): State<App>, staff: Staff, Ids((office, id)): Ids<(OfficeId, ResidentId)>) -> Page {
    let page = staff.office_frame(&app, office, Room::Residents).await?;
    let (resident, wishes) = residents::view(&app, &staff.actor, office, id).await?;
    let wishes = wishes.into_iter().map(|wish| WishLine {
        asked_on: format_date(wish.asked_on),
        answer: wish.answer,
        how: format!("{}（{}のお返事）", wish.method, wish.respondent),
        asked_by: wish.asked_by,
        care: wish.care,
    });
    let base = format!("/offices/{office}/residents/{id}");
    render::page(&ViewPage {
        page,
        base,
        name: resident.name,
        kana: resident.kana,
        contact_person: resident.contact_person,
        wishes: wishes.collect(),
    })
}

#[derive(Template)]
#[template(path = "residents/wish.html")]
struct WishPage {
    page: PageFrame,
    base: String,
    form: Form,
    name: String,
    answers: Vec<Choice>,
    respondents: Vec<Choice>,
    methods: Vec<Choice>,
}

async fn wish_form(app: &App, staff: &Staff, office: OfficeId, id: ResidentId, form: Form) -> Result<WishPage, WebError> {
    let page = staff.office_frame(app, office, Room::Residents).await?;
    let (resident, _) = residents::view(app, &staff.actor, office, id).await?;
    Ok(WishPage {
        page,
        base: format!("/offices/{office}/residents/{id}"),
        form,
        name: resident.name,
        answers: Choice::all::<WishAnswer>(),
        respondents: Choice::all::<WishRespondent>(),
        methods: Choice::all::<WishMethod>(),
    })
}

async fn wish_page(State(app): State<App>, staff: Staff, Ids((office, id)): Ids<(OfficeId, ResidentId)>) -> Page {
    let form = Form::from_pairs([
        ("asked_on", app.today().to_string()),
        ("respondent", "resident".to_owned()),
        ("method", "talk".to_owned()),
        ("asked_by", staff.signed_in.account.name.clone()),
    ]);
    render::page(&wish_form(&app, &staff, office, id, form).await?)
}

async fn wish(State(app): State<App>, staff: Staff, Ids((office, id)): Ids<(OfficeId, ResidentId)>, Posted(mut form): Posted) -> Page {
    let answer = form.choice("answer", "お返事");
    let asked_on = form.date("asked_on", "確認した日");
    let respondent = form.choice("respondent", "答えた方");
    let method = form.choice("method", "確認の方法");
    let asked_by = form.required("asked_by", "確認した職員");
    let care = form.optional_text("care", "気をつけること");
    if let (Some(answer), Some(asked_on), Some(respondent), Some(method), Some(asked_by), true) =
        (answer, asked_on, respondent, method, asked_by, form.is_valid())
    {
        let input = record_wish::Input { resident: id, asked_on, method, respondent, asked_by, answer, care };
        match record_wish::record_wish(&app, &staff.actor, office, input).await {
            Ok(_) => {
                return render::done(
                    &format!("/offices/{office}/residents"),
                    "意向を記録しました。気持ちが変わったときは、何度でも記録できます。",
                );
            }
            Err(record_wish::Error::Fault(fault)) => return Err(fault.into()),
            Err(error) => form.fail("asked_on", error),
        }
    }
    render::form_again(&wish_form(&app, &staff, office, id, form).await?)
}

/// Sheets for everybody who was not asked yet; an empty one where all were.
async fn sheet(State(app): State<App>, staff: Staff, Ids(office): Ids<OfficeId>) -> Page {
    papers::show(&app, &staff, office, Wanted::office(Paper::ContactWish), format!("/offices/{office}/residents"), Room::Residents).await
}

/// A sheet with the name of one resident on it.
async fn sheet_for(State(app): State<App>, staff: Staff, Ids((office, id)): Ids<(OfficeId, ResidentId)>) -> Page {
    let back = format!("/offices/{office}/residents/{id}");
    papers::show(&app, &staff, office, Wanted::of(Paper::ContactWish, id), back, Room::Residents).await
}
