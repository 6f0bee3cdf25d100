//! The text that a cleaned tree shows or lets be read aloud, in its order.

use crate::uploads::xml::{Element, Node, Space};

/// Adds the text of an element.
pub fn read(element: &Element, out: &mut String) {
    match (element.space, element.name.as_str()) {
        (Space::W | Space::M | Space::A | Space::X, "t") => out.extend(element.children.iter().filter_map(|node| match node {
            Node::Text(text) => Some(text.as_str()),
            Node::Element(_) => None,
        })),
        // Where tabulators stand is no text.
        (Space::W, "tabs") => return,
        (Space::W, "tab" | "ptab") => out.push('\t'),
        (Space::W, "br" | "cr") | (Space::A, "br") => out.push('\n'),
        (Space::W, "noBreakHyphen") => out.push('-'),
        (Space::W, "sym") => {
            let code = element.attribute(Some(Space::W), "char").and_then(|code| u32::from_str_radix(code, 16).ok());
            out.extend(code.and_then(char::from_u32));
        }
        (Space::W, "tblCaption" | "tblDescription") => beside(element.attribute(Some(Space::W), "val"), out),
        (_, "docPr" | "cNvPr") => {
            beside(element.own("title"), out);
            beside(element.own("descr"), out);
        }
        _ => {}
    }
    element.elements().for_each(|child| read(child, out));
    if matches!((element.space, element.name.as_str()), (Space::W | Space::A, "p")) {
        out.push('\n');
    }
}

/// A text that stands in place of a picture.
fn beside(text: Option<&str>, out: &mut String) {
    if let Some(text) = text.filter(|text| !text.trim().is_empty()) {
        out.push_str(&format!("［図や表の説明：{text}］"));
    }
}
