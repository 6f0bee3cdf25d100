//! All rulebooks together: which extends which, and which holds at a place.

use std::{collections::BTreeMap, sync::LazyLock};

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

/// The files that are part of the program: path and text.
const BUILT_IN: &[(&str, &str)] = &[
    ("rulebooks/jp.toml", include_str!("../../../../rulebooks/jp.toml")),
    ("rulebooks/01-hokkaido/011002-sapporo.toml", include_str!("../../../../rulebooks/01-hokkaido/011002-sapporo.toml")),
    ("rulebooks/13-tokyo/131202-nerima.toml", include_str!("../../../../rulebooks/13-tokyo/131202-nerima.toml")),
];

impl Library {
    /// Reads and checks rulebooks; each is a name for messages and a text. They may stand in any order.
    ///
    /// # Errors
    /// The first thing that is wrong in each of them.
    pub fn parse<'t>(files: impl IntoIterator<Item = (&'t str, &'t str)>) -> Result<Self, Vec<RulebookError>> {
        let mut waiting = Vec::new();
        let mut errors = Vec::new();
        for (file, text) in files {
            match text::read(file, text) {
                Ok(book) => waiting.push(Waiting { file, text, book }),
                Err(error) => errors.push(error),
            }
        }
        errors.extend(written_twice(&waiting));
        if !errors.is_empty() {
            return Err(errors);
        }
        let mut library = Self { books: BTreeMap::new() };
        while !waiting.is_empty() {
            // A book is read once the one it extends has been; what is left over when nothing can be read extends itself or nothing.
            let ready = waiting.iter().position(|one| one.above().is_none_or(|above| library.books.contains_key(above)));
            let Some(ready) = ready else {
                errors.extend(waiting.iter().map(|one| one.stuck(&waiting)));
                return Err(errors);
            };
            let Waiting { file, text, book } = waiting.swap_remove(ready);
            let id = book.head.id.get_ref().clone();
            let above = book.head.extends.as_ref().and_then(|above| library.books.get(above.get_ref()));
            match check::check(file, text, book, above) {
                Ok(book) => {
                    library.books.insert(id, book);
                }
                Err(error) => {
                    errors.push(error);
                    // What extends a broken book is not judged before that is mended.
                    waiting.retain(|one| !leads_to(one, &id));
                }
            }
        }
        if errors.is_empty() { Ok(library) } else { Err(errors) }
    }

    /// The rulebooks that are part of the program.
    pub fn built_in() -> &'static Self {
        static LIBRARY: LazyLock<Library> = LazyLock::new(|| {
            #[expect(clippy::expect_used, reason = "the texts are embedded, and the test `the_built_in_library_is_well_formed` reads them")]
            Library::parse(BUILT_IN.iter().copied()).expect("the built-in rulebooks are well-formed")
        });
        &LIBRARY
    }

    /// The files that are part of the program: path and text.
    pub fn built_in_files() -> &'static [(&'static str, &'static str)] {
        BUILT_IN
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
    fn above(&self) -> Option<&str> {
        self.book.head.extends.as_ref().map(|above| above.get_ref().as_str())
    }

    /// Why this one could never be read.
    fn stuck(&self, waiting: &[Waiting<'_>]) -> RulebookError {
        let span = self.book.head.extends.as_ref().map(|above| above.span()).unwrap_or_default();
        let above = self.above().unwrap_or_default();
        let known = waiting.iter().any(|one| one.book.head.id.get_ref() == above);
        let (problem, hint) = if known {
            (format!("extendsをたどると元に戻ります（「{above}」）。"), "どれか1つのextendsを直してください。")
        } else {
            (format!("規則集「{above}」がありません。"), "extendsの名前と、そのファイルがあるかを確かめてください。")
        };
        RulebookError::at(self.file, self.text, &span, None, problem, hint)
    }
}

fn leads_to(one: &Waiting<'_>, id: &str) -> bool {
    one.above() == Some(id)
}

fn written_twice(waiting: &[Waiting<'_>]) -> Vec<RulebookError> {
    let mut first: BTreeMap<&str, &str> = BTreeMap::new();
    let mut errors = Vec::new();
    for one in waiting {
        let id = one.book.head.id.get_ref().as_str();
        if let Some(other) = first.insert(id, one.file) {
            let problem = format!("規則集の名前「{id}」は、{other}にも書かれています。");
            errors.push(RulebookError::at(one.file, one.text, &one.book.head.id.span(), None, problem, "別の名前にしてください。"));
        }
    }
    errors
}
