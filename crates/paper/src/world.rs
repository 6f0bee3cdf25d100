//! What Typst may see: the templates, the fonts, the content of this document. Nothing else exists.

use std::{
    collections::BTreeMap,
    num::NonZeroU16,
    sync::{LazyLock, OnceLock},
};

use serde::Serialize;
use serde_json::Value;
use typst::{
    Feature, Features, Library, LibraryExt, World,
    diag::{FileError, FileResult},
    foundations::{Bytes, Datetime, Duration},
    syntax::{
        FileId, RootedPath, Source, VirtualPath, VirtualRoot,
        package::{PackageSpec, PackageVersion},
    },
    text::{Font, FontBook},
    utils::LazyHash,
};

use crate::{
    errors::PaperError,
    forms::Folder,
    print::{Copies, PrintValues, Reading, Size},
};

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

/// Where copies are printed differently, the templates stand there once for each reading, as a package of Typst: what they read as
/// `/print.json` lies at the root of their own package.
const NAMESPACE: &str = "reading";

/// The templates, read once.
#[derive(Debug)]
pub(crate) struct Templates {
    files: Files,
    /// The same once more for each reading, from when it is first asked for.
    packages: Vec<(Reading, OnceLock<Result<Files, PaperError>>)>,
}

type Files = BTreeMap<NonZeroU16, File>;

#[derive(Debug, Clone)]
struct File {
    path: String,
    bytes: Bytes,
    source: Option<Source>,
}

impl File {
    /// A file at its place; one that ends in `.typ` is parsed.
    fn at(root: &VirtualRoot, path: &str, bytes: Bytes) -> Result<(FileId, Self), PaperError> {
        let broken = |message: String| PaperError::Template { form: path.to_owned(), message };
        let id = file_id(root, path).map_err(broken)?;
        let text = || std::str::from_utf8(&bytes).map_err(|_| broken("UTF-8の文字ではありません。".to_owned()));
        let source = if path.ends_with(".typ") { Some(Source::new(id, text()?.to_owned())) } else { None };
        Ok((id, Self { path: path.to_owned(), bytes, source }))
    }
}

impl Templates {
    /// Reads the files of the forms; those that end in `.typ` are parsed.
    pub fn new(folder: &Folder) -> Result<Self, PaperError> {
        let readings = Size::ALL.into_iter().flat_map(|size| [false, true].map(|ruby| Reading { size, ruby }));
        let packages = readings.map(|reading| (reading, OnceLock::new())).collect();
        let mut templates = Self { files: BTreeMap::new(), packages };
        for (path, bytes) in folder.iter() {
            templates.keep(path, bytes)?;
        }
        for form in folder.forms() {
            templates.keep(&main_path(form), MAIN.replace("FORM", form).as_bytes())?;
        }
        Ok(templates)
    }

    fn keep(&mut self, path: &str, bytes: &[u8]) -> Result<(), PaperError> {
        let (id, file) = File::at(&VirtualRoot::Project, path, Bytes::new(bytes.to_vec()))?;
        self.files.insert(id.into_raw(), file);
        Ok(())
    }

    /// The files of a reading's package. Forms begin with one another, so that all are there.
    fn package(&self, reading: Reading) -> Result<&Files, PaperError> {
        let laid_out = || {
            let root = VirtualRoot::Package(package(reading));
            let again = |file: &File| File::at(&root, &file.path, file.bytes.clone()).map(|(id, file)| (id.into_raw(), file));
            self.files.values().map(again).collect()
        };
        let place = self.packages.iter().find(|(known, _)| *known == reading).map(|(_, place)| place);
        let unknown = || PaperError::Export(format!("no package for {reading:?}"));
        place.ok_or_else(unknown)?.get_or_init(laid_out).as_ref().map_err(PaperError::clone)
    }
}

/// The file from which a form's document begins.
fn main_path(form: &str) -> String {
    format!("{form}/main.typ")
}

fn file_id(root: &VirtualRoot, path: &str) -> Result<FileId, String> {
    let path = VirtualPath::new(path).map_err(|error| error.to_string())?;
    Ok(RootedPath::new(root.clone(), path).intern())
}

/// The package of a reading: `@reading/size-180-ruby:0.0.0`.
fn package(reading: Reading) -> PackageSpec {
    let ruby = if reading.ruby { "-ruby" } else { "" };
    let name = format!("size-{:.0}{ruby}", reading.size.points() * 10.0);
    PackageSpec { namespace: NAMESPACE.into(), name: name.into(), version: PackageVersion { major: 0, minor: 0, patch: 0 } }
}

/// One document in the making.
pub(crate) struct Desk<'a> {
    templates: &'a Templates,
    main: FileId,
    /// What only this document has.
    own: Files,
    /// The templates of the readings of its copies, where there are several.
    packages: Vec<&'a Files>,
}

impl<'a> Desk<'a> {
    /// Lays out the content and the print values for the templates of a form. `target`: `paged` or `html`.
    pub fn new(templates: &'a Templates, form: &str, shown: &[Value], copies: &Copies, target: &'static str) -> Result<Self, PaperError> {
        let main =
            file_id(&VirtualRoot::Project, &main_path(form)).map_err(|message| PaperError::Template { form: form.to_owned(), message })?;
        let mut desk = Self { templates, main, own: BTreeMap::new(), packages: Vec::new() };
        desk.keep_json(&VirtualRoot::Project, "copies.json", &shown)?;
        desk.keep_print(&VirtualRoot::Project, copies.whole().size, copies.whole().ruby, target)?;
        if copies.readings.len() > 1 {
            desk.lay_out_each(form, copies, target)?;
        }
        Ok(desk)
    }

    /// The templates once for each reading, and a beginning that knows which copy is whose.
    fn lay_out_each(&mut self, form: &str, copies: &Copies, target: &'static str) -> Result<(), PaperError> {
        let mut main = "#import \"/common/paper.typ\": copies\n".to_owned();
        let mut names = Vec::new();
        for (number, reading) in copies.readings.iter().enumerate() {
            let spec = package(*reading);
            let root = VirtualRoot::Package(spec.clone());
            self.packages.push(self.templates.package(*reading)?);
            self.keep_print(&root, reading.size, reading.ruby, target)?;
            let manifest =
                format!("[package]\nname = \"{}\"\nversion = \"{}\"\nentrypoint = \"{form}/form.typ\"\n", spec.name, spec.version);
            self.keep(&root, "typst.toml", Bytes::from_string(manifest))?;
            main.push_str(&format!("#import \"{spec}\": form as form-{number}\n"));
            names.push(format!("form-{number}"));
        }
        main.push_str(&format!("#copies(({}), of: json(\"/readings.json\"))\n", names.join(", ")));
        self.keep_json(&VirtualRoot::Project, "readings.json", &copies.of)?;
        self.keep(&VirtualRoot::Project, &main_path(form), Bytes::from_string(main))
    }

    fn keep(&mut self, root: &VirtualRoot, path: &str, bytes: Bytes) -> Result<(), PaperError> {
        let (id, file) = File::at(root, path, bytes)?;
        self.own.insert(id.into_raw(), file);
        Ok(())
    }

    fn keep_json(&mut self, root: &VirtualRoot, path: &str, value: &impl Serialize) -> Result<(), PaperError> {
        let bytes = serde_json::to_vec(value).map_err(|error| PaperError::Export(error.to_string()))?;
        self.keep(root, path, Bytes::new(bytes))
    }

    fn keep_print(&mut self, root: &VirtualRoot, size: Size, ruby: bool, target: &'static str) -> Result<(), PaperError> {
        self.keep_json(root, "print.json", &PrintValues { size: size.points(), ruby, target })
    }

    fn found(&self, id: FileId) -> FileResult<&File> {
        let known = [&self.own, &self.templates.files].into_iter().chain(self.packages.iter().copied());
        known.into_iter().find_map(|files| files.get(&id.into_raw())).ok_or_else(|| not_found(id))
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
        self.found(id)?.source.clone().ok_or(FileError::NotSource)
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        self.found(id).map(|file| file.bytes.clone())
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
