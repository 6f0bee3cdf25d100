//! What every page has around its content: header, navigation, the reader's preferences, a message after an action.

use crate::{assets::asset_url, preferences::ReaderPreferences};

/// The style sheets of every page, in the order in which they apply.
pub(crate) const SHEETS: [&str; 8] =
    ["css/tokens.css", FONTS, "css/base.css", "css/layout.css", "css/forms.css", "css/components.css", "css/visits.css", "css/print.css"];

/// The one that names the fonts: several megabytes, which a page can do without.
pub(crate) const FONTS: &str = "css/fonts.css";

/// The frame of a page. Templates in `layout/` read it as `page`.
#[derive(Debug, Clone, Default)]
pub struct PageFrame {
    /// The address of this page (path and query), to which the preferences form returns.
    pub path: String,
    /// Shown beside the product's name.
    pub office_name: Option<String>,
    /// The name of the person who is signed in.
    pub signed_in: Option<String>,
    /// The navigation; empty for pages without one.
    pub nav: Vec<NavItem>,
    /// The token that every form of this page sends back.
    pub csrf: String,
    /// How the reader wants pages to look.
    pub reader: ReaderPreferences,
    /// What the last action did.
    pub notice: Option<Notice>,
    /// Whether the page becomes a file of a static copy: nothing that needs a server stands in it.
    pub copy: bool,
}

impl PageFrame {
    /// The name of the product, on every page and paper.
    pub const PRODUCT: &'static str = "縁側";

    /// The product's name, for templates.
    pub fn product(&self) -> &'static str {
        Self::PRODUCT
    }

    /// The style sheets of every page, for templates.
    pub fn sheets(&self) -> &'static [&'static str] {
        &SHEETS
    }

    /// The address of a stylesheet, script or font, for templates.
    pub fn asset(&self, path: &str) -> String {
        asset_url(path)
    }
}

/// One link of the navigation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NavItem {
    /// Where it leads.
    pub href: String,
    /// What it says.
    pub label: &'static str,
    /// Whether this page is in that room.
    pub current: bool,
}

/// The rooms of an office that the staff's navigation shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Room {
    /// What to do next.
    Home,
    /// 構成員
    Seats,
    /// 意向確認
    Residents,
    /// 日程・会議
    Meetings,
    /// 訪問
    Visits,
    /// 議事録
    Minutes,
    /// 公表
    Publications,
    /// 書類: every paper of the year.
    Papers,
    /// 行政: what is settled with authorities.
    Matters,
    /// 設定
    Settings,
}

impl Room {
    /// In the order of the navigation.
    pub const ALL: [Self; 10] = [
        Self::Home,
        Self::Seats,
        Self::Residents,
        Self::Meetings,
        Self::Visits,
        Self::Minutes,
        Self::Publications,
        Self::Papers,
        Self::Matters,
        Self::Settings,
    ];

    /// The word in the navigation.
    pub fn label(self) -> &'static str {
        match self {
            Self::Home => "ホーム",
            Self::Seats => "構成員",
            Self::Residents => "意向確認",
            Self::Meetings => "日程・会議",
            Self::Visits => "訪問",
            Self::Minutes => "議事録",
            Self::Publications => "公表",
            Self::Papers => "書類",
            Self::Matters => "行政",
            Self::Settings => "設定",
        }
    }

    /// The last part of the address, named as the column of the room.
    fn column(self) -> &'static str {
        match self {
            Self::Home => "",
            Self::Seats => "/seats",
            Self::Residents => "/residents",
            Self::Meetings => "/meetings",
            Self::Visits => "/visits",
            Self::Minutes => "/minutes",
            Self::Publications => "/publications",
            Self::Papers => "/papers",
            Self::Matters => "/matters",
            Self::Settings => "/settings",
        }
    }

    /// The navigation of the office at `office_path` (no slash at the end), seen from this room.
    pub fn navigation(self, office_path: &str) -> Vec<NavItem> {
        Self::ALL
            .into_iter()
            .map(|room| NavItem { href: format!("{office_path}{}", room.column()), label: room.label(), current: room == self })
            .collect()
    }
}

/// How urgent a message is. Shown by word, sign and colour together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// Something to know.
    Info,
    /// It worked.
    Success,
    /// Something to look at.
    Warn,
    /// It did not work, or it cannot be taken back.
    Danger,
}

impl Tone {
    /// The last part of the CSS class.
    pub fn class(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Success => "success",
            Self::Warn => "warn",
            Self::Danger => "danger",
        }
    }

    /// The sign before the heading; decoration, because the word says the same.
    pub fn sign(self) -> &'static str {
        match self {
            Self::Info => "●",
            Self::Success => "✓",
            Self::Warn => "▲",
            Self::Danger => "■",
        }
    }

    /// The word before the heading.
    pub fn word(self) -> &'static str {
        match self {
            Self::Info => "お知らせ",
            Self::Success => "完了",
            Self::Warn => "注意",
            Self::Danger => "重要",
        }
    }
}

/// A message about what the last action did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// How urgent it is.
    pub tone: Tone,
    /// One Japanese sentence.
    pub message: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    /// H3: a screen reader hears where it is, once.
    #[test]
    fn exactly_one_item_of_the_navigation_is_current() {
        for room in Room::ALL {
            let current: Vec<_> = room.navigation("/offices/x").into_iter().filter(|i| i.current).collect();
            assert_eq!(current.len(), 1);
            assert_eq!(current[0].label, room.label());
        }
    }

    #[test]
    fn rooms_have_the_addresses_of_their_columns() {
        let hrefs: Vec<String> = Room::Home.navigation("/offices/x").into_iter().map(|i| i.href).collect();
        assert_eq!(hrefs[0], "/offices/x");
        assert_eq!(hrefs[3], "/offices/x/meetings");
    }
}
