//! What can go wrong in writing.

use std::io;

/// Why nothing, or not all, was written.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The output took no more.
    #[error("the output cannot be written")]
    Write(#[from] io::Error),
    /// The output took no more of a table.
    #[error("the table cannot be written")]
    Table(#[from] csv::Error),
    /// The output took no more JSON.
    #[error("the JSON cannot be written")]
    Json(#[from] serde_json::Error),
    /// The page could not be made.
    #[error("the page cannot be written")]
    Page(#[from] askama::Error),
    /// Parquet refused.
    #[cfg(feature = "parquet")]
    #[error("the Parquet file cannot be written")]
    Parquet(#[from] parquet::errors::ParquetError),
    /// Arrow refused.
    #[cfg(feature = "parquet")]
    #[error("the columns cannot be put together")]
    Arrow(#[from] arrow_schema::ArrowError),
    /// The program was built without the format.
    #[error("this build cannot write {0}; build it with the feature `parquet`")]
    NotBuilt(&'static str),
}
