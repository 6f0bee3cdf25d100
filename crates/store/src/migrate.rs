//! The schema: numbered files in `migrations/`, forward only, one text for both databases.
//!
//! The files are written in PostgreSQL's words. For SQLite the type words are exchanged and tables become STRICT.

use std::borrow::Cow;

use sqlx::migrate::{Migration, MigrationType, Migrator};
use sqlx::{AssertSqlSafe, SqlSafeStr};

use crate::{Backend, StoreError};

macro_rules! migrations {
    ($($number:literal $name:literal),+ $(,)?) => {
        &[$(($number, $name, include_str!(concat!("../../../migrations/", $name, ".sql")))),+]
    };
}

/// Number, name and text of each step. Add at the end; never change one that has been released.
const MIGRATIONS: &[(i64, &str, &str)] = migrations![
    1 "0001_foundation",
    2 "0002_offices",
    3 "0003_accounts",
    4 "0004_residents",
    5 "0005_seats",
    6 "0006_meetings",
    7 "0007_minutes",
    8 "0008_publications",
    9 "0009_drafts",
    10 "0010_meeting_dwellings",
    11 "0011_receipts",
    12 "0012_payments",
    13 "0013_office_indexes",
    14 "0014_visits",
    15 "0015_standings",
    16 "0016_saved_views",
    17 "0017_matters",
    18 "0018_reviews",
    19 "0019_shelf",
    20 "0020_attachments",
    21 "0021_meeting_dwellings_office",
    22 "0022_resident_traits",
    23 "0023_second_reader",
    24 "0024_handbook_receipts",
    25 "0025_visit_wishes",
    26 "0026_visit_notes",
    27 "0027_preparations",
    28 "0028_abuse_desks",
    29 "0029_self_checks",
    30 "0030_minutes_in_form",
    31 "0031_visit_guides",
    32 "0032_councils",
    33 "0033_issues",
];

/// The migrator for a backend.
pub(crate) fn migrator(backend: Backend) -> Migrator {
    let migrations = MIGRATIONS
        .iter()
        .map(|(number, name, text)| {
            let sql = AssertSqlSafe(translate(backend, text)).into_sql_str();
            Migration::new(*number, Cow::Borrowed(name), MigrationType::Simple, sql, false)
        })
        .collect();
    Migrator { migrations: Cow::Owned(migrations), ..Migrator::DEFAULT }
}

/// How many steps the schema has.
pub(crate) fn steps() -> usize {
    MIGRATIONS.len()
}

/// Brings the schema up to date. Running it again changes nothing.
pub(crate) async fn run(pool: &sqlx::AnyPool, backend: Backend) -> Result<(), StoreError> {
    Ok(migrator(backend).run(pool).await?)
}

fn translate(backend: Backend, text: &str) -> String {
    match backend {
        Backend::Postgres => text.replace("/*strict*/", "").replace("/*strict, clustered*/", ""),
        Backend::Sqlite => text
            .replace("/*strict*/", "STRICT")
            .replace("/*strict, clustered*/", "STRICT, WITHOUT ROWID")
            .replace("DOUBLE PRECISION", "REAL")
            .replace("BIGINT", "INTEGER")
            .replace("BYTEA", "BLOB"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_table_is_strict_on_sqlite_and_none_of_the_words_of_postgres_remain() {
        for (_, name, text) in MIGRATIONS {
            let sqlite = translate(Backend::Sqlite, text);
            assert_eq!(
                sqlite.matches("CREATE TABLE").count(),
                sqlite.matches(") STRICT;").count() + sqlite.matches(") STRICT, WITHOUT ROWID;").count(),
                "{name}"
            );
            for word in ["BIGINT", "BYTEA", "DOUBLE PRECISION"] {
                assert!(!sqlite.contains(word), "{name}: {word}");
            }
        }
    }

    #[test]
    fn the_steps_are_numbered_upwards() {
        assert!(MIGRATIONS.is_sorted_by_key(|(number, ..)| *number));
        for (number, name, _) in MIGRATIONS {
            assert!(name.starts_with(&format!("{number:04}_")));
        }
    }
}
