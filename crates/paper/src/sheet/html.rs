//! HTML: semantic elements and nothing else, which works without a style sheet and without scripts (H3).

use crate::{errors::PaperError, print::Print, qr};

use super::{Block, Cell, Inline, Role, Sheet, Table};

/// Enough to be calm to read; a page that shows the fragment brings its own.
const STYLE: &str = include_str!("html.css");

/// The whole document with its own style.
pub(crate) fn write(sheet: &Sheet, print: Print) -> Result<String, PaperError> {
    let size = print.size.points() / 12.0;
    let body = fragment(sheet)?;
    Ok(format!(
        "<!doctype html>\n<html lang=\"ja\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>{}</title>\n<style>\n:root {{ --size: {size:.3}rem }}\n{STYLE}</style>\n</head>\n<body>\n<main>\n{body}</main>\n</body>\n</html>\n",
        escaped(&sheet.title)
    ))
}

/// The document's body, to be shown inside a page. Classes begin with `paper-`; there is no style in it.
///
/// # Errors
/// [`PaperError::Export`] if an address does not become a QR code.
pub fn fragment(sheet: &Sheet) -> Result<String, PaperError> {
    let mut out = String::new();
    blocks(&sheet.blocks, &mut out)?;
    Ok(out)
}

fn blocks(blocks: &[Block], out: &mut String) -> Result<(), PaperError> {
    blocks.iter().try_for_each(|block| write_block(block, out))
}

fn write_block(block: &Block, out: &mut String) -> Result<(), PaperError> {
    match block {
        Block::Heading { level, text } => out.push_str(&format!("<h{level}>{}</h{level}>\n", inlines(text))),
        Block::Paragraph { role, text } => out.push_str(&format!("<p{}>{}</p>\n", role_class(*role), inlines(text))),
        Block::List { ordered, items } => {
            let tag = if *ordered { "ol" } else { "ul" };
            out.push_str(&format!("<{tag}>\n"));
            for item in items {
                out.push_str("<li>");
                cell_content(item, out)?;
                out.push_str("</li>\n");
            }
            out.push_str(&format!("</{tag}>\n"));
        }
        Block::Table(table) => write_table(table, out)?,
        Block::Frame(inside) => {
            out.push_str("<div class=\"paper-frame\">\n");
            blocks(inside, out)?;
            out.push_str("</div>\n");
        }
        Block::Qr { address, alt } => {
            let named = format!("<svg role=\"img\" aria-label=\"{}\" class=\"paper-qr\"", escaped(alt));
            out.push_str(&qr::svg(address)?.replacen("<svg", &named, 1));
            out.push('\n');
        }
        Block::Cut(text) => out.push_str(&format!("<hr>\n<p class=\"paper-cut\">{}</p>\n", inlines(text))),
        Block::Lines(count) => out.push_str(&"<div class=\"paper-line\"></div>\n".repeat(usize::from(*count))),
        Block::PageBreak => out.push_str("<hr class=\"paper-page\">\n"),
    }
    Ok(())
}

fn role_class(role: Role) -> &'static str {
    match role {
        Role::Plain => "",
        Role::Right => " class=\"paper-right\"",
        Role::Centre => " class=\"paper-centre\"",
        Role::Note => " class=\"paper-note\"",
        Role::Large => " class=\"paper-large\"",
    }
}

fn write_table(table: &Table, out: &mut String) -> Result<(), PaperError> {
    out.push_str("<table>\n");
    let (head, body) = table.rows.split_at(table.head.min(table.rows.len()));
    for (part, rows, scope) in [("thead", head, "col"), ("tbody", body, "row")] {
        if rows.is_empty() {
            continue;
        }
        out.push_str(&format!("<{part}>\n"));
        for row in rows {
            write_row(row, scope, out)?;
        }
        out.push_str(&format!("</{part}>\n"));
    }
    out.push_str("</table>\n");
    Ok(())
}

fn write_row(row: &[Cell], scope: &str, out: &mut String) -> Result<(), PaperError> {
    out.push_str("<tr>");
    for cell in row {
        let tag = if cell.header { "th" } else { "td" };
        let scope = if cell.header { format!(" scope=\"{scope}\"") } else { String::new() };
        let span = if cell.columns > 1 { format!(" colspan=\"{}\"", cell.columns) } else { String::new() };
        out.push_str(&format!("<{tag}{scope}{span}>"));
        cell_content(&cell.blocks, out)?;
        out.push_str(&format!("</{tag}>"));
    }
    out.push_str("</tr>\n");
    Ok(())
}

/// A single plain paragraph needs no element of its own inside a cell or an item.
fn cell_content(inside: &[Block], out: &mut String) -> Result<(), PaperError> {
    match inside {
        [Block::Paragraph { role: Role::Plain, text }] => out.push_str(&inlines(text)),
        several => blocks(several, out)?,
    }
    Ok(())
}

fn inlines(words: &[Inline]) -> String {
    let mut out = String::new();
    for word in words {
        match word {
            Inline::Text(text) => out.push_str(&escaped(text).replace('\n', "<br>")),
            Inline::Strong(inside) => out.push_str(&format!("<strong>{}</strong>", inlines(inside))),
            Inline::Link { address, text } => {
                if ["https://", "http://", "mailto:", "tel:"].iter().any(|scheme| address.starts_with(scheme)) {
                    out.push_str(&format!("<a href=\"{}\">{}</a>", escaped(address), inlines(text)));
                } else {
                    out.push_str(&inlines(text));
                }
            }
            Inline::Ruby { base, reading } => {
                out.push_str(&format!("<ruby>{}<rp>（</rp><rt>{}</rt><rp>）</rp></ruby>", escaped(base), escaped(reading)));
            }
            Inline::Blank(width) => out.push_str(&format!("<span class=\"paper-blank\">{}</span>", "　".repeat(usize::from(*width)))),
            Inline::Break => out.push_str("<br>"),
        }
    }
    out
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
