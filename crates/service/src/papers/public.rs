//! Papers that everybody may take: made of what the gate released and of nothing else (B14, invariant 4).

use model::{publications::PublicMinutes, vocabulary};
use paper::{Format, Print, Size};

use super::{Error, Filled, Press, minutes};
use crate::{App, Fault, japan, rows::Publication};

vocabulary! {
    /// A file, as it is called in its address and as people call it. Whoever adds one has added it to the gate's last look.
    PublicPaper {
        /// 議事録 to be printed.
        Minutes = "minutes.pdf", "PDF";
        /// 議事録 in large print.
        MinutesLarge = "minutes-large.pdf", "大きな文字のPDF";
        /// 議事録 for a word processor.
        MinutesWord = "minutes.docx", "Word";
        /// 掲示用のお知らせ.
        Poster = "poster.pdf", "掲示用の用紙（PDF）";
    }
}

impl PublicPaper {
    /// Its format.
    pub fn format(self) -> Format {
        match self {
            Self::Minutes | Self::MinutesLarge | Self::Poster => Format::Pdf,
            Self::MinutesWord => Format::Docx,
        }
    }

    fn size(self) -> Size {
        if self == Self::MinutesLarge { Size::Larger } else { Size::Normal }
    }

    fn filled(self, content: &PublicMinutes, link: String) -> Result<Filled, Error> {
        match self {
            Self::Minutes | Self::MinutesLarge | Self::MinutesWord => minutes::published(link, content),
            Self::Poster => minutes::poster_of(link, content),
        }
    }
}

/// A file that is asked for and filled in.
type Asked = (Filled, Print);

fn asked(publication: &Publication, link: String, paper: PublicPaper) -> Result<Asked, Error> {
    let content = publication.content().ok_or(Fault::Hidden)?;
    Ok((paper.filled(content, link)?, Print::on(japan(publication.published_at).date()).sized(paper.size())))
}

/// Prints a file of a publication that stands at `link`. The same publication always makes the same bytes; one that was withdrawn makes
/// none.
///
/// # Errors
/// See [`Error`].
pub async fn public(app: &App, publication: &Publication, link: String, paper: PublicPaper) -> Result<Vec<u8>, Error> {
    let (filled, print) = asked(publication, link, paper)?;
    app.press.run(move |engine| engine.render_all(filled.form, &filled.copies, paper.format(), print)).await
}

/// The same on this thread, for those who are away from requests already.
///
/// # Errors
/// See [`Error`].
pub fn public_now(press: &Press, publication: &Publication, link: String, paper: PublicPaper) -> Result<Vec<u8>, Error> {
    let (filled, print) = asked(publication, link, paper)?;
    press.now(|engine| engine.render_all(filled.form, &filled.copies, paper.format(), print))
}
