//! From the addresses of the public side to the files of a copy, and the links between them.

/// Where the copy comes from and where it will stand.
#[derive(Debug, Clone)]
pub(super) struct Addresses {
    /// The address of the installation.
    own: String,
    /// The address of the copy, with a slash at the end, if it is known.
    copy: Option<String>,
}

/// What an address may ask for besides, as it stands in names of files.
const ASKED: [&str; 3] = ["year", "page", "part"];

impl Addresses {
    pub(super) fn new(own: &str, copy: Option<&str>) -> Self {
        Self { own: own.to_owned(), copy: copy.map(|base| format!("{}/", base.trim_end_matches('/'))) }
    }

    /// The file of an address of this site (path and query), if it is part of the public side: `/p/places/131202?year=2026` is
    /// `places/131202.year-2026.html`.
    pub(super) fn file(&self, address: &str) -> Option<String> {
        let (path, query) = address.split_once('?').unwrap_or((address, ""));
        if let Some(asset) = path.strip_prefix("/assets/") {
            return Some(format!("assets/{asset}"));
        }
        let inside = match path {
            "/p" => "index",
            "/sitemap.xml" | "/robots.txt" => &path[1..],
            _ => path.strip_prefix("/p/").filter(|inside| !inside.is_empty() && *inside != "search")?,
        };
        // Nothing climbs out of the folder.
        if inside.split('/').any(|part| part.is_empty() || part.starts_with('.')) {
            return None;
        }
        let (stem, ending) = match inside.rsplit_once('.') {
            Some((stem, ending)) if !ending.contains('/') => (stem, ending),
            _ => (inside, "html"),
        };
        let pairs = query.split('&').filter_map(|pair| pair.split_once('='));
        let asked: String = pairs
            .filter(|(name, value)| ASKED.contains(name) && !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_digit()))
            .map(|(name, value)| format!(".{name}-{value}"))
            .collect();
        Some(format!("{stem}{asked}.{ending}"))
    }

    /// A whole address as it is called where the copy will stand; others stay.
    pub(super) fn outside(&self, address: &str) -> String {
        let file = address.strip_prefix(&self.own).and_then(|path| self.file(path));
        match (&self.copy, file) {
            (Some(copy), Some(file)) => format!("{copy}{file}"),
            _ => address.to_owned(),
        }
    }

    /// The text of a file with its links as they are in the copy; the addresses that it names come into `found`.
    pub(super) fn rewrite(&self, text: &str, file: &str, html: bool, found: &mut Vec<String>) -> String {
        let links = if html { self.links(text, file, found) } else { text.to_owned() };
        self.whole_addresses(&links, found)
    }

    /// `href`, `src` and `action` that begin with a slash. What people wrote has no bare quotation mark in a page, so that none of it is
    /// taken for an attribute.
    fn links(&self, text: &str, file: &str, found: &mut Vec<String>) -> String {
        let mut written = String::with_capacity(text.len());
        let mut rest = text;
        while let Some((at, length)) =
            ["href=\"/", "src=\"/", "action=\"/"].iter().filter_map(|start| rest.find(start).map(|at| (at, start.len() - 1))).min()
        {
            let (before, link) = rest.split_at(at + length);
            let end = link.find('"').unwrap_or(link.len());
            let address = link[..end].replace("&#38;", "&").replace("&amp;", "&");
            written.push_str(before);
            match self.file(&address) {
                Some(target) => {
                    written.push_str(&relative(file, &target));
                    if !address.starts_with("/assets/") {
                        found.push(address);
                    }
                }
                None => written.push_str(&format!("{}{}", self.own, &link[..end])),
            }
            rest = &link[end..];
        }
        written.push_str(rest);
        written
    }

    /// Whole addresses of this installation, in pages, feeds, site maps and data.
    fn whole_addresses(&self, text: &str, found: &mut Vec<String>) -> String {
        let mut written = String::with_capacity(text.len());
        let mut rest = text;
        while let Some(at) = rest.find(&self.own) {
            let (before, begun) = rest.split_at(at);
            written.push_str(before);
            let path = &begun[self.own.len()..];
            let end = path.find(|c: char| !(c.is_ascii_alphanumeric() || "/._-?=".contains(c))).unwrap_or(path.len());
            let whole = &begun[..self.own.len() + end];
            written.push_str(&self.outside(whole));
            if path[..end].starts_with("/p") || path[..end].starts_with("/sitemap.xml") {
                found.push(path[..end].to_owned());
            }
            rest = &path[end..];
        }
        written.push_str(rest);
        written
    }
}

/// The way from one file to another.
fn relative(from: &str, to: &str) -> String {
    let from: Vec<&str> = from.split('/').collect();
    let to: Vec<&str> = to.split('/').collect();
    let shared = from.iter().zip(&to).take(from.len().min(to.len()) - 1).take_while(|(one, other)| one == other).count();
    let up = "../".repeat(from.len() - 1 - shared);
    format!("{up}{}", to[shared..].join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn addresses() -> Addresses {
        Addresses::new("https://engawa.example.jp", Some("https://city.example.jp/kaigi/"))
    }

    #[test]
    fn every_kind_of_address_has_a_file() {
        let files = [
            ("/p", "index.html"),
            ("/p?sort=newest&page=2", "index.page-2.html"),
            ("/p/places/131202?year=2026", "places/131202.year-2026.html"),
            ("/p/offices/9920000016/feed.xml", "offices/9920000016/feed.xml"),
            ("/p/9920000016-2026-1", "9920000016-2026-1.html"),
            ("/p/9920000016-2026-1.txt", "9920000016-2026-1.txt"),
            ("/p/9920000016-2026-1/large", "9920000016-2026-1/large.html"),
            ("/sitemap.xml?part=0", "sitemap.part-0.xml"),
            ("/assets/0a/css/base.css", "assets/0a/css/base.css"),
        ];
        for (address, file) in files {
            assert_eq!(addresses().file(address).as_deref(), Some(file));
        }
    }

    #[test]
    fn what_needs_a_server_or_climbs_out_has_no_file() {
        for address in ["/", "/sign-in", "/p/search", "/p/search?q=a", "/p/../keys", "/p//x", "/preferences", "/p/"] {
            assert_eq!(addresses().file(address), None, "{address}");
        }
    }

    #[test]
    fn links_lead_from_file_to_file_and_are_found() {
        let mut found = Vec::new();
        let page = "<a href=\"/p/places/131202?year=2026&#38;page=2\">x</a><a href=\"/sign-in\">y</a><link href=\"/assets/0/a.css\">";
        let copy = addresses().rewrite(page, "offices/9920000016.html", true, &mut found);
        assert!(copy.contains("href=\"../places/131202.year-2026.page-2.html\"") && copy.contains("href=\"../assets/0/a.css\""), "{copy}");
        assert!(copy.contains("href=\"https://engawa.example.jp/sign-in\""));
        assert_eq!(found, ["/p/places/131202?year=2026&page=2"]);
    }

    #[test]
    fn whole_addresses_become_those_of_the_copy() {
        let mut found = Vec::new();
        let feed = "<id>https://engawa.example.jp/p/a-2026-1</id><id>https://engawa.example.jp/healthz</id>";
        let copy = addresses().rewrite(feed, "feed.xml", false, &mut found);
        assert_eq!(copy, "<id>https://city.example.jp/kaigi/a-2026-1.html</id><id>https://engawa.example.jp/healthz</id>");
        assert_eq!(found, ["/p/a-2026-1"]);
        let unknown = Addresses::new("https://engawa.example.jp", None);
        assert_eq!(unknown.rewrite(feed, "feed.xml", false, &mut Vec::new()), feed);
    }

    #[test]
    fn the_way_between_files_is_relative() {
        assert_eq!(relative("index.html", "places/1.html"), "places/1.html");
        assert_eq!(relative("places/1/feed.xml", "places/1.html"), "../1.html");
        assert_eq!(relative("a/b.html", "a/b.html"), "b.html");
        assert_eq!(relative("a/large.html", "assets/x.css"), "../assets/x.css");
    }
}
