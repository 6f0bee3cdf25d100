//! In which forms a publication can be read. The page, its head and the structured data all list what stands here.

/// A form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Format {
    /// Its address.
    pub(super) href: String,
    /// What it is called.
    pub(super) label: &'static str,
    /// Its media type.
    pub(super) kind: &'static str,
}

/// Every form of the publication at an address, besides the page itself. A new form (PDF, say) is one more line here and a handler.
pub(super) fn formats(address: &str) -> Vec<Format> {
    let form = |end: &str, label, kind| Format { href: format!("/p/{address}{end}"), label, kind };
    vec![
        form("/large", "大きな文字", "text/html"),
        form(".txt", "文章だけ（テキスト）", "text/plain"),
        form(".json", "データ（JSON-LD）", "application/ld+json"),
        form("/poster", "掲示用の用紙", "text/html"),
    ]
}
