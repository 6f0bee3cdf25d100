//! Reading.

use quick_xml::{
    escape::resolve_predefined_entity,
    events::{BytesStart, Event},
    name::{Namespace, ResolveResult},
    reader::NsReader,
};

use super::{Attribute, Element, Node, Space};
use crate::uploads::{Refusal, bounds, bounds::Budget};

/// So many attributes may an element have.
const ATTRIBUTES: usize = 256;
const BROKEN: Refusal = Refusal::Broken("XML");

/// Reads a part. What stands in a namespace that is not understood is left out, with everything in it.
pub fn parse(bytes: &[u8], budget: &mut Budget) -> Result<Element, Refusal> {
    let text = decode(bytes)?;
    let mut reader = NsReader::from_str(&text);
    let mut open: Vec<Element> = Vec::new();
    // How many elements deep within one that is left out.
    let mut left_out = 0_usize;
    let mut root = None;
    loop {
        let event = reader.read_event().map_err(|_| BROKEN)?;
        match event {
            Event::Start(_) | Event::Empty(_) if left_out > 0 => {
                budget.node()?;
                if matches!(event, Event::Start(_)) {
                    left_out += 1;
                }
            }
            Event::Start(start) => match element(&reader, &start, budget)? {
                Some(_) if open.len() >= bounds::DEPTH => return Err(Refusal::TooMuch("文書の入れ子が深すぎます")),
                Some(element) => open.push(element),
                None => left_out = 1,
            },
            Event::Empty(start) => {
                if let Some(element) = element(&reader, &start, budget)? {
                    close(element, &mut open, &mut root)?;
                }
            }
            Event::End(_) if left_out > 0 => left_out -= 1,
            Event::End(_) => {
                let element = open.pop().ok_or(BROKEN)?;
                close(element, &mut open, &mut root)?;
            }
            Event::Text(text) if left_out == 0 => append(&mut open, &text.xml10_content().map_err(|_| BROKEN)?, budget)?,
            Event::CData(text) if left_out == 0 => append(&mut open, &text.xml10_content().map_err(|_| BROKEN)?, budget)?,
            Event::GeneralRef(reference) if left_out == 0 => {
                let letter = reference.resolve_char_ref().map_err(|_| BROKEN)?;
                let name = reference.decode().map_err(|_| BROKEN)?;
                let text = match letter {
                    Some(letter) => letter.to_string(),
                    None => resolve_predefined_entity(&name).ok_or(BROKEN)?.to_owned(),
                };
                append(&mut open, &text, budget)?;
            }
            // A document type defines entities, and entities can be made to grow without end.
            Event::DocType(_) => return Err(Refusal::Bomb),
            Event::Eof => break,
            _ => {}
        }
    }
    if !open.is_empty() || left_out > 0 {
        return Err(BROKEN);
    }
    root.ok_or(BROKEN)
}

/// Parts are UTF-8 or, rarely, UTF-16.
fn decode(bytes: &[u8]) -> Result<std::borrow::Cow<'_, str>, Refusal> {
    let (encoding, mark) = encoding_rs::Encoding::for_bom(bytes).unwrap_or((encoding_rs::UTF_8, 0));
    encoding.decode_without_bom_handling_and_without_replacement(bytes.get(mark..).unwrap_or_default()).ok_or(BROKEN)
}

fn space(result: &ResolveResult<'_>) -> Option<Space> {
    match result {
        ResolveResult::Bound(Namespace(address)) => Space::at(address),
        _ => None,
    }
}

fn element(reader: &NsReader<&[u8]>, start: &BytesStart<'_>, budget: &mut Budget) -> Result<Option<Element>, Refusal> {
    budget.node()?;
    let (result, local) = reader.resolver().resolve_element(start.name());
    let Some(of_element) = space(&result) else { return Ok(None) };
    let name = std::str::from_utf8(local.as_ref()).map_err(|_| BROKEN)?.to_owned();
    let mut attributes = Vec::new();
    for (number, attribute) in start.attributes().enumerate() {
        budget.node()?;
        // Each is compared with all before it.
        if number >= ATTRIBUTES {
            return Err(Refusal::Bomb);
        }
        let attribute = attribute.map_err(|_| BROKEN)?;
        if attribute.key.as_namespace_binding().is_some() {
            continue;
        }
        let (result, local) = reader.resolver().resolve_attribute(attribute.key);
        let space = match result {
            ResolveResult::Unbound => None,
            other => match space(&other) {
                Some(space) => Some(space),
                None => continue,
            },
        };
        let value = attribute.normalized_value(quick_xml::XmlVersion::Implicit1_0).map_err(|_| BROKEN)?.into_owned();
        attributes.push(Attribute { space, name: std::str::from_utf8(local.as_ref()).map_err(|_| BROKEN)?.to_owned(), value });
    }
    Ok(Some(Element { space: of_element, name, attributes, children: Vec::new() }))
}

fn close(element: Element, open: &mut [Element], root: &mut Option<Element>) -> Result<(), Refusal> {
    match open.last_mut() {
        Some(parent) => parent.children.push(Node::Element(element)),
        None if root.is_none() => *root = Some(element),
        None => return Err(BROKEN),
    }
    Ok(())
}

fn append(open: &mut [Element], text: &str, budget: &mut Budget) -> Result<(), Refusal> {
    let Some(parent) = open.last_mut() else {
        return if text.trim().is_empty() { Ok(()) } else { Err(BROKEN) };
    };
    if let Some(Node::Text(known)) = parent.children.last_mut() {
        known.push_str(text);
    } else {
        budget.node()?;
        parent.children.push(Node::Text(text.to_owned()));
    }
    Ok(())
}
