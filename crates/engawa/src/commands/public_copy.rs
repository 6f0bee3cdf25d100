//! `engawa export --public DIR`: the public side as files.

use std::{
    fs::{self, File},
    io::{BufWriter, Write},
    path::{Path, PathBuf},
};

use web::publications::public::copy::{CopyError, copy};

use super::{CommandError, Outcome, say};
use crate::{configuration::Configuration, startup};

/// By this file an earlier copy is known; without it a folder is somebody else's.
const MARK: &str = "engawa-public.json";

/// Writes the copy beside the folder and puts it in its place when it is whole. An earlier copy is replaced, anything else refused.
pub async fn write(configuration: &Configuration, dir: &Path, base_url: Option<&str>) -> Result<Outcome, CommandError> {
    if let Some(base) = base_url
        && !(base.starts_with("https://") || base.starts_with("http://"))
    {
        return Err(CommandError::Input(format!("{base}: an address begins with https:// or http://")));
    }
    let replaces = is_earlier_copy(dir)?;
    let app = startup::open(configuration).await?;
    let filled = service::publications::public::refill(&app).await.map_err(|fault| CommandError::Broken(fault.to_string()));
    let fresh = beside(dir, "new")?;
    let written = match filled {
        Ok(_) => into_folder(&app, &fresh, base_url).await,
        Err(error) => Err(error),
    };
    let now = app.now();
    app.database.close().await;
    let finished = written.and_then(|copied| {
        let mark = serde_json::json!({ "format": "engawa-public", "version": 1, "written_at": now.to_string(), "files": copied.files });
        let file = fresh.join(MARK);
        fs::write(&file, format!("{mark}\n")).map_err(|source| CommandError::File { path: file, source })?;
        put_in_place(&fresh, dir, replaces)?;
        Ok(copied)
    });
    match finished {
        Ok(copied) => {
            say(format_args!("{} files written to {}, {} of them for what was withdrawn", copied.files, dir.display(), copied.stones));
            Ok(Outcome::Holds)
        }
        Err(error) => {
            // Half of a copy is worse than none. If it cannot be removed, the error that is reported explains why.
            let _ = fs::remove_dir_all(&fresh);
            Err(error)
        }
    }
}

async fn into_folder(
    app: &service::App,
    fresh: &Path,
    base_url: Option<&str>,
) -> Result<web::publications::public::copy::Copied, CommandError> {
    fs::create_dir(fresh).map_err(|source| CommandError::File { path: fresh.to_owned(), source })?;
    let mut open: Option<(String, BufWriter<File>)> = None;
    let copied = copy(app, base_url, |name, bytes| append(fresh, &mut open, name, bytes)).await;
    let copied = copied.map_err(|error| match error {
        CopyError::Write(error) => error,
        CopyError::Changed => CommandError::Input(CopyError::<CommandError>::Changed.to_string()),
        other => CommandError::Broken(other.to_string()),
    })?;
    close(fresh, open.take())?;
    Ok(copied)
}

/// Appends to the file of that name; another name closes the one before.
fn append(folder: &Path, open: &mut Option<(String, BufWriter<File>)>, name: &str, bytes: &[u8]) -> Result<(), CommandError> {
    let path = folder.join(name);
    let failed = |source| CommandError::File { path: path.clone(), source };
    if open.as_ref().is_none_or(|(known, _)| known != name) {
        close(folder, open.take())?;
        fs::create_dir_all(path.parent().unwrap_or(folder)).map_err(failed)?;
        *open = Some((name.to_owned(), BufWriter::new(File::create_new(&path).map_err(failed)?)));
    }
    match open {
        Some((_, file)) => file.write_all(bytes).map_err(failed),
        None => Ok(()),
    }
}

fn close(folder: &Path, open: Option<(String, BufWriter<File>)>) -> Result<(), CommandError> {
    let Some((name, file)) = open else { return Ok(()) };
    file.into_inner().map(drop).map_err(|error| CommandError::File { path: folder.join(name), source: error.into_error() })
}

/// Whether there is an earlier copy to replace. A folder with anything else in it is refused.
fn is_earlier_copy(dir: &Path) -> Result<bool, CommandError> {
    match fs::read_dir(dir) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(false),
        Err(source) => Err(CommandError::File { path: dir.to_owned(), source }),
        Ok(mut entries) => {
            if entries.next().is_some() && !dir.join(MARK).is_file() {
                return Err(CommandError::Input(format!("{}: there is something else in this folder; name another one", dir.display())));
            }
            Ok(true)
        }
    }
}

/// A name beside the folder, on the same disk, that nobody uses.
fn beside(dir: &Path, word: &str) -> Result<PathBuf, CommandError> {
    let name = dir.file_name().ok_or_else(|| CommandError::Input(format!("{}: not the name of a folder", dir.display())))?;
    let path = dir.with_file_name(format!(".{}.{word}-{}", name.to_string_lossy(), std::process::id()));
    Ok(path)
}

fn put_in_place(fresh: &Path, dir: &Path, replaces: bool) -> Result<(), CommandError> {
    let failed = |source| CommandError::File { path: dir.to_owned(), source };
    if !replaces {
        return fs::rename(fresh, dir).map_err(failed);
    }
    let old = beside(dir, "old")?;
    fs::rename(dir, &old).map_err(failed)?;
    if let Err(source) = fs::rename(fresh, dir) {
        // The earlier copy goes back to where it was.
        let _ = fs::rename(&old, dir);
        return Err(failed(source));
    }
    fs::remove_dir_all(&old).map_err(|source| CommandError::File { path: old, source })
}
