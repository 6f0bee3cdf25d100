//! Every form in which this site shows published minutes, for the last look of the gate. Whoever adds a page, a feed or a file for
//! everybody adds it here as well.

use askama::Template;
use privacy::{Format, Leak, Produced};
use service::{
    publications::{Output, Outputs},
    rows::Publication,
};

use super::public;
use crate::frame::PageFrame;

/// What is stored, and every page and feed of a site at an address.
pub fn outputs(base_url: &str) -> Outputs {
    Outputs::stored().and(Pages { base_url: base_url.to_owned() })
}

struct Pages {
    base_url: String,
}

impl Output for Pages {
    fn produce(&self, publication: &Publication) -> Result<Vec<Produced>, Leak> {
        let frame = PageFrame::default;
        let poster = public::poster_of(frame(), &self.base_url, publication);
        let poster = poster.map_err(|error| broken("掲示用の用紙", error.to_string()))?;
        let shown = std::slice::from_ref(publication);
        let number = public::number_of(&publication.address);
        Ok(vec![
            made("公表ページ", Format::Html, &public::minutes_of(frame(), publication))?,
            made("掲示用の用紙", Format::Html, &poster)?,
            made("議事録の一覧", Format::Html, &public::office_of(frame(), number, shown))?,
            made("更新のお知らせ（Atom）", Format::Xml, &public::feed_of(&self.base_url, number, shown))?,
        ])
    }
}

fn made(name: &str, format: Format, template: &impl Template) -> Result<Produced, Leak> {
    let text = template.render().map_err(|error| broken(name, error.to_string()))?;
    Ok(Produced { name: name.to_owned(), format, bytes: text.into_bytes() })
}

fn broken(name: &str, reason: String) -> Leak {
    Leak::Unreadable { output: name.to_owned(), reason }
}
