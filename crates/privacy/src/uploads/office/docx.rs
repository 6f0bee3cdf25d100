//! Texts of Word.

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

/// Parts beside the text that are carried over: kind, new name, media type.
const BESIDE: &[(&str, &str, &str)] = &[
    ("styles", "word/styles.xml", "application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"),
    ("numbering", "word/numbering.xml", "application/vnd.openxmlformats-officedocument.wordprocessingml.numbering+xml"),
    ("theme", "word/theme/theme1.xml", "application/vnd.openxmlformats-officedocument.theme+xml"),
    ("footnotes", "word/footnotes.xml", "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"),
    ("endnotes", "word/endnotes.xml", "application/vnd.openxmlformats-officedocument.wordprocessingml.endnotes+xml"),
];

const DOCUMENT: &str = "word/document.xml";

/// Makes the text anew in the workshop.
pub fn clean(shop: &mut Workshop<'_, '_>) -> Result<(), Refusal> {
    let main = shop.package.main(shop.budget)?;
    let links = shop.links(&main)?;
    let tree = shop.tree(&main)?;
    if !tree.is(Space::W, "document") {
        return Err(Refusal::Broken("Word"));
    }
    let document = carry(shop, tree, &Part { name: DOCUMENT, folder: "word", links: &links }, 0)?;
    let media_type = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml";
    shop.parcel.put(DOCUMENT, media_type, xml::write(&document));
    shop.parcel.link("", "officeDocument", DOCUMENT);
    settings(shop);
    for (kind, name, media_type) in BESIDE {
        let Some(source) = links.iter().find(|link| link.kind == *kind).and_then(|link| link.target.clone()) else { continue };
        let inner = shop.links(&source)?;
        let tree = shop.tree(&source)?;
        let tree = carry(shop, tree, &Part { name, folder: "word", links: &inner }, 1)?;
        shop.parcel.put(name, media_type, xml::write(&tree));
        shop.parcel.link(DOCUMENT, kind, name);
    }
    Ok(())
}

/// Settings of our own, so that Word lays the text out as it does today's.
fn settings(shop: &mut Workshop<'_, '_>) {
    let attribute = |name: &str, value: &str| Attribute { space: Some(Space::W), name: name.to_owned(), value: value.to_owned() };
    let mut mode = Element::new(Space::W, "compatSetting", Vec::new());
    mode.attributes = [("name", "compatibilityMode"), ("uri", "http://schemas.microsoft.com/office/word"), ("val", "15")]
        .map(|(name, value)| attribute(name, value))
        .into();
    let compat = Element::new(Space::W, "compat", vec![Node::Element(mode)]);
    let tree = Element::new(Space::W, "settings", vec![Node::Element(compat)]);
    let media_type = "application/vnd.openxmlformats-officedocument.wordprocessingml.settings+xml";
    shop.parcel.put("word/settings.xml", media_type, xml::write(&tree));
    shop.parcel.link(DOCUMENT, "settings", "word/settings.xml");
}

/// Cuts the tree of a part and takes its text.
fn carry(shop: &mut Workshop<'_, '_>, mut tree: Element, part: &Part<'_>, depth: usize) -> Result<Element, Refusal> {
    let fields = fields(&tree);
    let mut judge = Word { shop, part, fields, field: 0, open: Vec::new(), depth };
    judge.before(&mut tree)?;
    cut::cut(&mut tree, &mut judge)?;
    judge.after(&mut tree)?;
    let mut read = String::new();
    text::read(&tree, &mut read);
    shop.say(&read)?;
    Ok(tree)
}

struct Word<'s, 'p, 'a, 'b> {
    shop: &'s mut Workshop<'a, 'b>,
    part: &'p Part<'p>,
    /// For each complex field, in order of its beginning: whether it stays a field.
    fields: Vec<Option<&'static str>>,
    field: usize,
    open: Vec<Option<&'static str>>,
    depth: usize,
}

impl Judge for Word<'_, '_, '_, '_> {
    fn before(&mut self, element: &mut Element) -> Result<Verdict, Refusal> {
        if element.space == Space::Mc {
            return Ok(alternative(element));
        }
        if element.space != Space::W {
            return drawing::before(self.shop, self.part, element);
        }
        let (verdict, removed) = word(element);
        self.shop.removed.extend(removed);
        Ok(match element.name.as_str() {
            "fldChar" => self.field(element),
            "instrText" => match self.open.last().copied().flatten() {
                Some(known) => {
                    element.children = vec![Node::Text(format!(" {known} "))];
                    Verdict::Keep
                }
                None => Verdict::Drop,
            },
            "fldSimple" => match element.attribute(Some(Space::W), "instr").and_then(harmless_field) {
                Some(known) => {
                    element.attributes = vec![Attribute { space: Some(Space::W), name: "instr".to_owned(), value: format!(" {known} ") }];
                    Verdict::Keep
                }
                None => Verdict::Unwrap,
            },
            "headerReference" | "footerReference" => self.reference(element)?,
            _ => verdict,
        })
    }

    fn after(&mut self, element: &mut Element) -> Result<bool, Refusal> {
        drawing::only_shown_text(element);
        attributes::tidy(element, &mut self.shop.aside);
        if element.space == Space::Mc {
            return Ok(element.elements().next().is_some());
        }
        Ok(drawing::after(self.shop, element))
    }
}

impl Word<'_, '_, '_, '_> {
    /// Page numbers stay fields; of all others only the result stays.
    fn field(&mut self, element: &Element) -> Verdict {
        let stays = match element.attribute(Some(Space::W), "fldCharType") {
            Some("begin") => {
                let stays = self.fields.get(self.field).copied().flatten();
                self.field += 1;
                self.open.push(stays);
                stays
            }
            Some("end") => self.open.pop().flatten(),
            _ => self.open.last().copied().flatten(),
        };
        if stays.is_some() { Verdict::Keep } else { Verdict::Drop }
    }

    /// Carries the part of a header or footer over.
    fn reference(&mut self, element: &mut Element) -> Result<Verdict, Refusal> {
        let kind = if element.name == "headerReference" { "header" } else { "footer" };
        let source = element.attribute(Some(Space::R), "id").and_then(|id| self.part.target(id, kind)).map(ToOwned::to_owned);
        let Some(source) = source.filter(|_| self.depth == 0) else { return Ok(Verdict::Drop) };
        let name = match self.shop.carried.get(&source) {
            Some(known) => known.clone(),
            None => self.header(&source, kind)?,
        };
        let id = self.shop.parcel.link(DOCUMENT, kind, &name);
        for attribute in element.attributes.iter_mut().filter(|attribute| attribute.space == Some(Space::R)) {
            attribute.value.clone_from(&id);
        }
        Ok(Verdict::Keep)
    }

    fn header(&mut self, source: &str, kind: &str) -> Result<String, Refusal> {
        let name = format!("word/{kind}{}.xml", self.shop.carried.len() + 1);
        let links = self.shop.links(source)?;
        let tree = self.shop.tree(source)?;
        let tree = carry(self.shop, tree, &Part { name: &name, folder: "word", links: &links }, self.depth + 1)?;
        let media_type = match kind {
            "header" => "application/vnd.openxmlformats-officedocument.wordprocessingml.header+xml",
            _ => "application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml",
        };
        self.shop.parcel.put(&name, media_type, xml::write(&tree));
        self.shop.carried.insert(source.to_owned(), name.clone());
        Ok(name)
    }
}

/// What becomes of an element of a text, and what is thereby left behind.
fn word(element: &Element) -> (Verdict, Option<Removed>) {
    let name = element.name.as_str();
    let removed = match name {
        "del" | "moveFrom" | "delText" | "delInstrText" | "moveFromRangeStart" | "moveToRangeStart" | "cellIns" | "cellDel"
        | "cellMerge" => Removed::Changes,
        _ if name.ends_with("Change") => Removed::Changes,
        "commentRangeStart" | "commentRangeEnd" | "commentReference" | "annotationRef" => Removed::Comments,
        "object" | "altChunk" | "subDoc" | "control" | "movie" | "contentPart" => Removed::Embedded,
        "pict" | "background" => Removed::Drawings,
        "ffData" => Removed::Embedded,
        "tr" if marks_deletion(element, "trPr") => Removed::Changes,
        "tc" if element.child(Space::W, "tcPr").is_some_and(|known| known.child(Space::W, "cellDel").is_some()) => Removed::Changes,
        "r" if is_vanished(element) => Removed::Hidden,
        "ins" | "moveTo" => return (Verdict::Unwrap, Some(Removed::Changes)),
        "hyperlink" => return (Verdict::Unwrap, Some(Removed::Links)),
        "sdt" | "sdtContent" | "smartTag" | "customXml" => return (Verdict::Unwrap, None),
        "vanish" | "webHidden" | "specVanish" | "bookmarkStart" | "bookmarkEnd" | "permStart" | "permEnd" | "proofErr" | "sdtPr"
        | "sdtEndPr" | "smartTagPr" | "customXmlPr" | "moveFromRangeEnd" | "moveToRangeEnd" | "dataBinding" | "alias" | "tag"
        | "docPartObj" | "numPicBullet" | "lvlPicBulletId" | "printerSettings" | "lsdException" | "latentStyles" | "rsid" | "rsids"
        | "aliases" => return (Verdict::Drop, None),
        _ if name.starts_with("customXml") => return (Verdict::Drop, None),
        _ => return (Verdict::Keep, None),
    };
    (Verdict::Drop, Some(removed))
}

fn marks_deletion(element: &Element, properties: &str) -> bool {
    element.child(Space::W, properties).is_some_and(|known| known.child(Space::W, "del").is_some())
}

fn is_vanished(run: &Element) -> bool {
    let says = |element: &Element| element.attribute(Some(Space::W), "val").is_none_or(xml::is_true);
    run.child(Space::W, "rPr")
        .is_some_and(|known| known.elements().any(|inner| inner.space == Space::W && inner.name == "vanish" && says(inner)))
}

/// Of alternatives the newer shape is kept, and the older only where we do not know what the newer asks for.
fn alternative(element: &mut Element) -> Verdict {
    match element.name.as_str() {
        "AlternateContent" => {
            let known = |choice: &&Element| choice.name == "Choice" && matches!(choice.own("Requires"), Some("wps" | "wpg"));
            let choice = element.elements().find(known).cloned();
            match choice {
                Some(choice) => {
                    element.children = vec![Node::Element(choice)];
                    Verdict::Keep
                }
                None => {
                    element.children.retain(|node| matches!(node, Node::Element(inner) if inner.name == "Fallback"));
                    Verdict::Unwrap
                }
            }
        }
        "Choice" => Verdict::Keep,
        _ => Verdict::Unwrap,
    }
}

/// The complex fields of a part, in the order in which they begin: which of them stay fields.
fn fields(tree: &Element) -> Vec<Option<&'static str>> {
    fn walk(element: &Element, instructions: &mut Vec<String>, open: &mut Vec<usize>) {
        match element.attribute(Some(Space::W), "fldCharType") {
            Some("begin") => {
                open.push(instructions.len());
                instructions.push(String::new());
            }
            Some("end") => {
                open.pop();
            }
            _ => {}
        }
        if let Some(instruction) =
            open.last().and_then(|number| instructions.get_mut(*number)).filter(|_| element.is(Space::W, "instrText"))
        {
            instruction.push_str(&element.text());
        }
        element.elements().for_each(|child| walk(child, instructions, open));
    }
    let mut instructions = Vec::new();
    walk(tree, &mut instructions, &mut Vec::new());
    instructions.iter().map(|instruction| harmless_field(instruction)).collect()
}

/// Fields that only count pages.
fn harmless_field(instruction: &str) -> Option<&'static str> {
    match instruction.split_whitespace().next() {
        Some("PAGE") => Some("PAGE"),
        Some("NUMPAGES") => Some("NUMPAGES"),
        Some("SECTIONPAGES") => Some("SECTIONPAGES"),
        _ => None,
    }
}
