//! Papers that everybody may take: made of what the gate released and of nothing else (B14, invariant 4).

use std::sync::Arc;

use model::{PublicationId, publications::PublicMinutes, vocabulary};
use paper::{Engine, Format, PaperError, Print, Size};
use quick_cache::{Weighter, sync::Cache};

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

/// Files that were printed for everybody, so that many readers of one publication cost one printing. Nothing is
/// public because it is in here: a withdrawn publication has no content, and is asked for its content before this is asked for its files.
#[derive(Debug, Clone)]
pub(super) struct Printed(Arc<Cache<File, Arc<[u8]>, Bytes>>);

/// Which file, and at which address its publication stands.
type File = (PublicationId, PublicPaper, String);

/// Files weigh what they hold.
#[derive(Debug, Clone)]
struct Bytes;

impl Weighter<File, Arc<[u8]>> for Bytes {
    fn weight(&self, _: &File, file: &Arc<[u8]>) -> u64 {
        file.len() as u64
    }
}

impl Default for Printed {
    fn default() -> Self {
        /// A public file has some 40 kB.
        const FILES: usize = 800;
        const BYTES: u64 = 32_000_000;
        Self(Arc::new(Cache::with_weighter(FILES, BYTES, Bytes)))
    }
}

/// Prints a file of a publication that stands at `link`, or hands out the one that was printed before. The same publication always makes
/// the same bytes; one that was withdrawn makes none.
///
/// # Errors
/// See [`Error`].
pub async fn public(app: &App, publication: &Publication, link: String, paper: PublicPaper) -> Result<Vec<u8>, Error> {
    let key = (publication.id, paper, link.clone());
    let (filled, print) = asked(publication, link, paper)?;
    let press = &app.press;
    let printing = async {
        let bytes = press.run_for_everybody(move |engine| engine.render_all(filled.form, &filled.copies, paper.format(), print)).await?;
        Ok::<Arc<[u8]>, Error>(bytes.into())
    };
    Ok(press.printed.0.get_or_insert_async(&key, printing).await?.to_vec())
}

/// The same on this thread, for those who are away from requests already.
///
/// # Errors
/// See [`Error`].
pub fn public_now(press: &Press, publication: &Publication, link: String, paper: PublicPaper) -> Result<Vec<u8>, Error> {
    let (filled, print) = asked(publication, link, paper)?;
    press.now(|engine| engine.render_all(filled.form, &filled.copies, paper.format(), print))
}

/// The poster of a publication that stands at `link`, to be shown inside a page: HTML without a style of its own, with one heading of
/// the first level.
///
/// # Errors
/// See [`Error`].
pub async fn public_poster(app: &App, publication: &Publication, link: String) -> Result<String, Error> {
    let asked = asked(publication, link, PublicPaper::Poster)?;
    app.press.run_for_everybody(move |engine| html(engine, &asked)).await
}

/// The same on this thread, for those who are away from requests already.
///
/// # Errors
/// See [`Error`].
pub fn public_poster_now(press: &Press, publication: &Publication, link: String) -> Result<String, Error> {
    let asked = asked(publication, link, PublicPaper::Poster)?;
    press.now(|engine| html(engine, &asked))
}

fn html(engine: &Engine, (filled, print): &Asked) -> Result<String, PaperError> {
    engine.sheet(filled.form, &filled.copies, *print)?.html()
}
