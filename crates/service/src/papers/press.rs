//! The press: forms and fonts kept warm, shared by all who print.

use std::sync::{Arc, OnceLock};

use paper::{Engine, Format, PaperError, Reading, Size};
use tokio::sync::Semaphore;

use super::{Error, Filled, public::Printed};
use crate::{App, Fault};

/// So many papers are set at once. Setting is work for a processor; more at once would only be slower, and want more memory.
const AT_ONCE: usize = 2;

/// So many of them for readers of the public side, who may be any number: an office prints its letters also while all of them ask.
const AT_ONCE_FOR_EVERYBODY: usize = 1;

/// The forms and fonts of the installation, read when the first paper is wanted. Cloning shares them.
#[derive(Debug, Clone)]
pub struct Press {
    engine: Arc<OnceLock<Result<Engine, PaperError>>>,
    places: Arc<Semaphore>,
    places_for_everybody: Arc<Semaphore>,
    pub(super) printed: Printed,
}

impl Default for Press {
    fn default() -> Self {
        Self {
            engine: Arc::default(),
            places: Arc::new(Semaphore::new(AT_ONCE)),
            places_for_everybody: Arc::new(Semaphore::new(AT_ONCE_FOR_EVERYBODY)),
            printed: Printed::default(),
        }
    }
}

impl Press {
    /// Does something with the engine, away from those who answer requests.
    pub(super) async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Engine) -> Result<T, PaperError> + Send + 'static,
    ) -> Result<T, Error> {
        self.run_in(&self.places, work).await
    }

    /// The same for readers of the public side, in places of their own.
    pub(super) async fn run_for_everybody<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Engine) -> Result<T, PaperError> + Send + 'static,
    ) -> Result<T, Error> {
        self.run_in(&self.places_for_everybody, work).await
    }

    async fn run_in<T: Send + 'static>(
        &self,
        places: &Arc<Semaphore>,
        work: impl FnOnce(&Engine) -> Result<T, PaperError> + Send + 'static,
    ) -> Result<T, Error> {
        let place = places.clone().acquire_owned().await.map_err(|error| Fault::Broken(error.to_string()))?;
        let engine = self.engine.clone();
        let done = tokio::task::spawn_blocking(move || {
            let _place = place;
            work(engine.get_or_init(Engine::new).as_ref().map_err(PaperError::clone)?)
        });
        Ok(done.await.map_err(|error| Fault::Broken(error.to_string()))??)
    }

    /// The same on this thread.
    pub(super) fn now<T>(&self, work: impl FnOnce(&Engine) -> Result<T, PaperError>) -> Result<T, Error> {
        Ok(work(self.engine.get_or_init(Engine::new).as_ref().map_err(PaperError::clone)?)?)
    }
}

/// How a paper is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Way {
    /// The format.
    pub format: Format,
    /// The size of its letters; `None`: as each reader needs it.
    pub size: Option<Size>,
    /// Whether readings stand over the kanji, where the form has them; `None`: as each reader needs it.
    pub ruby: Option<bool>,
}

/// How each copy is printed.
fn readings(filled: &Filled, size: Option<Size>, ruby: Option<bool>) -> Vec<Reading> {
    let known = |number: usize| filled.readings.get(number).copied().unwrap_or_default();
    let wanted = |known: Reading| Reading { size: size.unwrap_or(known.size), ruby: ruby.unwrap_or(known.ruby) };
    (0..filled.copies.len()).map(|number| wanted(known(number))).collect()
}

/// Prints a form that is filled in.
///
/// # Errors
/// [`Error::Paper`] says which field cannot be printed and why.
pub async fn print(app: &App, filled: Filled, way: Way) -> Result<Vec<u8>, Error> {
    let (readings, today) = (readings(&filled, way.size, way.ruby), app.today());
    app.press.run(move |engine| engine.render_each(filled.form, &filled.copies, &readings, way.format, today)).await
}

/// The same to be shown inside a page: its title, and HTML without a style of its own, with one heading of the first level. Without
/// `ruby`, readings stand where the reader of a copy needs them.
///
/// # Errors
/// See [`print`].
pub async fn html(app: &App, filled: Filled, ruby: Option<bool>) -> Result<(String, String), Error> {
    let (readings, today) = (readings(&filled, None, ruby), app.today());
    app.press
        .run(move |engine| {
            let sheet = engine.sheet_each(filled.form, &filled.copies, &readings, today)?;
            Ok((sheet.title.clone(), sheet.html()?))
        })
        .await
}
