//! 次第: from the library by purpose, with the sum of minutes and warnings (B6–B8, B15).

pub(crate) mod carry_over;
mod library;

use model::{
    AgendaItemId, MeetingId, OfficeId, Vocabulary,
    meetings::{IncidentConsent, ItemStyle, Purpose},
    seats::SeatCategory,
};
use store::{
    Facts, StoreError, Subject, WriteTx,
    agenda::{self, AgendaItem},
    meetings::{self, Meeting},
};

use crate::{Action, Actor, App, Fault, Resource};

pub use library::{Entry, library};

/// About so long a meeting is (the ministry's guide, chapter 5).
pub const ABOUT_MINUTES: u32 = 120;

/// An agenda with its warnings.
#[derive(Debug, Clone)]
pub struct Agenda {
    /// The meeting.
    pub meeting: Meeting,
    /// The items, in order.
    pub items: Vec<AgendaItem>,
    /// The sum of minutes.
    pub minutes: u32,
    /// What to think about, in words.
    pub warnings: Vec<String>,
}

impl Agenda {
    /// Whether the visitors' impressions are an item of their own (C8); otherwise the running order keeps its usual place for them (B10).
    pub fn has_impressions(&self) -> bool {
        self.items.iter().any(|item| item.library_key.as_deref() == Some(carry_over::IMPRESSIONS))
    }
}

/// The agenda of a meeting.
pub async fn view(app: &App, actor: &Actor, office: OfficeId, meeting: MeetingId) -> Result<Agenda, Fault> {
    let mut tx = app.view(actor, Action::MeetingsView, &Resource::office(office)).await?;
    let meeting = meetings::load(&mut tx, office, meeting).await?.ok_or(Fault::Hidden)?;
    let items = agenda::list(&mut tx, office, meeting.id).await?;
    let members = crate::meetings::seated(&mut tx, office).await?;
    let seated: Vec<SeatCategory> = members.iter().map(|held| held.seat.category).collect();
    let minutes = items.iter().map(|item| item.minutes).sum();
    Ok(Agenda { warnings: warnings(&items, minutes, &seated), meeting, items, minutes })
}

fn warnings(items: &[AgendaItem], minutes: u32, seated: &[SeatCategory]) -> Vec<String> {
    if items.is_empty() {
        return Vec::new();
    }
    let mut warnings = Vec::new();
    let missing: Vec<&str> = Purpose::ALL
        .iter()
        .filter(|purpose| !items.iter().any(|item| item.purposes.contains(purpose)))
        .map(|purpose| purpose.label())
        .collect();
    if !missing.is_empty() {
        warnings.push(format!("「{}」を目的とする議題がありません。", missing.join("」「")));
    }
    if items.iter().all(|item| item.style == ItemStyle::Report) {
        warnings.push("報告だけの会議になっています。意見を交わす議題を1つ以上入れると、話しやすくなります。".to_owned());
    }
    if minutes > ABOUT_MINUTES {
        warnings.push(format!("合計{minutes}分です。2時間程度に収まるように、時間を見直してください。"));
    }
    for item in items {
        if let Some(expert) = item.wants_expert.filter(|expert| !seated.contains(expert)) {
            warnings.push(format!("「{}」は{expert}の助言を受ける議題ですが、その区分の構成員がいません。", item.title));
        }
        if matches!(item.incident, Some(IncidentConsent::Open | IncidentConsent::Refused)) {
            warnings.push(format!("「{}」は、出席する利用者に関わる事例なら、ご本人の了承を得てから取り上げてください。", item.title));
        }
    }
    warnings
}

/// A change of an agenda.
#[derive(Debug, Clone)]
pub enum Change {
    /// Adds an entry of the library.
    AddFromLibrary(String),
    /// Adds an own item.
    Add {
        /// 議題.
        title: String,
        /// What it is about.
        description: String,
        /// Its purposes.
        purposes: Vec<Purpose>,
        /// Report or conversation.
        style: ItemStyle,
        /// How long.
        minutes: u32,
    },
    /// Changes how long an item takes.
    SetMinutes(AgendaItemId, u32),
    /// Says whether the resident concerned agreed.
    SetConsent(AgendaItemId, IncidentConsent),
    /// One place up.
    Up(AgendaItemId),
    /// One place down.
    Down(AgendaItemId),
    /// Takes it off.
    Remove(AgendaItemId),
    /// Puts open requests and advice of earlier meetings on the agenda.
    TakeOverVoices,
}

/// The agenda stays as it was.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The library has no such entry.
    #[error("その議題の見本は見つかりませんでした。一覧から選んでください。")]
    Unknown,
    /// Somebody else was faster.
    #[error("ほかの方が先に変更しました。画面を読み込み直してください。")]
    Stale,
    /// See [`Fault`].
    #[error(transparent)]
    Fault(#[from] Fault),
}

crate::fault::from_store!(Error, Stale => Stale);

/// Changes an agenda.
pub async fn edit(app: &App, actor: &Actor, office: OfficeId, meeting: MeetingId, change: Change) -> Result<(), Error> {
    let mut tx = app.change(actor, Action::AgendaEdit, &Resource::office(office)).await?;
    let meeting = meetings::load(&mut tx, office, meeting).await?.ok_or(Fault::Hidden)?;
    let items = agenda::list(&mut tx, office, meeting.id).await?;
    let count_before = items.len();
    apply(app, &mut tx, &meeting, items, change).await?;
    let count_after = agenda::list(&mut tx, office, meeting.id).await?.len();
    let mut record = app.record(actor, Action::AgendaEdit, office, Subject::new("meeting", meeting.id));
    record.before = Facts::new().plain("items", count_before);
    record.after = Facts::new().plain("items", count_after);
    tx.commit(app.now(), record).await?;
    Ok(())
}

async fn apply(app: &App, tx: &mut WriteTx, meeting: &Meeting, mut items: Vec<AgendaItem>, change: Change) -> Result<(), Error> {
    let place = items.iter().map(|item| item.place_in_order).max().unwrap_or(0) + 1;
    let find = |items: &[AgendaItem], id| items.iter().position(|item| item.id == id).ok_or(Fault::Hidden);
    match change {
        Change::AddFromLibrary(key) => {
            let entry = library()?.iter().find(|entry| entry.key == key).ok_or(Error::Unknown)?;
            agenda::insert(tx, &entry.as_item(app.mint(), meeting, place)).await?;
        }
        Change::Add { title, description, purposes, style, minutes } => {
            let item = AgendaItem { title, description, purposes, style, minutes, ..blank(app, meeting, place) };
            agenda::insert(tx, &item).await?;
        }
        Change::SetMinutes(id, minutes) => {
            let at = find(&items, id)?;
            items[at].minutes = minutes;
            agenda::update(tx, &items[at]).await?;
        }
        Change::SetConsent(id, consent) => {
            let at = find(&items, id)?;
            items[at].incident = items[at].incident.map(|_| consent);
            agenda::update(tx, &items[at]).await?;
        }
        Change::Up(id) => {
            let at = find(&items, id)?;
            swap(tx, &mut items, at.saturating_sub(1), at).await?;
        }
        Change::Down(id) => {
            let at = find(&items, id)?;
            let next = (at + 1).min(items.len() - 1);
            swap(tx, &mut items, at, next).await?;
        }
        Change::Remove(id) => {
            find(&items, id)?;
            agenda::delete(tx, meeting.office, id).await?;
        }
        Change::TakeOverVoices => carry_over::open_voices(app, tx, meeting).await?,
    }
    Ok(())
}

async fn swap(tx: &mut WriteTx, items: &mut [AgendaItem], one: usize, other: usize) -> Result<(), StoreError> {
    if one == other {
        return Ok(());
    }
    let (first, second) = (items[one].place_in_order, items[other].place_in_order);
    items[one].place_in_order = second;
    items[other].place_in_order = first;
    agenda::update(tx, &items[one]).await?;
    agenda::update(tx, &items[other]).await
}

fn blank(app: &App, meeting: &Meeting, place: u32) -> AgendaItem {
    AgendaItem {
        id: app.mint(),
        office: meeting.office,
        meeting: meeting.id,
        place_in_order: place,
        library_key: None,
        title: String::new(),
        description: String::new(),
        purposes: Vec::new(),
        style: ItemStyle::Dialogue,
        minutes: 10,
        wants_expert: None,
        incident: None,
        voice: None,
        version: 1,
    }
}
