//! Slides of PowerPoint: those that show, with the layouts they stand on.

use std::collections::BTreeSet;

use super::{
    drawing::{self, Part},
    package::Link,
    text,
    workshop::Workshop,
    xlsx::cut_drawing,
};
use crate::uploads::{
    Refusal, Removed,
    xml::{self, Attribute, Element, Node, Space},
};

const SHOW: &str = "ppt/presentation.xml";
const TYPE_SHOW: &str = "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml";
const TYPE_SLIDE: &str = "application/vnd.openxmlformats-officedocument.presentationml.slide+xml";
const TYPE_LAYOUT: &str = "application/vnd.openxmlformats-officedocument.presentationml.slideLayout+xml";
const TYPE_MASTER: &str = "application/vnd.openxmlformats-officedocument.presentationml.slideMaster+xml";
const TYPE_THEME: &str = "application/vnd.openxmlformats-officedocument.theme+xml";

/// Makes the slides anew in the workshop.
pub fn clean(shop: &mut Workshop<'_, '_>) -> Result<(), Refusal> {
    let main = shop.package.main(shop.budget)?;
    let links = shop.links(&main)?;
    let show = shop.tree(&main)?;
    if !show.is(Space::P, "presentation") {
        return Err(Refusal::Broken("PowerPoint"));
    }
    let mut slides = Vec::new();
    // Layouts in use, by the master they belong to, in the order in which they come up.
    let mut layouts: Vec<(String, String, String)> = Vec::new();
    for slide in show.child(Space::P, "sldIdLst").into_iter().flat_map(Element::elements) {
        let id = slide.attribute(Some(Space::R), "id").unwrap_or_default();
        let source = target(&links, id, "slide").ok_or(Refusal::Broken("PowerPoint"))?;
        let tree = shop.tree(&source)?;
        if tree.own("show").is_some_and(|shows| !xml::is_true(shows)) {
            shop.removed.insert(Removed::Hidden);
            continue;
        }
        let number = slides.len() + 1;
        let name = format!("ppt/slides/slide{number}.xml");
        let inner = shop.links(&source)?;
        let layout = first(&inner, "slideLayout").ok_or(Refusal::Broken("PowerPoint"))?;
        let layout = self::layout(shop, &layout, &mut layouts)?;
        shop.say(&format!("【スライド{number}】\n"))?;
        carry(shop, tree, &Part { name: &name, folder: "ppt", links: &inner }, TYPE_SLIDE)?;
        shop.parcel.link(&name, "slideLayout", &layout);
        let id = shop.parcel.link(SHOW, "slide", &name);
        slides.push(Node::Element(reference("sldId", 255 + number, id)));
    }
    if slides.is_empty() {
        return Err(Refusal::NothingLeft);
    }
    let masters = masters(shop, &layouts)?;
    let mut new = Element::new(Space::P, "presentation", Vec::new());
    new.children.push(Node::Element(Element::new(Space::P, "sldMasterIdLst", masters)));
    new.children.push(Node::Element(Element::new(Space::P, "sldIdLst", slides)));
    let kept = show
        .elements()
        .filter(|element| element.space == Space::P && matches!(element.name.as_str(), "sldSz" | "notesSz" | "defaultTextStyle"));
    new.children.extend(kept.cloned().map(Node::Element));
    cut_drawing(shop, &mut new, &Part { name: SHOW, folder: "ppt", links: &[] })?;
    shop.parcel.put(SHOW, TYPE_SHOW, xml::write(&new));
    shop.parcel.link("", "officeDocument", SHOW);
    Ok(())
}

/// Carries a layout over, once, and returns its new name.
fn layout(shop: &mut Workshop<'_, '_>, source: &str, layouts: &mut Vec<(String, String, String)>) -> Result<String, Refusal> {
    if let Some(known) = shop.carried.get(source) {
        return Ok(known.clone());
    }
    let name = format!("ppt/slideLayouts/slideLayout{}.xml", layouts.len() + 1);
    shop.carried.insert(source.to_owned(), name.clone());
    let links = shop.links(source)?;
    let master = first(&links, "slideMaster").ok_or(Refusal::Broken("PowerPoint"))?;
    let tree = shop.tree(source)?;
    carry(shop, tree, &Part { name: &name, folder: "ppt", links: &links }, TYPE_LAYOUT)?;
    layouts.push((master, source.to_owned(), name.clone()));
    Ok(name)
}

/// Carries the masters of the layouts over and returns the references to them.
fn masters(shop: &mut Workshop<'_, '_>, layouts: &[(String, String, String)]) -> Result<Vec<Node>, Refusal> {
    let mut references = Vec::new();
    let mut number = 2_147_483_648_usize;
    let mut done = BTreeSet::new();
    for (master, _, _) in layouts {
        if !done.insert(master.clone()) {
            continue;
        }
        let name = format!("ppt/slideMasters/slideMaster{}.xml", done.len());
        let links = shop.links(master)?;
        let mut tree = shop.tree(master)?;
        let theme = first(&links, "theme").ok_or(Refusal::Broken("PowerPoint"))?;
        let theme_name = format!("ppt/theme/theme{}.xml", done.len());
        let theme = shop.tree(&theme)?;
        carry(shop, theme, &Part { name: &theme_name, folder: "ppt", links: &[] }, TYPE_THEME)?;
        shop.parcel.link(&name, "theme", &theme_name);
        let id = shop.parcel.link(SHOW, "slideMaster", &name);
        references.push(Node::Element(reference("sldMasterId", number, id)));
        let mut own = Vec::new();
        for (_, _, layout) in layouts.iter().filter(|(of, _, _)| of == master) {
            number += 1;
            let id = shop.parcel.link(&name, "slideLayout", layout);
            shop.parcel.link(layout, "slideMaster", &name);
            own.push(Node::Element(reference("sldLayoutId", number, id)));
        }
        number += 1;
        for list in tree.elements_mut().filter(|element| element.is(Space::P, "sldLayoutIdLst")) {
            list.children = std::mem::take(&mut own);
        }
        carry(shop, tree, &Part { name: &name, folder: "ppt", links: &links }, TYPE_MASTER)?;
    }
    Ok(references)
}

/// Cuts the tree of a part, takes its text and puts it into the new package.
fn carry(shop: &mut Workshop<'_, '_>, mut tree: Element, part: &Part<'_>, media_type: &'static str) -> Result<(), Refusal> {
    const DROPPED: &[&str] = &["timing", "transition", "custDataLst", "controls", "oleObj", "contentPart", "hf"];
    fn drop_in(element: &mut Element) {
        element
            .children
            .retain(|node| !matches!(node, Node::Element(inner) if inner.space == Space::P && DROPPED.contains(&inner.name.as_str())));
        element.elements_mut().for_each(drop_in);
    }
    drop_in(&mut tree);
    tree.attributes.retain(|attribute| attribute.name != "show");
    cut_drawing(shop, &mut tree, part)?;
    let mut read = String::new();
    text::read(&tree, &mut read);
    shop.say(&read)?;
    shop.parcel.put(part.name, media_type, xml::write(&tree));
    Ok(())
}

fn reference(name: &str, number: usize, id: String) -> Element {
    let mut element = Element::new(Space::P, name, Vec::new()).with("id", &number.to_string());
    element.attributes.push(Attribute { space: Some(Space::R), name: "id".to_owned(), value: id });
    element
}

fn target(links: &[Link], id: &str, kind: &str) -> Option<String> {
    drawing::Part { name: "", folder: "", links }.target(id, kind).map(ToOwned::to_owned)
}

fn first(links: &[Link], kind: &str) -> Option<String> {
    links.iter().find(|link| link.kind == kind).and_then(|link| link.target.clone())
}
