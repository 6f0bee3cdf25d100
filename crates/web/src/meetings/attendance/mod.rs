//! 出欠のお尋ね: asking the members, their answers so far, and answers that came by paper or telephone (B4, B12).

pub(super) mod member;

use askama::Template;
use axum::extract::State;
use jiff::{ToSpan, civil::Date};
use model::{
    MeetingId, OfficeId, SeatId, Vocabulary,
    meetings::{AttendanceMode, MeetingState},
    seats::Channel,
};
use service::{
    App,
    attendances::{
        self,
        answer::{self, Error, Reply},
        ask,
    },
    links::Ticket,
    meetings,
};

use crate::{
    caller::{Ids, Staff},
    components::Choice,
    errors::WebError,
    forms::Form,
    frame::{PageFrame, Room, Tone},
    posted::Posted,
    render::{self, Page},
};

/// A member with the answer so far.
struct Line {
    name: String,
    category: String,
    planned: Option<AttendanceMode>,
    detail: Option<String>,
    enter: String,
}

#[derive(Template)]
#[template(path = "meetings/attendance.html")]
struct AttendancePage {
    page: PageFrame,
    base: String,
    title: String,
    when: String,
    fixed: bool,
    form: Form,
    lines: Vec<Line>,
    /// Mandatory categories of which nobody comes.
    missing: Vec<String>,
    tickets: Vec<(Ticket, String)>,
}

impl AttendancePage {
    fn unanswered(&self) -> usize {
        self.lines.iter().filter(|line| line.planned.is_none()).count()
    }
}

async fn list_page(
    app: &App,
    staff: &Staff,
    office: OfficeId,
    meeting: MeetingId,
    form: Form,
    tickets: Vec<Ticket>,
) -> Result<AttendancePage, WebError> {
    let page = staff.office_frame(app, office, Room::Meetings).await?;
    let list = attendances::view(app, &staff.actor, office, meeting).await?;
    let base = format!("/offices/{office}/meetings/{meeting}");
    let line = |(held, line): &(service::seats::Held, Option<service::rows::Attendance>)| Line {
        name: held.person.name.clone(),
        category: held.seat.category.to_string(),
        planned: line.as_ref().and_then(|line| line.planned),
        detail: line.as_ref().and_then(|line| line.proxy_name.clone().or_else(|| line.written_opinion.clone())),
        enter: format!("{base}/attendance/{}", held.seat.id),
    };
    Ok(AttendancePage {
        page,
        title: meetings::title(list.meeting.year, list.meeting.number),
        when: super::when(&list.meeting),
        fixed: list.meeting.state == MeetingState::Fixed,
        form,
        lines: list.members.iter().map(line).collect(),
        missing: list.categories_nobody_comes_from().iter().map(ToString::to_string).collect(),
        tickets: super::with_qr(tickets)?,
        base,
    })
}

/// A week before the meeting, or today when that is past.
fn usual_reply_day(app: &App, day: Option<Date>) -> Date {
    let week_before = day.and_then(|day| day.checked_sub(7.days()).ok());
    week_before.unwrap_or(app.today()).max(app.today())
}

pub(super) async fn page(State(app): State<App>, staff: Staff, Ids((office, meeting)): Ids<(OfficeId, MeetingId)>) -> Page {
    let known = meetings::view(&app, &staff.actor, office, meeting).await?;
    let form = Form::from_pairs([("reply_by", usual_reply_day(&app, known.day).to_string())]);
    render::page(&list_page(&app, &staff, office, meeting, form, Vec::new()).await?)
}

pub(super) async fn ask(
    State(app): State<App>,
    staff: Staff,
    Ids((office, meeting)): Ids<(OfficeId, MeetingId)>,
    Posted(mut form): Posted,
) -> Page {
    let only_unanswered = form.checked("only_unanswered");
    if let Some(reply_by) = form.date("reply_by", "お返事の期限") {
        match ask::ask(&app, &staff.actor, office, meeting, ask::Input { reply_by, only_unanswered }).await {
            Ok(tickets) => return render::page(&list_page(&app, &staff, office, meeting, form, tickets).await?),
            Err(ask::Error::Fault(fault)) => return Err(fault.into()),
            Err(ask::Error::HeldBack) => {
                let message = "構成員に尋ねる前に、行政に会議の日をお知らせください。";
                return render::told(&format!("/offices/{office}/meetings/{meeting}/notice"), Tone::Warn, message);
            }
            Err(error @ ask::Error::ReplyUnfit) => form.fail("reply_by", error),
            Err(error) => form.fail_whole(error),
        }
    }
    render::form_again(&list_page(&app, &staff, office, meeting, form, Vec::new()).await?)
}

#[derive(Template)]
#[template(path = "meetings/attendance_enter.html")]
struct EnterPage {
    page: PageFrame,
    base: String,
    form: Form,
    name: String,
    modes: Vec<Choice>,
    channels: Vec<Choice>,
}

async fn enter_form(
    app: &App,
    staff: &Staff,
    office: OfficeId,
    meeting: MeetingId,
    seat: SeatId,
    form: Option<Form>,
) -> Result<EnterPage, WebError> {
    let page = staff.office_frame(app, office, Room::Meetings).await?;
    let list = attendances::view(app, &staff.actor, office, meeting).await?;
    let (held, line) = list.members.into_iter().find(|(held, _)| held.seat.id == seat).ok_or(WebError::NotFound)?;
    let known = line.map(|line| Reply {
        mode: line.planned.unwrap_or(AttendanceMode::InPerson),
        proxy_name: line.proxy_name,
        written_opinion: line.written_opinion,
    });
    let by_hand = Channel::ALL.iter().filter(|channel| **channel != Channel::Online);
    Ok(EnterPage {
        page,
        base: format!("/offices/{office}/meetings/{meeting}/attendance"),
        form: form.unwrap_or_else(|| known.as_ref().map_or_else(Form::empty, form_of)),
        name: held.person.name,
        modes: choices(&answer::modes(&list.meeting)),
        channels: by_hand.map(|channel| Choice::new(channel.code(), channel.label())).collect(),
    })
}

pub(super) async fn enter_page(
    State(app): State<App>,
    staff: Staff,
    Ids((office, meeting, seat)): Ids<(OfficeId, MeetingId, SeatId)>,
) -> Page {
    render::page(&enter_form(&app, &staff, office, meeting, seat, None).await?)
}

pub(super) async fn enter(
    State(app): State<App>,
    staff: Staff,
    Ids((office, meeting, seat)): Ids<(OfficeId, MeetingId, SeatId)>,
    Posted(mut form): Posted,
) -> Page {
    let reply = reply(&mut form);
    let channel: Option<Channel> = form.choice("channel", "お返事の方法");
    if let (Some(reply), Some(channel), true) = (reply, channel, form.is_valid()) {
        match answer::enter_answer(&app, &staff.actor, office, meeting, seat, reply, channel).await {
            Ok(()) => return render::done(&format!("/offices/{office}/meetings/{meeting}/attendance"), "お返事を記録しました。"),
            Err(error) => refuse(&mut form, error)?,
        }
    }
    render::form_again(&enter_form(&app, &staff, office, meeting, seat, Some(form)).await?)
}

/// What each way of attending is called for the person who chooses it.
fn choices(modes: &[AttendanceMode]) -> Vec<Choice> {
    let label = |mode: &AttendanceMode| match mode {
        AttendanceMode::InPerson => "会場で出席します",
        AttendanceMode::Online => "オンラインで出席します",
        AttendanceMode::Proxy => "代わりの人が出席します",
        AttendanceMode::Written => "欠席して、書面で意見を出します",
        AttendanceMode::Absent => "欠席します",
    };
    modes.iter().map(|mode| Choice::new(mode.code(), label(mode))).collect()
}

fn form_of(reply: &Reply) -> Form {
    Form::from_pairs([
        ("mode", reply.mode.code()),
        ("proxy_name", reply.proxy_name.as_deref().unwrap_or_default()),
        ("written_opinion", reply.written_opinion.as_deref().unwrap_or_default()),
    ])
}

/// The answer in a form, the same for the member and for staff.
fn reply(form: &mut Form) -> Option<Reply> {
    let mode = form.choice("mode", "出欠");
    let proxy_name = form.optional("proxy_name", "代わりに出席する方のお名前");
    let written_opinion = form.optional_text("written_opinion", "書面のご意見");
    mode.filter(|_| form.is_valid()).map(|mode| Reply { mode, proxy_name, written_opinion })
}

/// Puts a refusal to the field that it belongs to.
fn refuse(form: &mut Form, error: Error) -> Result<(), WebError> {
    match error {
        Error::Fault(fault) => return Err(fault.into()),
        Error::ModeUnfit => form.fail("mode", error),
        Error::ProxyMissing => form.fail("proxy_name", error),
        Error::OpinionMissing => form.fail("written_opinion", error),
        Error::Closed | Error::Stale => form.fail_whole(error),
    }
    Ok(())
}
