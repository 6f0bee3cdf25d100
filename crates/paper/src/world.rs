//! What Typst may see: the templates, the fonts, the content of this document. Nothing else exists.

use std::{collections::BTreeMap, num::NonZeroU16, sync::LazyLock};

use typst::{
    Feature, Features, Library, LibraryExt, World,
    diag::{FileError, FileResult},
    foundations::{Bytes, Datetime, Duration},
    syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot},
    text::{Font, FontBook},
    utils::LazyHash,
};

use crate::{errors::PaperError, forms::Folder};

static REGULAR: &[u8] = include_bytes!("../fonts/BIZUDPGothic-Regular.ttf");
static BOLD: &[u8] = include_bytes!("../fonts/BIZUDPGothic-Bold.ttf");

/// Fonts and the standard library are the same for all engines.
static SHARED: LazyLock<Shared> = LazyLock::new(|| {
    let fonts: Vec<Font> = [REGULAR, BOLD].into_iter().flat_map(|bytes| Font::iter(Bytes::new(bytes))).collect();
    let features: Features = [Feature::Html, Feature::A11yExtras].into_iter().collect();
    Shared {
        library: LazyHash::new(Library::builder().with_features(features).build()),
        book: LazyHash::new(FontBook::from_fonts(&fonts)),
        fonts,
    }
});

struct Shared {
    library: LazyHash<Library>,
    book: LazyHash<FontBook>,
    fonts: Vec<Font>,
}

/// The fonts of paper.
pub(crate) fn fonts() -> &'static [Font] {
    &SHARED.fonts
}

/// What stands between a form's template and its content: every copy on paper of its own.
const MAIN: &str = "#import \"/common/paper.typ\": copies\n#import \"/FORM/form.typ\": form\n#copies(form)\n";

/// The templates, read once.
#[derive(Debug)]
pub(crate) struct Templates {
    files: BTreeMap<NonZeroU16, File>,
}

#[derive(Debug, Clone)]
struct File {
    bytes: Bytes,
    source: Option<Source>,
}

impl Templates {
    /// Reads the files of the forms; those that end in `.typ` are parsed.
    pub fn new(folder: &Folder) -> Result<Self, PaperError> {
        let mut templates = Self { files: BTreeMap::new() };
        for (path, bytes) in folder.iter() {
            templates.keep(path, bytes)?;
        }
        for form in folder.forms() {
            templates.keep(&main_path(form), MAIN.replace("FORM", form).as_bytes())?;
        }
        Ok(templates)
    }

    fn keep(&mut self, path: &str, bytes: &[u8]) -> Result<(), PaperError> {
        let broken = |message: String| PaperError::Template { form: path.to_owned(), message };
        let id = file_id(path).map_err(broken)?;
        let source = if path.ends_with(".typ") {
            let text = std::str::from_utf8(bytes).map_err(|_| broken("UTF-8の文字ではありません。".to_owned()))?;
            Some(Source::new(id, text.to_owned()))
        } else {
            None
        };
        self.files.insert(id.into_raw(), File { bytes: Bytes::new(bytes.to_vec()), source });
        Ok(())
    }
}

/// The file from which a form's document begins.
fn main_path(form: &str) -> String {
    format!("{form}/main.typ")
}

fn file_id(path: &str) -> Result<FileId, String> {
    let path = VirtualPath::new(path).map_err(|error| error.to_string())?;
    Ok(RootedPath::new(VirtualRoot::Project, path).intern())
}

/// One document in the making.
pub(crate) struct Desk<'a> {
    templates: &'a Templates,
    main: FileId,
    values: [(FileId, Bytes); 2],
}

impl<'a> Desk<'a> {
    /// Lays out the content (a JSON list of copies) and the print values for the templates of a form.
    pub fn new(templates: &'a Templates, form: &str, copies: Vec<u8>, print: Vec<u8>) -> Result<Self, PaperError> {
        let id = |path: &str| file_id(path).map_err(|message| PaperError::Template { form: form.to_owned(), message });
        let values = [(id("copies.json")?, Bytes::new(copies)), (id("print.json")?, Bytes::new(print))];
        Ok(Self { templates, main: id(&main_path(form))?, values })
    }
}

impl World for Desk<'_> {
    fn library(&self) -> &LazyHash<Library> {
        &SHARED.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &SHARED.book
    }

    fn main(&self) -> FileId {
        self.main
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        let file = self.templates.files.get(&id.into_raw()).ok_or_else(|| not_found(id))?;
        file.source.clone().ok_or(FileError::NotSource)
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        let value = self.values.iter().find(|(known, _)| *known == id).map(|(_, bytes)| bytes);
        let kept = || self.templates.files.get(&id.into_raw()).map(|file| &file.bytes);
        value.or_else(kept).cloned().ok_or_else(|| not_found(id))
    }

    fn font(&self, index: usize) -> Option<Font> {
        SHARED.fonts.get(index).cloned()
    }

    /// There is no today: the date of a document is part of its content.
    fn today(&self, _offset: Option<Duration>) -> Option<Datetime> {
        None
    }
}

fn not_found(id: FileId) -> FileError {
    FileError::NotFound(id.get().vpath().get_without_slash().into())
}
