//! Personal fields at rest: sealed with an AEAD, found again through keyed hashes.
//!
//! Each sealed value is tied to its place (table, column, row), so that a value copied to another row does not open there.

use std::{collections::BTreeMap, fmt};

use chacha20poly1305::{
    Key, KeyInit, XChaCha20Poly1305, XNonce,
    aead::{Aead, Generate, Payload},
};
use data_encoding::HEXLOWER;
use hmac::{Hmac, Mac};
use serde::{Serialize, de::DeserializeOwned};
use sha2::Sha256;
use zeroize::Zeroizing;

use crate::StoreError;

type Secret = Zeroizing<[u8; 32]>;

/// The keys of an installation, read from a file or a variable; see [`Keyring::parse`].
pub struct Keyring {
    sealing: BTreeMap<u32, Secret>,
    index: Secret,
    audit: Secret,
}

/// The key file does not read.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum KeyringError {
    /// A line is not `seal NUMBER HEX`, `index HEX` or `audit HEX`.
    #[error("line {line} of the key file is not “seal NUMBER HEX”, “index HEX” or “audit HEX” with 64 hexadecimal digits")]
    Line {
        /// Which line, from 1.
        line: usize,
    },
    /// A kind of key is missing.
    #[error("the key file has no “{kind}” key")]
    Missing {
        /// Which kind.
        kind: &'static str,
    },
    /// A key stands there twice.
    #[error("line {line} of the key file repeats a key")]
    Repeated {
        /// Which line, from 1.
        line: usize,
    },
}

impl Keyring {
    /// Reads a key file: one key a line, `#` starts a comment. The highest `seal` number is the current key; older ones only open.
    pub fn parse(text: &str) -> Result<Self, KeyringError> {
        let (mut sealing, mut index, mut audit) = (BTreeMap::new(), None, None);
        for (number, line) in text.lines().enumerate() {
            let line_number = number + 1;
            let words: Vec<&str> = line.split('#').next().unwrap_or_default().split_whitespace().collect();
            let key = |hex: &str| secret(hex).ok_or(KeyringError::Line { line: line_number });
            let replaced = match words.as_slice() {
                [] => false,
                ["seal", id, hex] => {
                    let id = id.parse().map_err(|_| KeyringError::Line { line: line_number })?;
                    sealing.insert(id, key(hex)?).is_some()
                }
                ["index", hex] => index.replace(key(hex)?).is_some(),
                ["audit", hex] => audit.replace(key(hex)?).is_some(),
                _ => return Err(KeyringError::Line { line: line_number }),
            };
            if replaced {
                return Err(KeyringError::Repeated { line: line_number });
            }
        }
        if sealing.is_empty() {
            return Err(KeyringError::Missing { kind: "seal" });
        }
        let index = index.ok_or(KeyringError::Missing { kind: "index" })?;
        let audit = audit.ok_or(KeyringError::Missing { kind: "audit" })?;
        Ok(Self { sealing, index, audit })
    }

    /// Writes a new key file from 96 random bytes.
    pub fn compose(random: &[u8; 96]) -> String {
        let hex = |range: std::ops::Range<usize>| HEXLOWER.encode(&random[range]);
        format!(
            "# The keys of this installation. Without this file no name can be read again: keep a copy apart from the backup of the data.\n\
             seal 1 {}\nindex {}\naudit {}\n",
            hex(0..32),
            hex(32..64),
            hex(64..96)
        )
    }

    /// The number of the key that seals now.
    pub fn current(&self) -> u32 {
        // `parse` refuses an empty ring.
        self.sealing.keys().next_back().copied().unwrap_or_default()
    }

    /// Seals a personal field for its place.
    pub fn seal(&self, place: &Place, clear: &str) -> Result<Sealed, StoreError> {
        self.seal_bytes(place, clear.as_bytes()).map(Sealed)
    }

    /// Seals the content of a file for its place.
    pub(crate) fn seal_bytes(&self, place: &Place, clear: &[u8]) -> Result<Vec<u8>, StoreError> {
        let id = self.current();
        let nonce = XNonce::generate();
        let payload = Payload { msg: clear, aad: place.0.as_bytes() };
        let cipher = self.cipher(id).ok_or_else(|| unreadable(place))?;
        let ciphertext = cipher.encrypt(&nonce, payload).map_err(|_| unreadable(place))?;
        let mut bytes = Vec::with_capacity(KEY_ID + NONCE + ciphertext.len());
        bytes.extend_from_slice(&id.to_be_bytes());
        bytes.extend_from_slice(&nonce);
        bytes.extend_from_slice(&ciphertext);
        Ok(bytes)
    }

    /// Opens a sealed field. Fails for another place, another key or a damaged value, without saying which.
    pub fn open(&self, place: &Place, sealed: &Sealed) -> Result<String, StoreError> {
        self.try_open(place, sealed).and_then(|clear| String::from_utf8(clear).ok()).ok_or_else(|| unreadable(place))
    }

    /// Seals a value for its place, as JSON.
    pub fn seal_json(&self, place: &Place, value: &impl Serialize) -> Result<Sealed, StoreError> {
        self.seal(place, &serde_json::to_string(value).map_err(|error| StoreError::Unreadable(error.to_string()))?)
    }

    /// Opens a value that was sealed as JSON. What a parser says of a text may quote it: the error tells only `what` it should be.
    pub fn open_json<T: DeserializeOwned>(&self, place: &Place, sealed: &Sealed, what: &str) -> Result<T, StoreError> {
        serde_json::from_str(&self.open(place, sealed)?).map_err(|_| StoreError::Unreadable(what.to_owned()))
    }

    /// Opens the content of a file.
    pub(crate) fn open_bytes(&self, place: &Place, sealed: &[u8]) -> Result<Vec<u8>, StoreError> {
        self.try_open(place, &Sealed(sealed.to_vec())).ok_or_else(|| unreadable(place))
    }

    /// Seals a field that may be empty.
    pub fn seal_option(&self, place: &Place, clear: Option<&str>) -> Result<Option<Sealed>, StoreError> {
        clear.map(|clear| self.seal(place, clear)).transpose()
    }

    /// Opens a field that may be empty.
    pub fn open_option(&self, place: &Place, sealed: Option<Sealed>) -> Result<Option<String>, StoreError> {
        sealed.map(|sealed| self.open(place, &sealed)).transpose()
    }

    fn try_open(&self, place: &Place, sealed: &Sealed) -> Option<Vec<u8>> {
        let nonce: [u8; NONCE] = sealed.0.get(KEY_ID..KEY_ID + NONCE)?.try_into().ok()?;
        let payload = Payload { msg: sealed.0.get(KEY_ID + NONCE..)?, aad: place.0.as_bytes() };
        self.cipher(sealed.key_id()?)?.decrypt(&XNonce::from(nonce), payload).ok()
    }

    fn cipher(&self, id: u32) -> Option<XChaCha20Poly1305> {
        self.sealing.get(&id).map(|key| XChaCha20Poly1305::new(&Key::from(**key)))
    }

    /// The keyed hash by which an equal value is found. `field` keeps equal values of different fields apart; `value` is
    /// normalised by the caller (`text::names`).
    pub fn index(&self, field: &str, value: &str) -> BlindIndex {
        let full = mac(&self.index, &[field.as_bytes(), value.as_bytes()]);
        let mut short = [0; 16];
        short.copy_from_slice(&full[..16]);
        BlindIndex(short)
    }

    /// The keyed hash of a secret that is stored only as its hash (link tokens, session tokens, short codes).
    pub fn token_hash(&self, purpose: &str, token: &str) -> Vec<u8> {
        mac(&self.index, &[b"token", purpose.as_bytes(), token.as_bytes()]).to_vec()
    }

    /// The keyed hash that chains audit records. Whoever can write to the database but has no key cannot make a valid one.
    pub(crate) fn audit_mac(&self, parts: &[&[u8]]) -> [u8; 32] {
        mac(&self.audit, parts)
    }
}

/// A keyring never prints itself.
impl fmt::Debug for Keyring {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Keyring(current {})", self.current())
    }
}

const KEY_ID: usize = 4;
const NONCE: usize = 24;

fn secret(hex: &str) -> Option<Secret> {
    let bytes = HEXLOWER.decode(hex.to_ascii_lowercase().as_bytes()).ok()?;
    Some(Zeroizing::new(bytes.try_into().ok()?))
}

fn unreadable(place: &Place) -> StoreError {
    StoreError::Unreadable(format!("the sealed field {}", place.column()))
}

/// HMAC-SHA-256 over parts, each preceded by its length so that parts cannot be shifted into one another.
fn mac(key: &[u8; 32], parts: &[&[u8]]) -> [u8; 32] {
    #[expect(clippy::expect_used, reason = "HMAC takes keys of any length")]
    let mut mac = <Hmac<Sha256> as KeyInit>::new_from_slice(key).expect("any key length");
    for part in parts {
        mac.update(&(part.len() as u64).to_be_bytes());
        mac.update(part);
    }
    mac.finalize().into_bytes().into()
}

/// Where a sealed value belongs: `table.column` and the row's id.
pub struct Place(String);

impl Place {
    /// The place of `column` (`"residents.name"`) in the row `id`.
    pub fn new(column: &'static str, id: impl fmt::Display) -> Self {
        Self(format!("{column}:{id}"))
    }

    /// The place of a column of any table, by the values of the row's key.
    pub(crate) fn of_row(table: &str, column: &str, key: &[crate::column::Value]) -> Self {
        let parts: Vec<String> = key.iter().map(crate::column::Value::to_key).collect();
        Self::of_key(table, column, &parts)
    }

    /// The place of a column of any table, by the row's key as text.
    pub(crate) fn of_key(table: &str, column: &str, key: &[String]) -> Self {
        Self(format!("{table}.{column}:{}", key.join("/")))
    }

    fn column(&self) -> &str {
        self.0.split(':').next().unwrap_or_default()
    }
}

/// A sealed value: number of the key, nonce, ciphertext.
#[derive(Clone, PartialEq, Eq)]
pub struct Sealed(Vec<u8>);

impl Sealed {
    /// From a column.
    pub fn from_bytes(bytes: Vec<u8>) -> Self {
        Self(bytes)
    }

    /// For a column.
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }

    /// The number of the key that sealed it; `None` when the value is too short to be one.
    pub fn key_id(&self) -> Option<u32> {
        Some(u32::from_be_bytes(self.0.get(..KEY_ID)?.try_into().ok()?))
    }
}

impl fmt::Debug for Sealed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Sealed(…)")
    }
}

/// A keyed hash by which equal values are found without being readable.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct BlindIndex([u8; 16]);

impl BlindIndex {
    /// From a column.
    pub fn from_bytes(bytes: [u8; 16]) -> Self {
        Self(bytes)
    }

    /// For a column.
    pub fn as_bytes(&self) -> &[u8; 16] {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ring(first: u8, more: &str) -> Keyring {
        Keyring::parse(&format!("{}{more}", Keyring::compose(&[first; 96]))).unwrap()
    }

    #[test]
    fn what_was_sealed_opens_in_its_place() {
        let ring = ring(7, "");
        let place = Place::new("residents.name", "A");
        let sealed = ring.seal(&place, "縁側 花子").unwrap();
        assert_eq!(ring.open(&place, &sealed).unwrap(), "縁側 花子");
        assert!(!sealed.as_bytes().windows(3).any(|part| part == "縁".as_bytes()));
    }

    #[test]
    fn a_sealed_value_opens_in_no_other_row_and_with_no_other_key() {
        let (ring_a, ring_b) = (ring(7, ""), ring(8, ""));
        let sealed = ring_a.seal(&Place::new("residents.name", "A"), "縁側 花子").unwrap();
        assert!(ring_a.open(&Place::new("residents.name", "B"), &sealed).is_err());
        assert!(ring_a.open(&Place::new("residents.kana", "A"), &sealed).is_err());
        assert!(ring_b.open(&Place::new("residents.name", "A"), &sealed).is_err());
    }

    #[test]
    fn a_damaged_or_short_value_is_an_error_and_not_a_crash() {
        let ring = ring(7, "");
        let place = Place::new("residents.name", "A");
        let mut bytes = ring.seal(&place, "縁側 花子").unwrap().as_bytes().to_vec();
        *bytes.last_mut().unwrap() ^= 1;
        assert!(ring.open(&place, &Sealed::from_bytes(bytes)).is_err());
        assert!(ring.open(&place, &Sealed::from_bytes(vec![0, 0])).is_err());
    }

    #[test]
    fn an_older_key_still_opens_after_a_new_one_was_added() {
        let old = ring(7, "");
        let place = Place::new("residents.name", "A");
        let sealed = old.seal(&place, "縁側 花子").unwrap();
        let new = ring(7, &format!("seal 2 {}\n", "ab".repeat(32)));
        assert_eq!(new.open(&place, &sealed).unwrap(), "縁側 花子");
        assert_eq!(new.seal(&place, "縁側 花子").unwrap().key_id(), Some(2));
    }

    #[test]
    fn equal_values_have_equal_indexes_within_a_field_only() {
        let ring = ring(7, "");
        assert_eq!(ring.index("surname", "えんがわ"), ring.index("surname", "えんがわ"));
        assert_ne!(ring.index("surname", "えんがわ"), ring.index("kana", "えんがわ"));
    }

    #[test]
    fn a_key_file_that_is_not_whole_is_refused_with_the_place() {
        assert_eq!(Keyring::parse("seal 1 abc").unwrap_err(), KeyringError::Line { line: 1 });
        assert_eq!(Keyring::parse("").unwrap_err(), KeyringError::Missing { kind: "seal" });
        let twice = format!("{}index {}\n", Keyring::compose(&[1; 96]), "00".repeat(32));
        assert_eq!(Keyring::parse(&twice).unwrap_err(), KeyringError::Repeated { line: 5 });
    }

    #[test]
    fn a_keyring_never_prints_its_keys() {
        assert_eq!(format!("{:?}", ring(0xab, "")), "Keyring(current 1)");
    }
}
