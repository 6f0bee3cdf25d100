//! What the gate reads unknown names by: a dictionary and what was learned from texts ([`privacy::Language`], H1). It is loaded when
//! the first gate opens, or before; where it cannot be loaded, no gate opens.

use std::{
    fmt,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError},
};

use privacy::scan::Names;
use store::language::{self, LanguageError};

use crate::Fault;

/// A language that is loaded once and shared. Cloning shares it.
#[derive(Clone)]
pub struct Tongue {
    /// Where the compiled dictionary lies; `None` where nothing is read by language.
    folder: Option<PathBuf>,
    loaded: Arc<Mutex<Option<Arc<dyn Names>>>>,
}

impl Tongue {
    /// Reads names by language; the compiled dictionary is kept in a folder.
    pub fn kept_in(folder: &Path) -> Self {
        Self { folder: Some(folder.to_owned()), loaded: Arc::default() }
    }

    /// Reads nothing by language: a gate then finds what the office knows, and what has the form of a number, an address or a date.
    pub fn none() -> Self {
        Self { folder: None, loaded: Arc::default() }
    }

    /// Loads it unless it is loaded. Compiles the dictionary the first time, which takes seconds: never call this where others wait.
    pub fn load(&self) -> Result<Option<Arc<dyn Names>>, LanguageError> {
        let Some(folder) = &self.folder else { return Ok(None) };
        // A loader that panicked left nothing behind: the next one begins anew.
        let mut loaded = self.loaded.lock().unwrap_or_else(PoisonError::into_inner);
        if loaded.is_none() {
            *loaded = Some(Arc::new(language::load(folder)?));
        }
        Ok(loaded.clone())
    }

    /// The same, for actions: others go on meanwhile.
    pub(crate) async fn names(&self) -> Result<Option<Arc<dyn Names>>, Fault> {
        let tongue = self.clone();
        let broken = |error: String| Fault::Broken(format!("the dictionary: {error}"));
        let loaded = tokio::task::spawn_blocking(move || tongue.load()).await.map_err(|error| broken(error.to_string()))?;
        loaded.map_err(|error| broken(error.to_string()))
    }
}

impl fmt::Debug for Tongue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Tongue").field("folder", &self.folder).finish_non_exhaustive()
    }
}
