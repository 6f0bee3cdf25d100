//! Fixing, moving and cancelling a date.

use askama::Template;
use axum::extract::{Query, State};
use jiff::civil::Date;
use model::{MeetingId, OfficeId, meetings::PlaceKind};
use service::{
    App,
    matters::notice,
    meetings::{
        self,
        fix::{self, Error, Outcome},
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
#[template(path = "meetings/fix.html")]
struct FixPage {
    page: PageFrame,
    base: String,
    form: Form,
    title: String,
    now: String,
    places: Vec<Choice>,
    /// The authority that is to hear of the date before the members do (D1).
    first: Option<&'static str>,
}

async fn fix_form(app: &App, staff: &Staff, office: OfficeId, id: MeetingId, form: Form) -> Result<FixPage, WebError> {
    let page = staff.office_frame(app, office, Room::Meetings).await?;
    let standing = notice::standing(app, &staff.actor, office, id).await?;
    let meeting = standing.meeting;
    Ok(FixPage {
        page,
        base: format!("/offices/{office}/meetings/{id}"),
        form,
        title: meetings::title(meeting.year, meeting.number),
        now: super::when(&meeting),
        places: Choice::all::<PlaceKind>(),
        first: standing.authority.filter(|_| standing.first).map(|authority| authority.name),
    })
}

#[derive(serde::Deserialize)]
pub(super) struct Proposed {
    #[serde(default)]
    day: String,
    #[serde(default)]
    from: String,
    #[serde(default)]
    to: String,
}

pub(super) async fn page(
    State(app): State<App>,
    staff: Staff,
    Ids((office, id)): Ids<(OfficeId, MeetingId)>,
    Query(proposed): Query<Proposed>,
) -> Page {
    let meeting = meetings::view(&app, &staff.actor, office, id).await?;
    let clock = |time: Option<jiff::civil::Time>| time.map(|time| time.strftime("%H:%M").to_string()).unwrap_or_default();
    let or = |first: String, second: String| if first.is_empty() { second } else { first };
    let form = Form::from_pairs([
        ("version", meeting.version.to_string()),
        ("day", or(proposed.day, meeting.day.map(|day| day.to_string()).unwrap_or_default())),
        ("starts_at", or(or(proposed.from, clock(meeting.starts_at)), "14:00".to_owned())),
        ("ends_at", or(or(proposed.to, clock(meeting.ends_at)), "16:00".to_owned())),
        ("place_kind", meeting.place_kind.map(|kind| model::Vocabulary::code(kind).to_owned()).unwrap_or_default()),
        ("place", meeting.place),
        ("place_access", meeting.place_access),
        ("online_url", meeting.online_url.unwrap_or_default()),
    ]);
    render::page(&fix_form(&app, &staff, office, id, form).await?)
}

pub(super) async fn send(
    State(app): State<App>,
    staff: Staff,
    Ids((office, id)): Ids<(OfficeId, MeetingId)>,
    Posted(mut form): Posted,
) -> Page {
    if let Some(input) = read(&mut form) {
        match fix::fix(&app, &staff.actor, office, id, input).await {
            Ok(Outcome::HeldBack) => {
                let message = "日程を決めました。構成員には、まだ知らせていません。次は、行政に日程をお知らせください。";
                return render::done(&format!("/offices/{office}/meetings/{id}/notice"), message);
            }
            Ok(Outcome::MembersTold(advice)) => {
                let message = match advice {
                    Some(advice) => {
                        format!("日程を決め、構成員に知らせました。助言：{}（{}）", advice.reason, advice.citation.at)
                    }
                    None => "日程を決め、構成員に知らせました。次は、次第を作りましょう。".to_owned(),
                };
                return render::done(&format!("/offices/{office}/meetings/{id}"), &message);
            }
            Err(Error::Fault(fault)) => return Err(fault.into()),
            Err(error @ (Error::OutsideYear(_) | Error::Past)) => form.fail("day", error),
            Err(error @ Error::TimesUnfit) => form.fail("ends_at", error),
            Err(error) => form.fail_whole(error),
        }
    }
    render::form_again(&fix_form(&app, &staff, office, id, form).await?)
}

fn read(form: &mut Form) -> Option<fix::Input> {
    let version = form.value("version").parse().unwrap_or_default();
    let day: Option<Date> = form.date("day", "開催日");
    let starts_at = super::time(form, "starts_at", "始まり");
    let ends_at = super::time(form, "ends_at", "終わり");
    let place_kind = form.choice("place_kind", "場所の種類");
    let place = form.required("place", "場所");
    let place_access = form.optional("place_access", "行き方・使いやすさ").unwrap_or_default();
    let online_url = form.optional("online_url", "オンラインの参加先");
    if !form.is_valid() {
        return None;
    }
    Some(fix::Input {
        version,
        day: day?,
        starts_at: starts_at?,
        ends_at: ends_at?,
        place_kind: place_kind?,
        place: place?,
        place_access,
        online_url,
    })
}

#[derive(Template)]
#[template(path = "meetings/cancel.html")]
struct CancelPage {
    page: PageFrame,
    base: String,
    form: Form,
    title: String,
}

async fn cancel_form(app: &App, staff: &Staff, office: OfficeId, id: MeetingId, form: Form) -> Result<CancelPage, WebError> {
    let page = staff.office_frame(app, office, Room::Meetings).await?;
    let meeting = meetings::view(app, &staff.actor, office, id).await?;
    Ok(CancelPage { page, base: format!("/offices/{office}/meetings/{id}"), form, title: meetings::title(meeting.year, meeting.number) })
}

pub(super) async fn cancel_page(State(app): State<App>, staff: Staff, Ids((office, id)): Ids<(OfficeId, MeetingId)>) -> Page {
    let version = meetings::view(&app, &staff.actor, office, id).await?.version;
    render::page(&cancel_form(&app, &staff, office, id, Form::from_pairs([("version", version.to_string())])).await?)
}

pub(super) async fn cancel(
    State(app): State<App>,
    staff: Staff,
    Ids((office, id)): Ids<(OfficeId, MeetingId)>,
    Posted(mut form): Posted,
) -> Page {
    let version = form.value("version").parse().unwrap_or_default();
    if let Some(reason) = form.required_text("reason", "中止の理由") {
        match fix::cancel(&app, &staff.actor, office, id, version, reason).await {
            Ok(()) => return render::done(&format!("/offices/{office}/meetings"), "会議を中止し、日程が決まっていた方に知らせました。"),
            Err(Error::Fault(fault)) => return Err(fault.into()),
            Err(error) => form.fail_whole(error),
        }
    }
    render::form_again(&cancel_form(&app, &staff, office, id, form).await?)
}
