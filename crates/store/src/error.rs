//! What can go wrong when rows are kept.

/// A store call could not do what was asked. Nothing of the transaction is kept.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// Somebody else changed the row since it was read (optimistic locking).
    #[error("the row was changed by somebody else in the meantime")]
    Stale,
    /// A row that must be unique is there already.
    #[error("there is such a row already")]
    Duplicate,
    /// The disk or the database's quota is full.
    #[error("no space left to write")]
    Full,
    /// The database is locked, gone, or did not answer in time. Trying again may help.
    #[error("the database does not answer")]
    Unavailable(#[source] sqlx::Error),
    /// A row does not read as what it should be: a wrong key, a damaged file, or a foreign hand.
    #[error("a stored value cannot be read: {0}")]
    Unreadable(String),
    /// The place where files lie does not answer, or refused. Trying again may help.
    #[error("the store of files does not answer")]
    Files(#[source] object_store::Error),
    /// The statement itself was refused; a mistake of ours or a broken constraint.
    #[error("the database refused the statement")]
    Refused(#[source] sqlx::Error),
    /// The schema could not be brought up to date.
    #[error("the schema could not be brought up to date")]
    Migration(#[from] sqlx::migrate::MigrateError),
}

impl StoreError {
    /// Whether the same call may succeed a little later.
    pub fn is_passing(&self) -> bool {
        matches!(self, Self::Unavailable(_) | Self::Files(_))
    }
}

impl From<object_store::Error> for StoreError {
    fn from(error: object_store::Error) -> Self {
        let mut cause: Option<&(dyn std::error::Error + 'static)> = Some(&error);
        while let Some(current) = cause {
            let io = current.downcast_ref::<std::io::Error>().map(std::io::Error::kind);
            if matches!(io, Some(std::io::ErrorKind::StorageFull | std::io::ErrorKind::QuotaExceeded)) {
                return Self::Full;
            }
            cause = current.source();
        }
        Self::Files(error)
    }
}

/// Codes by which SQLite (primary and extended result codes) and PostgreSQL (SQLSTATE) say the same things.
const FULL: [&str; 2] = ["13", "53100"];
const BUSY: [&str; 8] = ["5", "6", "10", "14", "517", "55P03", "40001", "40P01"];

impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> Self {
        match &error {
            sqlx::Error::Database(database) => {
                let code = database.code().unwrap_or_default();
                if database.is_unique_violation() {
                    Self::Duplicate
                } else if FULL.contains(&code.as_ref()) {
                    Self::Full
                } else if BUSY.contains(&code.as_ref()) || code.starts_with("57P") || code.starts_with("08") {
                    Self::Unavailable(error)
                } else {
                    Self::Refused(error)
                }
            }
            sqlx::Error::Io(_) | sqlx::Error::PoolTimedOut | sqlx::Error::PoolClosed | sqlx::Error::WorkerCrashed | sqlx::Error::Tls(_) => {
                Self::Unavailable(error)
            }
            sqlx::Error::ColumnDecode { .. } | sqlx::Error::Decode(_) | sqlx::Error::ColumnNotFound(_) => {
                Self::Unreadable(error.to_string())
            }
            _ => Self::Refused(error),
        }
    }
}
