//! Who can act: accounts with a role, people with a link, and everybody else.

use crate::vocabulary;

vocabulary! {
    /// The role of an account.
    Role {
        /// Runs the installation; sees no personal data of offices.
        Administrator = "administrator", "システム管理者";
        /// Manages one office.
        OfficeManager = "office_manager", "管理者";
        /// Works in one office.
        OfficeStaff = "office_staff", "職員";
        /// Works for a municipality.
        MunicipalityStaff = "municipality_staff", "市町村職員";
        /// Works for a prefecture.
        PrefectureStaff = "prefecture_staff", "都道府県職員";
    }
}
