//! From configuration to an [`App`].

use std::{
    io::Write,
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};

use jiff::SignedDuration;
use service::{
    App, Clock, Entropy, Policies, Settings, SystemClock, SystemEntropy, Tongue,
    mail::{self, FolderTransport, SmtpTransport, Transport},
    papers::Press,
};
use store::{Database, Keyring, Objects};

use crate::{
    commands::CommandError,
    configuration::{Configuration, Mail},
};

/// Opens the installation: keys, database (brought up to date), policies.
pub async fn open(configuration: &Configuration) -> Result<App, CommandError> {
    prepare_folder(&configuration.data_dir)?;
    let keyring = Arc::new(keyring(configuration)?);
    let database = Database::open(&configuration.database_url(), keyring).await.map_err(CommandError::Store)?;
    app(configuration, database, Arc::new(SystemClock), Arc::new(SystemEntropy))
}

/// Puts an [`App`] together around an open database.
pub fn app(
    configuration: &Configuration,
    database: Database,
    clock: Arc<dyn Clock>,
    entropy: Arc<dyn Entropy>,
) -> Result<App, CommandError> {
    let policies = Policies::built_in().map_err(|error| CommandError::Broken(error.to_string()))?;
    let settings = Settings { base_url: configuration.base_url.clone(), installation_name: configuration.installation_name.clone() };
    let files = objects(configuration, database.keyring().clone())?;
    let press = Press::default();
    let outputs = web::outputs(&settings.base_url, &press);
    Ok(App {
        database,
        files,
        policies: Arc::new(policies),
        clock,
        entropy,
        settings: Arc::new(settings),
        outputs,
        press,
        tongue: Tongue::kept_in(&configuration.cache_folder()),
    })
}

/// Where the bytes of files lie.
pub fn objects(configuration: &Configuration, keyring: Arc<Keyring>) -> Result<Objects, CommandError> {
    let files = &configuration.files;
    Ok(match &files.url {
        Some(url) => Objects::at(url, files.options.clone(), keyring)?,
        None => Objects::folder(&configuration.data_dir.join("files"), keyring)?,
    })
}

/// The keys: from the configuration, from the key file, or made now when the installation is new.
pub fn keyring(configuration: &Configuration) -> Result<Keyring, CommandError> {
    let text = match &configuration.keys {
        Some(text) => text.clone(),
        None => read_or_make_keys(&configuration.keys_file())?,
    };
    Keyring::parse(&text).map_err(|error| CommandError::Input(error.to_string()))
}

fn read_or_make_keys(file: &Path) -> Result<String, CommandError> {
    match std::fs::read_to_string(file) {
        Ok(text) => Ok(text),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => make_keys(file),
        Err(source) => Err(CommandError::File { path: file.to_owned(), source }),
    }
}

/// Writes a new key file that only its owner can read. Two processes that start at once end up with one file.
fn make_keys(file: &Path) -> Result<String, CommandError> {
    let mut random = [0; 96];
    SystemEntropy.fill(&mut random);
    let text = Keyring::compose(&random);
    let failed = |source| CommandError::File { path: file.to_owned(), source };
    match private_file(file) {
        Ok(mut opened) => {
            opened.write_all(text.as_bytes()).and_then(|()| opened.sync_all()).map_err(failed)?;
            Ok(text)
        }
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => std::fs::read_to_string(file).map_err(failed),
        Err(source) => Err(failed(source)),
    }
}

/// A new file that only its owner can read; fails when there is one already.
pub fn private_file(path: &Path) -> std::io::Result<std::fs::File> {
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

/// Makes the data folder when it is missing.
pub fn prepare_folder(folder: &Path) -> Result<(), CommandError> {
    std::fs::create_dir_all(folder).map_err(|source| CommandError::File { path: folder.to_owned(), source })
}

/// Bytes that no row refers to are left alone for so long: an upload may be on its way to its row.
const SWEEP_AFTER: SignedDuration = SignedDuration::from_hours(24);

/// Sweeps bytes of files that nothing refers to and drafts that nobody went on with, once a day, until it is told to stop.
pub async fn sweep(app: App, mut stopped: tokio::sync::watch::Receiver<bool>) {
    while !*stopped.borrow() {
        match app.files.sweep(&app.database, app.now() - SWEEP_AFTER).await {
            Ok(0) => {}
            Ok(swept) => tracing::info!(swept, "files that nothing refers to were removed"),
            Err(error) => tracing::warn!(%error, "files could not be swept"),
        }
        if let Err(error) = service::drafts::forget_old(&app).await {
            tracing::warn!(%error, "old drafts could not be forgotten");
        }
        if let Err(error) = service::publications::review::forget_old(&app).await {
            tracing::warn!(%error, "old reviews could not be forgotten");
        }
        if let Err(error) = service::receipts::forget_old(&app).await {
            tracing::warn!(%error, "old receipts could not be forgotten");
        }
        drop(tokio::time::timeout(Duration::from_secs(24 * 60 * 60), stopped.changed()).await);
    }
}

/// How often it is looked whether findings are older than today.
const FINDINGS_REST: Duration = Duration::from_secs(60);

/// Computes findings anew that only time made untrue, until it is told to stop.
pub async fn keep_findings(app: App, mut stopped: tokio::sync::watch::Receiver<bool>) {
    while !*stopped.borrow() {
        match service::findings::keep::refresh_outdated(&app).await {
            Ok(0) => {}
            Ok(offices) => tracing::info!(offices, "findings were computed anew"),
            Err(error) => tracing::warn!(%error, "findings wait to be computed"),
        }
        drop(tokio::time::timeout(FINDINGS_REST, stopped.changed()).await);
    }
}

/// Loads what the gate reads names by, beside everything else: compiling the dictionary takes seconds the first time.
pub fn load_language(tongue: Tongue) {
    tokio::task::spawn_blocking(move || {
        if let Err(error) = tongue.load() {
            tracing::error!(%error, "the dictionary cannot be loaded: nothing can be published until it is");
        }
    });
}

/// How often it is looked whether the public shelf is as it should be. Every action keeps it so; after an import or an update of the
/// program it is filled anew.
const SHELF_REST: Duration = Duration::from_secs(60 * 60);

/// Fills the public shelf where it has gaps, until it is told to stop.
pub async fn keep_shelf(app: App, mut stopped: tokio::sync::watch::Receiver<bool>) {
    while !*stopped.borrow() {
        match service::publications::public::refill(&app).await {
            Ok(0) => {}
            Ok(publications) => tracing::info!(publications, "the public shelf was filled anew"),
            Err(error) => tracing::warn!(%error, "the public shelf waits to be filled"),
        }
        drop(tokio::time::timeout(SHELF_REST, stopped.changed()).await);
    }
}

/// How long the worker rests when there is nothing to send.
const REST: Duration = Duration::from_secs(5);

/// Sends mail until it is told to stop. A message that is being sent is finished first.
pub async fn deliver_mail(app: App, mail: Mail, data_dir: PathBuf, stopped: tokio::sync::watch::Receiver<bool>) {
    let sent = match &mail.smtp_url {
        Some(url) => match SmtpTransport::from_url(url) {
            Ok(transport) => {
                deliver_by(&app, &transport, &mail.from, stopped).await;
                Ok(())
            }
            Err(error) => Err(error),
        },
        None => match FolderTransport::new(data_dir.join("mail")) {
            Ok(transport) => {
                deliver_by(&app, &transport, &mail.from, stopped).await;
                Ok(())
            }
            Err(error) => Err(error),
        },
    };
    if let Err(error) = sent {
        tracing::error!(%error, "mail cannot be sent; run: engawa doctor");
    }
}

async fn deliver_by(app: &App, transport: &impl Transport, from: &str, mut stopped: tokio::sync::watch::Receiver<bool>) {
    while !*stopped.borrow() {
        match mail::deliver_due(app, transport, from).await {
            Ok(0) => drop(tokio::time::timeout(REST, stopped.changed()).await),
            Ok(sent) => tracing::info!(sent, "mail left"),
            Err(error) => {
                tracing::warn!(%error, "mail waits");
                drop(tokio::time::timeout(REST, stopped.changed()).await);
            }
        }
    }
}
