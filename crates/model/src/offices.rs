//! 法人, 事業所 and 住居 (A1).

use crate::vocabulary;

vocabulary! {
    /// The designated service of an office (A1).
    ServiceKind {
        /// Group homes: visits are counted per dwelling.
        GroupHome = "group_home", "共同生活援助";
        /// Residential facilities (listed as 施設入所支援).
        ResidentialFacility = "residential_facility", "障害者支援施設";
    }
}

vocabulary! {
    /// The type of a 共同生活援助 (A1).
    GroupHomeType {
        /// Care by the office's own staff.
        CareIncluded = "care_included", "介護サービス包括型";
        /// Support in the day as well; reports to the council too (D10).
        DaytimeSupport = "daytime_support", "日中サービス支援型";
        /// Care by an outside office.
        ExternalService = "external_service", "外部サービス利用型";
    }
}
