//! QR codes: as vectors for paper and screens, as pixels for word processors (B2).

use qrcode::{EcLevel, QrCode, render::svg};

use crate::errors::PaperError;

/// Printed paper gets crumpled: a quarter of the picture may be unreadable.
fn code(address: &str) -> Result<QrCode, PaperError> {
    QrCode::with_error_correction_level(address, EcLevel::Q).map_err(|error| PaperError::Export(format!("QRコードにできません：{error}")))
}

/// As an SVG element without an XML declaration.
pub(crate) fn svg(address: &str) -> Result<String, PaperError> {
    let picture = code(address)?.render::<svg::Color<'_>>().module_dimensions(1, 1).quiet_zone(true).build();
    let start = picture.find("<svg").unwrap_or_default();
    Ok(picture[start..].to_owned())
}

/// As a PNG picture, black on white, eight pixels a module.
pub(crate) fn png(address: &str) -> Result<Vec<u8>, PaperError> {
    const MODULE: usize = 8;
    const QUIET: usize = 4;
    let code = code(address)?;
    let colors = code.to_colors();
    let width = code.width();
    let side = (width + 2 * QUIET) * MODULE;
    let dark = |x: usize, y: usize| {
        let inside = |at: usize| (at / MODULE).checked_sub(QUIET).filter(|at| *at < width);
        match (inside(x), inside(y)) {
            (Some(x), Some(y)) => colors.get(y * width + x) == Some(&qrcode::Color::Dark),
            _ => false,
        }
    };
    let pixels: Vec<u8> = (0..side).flat_map(|y| (0..side).map(move |x| (x, y))).map(|(x, y)| if dark(x, y) { 0 } else { 255 }).collect();
    let mut picture = Vec::new();
    let broken = |error: png::EncodingError| PaperError::Export(error.to_string());
    let side = u32::try_from(side).map_err(|error| PaperError::Export(error.to_string()))?;
    let mut encoder = png::Encoder::new(&mut picture, side, side);
    encoder.set_color(png::ColorType::Grayscale);
    encoder.set_depth(png::BitDepth::Eight);
    encoder.write_header().and_then(|mut writer| writer.write_image_data(&pixels)).map_err(broken)?;
    Ok(picture)
}
