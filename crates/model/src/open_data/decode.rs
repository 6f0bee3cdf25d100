//! From bytes to text.

use std::borrow::Cow;

use encoding_rs::{SHIFT_JIS, UTF_8};

use super::ListError;

/// How a list was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ListEncoding {
    /// With a byte order mark.
    Utf8WithBom,
    /// Without.
    Utf8,
    /// Shift_JIS with the extensions of Windows (CP932).
    Windows31J,
}

/// The first line decides, because the header is known to be Japanese: one broken byte in a later row must not turn a whole
/// UTF-8 file into another encoding. Bytes that are no character become U+FFFD, which is reported per cell.
pub(super) fn decode(bytes: &[u8]) -> Result<(ListEncoding, Cow<'_, str>), ListError> {
    if bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]) {
        return Err(ListError::Utf16);
    }
    if let Some(rest) = bytes.strip_prefix(b"\xEF\xBB\xBF") {
        return Ok((ListEncoding::Utf8WithBom, UTF_8.decode_without_bom_handling(rest).0));
    }
    let first_line = bytes.split(|byte| *byte == b'\n').next().unwrap_or_default();
    if std::str::from_utf8(first_line).is_ok() {
        return Ok((ListEncoding::Utf8, UTF_8.decode_without_bom_handling(bytes).0));
    }
    Ok((ListEncoding::Windows31J, SHIFT_JIS.decode_without_bom_handling(bytes).0))
}
