//! Adding and changing a dwelling; saying that it is no longer run (A1).

use jiff::civil::Date;
use model::{DwellingId, OfficeId, jurisdictions, offices::ServiceKind};
use store::{
    Facts, Subject,
    dwellings::{self, Dwelling},
    offices,
};

use crate::{Action, Actor, App, Fault, Resource};

/// What people may change of a dwelling, or a new one.
#[derive(Debug, Clone)]
pub struct Input {
    /// Which, and the version that was shown; `None` for a new one.
    pub id: Option<(DwellingId, i64)>,
    /// 名称.
    pub name: String,
    /// サテライト型.
    pub satellite: bool,
    /// 住所.
    pub address: String,
    /// 電話番号.
    pub phone: String,
    /// 定員.
    pub capacity: Option<u16>,
    /// What visitors are told of it.
    pub guide: Option<String>,
    /// First day on which it was not run any more; its history stays.
    pub gone_since: Option<Date>,
}

/// Nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Somebody else was faster.
    #[error("ほかの方が先に変更しました。入力した内容は残してあります。今の内容と見比べてください。")]
    Stale,
    /// Only a 共同生活援助 has satellites.
    #[error("サテライト型を選べるのは、共同生活援助だけです。")]
    SatelliteUnfit,
    /// There is one of that name at that address already.
    #[error("同じ名前と住所の住居が、すでに登録されています。")]
    ThereAlready,
    /// An office needs a house.
    #[error("住居が1つもなくなるため、廃止にできません。先に、ほかの住居を加えてください。")]
    LastOne,
    /// See [`Fault`].
    #[error(transparent)]
    Fault(#[from] Fault),
}

crate::fault::from_store!(Error, Stale => Stale);

/// Changes or adds a dwelling.
pub async fn edit_dwelling(app: &App, actor: &Actor, office: OfficeId, input: Input) -> Result<DwellingId, Error> {
    let mut tx = app.change(actor, Action::OfficesEdit, &Resource::office(office)).await?;
    let owner = offices::load(&mut tx, office).await?.ok_or(Fault::Hidden)?;
    if input.satellite && owner.service != ServiceKind::GroupHome {
        return Err(Error::SatelliteUnfit);
    }
    let all = dwellings::list(&mut tx, office).await?;
    let before = match input.id {
        Some((id, _)) => Some(all.iter().find(|known| known.id == id).cloned().ok_or(Fault::Hidden)?),
        None => None,
    };
    let after = Dwelling {
        id: before.as_ref().map_or_else(|| app.mint(), |known| known.id),
        office,
        name: input.name,
        satellite: input.satellite,
        location: jurisdictions::locate(&input.address).or(owner.location),
        address: input.address,
        phone: input.phone,
        capacity: input.capacity,
        list_no: before.as_ref().and_then(|known| known.list_no.clone()),
        gone_since: input.gone_since,
        guide: input.guide,
        version: input.id.map_or(1, |(_, version)| version),
    };
    let mut others = all.iter().filter(|known| known.id != after.id);
    if others.clone().any(|known| known.name == after.name && known.address == after.address && known.gone_since.is_none()) {
        return Err(Error::ThereAlready);
    }
    if after.gone_since.is_some() && !others.any(|known| known.gone_since.is_none()) {
        return Err(Error::LastOne);
    }
    match &before {
        Some(_) => dwellings::update(&mut tx, &after).await?,
        None => dwellings::insert(&mut tx, &after).await?,
    }
    let mut record = app.record(actor, Action::OfficesEdit, office, Subject::new("dwelling", after.id));
    (record.before, record.after) = (before.as_ref().map(facts).unwrap_or_default(), facts(&after));
    tx.commit(app.now(), record).await?;
    Ok(after.id)
}

fn facts(dwelling: &Dwelling) -> Facts {
    let facts = Facts::new()
        .plain("name", &dwelling.name)
        .plain("satellite", dwelling.satellite)
        .plain("address", &dwelling.address)
        .plain_option("capacity", dwelling.capacity)
        .plain_option("gone_since", dwelling.gone_since);
    match &dwelling.guide {
        Some(guide) => facts.personal("guide", guide.clone()),
        None => facts,
    }
}
