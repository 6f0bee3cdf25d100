//! Writing, circulating and confirming minutes.

use askama::Template;
use axum::{extract::State, http::StatusCode, response::IntoResponse};
use model::{
    MeetingId, OfficeId, SeatId,
    meetings::{MeetingState, MinutesState, NoteKind},
    publications::PublicMinutes,
    seats::Channel,
};
use service::{
    App,
    drafts::{self, Draft, DraftOf},
    links::Ticket,
    meetings,
    minutes::{self, View, circulate, confirm, draft, reopen, write},
    papers::{Asked, Paper},
};

use crate::{
    caller::{Ids, Staff},
    components::Choice,
    errors::WebError,
    forms::Form,
    frame::{PageFrame, Room},
    papers::Papers,
    posted::Posted,
    render::{self, Page},
};

/// What somebody who attended said.
struct Said {
    action: String,
    name: String,
    word: String,
    open: bool,
}

#[derive(Template)]
#[template(path = "minutes/write.html")]
struct WritePage {
    page: PageFrame,
    base: String,
    office: String,
    form: Form,
    title: String,
    held: bool,
    state: Option<MinutesState>,
    number: u32,
    content: Option<PublicMinutes>,
    theirs: Option<PublicMinutes>,
    said: Vec<Said>,
    versions: Vec<String>,
    tickets: Vec<(Ticket, String)>,
    /// When what this person was writing was kept, if there is something that was not saved.
    unsaved: Option<String>,
    /// Whether that is in the fields.
    resumed: bool,
    /// Where the authority prescribes a form.
    prescribed: Option<Prescribed>,
}

/// What is said of the authority's form, and the paper that is made in it.
struct Prescribed {
    form: Form,
    papers: Papers,
    certainty: Vec<Choice>,
}

async fn prescribed(app: &App, staff: &Staff, office: OfficeId, view: &View) -> Result<Option<Prescribed>, WebError> {
    let Some(minutes) = &view.minutes else { return Ok(None) };
    Ok(minutes::form::asked(app, &staff.actor, office, view).await?.then(|| Prescribed {
        form: Form::from_pairs([("version", minutes.version.to_string()), ("in_form", Choice::of_yes_no(minutes.in_form).to_owned())]),
        papers: Papers::new(office, &Asked::of(Paper::PrescribedMinutes, view.meeting.id)),
        certainty: Choice::yes_no(),
    }))
}

/// Keeps whether the minutes are in the authority's form.
pub(super) async fn form(
    State(app): State<App>,
    staff: Staff,
    Ids((office, meeting)): Ids<(OfficeId, MeetingId)>,
    Posted(mut form): Posted,
) -> Page {
    let version = form.value("version").parse().unwrap_or_default();
    let in_form = form.yes_no("in_form", "所定の様式");
    let base = format!("/offices/{office}/minutes/{meeting}");
    if !form.is_valid() {
        return render::on_to(&base);
    }
    match minutes::form::say(&app, &staff.actor, office, meeting, version, in_form).await {
        Ok(()) => render::done(&base, "所定の様式で作ったかどうかを記録しました。"),
        Err(confirm::Error::Fault(fault)) => Err(fault.into()),
        Err(error) => {
            let mut again = Form::empty();
            again.fail_whole(error);
            let mut page = write_page(&app, &staff, office, meeting, again).await?;
            if let Some(prescribed) = &mut page.prescribed {
                prescribed.form.set("in_form", form.value("in_form"));
            }
            render::with_status(StatusCode::CONFLICT, &page)
        }
    }
}

async fn write_page(app: &App, staff: &Staff, office: OfficeId, meeting: MeetingId, form: Form) -> Result<WritePage, WebError> {
    let page = staff.office_frame(app, office, Room::Minutes).await?;
    let view = minutes::view(app, &staff.actor, office, meeting).await?;
    let base = format!("/offices/{office}/minutes/{meeting}");
    let prescribed = prescribed(app, staff, office, &view).await?;
    Ok(WritePage {
        page,
        office: format!("/offices/{office}"),
        form,
        title: meetings::title(view.meeting.year, view.meeting.number),
        held: view.meeting.state == MeetingState::Held,
        state: view.minutes.as_ref().map(|minutes| minutes.state),
        number: view.minutes.as_ref().map_or(0, |minutes| minutes.number),
        said: said(&base, &view),
        versions: view.versions.iter().map(|version| format!("第{}版　{}", version.number, day_and_time(version.written_at))).collect(),
        content: view.content,
        theirs: None,
        tickets: Vec::new(),
        unsaved: None,
        resumed: false,
        prescribed,
        base,
    })
}

fn day_and_time(at: jiff::Timestamp) -> String {
    model::calendar::format_date_time(service::japan(at).datetime())
}

fn said(base: &str, view: &View) -> Vec<Said> {
    let number = view.minutes.as_ref().map_or(0, |minutes| minutes.number);
    let line = |(held, said): &(service::seats::Held, Option<service::rows::Confirmation>)| {
        let current = said.as_ref().filter(|said| said.number == number);
        let word = match current.map(|said| (&said.comment, said.channel)) {
            None => "まだお返事がありません".to_owned(),
            Some((None, channel)) => format!("確認しました（{channel}）"),
            Some((Some(comment), channel)) => format!("直してほしいところがあります（{channel}）：{comment}"),
        };
        Said {
            action: format!("{base}/confirm/{}", held.seat.id),
            name: format!("{}（{}）", held.person.name, held.seat.category),
            word,
            open: current.is_none(),
        }
    };
    view.attended.iter().map(line).collect()
}

pub(super) async fn page(State(app): State<App>, staff: Staff, Ids((office, meeting)): Ids<(OfficeId, MeetingId)>) -> Page {
    let content = minutes::view(&app, &staff.actor, office, meeting).await?.content;
    let form = content.map(|content| form_of(&content)).unwrap_or_default();
    let mut page = write_page(&app, &staff, office, meeting, form).await?;
    page.unsaved = kept(&app, &staff, office, meeting).await?.map(|draft| day_and_time(draft.saved_at));
    render::page(&page)
}

/// What this person was writing, if the text may still be written and the draft says something else than the newest version.
async fn kept(app: &App, staff: &Staff, office: OfficeId, meeting: MeetingId) -> Result<Option<Draft>, WebError> {
    let Some(draft) = drafts::view(app, &staff.actor, office, DraftOf::Minutes(meeting)).await? else { return Ok(None) };
    let view = minutes::view(app, &staff.actor, office, meeting).await?;
    let writable = view.minutes.is_some_and(|minutes| minutes.state != MinutesState::Confirmed);
    let Some(newest) = view.content.filter(|_| writable) else { return Ok(None) };
    let text = content_of(&Form::from_pairs(draft.fields.clone()), &newest);
    Ok((text != newest).then_some(draft))
}

/// The page with what this person was writing in its fields, upon the version that it was written from.
pub(super) async fn resume(State(app): State<App>, staff: Staff, Ids((office, meeting)): Ids<(OfficeId, MeetingId)>) -> Page {
    let Some(draft) = kept(&app, &staff, office, meeting).await? else {
        return render::on_to(&format!("/offices/{office}/minutes/{meeting}"));
    };
    let form = Form::from_pairs(draft.fields);
    let from: u32 = form.value("number").parse().unwrap_or_default();
    let view = minutes::view(&app, &staff.actor, office, meeting).await?;
    let shown = view.versions.iter().find(|version| version.number == from).ok_or(WebError::NotFound)?;
    let mut page = write_page(&app, &staff, office, meeting, form).await?;
    page.content = Some(minutes::read(&shown.content)?);
    page.number = from;
    page.resumed = true;
    render::page(&page)
}

/// Gives up what this person was writing.
pub(super) async fn forget(
    State(app): State<App>,
    staff: Staff,
    Ids((office, meeting)): Ids<(OfficeId, MeetingId)>,
    Posted(_): Posted,
) -> Page {
    drafts::discard(&app, &staff.actor, office, DraftOf::Minutes(meeting)).await?;
    render::done(&format!("/offices/{office}/minutes/{meeting}"), "書きかけを捨てました。")
}

/// Keeps the text while it is written; 409 once somebody else has saved a newer version. A page without scripts never comes here.
pub(super) async fn autosave(
    State(app): State<App>,
    staff: Staff,
    Ids((office, meeting)): Ids<(OfficeId, MeetingId)>,
    Posted(form): Posted,
) -> Page {
    let number = form.value("number").parse::<u32>().ok();
    match drafts::keep(&app, &staff.actor, office, DraftOf::Minutes(meeting), form.pairs_without(&["csrf"])).await {
        Ok(()) => {
            let newest = minutes::view(&app, &staff.actor, office, meeting).await?.minutes.map(|minutes| minutes.number);
            let status = if newest == number { StatusCode::NO_CONTENT } else { StatusCode::CONFLICT };
            Ok(status.into_response())
        }
        Err(drafts::Error::TooLong) => Ok(StatusCode::UNPROCESSABLE_ENTITY.into_response()),
        Err(drafts::Error::Fault(fault)) => Err(fault.into()),
    }
}

/// The text as fields: `title-0`, `text-0-1`, `summary`.
fn form_of(content: &PublicMinutes) -> Form {
    let mut pairs = vec![("summary".to_owned(), content.summary.clone())];
    for (i, item) in content.items.iter().enumerate() {
        pairs.push((format!("title-{i}"), item.title.clone()));
        for (j, entry) in item.entries.iter().enumerate() {
            pairs.push((format!("text-{i}-{j}"), entry.text.clone()));
        }
    }
    Form::from_pairs(pairs)
}

/// The fields as a text: what stands in no field stays as it was; an emptied entry is taken out.
fn content_of(form: &Form, from: &PublicMinutes) -> PublicMinutes {
    let mut content = from.clone();
    content.summary = form.value("summary").replace("\r\n", "\n");
    for (i, item) in content.items.iter_mut().enumerate() {
        let title = form.value(format!("title-{i}")).trim();
        if !title.is_empty() {
            item.title = title.to_owned();
        }
        let mut j = 0;
        item.entries.retain_mut(|entry| {
            entry.text = form.value(format!("text-{i}-{j}")).trim().replace("\r\n", "\n");
            j += 1;
            !entry.text.is_empty()
        });
        let added = form.value(format!("new-{i}")).trim();
        if !added.is_empty() {
            let entry = model::publications::PublicEntry { kind: NoteKind::Report, category: None, text: added.to_owned(), answer: None };
            item.entries.push(entry);
        }
    }
    content
}

pub(super) async fn save(
    State(app): State<App>,
    staff: Staff,
    Ids((office, meeting)): Ids<(OfficeId, MeetingId)>,
    Posted(mut form): Posted,
) -> Page {
    let from: u32 = form.value("number").parse().unwrap_or_default();
    let view = minutes::view(&app, &staff.actor, office, meeting).await?;
    // The fields belong to the version that was shown, which may be older than the newest.
    let shown = view.versions.iter().find(|version| version.number == from).ok_or(WebError::NotFound)?;
    let text = content_of(&form, &minutes::read(&shown.content)?);
    match write::write(&app, &staff.actor, office, meeting, from, text).await {
        Ok(number) => render::done(&format!("/offices/{office}/minutes/{meeting}"), &format!("第{number}版として保存しました。")),
        Err(write::Error::Fault(fault)) => Err(fault.into()),
        Err(error) => {
            form.fail_whole(&error);
            let mut page = write_page(&app, &staff, office, meeting, form).await?;
            if let write::Error::Overtaken(theirs) = error {
                // Theirs is shown beside; the own text stays in the fields and can be saved on top of it.
                page.theirs = Some(theirs.1);
            }
            render::with_status(StatusCode::CONFLICT, &page)
        }
    }
}

pub(super) async fn draft(
    State(app): State<App>,
    staff: Staff,
    Ids((office, meeting)): Ids<(OfficeId, MeetingId)>,
    Posted(mut form): Posted,
) -> Page {
    match draft::draft(&app, &staff.actor, office, meeting).await {
        Ok(()) | Err(draft::Error::Begun) => render::done(
            &format!("/offices/{office}/minutes/{meeting}"),
            "当日の記録から、議事録の下書きを作りました。読みやすく直してください。",
        ),
        Err(draft::Error::Fault(fault)) => Err(fault.into()),
        Err(error) => {
            form.fail_whole(error);
            render::form_again(&write_page(&app, &staff, office, meeting, form).await?)
        }
    }
}

async fn settled(app: &App, staff: &Staff, office: OfficeId, meeting: MeetingId, result: Result<(), confirm::Error>, done: &str) -> Page {
    match result {
        Ok(()) => render::done(&format!("/offices/{office}/minutes/{meeting}"), done),
        Err(confirm::Error::Fault(fault)) => Err(fault.into()),
        Err(error) => {
            let content = minutes::view(app, &staff.actor, office, meeting).await?.content;
            let mut form = content.map(|content| form_of(&content)).unwrap_or_default();
            form.fail_whole(error);
            render::form_again(&write_page(app, staff, office, meeting, form).await?)
        }
    }
}

pub(super) async fn circulate(
    State(app): State<App>,
    staff: Staff,
    Ids((office, meeting)): Ids<(OfficeId, MeetingId)>,
    Posted(_): Posted,
) -> Page {
    match circulate::circulate(&app, &staff.actor, office, meeting).await {
        Ok(tickets) => {
            let content = minutes::view(&app, &staff.actor, office, meeting).await?.content;
            let form = content.map(|content| form_of(&content)).unwrap_or_default();
            let mut page = write_page(&app, &staff, office, meeting, form).await?;
            page.tickets = crate::meetings::with_qr(tickets)?;
            render::page(&page)
        }
        Err(error) => settled(&app, &staff, office, meeting, Err(error), "").await,
    }
}

pub(super) async fn confirm(
    State(app): State<App>,
    staff: Staff,
    Ids((office, meeting, seat)): Ids<(OfficeId, MeetingId, SeatId)>,
    Posted(form): Posted,
) -> Page {
    let comment = Some(form.value("comment").trim().to_owned()).filter(|comment| !comment.is_empty());
    let result = confirm::enter_confirmation(&app, &staff.actor, office, meeting, seat, comment, Channel::Telephone).await;
    settled(&app, &staff, office, meeting, result, "確認のお返事を記録しました。").await
}

pub(super) async fn finish(
    State(app): State<App>,
    staff: Staff,
    Ids((office, meeting)): Ids<(OfficeId, MeetingId)>,
    Posted(form): Posted,
) -> Page {
    let result = confirm::finish(&app, &staff.actor, office, meeting, form.value("reason")).await;
    settled(&app, &staff, office, meeting, result, "確認を終えました。公表の準備ができます。").await
}

pub(super) async fn reopen(
    State(app): State<App>,
    staff: Staff,
    Ids((office, meeting)): Ids<(OfficeId, MeetingId)>,
    Posted(_): Posted,
) -> Page {
    let result = reopen::reopen(&app, &staff.actor, office, meeting).await;
    settled(&app, &staff, office, meeting, result, "議事録を直せるようになりました。直したら、もう一度確認をお願いしてください。").await
}
