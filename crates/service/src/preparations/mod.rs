//! What is prepared for the needs of those who come to a meeting or make a visit (A13): who sees to it, until when. Only those who arrange
//! it see the list.

use jiff::{ToSpan, civil::Date};
use model::{OfficeId, SeatId, Vocabulary, meetings::AttendanceMode, seats::Accommodation, visits::VisitState};
pub use store::preparations::{Occasion, Preparation};
use store::{
    Facts, ReadTx, Subject,
    attendances::{self, Attendee},
    meetings, preparations, visits,
};

use crate::{Action, Actor, App, Fault, Resource, seats::needs};

/// One thing to prepare.
#[derive(Debug, Clone)]
pub struct Item {
    /// What is written down; a date is proposed where nothing is.
    pub kept: Preparation,
    /// For whom.
    pub name: String,
    /// What staff do about it.
    pub prepare: &'static str,
}

impl Item {
    /// Whether it should have been done by a day and is not.
    pub fn is_late(&self, on: Date) -> bool {
        self.kept.done_on.is_none() && self.kept.due_on.is_some_and(|due| due < on)
    }
}

/// What is written down about one thing.
#[derive(Debug, Clone)]
pub struct Input {
    /// For whom.
    pub seat: SeatId,
    /// What is needed.
    pub need: Accommodation,
    /// The version that was shown.
    pub version: i64,
    /// Who sees to it.
    pub owner: Option<String>,
    /// Until when.
    pub due_on: Option<Date>,
    /// Whether it is done.
    pub done: bool,
}

/// Nothing was kept.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Nobody who comes needs this any more.
    #[error("準備の一覧が変わりました。入力した内容は残してあります。今の一覧と見比べて、もう一度保存してください。")]
    Changed,
    /// Somebody else was faster.
    #[error("ほかの方が先に変更しました。入力した内容は残してあります。今の内容と見比べてください。")]
    Stale,
    /// See [`Fault`].
    #[error(transparent)]
    Fault(#[from] Fault),
}

crate::fault::from_store!(Error, Stale | Duplicate => Stale);

/// What is to be prepared, by member.
pub async fn list(app: &App, actor: &Actor, office: OfficeId, occasion: Occasion) -> Result<Vec<Item>, Fault> {
    let mut tx = app.view(actor, Action::PreparationsKeep, &Resource::office(office)).await?;
    load(&mut tx, office, occasion).await
}

/// Writes down who sees to what until when, and what is done; all of it or nothing.
pub async fn keep(app: &App, actor: &Actor, office: OfficeId, occasion: Occasion, inputs: Vec<Input>) -> Result<(), Error> {
    let mut tx = app.change(actor, Action::PreparationsKeep, &Resource::office(office)).await?;
    let items = load(&mut tx, office, occasion).await?;
    let mut told = Vec::new();
    for input in inputs {
        let of_input = |item: &&Item| (item.kept.seat, item.kept.need) == (input.seat, input.need);
        let before = &items.iter().find(of_input).ok_or(Error::Changed)?.kept;
        let done_on = if input.done { before.done_on.or(Some(app.today())) } else { None };
        let after = Preparation { owner: input.owner, due_on: input.due_on, done_on, version: input.version, ..before.clone() };
        let same = Preparation { version: before.version, ..after.clone() } == *before;
        if same && before.version > 0 {
            continue;
        }
        match after.version {
            0 => preparations::insert(&mut tx, office, &after).await?,
            _ => preparations::update(&mut tx, office, &after).await?,
        }
        let due = after.due_on.map(|day| day.to_string()).unwrap_or_default();
        told.push(format!("{} {} {due} {}", after.seat, after.need.code(), after.done_on.is_some()));
    }
    let subject = match occasion {
        Occasion::Meeting(id) => Subject::new("meeting", id),
        Occasion::Visit(id) => Subject::new("visit", id),
    };
    let mut record = app.record(actor, Action::PreparationsKeep, office, subject);
    // What somebody needs is theirs: the record holds it as personal.
    record.after = Facts::new().plain("changed", told.len()).personal("preparations", told.join("; "));
    tx.commit(app.now(), record).await?;
    Ok(())
}

async fn load(tx: &mut ReadTx, office: OfficeId, occasion: Occasion) -> Result<Vec<Item>, Fault> {
    let mut seated = crate::meetings::seated(tx, office).await?;
    seated.sort_by_key(|held| held.seat.category);
    let day = match occasion {
        Occasion::Meeting(id) => {
            let meeting = meetings::load(tx, office, id).await?.ok_or(Fault::Hidden)?;
            let lines = attendances::list(tx, office, id).await?;
            let stays_away =
                |seat| lines.iter().any(|line| line.attendee == Attendee::Member(seat) && line.planned == Some(AttendanceMode::Absent));
            seated.retain(|held| !stays_away(held.seat.id));
            meeting.day
        }
        Occasion::Visit(id) => {
            let visit = visits::load(tx, office, id).await?.filter(|visit| visit.state != VisitState::Cancelled).ok_or(Fault::Hidden)?;
            seated.retain(|held| held.seat.id == visit.seat);
            visit.day
        }
    };
    let kept = preparations::of_occasion(tx, office, occasion).await?;
    let mut items = Vec::new();
    for held in &seated {
        for &need in Accommodation::ALL.iter().filter(|need| held.person.needs.contains(need)) {
            let known = kept.iter().find(|one| (one.seat, one.need) == (held.seat.id, need)).cloned();
            let fresh = || -> Result<Preparation, Fault> {
                let before = i64::from(needs::days_before(need)?).days();
                let due_on = day.map(|day| day.saturating_sub(before));
                Ok(Preparation { office, occasion, seat: held.seat.id, need, owner: None, due_on, done_on: None, version: 0 })
            };
            let kept = known.map_or_else(fresh, Ok)?;
            items.push(Item { kept, name: held.person.name.clone(), prepare: needs::prepare(need)? });
        }
    }
    Ok(items)
}
