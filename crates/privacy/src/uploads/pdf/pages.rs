//! The pages of a PDF.

use std::collections::BTreeSet;

use lopdf::{Dictionary, Object, ObjectId, dictionary};

use super::{
    BROKEN,
    carry::Carrier,
    state::{Seen, State},
};
use crate::uploads::{Refusal, Removed, bounds};

/// What a page has from the nodes above it.
const INHERITED: &[&[u8]] = &[b"Resources", b"MediaBox", b"CropBox", b"Rotate"];

struct Page<'d> {
    own: &'d Dictionary,
    inherited: Vec<(&'static [u8], &'d Object)>,
}

/// Carries all pages over.
pub fn carry(carrier: &mut Carrier<'_, '_>) -> Result<(), Refusal> {
    let pages = find(carrier)?;
    if pages.is_empty() {
        return Err(Refusal::NothingLeft);
    }
    let root = carrier.new.new_object_id();
    let mut kids = Vec::new();
    for (number, page) in pages.iter().enumerate() {
        carrier.page = number + 1;
        annotations(carrier, page.own)?;
        kids.push(Object::Reference(self::page(carrier, page, root)?));
    }
    let count = i64::try_from(kids.len()).map_err(|_| BROKEN)?;
    carrier.new.set_object(root, dictionary! { "Type" => "Pages", "Kids" => kids, "Count" => count });
    let catalog = carrier.new.add_object(dictionary! { "Type" => "Catalog", "Pages" => root });
    carrier.new.trailer.set("Root", catalog);
    Ok(())
}

/// The pages in order. A node that comes up twice is not walked again.
fn find<'d>(carrier: &Carrier<'d, '_>) -> Result<Vec<Page<'d>>, Refusal> {
    let catalog = carrier.old.catalog().map_err(|_| BROKEN)?;
    let root = catalog.get(b"Pages").map_err(|_| BROKEN)?;
    let mut pages = Vec::new();
    let mut seen: BTreeSet<ObjectId> = BTreeSet::new();
    let mut waiting = vec![(root, Vec::new())];
    while let Some((object, mut inherited)) = waiting.pop() {
        if object.as_reference().is_ok_and(|id| !seen.insert(id)) {
            return Err(BROKEN);
        }
        let Some(node) = carrier.dictionary(Some(object)) else { return Err(BROKEN) };
        for key in INHERITED {
            if let Some(value) = carrier.get(node, key) {
                inherited.retain(|(known, _)| known != key);
                inherited.push((*key, value));
            }
        }
        match carrier.get(node, b"Kids").map(Object::as_array) {
            Some(Ok(kids)) => waiting.extend(kids.iter().rev().map(|kid| (kid, inherited.clone()))),
            Some(Err(_)) => return Err(BROKEN),
            None => pages.push(Page { own: node, inherited }),
        }
        if pages.len() > bounds::PAGES || waiting.len() > bounds::OBJECTS {
            return Err(Refusal::TooMuch("ページが多すぎます（300ページまで）"));
        }
    }
    Ok(pages)
}

/// What lies over a page. Remarks and links are left behind; what paints over the page is refused, for what it hides would show.
fn annotations<'d>(carrier: &mut Carrier<'d, '_>, page: &'d Dictionary) -> Result<(), Refusal> {
    let Some(list) = carrier.get(page, b"Annots").and_then(|list| list.as_array().ok()) else { return Ok(()) };
    for annotation in list {
        carrier.budget.node()?;
        let Some(annotation) = carrier.dictionary(Some(annotation)) else { continue };
        let removed = match annotation.get(b"Subtype").and_then(Object::as_name).unwrap_or_default() {
            b"Link" => Removed::Links,
            b"Text" | b"Popup" | b"Highlight" | b"Underline" | b"StrikeOut" | b"Squiggly" | b"Caret" => Removed::Comments,
            b"FileAttachment" | b"Sound" | b"Movie" | b"Screen" | b"RichMedia" | b"3D" => Removed::Embedded,
            b"Widget" => return Err(Refusal::Fields),
            _ => return Err(Refusal::PaintedOver { page: carrier.page }),
        };
        carrier.removed.insert(removed);
    }
    Ok(())
}

fn page<'d>(carrier: &mut Carrier<'d, '_>, page: &Page<'d>, root: ObjectId) -> Result<ObjectId, Refusal> {
    let inherited = |key: &[u8]| page.inherited.iter().find(|(known, _)| *known == key).map(|(_, value)| *value);
    let mut new = dictionary! { "Type" => "Page", "Parent" => root };
    for key in ["MediaBox", "CropBox", "Rotate"] {
        if let Some(value) = inherited(key.as_bytes()) {
            new.set(key, carrier.value(value)?);
        }
    }
    if !new.has(b"MediaBox") {
        return Err(BROKEN);
    }
    if let Some(unit) = carrier.get(page.own, b"UserUnit") {
        new.set("UserUnit", carrier.value(unit)?);
    }
    let bytes = contents(carrier, page.own)?;
    carrier.words.page(carrier.page);
    let mut seen = Seen::default();
    let resources = carrier.dictionary(inherited(b"Resources"));
    let (bytes, resources) = carrier.content(&bytes, resources, State::default(), &mut seen)?;
    readable(&seen, area(&new), carrier.page)?;
    new.set("Contents", carrier.stream(dictionary! {}, bytes)?);
    new.set("Resources", resources);
    if carrier.words.text.len() > bounds::TEXT_BYTES {
        return Err(Refusal::TooMuch("文字が多すぎます"));
    }
    Ok(carrier.new.add_object(new))
}

/// What a page draws, all of its streams in a row.
fn contents<'d>(carrier: &mut Carrier<'d, '_>, page: &'d Dictionary) -> Result<Vec<u8>, Refusal> {
    let streams: Vec<&Object> = match carrier.get(page, b"Contents") {
        Some(Object::Array(list)) => list.iter().collect(),
        Some(one) => vec![one],
        None => Vec::new(),
    };
    let mut bytes = Vec::new();
    for stream in streams {
        let stream = carrier.follow(stream)?.as_stream().map_err(|_| BROKEN)?;
        bytes.extend(carrier.plain(stream)?);
        bytes.push(b'\n');
    }
    Ok(bytes)
}

fn area(page: &Dictionary) -> f64 {
    let corners: Vec<f64> = page
        .get(b"MediaBox")
        .and_then(Object::as_array)
        .into_iter()
        .flatten()
        .filter_map(|side| side.as_float().ok())
        .map(f64::from)
        .collect();
    match corners[..] {
        [left, bottom, right, top] => ((right - left) * (top - bottom)).abs().max(1.0),
        _ => 1.0,
    }
}

/// So few letters beside a picture of the whole page are a page number or a stamp, not its text.
const FEW_LETTERS: usize = 40;
/// So many lines and areas without a letter may be letters drawn as lines.
const MANY_PATHS: usize = 40;

/// Refuses pages whose text no machine can read: scans and letters drawn as lines.
fn readable(seen: &Seen, area: f64, page: usize) -> Result<(), Refusal> {
    if seen.unreadable > 0 {
        return Err(Refusal::Unreadable { page });
    }
    let covered = seen.largest_picture / area;
    let visible = seen.letters.saturating_sub(seen.invisible);
    let is_scan = covered > 0.5 && (visible < FEW_LETTERS || seen.invisible > 0);
    let is_drawn = visible == 0 && (seen.pictures > 0 || seen.paths > MANY_PATHS);
    if is_scan || is_drawn { Err(Refusal::Scanned { page }) } else { Ok(()) }
}
