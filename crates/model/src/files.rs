//! Files that people bring: scans of pledges, materials of meetings (A10, B9).

use crate::vocabulary;

/// So large may a file be, in bytes (20 MiB).
pub const MAX_BYTES: usize = 20 * 1024 * 1024;

vocabulary! {
    /// What kind of file it is, by its content and never by its name. Nothing here can run by itself.
    FileKind {
        /// Portable Document Format.
        Pdf = "pdf", "PDF";
        /// A picture.
        Png = "png", "画像（PNG）";
        /// A photograph or scan.
        Jpeg = "jpeg", "画像（JPEG）";
        /// A text of Word.
        Docx = "docx", "Word文書";
        /// A table of Excel.
        Xlsx = "xlsx", "Excelの表";
        /// Slides of PowerPoint.
        Pptx = "pptx", "PowerPointのスライド";
        /// Plain text.
        Text = "text", "文字だけの文書（テキスト）";
        /// A table as text.
        Csv = "csv", "文字だけの表（CSV）";
    }
}

impl FileKind {
    /// The media type under which it is handed out.
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Pdf => "application/pdf",
            Self::Png => "image/png",
            Self::Jpeg => "image/jpeg",
            Self::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::Pptx => "application/vnd.openxmlformats-officedocument.presentationml.presentation",
            Self::Text => "text/plain",
            Self::Csv => "text/csv",
        }
    }

    /// The kind with this media type.
    pub fn of_media_type(media_type: &str) -> Option<Self> {
        use crate::Vocabulary;
        Self::ALL.iter().copied().find(|kind| kind.media_type() == media_type)
    }

    /// Endings that files of this kind bear, in lower case; the first is what we write.
    pub fn endings(self) -> &'static [&'static str] {
        match self {
            Self::Pdf => &["pdf"],
            Self::Png => &["png"],
            Self::Jpeg => &["jpg", "jpeg", "jpe"],
            Self::Docx => &["docx"],
            Self::Xlsx => &["xlsx"],
            Self::Pptx => &["pptx"],
            Self::Text => &["txt", "text"],
            Self::Csv => &["csv"],
        }
    }

    /// The ending of the name under which it is handed out.
    pub fn ending(self) -> &'static str {
        self.endings()[0]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Vocabulary;

    #[test]
    fn every_kind_is_found_by_its_media_type_and_has_an_ending() {
        for kind in FileKind::ALL {
            assert_eq!(FileKind::of_media_type(kind.media_type()), Some(*kind));
            assert!(!kind.ending().is_empty());
        }
        assert_eq!(FileKind::of_media_type("application/x-executable"), None);
    }
}
