//! Bytes to reports: pages, feeds, web archives, PDF files, records in JSON, plain text.
//!
//! This is the only crate that knows markup. [`Items`] cuts an input into its items without holding more than one of
//! them in memory; [`Item::document`] makes a [`Document`] of one, which is the slow part and can be done on any thread.
//!
//! ```
//! use claimant_text::{Hint, Items, Limits};
//!
//! let page: &[u8] = b"<html><head><title>Shots in Kidal</title></head><body><p>Shots fell in Kidal.</p></body></html>";
//! let limits = Limits::default();
//! let items = Items::open(Box::new(page), Hint::named("page.html"), limits.clone());
//! for item in items {
//!     let document = item.and_then(|item| item.document(&limits)).expect("a page");
//!     assert_eq!(document.input.title.as_deref(), Some("Shots in Kidal"));
//!     assert!(document.input.text.contains("Shots fell in Kidal."));
//! }
//! ```
//!
//! What comes from the web is hostile: bytes, decompressed bytes, nesting, entries and time are bounded by [`Limits`].
//! One bad item costs the others nothing: it gives a [`TextError`] with its file, its place and a hint.

mod bounded;
mod document;
mod encoding;
mod error;
mod feed;
mod form;
mod html;
mod item;
mod items;
mod jsonl;
mod language;
mod limits;
mod lines;
mod pdf;
mod surrogates;
mod warc;

pub use bounded::THREAD_NAME;
pub use claimant_credits as credits;
pub use document::{Document, Retrieval};
pub use error::{At, Fault, Place, TextError};
pub use form::Form;
pub use item::Item;
pub use items::{Hint, Items};
pub use limits::Limits;
