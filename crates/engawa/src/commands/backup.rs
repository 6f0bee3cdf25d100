//! `engawa backup FILE` and `engawa restore FILE`

use std::{
    io::{BufRead, BufReader, BufWriter, Write},
    path::Path,
};

use store::{StoreError, transfer};

use super::{CommandError, Outcome, say};
use crate::{configuration::Configuration, startup};

/// Writes a backup; a file that could not be finished is taken away again.
pub async fn backup(configuration: &Configuration, file: &Path) -> Result<Outcome, CommandError> {
    let app = startup::open(configuration).await?;
    let failed = |source| CommandError::File { path: file.to_owned(), source };
    let mut target = BufWriter::new(startup::private_file(file).map_err(failed)?);
    let written = transfer::backup(&app.database, &app.files, |line| writeln!(target, "{line}").map_err(Failure::Write)).await;
    let finished = written.and_then(|rows| {
        let opened = target.into_inner().map_err(|error| Failure::Write(error.into_error()))?;
        opened.sync_all().map_err(Failure::Write)?;
        Ok(rows)
    });
    app.database.close().await;
    match finished {
        Ok(rows) => {
            say(format_args!("{rows} rows written to {}; keep the keys elsewhere", file.display()));
            Ok(Outcome::Holds)
        }
        Err(failure) => {
            // Half a backup is worse than none. If it cannot be removed, the error that is reported explains why.
            let _ = std::fs::remove_file(file);
            Err(match failure {
                Failure::Write(source) => failed(source),
                Failure::Store(error) => error.into(),
            })
        }
    }
}

enum Failure {
    Write(std::io::Error),
    Store(StoreError),
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

/// Fills an empty installation, all or nothing.
pub async fn restore(configuration: &Configuration, file: &Path) -> Result<Outcome, CommandError> {
    let source = std::fs::File::open(file).map_err(|source| CommandError::File { path: file.to_owned(), source })?;
    let app = startup::open(configuration).await?;
    let restored = transfer::restore(&app.database, &app.files, app.now(), BufReader::new(source).lines()).await;
    app.database.close().await;
    match restored {
        Ok(rows) => {
            say(format_args!("{rows} rows restored; now run: engawa audit verify"));
            Ok(Outcome::Holds)
        }
        Err(transfer::RestoreError::Store(error)) => Err(error.into()),
        Err(error) => Err(CommandError::Input(format!("{}: {error}", file.display()))),
    }
}
