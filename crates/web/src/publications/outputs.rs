//! Every form in which this site shows published minutes, for the last look of the gate. Whoever adds a page, a feed or a file for
//! everybody adds it here as well. Lists and site maps hold nothing that people wrote, and an excerpt is a part of the text.

use askama::Template;
use model::Vocabulary;
use privacy::{Format, Leak, Produced};
use service::{
    papers::{self, Press, PublicPaper},
    publications::{Output, Outputs, public::Seen},
    rows::Scope,
};

use super::public::{feed::feed_of, minutes, open_data};
use crate::{errors::WebError, frame::PageFrame, papers::refused, spreadsheet};

/// What is stored, and every page, paper and file of a site at an address.
pub fn outputs(base_url: &str, press: &Press) -> Outputs {
    page_outputs(base_url).and(Papers { base_url: base_url.to_owned(), press: press.clone() })
}

/// Those without papers: what is stored, pages, feeds and data.
pub fn page_outputs(base_url: &str) -> Outputs {
    Outputs::stored().and(Pages { base_url: base_url.to_owned() })
}

/// The papers that everybody may take, and the page that is one.
struct Papers {
    base_url: String,
    press: Press,
}

impl Output for Papers {
    fn produce(&self, seen: &Seen) -> Result<Vec<Produced>, Leak> {
        let link = format!("{}/p/{}", self.base_url, seen.publication.address);
        let paper = |paper: &PublicPaper| {
            let name = paper.label().to_owned();
            let format = if paper.format() == papers::Format::Docx { Format::Docx } else { Format::Pdf };
            match papers::public_now(&self.press, &seen.publication, link.clone(), *paper) {
                Ok(bytes) => Ok(Produced { name, format, bytes }),
                Err(error) => Err(Leak::Unreadable { output: name, reason: error.to_string() }),
            }
        };
        let mut all = PublicPaper::ALL.iter().map(paper).collect::<Result<Vec<_>, _>>()?;
        let poster = papers::public_poster_now(&self.press, &seen.publication, link.clone()).map_err(refused);
        let page = poster.and_then(|paper| text(&minutes::poster_of(PageFrame::default(), paper)));
        all.push(made("掲示用の用紙", Format::Html, page)?);
        Ok(all)
    }
}

struct Pages {
    base_url: String,
}

impl Output for Pages {
    fn produce(&self, seen: &Seen) -> Result<Vec<Produced>, Leak> {
        let (frame, base) = (PageFrame::default, self.base_url.as_str());
        Ok(vec![
            made("公表ページ", Format::Html, minutes::minutes_of(frame(), base, seen, false).and_then(|page| text(&page)))?,
            made("公表ページ（大きな文字）", Format::Html, minutes::minutes_of(frame(), base, seen, true).and_then(|page| text(&page)))?,
            made("文章だけ（テキスト）", Format::Text, minutes::text_of(base, seen).and_then(|page| text(&page)))?,
            made("データ（JSON-LD）", Format::Json, minutes::data_of(base, seen))?,
            made("更新のお知らせ（Atom）", Format::Xml, self.feed(seen))?,
            made("オープンデータ（CSV）", Format::Text, self.table(seen))?,
            made("オープンデータ（JSON）", Format::Json, self.item(seen))?,
        ])
    }
}

impl Pages {
    fn feed(&self, seen: &Seen) -> Result<String, WebError> {
        let entry = seen.whole().ok_or(WebError::NotFound)?.entry;
        let name = entry.office_name.clone();
        text(&feed_of(&self.base_url, Scope::Office(entry.office_number), name, vec![entry]))
    }

    fn table(&self, seen: &Seen) -> Result<String, WebError> {
        let whole = seen.whole().ok_or(WebError::NotFound)?;
        spreadsheet::lines([open_data::headings(), open_data::cells(&self.base_url, &whole)])
    }

    fn item(&self, seen: &Seen) -> Result<String, WebError> {
        Ok(open_data::item(&self.base_url, &seen.whole().ok_or(WebError::NotFound)?).to_string())
    }
}

fn text(template: &impl Template) -> Result<String, WebError> {
    template.render().map_err(|error| WebError::Broken(error.to_string()))
}

fn made(name: &str, format: Format, text: Result<String, WebError>) -> Result<Produced, Leak> {
    let broken = |error: WebError| Leak::Unreadable { output: name.to_owned(), reason: error.to_string() };
    Ok(Produced { name: name.to_owned(), format, bytes: text.map_err(broken)?.into_bytes() })
}
