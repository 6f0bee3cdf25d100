//! Writing.

use std::collections::BTreeSet;

use quick_xml::escape::escape;

use super::{Element, Node, Space};

/// Writes a part, with the namespaces it uses declared at its root.
pub fn write(root: &Element) -> Vec<u8> {
    let mut used = BTreeSet::new();
    collect(root, &mut used);
    used.remove(&Space::Xml);
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n");
    element(root, Some(&used), &mut out);
    out.into_bytes()
}

fn collect(element: &Element, used: &mut BTreeSet<Space>) {
    used.insert(element.space);
    used.extend(element.attributes.iter().filter_map(|attribute| attribute.space));
    // A choice names the prefix of what it asks for.
    if element.is(Space::Mc, "Choice") {
        let asked = element.own("Requires").unwrap_or_default();
        used.extend(Space::ALL.iter().filter(|space| asked.split_whitespace().any(|prefix| prefix == space.prefix())));
    }
    element.elements().for_each(|child| collect(child, used));
}

fn element(element: &Element, declared: Option<&BTreeSet<Space>>, out: &mut String) {
    let name = format!("{}:{}", element.space.prefix(), element.name);
    out.push('<');
    out.push_str(&name);
    for space in declared.into_iter().flatten() {
        out.push_str(&format!(" xmlns:{}=\"{}\"", space.prefix(), space.address()));
    }
    for attribute in &element.attributes {
        out.push(' ');
        if let Some(space) = attribute.space {
            out.push_str(space.prefix());
            out.push(':');
        }
        out.push_str(&attribute.name);
        out.push_str("=\"");
        out.push_str(&escape(attribute.value.as_str()));
        out.push('"');
    }
    if element.children.is_empty() {
        out.push_str("/>");
        return;
    }
    out.push('>');
    for child in &element.children {
        match child {
            Node::Text(text) => out.push_str(&escape(text.as_str())),
            Node::Element(child) => self::element(child, None, out),
        }
    }
    out.push_str("</");
    out.push_str(&name);
    out.push('>');
}
