//! The log as proof of the effort (A14): what was written down, and every seat that somebody was asked to take, by day.

use jiff::civil::Date;
use model::{
    OfficeId,
    calendar::format_date,
    outreach::OutreachKind,
    seats::{SeatCategory, SeatState},
};
use store::outreach::{self, Outreach};

use super::tries::{self, Tries};
use crate::{
    Action, Actor, App, Fault, Resource,
    seats::{self, Held},
};

/// A line of the log, written by hand or told by a seat.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// When.
    pub day: Date,
    /// What.
    pub kind: OutreachKind,
    /// Whom.
    pub whom: String,
    /// How.
    pub how: String,
    /// What came of it.
    pub outcome: String,
    /// Why it was refused.
    pub refusal_reason: Option<String>,
    /// What comes next.
    pub next_step: String,
    /// When.
    pub next_on: Option<Date>,
}

/// The log of an office.
#[derive(Debug, Clone)]
pub struct Log {
    /// The newest first.
    pub entries: Vec<Entry>,
    /// What to try for each mandatory category in which nobody sits or is being asked.
    pub tries: Vec<&'static Tries>,
}

impl Log {
    /// How many people were asked to become members.
    pub fn asked(&self) -> usize {
        self.entries.iter().filter(|entry| entry.kind == OutreachKind::Request).count()
    }

    /// How many of them declined.
    pub fn declined(&self) -> usize {
        self.entries.iter().filter(|entry| entry.kind == OutreachKind::Request && entry.refusal_reason.is_some()).count()
    }
}

/// The log of an office, the newest first.
pub async fn log(app: &App, actor: &Actor, office: OfficeId) -> Result<Log, Fault> {
    let mut tx = app.view(actor, Action::SeatsView, &Resource::office(office)).await?;
    let held = seats::held(&mut tx, office).await?;
    let mut entries: Vec<Entry> = outreach::list(&mut tx, office).await?.into_iter().map(Entry::from).collect();
    entries.extend(held.iter().filter_map(asked));
    entries.sort_by_key(|entry| std::cmp::Reverse(entry.day));
    Ok(Log { entries, tries: tries::for_categories(&open_categories(&held))? })
}

impl From<Outreach> for Entry {
    fn from(line: Outreach) -> Self {
        Self {
            day: line.on_day,
            kind: line.kind,
            whom: line.whom,
            how: line.how,
            outcome: line.outcome,
            refusal_reason: line.refusal_reason,
            next_step: line.next_step,
            next_on: line.next_on,
        }
    }
}

/// A seat tells of the letter and the answer; a candidate who was not asked yet tells nothing.
fn asked(held: &Held) -> Option<Entry> {
    let seat = &held.seat;
    let day = seat.invited_on.or(seat.answered_on)?;
    let by = seat.answered_via.map(|via| format!("（{via}）")).unwrap_or_default();
    let answered = seat.answered_on.map(format_date).unwrap_or_default();
    let (outcome, next_step, next_on) = match seat.state {
        SeatState::Candidate => return None,
        SeatState::Invited => ("お返事を待っています".to_owned(), "お返事を確かめる", seat.reply_by),
        SeatState::Seated | SeatState::Ended => (format!("{answered}に承諾{by}"), "", None),
        SeatState::Declined => (format!("{answered}に辞退{by}"), "お礼を伝え、次の候補の方を選ぶ", None),
    };
    Some(Entry {
        day,
        kind: OutreachKind::Request,
        whom: format!("{}（{}）", held.person.name, seat.category),
        how: if seat.invited_on.is_none() {
            "口頭など"
        } else if held.person.email.is_some() {
            "お手紙・メール"
        } else {
            "お手紙"
        }
        .to_owned(),
        outcome,
        refusal_reason: (seat.state == SeatState::Declined)
            .then(|| seat.decline_reason.clone().unwrap_or_else(|| "理由はうかがっていません".to_owned())),
        next_step: next_step.to_owned(),
        next_on,
    })
}

/// The mandatory categories (A2) in which nobody is even thought of.
fn open_categories(held: &[Held]) -> Vec<SeatCategory> {
    let is_open = |state| matches!(state, SeatState::Candidate | SeatState::Invited | SeatState::Seated);
    [SeatCategory::Resident, SeatCategory::Family, SeatCategory::Community]
        .into_iter()
        .filter(|category| !held.iter().any(|held| held.seat.category == *category && is_open(held.seat.state)))
        .collect()
}
