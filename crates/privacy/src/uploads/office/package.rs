//! A package as it was brought: parts that refer to each other. Only parts that are asked for are inflated.

use std::io::{Cursor, Read};

use model::files::FileKind;
use zip::ZipArchive;

use crate::uploads::{
    Budget, Refusal, bounds,
    xml::{self, Element, Space},
};

const BROKEN: Refusal = Refusal::Broken("zip");
const OFFICE_LINKS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";

/// A package.
pub struct Package<'a>(ZipArchive<Cursor<&'a [u8]>>);

/// A reference from a part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// By which the part calls it.
    pub id: String,
    /// What it is: the last word of its type (`image`, `styles` …), empty when it is none of the standard's.
    pub kind: String,
    /// The part it leads to; `None` when it leads outside.
    pub target: Option<String>,
}

impl<'a> Package<'a> {
    /// Reads the directory.
    pub fn open(bytes: &'a [u8]) -> Result<Self, Refusal> {
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| BROKEN)?;
        if archive.len() > bounds::ENTRIES {
            return Err(Refusal::Bomb);
        }
        if archive.offset() != 0 {
            return Err(Refusal::TwoThings("ZIP"));
        }
        Ok(Self(archive))
    }

    /// Which document it is, by the type of its main part.
    pub fn kind(&mut self, budget: &mut Budget) -> Result<FileKind, Refusal> {
        if !self.has(TYPES) {
            return Err(if self.has("mimetype") { Refusal::Unknown } else { Refusal::Archive });
        }
        let main = self.main(budget)?;
        let types = self.tree(TYPES, budget)?;
        let named = |element: &&Element| element.own("PartName").is_some_and(|name| name.trim_start_matches('/') == main);
        let of_main = types.elements().filter(|element| element.is(Space::Types, "Override")).find(named);
        match of_main.and_then(|element| element.own("ContentType")).unwrap_or_default() {
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml" => Ok(FileKind::Docx),
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml" => Ok(FileKind::Xlsx),
            "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml" => Ok(FileKind::Pptx),
            known if known.contains("macroEnabled") => Err(Refusal::Macros),
            _ => Err(Refusal::Unknown),
        }
    }

    /// Whether there is a part.
    pub fn has(&self, part: &str) -> bool {
        self.0.index_for_name(part).is_some()
    }

    /// Whether there are programs in it.
    pub fn has_programs(&self) -> bool {
        self.0.file_names().flatten().any(|name| name.contains("vbaProject"))
    }

    /// The main part.
    pub fn main(&mut self, budget: &mut Budget) -> Result<String, Refusal> {
        let links = self.links("", budget)?;
        links.into_iter().find(|link| link.kind == "officeDocument").and_then(|link| link.target).ok_or(Refusal::Archive)
    }

    /// The bytes of a part.
    pub fn part(&mut self, name: &str, budget: &mut Budget) -> Result<Vec<u8>, Refusal> {
        let entry = self.0.by_name(name).map_err(|error| match error {
            zip::result::ZipError::UnsupportedArchive(zip::result::ZipError::PASSWORD_REQUIRED) => Refusal::Legacy,
            _ => BROKEN,
        })?;
        // What the directory says of the size is a promise; the count is what holds.
        let limit = budget.part();
        let mut bytes = Vec::new();
        entry.take(limit as u64 + 1).read_to_end(&mut bytes).map_err(|_| BROKEN)?;
        if bytes.len() > limit {
            return Err(Refusal::Bomb);
        }
        budget.inflated(bytes.len())?;
        Ok(bytes)
    }

    /// A part as a tree.
    pub fn tree(&mut self, name: &str, budget: &mut Budget) -> Result<Element, Refusal> {
        let bytes = self.part(name, budget)?;
        xml::parse(&bytes, budget)
    }

    /// Where a part leads to; the empty name is the package itself.
    pub fn links(&mut self, part: &str, budget: &mut Budget) -> Result<Vec<Link>, Refusal> {
        let (folder, name) = part.rsplit_once('/').unwrap_or(("", part));
        let links = if folder.is_empty() { format!("_rels/{name}.rels") } else { format!("{folder}/_rels/{name}.rels") };
        if !self.has(&links) {
            return Ok(Vec::new());
        }
        let tree = self.tree(&links, budget)?;
        let link = |element: &Element| {
            let target = element.own("Target").unwrap_or_default();
            let is_inside = element.own("TargetMode").is_none_or(|mode| mode == "Internal");
            Link {
                id: element.own("Id").unwrap_or_default().to_owned(),
                kind: element.own("Type").and_then(|kind| kind.strip_prefix(OFFICE_LINKS)).unwrap_or_default().to_owned(),
                target: if is_inside { resolve(folder, target).filter(|target| self.has(target)) } else { None },
            }
        };
        Ok(tree.elements().filter(|element| element.is(Space::Links, "Relationship")).map(link).collect())
    }
}

/// The part where the types of all others stand.
pub const TYPES: &str = "[Content_Types].xml";

/// A name relative to a folder, without leaving the package.
fn resolve(folder: &str, target: &str) -> Option<String> {
    let mut path: Vec<&str> =
        if target.starts_with('/') { Vec::new() } else { folder.split('/').filter(|step| !step.is_empty()).collect() };
    for step in target.split('/') {
        match step {
            "" | "." => {}
            ".." => {
                path.pop()?;
            }
            step => path.push(step),
        }
    }
    (!path.is_empty()).then(|| path.join("/"))
}
