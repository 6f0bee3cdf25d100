//! Files of people on their way to the public (H1, B9): bytes in, a new and clean file out, or a refusal that
//! says why.
//!
//! What comes out is never the original with something taken off. It is made anew from the parts that are understood: pictures
//! from their pixels, documents of Word, Excel and PowerPoint from the parts, elements and attributes that carry what is seen,
//! a PDF from its pages and what they draw with. Whoever wrote it, comments, changes, hidden sheets, attachments, programs and
//! whatever stands behind the end of the file have no way over. All text that remains is handed on, to be looked through by the
//! gate; what cannot be read is refused (fail closed).
//!
//! The work is bounded by counts, not by a clock: see [`bounds`].

pub mod bounds;

mod kind;
mod office;
mod pdf;
mod picture;
mod plain;
mod refusal;
mod xml;

#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

use model::files::FileKind;

pub use kind::kind_of;
pub use refusal::Refusal;

use bounds::Budget;

/// A file that was made anew, with everything in it that can be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clean {
    /// What it is.
    pub kind: FileKind,
    /// The new file.
    pub bytes: Vec<u8>,
    /// All text in it, in reading order as far as the file tells one: body, headers, notes, cells, texts for pictures. Empty for a
    /// picture.
    pub text: String,
    /// How many pictures it shows. What stands in them no machine has read: a person has to look.
    pub pictures: usize,
    /// What was left behind.
    pub removed: BTreeSet<Removed>,
}

model::vocabulary! {
    /// What a clean file no longer has.
    Removed {
        /// Names of authors and companies, places and times of photographs, earlier names.
        Metadata = "metadata", "作った人・会社・日時・撮影場所などの記録";
        /// Remarks of reviewers, notes in a PDF.
        Comments = "comments", "コメント";
        /// What was inserted and deleted; the newest text stays.
        Changes = "changes", "変更の履歴（直したあとの文だけが残ります）";
        /// Text, rows, columns, sheets, slides or layers that do not show.
        Hidden = "hidden", "隠れている文字・行・列・シート・スライド";
        /// What the speaker says.
        SpeakerNotes = "speaker_notes", "発表者のノート";
        /// Files inside the file.
        Embedded = "embedded", "中に入っていた別のファイル";
        /// Programs, actions.
        Programs = "programs", "マクロなどのプログラム";
        /// Addresses that the file leads to or loads from.
        Links = "links", "リンク（文字は残ります）";
        /// Diagrams, formulas, drawings of a kind that cannot be cleaned.
        Drawings = "drawings", "グラフ・図など、確かめられない部分";
        /// Formulas; their results stay.
        Formulas = "formulas", "計算式（計算の結果は残ります）";
    }
}

/// Makes a clean file from what somebody brought, or says why there is none.
///
/// ```
/// let clean = privacy::uploads::clean("第1回の資料".as_bytes()).unwrap();
/// assert_eq!(clean.text, "第1回の資料\n");
/// assert!(privacy::uploads::clean(b"<html><script>").is_err());
/// ```
pub fn clean(bytes: &[u8]) -> Result<Clean, Refusal> {
    if bytes.len() > model::files::MAX_BYTES {
        return Err(Refusal::TooLarge);
    }
    // A fault in a library that reads what strangers made is a file that cannot be read.
    let clean = std::panic::catch_unwind(|| made_anew(bytes)).unwrap_or(Err(Refusal::Broken("読み取り")))?;
    if clean.bytes.len() > bounds::OUTPUT_BYTES || clean.text.len() > bounds::TEXT_BYTES {
        return Err(Refusal::TooMuch("できあがるファイルが大きすぎます"));
    }
    Ok(clean)
}

fn made_anew(bytes: &[u8]) -> Result<Clean, Refusal> {
    let mut budget = Budget::default();
    let kind = kind_of(bytes)?;
    match kind {
        FileKind::Jpeg | FileKind::Png => picture::clean(bytes, kind),
        FileKind::Docx | FileKind::Xlsx | FileKind::Pptx => office::clean(bytes, kind, &mut budget),
        FileKind::Pdf => pdf::clean(bytes, &mut budget),
        FileKind::Text | FileKind::Csv => plain::clean(bytes, kind),
    }
}
