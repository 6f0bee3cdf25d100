//! A library as it is written: TOML, read into values that know their place, then checked.

use std::{collections::BTreeMap, ops::Range, sync::Arc};

use jiff::civil::Date;
use serde::Deserialize;
use toml::{Spanned, value::Datetime};

use super::{Entry, Kind, LONGEST_TITLE, Library, LibraryError, LibraryFault, Part, Source, State, Theme, search::Sought};
use crate::{
    identifiers::JurisdictionCode,
    jurisdictions::{self, Jurisdiction, JurisdictionKind},
    vocabulary::Vocabulary,
};

type Text = Spanned<String>;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct LibraryText {
    source: SourceText,
    entry: Vec<EntryText>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SourceText {
    title: Text,
    issuer: Text,
    document: Text,
    date: Spanned<Datetime>,
    url: Text,
    licence: Text,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct EntryText {
    id: Text,
    part: Part,
    prefectures: Spanned<Vec<PrefectureText>>,
    area: Option<Text>,
    #[serde(default)]
    municipalities: Vec<Text>,
    state: Option<State>,
    kind: Option<Kind>,
    themes: Spanned<Vec<Spanned<Theme>>>,
    title: Text,
    summary: Text,
    place: Text,
    link: Option<Text>,
    unclear: Option<Text>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PrefectureText {
    code: Text,
    name: Text,
}

/// Reads and checks a library.
pub(super) fn read(text: &str) -> Result<Library, LibraryError> {
    let unreadable = |error: toml::de::Error| {
        let fault = LibraryFault::Unreadable(error.message().to_owned());
        LibraryError { line: line_of(text, &error.span().unwrap_or_default()), entry: None, fault }
    };
    let written: LibraryText = toml::from_str(text).map_err(unreadable)?;
    let source = Arc::new(source(&Reader { text, entry: None }, written.source)?);
    let mut first_lines = BTreeMap::new();
    let mut entries = Vec::with_capacity(written.entry.len());
    for entry_text in written.entry {
        let id = entry_text.id.get_ref().clone();
        let reader = Reader { text, entry: Some(&id) };
        let (span, line) = (entry_text.id.span(), line_of(text, &entry_text.id.span()));
        entries.push(entry(&reader, entry_text, &source)?);
        if let Some(first_line) = first_lines.insert(id.clone(), line) {
            return Err(reader.error(&span, LibraryFault::RepeatedId { first_line }));
        }
    }
    Ok(Library { source, entries })
}

fn source(reader: &Reader<'_>, written: SourceText) -> Result<Source, LibraryError> {
    Ok(Source {
        title: reader.filled("title", written.title)?,
        issuer: reader.filled("issuer", written.issuer)?,
        document: reader.filled("document", written.document)?,
        date: day(written.date.get_ref()).ok_or_else(|| reader.error(&written.date.span(), LibraryFault::NoDay))?,
        url: reader.link(written.url)?,
        licence: reader.filled("licence", written.licence)?,
    })
}

fn entry(reader: &Reader<'_>, written: EntryText, source: &Arc<Source>) -> Result<Entry, LibraryError> {
    let id = reader.id(written.id)?;
    let prefectures = reader.prefectures(&written.prefectures)?;
    let municipalities = reader.municipalities(&written.municipalities, &prefectures)?;
    let themes = reader.themes(&written.themes)?;
    let area = written.area.map(|area| reader.filled("area", area)).transpose()?;
    let title = reader.title(written.title)?;
    let summary = reader.filled("summary", written.summary)?;
    let mut sought: Vec<&str> = vec![&title, &summary];
    sought.extend(area.as_deref());
    sought.extend(prefectures.iter().chain(&municipalities).map(|place| place.name));
    sought.extend(themes.iter().map(|theme| theme.label()));
    Ok(Entry {
        id,
        part: written.part,
        state: written.state,
        kind: written.kind,
        place: reader.filled("place", written.place)?,
        link: written.link.map(|link| reader.link(link)).transpose()?,
        unclear: written.unclear.map(|unclear| reader.filled("unclear", unclear)).transpose()?,
        source: source.clone(),
        sought: Sought::of(&sought),
        prefectures,
        area,
        municipalities,
        themes,
        title,
        summary,
    })
}

/// The text, for the lines of what is wrong, and the entry that is being read.
struct Reader<'t> {
    text: &'t str,
    entry: Option<&'t str>,
}

impl Reader<'_> {
    fn error(&self, span: &Range<usize>, fault: LibraryFault) -> LibraryError {
        LibraryError { line: line_of(self.text, span), entry: self.entry.map(str::to_owned), fault }
    }

    fn filled(&self, field: &'static str, written: Text) -> Result<String, LibraryError> {
        if written.get_ref().trim().is_empty() {
            return Err(self.error(&written.span(), LibraryFault::Blank(field)));
        }
        Ok(written.into_inner())
    }

    fn id(&self, written: Text) -> Result<String, LibraryError> {
        let may_stand = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        if written.get_ref().is_empty() || !written.get_ref().chars().all(may_stand) {
            return Err(self.error(&written.span(), LibraryFault::BadId));
        }
        Ok(written.into_inner())
    }

    fn title(&self, written: Text) -> Result<String, LibraryError> {
        let length = written.get_ref().chars().count();
        if length > LONGEST_TITLE {
            return Err(self.error(&written.span(), LibraryFault::TitleTooLong { length }));
        }
        self.filled("title", written)
    }

    fn link(&self, written: Text) -> Result<String, LibraryError> {
        if !["http://", "https://"].iter().any(|scheme| written.get_ref().starts_with(scheme)) {
            return Err(self.error(&written.span(), LibraryFault::NoLink));
        }
        Ok(written.into_inner())
    }

    fn prefectures(&self, written: &Spanned<Vec<PrefectureText>>) -> Result<Vec<&'static Jurisdiction>, LibraryError> {
        let mut found = Vec::new();
        for PrefectureText { code, name } in written.get_ref() {
            let prefecture = prefecture(code.get_ref()).ok_or_else(|| self.error(&code.span(), LibraryFault::UnknownPrefecture))?;
            if prefecture.name != name.get_ref() {
                return Err(self.error(&name.span(), LibraryFault::OtherPrefecture { expected: prefecture.name }));
            }
            self.push_once(&mut found, prefecture, prefecture.name, &code.span())?;
        }
        if found.is_empty() {
            return Err(self.error(&written.span(), LibraryFault::NoPrefecture));
        }
        Ok(found)
    }

    fn municipalities(&self, written: &[Text], within: &[&Jurisdiction]) -> Result<Vec<&'static Jurisdiction>, LibraryError> {
        let mut found = Vec::new();
        for name in written {
            let unknown = || self.error(&name.span(), LibraryFault::UnknownMunicipality(name.get_ref().clone()));
            let municipality = municipality(name.get_ref(), within).ok_or_else(unknown)?;
            self.push_once(&mut found, municipality, municipality.name, &name.span())?;
        }
        Ok(found)
    }

    fn themes(&self, written: &Spanned<Vec<Spanned<Theme>>>) -> Result<Vec<Theme>, LibraryError> {
        let mut found = Vec::new();
        for theme in written.get_ref() {
            self.push_once(&mut found, *theme.get_ref(), theme.get_ref().code(), &theme.span())?;
        }
        if found.is_empty() {
            return Err(self.error(&written.span(), LibraryFault::NoTheme));
        }
        Ok(found)
    }

    fn push_once<T: PartialEq>(&self, found: &mut Vec<T>, new: T, name: &str, span: &Range<usize>) -> Result<(), LibraryError> {
        if found.contains(&new) {
            return Err(self.error(span, LibraryFault::Repeated(name.to_owned())));
        }
        found.push(new);
        Ok(())
    }
}

/// The prefecture of a two-digit code (JIS X 0401).
fn prefecture(two_digits: &str) -> Option<&'static Jurisdiction> {
    let code = JurisdictionCode::from_five(&format!("{two_digits}000")).ok()?;
    jurisdictions::lookup(code).filter(|known| known.kind == JurisdictionKind::Prefecture)
}

/// The one municipality of a name in these prefectures. Wards of designated cities are none.
fn municipality(name: &str, within: &[&Jurisdiction]) -> Option<&'static Jurisdiction> {
    let places = within.iter().flat_map(|prefecture| jurisdictions::inside(prefecture.code)).filter_map(jurisdictions::lookup);
    let is_municipality = |place: &Jurisdiction| !matches!(place.kind, JurisdictionKind::Prefecture | JurisdictionKind::Ward);
    let mut named = places.filter(|place| place.name == name && is_municipality(place));
    named.next().filter(|_| named.next().is_none())
}

fn day(written: &Datetime) -> Option<Date> {
    let (Some(day), None, None) = (written.date, written.time, written.offset) else { return None };
    Date::new(i16::try_from(day.year).ok()?, i8::try_from(day.month).ok()?, i8::try_from(day.day).ok()?).ok()
}

/// The line at which a range of bytes begins, counted from 1.
fn line_of(text: &str, span: &Range<usize>) -> usize {
    let before = &text.as_bytes()[..span.start.min(text.len())];
    before.split(|byte| *byte == b'\n').count()
}
