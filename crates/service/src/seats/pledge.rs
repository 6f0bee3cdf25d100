//! The text of the 参加承諾書 and its hash (A10). The wording keeps the two statements of the ministry's form; the sentences are ours.

use data_encoding::HEXLOWER;
use sha2::{Digest, Sha256};

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

/// The text for an office. `manager` is the name of its 管理者, if it is known.
pub fn text_for(office: &str, manager: Option<&str>) -> PledgeText {
    let addressee = format!("{office}　管理者　{}", manager.unwrap_or_default()).trim_end().to_owned();
    let text = format!(
        "{office}の地域連携推進会議に、構成員として参加することを承諾します。\n\
         会議や訪問を通して知った利用者の個人情報を、ほかの人に伝えないことを約束します。この約束は、構成員でなくなった後も守ります。"
    );
    let sha256 = HEXLOWER.encode(&Sha256::digest(text.as_bytes()));
    PledgeText { addressee, text, sha256 }
}
