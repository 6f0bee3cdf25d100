//! Tables for spreadsheets: UTF-8 with a byte order mark and CRLF, as they like it.

use axum::{http::header, response::IntoResponse};

use crate::{errors::WebError, render::Page};

/// A file of lines of cells, the headings first. `name` is the name of the file, without any person's in it.
pub(crate) fn file(name: &str, headings: &[&str], lines_of_cells: impl IntoIterator<Item = Vec<String>>) -> Page {
    let headings = headings.iter().map(|heading| (*heading).to_owned()).collect();
    let text = lines(std::iter::once(headings).chain(lines_of_cells))?;
    let disposition = format!("attachment; filename=\"{name}\"");
    let headers = [(header::CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()), (header::CONTENT_DISPOSITION, disposition)];
    Ok((headers, format!("\u{feff}{text}")).into_response())
}

/// Lines of cells, without the mark at the beginning of a file.
pub(crate) fn lines(lines: impl IntoIterator<Item = Vec<String>>) -> Result<String, WebError> {
    let broken = |error: csv::Error| WebError::Broken(error.to_string());
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    for line in lines {
        writer.write_record(line.iter().map(|cell| harmless(cell))).map_err(broken)?;
    }
    let text = writer.into_inner().map_err(|error| WebError::Broken(error.to_string()))?;
    String::from_utf8(text).map_err(|error| WebError::Broken(error.to_string()))
}

/// A cell that no spreadsheet takes for a formula.
fn harmless(text: &str) -> String {
    let guard = if text.starts_with(['=', '+', '-', '@', '\t', '\r']) { "'" } else { "" };
    format!("{guard}{text}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_is_never_a_formula() {
        assert_eq!(harmless("=HYPERLINK(\"x\")"), "'=HYPERLINK(\"x\")");
        assert_eq!(harmless("ひだまり"), "ひだまり");
    }
}
