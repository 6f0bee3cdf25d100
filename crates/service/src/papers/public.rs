//! Papers that everybody may take: made of what the gate released and of nothing else (B14, invariant 4).

use super::{Error, Filled, minutes};
use crate::{App, Fault, publications::public::at_address};

/// Which one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PublicPaper {
    /// 議事録.
    Minutes,
    /// 掲示用のお知らせ.
    Poster,
}

/// A paper of the newest version at a public address. What was withdrawn has none.
pub async fn public(app: &App, address: &str, paper: PublicPaper) -> Result<Filled, Error> {
    let publication = at_address(app, address).await?;
    let content = publication.content().ok_or(Fault::Hidden)?;
    match paper {
        PublicPaper::Minutes => minutes::published(app, &publication.address, content),
        PublicPaper::Poster => minutes::poster_of(app, &publication.address, content),
    }
}
