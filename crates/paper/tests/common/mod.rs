//! What the tests have in common: one warm engine, samples, and how things look in a file.

#![allow(
    dead_code,
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "each test file uses a part; a test that cannot set its scene has failed"
)]

use std::{collections::BTreeSet, io::Read, sync::LazyLock};

use hayro_syntax::{
    Pdf,
    object::{Dict, Name, Object, String as PdfString},
};
use jiff::civil::date;
use paper::{Engine, Form, Format, Print};
use serde_json::Value;

/// The forms of the program, kept warm for all tests of a file.
pub static ENGINE: LazyLock<Engine> = LazyLock::new(|| Engine::new().expect("the program's own forms are in order"));

/// The usual size, on a fixed day.
pub fn usual() -> Print {
    Print::on(date(2026, 6, 1))
}

/// The sample of a form.
pub fn sample(form: &str) -> Value {
    Form::find(form).and_then(Form::sample).unwrap_or_else(|| panic!("{form} has a sample"))
}

/// A document as text, where it is text.
pub fn text(form: &str, content: &Value, format: Format) -> String {
    String::from_utf8(ENGINE.render(form, content, format, usual()).unwrap_or_else(|error| panic!("{form}: {error}"))).expect("UTF-8")
}

/// A part of a DOCX.
pub fn part(docx: &[u8], name: &str) -> String {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(docx)).expect("an archive");
    let mut text = String::new();
    archive.by_name(name).unwrap_or_else(|_| panic!("{name} is there")).read_to_string(&mut text).expect("UTF-8");
    text
}

/// Whether bytes stand somewhere in bytes.
pub fn contains(bytes: &[u8], wanted: &str) -> bool {
    bytes.windows(wanted.len()).any(|window| window == wanted.as_bytes())
}

/// The pages of a PDF: width and height of each in points.
pub fn pages(pdf: &[u8]) -> Vec<(f32, f32)> {
    let pdf = Pdf::new(pdf.to_vec()).expect("a PDF");
    pdf.pages().iter().map(|page| page.base_dimensions()).collect()
}

/// What a PDF says to those who do not see it.
#[derive(Debug, Default)]
pub struct Heard {
    /// The kinds of elements in its structure tree: `P`, `H1`, `TH`, …
    pub kinds: BTreeSet<String>,
    /// How many pictures there are, and how many of them have words in their place.
    pub pictures: (usize, usize),
    /// The language of the whole.
    pub language: Option<String>,
}

/// Reads the structure tree of a PDF.
pub fn heard(pdf: &[u8]) -> Heard {
    let pdf = Pdf::new(pdf.to_vec()).expect("a PDF");
    let mut heard = Heard::default();
    for object in pdf.objects() {
        let Object::Dict(dict) = object else { continue };
        if let Some(language) = dict.get::<PdfString<'_>>("Lang") {
            heard.language = Some(String::from_utf8_lossy(language.as_bytes()).into_owned());
        }
        if let Some(kind) = element(&dict) {
            if kind == "Figure" {
                heard.pictures.0 += 1;
                heard.pictures.1 += usize::from(dict.contains_key("Alt"));
            }
            heard.kinds.insert(kind);
        }
    }
    heard
}

/// The kind of an element of the structure tree.
fn element(dict: &Dict<'_>) -> Option<String> {
    dict.contains_key("P").then(|| dict.get::<Name<'_>>("S")).flatten().map(|kind| kind.as_str().to_owned())
}
