//! Documents of Word, Excel and PowerPoint (ECMA-376), made anew: a new package with the parts that show something, in which only
//! elements of known namespaces stand, without the ones that tell more than what is seen.

mod attributes;
mod cut;
mod docx;
mod drawing;
mod package;
mod parcel;
mod pptx;
mod text;
mod workshop;
mod xlsx;

use model::files::FileKind;

use super::{Budget, Clean, Refusal};
use package::Package;
use workshop::Workshop;

/// Which document a ZIP archive is.
pub fn kind_of(bytes: &[u8]) -> Result<FileKind, Refusal> {
    Package::open(bytes)?.kind(&mut Budget::default())
}

/// The document made anew.
pub fn clean(bytes: &[u8], kind: FileKind, budget: &mut Budget) -> Result<Clean, Refusal> {
    let mut shop = Workshop::new(Package::open(bytes)?, budget);
    match kind {
        FileKind::Docx => docx::clean(&mut shop)?,
        FileKind::Xlsx => xlsx::clean(&mut shop)?,
        _ => pptx::clean(&mut shop)?,
    }
    shop.finish(kind)
}
