//! Plain text: for braille displays, for mail, for everything that shows nothing but characters (H3).

use super::{Block, Cell, Inline, Role, Sheet, Table};

/// How far a table's cell is set in below the line of its row.
const INDENT: &str = "　";

/// The document as lines. Paragraphs are one line each; nothing is wrapped, since every reader's line is of another length.
pub(crate) fn write(sheet: &Sheet) -> String {
    let mut out = String::new();
    blocks(&sheet.blocks, "", &mut out);
    while out.ends_with("\n\n") {
        out.pop();
    }
    out
}

fn blocks(blocks: &[Block], indent: &str, out: &mut String) {
    for block in blocks {
        write_block(block, indent, out);
    }
}

fn write_block(block: &Block, indent: &str, out: &mut String) {
    match block {
        Block::Heading { level: 1, text } => {
            let title = words(text);
            let line = "＝".repeat(title.lines().map(|line| line.chars().count()).max().unwrap_or(0).min(30));
            lines(&title, indent, out);
            lines(&line, indent, out);
            out.push('\n');
        }
        Block::Heading { text, .. } => {
            lines(&format!("■ {}", words(text)), indent, out);
        }
        Block::Paragraph { role, text } => {
            let before = if *role == Role::Note { "※ " } else { "" };
            let text = words(text);
            let before = if text.starts_with('※') { "" } else { before };
            lines(&format!("{before}{text}"), indent, out);
            out.push('\n');
        }
        Block::List { ordered, items } => {
            for (at, item) in items.iter().enumerate() {
                let mark = if *ordered { format!("{}. ", at + 1) } else { "・".to_owned() };
                let text = cell_text(item).replace('\n', &format!("\n{INDENT}"));
                lines(&format!("{mark}{text}"), indent, out);
            }
            out.push('\n');
        }
        Block::Table(table) => write_table(table, indent, out),
        Block::Frame(inside) => blocks(inside, indent, out),
        Block::Qr { address, alt } => lines(&format!("{alt}：{address}"), indent, out),
        Block::Cut(text) => lines(&format!("- - - - - - {} - - - - - -\n", words(text)), indent, out),
        Block::Lines(count) => {
            for _ in 0..*count {
                lines(&"＿".repeat(20), indent, out);
            }
            out.push('\n');
        }
        Block::PageBreak => lines(&format!("{}\n", "―".repeat(20)), indent, out),
    }
}

/// A table is said row by row: a header of a row, or the header of each column, before what belongs to it.
fn write_table(table: &Table, indent: &str, out: &mut String) {
    let head: Vec<String> = table
        .rows
        .iter()
        .take(table.head)
        .next_back()
        .map_or_else(Vec::new, |row| row.iter().map(|cell| cell_text(&cell.blocks)).collect());
    for row in table.rows.iter().skip(table.head) {
        if head.is_empty() {
            write_facts(row, indent, out);
        } else {
            write_row(&head, row, indent, out);
        }
    }
    out.push('\n');
}

fn write_facts(row: &[Cell], indent: &str, out: &mut String) {
    let (headers, rest): (Vec<&Cell>, Vec<&Cell>) = row.iter().partition(|cell| cell.header);
    let label: Vec<String> = headers.iter().map(|cell| cell_text(&cell.blocks)).collect();
    let rest: Vec<String> = rest.iter().map(|cell| cell_text(&cell.blocks)).collect();
    let rest = rest.join("　");
    let label = label.join("　");
    let text = match (label.is_empty(), rest.contains('\n')) {
        (true, _) => rest,
        (false, true) => format!("{label}：\n{}", set_in(&rest)),
        (false, false) => format!("{label}：{rest}"),
    };
    lines(&text, indent, out);
}

fn write_row(head: &[String], row: &[Cell], indent: &str, out: &mut String) {
    let mut column = 0;
    let mut first = true;
    for cell in row {
        let text = cell_text(&cell.blocks);
        let label = head.get(column).map_or("", String::as_str);
        let text = if text.contains('\n') { format!("\n{}", set_in(&text)) } else { text };
        let line = if label.is_empty() { text } else { format!("{label}：{text}") };
        lines(&format!("{}{line}", if first { "・" } else { INDENT }), indent, out);
        first = false;
        column += cell.columns as usize;
    }
}

fn set_in(text: &str) -> String {
    text.lines().map(|line| format!("{INDENT}{line}")).collect::<Vec<_>>().join("\n")
}

/// The blocks of a cell or of a list's item, without empty lines.
fn cell_text(inside: &[Block]) -> String {
    let mut text = String::new();
    blocks(inside, "", &mut text);
    text.lines().filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n")
}

fn lines(text: &str, indent: &str, out: &mut String) {
    for line in text.lines() {
        out.push_str(indent);
        out.push_str(line);
        out.push('\n');
    }
    if text.ends_with('\n') {
        out.push('\n');
    }
}

/// Words in a row. Readings follow their kanji in brackets.
pub(crate) fn words(words: &[Inline]) -> String {
    let mut out = String::new();
    for word in words {
        match word {
            Inline::Text(text) => out.push_str(text),
            Inline::Strong(inside) => out.push_str(&self::words(inside)),
            Inline::Link { address, text } => {
                let shown = self::words(text);
                out.push_str(&shown);
                if shown != *address {
                    out.push_str(&format!("（{address}）"));
                }
            }
            Inline::Ruby { base, reading } => out.push_str(&format!("{base}（{reading}）")),
            Inline::Blank(width) => out.push_str(&"＿".repeat(usize::from(*width))),
            Inline::Break => out.push('\n'),
        }
    }
    out
}
