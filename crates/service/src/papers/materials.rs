//! Papers of materials with personal information (B9).

use model::{MaterialId, OfficeId};
use paper::content::{Collected, CollectionSheet, MaterialCover};
use store::offices;

use super::{
    Error, Filled,
    particulars::{meeting as facts, office as particulars},
};
use crate::{
    Action, Actor, App, Fault, Resource,
    materials::{self, View},
    rows::{Copy, Material},
};

async fn material(
    app: &App,
    actor: &Actor,
    office: OfficeId,
    id: MaterialId,
) -> Result<(offices::Office, View, Material, Vec<Copy>), Error> {
    let material = materials::load(app, actor, office, id).await?;
    let view = materials::view(app, actor, office, material.meeting).await?;
    let mut tx = app.view(actor, Action::MeetingsView, &Resource::office(office)).await?;
    let owner = offices::load(&mut tx, office).await?.ok_or(Fault::Hidden)?;
    let copies = view.materials.iter().find(|(known, _)| known.id == id).map(|(_, copies)| copies.clone()).unwrap_or_default();
    Ok((owner, view, material, copies))
}

/// A cover for each numbered copy; a single one without a number where nothing is collected.
pub(super) async fn covers(app: &App, actor: &Actor, office: OfficeId, id: MaterialId) -> Result<Filled, Error> {
    let (owner, view, material, copies) = material(app, actor, office, id).await?;
    let meeting = facts(&view.meeting);
    let cover = |number: Option<u32>| MaterialCover {
        office: particulars(&owner),
        meeting: meeting.clone(),
        title: material.title.clone(),
        label: None,
        number,
        collect_back: material.personal,
    };
    let mut covers: Vec<MaterialCover> = copies.iter().map(|copy| cover(Some(copy.number))).collect();
    if covers.is_empty() {
        covers.push(cover(None));
    }
    Filled::new(covers)
}

/// The list by which numbered copies come back.
pub(super) async fn collection(app: &App, actor: &Actor, office: OfficeId, id: MaterialId) -> Result<Filled, Error> {
    let (owner, view, material, copies) = material(app, actor, office, id).await?;
    if copies.is_empty() {
        return Err(Error::TooEarly("個人情報のある資料だけに作ります。番号を付けた部がありません。"));
    }
    let holder = |copy: &Copy| {
        let member = view.members.iter().find(|held| Some(held.seat.id) == copy.seat);
        member.map_or("事業所".to_owned(), |held| format!("{}（{}）", held.person.name, held.seat.category))
    };
    let copies = copies.iter().map(|copy| Collected { number: copy.number, holder: holder(copy), returned: copy.returned_at.is_some() });
    Filled::one(CollectionSheet {
        office: particulars(&owner),
        meeting: facts(&view.meeting),
        title: material.title,
        copies: copies.collect(),
    })
}
