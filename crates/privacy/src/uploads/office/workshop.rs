//! Where a document is made anew: the old package, the new one, and what is known of both meanwhile.

use std::collections::{BTreeMap, BTreeSet};

use model::files::FileKind;

use super::{
    package::{Link, Package},
    parcel::Parcel,
};
use crate::uploads::{Budget, Clean, Refusal, Removed, bounds, picture, xml::Element};

/// The workshop.
pub struct Workshop<'a, 'b> {
    /// The old package.
    pub package: Package<'a>,
    /// The new one.
    pub parcel: Parcel,
    /// What is left of the work.
    pub budget: &'b mut Budget,
    /// What was left behind.
    pub removed: BTreeSet<Removed>,
    /// All text that remains.
    pub text: String,
    /// Texts that stand beside the flow: names of styles, forms of numbers.
    pub aside: BTreeSet<String>,
    /// Parts that were carried over, and under which name.
    pub carried: BTreeMap<String, String>,
    pictures: BTreeMap<String, Option<String>>,
}

impl<'a, 'b> Workshop<'a, 'b> {
    /// An empty one beside a package.
    pub fn new(package: Package<'a>, budget: &'b mut Budget) -> Self {
        let mut removed = BTreeSet::from([Removed::Metadata]);
        if package.has_programs() {
            removed.insert(Removed::Programs);
        }
        Self {
            package,
            parcel: Parcel::default(),
            budget,
            removed,
            text: String::new(),
            aside: BTreeSet::new(),
            carried: BTreeMap::new(),
            pictures: BTreeMap::new(),
        }
    }

    /// A part as a tree.
    pub fn tree(&mut self, part: &str) -> Result<Element, Refusal> {
        self.package.tree(part, self.budget)
    }

    /// Where a part leads to. What of it is not carried over is noted.
    pub fn links(&mut self, part: &str) -> Result<Vec<Link>, Refusal> {
        let links = self.package.links(part, self.budget)?;
        for link in &links {
            let removed = match link.kind.as_str() {
                "comments" => Removed::Comments,
                "hyperlink" | "externalLink" | "attachedTemplate" | "externalLinkPath" => Removed::Links,
                "oleObject" | "package" | "control" | "aFChunk" | "video" | "audio" | "subDocument" => Removed::Embedded,
                "notesSlide" => Removed::SpeakerNotes,
                "chart" | "chartsheet" | "diagramData" | "vmlDrawing" | "pivotTable" => Removed::Drawings,
                "image" if link.target.is_none() => Removed::Links,
                _ => continue,
            };
            self.removed.insert(removed);
        }
        Ok(links)
    }

    /// Carries a picture over and returns the name of its new part; `None` when it is of a kind that is not read.
    pub fn picture(&mut self, part: &str, folder: &str) -> Result<Option<String>, Refusal> {
        if let Some(known) = self.pictures.get(part) {
            return Ok(known.clone());
        }
        let bytes = self.package.part(part, self.budget)?;
        let kind = infer::get(&bytes).and_then(|found| FileKind::of_media_type(found.mime_type()));
        let name = match kind.filter(|kind| matches!(kind, FileKind::Jpeg | FileKind::Png)) {
            None => {
                self.removed.insert(Removed::Drawings);
                None
            }
            Some(kind) => {
                let (width, height) = picture::size(&bytes, kind)?;
                self.budget.pixels(u64::from(width) * u64::from(height))?;
                let number = self.pictures.values().flatten().count() + 1;
                let (ending, media_type) = if kind == FileKind::Png { ("png", "image/png") } else { ("jpeg", "image/jpeg") };
                let name = format!("{folder}/media/image{number}.{ending}");
                self.parcel.put(&name, media_type, picture::encode(&picture::decode(&bytes, kind)?, kind)?);
                Some(name)
            }
        };
        self.pictures.insert(part.to_owned(), name.clone());
        Ok(name)
    }

    /// Adds to the text.
    pub fn say(&mut self, text: &str) -> Result<(), Refusal> {
        self.text.push_str(text);
        if self.text.len() > bounds::TEXT_BYTES { Err(Refusal::TooMuch("文字が多すぎます")) } else { Ok(()) }
    }

    /// The clean file.
    pub fn finish(mut self, kind: FileKind) -> Result<Clean, Refusal> {
        let pictures = self.pictures.values().flatten().count();
        if self.text.trim().is_empty() && pictures == 0 {
            return Err(Refusal::NothingLeft);
        }
        self.aside.retain(|line| line.chars().any(char::is_alphabetic));
        if !self.aside.is_empty() {
            self.text.push_str("\n【書式の名前】\n");
            self.text.extend(self.aside.iter().flat_map(|line| [line.as_str(), "\n"]));
        }
        Ok(Clean { kind, bytes: self.parcel.finish()?, text: self.text, pictures, removed: self.removed })
    }
}
