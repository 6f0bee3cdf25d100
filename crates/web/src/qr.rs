//! QR codes as pictures that scale.

use qrcode::{EcLevel, QrCode, render::svg};

use crate::errors::WebError;

/// An address as a QR code. Printed paper gets crumpled: a quarter of the picture may be unreadable.
pub(crate) fn svg(address: &str) -> Result<String, WebError> {
    let code = QrCode::with_error_correction_level(address, EcLevel::Q).map_err(|error| WebError::Broken(error.to_string()))?;
    let picture = code.render::<svg::Color<'_>>().min_dimensions(180, 180).quiet_zone(true).build();
    // The picture stands inside a page: it needs a name for those who cannot see it, and no XML declaration.
    let start = picture.find("<svg").unwrap_or_default();
    Ok(picture[start..].replacen("<svg", "<svg role=\"img\" aria-label=\"お返事のページのQRコード\"", 1))
}
