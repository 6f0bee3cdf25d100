//! Notes that were written without reception arrive sealed (C9): the phone keeps and sends only what the key of the visit opens. The key is
//! lent to whoever holds a link that still opens; a phone that was lost keeps bytes that nobody can read.

use aes_gcm::{
    Aes256Gcm, KeyInit,
    aead::{Aead, Payload},
};
use data_encoding::BASE64;
use model::{VisitId, visits::notes::Notes};
use serde::Deserialize;

use super::{Desk, Error};
use crate::{Actor, App};

/// The bytes before the ciphertext: a random value that is used once.
const NONCE: usize = 12;

/// What a phone sends.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Envelope {
    /// The device, a random word of at most 64 characters.
    pub device: String,
    /// Which one from this device, from 1.
    pub seq: i64,
    /// Nonce and ciphertext of the notes as JSON (AES-256-GCM, bound to visit, device and number), in Base64.
    pub data: String,
}

/// What cannot be opened is not taken.
#[derive(Debug, thiserror::Error)]
pub enum Unopened {
    /// It was not sealed with the key of this visit for this place in the order, or is damaged.
    #[error("届いた内容を読み取れませんでした。書いた内容は、この電話に残っています。")]
    Unreadable,
    /// As of a form.
    #[error(transparent)]
    Refused(#[from] Error),
}

/// The key of a visit, in Base64, for whoever was shown its desk: nobody is without a link that still opens.
pub fn key(app: &App, desk: &Desk) -> String {
    BASE64.encode(&derive(app, desk.told.visit.id))
}

/// Takes what a phone sends; see [`super::send`].
pub async fn take(app: &App, actor: &Actor, envelope: Envelope) -> Result<(), Unopened> {
    let (_, id) = super::asked(actor).map_err(Error::from)?;
    let notes = open(app, id, &envelope).ok_or(Unopened::Unreadable)?;
    Ok(super::send(app, actor, &envelope.device, envelope.seq, notes).await?)
}

fn derive(app: &App, visit: VisitId) -> Vec<u8> {
    app.database.keyring().token_hash("visit-notes", &visit.to_string())
}

fn open(app: &App, visit: VisitId, envelope: &Envelope) -> Option<Notes> {
    if envelope.device.is_empty() || envelope.device.len() > 64 || !envelope.device.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        return None;
    }
    let bytes = BASE64.decode(envelope.data.as_bytes()).ok()?;
    let nonce: [u8; NONCE] = bytes.get(..NONCE)?.try_into().ok()?;
    let place = format!("{visit}/{}/{}", envelope.device, envelope.seq);
    let payload = Payload { msg: bytes.get(NONCE..)?, aad: place.as_bytes() };
    let cipher = Aes256Gcm::new_from_slice(&derive(app, visit)).ok()?;
    let clear = cipher.decrypt(&nonce.into(), payload).ok()?;
    serde_json::from_slice(&clear).ok()
}
