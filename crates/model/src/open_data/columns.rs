//! The header of the list, which is its contract.

use super::ListError;
use crate::vocabulary::Vocabulary;

crate::vocabulary! {
    /// The columns of the list, in its order and with its titles.
    Column {
        /// The authority's five-digit code.
        Designator = "designator", "都道府県コード又は市区町村コード";
        /// The key of the row.
        ListNo = "list_no", "NO（※システム内の固有の番号、連番）";
        /// The authority's name.
        DesignatorName = "designator_name", "指定機関名";
        /// 法人.
        CorporationName = "corporation_name", "法人の名称";
        /// 法人.
        CorporationKana = "corporation_kana", "法人の名称_かな";
        /// 法人.
        CorporationNumber = "corporation_number", "法人番号";
        /// 法人.
        CorporationCity = "corporation_city", "法人住所（市区町村）";
        /// 法人.
        CorporationAddress = "corporation_address", "法人住所（番地以降）";
        /// 法人.
        CorporationPhone = "corporation_phone", "法人電話番号";
        /// 法人.
        CorporationFax = "corporation_fax", "法人FAX番号";
        /// 法人.
        CorporationUrl = "corporation_url", "法人URL";
        /// The service.
        Service = "service", "サービス種別";
        /// 事業所.
        OfficeName = "office_name", "事業所の名称";
        /// 事業所.
        OfficeKana = "office_kana", "事業所の名称_かな";
        /// 事業所.
        OfficeNumber = "office_number", "事業所番号";
        /// 事業所.
        OfficeCity = "office_city", "事業所住所（市区町村）";
        /// 事業所.
        OfficeAddress = "office_address", "事業所住所（番地以降）";
        /// 事業所.
        OfficePhone = "office_phone", "事業所電話番号";
        /// 事業所.
        OfficeFax = "office_fax", "事業所FAX番号";
        /// 事業所.
        OfficeUrl = "office_url", "事業所URL";
        /// Degrees north.
        Latitude = "latitude", "事業所緯度";
        /// Degrees east.
        Longitude = "longitude", "事業所経度";
        /// Not read.
        HoursWeekdays = "hours_weekdays", "利用可能な時間帯（平日）";
        /// Not read.
        HoursSaturday = "hours_saturday", "利用可能な時間帯（土曜）";
        /// Not read.
        HoursSunday = "hours_sunday", "利用可能な時間帯（日曜）";
        /// Not read.
        HoursHolidays = "hours_holidays", "利用可能な時間帯（祝日）";
        /// Not read.
        ClosedDays = "closed_days", "定休日";
        /// Not read.
        DaysNote = "days_note", "利用可能曜日特記事項（留意事項）";
        /// 定員.
        Capacity = "capacity", "定員";
    }
}

/// How many columns the list has.
pub(super) const COUNT: usize = Column::ALL.len();

/// Whether the first line is the header of the list.
pub(super) fn check_header(titles: Vec<String>) -> Result<(), ListError> {
    let compared = Column::ALL.iter().zip(&titles).enumerate();
    for (place, (expected, found)) in compared {
        if found.trim() != expected.label() {
            let found = found.chars().take(40).collect();
            return Err(ListError::HeaderTitle { position: place + 1, expected: *expected, found });
        }
    }
    match titles.len() {
        COUNT => Ok(()),
        found => Err(ListError::HeaderColumnCount { expected: COUNT, found }),
    }
}

/// Every column, in the order of the list.
pub(super) fn in_order() -> impl Iterator<Item = Column> {
    Column::ALL.iter().copied()
}
