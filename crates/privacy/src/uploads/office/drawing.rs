//! What drawings have in common in all three kinds of documents.

use super::{cut::Verdict, package::Link, workshop::Workshop};
use crate::uploads::{
    Refusal, Removed,
    xml::{Element, Node, Space},
};

/// A part that is being carried over.
pub struct Part<'p> {
    /// Its new name.
    pub name: &'p str,
    /// The folder of the new package in which pictures lie.
    pub folder: &'p str,
    /// Where it led to.
    pub links: &'p [Link],
}

impl Part<'_> {
    /// The old part behind an id, if it is of this kind.
    pub fn target(&self, id: &str, kind: &str) -> Option<&str> {
        self.links.iter().find(|link| link.id == id && link.kind == kind).and_then(|link| link.target.as_deref())
    }
}

/// Judges an element of a drawing before what is in it.
pub fn before(shop: &mut Workshop<'_, '_>, part: &Part<'_>, element: &mut Element) -> Result<Verdict, Refusal> {
    if is_hidden(element) {
        shop.removed.insert(Removed::Hidden);
        return Ok(Verdict::Drop);
    }
    match (element.space, element.name.as_str()) {
        (_, "extLst") => return Ok(Verdict::Drop),
        (Space::A, "hlinkClick" | "hlinkHover" | "hlinkMouseOver") => {
            shop.removed.insert(Removed::Links);
            return Ok(Verdict::Drop);
        }
        (Space::A, "videoFile" | "audioFile" | "quickTimeFile" | "wavAudioFile" | "audioCd" | "snd") => {
            shop.removed.insert(Removed::Embedded);
            return Ok(Verdict::Drop);
        }
        (Space::A, "blip") => blip(shop, part, element)?,
        _ => {}
    }
    Ok(Verdict::Keep)
}

/// Points a picture to its new part, or to nothing.
fn blip(shop: &mut Workshop<'_, '_>, part: &Part<'_>, element: &mut Element) -> Result<(), Refusal> {
    let source = element.attribute(Some(Space::R), "embed").and_then(|id| part.target(id, "image")).map(ToOwned::to_owned);
    if element.attribute(Some(Space::R), "link").is_some() {
        shop.removed.insert(Removed::Links);
    }
    let new = match source {
        Some(source) => shop.picture(&source, part.folder)?,
        None => None,
    };
    element.attributes.retain(|attribute| attribute.space != Some(Space::R));
    if let Some(new) = new {
        let id = shop.parcel.link(part.name, "image", &new);
        element.attributes.push(crate::uploads::xml::Attribute { space: Some(Space::R), name: "embed".to_owned(), value: id });
    }
    Ok(())
}

/// Judges an element of a drawing after what is in it: what lost what it showed goes.
pub fn after(shop: &mut Workshop<'_, '_>, element: &mut Element) -> bool {
    let shows_picture = |element: &Element| element.is(Space::A, "blip") && element.attribute(Some(Space::R), "embed").is_some();
    let stays = match (element.space, element.name.as_str()) {
        (Space::Pic | Space::P | Space::Xdr, "pic") | (Space::A, "blipFill") => element.any(&shows_picture),
        (Space::A, "graphicData") => element.elements().next().is_some(),
        (Space::A, "graphic") => element.child(Space::A, "graphicData").is_some(),
        (Space::P | Space::Xdr | Space::Wpg, "graphicFrame") | (Space::Wp, "inline" | "anchor") => {
            element.child(Space::A, "graphic").is_some()
        }
        (Space::W, "drawing") => element.elements().next().is_some(),
        (Space::Xdr, "twoCellAnchor" | "oneCellAnchor" | "absoluteAnchor") => {
            element.elements().any(|inner| matches!(inner.name.as_str(), "sp" | "pic" | "grpSp" | "cxnSp" | "graphicFrame"))
        }
        _ => true,
    };
    if !stays {
        shop.removed.insert(Removed::Drawings);
    }
    stays
}

fn is_hidden(element: &Element) -> bool {
    element.elements().any(|inner| {
        let is_itself = inner.is(Space::Wp, "docPr") && inner.says("hidden");
        let of_shape = inner.name.starts_with("nv") && inner.elements().any(|known| known.name == "cNvPr" && known.says("hidden"));
        is_itself || of_shape
    })
}

/// Takes the text away where no text is shown.
pub fn only_shown_text(element: &mut Element) {
    let shows = matches!(
        (element.space, element.name.as_str()),
        (Space::W | Space::M | Space::A | Space::X, "t")
            | (Space::W, "instrText")
            | (Space::X, "v" | "oddHeader" | "oddFooter" | "evenHeader" | "evenFooter" | "firstHeader" | "firstFooter")
            | (Space::Wp, "posOffset" | "align")
            | (Space::Xdr, "col" | "colOff" | "row" | "rowOff")
    );
    if !shows {
        element.children.retain(|node| matches!(node, Node::Element(_)));
    }
}
