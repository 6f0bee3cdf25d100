//! Date polls: opening, standing with proposals, answers entered by staff, and the member's own page (B3).

use askama::Template;
use axum::extract::State;
use jiff::civil::{Date, Time};
use model::{
    MeetingId, OfficeId, SeatId, SlotId, Vocabulary,
    calendar::{format_date, format_time},
    meetings::PollAnswer,
    seats::Channel,
};
use service::{
    App,
    links::Ticket,
    meetings,
    polls::{
        self, Standing,
        answer::{self, Question},
        open,
    },
    rows::Slot,
};

use crate::{
    caller::{Ids, Member, Staff},
    components::Choice,
    errors::WebError,
    forms::Form,
    frame::{PageFrame, Room},
    posted::Posted,
    render::{self, Page},
};

/// So many candidate times fit on the form.
const CANDIDATES: usize = 5;

/// A slot in its rank.
struct Ranked {
    when: String,
    reasons: Vec<String>,
    fix_href: String,
}

#[derive(Template)]
#[template(path = "meetings/poll.html")]
struct PollPage {
    page: PageFrame,
    base: String,
    title: String,
    form: Form,
    numbers: Vec<usize>,
    reply_by: Option<String>,
    slots: Vec<String>,
    members: Vec<(String, String, Vec<&'static str>)>,
    ranked: Vec<Ranked>,
    obstacles: Vec<String>,
    tickets: Vec<(Ticket, String)>,
}

fn slot_text(slot: &Slot) -> String {
    format!("{}　{}から{}まで", format_date(slot.day), format_time(slot.starts_at), format_time(slot.ends_at))
}

async fn standing_page(
    app: &App,
    staff: &Staff,
    office: OfficeId,
    meeting: MeetingId,
    form: Form,
    tickets: Vec<Ticket>,
) -> Result<PollPage, WebError> {
    let page = staff.office_frame(app, office, Room::Meetings).await?;
    let standing = polls::view(app, &staff.actor, office, meeting).await?;
    let base = format!("/offices/{office}/meetings/{meeting}");
    Ok(PollPage {
        page,
        title: meetings::title(standing.meeting.year, standing.meeting.number),
        form,
        numbers: (1..=CANDIDATES).collect(),
        reply_by: standing.poll.as_ref().map(|poll| format_date(poll.reply_by)),
        slots: standing.slots.iter().map(slot_text).collect(),
        members: members(&base, &standing),
        ranked: ranked(&base, &standing),
        obstacles: standing.obstacles,
        tickets: super::with_qr(tickets)?,
        base,
    })
}

fn members(base: &str, standing: &Standing) -> Vec<(String, String, Vec<&'static str>)> {
    let answer = |seat: SeatId, slot: &Slot| {
        let given = standing.answers.iter().find(|answer| answer.seat == seat && answer.slot == slot.id);
        given.map_or("－", |given| given.answer.label())
    };
    let row = |held: &service::seats::Held| {
        let answers = standing.slots.iter().map(|slot| answer(held.seat.id, slot)).collect();
        (format!("{}（{}）", held.person.name, held.seat.category), format!("{base}/poll/{}", held.seat.id), answers)
    };
    standing.members.iter().map(row).collect()
}

fn ranked(base: &str, standing: &Standing) -> Vec<Ranked> {
    let of_slot = |proposal: &planner::dates::Proposal| {
        let slot = standing.slots.iter().find(|slot| slot.id.to_string() == proposal.slot)?;
        let fix_href =
            format!("{base}/fix?day={}&from={}&to={}", slot.day, slot.starts_at.strftime("%H:%M"), slot.ends_at.strftime("%H:%M"));
        Some(Ranked { when: slot_text(slot), reasons: proposal.reasons.clone(), fix_href })
    };
    standing.proposals.iter().filter_map(of_slot).collect()
}

pub(super) async fn page(State(app): State<App>, staff: Staff, Ids((office, meeting)): Ids<(OfficeId, MeetingId)>) -> Page {
    let form =
        Form::from_pairs((1..=CANDIDATES).flat_map(|n| [(format!("from{n}"), "14:00".to_owned()), (format!("to{n}"), "16:00".to_owned())]));
    render::page(&standing_page(&app, &staff, office, meeting, form, Vec::new()).await?)
}

pub(super) async fn open(
    State(app): State<App>,
    staff: Staff,
    Ids((office, meeting)): Ids<(OfficeId, MeetingId)>,
    Posted(mut form): Posted,
) -> Page {
    let reply_by: Option<Date> = form.date("reply_by", "お返事の期限");
    let mut slots: Vec<(Date, Time, Time)> = Vec::new();
    for n in 1..=CANDIDATES {
        let Some(day) = form.optional_date(&format!("day{n}"), &format!("候補{n}の日")) else { continue };
        let from = super::time(&mut form, &format!("from{n}"), &format!("候補{n}の始まり"));
        let to = super::time(&mut form, &format!("to{n}"), &format!("候補{n}の終わり"));
        if let (Some(from), Some(to)) = (from, to) {
            slots.push((day, from, to));
        }
    }
    if let (Some(reply_by), true) = (reply_by, form.is_valid()) {
        match open::open(&app, &staff.actor, office, meeting, open::Input { slots, reply_by }).await {
            Ok(tickets) => return render::page(&standing_page(&app, &staff, office, meeting, Form::empty(), tickets).await?),
            Err(open::Error::Fault(fault)) => return Err(fault.into()),
            Err(error @ open::Error::ReplyUnfit) => form.fail("reply_by", error),
            Err(error @ (open::Error::NoSlot | open::Error::SlotUnfit(_) | open::Error::TimesUnfit(_))) => form.fail("day1", error),
            Err(error) => form.fail_whole(error),
        }
    }
    render::form_again(&standing_page(&app, &staff, office, meeting, form, Vec::new()).await?)
}

#[derive(Template)]
#[template(path = "meetings/enter.html")]
struct EnterPage {
    page: PageFrame,
    base: String,
    form: Form,
    name: String,
    slots: Vec<(String, String)>,
    answers: Vec<Choice>,
    channels: Vec<Choice>,
}

async fn enter_form(
    app: &App,
    staff: &Staff,
    office: OfficeId,
    meeting: MeetingId,
    seat: SeatId,
    form: Form,
) -> Result<EnterPage, WebError> {
    let page = staff.office_frame(app, office, Room::Meetings).await?;
    let standing = polls::view(app, &staff.actor, office, meeting).await?;
    let held = standing.members.iter().find(|held| held.seat.id == seat).ok_or(WebError::NotFound)?;
    let channels =
        Channel::ALL.iter().filter(|channel| **channel != Channel::Online).map(|channel| Choice::new(channel.code(), channel.label()));
    Ok(EnterPage {
        page,
        base: format!("/offices/{office}/meetings/{meeting}/poll"),
        form,
        name: held.person.name.clone(),
        slots: standing.slots.iter().map(|slot| (format!("slot-{}", slot.id), slot_text(slot))).collect(),
        answers: answer_choices(),
        channels: channels.collect(),
    })
}

fn answer_choices() -> Vec<Choice> {
    [(PollAnswer::Yes, "○　出られます"), (PollAnswer::Maybe, "△　まだわかりません"), (PollAnswer::No, "×　出られません")]
        .map(|(answer, label)| Choice::new(answer.code(), label))
        .to_vec()
}

/// What was chosen for each slot.
fn given(form: &mut Form, slots: impl Iterator<Item = (SlotId, String)>) -> Vec<(SlotId, PollAnswer)> {
    slots.filter_map(|(slot, label)| form.choice(&format!("slot-{slot}"), &label).map(|answer| (slot, answer))).collect()
}

pub(super) async fn enter_page(
    State(app): State<App>,
    staff: Staff,
    Ids((office, meeting, seat)): Ids<(OfficeId, MeetingId, SeatId)>,
) -> Page {
    let standing = polls::view(&app, &staff.actor, office, meeting).await?;
    let known = standing.answers.iter().filter(|answer| answer.seat == seat);
    let form = Form::from_pairs(known.map(|answer| (format!("slot-{}", answer.slot), answer.answer.code())));
    render::page(&enter_form(&app, &staff, office, meeting, seat, form).await?)
}

pub(super) async fn enter(
    State(app): State<App>,
    staff: Staff,
    Ids((office, meeting, seat)): Ids<(OfficeId, MeetingId, SeatId)>,
    Posted(mut form): Posted,
) -> Page {
    let standing = polls::view(&app, &staff.actor, office, meeting).await?;
    let given = given(&mut form, standing.slots.iter().map(|slot| (slot.id, slot_text(slot))));
    let channel: Option<Channel> = form.choice("channel", "お返事の方法");
    if let (Some(channel), true) = (channel, form.is_valid()) {
        match answer::enter_answer(&app, &staff.actor, office, seat, &given, channel).await {
            Ok(()) => return render::done(&format!("/offices/{office}/meetings/{meeting}/poll"), "お返事を記録しました。"),
            Err(answer::Error::Fault(fault)) => return Err(fault.into()),
            Err(error) => form.fail_whole(error),
        }
    }
    render::form_again(&enter_form(&app, &staff, office, meeting, seat, form).await?)
}

#[derive(Template)]
#[template(path = "member/dates.html")]
struct MemberPage {
    page: PageFrame,
    action: String,
    form: Form,
    name: String,
    title: String,
    reply_by: String,
    phone: String,
    slots: Vec<(String, String)>,
    answers: Vec<Choice>,
    closed: bool,
    thanked: bool,
}

fn member_form(member: &Member, question: Question, form: Form, thanked: bool) -> MemberPage {
    MemberPage {
        page: member.frame(question.office_name),
        action: format!("/m/{}/dates", member.token),
        form,
        name: question.name,
        title: meetings::title(question.meeting.year, question.meeting.number),
        reply_by: format_date(question.poll.reply_by),
        phone: question.phone,
        slots: question.slots.iter().map(|(slot, _)| (format!("slot-{}", slot.id), slot_text(slot))).collect(),
        answers: answer_choices(),
        closed: question.poll.closed_on.is_some(),
        thanked,
    }
}

pub(super) async fn member_page(State(app): State<App>, member: Member) -> Page {
    let question = answer::view(&app, &member.actor).await?;
    let known = question.slots.iter().filter_map(|(slot, answer)| answer.map(|answer| (format!("slot-{}", slot.id), answer.code())));
    let form = Form::from_pairs(known.collect::<Vec<_>>());
    let thanked = question.slots.iter().all(|(_, answer)| answer.is_some());
    render::page(&member_form(&member, question, form, thanked))
}

pub(super) async fn member_answer(State(app): State<App>, member: Member, Posted(mut form): Posted) -> Page {
    let question = answer::view(&app, &member.actor).await?;
    let given = given(&mut form, question.slots.iter().map(|(slot, _)| (slot.id, slot_text(slot))));
    if form.is_valid() {
        match answer::answer_by_link(&app, &member.actor, &given).await {
            Ok(()) => return render::on_to(&format!("/m/{}/dates", member.token)),
            Err(answer::Error::Fault(fault)) => return Err(fault.into()),
            Err(error) => form.fail_whole(error),
        }
    }
    render::form_again(&member_form(&member, question, form, false))
}
