//! The date of a meeting: told to the authority first, then to the members (D1).

use askama::Template;
use axum::extract::State;
use model::{MatterId, MeetingId, OfficeId, calendar::format_date, matters::NoticeAnswer};
use service::{
    App,
    matters::{
        Desk,
        notice::{self, Error, MOST_OFFICIALS, Standing},
    },
    meetings::{self, announce as members},
};

use super::thread;
use crate::{
    caller::{Ids, Staff},
    components::FindingLine,
    errors::WebError,
    forms::Form,
    frame::{PageFrame, Room},
    posted::Posted,
    render::{self, Page},
};

#[derive(Template)]
#[template(path = "matters/notice.html")]
struct NoticePage {
    page: PageFrame,
    base: String,
    form: Form,
    title: String,
    when: String,
    authority: &'static str,
    fixed: bool,
    first: bool,
    told: bool,
    held_back: bool,
    members_told: Option<String>,
    thread: Option<String>,
    /// What the rules still want of the date: other hours, another day.
    wants: Vec<FindingLine>,
}

async fn compose(app: &App, staff: &Staff, office: OfficeId, id: MeetingId, form: Option<Form>) -> Result<NoticePage, WebError> {
    let page = staff.office_frame(app, office, Room::Meetings).await?;
    let standing = notice::standing(app, &staff.actor, office, id).await?;
    let Standing { meeting, authority, first, held_back, .. } = &standing;
    Ok(NoticePage {
        page,
        base: format!("/offices/{office}/meetings/{id}"),
        form: form.unwrap_or_else(|| Form::from_pairs([("text", standing.draft.clone())])),
        title: meetings::title(meeting.year, meeting.number),
        when: crate::meetings::when(meeting),
        authority: authority.map(|known| known.name).unwrap_or_default(),
        fixed: meeting.state == model::meetings::MeetingState::Fixed,
        first: *first,
        told: standing.told(),
        held_back: *held_back,
        members_told: meeting.members_told_on.map(format_date),
        wants: crate::findings::lines(office, &standing.wants),
        thread: standing.notice.map(|(matter, _)| format!("/offices/{office}/matters/{matter}")),
    })
}

pub(super) async fn page(State(app): State<App>, staff: Staff, Ids((office, id)): Ids<(OfficeId, MeetingId)>) -> Page {
    render::page(&compose(&app, &staff, office, id, None).await?)
}

pub(super) async fn tell(
    State(app): State<App>,
    staff: Staff,
    Ids((office, id)): Ids<(OfficeId, MeetingId)>,
    Posted(mut form): Posted,
) -> Page {
    if let Some(text) = form.required_text("text", "お知らせの文章") {
        match notice::tell(&app, &staff.actor, office, id, text).await {
            Ok(_) => {
                let message = "行政に日程を知らせました。続けて、構成員にお知らせください。";
                return render::done(&format!("/offices/{office}/meetings/{id}/notice"), message);
            }
            Err(error) => refuse(&mut form, "text", error)?,
        }
    }
    render::form_again(&compose(&app, &staff, office, id, Some(form)).await?)
}

pub(super) async fn go_on(
    State(app): State<App>,
    staff: Staff,
    Ids((office, id)): Ids<(OfficeId, MeetingId)>,
    Posted(mut form): Posted,
) -> Page {
    if let Some(reason) = form.required_text("reason", "先に進める理由") {
        match notice::go_on(&app, &staff.actor, office, id, reason).await {
            Ok(_) => {
                let message = "理由を記録しました。構成員にお知らせできます。行政には、なるべく早くお知らせください。";
                return render::done(&format!("/offices/{office}/meetings/{id}/notice"), message);
            }
            Err(error) => refuse(&mut form, "reason", error)?,
        }
    }
    render::form_again(&compose(&app, &staff, office, id, Some(form)).await?)
}

pub(super) async fn announce(
    State(app): State<App>,
    staff: Staff,
    Ids((office, id)): Ids<(OfficeId, MeetingId)>,
    Posted(mut form): Posted,
) -> Page {
    match members::announce(&app, &staff.actor, office, id).await {
        Ok(()) => {
            return render::done(&format!("/offices/{office}/meetings/{id}"), "構成員に日程を知らせました。次は、次第を作りましょう。");
        }
        Err(members::Error::Fault(fault)) => return Err(fault.into()),
        Err(error) => form.fail_whole(error),
    }
    render::form_again(&compose(&app, &staff, office, id, Some(form)).await?)
}

pub(super) async fn answer(State(app): State<App>, staff: Staff, Ids(id): Ids<MatterId>, Posted(mut form): Posted) -> Page {
    let desk = thread::authority(&staff)?;
    let chosen = form.required("answer", "お返事");
    let text = form.optional_text("answer_text", "伝えること").unwrap_or_default();
    let answer = match chosen.as_deref() {
        Some("coming") => form.number("officials", "出席する職員の人数", 1..=MOST_OFFICIALS).map(NoticeAnswer::Coming),
        Some("other_date") => {
            if text.is_empty() {
                form.fail("answer_text", "希望する日を書いてください。");
            }
            Some(NoticeAnswer::OtherDate)
        }
        Some("cannot_come") => Some(NoticeAnswer::CannotCome),
        Some(_) => {
            form.fail("answer", "お返事は表示されている中から選んでください。");
            None
        }
        None => None,
    };
    if let (Some(answer), true) = (answer, form.is_valid()) {
        match notice::answer(&app, &staff.actor, id, thread::version(&form), answer, text).await {
            Ok(()) => return render::done(&thread::address(desk, id), "事業所にお返事しました。"),
            Err(error) => refuse(&mut form, "answer", error)?,
        }
    }
    thread::again(&app, &staff, desk, id, form).await
}

pub(super) async fn office_notes_attendance(
    State(app): State<App>,
    staff: Staff,
    Ids((office, id)): Ids<(OfficeId, MatterId)>,
    Posted(form): Posted,
) -> Page {
    attended(&app, &staff, Desk::Office(office), id, form).await
}

pub(super) async fn authority_notes_attendance(State(app): State<App>, staff: Staff, Ids(id): Ids<MatterId>, Posted(form): Posted) -> Page {
    let desk = thread::authority(&staff)?;
    attended(&app, &staff, desk, id, form).await
}

async fn attended(app: &App, staff: &Staff, desk: Desk, id: MatterId, mut form: Form) -> Page {
    if let Some(officials) = form.number("attended", "出席した職員の人数", 0..=MOST_OFFICIALS) {
        match notice::attended(app, &staff.actor, desk, id, thread::version(&form), officials).await {
            Ok(()) => return render::done(&thread::address(desk, id), "当日の出席を記録しました。"),
            Err(error) => refuse(&mut form, "attended", error)?,
        }
    }
    thread::again(app, staff, desk, id, form).await
}

fn refuse(form: &mut Form, field: &str, error: Error) -> Result<(), WebError> {
    match error {
        Error::Fault(fault) => return Err(fault.into()),
        Error::NoReason | Error::TooMany => form.fail(field, error),
        error => form.fail_whole(error),
    }
    Ok(())
}
