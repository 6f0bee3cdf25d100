//! What identifies somebody in a text: where it stands, what it is, how sure it is, and why it was found (H1).

/// What a span is. The codes are those of the command line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Label {
    /// A name in kanji, Latin letters or a mixture.
    Person,
    /// A name, or the reading of one, that stands in kana alone.
    KanaName,
    /// Letters that stand for a member of the roster (S・B).
    Initials,
    /// A number of a telephone or telefax.
    Phone,
    /// An address of electronic mail.
    Email,
    /// 住所, down to the house number, with its postal code.
    Address,
    /// 生年月日.
    BirthDate,
    /// The age of one person.
    Age,
    /// 受給者証番号, マイナンバー, an account, a plate, and other numbers that belong to one person.
    IdNumber,
    /// An address of a page or an account of a network that belongs to a person.
    Url,
    /// A school, workplace, shop or hospital that is tied to a person.
    Facility,
    /// Traits that together point at one resident.
    Combination,
}

impl Label {
    /// All labels.
    pub const ALL: [Self; 12] = [
        Self::Person,
        Self::KanaName,
        Self::Initials,
        Self::Phone,
        Self::Email,
        Self::Address,
        Self::BirthDate,
        Self::Age,
        Self::IdNumber,
        Self::Url,
        Self::Facility,
        Self::Combination,
    ];

    /// The code that the command line prints.
    pub fn code(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::KanaName => "kana_name",
            Self::Initials => "initials",
            Self::Phone => "phone",
            Self::Email => "email",
            Self::Address => "address",
            Self::BirthDate => "birth_date",
            Self::Age => "age",
            Self::IdNumber => "id_number",
            Self::Url => "url",
            Self::Facility => "facility",
            Self::Combination => "combination",
        }
    }

    /// The label of a code. `None` for a word that is no code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|label| label.code() == code)
    }

    /// The word for people, as it stands in a mark: 〔氏名〕.
    pub fn word(self) -> &'static str {
        match self {
            Self::Person | Self::KanaName => "氏名",
            Self::Initials => "頭文字",
            Self::Phone => "電話番号",
            Self::Email => "メールアドレス",
            Self::Address => "住所",
            Self::BirthDate => "生年月日",
            Self::Age => "年齢",
            Self::IdNumber => "番号",
            Self::Url => "個人のページ",
            Self::Facility => "通い先",
            Self::Combination => "個人が分かる説明",
        }
    }

    /// Whether it names a person.
    pub fn is_name(self) -> bool {
        matches!(self, Self::Person | Self::KanaName | Self::Initials)
    }
}

/// A place in a text that identifies somebody.
#[derive(Debug, Clone, PartialEq)]
pub struct Span {
    /// The first Unicode scalar value of the text as it was given.
    pub start: usize,
    /// After the last.
    pub end: usize,
    /// What it is.
    pub label: Label,
    /// The text itself.
    pub text: String,
    /// How sure it is, 0 to 1.
    pub confidence: f32,
    /// Why it was found: one short sentence in Japanese.
    pub why: String,
    /// It stands on the office's roster.
    pub known: bool,
}

/// The text with a mark (〔氏名〕) in place of each span. Spans are sorted and do not overlap, as a scanner gives them; one that
/// lies outside the text or inside another is passed over.
pub fn redact(text: &str, spans: &[Span]) -> String {
    let starts: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
    let mut shown = String::with_capacity(text.len());
    let mut done = 0;
    for span in spans {
        let (Some(from), Some(to)) = (starts.get(span.start), starts.get(span.end)) else { continue };
        if *from < done || to <= from {
            continue;
        }
        shown.push_str(&text[done..*from]);
        shown.push('〔');
        shown.push_str(span.label.word());
        shown.push('〕');
        done = *to;
    }
    shown.push_str(&text[done..]);
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    fn span(start: usize, end: usize, label: Label) -> Span {
        Span { start, end, label, text: String::new(), confidence: 1.0, why: String::new(), known: true }
    }

    /// H1
    #[test]
    fn each_span_becomes_a_mark_and_the_rest_stays() {
        let text = "😀齋藤さん（03-0000-0000）";
        let spans = [span(1, 3, Label::Person), span(6, 18, Label::Phone)];
        assert_eq!(redact(text, &spans), "😀〔氏名〕さん（〔電話番号〕）");
        assert_eq!(redact(text, &[]), text);
    }

    #[test]
    fn spans_outside_the_text_or_in_one_another_are_passed_over() {
        let spans = [span(0, 2, Label::Person), span(1, 3, Label::Person), span(2, 9, Label::Phone)];
        assert_eq!(redact("見本花", &spans), "〔氏名〕花");
    }

    #[test]
    fn every_label_has_a_code_of_its_own_and_is_found_by_it() {
        for label in Label::ALL {
            assert_eq!(Label::from_code(label.code()), Some(label));
        }
        assert_eq!(Label::from_code("name"), None);
    }
}
