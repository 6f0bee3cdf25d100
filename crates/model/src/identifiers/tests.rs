use proptest::prelude::*;

use super::*;

#[test]
fn published_numbers_are_sound() {
    for text in ["3430005000676", "9430001077259", "7030005002008"] {
        assert!(text.parse::<CorporateNumber>().is_ok(), "{text}");
    }
    for text in ["0120204433", "0115700429", "4021200193", "1126506730", "2325100424"] {
        assert!(text.parse::<OfficeNumber>().is_ok(), "{text}");
    }
    for text in ["131016", "011002", "141003", "016951", "472018"] {
        assert!(text.parse::<JurisdictionCode>().is_ok(), "{text}");
    }
}

/// A1: what a person types must have the right check digit.
#[test]
fn a_typed_number_with_a_wrong_check_digit_is_refused_with_the_digit_that_would_fit() {
    let wrong = NumberError::CheckDigit { expected: 3, found: 4 };
    assert_eq!("0120204434".parse::<OfficeNumber>(), Err(wrong));
    for text in ["0430001081968", "3600001027866"] {
        let refused = text.parse::<CorporateNumber>();
        assert!(matches!(refused, Err(NumberError::CheckDigit { .. })), "{text}");
    }
    assert!("131017".parse::<JurisdictionCode>().is_err());
}

/// A1: what stands in a list is kept, and doubted.
#[test]
fn a_listed_number_with_a_wrong_check_digit_is_kept_as_a_doubt() {
    let listed = OfficeNumber::read("0120204434").unwrap();
    assert!(!listed.is_sound());
    assert_eq!(listed.number().to_string(), "0120204434");
    assert!(!listed.number().is_sound());
    assert!(OfficeNumber::read("0120204433").unwrap().is_sound());
}

#[test]
fn a_number_is_read_in_full_width_with_spaces_and_hyphens() {
    let plain: CorporateNumber = "3430005000676".parse().unwrap();
    assert_eq!("３４３０００５０００６７６".parse(), Ok(plain));
    assert_eq!(" 3-4300-0500-0676　".parse(), Ok(plain));
}

#[test]
fn what_is_no_number_is_refused_with_the_reason() {
    assert_eq!("　".parse::<OfficeNumber>(), Err(NumberError::Empty));
    assert_eq!("012020443X".parse::<OfficeNumber>(), Err(NumberError::NotDigits));
    assert_eq!("٠١٢٠٢٠٤٤٣٣".parse::<OfficeNumber>(), Err(NumberError::NotDigits));
    let short = NumberError::Length { expected: 13, found: 12 };
    assert_eq!(CorporateNumber::read("430005003948 "), Err(short));
    let long = NumberError::Length { expected: 10, found: 11 };
    assert_eq!(OfficeNumber::read("01202044331"), Err(long));
}

#[test]
fn a_jurisdiction_code_is_completed_from_its_five_digits() {
    assert_eq!(JurisdictionCode::from_five("13120"), "131202".parse());
    assert_eq!(JurisdictionCode::from_five("01100").unwrap().to_string(), "011002");
    assert!(JurisdictionCode::from_five("011002").is_err());
    let nerima: JurisdictionCode = "131202".parse().unwrap();
    assert_eq!(nerima.prefecture().to_string(), "130001");
    assert_eq!(nerima.five(), "13120");
}

#[test]
fn a_stored_doubt_is_read_back_and_nonsense_is_not() {
    let doubtful = OfficeNumber::read("0120204434").unwrap().number();
    let json = serde_json::to_string(&doubtful).unwrap();
    assert_eq!(json, "\"0120204434\"");
    assert_eq!(serde_json::from_str::<OfficeNumber>(&json).unwrap(), doubtful);
    assert!(serde_json::from_str::<OfficeNumber>("\"12\"").is_err());
}

proptest! {
    #[test]
    fn every_number_has_exactly_one_fitting_check_digit(base in "[0-9]{9}") {
        let fitting = (0..=9).filter(|digit| format!("{base}{digit}").parse::<OfficeNumber>().is_ok());
        prop_assert_eq!(fitting.count(), 1);
    }

    #[test]
    fn a_single_mistyped_digit_never_passes(base in "[0-9]{9}", place in 0usize..9, other in 0u8..=9) {
        let complete = (0..=9).map(|check| format!("{base}{check}")).find(|text| text.parse::<OfficeNumber>().is_ok());
        let mut digits = complete.unwrap().into_bytes();
        prop_assume!(digits[place] != b'0' + other);
        digits[place] = b'0' + other;
        prop_assert!(String::from_utf8(digits).unwrap().parse::<OfficeNumber>().is_err());
    }

    #[test]
    fn every_well_formed_number_is_written_as_it_was_read(text in "[0-9]{13}") {
        prop_assert_eq!(CorporateNumber::read(&text).unwrap().number().to_string(), text);
    }

    #[test]
    fn reading_never_panics(text in ".{0,20}") {
        let _ = text.parse::<CorporateNumber>();
        let _ = text.parse::<JurisdictionCode>();
        let _ = JurisdictionCode::from_five(&text);
    }
}
