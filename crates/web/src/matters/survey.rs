//! The office's answer to a survey of planned dates (D2).

use axum::extract::State;
use model::{
    MatterId, OfficeId,
    calendar::{format_date, format_time},
    matters::{PlannedDate, Sitting},
};
use service::{
    App,
    matters::{
        Desk,
        survey::{self, Error},
    },
};

use super::thread;
use crate::{
    caller::{Ids, Staff},
    forms::Form,
    meetings,
    posted::Posted,
    render::{self, Page},
};

/// The numbers of the rows of the form: as many as there are dates, and a few more.
pub(super) struct Rows(pub(super) Vec<usize>);

/// An office with one house plans one meeting, or two.
const FEWEST: usize = 3;

impl Rows {
    pub(super) fn for_dates(dates: &[PlannedDate]) -> Self {
        Self((1..=(dates.len() + 1).clamp(FEWEST, survey::MOST_DATES)).collect())
    }
}

pub(super) fn when(sitting: &Sitting) -> String {
    format!("{}　{}から{}まで", format_date(sitting.day), format_time(sitting.starts), format_time(sitting.ends))
}

pub(super) fn planned(date: &PlannedDate) -> String {
    format!("{}{}", when(&date.sitting), if date.provisional { "（仮）" } else { "" })
}

/// Writes known dates into the fields of their rows; further rows begin with the usual hours.
pub(super) fn fill(form: &mut Form, dates: &[PlannedDate]) {
    for number in Rows::for_dates(dates).0 {
        let known = dates.get(number - 1);
        let clock = |time: jiff::civil::Time| time.strftime("%H:%M").to_string();
        form.set(&format!("day{number}"), known.map(|date| date.sitting.day.to_string()).unwrap_or_default());
        form.set(&format!("from{number}"), known.map_or("14:00".to_owned(), |date| clock(date.sitting.starts)));
        form.set(&format!("to{number}"), known.map_or("16:00".to_owned(), |date| clock(date.sitting.ends)));
        if known.is_none_or(|date| date.provisional) {
            form.set(&format!("provisional{number}"), "1");
        }
    }
}

/// The rows in which a day was written.
fn read(form: &mut Form) -> Vec<PlannedDate> {
    let mut dates = Vec::new();
    for number in 1..=survey::MOST_DATES {
        let day = form.optional_date(&format!("day{number}"), &format!("予定{number}の日"));
        let Some(day) = day else { continue };
        let starts = meetings::time(form, &format!("from{number}"), &format!("予定{number}の始まり"));
        let ends = meetings::time(form, &format!("to{number}"), &format!("予定{number}の終わり"));
        let provisional = form.checked(&format!("provisional{number}"));
        if let (Some(starts), Some(ends)) = (starts, ends) {
            dates.push(PlannedDate { sitting: Sitting { day, starts, ends }, provisional });
        }
    }
    dates
}

pub(super) async fn send(
    State(app): State<App>,
    staff: Staff,
    Ids((office, id)): Ids<(OfficeId, MatterId)>,
    Posted(mut form): Posted,
) -> Page {
    let desk = Desk::Office(office);
    let unknown = form.checked("unknown");
    let dates = if unknown { Vec::new() } else { read(&mut form) };
    let note = form.optional_text("note", "伝えること").unwrap_or_default();
    if dates.is_empty() && !unknown && form.is_valid() {
        form.fail("day1", "予定の日を入力するか、「まだ決まっていません」に印を付けてください。");
    }
    if form.is_valid() {
        match survey::answer(&app, &staff.actor, office, id, thread::version(&form), dates, note).await {
            Ok(()) => return render::done(&thread::address(desk, id), "回答しました。締め切りまで、何度でも直せます。"),
            Err(Error::Fault(fault)) => return Err(fault.into()),
            Err(error) => form.fail_whole(error),
        }
    }
    thread::again(&app, &staff, desk, id, form).await
}
