//! From Typst's HTML tree to a [`Sheet`]. The tree's form may change with Typst's version, which is why it is pinned and this is tested.

use typst::model::Document;
use typst_html::{HtmlAttr, HtmlDocument, HtmlElement, HtmlNode};

use super::{Block, Cell, Inline, Role, Sheet, Table};

const ROLE: HtmlAttr = HtmlAttr::constant("data-role");
const VALUE: HtmlAttr = HtmlAttr::constant("data-value");
const ALT: HtmlAttr = HtmlAttr::constant("alt");
const HREF: HtmlAttr = HtmlAttr::constant("href");
const COLSPAN: HtmlAttr = HtmlAttr::constant("colspan");

/// Reads the document.
///
/// # Errors
/// Says which element of the template has no place in a document without pages.
pub(crate) fn read(document: &HtmlDocument) -> Result<Sheet, String> {
    let title = document.info().title.clone().map(|title| title.to_string()).unwrap_or_default();
    let mut sheet = Sheet { title, blocks: Vec::new() };
    for child in &document.root().children {
        if let HtmlNode::Element(body) = child
            && name(body) == "body"
        {
            sheet.blocks = blocks(&body.children, Role::Plain)?;
        }
    }
    Ok(sheet)
}

fn name(element: &HtmlElement) -> String {
    element.tag.resolve().as_str().to_owned()
}

fn attribute(element: &HtmlElement, attribute: HtmlAttr) -> &str {
    element.attrs.get(attribute).map_or("", |value| value.as_str())
}

/// Blocks among nodes; words that stand alone become a paragraph.
fn blocks(nodes: &[HtmlNode], role: Role) -> Result<Vec<Block>, String> {
    let mut found = Vec::new();
    let mut words: Vec<Inline> = Vec::new();
    for node in nodes {
        match node {
            HtmlNode::Element(element) if !is_inline(&name(element)) => {
                settle(&mut words, role, &mut found);
                block(element, role, &mut found)?;
            }
            other => inline(other, &mut words)?,
        }
    }
    settle(&mut words, role, &mut found);
    Ok(found)
}

/// Ends a paragraph.
fn settle(words: &mut Vec<Inline>, role: Role, found: &mut Vec<Block>) {
    let text = trimmed(std::mem::take(words));
    if !text.is_empty() {
        found.push(Block::Paragraph { role, text });
    }
}

fn is_inline(name: &str) -> bool {
    matches!(name, "span" | "strong" | "em" | "a" | "br" | "ruby" | "code" | "sub" | "sup" | "s" | "mark")
}

fn block(element: &HtmlElement, role: Role, found: &mut Vec<Block>) -> Result<(), String> {
    let name = name(element);
    match name.as_str() {
        "p" => settle(&mut inlines(&element.children)?, role, found),
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
            let level = name.as_bytes().get(1).map_or(1, |digit| digit.saturating_sub(b'0'));
            found.push(Block::Heading { level, text: trimmed(inlines(&element.children)?) });
        }
        "ul" | "ol" => {
            let items = elements(&element.children, "li").map(|item| blocks(&item.children, role)).collect::<Result<_, _>>()?;
            found.push(Block::List { ordered: name == "ol", items });
        }
        "table" => found.push(Block::Table(table(element)?)),
        "img" => found.push(Block::Qr { address: attribute(element, VALUE).to_owned(), alt: attribute(element, ALT).to_owned() }),
        "div" | "section" => match attribute(element, ROLE) {
            "frame" => found.push(Block::Frame(blocks(&element.children, Role::Plain)?)),
            "cut" => found.push(Block::Cut(trimmed(inlines(&element.children)?))),
            "lines" => found.push(Block::Lines(attribute(element, VALUE).parse().unwrap_or(1))),
            "page" => found.push(Block::PageBreak),
            other => found.extend(blocks(&element.children, paragraph_role(other, role))?),
        },
        other => return Err(format!("「{other}」は、PDFのほかの形では表せません。")),
    }
    Ok(())
}

fn paragraph_role(role: &str, around: Role) -> Role {
    match role {
        "right" => Role::Right,
        "centre" => Role::Centre,
        "note" => Role::Note,
        "large" => Role::Large,
        _ => around,
    }
}

fn elements<'a>(nodes: &'a [HtmlNode], wanted: &'a str) -> impl Iterator<Item = &'a HtmlElement> {
    nodes.iter().filter_map(move |node| match node {
        HtmlNode::Element(element) if name(element) == wanted => Some(element),
        _ => None,
    })
}

fn table(element: &HtmlElement) -> Result<Table, String> {
    let widths = attribute(element, VALUE).split_whitespace().filter_map(|width| width.parse().ok()).collect();
    let mut table = Table { widths, head: 0, rows: Vec::new() };
    for part in &element.children {
        let HtmlNode::Element(part) = part else { continue };
        match name(part).as_str() {
            "tr" => table.rows.push(row(part, false)?),
            "thead" => {
                for element in elements(&part.children, "tr") {
                    table.rows.push(row(element, true)?);
                    table.head += 1;
                }
            }
            _ => {
                for element in elements(&part.children, "tr") {
                    table.rows.push(row(element, false)?);
                }
            }
        }
    }
    Ok(table)
}

fn row(element: &HtmlElement, head: bool) -> Result<Vec<Cell>, String> {
    let mut cells = Vec::new();
    for cell in &element.children {
        let HtmlNode::Element(cell) = cell else { continue };
        let columns = attribute(cell, COLSPAN).parse().unwrap_or(1);
        cells.push(Cell { header: head || name(cell) == "th", columns, blocks: blocks(&cell.children, Role::Plain)? });
    }
    Ok(cells)
}

fn inlines(nodes: &[HtmlNode]) -> Result<Vec<Inline>, String> {
    let mut words = Vec::new();
    for node in nodes {
        inline(node, &mut words)?;
    }
    Ok(words)
}

fn inline(node: &HtmlNode, words: &mut Vec<Inline>) -> Result<(), String> {
    match node {
        HtmlNode::Tag(_) => {}
        HtmlNode::Text(text, _) => match words.last_mut() {
            Some(Inline::Text(before)) => before.push_str(text),
            _ => words.push(Inline::Text(text.to_string())),
        },
        HtmlNode::Frame(_) => return Err("図形は、PDFのほかの形では表せません。".to_owned()),
        HtmlNode::Element(element) => match name(element).as_str() {
            "strong" | "em" => words.push(Inline::Strong(inlines(&element.children)?)),
            "a" => words.push(Inline::Link { address: attribute(element, HREF).to_owned(), text: inlines(&element.children)? }),
            "br" => words.push(Inline::Break),
            "ruby" => words.push(ruby(element)),
            "span" if attribute(element, ROLE) == "blank" => {
                words.push(Inline::Blank(attribute(element, VALUE).parse().unwrap_or(10)));
            }
            _ => words.extend(inlines(&element.children)?),
        },
    }
    Ok(())
}

fn ruby(element: &HtmlElement) -> Inline {
    let (mut base, mut reading) = (String::new(), String::new());
    for node in &element.children {
        match node {
            HtmlNode::Text(text, _) => base.push_str(text),
            HtmlNode::Element(rt) if name(rt) == "rt" => {
                for node in &rt.children {
                    if let HtmlNode::Text(text, _) = node {
                        reading.push_str(text);
                    }
                }
            }
            _ => {}
        }
    }
    Inline::Ruby { base, reading }
}

/// Without space and line ends at either end.
fn trimmed(mut words: Vec<Inline>) -> Vec<Inline> {
    let empty = |word: &Inline| match word {
        Inline::Text(text) => text.trim_matches([' ', '\n', '\t']).is_empty(),
        Inline::Break => true,
        _ => false,
    };
    while words.last().is_some_and(empty) {
        words.pop();
    }
    let start = words.iter().position(|word| !empty(word)).unwrap_or(words.len());
    words.drain(..start);
    if let Some(Inline::Text(first)) = words.first_mut() {
        *first = first.trim_start_matches([' ', '\n']).to_owned();
    }
    if let Some(Inline::Text(last)) = words.last_mut() {
        *last = last.trim_end_matches([' ', '\n']).to_owned();
    }
    words
}
