//! Where this user's programs keep what can be made anew at any time.

use std::{env, path::PathBuf};

/// The folder of Engawa there; `None` where the system names none.
#[allow(clippy::disallowed_methods, reason = "where a user's caches lie is for the system to say; an installation sets `cache_dir`")]
pub fn folder() -> Option<PathBuf> {
    let named = |name: &str| env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from).filter(|path| path.is_absolute());
    named("XDG_CACHE_HOME").or_else(|| named("HOME").map(|home| home.join(".cache"))).map(|cache| cache.join("engawa"))
}
