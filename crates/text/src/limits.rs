//! How much a hostile input may cost.

use std::time::Duration;

/// Bounds on what one input may cost. What goes over is an error of that item and costs the others nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of one item: a page, a text, a PDF file, a feed, a record; after decompression. 16 MiB.
    pub bytes: usize,
    /// Bytes that the compressed streams of one PDF file may give together. 256 MiB.
    pub decompressed_bytes: usize,
    /// Elements open at once in a page, and forms within forms in a PDF file. A deeper page is read without looking for its
    /// article. 256.
    pub depth: usize,
    /// Tags of a page. A page with more is read without looking for its article. 200,000.
    pub tags: usize,
    /// Entries of one feed that are read. 10,000.
    pub entries: usize,
    /// Time for one item. A thread that is still at it is left behind and its result dropped. 20 seconds.
    pub time: Duration,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits {
            bytes: 16 << 20,
            decompressed_bytes: 256 << 20,
            depth: 256,
            tags: 200_000,
            entries: 10_000,
            time: Duration::from_secs(20),
        }
    }
}
