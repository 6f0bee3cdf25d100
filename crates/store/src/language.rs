//! The compiled dictionary on disk. Compiling takes seconds, loading what was compiled takes milliseconds: so it is kept in a
//! folder, under a name that says from which words and by which version of the program it was made.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use privacy::Language;
use text::words::{self, PACKED};

/// Why the language could not be loaded.
#[derive(Debug, thiserror::Error)]
pub enum LanguageError {
    /// The folder could not be written or read.
    #[error("辞書を置くフォルダー「{}」を使えません（{source}）。", path.display())]
    Folder {
        /// Which.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// The dictionary of the program itself is broken.
    #[error(transparent)]
    Damaged(#[from] words::Damaged),
}

/// The language, from the folder `folder`, where it is compiled first when it is not there yet or is damaged (a few seconds).
/// Several processes may do so at once: each writes a file of its own and moves it into place.
pub fn load(folder: &Path) -> Result<Language, LanguageError> {
    let file = folder.join(format!("words-{}.bin", words::version(PACKED)));
    if let Some(language) = fs::read(&file).ok().and_then(|compiled| Language::load(&compiled).ok()) {
        return Ok(language);
    }
    let compiled = words::compile(PACKED)?;
    let language = Language::load(&compiled)?;
    keep(folder, &file, &compiled).map_err(|source| LanguageError::Folder { path: folder.to_owned(), source })?;
    Ok(language)
}

fn keep(folder: &Path, file: &Path, compiled: &[u8]) -> io::Result<()> {
    fs::create_dir_all(folder)?;
    let mut own = tempfile::NamedTempFile::new_in(folder)?;
    io::Write::write_all(&mut own, compiled)?;
    own.persist(file)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// H1
    #[test]
    fn the_language_is_compiled_once_and_again_when_its_file_is_damaged() {
        let folder = tempfile::tempdir().unwrap();
        let cache = folder.path().join("cache");
        let found = |language: &Language| language.names("大場 幸子さんが来られた。").len();
        let (one, other) = std::thread::scope(|scope| {
            let threads = [scope.spawn(|| load(&cache)), scope.spawn(|| load(&cache))];
            let mut loaded = threads.map(|thread| thread.join().unwrap().unwrap()).into_iter();
            (loaded.next().unwrap(), loaded.next().unwrap())
        });
        assert!(found(&one) > 0 && found(&one) == found(&other));
        let files: Vec<_> = fs::read_dir(&cache).unwrap().map(|file| file.unwrap().path()).collect();
        assert_eq!(files.len(), 1);
        let whole = fs::read(&files[0]).unwrap();
        let mut damaged = whole.clone();
        damaged[whole.len() / 2] ^= 1;
        fs::write(&files[0], &damaged).unwrap();
        assert_eq!(found(&load(&cache).unwrap()), found(&one));
        assert_eq!(fs::read(&files[0]).unwrap(), whole);
    }

    #[test]
    fn a_folder_that_cannot_be_written_is_said() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("file");
        fs::write(&file, "no folder").unwrap();
        assert!(matches!(load(&file), Err(LanguageError::Folder { .. })));
    }
}
