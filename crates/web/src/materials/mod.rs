//! 資料: uploads for a meeting, numbered copies and 回収; and what members may read beforehand (4.6, B4, B9).

use askama::Template;
use axum::extract::State;
use model::{MaterialId, MeetingId, OfficeId, seats::SeatState};
use service::{
    App, agenda,
    materials::{self, Error, Input, View},
    meetings,
    papers::{Asked, Paper},
    rows::{Copy, Material},
};

use crate::{
    caller::{Ids, Member, Staff},
    components::Choice,
    errors::WebError,
    files,
    forms::Form,
    frame::{PageFrame, Room},
    house::House,
    papers::{self, Papers},
    posted::{Posted, Uploaded},
    render::{self, Page},
};

pub(crate) fn rooms(house: House) -> House {
    house
        .get("/offices/{office}/meetings/{meeting}/materials", page)
        .post("/offices/{office}/meetings/{meeting}/materials", add)
        .get("/offices/{office}/materials/{material}/file", open)
        .post("/offices/{office}/materials/{material}/collect", collect)
        .get("/offices/{office}/materials/{material}/remove", remove_page)
        .post("/offices/{office}/materials/{material}/remove", remove)
        .get("/offices/{office}/materials/{material}/sheet", sheet)
        .get("/m/{token}/materials/{material}", open_by_link)
}

/// A material with its copies.
struct Line {
    base: String,
    title: String,
    item: Option<String>,
    personal: bool,
    has_file: bool,
    copies: Vec<CopyLine>,
    covers: Papers,
    list: Papers,
}

impl Line {
    fn out(&self) -> usize {
        self.copies.iter().filter(|copy| !copy.returned).count()
    }
}

/// A numbered copy and who holds it.
struct CopyLine {
    number: u32,
    holder: String,
    returned: bool,
}

#[derive(Template)]
#[template(path = "materials/list.html")]
struct MaterialsPage {
    page: PageFrame,
    base: String,
    title: String,
    form: Form,
    lines: Vec<Line>,
    items: Vec<Choice>,
    taken: &'static str,
    members: usize,
    open: bool,
}

async fn materials_page(app: &App, staff: &Staff, office: OfficeId, meeting: MeetingId, form: Form) -> Result<MaterialsPage, WebError> {
    let page = staff.office_frame(app, office, Room::Meetings).await?;
    let view = materials::view(app, &staff.actor, office, meeting).await?;
    let agenda = agenda::view(app, &staff.actor, office, meeting).await?;
    let item = |material: &Material| agenda.items.iter().find(|item| Some(item.id) == material.item).map(|item| item.title.clone());
    let line = |(material, copies): &(Material, Vec<Copy>)| Line {
        base: format!("/offices/{office}/materials/{}", material.id),
        title: material.title.clone(),
        item: item(material),
        personal: material.personal,
        has_file: material.file.is_some(),
        copies: copies.iter().map(|copy| copy_line(&view, copy)).collect(),
        covers: Papers::new(office, &Asked::of(Paper::MaterialCover, material.id)),
        list: Papers::new(office, &Asked::of(Paper::CollectionSheet, material.id)),
    };
    let whole = Choice::new("", "会議全体");
    Ok(MaterialsPage {
        page,
        base: format!("/offices/{office}/meetings/{meeting}"),
        title: meetings::title(view.meeting.year, view.meeting.number),
        form,
        lines: view.materials.iter().map(line).collect(),
        items: std::iter::once(whole).chain(agenda.items.iter().map(|item| Choice::new(item.id.to_string(), item.title.clone()))).collect(),
        taken: files::TAKEN,
        members: view.members.iter().filter(|held| held.seat.state == SeatState::Seated).count(),
        open: view.meeting.state != model::meetings::MeetingState::Cancelled,
    })
}

fn copy_line(view: &View, copy: &Copy) -> CopyLine {
    let member = view.members.iter().find(|held| Some(held.seat.id) == copy.seat);
    let holder = member.map_or("事業所".to_owned(), |held| format!("{}（{}）", held.person.name, held.seat.category));
    CopyLine { number: copy.number, holder, returned: copy.returned_at.is_some() }
}

async fn page(State(app): State<App>, staff: Staff, Ids((office, meeting)): Ids<(OfficeId, MeetingId)>) -> Page {
    render::page(&materials_page(&app, &staff, office, meeting, Form::from_pairs([("own_copies", "2")])).await?)
}

async fn add(
    State(app): State<App>,
    staff: Staff,
    Ids((office, meeting)): Ids<(OfficeId, MeetingId)>,
    Uploaded { mut form, files: sent }: Uploaded,
) -> Page {
    let title = form.required("title", "資料の名前");
    let item = form.optional_choice("item", "議題");
    let personal = form.checked("personal");
    let own_copies = form.optional_number("own_copies", "事業所の控え", 0..=20).unwrap_or_default();
    if let (Some(title), true) = (title, form.is_valid()) {
        let input = Input { title, item, personal, upload: files::chosen(sent, "file"), own_copies };
        match materials::add(&app, &staff.actor, office, meeting, input).await {
            Ok(_) => {
                return render::done(&format!("/offices/{office}/meetings/{meeting}/materials"), "資料を加えました。");
            }
            Err(Error::Fault(fault)) => return Err(fault.into()),
            Err(error @ Error::File(_)) => form.fail("file", format_args!("{error}入力したほかの内容は、そのまま残っています。")),
            Err(error) => form.fail("title", error),
        }
    }
    render::form_again(&materials_page(&app, &staff, office, meeting, form).await?)
}

async fn open(State(app): State<App>, staff: Staff, Ids((office, material)): Ids<(OfficeId, MaterialId)>) -> Page {
    Ok(files::download(materials::open(&app, &staff.actor, office, material).await?, "shiryo"))
}

async fn open_by_link(State(app): State<App>, member: Member, Ids((_, material)): Ids<(String, MaterialId)>) -> Page {
    Ok(files::download(materials::open_by_link(&app, &member.actor, material).await?, "shiryo"))
}

async fn collect(
    State(app): State<App>,
    staff: Staff,
    Ids((office, material)): Ids<(OfficeId, MaterialId)>,
    Posted(mut form): Posted,
) -> Page {
    let back: Vec<u32> = form.choices("returned", "回収した部");
    let meeting = materials::collect(&app, &staff.actor, office, material, &back).await?;
    render::done(&format!("/offices/{office}/meetings/{meeting}/materials"), "回収の状況を記録しました。")
}

#[derive(Template)]
#[template(path = "materials/remove.html")]
struct RemovePage {
    page: PageFrame,
    back: String,
    title: String,
    form: Form,
}

async fn remove_form(app: &App, staff: &Staff, office: OfficeId, id: MaterialId, form: Form) -> Result<RemovePage, WebError> {
    let page = staff.office_frame(app, office, Room::Meetings).await?;
    let material = materials::load(app, &staff.actor, office, id).await?;
    Ok(RemovePage { page, back: format!("/offices/{office}/meetings/{}/materials", material.meeting), title: material.title, form })
}

async fn remove_page(State(app): State<App>, staff: Staff, Ids((office, material)): Ids<(OfficeId, MaterialId)>) -> Page {
    render::page(&remove_form(&app, &staff, office, material, Form::empty()).await?)
}

async fn remove(
    State(app): State<App>,
    staff: Staff,
    Ids((office, material)): Ids<(OfficeId, MaterialId)>,
    Posted(mut form): Posted,
) -> Page {
    match materials::remove(&app, &staff.actor, office, material).await {
        Ok(meeting) => render::done(&format!("/offices/{office}/meetings/{meeting}/materials"), "資料を削除しました。"),
        Err(Error::Fault(fault)) => Err(fault.into()),
        Err(error) => {
            form.fail_whole(error);
            render::form_again(&remove_form(&app, &staff, office, material, form).await?)
        }
    }
}

/// The list by which numbered copies are collected; the covers are a paper of their own.
async fn sheet(State(app): State<App>, staff: Staff, Ids((office, id)): Ids<(OfficeId, MaterialId)>) -> Page {
    let material = materials::load(&app, &staff.actor, office, id).await?;
    let back = format!("/offices/{office}/meetings/{}/materials", material.meeting);
    papers::show(&app, &staff, office, Asked::of(Paper::CollectionSheet, id), back, Room::Meetings).await
}
