//! Which attributes are carried over: those that say how something looks. What people write into attributes stays only where it is
//! shown or read aloud, and is then handed on as text.

use std::collections::BTreeSet;

use crate::uploads::xml::{Attribute, Element, Space};

/// Names of attributes that say who, when or where.
const TELLING: &[&str] = &[
    "author",
    "initials",
    "date",
    "userId",
    "providerId",
    "tooltip",
    "tgtFrame",
    "docLocation",
    "history",
    "location",
    "display",
    "user",
    "codeName",
    "uniqueName",
    "shapeId",
    "tag",
    "ed",
    "edGrp",
    "colFirst",
    "uid",
];

/// Cuts the attributes of an element. Texts among them that are not in the flow are put aside.
pub fn tidy(element: &mut Element, aside: &mut BTreeSet<String>) {
    let attributes = std::mem::take(&mut element.attributes);
    for mut attribute in attributes {
        match judged(element, &attribute) {
            Kept::As => {}
            Kept::Text => {
                aside.insert(attribute.value.clone());
            }
            Kept::Neutral => attribute.value = "Office".to_owned(),
            Kept::Not => continue,
        }
        element.attributes.push(attribute);
    }
}

enum Kept {
    As,
    Text,
    Neutral,
    Not,
}

fn judged(element: &Element, attribute: &Attribute) -> Kept {
    let Attribute { space, name, value } = attribute;
    let name = name.as_str();
    match space {
        Some(Space::Xml) => return if name == "space" && is_technical(value) { Kept::As } else { Kept::Not },
        Some(Space::R) => return if refers(element, name) { Kept::As } else { Kept::Not },
        Some(Space::Mc | Space::Links | Space::Types) => return Kept::Not,
        _ => {}
    }
    if TELLING.contains(&name) || name.starts_with("rsid") {
        return Kept::Not;
    }
    let at = (element.space, element.name.as_str(), name);
    match at {
        // What is written in place of a picture is said in the flow (`text`).
        (_, "docPr" | "cNvPr", "descr" | "title") | (Space::W, "tblCaption" | "tblDescription", "val") => return Kept::As,
        (_, "docPr" | "cNvPr", "name") => return Kept::Neutral,
        (Space::A, "theme" | "clrScheme" | "fontScheme" | "fmtScheme" | "tableStyle", "name" | "styleName") => return Kept::Neutral,
        (Space::P, "cSld" | "sldLayout", "name" | "matchingName") => return Kept::Not,
        (Space::W, "rFonts", _) | (Space::A, "latin" | "ea" | "cs" | "sym" | "font" | "buFont", "typeface") => return font(value),
        (Space::X, "name" | "rFont", "val") => return font(value),
        (Space::W, "name" | "lvlText" | "suff", "val") | (Space::A, "buChar", "char") if !is_technical(value) => return Kept::Text,
        (Space::X, "numFmt", "formatCode") => return if value.is_ascii() && !value.contains('"') { Kept::As } else { Kept::Text },
        (Space::X, "sheet", "name") => return Kept::As,
        (Space::Mc, "Choice", "Requires") => return Kept::As,
        _ => {}
    }
    if is_technical(value) { Kept::As } else { Kept::Not }
}

/// Where an element refers to another part; the reference was made anew before.
fn refers(element: &Element, name: &str) -> bool {
    matches!(
        (element.space, element.name.as_str(), name),
        (Space::A, "blip", "embed")
            | (Space::W, "headerReference" | "footerReference", "id")
            | (Space::P, "sldId" | "sldMasterId" | "sldLayoutId", "id")
            | (Space::X, "sheet" | "drawing", "id")
    )
}

/// Names of fonts are long known; a long one is none.
fn font(value: &str) -> Kept {
    if value.chars().count() <= 64 { Kept::As } else { Kept::Not }
}

/// Words, numbers and colours of the standard: no address, nothing in letters of people.
fn is_technical(value: &str) -> bool {
    let is_address = value.contains("://") && !value.starts_with("http://schemas.");
    value.len() <= 1024 && !is_address && value.bytes().all(|byte| (0x20..0x7f).contains(&byte) && !matches!(byte, b'@' | b'\\'))
}
