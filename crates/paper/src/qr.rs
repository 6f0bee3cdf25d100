//! QR codes: as vectors for paper and screens, as pixels for word processors (B2).

use std::fmt::Write;

use qrcodegen::{QrCode, QrCodeEcc};

use crate::errors::PaperError;

/// Printed paper gets crumpled: a quarter of the picture may be unreadable.
const CORRECTION: QrCodeEcc = QrCodeEcc::Quartile;
/// The white margin around a code, in modules.
const QUIET: i32 = 4;
/// The longest address, in bytes: what the largest code holds with this correction.
const LONGEST: usize = 1_663;

/// Whether an address fits into a code.
pub(crate) fn fits(address: &str) -> bool {
    address.len() <= LONGEST
}

fn code(address: &str) -> Result<QrCode, PaperError> {
    QrCode::encode_text(address, CORRECTION).map_err(|error| PaperError::Export(format!("QRコードにできません：{error}")))
}

/// As an SVG element without an XML declaration, one unit a module; as large as what it stands in.
///
/// # Errors
/// [`PaperError::Export`] for an address that is too long.
pub fn svg(address: &str) -> Result<String, PaperError> {
    let code = code(address)?;
    let side = code.size() + 2 * QUIET;
    let mut dark = String::new();
    for y in 0..code.size() {
        let mut x = 0;
        while x < code.size() {
            let run = (x..code.size()).take_while(|at| code.get_module(*at, y)).count();
            let run = i32::try_from(run).unwrap_or_default();
            if run > 0 {
                // A run of dark modules in a line is one rectangle.
                let _ = write!(dark, "M{} {}h{run}v1h-{run}z", x + QUIET, y + QUIET);
            }
            x += run.max(1);
        }
    }
    Ok(format!(
        r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}" shape-rendering="crispEdges"><path fill="#fff" d="M0 0h{side}v{side}H0z"/><path fill="#000" d="{dark}"/></svg>"##
    ))
}

/// As a PNG picture, black on white, eight pixels a module.
pub(crate) fn png(address: &str) -> Result<Vec<u8>, PaperError> {
    const MODULE: i32 = 8;
    let code = code(address)?;
    let side = (code.size() + 2 * QUIET) * MODULE;
    // Outside of the code every module is light.
    let shade = |x: i32, y: i32| if code.get_module(x / MODULE - QUIET, y / MODULE - QUIET) { 0 } else { 255 };
    let pixels: Vec<u8> = (0..side).flat_map(|y| (0..side).map(move |x| (x, y))).map(|(x, y)| shade(x, y)).collect();
    let mut picture = Vec::new();
    let broken = |error: png::EncodingError| PaperError::Export(error.to_string());
    let side = u32::try_from(side).map_err(|error| PaperError::Export(error.to_string()))?;
    let mut encoder = png::Encoder::new(&mut picture, side, side);
    encoder.set_color(png::ColorType::Grayscale);
    encoder.set_depth(png::BitDepth::Eight);
    encoder.write_header().and_then(|mut writer| writer.write_image_data(&pixels)).map_err(broken)?;
    Ok(picture)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// B2
    #[test]
    fn an_address_fits_exactly_when_there_is_a_code_for_it() {
        for length in [1, 60, LONGEST, LONGEST + 1] {
            let address = "a".repeat(length);
            assert_eq!(fits(&address), svg(&address).is_ok(), "{length}");
        }
    }

    /// The modules of the picture are those of the code: nothing is lost where runs are drawn together.
    #[test]
    fn a_picture_has_every_dark_module() {
        let address = "https://engawa.example.jp/m/abc";
        let (picture, code) = (svg(address).unwrap_or_default(), code(address).map_err(|error| error.to_string()));
        let drawn: i32 = picture.split('h').filter_map(|part| part.strip_suffix("v1")?.parse::<i32>().ok()).sum();
        let dark = code.map(|code| (0..code.size()).map(|y| (0..code.size()).filter(|x| code.get_module(*x, y)).count()).sum::<usize>());
        assert_eq!(Ok(usize::try_from(drawn).unwrap_or_default()), dark);
    }
}
