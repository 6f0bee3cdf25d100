//! In which forms a publication can be read. The page, its head and the structured data all list what stands here.

use model::Vocabulary;
use service::papers::PublicPaper;

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

/// Every form of the publication at an address, besides the page itself. A new form is one more line here, a handler, and a line of
/// the gate's last look.
pub(super) fn formats(address: &str) -> Vec<Format> {
    let form = |end: &str, label, kind| Format { href: format!("/p/{address}{end}"), label, kind };
    let paper = |paper: &PublicPaper| Format {
        href: format!("/p/{address}/papers/{}", paper.code()),
        label: paper.label(),
        kind: paper.format().media_type(),
    };
    let pages = [
        form("/large", "大きな文字", "text/html"),
        form(".txt", "文章だけ（テキスト）", "text/plain"),
        form(".json", "データ（JSON-LD）", "application/ld+json"),
        form("/poster", "掲示用の用紙", "text/html"),
    ];
    pages.into_iter().chain(PublicPaper::ALL.iter().map(paper)).collect()
}
