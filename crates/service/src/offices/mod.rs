//! 法人, 事業所 and 住居: registering by hand, changing, and the list for administrators.

pub mod edit;
pub mod list;
pub mod register;
