//! 資料: what is handed out at a meeting; with personal information only in numbered copies that are collected back (B4, B9).

use model::{AgendaItemId, MaterialId, MeetingId, OfficeId, meetings::MeetingState, seats::SeatState};
use store::{
    Facts, ReadTx, StoreError, Subject, agenda,
    materials::{self, Copy, Material},
    meetings::{self, Meeting},
};

use crate::{
    Action, Actor, App, Fault, LinkPurpose, Resource,
    attendances::answer::line_of_link,
    files::{self, Opened, Received, Upload},
    seats::Held,
};

/// The materials of a meeting.
#[derive(Debug, Clone)]
pub struct View {
    /// The meeting.
    pub meeting: Meeting,
    /// Each, with its copies in the order of their numbers.
    pub materials: Vec<(Material, Vec<Copy>)>,
    /// Who may hold a copy.
    pub members: Vec<Held>,
}

impl View {
    /// How many copies are still out.
    pub fn outstanding(&self) -> usize {
        self.materials.iter().flat_map(|(_, copies)| copies).filter(|copy| copy.returned_at.is_none()).count()
    }
}

/// A material to add.
#[derive(Debug, Clone)]
pub struct Input {
    /// What it is called.
    pub title: String,
    /// For which item.
    pub item: Option<AgendaItemId>,
    /// 個人情報あり.
    pub personal: bool,
    /// The file; `None` when it exists on paper only.
    pub upload: Option<Upload>,
    /// Copies for the office itself, besides one for each member. Only counts with personal information.
    pub own_copies: u32,
}

/// The material was not kept.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// It needs a name.
    #[error("資料の名前を入力してください。")]
    TitleMissing,
    /// The meeting was cancelled.
    #[error("中止した会議には、資料を加えられません。")]
    Cancelled,
    /// Copies are out.
    #[error("まだ回収していない資料があります。すべて回収してから、削除してください。")]
    CopiesOut,
    /// The file was not taken.
    #[error(transparent)]
    File(files::Error),
    /// See [`Fault`].
    #[error(transparent)]
    Fault(#[from] Fault),
}

crate::fault::from_store!(Error);

impl From<files::Error> for Error {
    fn from(error: files::Error) -> Self {
        match error {
            files::Error::Fault(fault) => Self::Fault(fault),
            other => Self::File(other),
        }
    }
}

/// What is handed out at a meeting.
pub async fn view(app: &App, actor: &Actor, office: OfficeId, meeting: MeetingId) -> Result<View, Fault> {
    let mut tx = app.view(actor, Action::MeetingsView, &Resource::office(office)).await?;
    let meeting = meetings::load(&mut tx, office, meeting).await?.ok_or(Fault::Hidden)?;
    let copies = materials::copies(&mut tx, office, meeting.id).await?;
    let of = |material: Material| {
        let own = copies.iter().filter(|copy| copy.material == material.id).cloned().collect();
        (material, own)
    };
    let materials = materials::list(&mut tx, office, meeting.id).await?.into_iter().map(of).collect();
    Ok(View { meeting, materials, members: crate::seats::held(&mut tx, office).await? })
}

/// Adds a material. With personal information, a numbered copy is made for each member and for the office.
pub async fn add(app: &App, actor: &Actor, office: OfficeId, meeting: MeetingId, mut input: Input) -> Result<MaterialId, Error> {
    if input.title.trim().is_empty() {
        return Err(Error::TitleMissing);
    }
    let received = match input.upload.take() {
        Some(upload) => Some(files::receive(app, actor, Action::MaterialsEdit, office, upload).await?),
        None => None,
    };
    let mut tx = app.change(actor, Action::MaterialsEdit, &Resource::office(office)).await?;
    let meeting = meetings::load(&mut tx, office, meeting).await?.ok_or(Fault::Hidden)?;
    if meeting.state == MeetingState::Cancelled {
        return Err(Error::Cancelled);
    }
    if let Some(item) = input.item {
        agenda::list(&mut tx, office, meeting.id).await?.into_iter().find(|known| known.id == item).ok_or(Fault::Hidden)?;
    }
    if let Some(known) = same(&mut tx, &meeting, &input, received.as_ref()).await? {
        return Ok(known);
    }
    let file = match received {
        Some(received) => Some(received.keep(&mut tx).await?),
        None => None,
    };
    let material = Material {
        id: app.mint(),
        office,
        meeting: meeting.id,
        item: input.item,
        title: input.title.trim().to_owned(),
        file,
        personal: input.personal,
        version: 1,
    };
    materials::insert(&mut tx, &material).await?;
    let mut copies = 0;
    if material.personal {
        let members = crate::seats::held(&mut tx, office).await?.into_iter().filter(|held| held.seat.state == SeatState::Seated);
        let holders = members.map(|held| Some(held.seat.id)).chain((0..input.own_copies).map(|_| None));
        for (number, seat) in (1..).zip(holders.collect::<Vec<_>>()) {
            materials::insert_copy(&mut tx, office, &Copy { material: material.id, number, seat, returned_at: None }).await?;
            copies = number;
        }
    }
    let mut record = app.record(actor, Action::MaterialsEdit, office, Subject::new("material", material.id));
    record.after = facts(&material).plain("copies", copies);
    tx.commit(app.now(), record).await?;
    Ok(material.id)
}

/// A material of the same name with the same content is not a second one: somebody pressed twice.
async fn same(tx: &mut ReadTx, meeting: &Meeting, input: &Input, received: Option<&Received>) -> Result<Option<MaterialId>, StoreError> {
    for known in materials::list(tx, meeting.office, meeting.id).await? {
        let alike = known.title == input.title.trim() && known.item == input.item && known.personal == input.personal;
        let content = match known.file {
            Some(file) => store::files::load(tx, meeting.office, file).await?.map(|file| file.sha256),
            None => None,
        };
        if alike && content.as_deref() == received.map(Received::sha256) {
            return Ok(Some(known.id));
        }
    }
    Ok(None)
}

/// Takes a material away. What is still in somebody's hands is collected first.
pub async fn remove(app: &App, actor: &Actor, office: OfficeId, id: MaterialId) -> Result<MeetingId, Error> {
    let mut tx = app.change(actor, Action::MaterialsEdit, &Resource::office(office)).await?;
    let material = materials::load(&mut tx, office, id).await?.ok_or(Fault::Hidden)?;
    let meeting = meetings::load(&mut tx, office, material.meeting).await?.ok_or(Fault::Hidden)?;
    let copies = materials::copies(&mut tx, office, material.meeting).await?;
    let out = copies.iter().any(|copy| copy.material == id && copy.returned_at.is_none());
    // Before the day nothing was handed out yet.
    if out && meeting.day.is_some_and(|day| day <= app.today()) {
        return Err(Error::CopiesOut);
    }
    materials::delete(&mut tx, office, id).await?;
    if let Some(file) = material.file {
        store::files::delete(&mut tx, office, file).await?;
    }
    let mut record = app.record(actor, Action::MaterialsEdit, office, Subject::new("material", id));
    record.before = facts(&material);
    tx.commit(app.now(), record).await?;
    Ok(material.meeting)
}

/// Notes which copies of a material are back: exactly these, so that a mistake can be taken back.
pub async fn collect(app: &App, actor: &Actor, office: OfficeId, id: MaterialId, back: &[u32]) -> Result<MeetingId, Fault> {
    let mut tx = app.change(actor, Action::MaterialsEdit, &Resource::office(office)).await?;
    let material = materials::load(&mut tx, office, id).await?.ok_or(Fault::Hidden)?;
    let copies = materials::copies(&mut tx, office, material.meeting).await?;
    let own: Vec<&Copy> = copies.iter().filter(|copy| copy.material == id).collect();
    for copy in &own {
        let returned = back.contains(&copy.number);
        if returned != copy.returned_at.is_some() {
            materials::set_returned(&mut tx, office, id, copy.number, returned.then(|| app.now())).await?;
        }
    }
    let mut record = app.record(actor, Action::MaterialsEdit, office, Subject::new("material", id));
    record.before = Facts::new().plain("returned", own.iter().filter(|copy| copy.returned_at.is_some()).count());
    record.after = Facts::new().plain("returned", own.iter().filter(|copy| back.contains(&copy.number)).count());
    tx.commit(app.now(), record).await?;
    Ok(material.meeting)
}

/// One material, for staff.
pub async fn load(app: &App, actor: &Actor, office: OfficeId, id: MaterialId) -> Result<Material, Fault> {
    let mut tx = app.view(actor, Action::MeetingsView, &Resource::office(office)).await?;
    materials::load(&mut tx, office, id).await?.ok_or(Fault::Hidden)
}

/// The file of a material, for staff.
pub async fn open(app: &App, actor: &Actor, office: OfficeId, id: MaterialId) -> Result<Opened, Fault> {
    let mut tx = app.view(actor, Action::MeetingsView, &Resource::office(office)).await?;
    let material = materials::load(&mut tx, office, id).await?.ok_or(Fault::Hidden)?;
    opened(app, &mut tx, &material).await
}

/// What a member may read before the meeting, through the link that asks for attendance (B4): nothing with personal information.
pub async fn for_member(app: &App, actor: &Actor) -> Result<Vec<Material>, Fault> {
    let (office, meeting, mut tx) = of_link(app, actor).await?;
    let all = materials::list(&mut tx, office, meeting).await?;
    Ok(all.into_iter().filter(|material| !material.personal && material.file.is_some()).collect())
}

/// The file of a material, for a member with a link.
pub async fn open_by_link(app: &App, actor: &Actor, id: MaterialId) -> Result<Opened, Fault> {
    let (office, meeting, mut tx) = of_link(app, actor).await?;
    let material = materials::load(&mut tx, office, id).await?.filter(|material| material.meeting == meeting && !material.personal);
    opened(app, &mut tx, &material.ok_or(Fault::Hidden)?).await
}

async fn opened(app: &App, tx: &mut ReadTx, material: &Material) -> Result<Opened, Fault> {
    let file = material.file.ok_or(Fault::Hidden)?;
    let file = store::files::load(tx, material.office, file).await?.ok_or(Fault::Hidden)?;
    files::bytes_of(app, file).await
}

/// The meeting that a member's link is about; nothing any more once the member has left the body.
async fn of_link(app: &App, actor: &Actor) -> Result<(OfficeId, MeetingId, ReadTx), Fault> {
    let Actor::Link { purpose: LinkPurpose::Attendance, office: Some(office), subject, .. } = actor else { return Err(Fault::Hidden) };
    let id = subject.parse().map_err(|_| Fault::Hidden)?;
    let mut tx = app.view(actor, Action::AttendancesRecord, &Resource::office(*office).subject(id)).await?;
    let (line, _) = line_of_link(&mut tx, *office, id).await?;
    Ok((*office, line.meeting, tx))
}

fn facts(material: &Material) -> Facts {
    Facts::new()
        .plain("meeting", material.meeting)
        .plain("personal", material.personal)
        .plain_option("file", material.file)
        .personal("title", material.title.as_str())
}
