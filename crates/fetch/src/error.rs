//! Why something was not fetched.

/// Why something was not fetched. Each names the address.
#[derive(Debug, thiserror::Error)]
pub enum FetchError {
    /// Not an address of the web.
    #[error("{0}: not an http or https address")]
    NotAnAddress(String),
    /// The name leads into a private network.
    #[error("{url}: {what}")]
    Private {
        /// What was asked for.
        url: String,
        /// Which name is at which address.
        what: String,
    },
    /// robots.txt asks not to.
    #[error("{0}: robots.txt asks programs to stay away")]
    Robots(String),
    /// The server answered something else than "OK".
    #[error("{url}: the server answered {status}")]
    Status {
        /// What was asked for.
        url: String,
        /// The status, such as 404.
        status: u16,
        /// Seconds to wait, as the server asks.
        retry_after: Option<u64>,
    },
    /// There is more of it than is fetched.
    #[error("{url}: more than {limit} bytes")]
    TooLong {
        /// What was asked for.
        url: String,
        /// Bytes that are fetched at most.
        limit: u64,
    },
    /// It took too long.
    #[error("{0}: no answer in time")]
    TooSlow(String),
    /// No answer at all.
    #[error("{url}: {what}")]
    Unreachable {
        /// What was asked for.
        url: String,
        /// What went wrong.
        what: String,
    },
}

impl FetchError {
    /// What to do about it.
    pub fn hint(&self) -> &'static str {
        match self {
            FetchError::NotAnAddress(_) => "an address looks like https://example.org/feed",
            FetchError::Private { .. } => "allow private addresses if you trust whoever gave you this one",
            FetchError::Robots(_) => "ask its publisher, or fetch it by hand",
            FetchError::Status { status: 401 | 403, .. } => {
                "the server wants to know who asks; fetch it by hand"
            }
            FetchError::Status { status: 404 | 410, .. } => "check the address; the page may have moved",
            FetchError::Status { .. } => "try again later",
            FetchError::TooLong { .. } => "raise the limit, or fetch it by hand",
            FetchError::TooSlow(_) | FetchError::Unreachable { .. } => {
                "check the network and the address, or try again later"
            }
        }
    }
}
