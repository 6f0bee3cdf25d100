//! All rulebooks together: which extends which, and which holds at a place.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{LazyLock, OnceLock},
};

use model::{
    identifiers::JurisdictionCode,
    jurisdictions::{lies_in, lookup},
};

use super::{Rulebook, check, error::RulebookError, text};

/// Rulebooks by id, each resolved with those it extends.
#[derive(Debug, Clone)]
pub struct Library {
    books: BTreeMap<String, Rulebook>,
}

/// What was put in force when the program started.
static IN_FORCE: OnceLock<Library> = OnceLock::new();

/// A rulebook that is part of the program, with its cases.
#[derive(Debug, Clone, Copy)]
pub struct BuiltIn {
    /// The path of the rulebook.
    pub file: &'static str,
    /// Its text.
    pub text: &'static str,
    /// The path of its cases.
    pub cases_file: &'static str,
    /// Their text.
    pub cases: &'static str,
}

macro_rules! built_in {
    ($($name:literal),+ $(,)?) => {
        &[$(BuiltIn {
            file: concat!("rulebooks/", $name, ".toml"),
            text: include_str!(concat!("../../../../rulebooks/", $name, ".toml")),
            cases_file: concat!("rulebooks/", $name, ".cases.toml"),
            cases: include_str!(concat!("../../../../rulebooks/", $name, ".cases.toml")),
        }),+]
    };
}

/// The rulebooks that are part of the program.
pub const BUILT_IN: &[BuiltIn] = built_in!["jp", "01-hokkaido/011002-sapporo", "13-tokyo/131202-nerima"];

impl Library {
    /// Reads and checks rulebooks; each is a name for messages and a text. They may stand in any order.
    ///
    /// # Errors
    /// The first thing that is wrong in each of them.
    pub fn parse<'t>(files: impl IntoIterator<Item = (&'t str, &'t str)>) -> Result<Self, Vec<RulebookError>> {
        arrange(read_all(files)?)
    }

    /// As [`Library::parse`], together with the rulebooks of the program, of which those are left out that have the name of one given.
    ///
    /// # Errors
    /// The first thing that is wrong in each of them.
    pub fn parse_over_built_in<'t>(files: impl IntoIterator<Item = (&'t str, &'t str)>) -> Result<Self, Vec<RulebookError>> {
        let mut waiting = read_all(files)?;
        let built_in = read_all(BUILT_IN.iter().map(|known| (known.file, known.text)))?;
        let replaced = |known: &Waiting<'_>| waiting.iter().any(|one| one.id() == known.id());
        let standing: Vec<_> = built_in.into_iter().filter(|known| !replaced(known)).collect();
        waiting.extend(standing);
        arrange(waiting)
    }

    /// Lets these rulebooks hold in this process, once and before anything is judged: what an installation brings along beside those
    /// of the program. Gives them back when others were put in force already.
    ///
    /// # Errors
    /// The library itself.
    pub fn put_in_force(self) -> Result<(), Self> {
        IN_FORCE.set(self)
    }

    /// The rulebooks that hold: those that were put in force, or those of the program.
    pub fn in_force() -> &'static Self {
        IN_FORCE.get().unwrap_or_else(|| Self::built_in())
    }

    /// The rulebooks that are part of the program.
    pub fn built_in() -> &'static Self {
        static LIBRARY: LazyLock<Library> = LazyLock::new(|| {
            #[expect(clippy::expect_used, reason = "the texts are embedded, and the test `the_built_in_library_is_well_formed` reads them")]
            Library::parse(BUILT_IN.iter().map(|known| (known.file, known.text))).expect("the built-in rulebooks are well-formed")
        });
        &LIBRARY
    }

    /// The rulebook of an id.
    pub fn book(&self, id: &str) -> Option<&Rulebook> {
        self.books.get(id)
    }

    /// All rulebooks, by id.
    pub fn books(&self) -> impl Iterator<Item = &Rulebook> {
        self.books.values()
    }

    /// The rulebook that holds at a place: that of the smallest area around it, or the country's. `None` only in a library
    /// without a rulebook for everywhere.
    pub fn at(&self, place: Option<JurisdictionCode>) -> Option<&Rulebook> {
        let around = |book: &&Rulebook| match (book.jurisdiction(), place) {
            (None, _) => true,
            (Some(area), Some(place)) => lies_in(place, area),
            (Some(_), None) => false,
        };
        self.books.values().filter(around).max_by_key(|book| book.jurisdiction().map_or(0, depth))
    }
}

/// Reads the form of each file.
fn read_all<'t>(files: impl IntoIterator<Item = (&'t str, &'t str)>) -> Result<Vec<Waiting<'t>>, Vec<RulebookError>> {
    let (mut waiting, mut errors) = (Vec::new(), Vec::new());
    for (file, text) in files {
        match text::read(file, text) {
            Ok(book) => waiting.push(Waiting { file, text, book }),
            Err(error) => errors.push(error),
        }
    }
    errors.extend(written_twice(&waiting));
    if errors.is_empty() { Ok(waiting) } else { Err(errors) }
}

/// Checks each book once the one that it extends has been checked.
fn arrange(mut waiting: Vec<Waiting<'_>>) -> Result<Library, Vec<RulebookError>> {
    let (mut books, mut errors, mut broken) = (BTreeMap::new(), Vec::new(), BTreeSet::new());
    while !waiting.is_empty() {
        let ready = waiting.iter().position(|one| one.above().is_none_or(|above| books.contains_key(above) || broken.contains(above)));
        // What is left over when nothing can be checked extends itself or nothing.
        let Some(ready) = ready else {
            errors.extend(waiting.iter().map(|one| one.stuck(&waiting)));
            break;
        };
        let one = waiting.swap_remove(ready);
        let id = one.id().to_owned();
        if one.above().is_some_and(|above| broken.contains(above)) {
            // It is not judged before what it extends is mended.
            broken.insert(id);
            continue;
        }
        let above = one.above().and_then(|above| books.get(above));
        match check::check(one.file, one.text, one.book, above) {
            Ok(book) => {
                books.insert(id, book);
            }
            Err(error) => {
                errors.push(error);
                broken.insert(id);
            }
        }
    }
    if errors.is_empty() { Ok(Library { books }) } else { Err(errors) }
}

/// How many areas lie around a jurisdiction, itself included.
fn depth(code: JurisdictionCode) -> usize {
    std::iter::successors(lookup(code), |lower| lower.parent.and_then(lookup)).count()
}

/// A file that was read and not yet checked.
struct Waiting<'t> {
    file: &'t str,
    text: &'t str,
    book: text::BookText,
}

impl Waiting<'_> {
    fn id(&self) -> &str {
        self.book.head.id.get_ref()
    }

    fn above(&self) -> Option<&str> {
        self.book.head.extends.as_ref().map(|above| above.get_ref().as_str())
    }

    /// Why this one could never be read.
    fn stuck(&self, waiting: &[Waiting<'_>]) -> RulebookError {
        let span = self.book.head.extends.as_ref().map(|above| above.span()).unwrap_or_default();
        let above = self.above().unwrap_or_default();
        let known = waiting.iter().any(|one| one.id() == above);
        let (problem, hint) = if known {
            (format!("extendsをたどると元に戻ります（「{above}」）。"), "どれか1つのextendsを直してください。")
        } else {
            (format!("規則集「{above}」がありません。"), "extendsの名前と、そのファイルがあるかを確かめてください。")
        };
        RulebookError::at(self.file, self.text, &span, None, problem, hint)
    }
}

fn written_twice(waiting: &[Waiting<'_>]) -> Vec<RulebookError> {
    let mut first: BTreeMap<&str, &str> = BTreeMap::new();
    let mut errors = Vec::new();
    for one in waiting {
        let id = one.id();
        if let Some(other) = first.insert(id, one.file) {
            let problem = format!("規則集の名前「{id}」は、{other}にも書かれています。");
            errors.push(RulebookError::at(one.file, one.text, &one.book.head.id.span(), None, problem, "別の名前にしてください。"));
        }
    }
    errors
}
