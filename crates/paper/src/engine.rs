//! The engine: templates and fonts kept warm, content in, documents out.

use std::collections::BTreeMap;

use jiff::civil::Date;
use jsonschema::Validator;
use serde_json::Value;
use typst::{
    World, WorldExt, comemo,
    diag::{SourceDiagnostic, Warned},
    foundations::{Datetime, Output, Smart},
};
use typst_html::HtmlDocument;
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards, Timestamp};

use crate::{
    content::{self, Content},
    docx,
    errors::{Fault, PaperError},
    forms::Folder,
    glyphs, prepare,
    print::{Copies, Format, Print, Reading},
    sheet::{self, Sheet},
    world::{Desk, Templates},
};

/// How many documents ago something must have been used last to be forgotten by Typst's memory of layouts.
const REMEMBERED: usize = 8;
/// From so many copies in one document on nothing is remembered: it would stand in memory beside the document itself.
const MANY: usize = 50;

/// Forms kept ready. Cheap to use from several threads; made once and kept.
#[derive(Debug)]
pub struct Engine {
    templates: Templates,
    schemas: BTreeMap<String, (Value, Validator)>,
    titles: BTreeMap<String, String>,
}

impl Engine {
    /// With the forms of the program.
    ///
    /// # Errors
    /// [`PaperError::Template`] if a file of the program is broken, which its tests exclude.
    pub fn new() -> Result<Self, PaperError> {
        Self::with_own_forms(BTreeMap::new())
    }

    /// With an installation's own files over those of the program: path below the folder of forms, such as
    /// `meeting-notice/form.typ`, and bytes. A folder with a new name is a new form and needs `form.typ` and `schema.json`.
    ///
    /// # Errors
    /// [`PaperError::Template`] names the file that does not read.
    pub fn with_own_forms(own: BTreeMap<String, Vec<u8>>) -> Result<Self, PaperError> {
        let folder = Folder::new(own);
        let (mut schemas, mut titles) = (BTreeMap::new(), BTreeMap::new());
        for form in folder.forms() {
            let schema = folder.schema(form)?;
            let title = schema.get("title").and_then(Value::as_str).unwrap_or(form);
            titles.insert(form.to_owned(), title.to_owned());
            let validator = prepare::validator(&schema)
                .map_err(|message| PaperError::Template { form: form.to_owned(), message: format!("schema.json: {message}") })?;
            schemas.insert(form.to_owned(), (schema, validator));
        }
        Ok(Self { templates: Templates::new(&folder)?, schemas, titles })
    }

    /// Names and titles of all forms, those of the installation included: the program's in the order of the year, then others.
    pub fn forms(&self) -> Vec<(&str, &str)> {
        let rank = |form: &str| content::FORMS.iter().position(|known| known.id == form).unwrap_or(usize::MAX);
        let mut all: Vec<_> = self.titles.iter().map(|(form, title)| (form.as_str(), title.as_str())).collect();
        all.sort_by_key(|(form, _)| rank(form));
        all
    }

    /// A document from typed content.
    ///
    /// # Errors
    /// See [`PaperError`].
    pub fn print<C: Content>(&self, content: &C, format: Format, print: Print) -> Result<Vec<u8>, PaperError> {
        self.render(C::FORM.id, &content::value(content)?, format, print)
    }

    /// Many copies of one form as one document, each beginning on a new page: letters to everybody.
    ///
    /// # Errors
    /// See [`PaperError`].
    pub fn print_all<C: Content>(&self, contents: &[C], format: Format, print: Print) -> Result<Vec<u8>, PaperError> {
        let values: Result<Vec<Value>, PaperError> = contents.iter().map(content::value).collect();
        self.render_all(C::FORM.id, &values?, format, print)
    }

    /// A document from values.
    ///
    /// # Errors
    /// See [`PaperError`].
    pub fn render(&self, form: &str, content: &Value, format: Format, print: Print) -> Result<Vec<u8>, PaperError> {
        self.render_all(form, std::slice::from_ref(content), format, print)
    }

    /// Many copies of one form as one document, from values.
    ///
    /// # Errors
    /// See [`PaperError`].
    pub fn render_all(&self, form: &str, contents: &[Value], format: Format, print: Print) -> Result<Vec<u8>, PaperError> {
        self.document(form, contents, format, &Copies::alike(print))
    }

    /// The same, each copy printed for its reader: letters to everybody, larger for whoever reads large print (A13). A copy without a
    /// reading is printed as usual.
    ///
    /// # Errors
    /// See [`PaperError`].
    pub fn render_each(
        &self,
        form: &str,
        contents: &[Value],
        readings: &[Reading],
        format: Format,
        made_on: Date,
    ) -> Result<Vec<u8>, PaperError> {
        self.document(form, contents, format, &each(contents, readings, made_on))
    }

    fn document(&self, form: &str, contents: &[Value], format: Format, copies: &Copies) -> Result<Vec<u8>, PaperError> {
        let sheet = || self.sheet_of(form, contents, copies);
        match format {
            Format::Pdf => self.pdf(form, contents, copies),
            Format::Html => Ok(sheet::html::write(&sheet()?, copies.whole())?.into_bytes()),
            Format::Text => Ok(sheet::text::write(&sheet()?).into_bytes()),
            Format::Docx => docx::write(&sheet()?, copies.whole()),
        }
    }

    /// The document as headings, paragraphs, lists and tables, for those who show it in their own way.
    ///
    /// # Errors
    /// See [`PaperError`].
    pub fn sheet(&self, form: &str, contents: &[Value], print: Print) -> Result<Sheet, PaperError> {
        self.sheet_of(form, contents, &Copies::alike(print))
    }

    /// The same, each copy for its reader.
    ///
    /// # Errors
    /// See [`PaperError`].
    pub fn sheet_each(&self, form: &str, contents: &[Value], readings: &[Reading], made_on: Date) -> Result<Sheet, PaperError> {
        self.sheet_of(form, contents, &each(contents, readings, made_on))
    }

    fn sheet_of(&self, form: &str, contents: &[Value], copies: &Copies) -> Result<Sheet, PaperError> {
        let shown = self.prepare(form, contents)?;
        let document: HtmlDocument = self.compile(form, &shown, copies, "html")?;
        sheet::read::read(&document).map_err(|message| PaperError::Template { form: form.to_owned(), message })
    }

    fn pdf(&self, form: &str, contents: &[Value], copies: &Copies) -> Result<Vec<u8>, PaperError> {
        let shown = self.prepare(form, contents)?;
        let missing = glyphs::missing(&shown);
        if !missing.is_empty() {
            return Err(PaperError::Unprintable { form: form.to_owned(), faults: missing });
        }
        let document: PagedDocument = self.compile(form, &shown, copies, "paged")?;
        let standards =
            PdfStandards::new(&[PdfStandard::Ua_1, PdfStandard::A_2a]).map_err(|error| PaperError::Export(error.message().to_string()))?;
        let options = PdfOptions {
            standards,
            timestamp: timestamp(copies.made_on),
            creator: Smart::Custom(Some("縁側".to_owned())),
            ..PdfOptions::default()
        };
        typst_pdf::pdf(&document, &options)
            .map_err(|errors| PaperError::Export(errors.iter().map(|error| error.message.to_string()).collect::<Vec<_>>().join(" / ")))
    }

    /// Checked content, as templates read it.
    fn prepare(&self, form: &str, contents: &[Value]) -> Result<Vec<Value>, PaperError> {
        let (schema, validator) = self.schemas.get(form).ok_or_else(|| PaperError::UnknownForm(form.to_owned()))?;
        let faults: Vec<Fault> = prepare::faults(validator, contents);
        if !faults.is_empty() {
            return Err(PaperError::Content { form: form.to_owned(), faults });
        }
        contents.iter().map(|content| prepare::shown(schema, content)).collect()
    }

    fn compile<D: Output>(&self, form: &str, shown: &[Value], copies: &Copies, target: &'static str) -> Result<D, PaperError> {
        let desk = Desk::new(&self.templates, form, shown, copies, target)?;
        let Warned { output, .. } = typst::compile::<D>(&desk);
        comemo::evict(if shown.len() < MANY { REMEMBERED } else { 0 });
        output.map_err(|errors| PaperError::Template {
            form: form.to_owned(),
            message: errors.iter().map(|error| said(&desk, error)).collect(),
        })
    }
}

/// The readings of all copies; a copy without one is read as usual.
fn each(contents: &[Value], readings: &[Reading], made_on: Date) -> Copies {
    let wanted: Vec<Reading> = (0..contents.len()).map(|number| readings.get(number).copied().unwrap_or_default()).collect();
    Copies::each(made_on, &wanted)
}

/// Midnight of a day, the same everywhere.
fn timestamp(day: Date) -> Option<Timestamp> {
    let (month, date) = (u8::try_from(day.month()).ok()?, u8::try_from(day.day()).ok()?);
    Datetime::from_ymd_hms(i32::from(day.year()), month, date, 0, 0, 0).map(Timestamp::new_utc)
}

/// An error of a template with its place, for whoever wrote it.
fn said(desk: &Desk<'_>, error: &SourceDiagnostic) -> String {
    let place = error.span.id().and_then(|id| {
        let range = desk.range(error.span)?;
        let line = desk.source(id).ok()?.text().get(..range.start)?.matches('\n').count() + 1;
        Some(format!("{} {line}行目：", id.get().vpath().get_without_slash()))
    });
    format!("{}{}。", place.unwrap_or_default(), error.message)
}
