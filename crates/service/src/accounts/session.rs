//! Sessions: a 256-bit secret in a cookie, its hash in the database, an end when idle and an end at the latest.

use data_encoding::BASE32_NOPAD;
use jiff::SignedDuration;
use model::AccountId;
use store::{
    Across, ReadTx, WriteTx,
    accounts::{self, Account},
    sessions::{self, Session},
};

use crate::{Action, Actor, App, Fault, Resource};

const IDLE: SignedDuration = SignedDuration::from_hours(2);
const ABSOLUTE: SignedDuration = SignedDuration::from_hours(12);
/// `last_seen_at` is written at most so often: reading a page is not a change worth a disk write each time.
const TOUCH: SignedDuration = SignedDuration::from_mins(5);

/// Somebody who is signed in.
#[derive(Debug, Clone)]
pub struct SignedIn {
    /// For the policies.
    pub actor: Actor,
    /// For the page: whose name stands at the top.
    pub account: Account,
}

/// Opens a session inside a transaction; returns the secret for the cookie.
pub(super) async fn open(app: &App, tx: &mut WriteTx, account: AccountId) -> Result<String, Fault> {
    let mut bytes = [0; 32];
    app.entropy.fill(&mut bytes);
    let secret = BASE32_NOPAD.encode(&bytes).to_lowercase();
    let session = Session { account, created_at: app.now(), last_seen_at: app.now(), expires_at: app.now() + ABSOLUTE };
    sessions::insert(tx, &hash(app, &secret), &session).await?;
    Ok(secret)
}

/// Who the secret of a cookie belongs to; `None` when it is unknown or over.
pub async fn resume(app: &App, secret: &str) -> Result<Option<SignedIn>, Fault> {
    let hash = hash(app, secret);
    let mut tx = app.database.read().await?;
    let Some((session, account)) = live(app, &mut tx, &hash).await? else { return Ok(None) };
    drop(tx);
    if app.now().duration_since(session.last_seen_at) >= TOUCH {
        let mut tx = app.database.write().await?;
        sessions::touch(&mut tx, &hash, app.now()).await?;
        tx.commit_bookkeeping().await?;
    }
    Ok(Some(SignedIn { actor: super::actor_of(&account), account }))
}

async fn live(app: &App, tx: &mut ReadTx, hash: &Vec<u8>) -> Result<Option<(Session, Account)>, Fault> {
    let Some(session) = sessions::by_hash(tx, hash).await? else { return Ok(None) };
    let now = app.now();
    if now >= session.expires_at || now.duration_since(session.last_seen_at) >= IDLE {
        return Ok(None);
    }
    let account = accounts::load(tx, session.account).await?;
    Ok(account.filter(|account| account.disabled_at.is_none()).map(|account| (session, account)))
}

/// Ends one session. Signing out never fails for somebody whose session is over already.
pub async fn sign_out(app: &App, secret: &str) -> Result<(), Fault> {
    let mut tx = app.database.write().await?;
    sessions::delete(&mut tx, &hash(app, secret)).await?;
    Ok(tx.commit_bookkeeping().await?)
}

/// Ends all sessions of the account that acts.
pub async fn sign_out_everywhere(app: &App, actor: &Actor) -> Result<u64, Fault> {
    let Actor::Account { id, office, .. } = actor else { return Err(Fault::Hidden) };
    let mut tx =
        app.change(actor, Action::AccountsOwn, &Resource { office: *office, subject: Some(id.to_string()), ..Resource::default() }).await?;
    let ended = sessions::delete_all(&mut tx, *id).await?;
    let mut record = app.installation_record(actor, Action::AccountsOwn, store::Subject::new("account", id));
    record.after = store::Facts::new().plain("sessions_ended", ended);
    tx.commit(app.now(), record).await?;
    Ok(ended)
}

/// A secret that forms carry and that belongs to this session only (against forged requests).
pub fn form_token(app: &App, secret: &str) -> String {
    BASE32_NOPAD.encode(&app.database.keyring().token_hash("form", secret)).to_lowercase()
}

fn hash(app: &App, secret: &str) -> Vec<u8> {
    app.database.keyring().token_hash("session", secret)
}

/// Looking for an account by its address is the one reading here that knows no owner before; what follows is recorded.
pub(super) fn across() -> Across {
    Across::within_recorded_change("sign-in")
}
