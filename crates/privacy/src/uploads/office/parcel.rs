//! The new package: only what was put in, under neutral names, without dates.

use std::{
    collections::BTreeMap,
    io::{Cursor, Write},
};

use zip::{CompressionMethod, DateTime, ZipWriter, write::SimpleFileOptions};

use super::package::TYPES;
use crate::uploads::{
    Refusal,
    xml::{self, Element, Node, Space},
};

const OFFICE_LINKS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";
const LINKS_TYPE: &str = "application/vnd.openxmlformats-package.relationships+xml";

/// A package in the making.
#[derive(Default)]
pub struct Parcel {
    parts: BTreeMap<String, (&'static str, Vec<u8>)>,
    links: BTreeMap<String, Vec<(String, String)>>,
}

impl Parcel {
    /// Puts a part in.
    pub fn put(&mut self, name: &str, media_type: &'static str, bytes: Vec<u8>) {
        self.parts.insert(name.to_owned(), (media_type, bytes));
    }

    /// Lets a part (the empty name is the package) refer to another, and returns by which id. The same again has the same.
    pub fn link(&mut self, from: &str, kind: &str, to: &str) -> String {
        let links = self.links.entry(from.to_owned()).or_default();
        let wanted = (kind.to_owned(), to.to_owned());
        let number = links.iter().position(|link| *link == wanted).unwrap_or_else(|| {
            links.push(wanted);
            links.len() - 1
        });
        format!("rId{}", number + 1)
    }

    /// The package as a file.
    pub fn finish(mut self) -> Result<Vec<u8>, Refusal> {
        let failed = |_| Refusal::Broken("zip");
        for (from, links) in std::mem::take(&mut self.links) {
            let (folder, name) = from.rsplit_once('/').unwrap_or(("", &from));
            let path = if folder.is_empty() { format!("_rels/{name}.rels") } else { format!("{folder}/_rels/{name}.rels") };
            self.put(&path, LINKS_TYPE, xml::write(&links_part(&links)));
        }
        let types = xml::write(&self.types());
        let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated).last_modified_time(DateTime::default());
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        let parts = self.parts.iter().map(|(name, (_, bytes))| (name.as_str(), bytes));
        for (name, bytes) in std::iter::once((TYPES, &types)).chain(parts) {
            zip.start_file(name, options).map_err(failed)?;
            zip.write_all(bytes).map_err(|_| Refusal::Broken("zip"))?;
        }
        Ok(zip.finish().map_err(failed)?.into_inner())
    }

    fn types(&self) -> Element {
        let mut root = Element::new(Space::Types, "Types", Vec::new());
        for (ending, media_type) in [("rels", LINKS_TYPE), ("png", "image/png"), ("jpeg", "image/jpeg")] {
            let default = Element::new(Space::Types, "Default", Vec::new()).with("Extension", ending).with("ContentType", media_type);
            root.children.push(Node::Element(default));
        }
        for (name, (media_type, _)) in self.parts.iter().filter(|(name, _)| name.ends_with(".xml")) {
            let part = Element::new(Space::Types, "Override", Vec::new());
            root.children.push(Node::Element(part.with("PartName", &format!("/{name}")).with("ContentType", media_type)));
        }
        root
    }
}

fn links_part(links: &[(String, String)]) -> Element {
    let mut root = Element::new(Space::Links, "Relationships", Vec::new());
    for (number, (kind, to)) in links.iter().enumerate() {
        let link = Element::new(Space::Links, "Relationship", Vec::new()).with("Id", &format!("rId{}", number + 1));
        root.children.push(Node::Element(link.with("Type", &format!("{OFFICE_LINKS}{kind}")).with("Target", &format!("/{to}"))));
    }
    root
}
