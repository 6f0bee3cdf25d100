//! `engawa export DIR` and `engawa import DIR`

use std::{
    fs::File,
    io::{BufReader, BufWriter, Write},
    path::{Component, Path, PathBuf},
};

use store::{StoreError, transfer};

use super::{CommandError, Outcome, say};
use crate::{configuration::Configuration, startup};

/// Writes everything into a new folder; one that could not be finished is taken away again.
pub async fn export(configuration: &Configuration, dir: &Path) -> Result<Outcome, CommandError> {
    let app = startup::open(configuration).await?;
    let mut folder = Folder::new(dir)?;
    let written = transfer::export(&app.database, &app.files, app.now(), |name, bytes| folder.append(name, bytes)).await;
    let finished = written.and_then(|amount| folder.finish().map(|()| amount));
    app.database.close().await;
    match finished {
        Ok(amount) => {
            say(format_args!(
                "{} rows and {} files written to {}; every name in it is readable: keep it as secret as the keys",
                amount.rows,
                amount.files,
                dir.display()
            ));
            if !amount.chains_hold {
                say("the audit chains do not hold; see: engawa audit verify");
            }
            Ok(Outcome::Holds)
        }
        Err(failure) => {
            // Half of everything is worse than nothing. If it cannot be removed, the error that is reported explains why.
            let _ = std::fs::remove_dir_all(dir);
            Err(failure.0)
        }
    }
}

/// Fills an empty installation, all or nothing.
pub async fn import(configuration: &Configuration, dir: &Path) -> Result<Outcome, CommandError> {
    let app = startup::open(configuration).await?;
    let imported = transfer::import(&app.database, &app.files, app.now(), |name| inside(dir, name).map(BufReader::new)).await;
    app.database.close().await;
    match imported {
        Ok(amount) => {
            say(format_args!(
                "{} rows and {} files taken in; links that were sent before must be sent anew; now run: engawa audit verify",
                amount.rows, amount.files
            ));
            Ok(Outcome::Holds)
        }
        Err(transfer::ImportError::Store(error)) => Err(error.into()),
        Err(error) => Err(CommandError::Input(format!("{}: {error}", dir.display()))),
    }
}

/// Opens a file of the folder, and nothing outside of it.
fn inside(dir: &Path, name: &str) -> std::io::Result<File> {
    if !Path::new(name).components().all(|part| matches!(part, Component::Normal(_))) {
        return Err(std::io::Error::new(std::io::ErrorKind::InvalidInput, "not a name inside the folder"));
    }
    File::open(dir.join(name))
}

struct Failure(CommandError);

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        Self(error.into())
    }
}

/// A folder that is being written, only readable for its owner.
struct Folder {
    dir: PathBuf,
    open: Option<(String, BufWriter<File>)>,
}

impl Folder {
    fn new(dir: &Path) -> Result<Self, CommandError> {
        let mut builder = std::fs::DirBuilder::new();
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        builder.create(dir).map_err(|source| CommandError::File { path: dir.to_owned(), source })?;
        Ok(Self { dir: dir.to_owned(), open: None })
    }

    /// Appends to the file of that name; another name closes the one before.
    fn append(&mut self, name: &str, bytes: &[u8]) -> Result<(), Failure> {
        if self.open.as_ref().is_none_or(|(open, _)| open != name) {
            self.finish()?;
            let path = self.dir.join(name);
            let parent = path.parent().unwrap_or(&self.dir);
            std::fs::create_dir_all(parent).map_err(|source| failed(parent, source))?;
            let file = startup::private_file(&path).map_err(|source| failed(&path, source))?;
            self.open = Some((name.to_owned(), BufWriter::new(file)));
        }
        let Some((_, file)) = &mut self.open else { return Ok(()) };
        file.write_all(bytes).map_err(|source| failed(&self.dir.join(name), source))
    }

    /// Closes the last file; it lies on the disk then.
    fn finish(&mut self) -> Result<(), Failure> {
        let Some((name, file)) = self.open.take() else { return Ok(()) };
        let path = self.dir.join(name);
        let file = file.into_inner().map_err(|error| failed(&path, error.into_error()))?;
        file.sync_all().map_err(|source| failed(&path, source))
    }
}

fn failed(path: &Path, source: std::io::Error) -> Failure {
    Failure(CommandError::File { path: path.to_owned(), source })
}
