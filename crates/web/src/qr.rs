//! QR codes in pages.

use crate::errors::WebError;

/// An address as a QR code.
pub(crate) fn svg(address: &str) -> Result<String, WebError> {
    let picture = paper::qr::svg(address).map_err(|error| WebError::Broken(error.to_string()))?;
    // The picture stands inside a page: it needs a name for those who cannot see it.
    Ok(picture.replacen("<svg", "<svg class=\"qr\" role=\"img\" aria-label=\"お返事のページのQRコード\"", 1))
}
