//! Setting a council up, and changing how it is run (E1). Every council begins with its 全体会 and its 事務局会議.

use model::{
    CouncilId,
    councils::{BodyKind, Places, PlacesError, Running},
    identifiers::JurisdictionCode,
    issues::Patience,
    jurisdictions::lies_in,
};
use store::{
    Facts, Subject,
    councils::{self, Council, CouncilBody},
};

use super::{area, opened, resource};
use crate::{Action, Actor, App, Fault, Resource};

/// A council as it is entered.
#[derive(Debug, Clone)]
pub struct Input {
    /// Its name.
    pub name: String,
    /// The places that it is for; not asked again when it is changed.
    pub places: Vec<JurisdictionCode>,
    /// Who keeps the secretariat.
    pub running: Running,
    /// Who does so together with the authority.
    pub entrusted_to: Option<String>,
    /// How long it lets things wait.
    pub patience: Patience,
}

/// It was not kept.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// These are no places of one council.
    #[error(transparent)]
    Places(#[from] PlacesError),
    /// The authority has no part in it.
    #[error("ご自分の自治体が入っていない協議会は、登録できません。地域の中に、ご自分の自治体を含めてください。")]
    Elsewhere,
    /// There is one for just these places.
    #[error("この地域の協議会は、すでに登録されています。")]
    Exists,
    /// A secretariat that somebody else keeps has a name.
    #[error("委託先の名称を入力してください。")]
    NobodyEntrusted,
    /// Somebody else was faster.
    #[error("ほかの方が先に変更しました。今の内容を確かめてから、もう一度保存してください。")]
    Stale,
    /// See [`Fault`].
    #[error(transparent)]
    Fault(#[from] Fault),
}

crate::fault::from_store!(Error, Stale => Stale);

/// Sets a council up.
pub async fn found(app: &App, actor: &Actor, input: Input) -> Result<CouncilId, Error> {
    let area = area(app, actor)?;
    let places = Places::new(input.places)?;
    let entrusted_to = entrusted(input.running, input.entrusted_to)?;
    if !places.contains(area.code) && !places.iter().all(|place| lies_in(place, area.code)) {
        return Err(Error::Elsewhere);
    }
    let council = Council {
        id: app.mint(),
        jurisdiction: area.code,
        name: input.name,
        places,
        running: input.running,
        entrusted_to,
        patience: input.patience,
        founded_on: app.today(),
        version: 1,
    };
    let mut tx = app.change(actor, Action::CouncilsKeep, &Resource { places: vec![area.code], ..Resource::installation() }).await?;
    if councils::around(&mut tx, area.code).await?.iter().any(|known| known.places == council.places) {
        return Err(Error::Exists);
    }
    councils::insert(&mut tx, &council).await?;
    for kind in [BodyKind::Plenary, BodyKind::Secretariat] {
        let name = model::Vocabulary::label(kind).to_owned();
        let body = CouncilBody { id: app.mint(), council: council.id, kind, name, task: None, ended_on: None, version: 1 };
        councils::insert_body(&mut tx, council.id, &body).await?;
    }
    let mut record = app.installation_record(actor, Action::CouncilsKeep, Subject::new("council", council.id));
    record.after = facts(&council);
    tx.commit(app.now(), record).await?;
    Ok(council.id)
}

/// Changes name, secretariat and patience. The places stay: other places are another council.
pub async fn amend(app: &App, actor: &Actor, id: CouncilId, version: i64, input: Input) -> Result<(), Error> {
    let (before, read) = opened(app, actor, id, Action::CouncilsKeep).await?;
    drop(read);
    let entrusted_to = entrusted(input.running, input.entrusted_to)?;
    let after = Council { name: input.name, running: input.running, entrusted_to, patience: input.patience, version, ..before.clone() };
    let mut tx = app.change(actor, Action::CouncilsKeep, &resource(&before)).await?;
    councils::update(&mut tx, &after).await?;
    let mut record = app.installation_record(actor, Action::CouncilsKeep, Subject::new("council", id));
    (record.before, record.after) = (facts(&before), facts(&after));
    tx.commit(app.now(), record).await?;
    Ok(())
}

fn entrusted(running: Running, to: Option<String>) -> Result<Option<String>, Error> {
    match running {
        Running::Direct => Ok(None),
        Running::Entrusted => to.map(Some).ok_or(Error::NobodyEntrusted),
    }
}

fn facts(council: &Council) -> Facts {
    let places: Vec<String> = council.places.iter().map(|place| place.to_string()).collect();
    Facts::new()
        .plain("name", &council.name)
        .plain("places", places.join(" "))
        .plain("running", model::Vocabulary::code(council.running))
        .plain_option("entrusted_to", council.entrusted_to.as_ref())
        .plain("to_sort", council.patience.to_sort)
        .plain("to_move", council.patience.to_move)
}
