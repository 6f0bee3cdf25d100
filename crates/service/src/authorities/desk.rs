//! Where abuse is reported (C7): a municipality says it once, and every visitor of a house there has it one tap away.

use model::{identifiers::JurisdictionCode, jurisdictions::Jurisdiction, telephone::Telephone};
use store::{Facts, ReadTx, StoreError, Subject, abuse_desks};

use super::authorised_to;
use crate::{Action, Actor, App, Fault};

pub use store::abuse_desks::AbuseDesk;

/// What the desk is called where the municipality did not say.
pub const USUAL_NAME: &str = "障害者虐待防止センター（障害福祉の担当課）";

/// A desk as it is entered.
#[derive(Debug, Clone)]
pub struct Input {
    /// The version that was shown; 0 where there was none.
    pub version: i64,
    /// What it is called.
    pub name: String,
    /// Its number.
    pub phone: Telephone,
    /// Its number at night and on holidays, where it is another one.
    pub night_phone: Option<Telephone>,
    /// A page with the form for reports.
    pub form_url: Option<String>,
}

/// It was not kept.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// What is shown to visitors must be a page that nobody can change on the way.
    #[error("様式のページのアドレスは、https:// から始めて、空白を入れずに入力してください。")]
    Address,
    /// Somebody else was faster.
    #[error("同じ課のほかの方が先に変更しました。今の登録内容を下に示しました。入力した内容でよければ、もう一度保存してください。")]
    Stale,
    /// See [`Fault`].
    #[error(transparent)]
    Fault(#[from] Fault),
}

crate::fault::from_store!(Error, Stale | Duplicate => Stale);

/// The desk of the actor's area, if it was entered.
pub async fn view(app: &App, actor: &Actor) -> Result<(&'static Jurisdiction, Option<AbuseDesk>), Fault> {
    let area = authorised_to(app, actor, Action::AuthoritiesDesk)?;
    let mut tx = app.database.read().await?;
    Ok((area, abuse_desks::load(&mut tx, area.code).await?))
}

/// Whether the actor should still say where abuse is reported. Who may not say so is not asked.
pub async fn is_missing(app: &App, actor: &Actor) -> Result<bool, Fault> {
    match view(app, actor).await {
        Ok((_, known)) => Ok(known.is_none()),
        Err(Fault::Hidden) => Ok(false),
        Err(fault) => Err(fault),
    }
}

/// Keeps the desk of the actor's area. What was said of it before stays in the audit chain.
pub async fn keep(app: &App, actor: &Actor, input: Input) -> Result<(), Error> {
    let area = authorised_to(app, actor, Action::AuthoritiesDesk)?;
    if input.form_url.as_deref().is_some_and(|url| !is_address(url)) {
        return Err(Error::Address);
    }
    let Input { version, name, phone, night_phone, form_url } = input;
    let after = AbuseDesk { jurisdiction: area.code, name, phone, night_phone, form_url, changed_on: app.today(), version };
    let mut tx = app.database.write().await?;
    let before = abuse_desks::load(&mut tx, area.code).await?;
    match version {
        0 => abuse_desks::insert(&mut tx, &after).await?,
        _ => abuse_desks::update(&mut tx, &after).await?,
    }
    let mut record = app.installation_record(actor, Action::AuthoritiesDesk, Subject::new("area", area.code));
    (record.before, record.after) = (before.as_ref().map(facts).unwrap_or_default(), facts(&after));
    tx.commit(app.now(), record).await?;
    Ok(())
}

/// The desk for whoever is in a place.
pub(crate) async fn of_place(tx: &mut ReadTx, place: Option<JurisdictionCode>) -> Result<Option<AbuseDesk>, StoreError> {
    match place {
        Some(place) => abuse_desks::nearest(tx, place).await,
        None => Ok(None),
    }
}

fn is_address(url: &str) -> bool {
    url.strip_prefix("https://").is_some_and(|rest| rest.contains('.') && !rest.starts_with('/')) && !url.contains(char::is_whitespace)
}

fn facts(desk: &AbuseDesk) -> Facts {
    Facts::new()
        .plain("name", &desk.name)
        .plain("phone", &desk.phone)
        .plain_option("night_phone", desk.night_phone.as_ref())
        .plain_option("form_url", desk.form_url.as_ref())
}
