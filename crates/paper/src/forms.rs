//! The forms that the program brings along, and what is read of one.

use std::{borrow::Cow, collections::BTreeMap};

use rust_embed::RustEmbed;
use serde_json::Value;

use crate::{content, errors::PaperError};

#[derive(RustEmbed)]
#[folder = "../../forms"]
struct Files;

/// A form of the program.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Form {
    /// Its name, as on the command line and as a folder of `forms/`.
    pub id: &'static str,
    /// Its official title.
    pub title: &'static str,
}

/// All forms of the program, in the order of the year.
pub const BUILT_IN: &[Form] = content::FORMS;

impl Form {
    /// The form of this name.
    pub fn find(id: &str) -> Option<&'static Self> {
        BUILT_IN.iter().find(|form| form.id == id)
    }

    /// The JSON Schema of its content, derived from the types of [`content`].
    pub fn schema(&self) -> Value {
        content::schema(self.id).unwrap_or_default()
    }

    /// An invented sample of its content.
    pub fn sample(&self) -> Option<Value> {
        serde_json::from_slice(&Files::get(&format!("{}/sample.json", self.id))?.data).ok()
    }
}

/// Files of forms by path, such as `invitation/form.typ`: those of the program, and above them those of an installation.
#[derive(Debug, Default)]
pub(crate) struct Folder(BTreeMap<String, Cow<'static, [u8]>>);

impl Folder {
    /// The files of the program, with an installation's own in their place.
    pub fn new(own: BTreeMap<String, Vec<u8>>) -> Self {
        let built_in = Files::iter().filter_map(|path| Some((path.to_string(), Files::get(&path)?.data)));
        let mut files: BTreeMap<String, Cow<'static, [u8]>> = built_in.collect();
        files.extend(own.into_iter().map(|(path, bytes)| (path, Cow::Owned(bytes))));
        Self(files)
    }

    /// All files.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &[u8])> {
        self.0.iter().map(|(path, bytes)| (path.as_str(), bytes.as_ref()))
    }

    /// The names of forms: every folder with a template.
    pub fn forms(&self) -> impl Iterator<Item = &str> {
        self.0.keys().filter_map(|path| path.strip_suffix("/form.typ"))
    }

    /// The schema of a form.
    pub fn schema(&self, form: &str) -> Result<Value, PaperError> {
        let bytes = self.0.get(&format!("{form}/schema.json")).ok_or_else(|| PaperError::UnknownForm(form.to_owned()))?;
        serde_json::from_slice(bytes)
            .map_err(|error| PaperError::Template { form: form.to_owned(), message: format!("schema.json: {error}") })
    }
}
