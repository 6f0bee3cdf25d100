//! Tables of Excel: the sheets, rows and columns that show, with values instead of formulas.

mod cells;
mod dates;
mod styles;

use super::{
    attributes,
    cut::{self, Judge, Verdict},
    drawing::{self, Part},
    text,
    workshop::Workshop,
};
use crate::uploads::{
    Refusal, Removed,
    xml::{self, Attribute, Element, Node, Space},
};
use cells::Strings;
use styles::Styles;

const BOOK: &str = "xl/workbook.xml";
const THEME: &str = "application/vnd.openxmlformats-officedocument.theme+xml";

/// What of a sheet is carried over, in the order that the standard asks for.
const OF_SHEET: &[&str] = &[
    "sheetFormatPr",
    "cols",
    "sheetData",
    "mergeCells",
    "printOptions",
    "pageMargins",
    "pageSetup",
    "headerFooter",
    "rowBreaks",
    "colBreaks",
    "drawing",
];

/// Makes the tables anew in the workshop.
pub fn clean(shop: &mut Workshop<'_, '_>) -> Result<(), Refusal> {
    let main = shop.package.main(shop.budget)?;
    let links = shop.links(&main)?;
    let book = shop.tree(&main)?;
    if !book.is(Space::X, "workbook") {
        return Err(Refusal::Broken("Excel"));
    }
    let of_kind = |kind: &str| links.iter().find(|link| link.kind == kind).and_then(|link| link.target.clone());
    let mut styles = Styles::read(shop, of_kind("styles"))?;
    styles.since_1904 = book.child(Space::X, "workbookPr").is_some_and(|known| known.says("date1904"));
    let mut strings = Strings::read(shop, of_kind("sharedStrings"))?;
    if let Some(theme) = of_kind("theme") {
        let mut tree = shop.tree(&theme)?;
        cut_drawing(shop, &mut tree, &Part { name: "xl/theme/theme1.xml", folder: "xl", links: &[] })?;
        shop.parcel.put("xl/theme/theme1.xml", THEME, xml::write(&tree));
        shop.parcel.link(BOOK, "theme", "xl/theme/theme1.xml");
    }
    let mut sheets = Vec::new();
    for sheet in book.child(Space::X, "sheets").into_iter().flat_map(Element::elements) {
        let is_hidden = sheet.own("state").is_some_and(|state| state != "visible");
        let link = links.iter().find(|link| sheet.attribute(Some(Space::R), "id") == Some(&link.id));
        let source = link.filter(|link| link.kind == "worksheet").and_then(|link| link.target.clone());
        let Some(source) = source.filter(|_| !is_hidden) else {
            shop.removed.insert(if is_hidden { Removed::Hidden } else { Removed::Drawings });
            continue;
        };
        let number = sheets.len() + 1;
        let name = sheet.own("name").unwrap_or_default();
        shop.say(&format!("【{name}】\n"))?;
        let part = format!("xl/worksheets/sheet{number}.xml");
        let tree = self::sheet(shop, &source, &part, &styles, &mut strings)?;
        shop.parcel.put(&part, "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml", xml::write(&tree));
        let id = shop.parcel.link(BOOK, "worksheet", &part);
        let mut kept = Element::new(Space::X, "sheet", Vec::new()).with("name", name).with("sheetId", &number.to_string());
        kept.attributes.push(Attribute { space: Some(Space::R), name: "id".to_owned(), value: id });
        sheets.push(Node::Element(kept));
    }
    if sheets.is_empty() {
        return Err(Refusal::NothingLeft);
    }
    strings.write(shop, BOOK);
    styles.write(shop, BOOK);
    write_book(shop, sheets, styles.since_1904);
    Ok(())
}

fn write_book(shop: &mut Workshop<'_, '_>, sheets: Vec<Node>, since_1904: bool) {
    let properties = Element::new(Space::X, "workbookPr", Vec::new()).with("date1904", if since_1904 { "1" } else { "0" });
    let sheets = Element::new(Space::X, "sheets", sheets);
    let book = Element::new(Space::X, "workbook", vec![Node::Element(properties), Node::Element(sheets)]);
    shop.parcel.put(BOOK, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml", xml::write(&book));
    shop.parcel.link("", "officeDocument", BOOK);
}

/// A sheet that shows.
fn sheet(shop: &mut Workshop<'_, '_>, source: &str, name: &str, styles: &Styles, strings: &mut Strings) -> Result<Element, Refusal> {
    let links = shop.links(source)?;
    let mut tree = shop.tree(source)?;
    if !tree.is(Space::X, "worksheet") {
        return Err(Refusal::Broken("Excel"));
    }
    tree.attributes.clear();
    tree.children.retain(|node| matches!(node, Node::Element(inner) if inner.space == Space::X && OF_SHEET.contains(&inner.name.as_str())));
    cells::clean(shop, &mut tree, styles, strings)?;
    let part = Part { name, folder: "xl", links: &links };
    cut::cut(&mut tree, &mut Sheet { shop, part: &part })?;
    for header in tree.elements().filter(|element| element.is(Space::X, "headerFooter")).flat_map(Element::elements) {
        shop.say(&format!("{}\n", header.text()))?;
    }
    Ok(tree)
}

struct Sheet<'s, 'p, 'a, 'b> {
    shop: &'s mut Workshop<'a, 'b>,
    part: &'p Part<'p>,
}

impl Judge for Sheet<'_, '_, '_, '_> {
    fn before(&mut self, element: &mut Element) -> Result<Verdict, Refusal> {
        if element.is(Space::X, "drawing") {
            let source = element.attribute(Some(Space::R), "id").and_then(|id| self.part.target(id, "drawing")).map(ToOwned::to_owned);
            let Some(source) = source else { return Ok(Verdict::Drop) };
            let name = format!("xl/drawings/drawing{}.xml", self.shop.carried.len() + 1);
            self.shop.carried.insert(source.clone(), name.clone());
            let links = self.shop.links(&source)?;
            let mut tree = self.shop.tree(&source)?;
            cut_drawing(self.shop, &mut tree, &Part { name: &name, folder: "xl", links: &links })?;
            let mut read = String::new();
            text::read(&tree, &mut read);
            self.shop.say(&read)?;
            self.shop.parcel.put(&name, "application/vnd.openxmlformats-officedocument.drawing+xml", xml::write(&tree));
            let id = self.shop.parcel.link(self.part.name, "drawing", &name);
            element.attributes = vec![Attribute { space: Some(Space::R), name: "id".to_owned(), value: id }];
            return Ok(Verdict::Keep);
        }
        // Cells were made anew already.
        if element.is(Space::X, "pageSetup") {
            element.attributes.retain(|attribute| attribute.space.is_none());
        }
        Ok(if element.space == Space::X && element.name != "extLst" { Verdict::Keep } else { Verdict::Drop })
    }

    fn after(&mut self, element: &mut Element) -> Result<bool, Refusal> {
        drawing::only_shown_text(element);
        attributes::tidy(element, &mut self.shop.aside);
        Ok(true)
    }
}

/// Cuts a tree in which there are only drawings.
pub(super) fn cut_drawing(shop: &mut Workshop<'_, '_>, tree: &mut Element, part: &Part<'_>) -> Result<(), Refusal> {
    let mut judge = Drawn { shop, part };
    cut::cut(tree, &mut judge)?;
    judge.after(tree)?;
    Ok(())
}

struct Drawn<'s, 'p, 'a, 'b> {
    shop: &'s mut Workshop<'a, 'b>,
    part: &'p Part<'p>,
}

impl Judge for Drawn<'_, '_, '_, '_> {
    fn before(&mut self, element: &mut Element) -> Result<Verdict, Refusal> {
        if element.space == Space::Mc {
            if element.name == "Choice" {
                self.shop.removed.insert(Removed::Drawings);
                return Ok(Verdict::Drop);
            }
            return Ok(Verdict::Unwrap);
        }
        drawing::before(self.shop, self.part, element)
    }

    fn after(&mut self, element: &mut Element) -> Result<bool, Refusal> {
        drawing::only_shown_text(element);
        // A shape may take its text from a cell that does not show.
        element.attributes.retain(|attribute| !(attribute.space.is_none() && matches!(attribute.name.as_str(), "textlink" | "macro")));
        attributes::tidy(element, &mut self.shop.aside);
        Ok(drawing::after(self.shop, element))
    }
}
