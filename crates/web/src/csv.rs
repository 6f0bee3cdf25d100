//! Tables for spreadsheets: UTF-8 with a byte order mark and CRLF, as they like it.

use axum::{
    http::header,
    response::{IntoResponse, Response},
};

/// A file of lines of cells, the headings first. `name` is the name of the file, without any person's in it.
pub(crate) fn file(name: &str, headings: &[&str], lines: impl IntoIterator<Item = Vec<String>>) -> Response {
    let mut text = format!("\u{feff}{}\r\n", headings.join(","));
    for line in lines {
        let cells: Vec<String> = line.iter().map(|cell| cell_of(cell)).collect();
        text.push_str(&cells.join(","));
        text.push_str("\r\n");
    }
    let disposition = format!("attachment; filename=\"{name}\"");
    ([(header::CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()), (header::CONTENT_DISPOSITION, disposition)], text).into_response()
}

/// A cell that no spreadsheet takes for a formula.
fn cell_of(text: &str) -> String {
    let guard = if text.starts_with(['=', '+', '-', '@', '\t', '\r']) { "'" } else { "" };
    format!("\"{guard}{}\"", text.replace('"', "\"\""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_is_never_a_formula_and_never_ends_early() {
        assert_eq!(cell_of("=HYPERLINK(\"x\")"), "\"'=HYPERLINK(\"\"x\"\")\"");
        assert_eq!(cell_of("ひだまり"), "\"ひだまり\"");
    }
}
