//! How cells look, and which of them show a number as a date.

use std::collections::BTreeMap;

use super::{Workshop, cut_drawing, dates};
use crate::uploads::office::drawing::Part;
use crate::uploads::{
    Refusal,
    xml::{self, Element, Node, Space},
};

const PART: &str = "xl/styles.xml";
/// What of the styles is carried over.
const OF_STYLES: &[&str] = &["numFmts", "fonts", "fills", "borders", "cellStyleXfs", "cellXfs", "colors"];

/// The styles of a document.
pub struct Styles {
    tree: Option<Element>,
    formats: BTreeMap<u32, String>,
    /// The number of the format for each style.
    of_style: Vec<u32>,
    /// Whether days are counted from 1904.
    pub since_1904: bool,
}

impl Styles {
    /// Those of a document.
    pub fn read(shop: &mut Workshop<'_, '_>, part: Option<String>) -> Result<Self, Refusal> {
        let mut styles = Self { tree: None, formats: BTreeMap::new(), of_style: Vec::new(), since_1904: false };
        let Some(part) = part else { return Ok(styles) };
        let mut tree = shop.tree(&part)?;
        tree.children
            .retain(|node| matches!(node, Node::Element(inner) if inner.space == Space::X && OF_STYLES.contains(&inner.name.as_str())));
        let number = |element: &Element| element.own("numFmtId").and_then(|number| number.parse().ok());
        for format in tree.child(Space::X, "numFmts").into_iter().flat_map(Element::elements) {
            if let (Some(number), Some(code)) = (number(format), format.own("formatCode")) {
                styles.formats.insert(number, code.to_owned());
            }
        }
        styles
            .of_style
            .extend(tree.child(Space::X, "cellXfs").into_iter().flat_map(Element::elements).map(|style| number(style).unwrap_or(0)));
        cut_drawing(shop, &mut tree, &Part { name: PART, folder: "xl", links: &[] })?;
        // Excel asks for one style with a name.
        let normal = Element::new(Space::X, "cellStyle", Vec::new()).with("name", "Normal").with("xfId", "0").with("builtinId", "0");
        let named = Node::Element(Element::new(Space::X, "cellStyles", vec![Node::Element(normal)]));
        let at = tree.children.iter().position(|node| matches!(node, Node::Element(inner) if inner.name == "colors"));
        tree.children.insert(at.unwrap_or(tree.children.len()), named);
        styles.tree = Some(tree);
        Ok(styles)
    }

    /// What a number shows: as a date too, where its style says so. A telephone number that lost its zeros cannot be told.
    pub fn shown(&self, style: Option<&str>, value: &str) -> String {
        let style = style.and_then(|style| style.parse::<usize>().ok()).unwrap_or(0);
        let format = self.of_style.get(style).copied().unwrap_or(0);
        let is_date = match self.formats.get(&format) {
            Some(code) => dates::is_date_code(code),
            None => matches!(format, 14..=22 | 27..=36 | 45..=58),
        };
        let day = if is_date { value.trim().parse().ok().and_then(|serial| dates::day(serial, self.since_1904)) } else { None };
        day.map_or_else(|| value.to_owned(), |day| format!("{}年{}月{}日", day.year(), day.month(), day.day()))
    }

    /// Puts them into the new document.
    pub fn write(&self, shop: &mut Workshop<'_, '_>, book: &str) {
        let Some(tree) = &self.tree else { return };
        shop.parcel.put(PART, "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml", xml::write(tree));
        shop.parcel.link(book, "styles", PART);
    }
}
