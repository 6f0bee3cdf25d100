//! The text of the 参加承諾書 and its hash (A10). The wording keeps the two statements of the ministry's form; the sentences are
//! ours and stand in `words/pledge.toml`.

use std::sync::LazyLock;

use data_encoding::HEXLOWER;
use serde::Deserialize;
use sha2::{Digest, Sha256};
use store::offices::Office;

use crate::Fault;

/// A pledge as it will be given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PledgeText {
    /// 宛先.
    pub addressee: String,
    /// The text.
    pub text: String,
    /// SHA-256 of the text, in hexadecimal digits.
    pub sha256: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Words {
    addressee: String,
    text: String,
}

static WORDS: LazyLock<Result<Words, String>> =
    LazyLock::new(|| toml::from_str(include_str!("../../../../words/pledge.toml")).map_err(|error| error.to_string()));

/// The text for an office.
pub fn text_for(office: &Office) -> Result<PledgeText, Fault> {
    let words = WORDS.as_ref().map_err(|error| Fault::Broken(format!("words/pledge.toml: {error}")))?;
    let manager = office.manager_name.as_deref().unwrap_or_default();
    let addressee = words.addressee.replace("{office}", &office.name).replace("{manager}", manager).trim_end().to_owned();
    let text = words.text.trim().replace("{office}", &office.name);
    let sha256 = HEXLOWER.encode(&Sha256::digest(text.as_bytes()));
    Ok(PledgeText { addressee, text, sha256 })
}
