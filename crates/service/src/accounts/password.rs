//! Passwords: long rather than complicated; stored as argon2id.

use argon2::{Argon2, PasswordHasher, PasswordVerifier, password_hash::phc::PasswordHash};

use crate::{App, Fault};

/// Why a password is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PasswordFlaw {
    /// Too short.
    #[error("パスワードは12文字以上にしてください。好きな言葉をいくつか並べると、長くても覚えやすくなります。")]
    TooShort,
    /// Longer than anybody types.
    #[error("パスワードは200文字以下にしてください。")]
    TooLong,
    /// Anybody would try it first.
    #[error("このパスワードは推測されやすいため使えません。別の言葉の組み合わせにしてください。")]
    TooCommon,
    /// It is the address.
    #[error("メールアドレスと同じ言葉は、パスワードに使えません。")]
    LikeAddress,
}

const SHORTEST: usize = 12;
const LONGEST: usize = 200;
/// What is tried first everywhere; shorter ones fall under the length already.
const COMMON: [&str; 8] =
    ["123456789012", "1234567890123", "password1234", "passwordpassword", "qwertyuiop123", "administrator", "engawaengawa", "aaaaaaaaaaaa"];

/// Whether a password may be used.
pub(super) fn examine(password: &str, email: &str) -> Result<(), PasswordFlaw> {
    let lower = password.to_lowercase();
    match password.chars().count() {
        ..SHORTEST => Err(PasswordFlaw::TooShort),
        length if length > LONGEST => Err(PasswordFlaw::TooLong),
        _ if COMMON.contains(&lower.as_str()) || one_character(password) => Err(PasswordFlaw::TooCommon),
        _ if lower == email.to_lowercase() => Err(PasswordFlaw::LikeAddress),
        _ => Ok(()),
    }
}

fn one_character(password: &str) -> bool {
    let mut letters = password.chars();
    letters.next().is_some_and(|first| letters.all(|letter| letter == first))
}

/// Hashes a password; off the async threads, because it takes long on purpose.
pub(super) async fn hash(app: &App, password: &str) -> Result<String, Fault> {
    let mut salt = [0; 16];
    app.entropy.fill(&mut salt);
    let password = password.to_owned();
    let hashing = move || Argon2::default().hash_password_with_salt(password.as_bytes(), &salt).map(|hash| hash.to_string());
    tokio::task::spawn_blocking(hashing)
        .await
        .map_err(|error| Fault::Broken(error.to_string()))?
        .map_err(|error| Fault::Broken(error.to_string()))
}

/// Compares a password with a hash. Without a hash the same work is done in vain, so that the time tells nothing.
pub(super) async fn matches(password: &str, hash: Option<&str>) -> Result<bool, Fault> {
    let password = password.to_owned();
    let known = hash.is_some();
    let hash = hash.unwrap_or(NOBODYS).to_owned();
    let comparing = move || {
        PasswordHash::new(&hash)
            .is_ok_and(|hash| PasswordVerifier::<PasswordHash>::verify_password(&Argon2::default(), password.as_bytes(), &hash).is_ok())
    };
    let equal = tokio::task::spawn_blocking(comparing).await.map_err(|error| Fault::Broken(error.to_string()))?;
    Ok(known && equal)
}

/// A hash with the parameters of all others, of a password that nobody has.
const NOBODYS: &str = "$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_common_and_repeated_passwords_are_refused() {
        assert_eq!(examine("ひみつ", "a@example.jp"), Err(PasswordFlaw::TooShort));
        assert_eq!(examine("Passwordpassword", "a@example.jp"), Err(PasswordFlaw::TooCommon));
        assert_eq!(examine("ああああああああああああ", "a@example.jp"), Err(PasswordFlaw::TooCommon));
        assert_eq!(examine("hanako@example.jp", "Hanako@example.jp"), Err(PasswordFlaw::LikeAddress));
        assert_eq!(examine(&"あ".repeat(201), "a@example.jp"), Err(PasswordFlaw::TooLong));
    }

    #[test]
    fn some_words_in_a_row_are_a_good_password() {
        assert_eq!(examine("えんがわ みかん ねこ ひなた", "a@example.jp"), Ok(()));
    }

    #[tokio::test]
    async fn a_password_matches_its_own_hash_only() {
        let salt = [1; 16];
        let hash = Argon2::default().hash_password_with_salt("えんがわ みかん ねこ".as_bytes(), &salt).unwrap().to_string();
        assert!(hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{hash}");
        assert!(matches("えんがわ みかん ねこ", Some(&hash)).await.unwrap());
        assert!(!matches("えんがわ みかん いぬ", Some(&hash)).await.unwrap());
        assert!(!matches("えんがわ みかん ねこ", None).await.unwrap());
    }

    #[test]
    fn the_hash_of_nobody_costs_as_much_as_any_other() {
        assert!(PasswordHash::new(NOBODYS).is_ok());
    }
}
