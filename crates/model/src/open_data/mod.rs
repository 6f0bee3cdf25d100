//! The national list of offices (障害福祉サービス等情報公表システム, WAM NET): from bytes to rows, with every broken and every
//! doubtful cell named by line and column (D7, A1).
//!
//! Nothing is silently mended or dropped: a row is read, or it is rejected with a reason. A doubt never rejects.

mod cells;
mod columns;
mod decode;
mod doubts;
mod grouping;
mod lines;
mod rows;

use std::fmt;

pub use columns::Column;
pub use decode::ListEncoding;
pub use grouping::{ListedDwelling, ListedOffice, group};

use crate::{
    identifiers::{Checked, CorporateNumber, JurisdictionCode, NumberError, OfficeNumber},
    offices::ServiceKind,
};

/// A list that could be read. `rows` and `rejections` together are all its lines but the header and blank ones.
#[derive(Debug, Clone, PartialEq)]
pub struct OpenDataList {
    /// How the bytes were written.
    pub encoding: ListEncoding,
    /// The rows that were read, in the order of the file.
    pub rows: Vec<ListedRow>,
    /// The rows that were not, in the order of the file.
    pub rejections: Vec<Rejection>,
    /// What is odd about rows that were read, in the order of the file.
    pub doubts: Vec<Doubt>,
}

/// One row: one place where one service is given.
#[derive(Debug, Clone, PartialEq)]
pub struct ListedRow {
    /// Line of the file, counted from 1, the header included.
    pub line: u32,
    /// `NO`, the list's own key of the row.
    pub list_no: String,
    /// The authority that designated the office; not where it lies.
    pub designator: JurisdictionCode,
    /// The municipality or ward of the address, where it could be found.
    pub location: Option<JurisdictionCode>,
    /// 法人.
    pub corporation: ListedCorporation,
    /// サービス種別.
    pub service: ServiceKind,
    /// 事業所.
    pub office: ListedPlace,
    /// 定員, where it is given.
    pub capacity: Option<u16>,
}

/// 法人 as a row names it. Texts are trimmed and otherwise as written; empty where the list is silent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListedCorporation {
    /// 名称.
    pub name: String,
    /// かな, as written (hiragana).
    pub kana: String,
    /// 法人番号, where 13 digits are given. The check digit may be wrong.
    pub number: Option<Checked<CorporateNumber>>,
    /// 法人番号 as written, which may be no number at all.
    pub number_as_written: String,
    /// 住所（市区町村）.
    pub city: String,
    /// 住所（番地以降）, without a repeated city.
    pub address: String,
    /// In half width, with or without hyphens as written.
    pub phone: String,
    /// As `phone`.
    pub fax: String,
    /// As written.
    pub url: String,
}

/// 事業所 as a row names it.
#[derive(Debug, Clone, PartialEq)]
pub struct ListedPlace {
    /// 事業所番号; the check digit may be wrong.
    pub number: Checked<OfficeNumber>,
    /// 名称.
    pub name: String,
    /// かな, as written (hiragana).
    pub kana: String,
    /// 住所（市区町村）.
    pub city: String,
    /// 住所（番地以降）, without a repeated city.
    pub address: String,
    /// In half width, with or without hyphens as written.
    pub phone: String,
    /// As `phone`.
    pub fax: String,
    /// As written.
    pub url: String,
    /// 緯度 in degrees north, within Japan.
    pub latitude: Option<f64>,
    /// 経度 in degrees east, within Japan.
    pub longitude: Option<f64>,
}

/// Something about a line, with the cell it concerns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remark<R> {
    /// Line of the file, counted from 1, the header included.
    pub line: u32,
    /// The cell; `None` where the whole line is meant.
    pub column: Option<Column>,
    /// The cell as written, shortened to 80 characters.
    pub value: String,
    /// What is the matter.
    pub reason: R,
}

/// A row that was not read.
pub type Rejection = Remark<RejectionReason>;
/// Something odd about a row that was read.
pub type Doubt = Remark<DoubtReason>;

impl<R> Remark<R> {
    fn new(line: u32, column: impl Into<Option<Column>>, value: &str, reason: R) -> Self {
        const LONGEST: usize = 80;
        Self { line, column: column.into(), value: value.chars().take(LONGEST).collect(), reason }
    }
}

/// `12行目「法人番号」「123」：…`
impl<R: fmt::Display> fmt::Display for Remark<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}行目", self.line)?;
        if let Some(column) = self.column {
            write!(f, "「{column}」")?;
        }
        write!(f, "「{}」：{}", self.value, self.reason)
    }
}

/// Why a row was not read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RejectionReason {
    /// The line holds a NUL byte.
    #[error("文字でないもの（NUL）が混じっています。元のファイルをもう一度取得してください。")]
    Nul,
    /// The line breaks off inside a quoted cell.
    #[error("行が途中で切れています。元のファイルをもう一度取得してください。")]
    Unfinished,
    /// The line is longer than any row can be.
    #[error("1行が長すぎます。区切りや引用符が壊れていないか確かめてください。")]
    LineTooLong,
    /// A cell is longer than any cell can be.
    #[error("1つの欄が長すぎます。区切りや引用符が壊れていないか確かめてください。")]
    CellTooLong,
    /// More or fewer cells than the header has.
    #[error("{expected}列あるはずですが、{found}列あります。区切りが抜けていないか確かめてください。")]
    ColumnCount {
        /// As many as the header has.
        expected: usize,
        /// As many as the line has.
        found: usize,
    },
    /// A cell without which a row is nothing.
    #[error("値がありません。この欄は欠かせません。")]
    Missing,
    /// The `NO` of an earlier line.
    #[error("同じNOが{first_line}行目にもあります。先の行だけを読み込みました。")]
    Repeated {
        /// The line that was read.
        first_line: u32,
    },
    /// No five-digit code of a jurisdiction.
    #[error("都道府県・市区町村のコードではありません。")]
    UnknownDesignator,
    /// A service that has no 地域連携推進会議.
    #[error("対象のサービスではありません（共同生活援助・施設入所支援だけを読み込みます）。")]
    UnknownService,
    /// 事業所番号 is not ten digits.
    #[error("事業所番号として読めません。{0}")]
    OfficeNumber(NumberError),
}

/// What is odd about a row that was read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DoubtReason {
    /// 法人番号 is empty.
    #[error("法人番号がありません。")]
    NoCorporateNumber,
    /// 法人番号 is not 13 digits, or its check digit is wrong.
    #[error("法人番号が正しくないようです。{0}")]
    CorporateNumber(NumberError),
    /// The check digit of 事業所番号 is wrong.
    #[error("事業所番号が正しくないようです。{0}")]
    OfficeNumber(NumberError),
    /// Rows of one 事業所番号 name different corporations.
    #[error("同じ事業所番号が、{first_line}行目では別の法人になっています。")]
    TwoCorporations {
        /// The first line of that number.
        first_line: u32,
    },
    /// Rows of one 事業所番号 name different authorities.
    #[error("同じ事業所番号が、{first_line}行目では別の指定機関になっています。")]
    TwoDesignators {
        /// The first line of that number.
        first_line: u32,
    },
    /// The code is a jurisdiction, but none that designates.
    #[error("指定を行う自治体のコードではないようです。")]
    NotADesignator,
    /// A `?` or a replacement mark stands where a character was lost.
    #[error("文字が失われているようです（? や �）。正しい文字を確かめてください。")]
    LostCharacter,
    /// The address begins with no known municipality.
    #[error("住所から市区町村が分かりません。")]
    AddressNotFound,
    /// Latitude or longitude is no number, or lies outside Japan.
    #[error("緯度・経度として読めません。")]
    Position,
    /// 定員 is no number.
    #[error("定員として読めません。")]
    Capacity,
}

/// Why a whole file could not be read. Nothing of it was taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ListError {
    /// No bytes, or only blank ones.
    #[error("ファイルが空です。何も読み込んでいません。障害福祉サービス等情報公表システムのCSVを選んでください。")]
    Empty,
    /// Larger than any edition can be.
    #[error("ファイルが大きすぎます（{size}バイト、{limit}バイトまで）。何も読み込んでいません。")]
    TooLarge {
        /// Bytes of the file.
        size: usize,
        /// Bytes that are read at most.
        limit: usize,
    },
    /// More lines than any edition can have.
    #[error("{line}行目：行が多すぎます（{limit}行まで）。何も読み込んでいません。")]
    TooManyLines {
        /// The first line too many.
        line: u32,
        /// Lines that are read at most.
        limit: u32,
    },
    /// UTF-16, as some spreadsheets write it.
    #[error("文字コードがUTF-16です。何も読み込んでいません。UTF-8かShift_JISのCSVで保存し直してください。")]
    Utf16,
    /// The header is longer than a header can be, or broken.
    #[error("1行目：見出しの行が読めません。何も読み込んでいません。CSVファイルかどうか確かめてください。")]
    UnreadableHeader,
    /// The header has too few or too many columns, each as far as it goes right.
    #[error("1行目：見出しが{expected}列あるはずですが、{found}列あります。何も読み込んでいません。")]
    HeaderColumnCount {
        /// 29.
        expected: usize,
        /// As many as there are.
        found: usize,
    },
    /// A column has another title than it should.
    #[error("1行目{position}列目：見出しは「{expected}」のはずですが、「{found}」です。何も読み込んでいません。")]
    HeaderTitle {
        /// Counted from 1.
        position: usize,
        /// The column that belongs there.
        expected: Column,
        /// The title as written, shortened.
        found: String,
    },
}

/// The largest file that is read: eight times the largest edition so far.
pub const MAX_BYTES: usize = 64 * 1024 * 1024;
/// The most lines that are read: twelve times the longest edition so far.
pub const MAX_LINES: u32 = 200_000;

/// Reads an edition of the list: UTF-8 with or without BOM, or Windows-31J.
///
/// # Errors
/// [`ListError`] where the file as a whole is not such a list. Single broken lines are no error: they are in
/// [`OpenDataList::rejections`].
pub fn read(bytes: &[u8]) -> Result<OpenDataList, ListError> {
    if bytes.len() > MAX_BYTES {
        return Err(ListError::TooLarge { size: bytes.len(), limit: MAX_BYTES });
    }
    let (encoding, text) = decode::decode(bytes)?;
    let mut lines = lines::Lines::new(&text);
    columns::check_header(lines.header()?)?;
    let mut list = OpenDataList { encoding, rows: Vec::new(), rejections: Vec::new(), doubts: Vec::new() };
    rows::read_all(lines, &mut list)?;
    doubts::compare_rows(&mut list);
    Ok(list)
}

#[cfg(test)]
mod tests;
