//! Findings for spreadsheets: one line a finding, with its reason and its clause.

use axum::{
    extract::State,
    http::header::{CONTENT_DISPOSITION, CONTENT_TYPE},
    response::IntoResponse,
};
use rulebook::Finding;
use rust_xlsxwriter::{Format, Workbook, XlsxError};
use service::{App, authorities};

use super::{place_name, view_of};
use crate::{caller::Staff, errors::WebError, forms::Form, posted::Asked, render::Page};

const HEADINGS: [&str; 10] = ["事業所番号", "名称", "所在地", "規則", "状態", "程度", "理由", "期限", "根拠", "場所"];

async fn rows(app: &App, staff: &Staff, query: &Form) -> Result<Vec<[String; 10]>, WebError> {
    let (_, view) = view_of(query);
    let offices = authorities::export(app, &staff.actor, &view).await?;
    let asked = |finding: &&Finding| {
        view.rule.as_deref().is_none_or(|rule| finding.rule.as_str() == rule) && view.status.is_none_or(|status| finding.status == status)
    };
    let of_office = |(line, findings): &(authorities::Line, Vec<Finding>)| {
        let (number, name, place) = (line.number.to_string(), line.name.clone(), place_name(line.location).to_owned());
        let cells = |finding: &Finding| {
            [
                number.clone(),
                name.clone(),
                place.clone(),
                finding.sentence.to_string(),
                finding.status.to_string(),
                finding.level.map(|level| level.to_string()).unwrap_or_default(),
                finding.reason.to_string(),
                finding.due.map(|day| day.to_string()).unwrap_or_default(),
                finding.citation.source.clone(),
                finding.citation.at.clone(),
            ]
        };
        findings.iter().filter(asked).map(cells).collect::<Vec<_>>()
    };
    Ok(offices.iter().flat_map(of_office).collect())
}

/// UTF-8 with a byte order mark, as spreadsheets like it.
pub(super) async fn csv(State(app): State<App>, staff: Staff, Asked(query): Asked) -> Page {
    let rows = rows(&app, &staff, &query).await?;
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer("\u{feff}".as_bytes().to_vec());
    let broken = |error: csv::Error| WebError::from(service::Fault::Broken(error.to_string()));
    writer.write_record(HEADINGS).map_err(broken)?;
    for row in rows {
        writer.write_record(row.map(|cell| harmless(&cell))).map_err(broken)?;
    }
    let text = writer.into_inner().map_err(|error| WebError::from(service::Fault::Broken(error.to_string())))?;
    let headers = [(CONTENT_TYPE, "text/csv; charset=utf-8"), (CONTENT_DISPOSITION, "attachment; filename=\"hantei.csv\"")];
    Ok((headers, text).into_response())
}

/// A cell that no spreadsheet takes for a formula.
fn harmless(text: &str) -> String {
    let guard = if text.starts_with(['=', '+', '-', '@', '\t', '\r']) { "'" } else { "" };
    format!("{guard}{text}")
}

/// A workbook: text cells are never formulas there.
pub(super) async fn xlsx(State(app): State<App>, staff: Staff, Asked(query): Asked) -> Page {
    let rows = rows(&app, &staff, &query).await?;
    let book = tokio::task::spawn_blocking(move || workbook(&rows)).await;
    let broken = |error: String| WebError::from(service::Fault::Broken(error));
    let bytes = book.map_err(|error| broken(error.to_string()))?.map_err(|error| broken(error.to_string()))?;
    let kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    let headers = [(CONTENT_TYPE, kind), (CONTENT_DISPOSITION, "attachment; filename=\"hantei.xlsx\"")];
    Ok((headers, bytes).into_response())
}

/// How wide the columns are, in characters.
const WIDTHS: [u16; 10] = [13, 28, 14, 40, 10, 10, 60, 12, 24, 12];

fn workbook(rows: &[[String; 10]]) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let (bold, wrapped) = (Format::new().set_bold(), Format::new().set_text_wrap());
    let sheet = book.add_worksheet().set_name("判定")?;
    for (column, (heading, width)) in (0u16..).zip(HEADINGS.iter().zip(WIDTHS)) {
        sheet.set_column_width(column, f64::from(width))?.write_string_with_format(0, column, *heading, &bold)?;
    }
    for (line, row) in (1u32..).zip(rows) {
        for (column, cell) in (0u16..).zip(row) {
            sheet.write_string_with_format(line, column, cell, &wrapped)?;
        }
    }
    let last = u32::try_from(rows.len()).unwrap_or(u32::MAX);
    sheet.set_freeze_panes(1, 0)?.autofilter(0, 0, last, 9)?;
    book.save_to_buffer()
}
