//! What every action may meet besides its own errors.

use store::StoreError;

/// An action could not even begin, or the database failed it. Each action's own error wraps this one.
#[derive(Debug, thiserror::Error)]
pub enum Fault {
    /// No policy allows it, or the thing belongs to somebody else, or is not there. The three are told apart by nobody
    /// outside: all of them look like “not there” (404).
    #[error("there is no such thing for this actor")]
    Hidden,
    /// The database failed; nothing of the action was kept.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// Something that the program brings along is broken (a policy, a template of words).
    #[error("the installation is not in order: {0}")]
    Broken(String),
}

impl Fault {
    /// Whether the same action may succeed a little later.
    pub fn is_passing(&self) -> bool {
        matches!(self, Self::Store(error) if error.is_passing())
    }

    /// Whether there is no space left to write.
    pub fn is_full(&self) -> bool {
        matches!(self, Self::Store(StoreError::Full))
    }
}

/// Lets the failures of the store become errors of an action: what the action has a word of its own for becomes that, everything
/// else a [`Fault`]. `from_store!(Error, Stale => Stale, Duplicate => Registered)`
macro_rules! from_store {
    ($error:ty $(, $($failure:ident)|+ => $own:ident)*) => {
        impl From<store::StoreError> for $error {
            fn from(error: store::StoreError) -> Self {
                match error {
                    $($(store::StoreError::$failure)|+ => Self::$own,)*
                    other => Self::Fault(other.into()),
                }
            }
        }
    };
}
pub(crate) use from_store;
