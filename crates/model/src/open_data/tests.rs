use proptest::prelude::*;

use super::*;
use crate::vocabulary::Vocabulary;

/// One invented row; a test changes the cells that it is about.
struct Row(Vec<String>);

fn row(list_no: &str) -> Row {
    let mut cells = vec![String::new(); Column::ALL.len()];
    let mut set = |column: Column, value: &str| cells[column as usize] = value.to_owned();
    set(Column::Designator, "13000");
    set(Column::ListNo, list_no);
    set(Column::DesignatorName, "東京都");
    set(Column::CorporationName, "社会福祉法人　ほとり会");
    set(Column::CorporationKana, "しゃかいふくしほうじんほとりかい");
    set(Column::CorporationNumber, "8000000000001");
    set(Column::CorporationCity, "東京都練馬区");
    set(Column::CorporationAddress, "豊玉北0-0-0");
    set(Column::CorporationPhone, "03-0000-0000");
    set(Column::Service, "共同生活援助");
    set(Column::OfficeName, "グループホームほとり");
    set(Column::OfficeKana, "ぐるーぷほーむほとり");
    set(Column::OfficeNumber, "1320000001");
    set(Column::OfficeCity, "東京都練馬区");
    set(Column::OfficeAddress, "練馬区豊玉北０－０－０");
    set(Column::OfficePhone, "０３０００００００１");
    set(Column::OfficeUrl, "https://example.jp/?page=1");
    set(Column::Latitude, "35.73");
    set(Column::Longitude, "139.65");
    Row(cells)
}

impl Row {
    fn with(mut self, column: Column, value: &str) -> Self {
        self.0[column as usize] = value.to_owned();
        self
    }

    fn line(&self) -> String {
        let quoted = self.0.iter().map(|cell| format!("\"{}\"", cell.replace('"', "\"\"")));
        quoted.collect::<Vec<_>>().join(",")
    }
}

fn header() -> String {
    Column::ALL.iter().map(|column| format!("\"{column}\"")).collect::<Vec<_>>().join(",")
}

fn file(lines: &[String]) -> String {
    let all: Vec<_> = std::iter::once(header()).chain(lines.iter().cloned()).collect();
    all.join("\r\n") + "\r\n"
}

fn read_lines(lines: &[String]) -> OpenDataList {
    read(file(lines).as_bytes()).unwrap()
}

fn read_row(row: Row) -> OpenDataList {
    read_lines(&[row.line()])
}

#[test]
fn the_invented_row_is_read_without_a_doubt() {
    let list = read_row(row("A0000000001"));
    assert_eq!((list.rejections, list.doubts), (vec![], vec![]));
    let read = &list.rows[0];
    assert_eq!((read.line, read.list_no.as_str()), (2, "A0000000001"));
    assert_eq!(read.service, ServiceKind::GroupHome);
    assert_eq!(read.capacity, None);
    assert_eq!(read.office.address, "豊玉北０－０－０");
    assert_eq!(read.office.phone, "0300000001");
    assert_eq!(read.corporation.name, "社会福祉法人　ほとり会");
}

/// D5: who designates and where the place lies are two things.
#[test]
fn the_authority_and_the_place_are_told_apart() {
    let list = read_row(row("A0000000001"));
    assert_eq!(list.rows[0].designator.to_string(), "130001");
    assert_eq!(list.rows[0].location.unwrap().to_string(), "131202");
}

#[test]
fn all_three_encodings_give_the_same_rows() {
    let text = file(&[row("A0000000001").line()]);
    let plain = read(text.as_bytes()).unwrap();
    let with_bom = read(format!("\u{feff}{text}").as_bytes()).unwrap();
    let cp932 = read(&encoding_rs::SHIFT_JIS.encode(&text).0).unwrap();
    assert_eq!(plain.encoding, ListEncoding::Utf8);
    assert_eq!(with_bom.encoding, ListEncoding::Utf8WithBom);
    assert_eq!(cp932.encoding, ListEncoding::Windows31J);
    assert_eq!(plain.rows, with_bom.rows);
    assert_eq!(plain.rows, cp932.rows);
}

/// A1
#[test]
fn rows_of_one_number_are_one_office_with_several_dwellings_led_by_the_smallest_no() {
    let second = row("A0000000002").with(Column::OfficeName, "ほとり第二");
    let other = row("A0000000003").with(Column::OfficeNumber, "1320000010");
    let list = read_lines(&[second.line(), row("A0000000001").line(), other.line()]);
    let offices = group(list.rows);
    assert_eq!(offices.len(), 2);
    assert_eq!(offices[0].place.name, "グループホームほとり");
    let nos: Vec<_> = offices[0].dwellings.iter().map(|dwelling| dwelling.list_no.as_str()).collect();
    assert_eq!(nos, ["A0000000001", "A0000000002"]);
}

#[test]
fn one_number_with_two_services_is_two_offices() {
    let facility = row("A0000000002").with(Column::Service, "施設入所支援").with(Column::Capacity, "60");
    let offices = group(read_lines(&[row("A0000000001").line(), facility.line()]).rows);
    assert_eq!(offices.len(), 2);
    assert_eq!(offices[1].dwellings[0].capacity, Some(60));
}

fn only_doubt(row: Row) -> Doubt {
    let list = read_row(row);
    assert_eq!((list.rows.len(), list.rejections.len()), (1, 0), "a doubt rejects nothing");
    let [doubt] = &list.doubts[..] else { panic!("one doubt, not {:?}", list.doubts) };
    doubt.clone()
}

/// D7: each doubt names line, column, value and reason.
#[test]
fn what_is_odd_is_a_doubt_and_the_row_is_read() {
    let plain = || row("A0000000001");
    let missing = only_doubt(plain().with(Column::CorporationNumber, ""));
    assert_eq!((missing.line, missing.column), (2, Some(Column::CorporationNumber)));
    assert_eq!(missing.reason, DoubtReason::NoCorporateNumber);

    let wrong = only_doubt(plain().with(Column::CorporationNumber, "6000000000001"));
    assert_eq!(wrong.value, "6000000000001");
    assert!(matches!(wrong.reason, DoubtReason::CorporateNumber(NumberError::CheckDigit { expected: 8, found: 6 })));

    let short = only_doubt(plain().with(Column::CorporationNumber, "430005003948 "));
    assert!(matches!(short.reason, DoubtReason::CorporateNumber(NumberError::Length { .. })));

    let number = only_doubt(plain().with(Column::OfficeNumber, "1320000003"));
    assert!(matches!(number.reason, DoubtReason::OfficeNumber(NumberError::CheckDigit { .. })));

    let lost = only_doubt(plain().with(Column::OfficeName, "グループホーム?"));
    assert_eq!((lost.column, lost.reason), (Some(Column::OfficeName), DoubtReason::LostCharacter));

    let nowhere = only_doubt(plain().with(Column::OfficeCity, "東京都夢見市").with(Column::OfficeAddress, "1"));
    assert_eq!(nowhere.reason, DoubtReason::AddressNotFound);

    let ward = only_doubt(plain().with(Column::Designator, "13120"));
    assert_eq!(ward.reason, DoubtReason::NotADesignator);

    let abroad = only_doubt(plain().with(Column::Latitude, "135.73"));
    assert_eq!(abroad.reason, DoubtReason::Position);

    let capacity = only_doubt(plain().with(Column::Capacity, "六十"));
    assert_eq!(capacity.reason, DoubtReason::Capacity);
}

#[test]
fn one_number_with_two_corporations_is_one_doubt() {
    let other = |no: &str| row(no).with(Column::CorporationNumber, "7000000000002").with(Column::CorporationName, "別の会");
    let list = read_lines(&[row("A0000000001").line(), other("A0000000002").line(), other("A0000000003").line()]);
    assert_eq!(list.rows.len(), 3);
    let doubts: Vec<_> = list.doubts.iter().map(|doubt| (doubt.line, doubt.reason.clone())).collect();
    assert_eq!(doubts, [(3, DoubtReason::TwoCorporations { first_line: 2 })]);
}

#[test]
fn a_name_written_with_and_without_a_space_is_the_same_corporation() {
    let unnumbered = row("A0000000002").with(Column::CorporationNumber, "").with(Column::CorporationName, "社会福祉法人ほとり会");
    let list = read_lines(&[row("A0000000001").line(), unnumbered.line()]);
    assert!(list.doubts.iter().all(|doubt| doubt.reason == DoubtReason::NoCorporateNumber));
}

fn only_rejection(row: Row) -> Rejection {
    let list = read_row(row);
    assert!(list.rows.is_empty());
    let [rejection] = &list.rejections[..] else { panic!("one rejection, not {:?}", list.rejections) };
    rejection.clone()
}

#[test]
fn a_row_without_what_makes_a_row_is_rejected() {
    let plain = || row("A0000000001");
    for column in [Column::ListNo, Column::OfficeName, Column::CorporationName, Column::Service] {
        let rejection = only_rejection(plain().with(column, "　"));
        assert_eq!((rejection.column, rejection.reason), (Some(column), RejectionReason::Missing));
    }
    let service = only_rejection(plain().with(Column::Service, "生活介護"));
    assert_eq!((service.value.as_str(), service.reason), ("生活介護", RejectionReason::UnknownService));
    let authority = only_rejection(plain().with(Column::Designator, "99000"));
    assert_eq!(authority.reason, RejectionReason::UnknownDesignator);
    let number = only_rejection(plain().with(Column::OfficeNumber, "132"));
    assert!(matches!(number.reason, RejectionReason::OfficeNumber(NumberError::Length { .. })));
    let long = only_rejection(plain().with(Column::OfficeName, &"あ".repeat(1_001)));
    assert_eq!((long.column, long.reason), (Some(Column::OfficeName), RejectionReason::CellTooLong));
    assert_eq!(long.value.chars().count(), 80);
    let nul = only_rejection(plain().with(Column::OfficeName, "ほ\0り"));
    assert_eq!(nul.reason, RejectionReason::Nul);
}

#[test]
fn a_repeated_no_is_rejected_and_the_first_row_stays() {
    let again = row("A0000000001").with(Column::OfficeName, "別の名前");
    let list = read_lines(&[row("A0000000001").line(), again.line()]);
    assert_eq!(list.rows.len(), 1);
    assert_eq!(list.rows[0].office.name, "グループホームほとり");
    assert_eq!(list.rejections[0].reason, RejectionReason::Repeated { first_line: 2 });
    assert_eq!(list.rejections[0].line, 3);
}

#[test]
fn half_a_line_is_rejected_and_swallows_no_other_row() {
    let whole = row("A0000000001").line();
    let half_in_cell = "\"13000\",\"A00000".to_owned();
    let half_between = "\"13000\",\"A0000000009\"".to_owned();
    let list = read_lines(&[half_in_cell, whole.clone(), half_between, row("A0000000002").line()]);
    assert_eq!(list.rows.iter().map(|row| row.line).collect::<Vec<_>>(), [3, 5]);
    let reasons: Vec<_> = list.rejections.iter().map(|rejection| (rejection.line, rejection.reason.clone())).collect();
    let too_few = RejectionReason::ColumnCount { expected: 29, found: 2 };
    assert_eq!(reasons, [(2, RejectionReason::Unfinished), (4, too_few)]);
}

#[test]
fn a_file_that_ends_in_the_middle_of_a_row_keeps_every_row_before_it() {
    let text = file(&[row("A0000000001").line(), row("A0000000002").line()]);
    let list = read(&text.as_bytes()[..text.len() - 120]).unwrap();
    assert_eq!((list.rows.len(), list.rejections.len()), (1, 1));
}

#[test]
fn a_line_break_inside_a_cell_belongs_to_the_cell() {
    let broken = row("A0000000001").with(Column::OfficeName, "ほとり\n第一");
    let list = read_lines(&[broken.line(), row("A0000000002").line()]);
    assert_eq!(list.rows[0].office.name, "ほとり 第一");
    assert_eq!(list.rows[1].line, 4);
    assert_eq!(list.rejections, []);
}

#[test]
fn blank_lines_are_passed_over() {
    let list = read_lines(&[String::new(), row("A0000000001").line(), "  ".to_owned()]);
    assert_eq!((list.rows.len(), list.rejections.len()), (1, 0));
    assert_eq!(list.rows[0].line, 3);
}

#[test]
fn a_wrong_header_is_refused_with_its_column() {
    let swapped = header().replace("法人番号", "法人ナンバー");
    let expected = ListError::HeaderTitle { position: 6, expected: Column::CorporationNumber, found: "法人ナンバー".to_owned() };
    assert_eq!(read(swapped.as_bytes()), Err(expected));
    let short = header().replace(",\"定員\"", "");
    assert_eq!(read(short.as_bytes()), Err(ListError::HeaderColumnCount { expected: 29, found: 28 }));
    let long = header() + ",\"備考\"";
    assert_eq!(read(long.as_bytes()), Err(ListError::HeaderColumnCount { expected: 29, found: 30 }));
    assert_eq!(read(b"\"half"), Err(ListError::UnreadableHeader));
}

#[test]
fn an_empty_file_is_refused() {
    assert_eq!(read(b""), Err(ListError::Empty));
    assert_eq!(read(b"\xEF\xBB\xBF\r\n\r\n"), Err(ListError::Empty));
    assert_eq!(read(header().as_bytes()).map(|list| list.rows.len()), Ok(0));
}

#[test]
fn utf_16_is_refused_by_its_name() {
    assert_eq!(read(b"\xFF\xFE\x22\x00"), Err(ListError::Utf16));
}

#[test]
fn a_million_columns_a_huge_cell_and_a_huge_file_are_refused() {
    let million = "a,".repeat(999_999) + "a";
    assert_eq!(read(million.as_bytes()), Err(ListError::HeaderColumnCount { expected: 29, found: 1_000_000 }));
    let list = read_lines(&[million, row("A0000000001").line()]);
    assert_eq!(list.rejections[0].reason, RejectionReason::LineTooLong);
    assert_eq!(list.rows.len(), 1);
    let huge = vec![b'a'; MAX_BYTES + 1];
    assert_eq!(read(&huge), Err(ListError::TooLarge { size: MAX_BYTES + 1, limit: MAX_BYTES }));
    let lines = file(&[]) + &"\n".repeat(MAX_LINES as usize);
    assert_eq!(read(lines.as_bytes()), Err(ListError::TooManyLines { line: MAX_LINES + 1, limit: MAX_LINES }));
}

#[test]
fn a_remark_tells_a_person_where_to_look() {
    let doubt = only_doubt(row("A0000000001").with(Column::CorporationNumber, ""));
    assert_eq!(doubt.to_string(), "2行目「法人番号」「」：法人番号がありません。");
}

proptest! {
    #[test]
    fn any_bytes_are_answered_and_never_panic(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        let _ = read(&bytes);
        let after_header = [header().as_bytes(), b"\n", &bytes].concat();
        prop_assert!(read(&after_header).is_ok());
    }

    #[test]
    fn every_line_is_read_or_rejected(lines in proptest::collection::vec("[^\r\n\"]{1,30}", 0..8)) {
        let filled: Vec<_> = lines.into_iter().filter(|line| !line.trim().is_empty()).collect();
        let list = read_lines(&filled);
        prop_assert_eq!(list.rows.len() + list.rejections.len(), filled.len());
    }
}
