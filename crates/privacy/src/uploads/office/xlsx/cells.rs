//! Cells and the texts they share.

use std::collections::BTreeMap;

use super::{Workshop, styles::Styles};
use crate::uploads::{
    Refusal, Removed, bounds,
    xml::{self, Element, Node, Space},
};

/// Texts that cells share. Only those that a cell shows go into the new file.
pub struct Strings {
    old: Vec<Element>,
    new: BTreeMap<usize, usize>,
    order: Vec<usize>,
}

impl Strings {
    /// Those of a document.
    pub fn read(shop: &mut Workshop<'_, '_>, part: Option<String>) -> Result<Self, Refusal> {
        let mut old = Vec::new();
        if let Some(part) = part {
            let tree = shop.tree(&part)?;
            old.extend(tree.elements().filter(|element| element.is(Space::X, "si")).map(plain_runs));
        }
        Ok(Self { old, new: BTreeMap::new(), order: Vec::new() })
    }

    /// The new number and the text of an old one.
    fn take(&mut self, old: usize) -> Option<(usize, String)> {
        let text = self.old.get(old)?.text();
        let number = *self.new.entry(old).or_insert_with(|| {
            self.order.push(old);
            self.order.len() - 1
        });
        Some((number, text))
    }

    /// Puts those that are shown into the new document.
    pub fn write(self, shop: &mut Workshop<'_, '_>, book: &str) {
        let shown = self.order.iter().filter_map(|number| self.old.get(*number)).cloned().map(Node::Element).collect();
        let part = "xl/sharedStrings.xml";
        let tree = Element::new(Space::X, "sst", shown);
        shop.parcel.put(part, "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml", xml::write(&tree));
        shop.parcel.link(book, "sharedStrings", part);
    }
}

/// A text with its runs, without readings and whatever else a newer program wrote beside.
fn plain_runs(element: &Element) -> Element {
    let mut new = Element::new(element.space, &element.name, Vec::new());
    for run in element.elements() {
        match run.name.as_str() {
            "t" => new.children.push(Node::Element(text(&run.text()))),
            "r" => {
                let words: String = run.elements().filter(|inner| inner.is(Space::X, "t")).map(Element::text).collect();
                new.children.push(Node::Element(Element::new(Space::X, "r", vec![Node::Element(text(&words))])));
            }
            _ => {}
        }
    }
    new
}

fn text(words: &str) -> Element {
    let mut element = Element::new(Space::X, "t", vec![Node::Text(words.to_owned())]);
    element.attributes.push(xml::Attribute { space: Some(Space::Xml), name: "space".to_owned(), value: "preserve".to_owned() });
    element
}

/// Makes the cells of a sheet anew and takes their text.
pub fn clean(shop: &mut Workshop<'_, '_>, sheet: &mut Element, styles: &Styles, strings: &mut Strings) -> Result<(), Refusal> {
    let hidden = hidden_columns(sheet);
    let mut length = 0;
    for row in sheet.elements_mut().filter(|element| element.is(Space::X, "sheetData")).flat_map(Element::elements_mut) {
        let is_hidden = row.says("hidden") || row.own("ht").is_some_and(|height| height.parse::<f64>().is_ok_and(|height| height <= 0.0));
        let mut line = Vec::new();
        let mut column = 0;
        for node in std::mem::take(&mut row.children) {
            let Node::Element(cell) = node else { continue };
            if !cell.is(Space::X, "c") {
                continue;
            }
            column = cell.own("r").and_then(column_of).unwrap_or(column + 1);
            if is_hidden || hidden.iter().any(|(from, to)| (*from..=*to).contains(&column)) {
                if cell.elements().next().is_some() {
                    shop.removed.insert(Removed::Hidden);
                }
                continue;
            }
            if cell.child(Space::X, "f").is_some() {
                shop.removed.insert(Removed::Formulas);
            }
            let (cell, words) = self::cell(&cell, styles, strings);
            row.children.push(Node::Element(cell));
            // A text of many cells is one in the file.
            length += words.as_ref().map_or(0, String::len);
            if length > bounds::TEXT_BYTES {
                return Err(Refusal::TooMuch("文字が多すぎます"));
            }
            line.extend(words);
        }
        if !line.is_empty() {
            shop.say(&format!("{}\n", line.join("\t")))?;
        }
    }
    Ok(())
}

/// A cell with its value only, and what it shows.
fn cell(old: &Element, styles: &Styles, strings: &mut Strings) -> (Element, Option<String>) {
    let mut new = Element::new(Space::X, "c", Vec::new());
    new.attributes =
        old.attributes.iter().filter(|known| known.space.is_none() && matches!(known.name.as_str(), "r" | "s" | "t")).cloned().collect();
    let kind = old.own("t").unwrap_or("n");
    let value = old.child(Space::X, "v").map(Element::text);
    let shown = match (kind, value) {
        ("s", Some(value)) => value.trim().parse().ok().and_then(|old| strings.take(old)).map(|(number, text)| (number.to_string(), text)),
        ("inlineStr", _) => {
            let Some(inline) = old.child(Space::X, "is").map(plain_runs) else { return (new, None) };
            let text = inline.text();
            new.children.push(Node::Element(inline));
            return (new, Some(text));
        }
        ("n", Some(value)) => {
            let text = styles.shown(old.own("s"), &value);
            Some((value, text))
        }
        (_, Some(value)) => Some((value.clone(), value)),
        (_, None) => None,
    };
    let Some((value, text)) = shown else {
        new.attributes.retain(|attribute| attribute.name != "t");
        return (new, None);
    };
    new.children.push(Node::Element(Element::new(Space::X, "v", vec![Node::Text(value)])));
    (new, Some(text))
}

/// Columns that do not show, from 1.
fn hidden_columns(sheet: &Element) -> Vec<(u32, u32)> {
    let columns = sheet.child(Space::X, "cols").into_iter().flat_map(Element::elements);
    let is_hidden = |column: &&Element| {
        column.says("hidden") || column.own("width").is_some_and(|width| width.parse::<f64>().is_ok_and(|width| width <= 0.0))
    };
    let number = |column: &Element, name: &str| column.own(name).and_then(|number| number.parse().ok());
    columns.filter(is_hidden).filter_map(|column| Some((number(column, "min")?, number(column, "max")?))).take(1_000).collect()
}

/// The column of a cell, from 1: `AB12` is 28.
fn column_of(place: &str) -> Option<u32> {
    let letters: Vec<u32> =
        place.bytes().take_while(u8::is_ascii_alphabetic).map(|byte| u32::from(byte.to_ascii_uppercase() - b'A') + 1).collect();
    (1..=3).contains(&letters.len()).then(|| letters.iter().fold(0, |sum, letter| sum * 26 + letter))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_counted_from_their_letters() {
        assert_eq!(
            [column_of("A1"), column_of("Z9"), column_of("AB12"), column_of("XFD1"), column_of("12")],
            [Some(1), Some(26), Some(28), Some(16_384), None]
        );
    }
}
