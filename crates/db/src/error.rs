//! What can go wrong, the same for both engines.

/// A result of this crate.
pub type Result<T> = std::result::Result<T, Error>;

/// Why a statement was not carried out.
#[derive(Clone, Debug, thiserror::Error)]
pub enum Error {
    /// A row was asked for and there is none.
    #[error("there is no such row")]
    NoRow,
    /// A value exists already. Names the unique index as `table_column[_column]`, the same on both engines.
    #[error("{0} exists already")]
    Unique(String),
    /// A row refers to one that is not there, or is still referred to.
    #[error("a row refers to another that is not there")]
    ForeignKey,
    /// The engine cannot be reached or cannot read its files.
    #[error("the database does not answer: {0}")]
    Unavailable(String),
    /// The disk is full.
    #[error("the disk is full")]
    Full,
    /// The engine took too long, or something else held the lock.
    #[error("the database took too long")]
    Timeout,
    /// A text that this engine cannot store (PostgreSQL has no character NUL).
    #[error("a text cannot be stored")]
    Text,
    /// Anything else: a fault of ours.
    #[error("{0}")]
    Other(String),
}
